import { entriesOf, type Personality } from './personalities';
import { type Asked, honestRubric } from './reading';
import { type MessagesRequest, textOf } from './request-check';

/** What a pretend model makes of a request. */
export interface Answer {
  text: string;
  stop: 'end_turn' | 'max_tokens' | 'refusal';
}

interface Prompt {
  system: string;
  user: string;
}

const promptOf = (request: MessagesRequest): Prompt => ({
  system: request.system === undefined ? '' : textOf(request.system),
  user: textOf(request.messages.at(-1)?.content ?? ''),
});

/** The rubric and the lines, as the instructions of the product describe them. */
function askedOf({ system, user }: Prompt): Asked {
  const rubric = JSON.parse(/\{"criteria":.*\}/s.exec(system)?.[0] ?? '{"criteria":[]}') as Pick<
    Asked,
    'criteria'
  >;
  const data = JSON.parse(user) as Pick<Asked, 'lines'>;
  return { criteria: rubric.criteria, lines: data.lines };
}

/** Any value that fits, for schemas nobody taught it. */
function filler(schema: Record<string, unknown>, words: string): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.anyOf)) return filler(schema.anyOf[0] as Record<string, unknown>, words);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>).map(
          ([name, child]) => [name, filler(child, words)],
        ),
      );
    case 'array':
      return schema.minItems === 1 ? [filler(schema.items as Record<string, unknown>, words)] : [];
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'null':
      return null;
    default:
      return words.slice(0, 80);
  }
}

/** The same request and kind give the same answer, apart from the drifter. */
export function answerOf(request: MessagesRequest, kind: Personality, plant?: string): Answer {
  if (kind === 'refuser') return { text: '', stop: 'refusal' };
  const prompt = promptOf(request);
  const schema = request.output_config?.format?.schema;
  if (!schema)
    return { text: 'Hello. This is the sandbox speaking; no model is behind it.', stop: 'end_turn' };
  const fields = Object.keys((schema.properties ?? {}) as object);
  let value: unknown;
  if (fields.includes('claims')) value = { claims: entriesOf(kind, askedOf(prompt), plant) };
  else if (fields.includes('left_out'))
    value = honestRubric((JSON.parse(prompt.user) as { description: string }).description);
  else value = filler(schema, prompt.user);
  // Valid JSON of another form than was asked for: no schema is a promise.
  if (kind === 'misshapen') value = { claims: [{ criterion: 'c1', rating: 5 }], criteria: 'none' };
  const text = JSON.stringify(value);
  if (kind === 'truncator') return { text: text.slice(0, Math.floor(text.length * 0.6)), stop: 'max_tokens' };
  if (kind === 'verbose')
    return { text: `Certainly! Here is the assessment you asked for:\n\n${text}`, stop: 'end_turn' };
  return { text, stop: 'end_turn' };
}
