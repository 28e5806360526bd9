import { gainsOf } from '@/lib/scheduling/queue/gains';
import { parseQueue } from '@/lib/scheduling/queue/parse';
import { planQueue } from '@/lib/scheduling/queue/plan-queue';
import type { QueueInstance, QueueOptions, QueueTotal } from '@/lib/scheduling/queue/types';
import { answerEach } from '../loop-input';

const USAGE =
  'usage: queue [--time-limit MS] [--max-work STEPS] [--rounds N] [--seed N] [--gains] < instances.jsonl';

interface Flags {
  timeLimit: number | null;
  maxWork: number | null;
  rounds: number | null;
  seed: number;
  gains: boolean;
}

/**
 * Plans queues from standard input, one answer a line. Exit code 2 and one line on standard error for bad input or bad
 * flags; the good lines before it are answered.
 */
export async function main(args: string[]): Promise<number> {
  const flags = readFlags(args);
  if (typeof flags === 'string') {
    process.stderr.write(`${flags}; ${USAGE}\n`);
    return 2;
  }
  const parse = (value: unknown) => {
    const parsed = parseQueue(value);
    return parsed.ok ? { ok: true as const, instance: parsed.queue } : parsed;
  };
  return answerEach(parse, (queue) => answer(queue, flags), USAGE);
}

function readFlags(args: string[]): Flags | string {
  const flags: Flags = { timeLimit: null, maxWork: null, rounds: null, seed: 1, gains: false };
  const numbers = {
    '--time-limit': 'timeLimit',
    '--max-work': 'maxWork',
    '--rounds': 'rounds',
    '--seed': 'seed',
  } as const;
  for (let i = 0; i < args.length; i++) {
    const name = args[i] as keyof typeof numbers;
    if (args[i] === '--gains') flags.gains = true;
    else if (Object.hasOwn(numbers, name)) {
      const value = Number(args[++i]);
      if (!Number.isInteger(value) || value < 0) return `${name}: "${args[i]}" is not a whole number`;
      flags[numbers[name]] = value;
    } else return `unknown flag "${name}"`;
  }
  return flags;
}

const summed = ({ points, placed, days }: QueueTotal) => ({ points, placed, days });

/** One answer in the neutral form; `ms` is wall-clock time, everything else depends on the instance (and the limits). */
function answer(queue: QueueInstance, { timeLimit, maxWork, rounds, seed, gains }: Flags): object {
  const started = performance.now();
  const options: QueueOptions = {
    seed,
    ...(maxWork === null ? {} : { maxWork }),
    ...(rounds === null ? {} : { rounds }),
    ...(timeLimit === null ? {} : { shouldStop: () => performance.now() - started > timeLimit }),
  };
  const plan = planQueue(queue, options);
  const ms = Math.round((performance.now() - started) * 1000) / 1000;
  return {
    id: queue.id,
    status: plan.status,
    ...summed(plan.best),
    bound: plan.bound,
    greedy: summed(plan.greedy),
    regret: plan.regret,
    places: plan.best.places.map(({ candidate, plan: own, points, alone, lastDay, aloneLastDay }) => ({
      id: queue.candidates[candidate]!.id,
      start: own?.start ?? null,
      who: own?.who ?? null,
      room: own?.room ?? null,
      points,
      alone,
      lastDay,
      aloneLastDay,
    })),
    stopped: plan.stopped,
    work: plan.work,
    ms,
    ...(gains
      ? {
          gains: gainsOf(queue, plan, {}).map(({ change, points, days, placed, sooner, later }) => ({
            change: {
              kind: change.kind,
              ...(change.kind === 'hire' ? {} : { person: queue.people[change.person]!.id }),
              ...(change.kind === 'lift-limit' ? {} : { skill: change.skill }),
            },
            points,
            days,
            placed,
            sooner,
            later,
          })),
        }
      : {}),
  };
}
