import { z } from 'zod';
import { parseLoop } from '@/lib/scheduling/loop/parse';
import { checkLoop, type LoopAnswer } from '@/lib/scheduling/loop-check/check';
import { eachJson, standardInput } from '../loop-input';

const planShape = z.object({
  start: z.array(z.number()),
  who: z.array(z.array(z.number())),
  room: z.array(z.number().nullable()),
});

const certificateShape = z.object({
  v: z.literal(1),
  bounds: z.array(
    z.object({
      claim: z.string(),
      people: z.array(z.number()),
      groups: z.array(z.number()),
      least: z.number().nullable(),
    }),
  ),
  plans: z.array(z.object({ claim: z.string(), plan: planShape })),
  seal: z.number(),
});

const answerShape = z.object({
  status: z.enum(['OPTIMAL', 'INFEASIBLE', 'UNKNOWN']),
  objective: z.number().nullish(),
  start: z.array(z.number()).nullish(),
  who: z.array(z.array(z.number())).nullish(),
  room: z.array(z.number().nullable()).nullish(),
  bound: z.number().nullish(),
  terms: z.record(z.string(), z.number()).nullish(),
  conflict: z.array(z.string()).nullish(),
  singleFixes: z.array(z.object({ id: z.string(), objective: z.number() })).nullish(),
  pairFixes: z.array(z.object({ ids: z.array(z.string()), objective: z.number() })).nullish(),
  certificate: certificateShape.nullish(),
});

/**
 * Checks lines of `{instance, answer}`: one verdict a line. A line that cannot be read as such ends with exit code 2;
 * a wrong answer is not bad input, it gets `valid: false`.
 */
export async function main(args: string[]): Promise<number> {
  if (args.length > 0) {
    process.stderr.write(`unknown flag "${args[0]}"; usage: check-loop < instance-and-answer.jsonl\n`);
    return 2;
  }
  for (const { line, value, fault } of eachJson(await standardInput())) {
    const pair = fault === null ? readPair(value) : { field: 'line', message: fault };
    if ('message' in pair) {
      process.stderr.write(`line ${line}: ${pair.field}: ${pair.message.replace(/\s+/g, ' ')}\n`);
      return 2;
    }
    const { valid, objective, errors, unproven } = checkLoop(pair.instance, pair.answer);
    process.stdout.write(`${JSON.stringify({ id: pair.instance.id, valid, objective, errors, unproven })}\n`);
  }
  return 0;
}

type Pair =
  | { instance: Parameters<typeof checkLoop>[0]; answer: LoopAnswer }
  | { field: string; message: string };

function readPair(value: unknown): Pair {
  if (typeof value !== 'object' || value === null || !('instance' in value) || !('answer' in value))
    return { field: 'line', message: 'must be {"instance": …, "answer": …}' };
  const parsed = parseLoop(value.instance);
  if (!parsed.ok)
    return {
      field: parsed.field === 'instance' ? 'instance' : `instance.${parsed.field}`,
      message: parsed.message,
    };
  const answer = answerShape.safeParse(value.answer);
  if (!answer.success) {
    const issue = answer.error.issues[0]!;
    return { field: ['answer', ...issue.path.map(String)].join('.'), message: issue.message };
  }
  return { instance: parsed.instance, answer: answer.data };
}
