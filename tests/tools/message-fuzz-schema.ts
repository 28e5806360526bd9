import fc from 'fast-check';
import { z } from 'zod';

type Schema = Record<string, unknown>;

/** Values that fit a JSON schema as zod writes it; refinements are not in it, so the caller checks again. */
function fitting(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref.replace(/^#\/\$defs\//, '');
    const target = schema.$ref === '#' ? root : (root.$defs as Record<string, Schema> | undefined)?.[name];
    if (!target) throw new Error(`The schema refers to ${schema.$ref}, which is not there.`);
    return fitting(target, root);
  }
  if ('const' in schema) return fc.constant(schema.const);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices) return fc.oneof(...choices.map((one) => fitting(one, root)));
  switch (schema.type) {
    case 'string':
      return texts(schema);
    case 'integer':
    case 'number': {
      const low = Number(schema.minimum ?? schema.exclusiveMinimum ?? 0);
      const high = Number(schema.maximum ?? schema.exclusiveMaximum ?? low + 1000);
      return fc.integer({ min: Math.ceil(low), max: Math.max(Math.ceil(low), Math.min(high, low + 1000)) });
    }
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      if (Array.isArray(schema.prefixItems))
        return fc.tuple(...(schema.prefixItems as Schema[]).map((one) => fitting(one, root)));
      return fc.array(fitting((schema.items ?? {}) as Schema, root), {
        minLength: Number(schema.minItems ?? 0),
        maxLength: Math.max(Number(schema.minItems ?? 0), Math.min(3, Number(schema.maxItems ?? 3))),
      });
    case 'object': {
      const fields = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
      return fc.record(Object.fromEntries(fields.map(([name, field]) => [name, fitting(field, root)])), {
        requiredKeys: (schema.required ?? []) as string[],
      });
    }
    default:
      return fc.jsonValue({ maxDepth: 1 });
  }
}

function texts(schema: Schema): fc.Arbitrary<string> {
  if (schema.format === 'email') return fc.constantFrom('rec@acme.example', 'ana@larkspur.example');
  if (typeof schema.pattern === 'string') return fc.stringMatching(new RegExp(schema.pattern));
  const least = Number(schema.minLength ?? 0);
  return fc.string({
    minLength: least,
    maxLength: Math.max(least, Math.min(20, Number(schema.maxLength ?? 20))),
  });
}

/** `count` inputs that `input` accepts. Throws when none can be made: a fuzz of refused inputs would prove nothing. */
export function validInputs(name: string, input: z.ZodType, count: number, seed: number): unknown[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as Schema;
  const made = fc.sample(fitting(schema, schema), { numRuns: count * 40, seed });
  const valid = made.filter((value) => input.safeParse(value).success).slice(0, count);
  if (valid.length === 0) throw new Error(`No valid input for ${name} among ${made.length}.`);
  return valid;
}
