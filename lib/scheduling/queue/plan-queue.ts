import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import { capacityBound } from './capacity-bound';
import { bookInOrder, improve } from './improve';
import { lowerBound, type PeoplePrices } from './lower-bound';
import { lastDayOf, loopBeside, type Plans } from './share';
import { Purse } from './solve-one';
import { type Alone, Tally } from './tally';
import type { QueueInstance, QueueOptions, QueuePlan } from './types';

/** Rounds of improvement: some, and more the more candidates there are. */
const ROUNDS = 60;
const ROUNDS_EACH = 2;
/** Share of the work that may go into prices and bound; the rest is for better plans. */
const BOUND_SHARE = 0.35;

/**
 * All candidates of a queue planned together over the same people, rooms and limits.
 *
 * First everybody alone, then first come, first served, then a lower bound, then rounds of improvement. `OPTIMAL` when
 * the total meets the bound; otherwise `BEST_SO_FAR` with the bound. Never worse than first come, first served.
 * Deterministic for the same `maxWork`, `rounds` and `seed`.
 */
export function planQueue(queue: QueueInstance, options: QueueOptions = {}): QueuePlan {
  const count = queue.candidates.length;
  const purse = new Purse(options, count);
  const tally = new Tally(queue);
  const fixed: (LoopPlan | null)[] = queue.candidates.map((candidate) => candidate.fixed ?? null);
  const waiting = queue.candidates.flatMap((candidate, c) => (candidate.fixed ? [] : [c]));
  const report = options.onProgress ?? (() => undefined);
  const rounds = options.rounds ?? ROUNDS + ROUNDS_EACH * count;

  const loops = queue.candidates.map((_, c) => loopBeside(queue, c, fixed));
  const leasts: number[] = [];
  const alone: Alone[] = loops.map((loop, c) => {
    const kept = fixed[c];
    if (kept) return { points: tally.own(c, kept), lastDay: lastDayOf(queue, c, kept) };
    const { plan, objective, least } = purse.solve(loop);
    leasts.push(least);
    report({ phase: 'alone', done: c + 1, of: count, points: null, bound: null });
    return { points: objective, lastDay: plan ? lastDayOf(queue, c, plan) : null };
  });

  let plans = fixed;
  waiting.forEach((candidate, i) => {
    plans = bookInOrder(queue, plans, [candidate], purse);
    report({ phase: 'greedy', done: i + 1, of: waiting.length, points: null, bound: null });
  });
  const greedy = tally.total(plans, alone);
  const kept = tally.points(fixed) - queue.unplaced * waiting.length;
  const waitingLoops = waiting.map((c) => loops[c]!);
  const room = mostGenerous(queue, waitingLoops);
  let bound = kept + capacityBound(room, waitingLoops, leasts);

  const answer = (found: Plans, stopped: boolean): QueuePlan => {
    const best = tally.total(found, alone);
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
      stopped: best.points > bound && stopped,
      work: purse.work,
    };
  };

  let start = { plans, points: greedy.points };
  if (options.from) {
    const given = options.from.map((plan, c) => fixed[c] ?? plan);
    const points = tally.points(given);
    if (points < start.points) start = { plans: given, points };
  }
  options.onBetter?.(answer(start.plans, true));

  let prices: PeoplePrices = queue.people.map(() => 0);
  if (start.points > bound && !purse.stopped) {
    const until = purse.work + purse.maxWork * BOUND_SHARE;
    const dual = lowerBound(room, waitingLoops, purse.solve, start.points - kept, (done, of, found) => {
      const points = start.points;
      report({ phase: 'bound', done, of, points, bound: Math.max(bound, kept + found) });
      return !purse.stopped && purse.work < until;
    });
    bound = Math.max(bound, kept + dual.bound);
    prices = dual.prices;
  }
  let told = start.points;
  const found = improve(queue, start, tally, alone, prices, purse, {
    rounds,
    seed: options.seed ?? 1,
    bound,
    onRound: (done, better) => {
      report({ phase: 'improve', done, of: rounds, points: better.points, bound });
      if (better.points < told) options.onBetter?.(answer(better.plans, true));
      told = better.points;
    },
  });
  return answer(found.plans, purse.stopped);
}

/**
 * The queue with everybody's limits and loads beside the fixed plans; where candidates differ about somebody, the most
 * generous counts, so that a bound over it holds for all.
 */
function mostGenerous(queue: QueueInstance, loops: readonly LoopInstance[]): QueueInstance {
  if (loops.length === 0) return queue;
  return {
    ...queue,
    people: queue.people.map((person, p) => {
      const all = loops.map(({ people }) => people[p]!);
      return {
        ...person,
        dayCap: Math.max(...all.map(({ dayCap }) => dayCap)),
        weekCap: Math.max(...all.map(({ weekCap }) => weekCap)),
        dayLoad: person.dayLoad.map((_, d) => Math.min(...all.map(({ dayLoad }) => dayLoad[d]!))),
        weekLoad: person.weekLoad.map((_, w) => Math.min(...all.map(({ weekLoad }) => weekLoad[w]!))),
      };
    }),
  };
}
