import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { Dice } from './dice';
import { type PeoplePrices, priced } from './lower-bound';
import { loopBeside, type Plans } from './share';
import type { Purse } from './solve-one';
import type { Alone, Tally } from './tally';
import type { QueueInstance } from './types';

const MOST_TAKEN_OUT = 4;
/** Queues up to this size also try every order of booking. */
const ALL_ORDERS_UP_TO = 4;

export interface Improvement {
  plans: (LoopPlan | null)[];
  points: number;
}

export interface ImproveSettings {
  rounds: number;
  seed: number;
  bound: number;
  /** Candidates to begin with, each booked again beside the others before the rounds; who comes first, first. */
  first?: readonly number[];
  onRound: (done: number, found: Improvement) => void;
}

/** Books the given candidates one after the other, each with the best plan that is left. */
export function bookInOrder(
  queue: QueueInstance,
  plans: Plans,
  order: readonly number[],
  purse: Purse,
  prices: PeoplePrices | null = null,
): (LoopPlan | null)[] {
  const booked = [...plans];
  for (const candidate of order) {
    const loop = loopBeside(queue, candidate, booked);
    booked[candidate] = purse.solve(prices ? priced(loop, prices) : loop).plan;
  }
  return booked;
}

/**
 * Large neighbourhood search (Shaw 1998): take a few related candidates out, book them again in another order, keep
 * the plan when it costs less. Half of the rounds book with the prices of scarce people, then tidy up without them.
 * Seeded, so the same input gives the same answer; ends after `rounds` or when the purse is empty.
 */
export function improve(
  queue: QueueInstance,
  from: Improvement,
  tally: Tally,
  alone: readonly Alone[],
  prices: PeoplePrices,
  purse: Purse,
  { rounds, seed, bound, first = [], onRound }: ImproveSettings,
): Improvement {
  const dice = new Dice(seed);
  const movable = queue.candidates.flatMap(({ fixed }, c) => (fixed ? [] : [c]));
  let best = from;
  const consider = (plans: (LoopPlan | null)[]): void => {
    const points = tally.points(plans);
    if (points < best.points) best = { plans, points };
  };
  for (const candidate of first) {
    if (best.points <= bound || purse.stopped) return best;
    consider(tidied(queue, best.plans, [candidate], purse));
  }
  const orders = movable.length <= ALL_ORDERS_UP_TO ? permutations(movable) : [];
  const cleared = best.plans.map((plan, c) => (queue.candidates[c]!.fixed ? plan : null));
  for (const order of orders) {
    if (best.points <= bound || purse.stopped) return best;
    consider(bookInOrder(queue, cleared, order, purse));
    consider(tidied(queue, bookInOrder(queue, cleared, order, purse, prices), order, purse));
  }
  const pools = queue.candidates.map((_, c) => new Set(poolOf(queue, c)));
  for (let round = 0; round < rounds; round++) {
    if (best.points <= bound || purse.stopped || movable.length === 0) return best;
    const out = takenOut(best.plans, movable, tally, alone, pools, dice, round);
    const plans = best.plans.map((plan, c) => (out.includes(c) ? null : plan));
    const order = dice.shuffled(out);
    const booked = bookInOrder(queue, plans, order, purse, round % 2 ? prices : null);
    consider(round % 2 ? tidied(queue, booked, order, purse) : booked);
    onRound(round + 1, best);
  }
  return best;
}

/** Each of `order` once more, at true cost: the best answer to what the others hold. */
function tidied(
  queue: QueueInstance,
  plans: Plans,
  order: readonly number[],
  purse: Purse,
): (LoopPlan | null)[] {
  return order.reduce<(LoopPlan | null)[]>(
    (now, candidate) =>
      bookInOrder(
        queue,
        now.map((plan, c) => (c === candidate ? null : plan)),
        [candidate],
        purse,
      ),
    [...plans],
  );
}

/** One who lost most (or has no place), and those who compete for the same people. */
function takenOut(
  plans: Plans,
  movable: readonly number[],
  tally: Tally,
  alone: readonly Alone[],
  pools: readonly ReadonlySet<number>[],
  dice: Dice,
  round: number,
): number[] {
  const loss = plans.map((plan, c) =>
    plan ? tally.own(c, plan) - (alone[c]?.points ?? 0) : Number.MAX_SAFE_INTEGER,
  );
  const ranked = [...movable].sort((a, b) => loss[b]! - loss[a]! || a - b);
  const first =
    round % 3 === 0 ? ranked[dice.below(Math.min(3, ranked.length))]! : movable[dice.below(movable.length)]!;
  const wanted = pools[first]!;
  const rivals = movable
    .filter((c) => c !== first)
    .map((c) => ({
      c,
      shared: (plans[c]?.who.flat() ?? [...pools[c]!]).filter((person) => wanted.has(person)).length,
      luck: dice.below(3),
    }))
    .sort((a, b) => b.shared + b.luck - (a.shared + a.luck) || a.c - b.c);
  const count = 1 + dice.below(MOST_TAKEN_OUT - 1);
  return [first, ...rivals.slice(0, count).map(({ c }) => c)];
}

/** Everybody who can sit in one of the candidate's sessions. */
export function poolOf(queue: QueueInstance, candidate: number): number[] {
  return queue.candidates[candidate]!.sessions.flatMap(({ seats }) =>
    seats.flatMap(({ pool }) => pool.map(([person]) => person)),
  );
}

function permutations(list: readonly number[]): number[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((head, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((tail) => [head, ...tail]),
  );
}
