import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { planQueue } from '@/lib/scheduling/queue/plan-queue';
import { loopBeside } from '@/lib/scheduling/queue/share';
import type { QueueInstance, QueueTotal } from '@/lib/scheduling/queue/types';
import type { LoopSize } from './loop-instances';
import { makeQueue } from './queue-instances';

const COUNTS: readonly (readonly [candidates: number, seeds: number])[] = [
  [5, 8],
  [20, 4],
  [50, 2],
  [100, 1],
];

/** Plans made-up queues of growing length: total against first come, first served, the gap to the bound, time and memory. */
export async function main(): Promise<void> {
  console.log(
    'Generated queues, one run. Points: lower is better. "gap" is what a better plan could save at most.',
  );
  for (const load of ['busy', 'roomy'] as const) {
    console.log(
      `\n${load === 'busy' ? 'More candidates than people have room for' : 'People for everybody'}`,
    );
    const rows = COUNTS.map(([count, seeds]) =>
      row(
        count,
        Array.from({ length: seeds }, (_, i) => timed(made(500 + i, count, load))),
      ),
    );
    const head = ['candidates', 'n', 'placed', 'greedy placed', 'days saved', 'points saved', 'proven'];
    print([[...head, 'gap (median)', 'gap of points', 's (median)', 's (worst)', 'invalid', 'MB'], ...rows]);
  }
}

/** `busy`: few people, so that not everybody gets a place. `roomy`: people and days grow with the queue. */
function made(seed: number, count: number, load: 'busy' | 'roomy'): QueueInstance {
  const size: LoopSize = 'M';
  if (load === 'busy') return makeQueue(seed, size, count);
  const grown = Math.max(1, Math.ceil(count / 10));
  return makeQueue(seed, size, count, { days: [10, 10], pool: [4 * grown, 5 * grown], skills: 6 });
}

interface Timing {
  plan: ReturnType<typeof planQueue>;
  seconds: number;
  invalid: number;
}

function timed(queue: QueueInstance): Timing {
  const started = performance.now();
  const plan = planQueue(queue);
  return { plan, seconds: (performance.now() - started) / 1000, invalid: faults(queue, plan.best) };
}

/** Plans of candidates that break a rule beside the others, judged by the independent checker. */
function faults(queue: QueueInstance, { places }: QueueTotal): number {
  const plans = places.map(({ plan }) => plan);
  return plans.filter((plan, c) => plan && judgeSchedule(loopBeside(queue, c, plans), plan).errors.length > 0)
    .length;
}

function row(count: number, list: readonly Timing[]): string[] {
  const total = (pick: (timing: Timing) => number): number => list.reduce((sum, one) => sum + pick(one), 0);
  const gaps = list.map(({ plan }) => plan.best.points - plan.bound);
  const share = list.map(({ plan }) => (100 * (plan.best.points - plan.bound)) / plan.best.points);
  const seconds = list.map((one) => one.seconds);
  return [
    String(count),
    String(list.length),
    `${total(({ plan }) => plan.best.placed)} of ${count * list.length}`,
    String(total(({ plan }) => plan.greedy.placed)),
    String(total(({ plan }) => plan.regret.days)),
    String(total(({ plan }) => plan.regret.points)),
    String(list.filter(({ plan }) => plan.status === 'OPTIMAL').length),
    String(Math.round(median(gaps))),
    `${median(share).toFixed(1)} %`,
    median(seconds).toFixed(1),
    Math.max(...seconds).toFixed(1),
    String(total(({ invalid }) => invalid)),
    String(Math.round(process.memoryUsage().rss / 2 ** 20)),
  ];
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function print(rows: readonly string[][]): void {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((one) => one[c]!.length)));
  for (const one of rows) console.log(one.map((cell, c) => cell.padStart(widths[c]!)).join('  '));
}
