import type { LoopInstance } from '@/lib/scheduling/loop/types';
import type { Solve } from './solve-one';
import type { QueueInstance } from './types';

/** Points each person costs on top per interview, so that scarce people are kept for those who need them. */
export type PeoplePrices = readonly number[];

export interface QueueBound {
  bound: number;
  prices: number[];
}

const ROUNDS = 8;

/** Interviews a person can still take over the whole horizon. */
export function capacities({ people, days }: QueueInstance): number[] {
  const weeks = [...new Set(days.map(({ week }) => week))];
  return people.map(({ dayCap, dayLoad, weekCap, weekLoad }) =>
    weeks.reduce((sum, week) => {
      const byDay = days.reduce(
        (room, day, d) => (day.week === week ? room + Math.max(0, dayCap - dayLoad[d]!) : room),
        0,
      );
      return sum + Math.min(byDay, Math.max(0, weekCap - weekLoad[week]!));
    }, 0),
  );
}

/** The loop with people's prices added to their preference cost. */
export function priced(loop: LoopInstance, prices: PeoplePrices): LoopInstance {
  return {
    ...loop,
    sessions: loop.sessions.map((session) => ({
      ...session,
      seats: session.seats.map(({ pool }) => ({
        pool: pool.map(([person, cost]) => [person, cost + prices[person]!] as const),
      })),
    })),
  };
}

/**
 * No plan of the queue costs less: every candidate alone, where people who are wanted more often than they have room
 * cost a price each time and the price of their room is given back (Lagrangian relaxation of the limits over the
 * horizon, subgradient steps, whole points). With prices of zero it is the sum of what each would cost alone.
 */
export function lowerBound(
  queue: QueueInstance,
  loops: readonly LoopInstance[],
  solve: Solve,
  target: number,
  onRound: (done: number, of: number, bound: number) => boolean,
): QueueBound {
  const room = capacities(queue);
  let prices = queue.people.map(() => 0);
  let best: QueueBound = { bound: 0, prices };
  let stride = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const uses = queue.people.map(() => 0);
    let bound = 0;
    for (const loop of loops) {
      const { plan, least } = solve(priced(loop, prices));
      bound += Math.min(queue.unplaced, least);
      if (plan && least <= queue.unplaced) for (const person of plan.who.flat()) uses[person]!++;
    }
    prices.forEach((price, p) => {
      bound -= price * room[p]!;
    });
    if (bound > best.bound || round === 0) best = { bound, prices };
    else stride /= 2;
    if (!onRound(round + 1, ROUNDS, best.bound)) break;
    const slope = uses.map((used, p) => (used > room[p]! || prices[p]! > 0 ? used - room[p]! : 0));
    const norm = slope.reduce((sum, by) => sum + by * by, 0);
    if (norm === 0 || bound >= target) break;
    const step = (stride * (target - bound)) / norm;
    prices = slope.map((by, p) => Math.max(0, prices[p]! + Math.trunc(by * step) + Math.sign(by)));
  }
  return best;
}
