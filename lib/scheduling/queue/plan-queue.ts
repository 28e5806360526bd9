import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { bookInOrder, improve } from './improve';
import { lowerBound, type PeoplePrices } from './lower-bound';
import { type Alone, lastDayOf, loopBeside, totalOf } from './share';
import { Purse } from './solve-one';
import type { QueueInstance, QueueOptions, QueuePlan } from './types';

const ROUNDS = 60;

/**
 * All candidates of a queue planned together over the same people, rooms and limits.
 *
 * First everybody alone, then first come, first served, then a lower bound, then rounds of improvement. `OPTIMAL` when
 * the total meets the bound; otherwise `BEST_SO_FAR` with the bound. Never worse than first come, first served.
 * Deterministic for the same `maxWork`, `rounds` and `seed`.
 */
export function planQueue(queue: QueueInstance, options: QueueOptions = {}): QueuePlan {
  const purse = new Purse(options);
  const count = queue.candidates.length;
  const fixed: (LoopPlan | null)[] = queue.candidates.map((candidate) => candidate.fixed ?? null);
  const waiting = queue.candidates.flatMap((candidate, c) => (candidate.fixed ? [] : [c]));
  const report = options.onProgress ?? (() => undefined);

  const loops = queue.candidates.map((_, c) => loopBeside(queue, c, fixed));
  const leasts: number[] = [];
  const alone: Alone[] = loops.map((loop, c) => {
    const kept = fixed[c];
    if (kept)
      return {
        points: totalOf(queue, only(count, c, kept), []).points - queue.unplaced * (count - 1),
        lastDay: lastDayOf(queue, kept),
      };
    const { plan, objective, least } = purse.solve(loop);
    leasts.push(Math.min(queue.unplaced, least));
    report({ phase: 'alone', done: c + 1, of: count, points: null, bound: null });
    return { points: objective, lastDay: plan ? lastDayOf(queue, plan) : null };
  });

  let plans = fixed;
  waiting.forEach((candidate, i) => {
    plans = bookInOrder(queue, plans, [candidate], purse);
    report({ phase: 'greedy', done: i + 1, of: waiting.length, points: null, bound: null });
  });
  const greedy = totalOf(queue, plans, alone);
  const kept = totalOf(queue, fixed, alone).points - queue.unplaced * waiting.length;
  const sum = kept + leasts.reduce((total, least) => total + least, 0);

  let start = { plans, points: greedy.points };
  if (options.from) {
    const given = options.from.map((plan, c) => fixed[c] ?? plan);
    const { points } = totalOf(queue, given, alone);
    if (points < start.points) start = { plans: given, points };
  }
  const room = afterFixed(queue, fixed);
  const dual =
    start.points > sum && !purse.stopped
      ? lowerBound(
          room,
          waiting.map((c) => loops[c]!),
          purse.solve,
          start.points - kept,
          (done, of, bound) => {
            report({ phase: 'bound', done, of, points: start.points, bound: kept + bound });
            return !purse.stopped;
          },
        )
      : { bound: 0, prices: queue.people.map(() => 0) as number[] };
  const bound = Math.max(sum, kept + dual.bound);
  const rounds = options.rounds ?? ROUNDS;
  const prices: PeoplePrices = dual.prices;
  const found = improve(queue, start, alone, prices, purse, {
    rounds,
    seed: options.seed ?? 1,
    bound,
    onRound: (done, points) => report({ phase: 'improve', done, of: rounds, points, bound }),
  });
  const best = totalOf(queue, found.plans, alone);
  return {
    status: best.points === bound ? 'OPTIMAL' : 'BEST_SO_FAR',
    best,
    greedy,
    regret: {
      points: greedy.points - best.points,
      days: greedy.days - best.days,
      placed: best.placed - greedy.placed,
    },
    bound,
    stopped: best.points > bound && purse.stopped,
    work: purse.work,
  };
}

function only(count: number, at: number, plan: LoopPlan): (LoopPlan | null)[] {
  return Array.from({ length: count }, (_, c) => (c === at ? plan : null));
}

/** People's loads with the fixed plans counted. */
function afterFixed(queue: QueueInstance, fixed: readonly (LoopPlan | null)[]): QueueInstance {
  if (fixed.every((plan) => plan === null)) return queue;
  const beside = loopBeside(
    { ...queue, candidates: [...queue.candidates, queue.candidates[0]!] },
    fixed.length,
    [...fixed],
  );
  return { ...queue, people: beside.people };
}
