import { explainInfeasible, pairFixes } from '@/lib/scheduling/loop/explain';
import { parseLoop } from '@/lib/scheduling/loop/parse';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { certify } from '@/lib/scheduling/loop-check/certificate';
import { answerEach } from '../loop-input';

const USAGE = 'usage: loop [--time-limit MS] [--no-explain] [--pairs] [--certificate] < instances.jsonl';

interface Flags {
  timeLimit: number;
  explain: boolean;
  pairs: boolean;
  certificate: boolean;
}

/**
 * Answers loop instances from standard input, one answer a line. Exit code 2 and one line on standard error for bad
 * input or bad flags; the good lines before it are answered.
 */
export async function main(args: string[]): Promise<number> {
  const flags = readFlags(args);
  if (typeof flags === 'string') {
    process.stderr.write(`${flags}; ${USAGE}\n`);
    return 2;
  }
  return answerEach(parseLoop, (instance) => answer(instance, flags), USAGE);
}

function readFlags(args: string[]): Flags | string {
  const flags: Flags = { timeLimit: 10_000, explain: true, pairs: false, certificate: false };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--no-explain') flags.explain = false;
    else if (args[i] === '--pairs') flags.pairs = true;
    else if (args[i] === '--certificate') flags.certificate = true;
    else if (args[i] === '--time-limit') {
      const value = Number(args[++i]);
      if (!Number.isInteger(value) || value < 1)
        return `--time-limit: "${args[i]}" is not a number of milliseconds`;
      flags.timeLimit = value;
    } else return `unknown flag "${args[i]}"`;
  }
  return flags;
}

/** One answer in the neutral form; `ms` is wall-clock time, everything else depends on the instance (and the limit). */
function answer(instance: LoopInstance, { timeLimit, explain, pairs, certificate }: Flags): object {
  const started = performance.now();
  const shouldStop = (): boolean => performance.now() - started > timeLimit;
  const { status, objective, plan, bound, terms } = solveLoop(instance, { shouldStop });
  const explanation = status === 'INFEASIBLE' && explain ? explainInfeasible(instance, { shouldStop }) : null;
  const pairList = explanation && pairs ? pairFixes(instance, explanation, { shouldStop }) : null;
  const found = {
    id: instance.id,
    status,
    objective,
    start: plan?.start ?? null,
    who: plan?.who ?? null,
    room: plan?.room ?? null,
    bound,
    ms: Math.round((performance.now() - started) * 1000) / 1000,
    ...(terms ? { terms: { ...terms } } : {}),
    ...(explanation?.conflict ? { conflict: explanation.conflict } : {}),
    ...(explanation
      ? {
          singleFixes: explanation.singleFixes.map(({ ids, objective: opened }) => ({
            id: ids[0]!,
            objective: opened,
          })),
          explained: explanation.complete,
        }
      : {}),
    ...(pairList
      ? { pairFixes: pairList.map(({ ids, objective: opened }) => ({ ids, objective: opened })) }
      : {}),
  };
  return certificate ? { ...found, certificate: certify(instance, found) } : found;
}
