import type { DayBound } from './day-bound';
import { type Grid, NEVER } from './grid';
import { LoopBound, type Prices } from './loop-bound';

export function noPrices(grid: Grid): Prices {
  return { people: grid.instance.people.map(() => 0), groups: grid.instance.rules.groups.map(() => 0) };
}

/** Prices a certificate may use: whole, people's not negative, a group's only on the side of a limit it has. */
export function sound(grid: Grid, prices: Prices): boolean {
  const { people, rules } = grid.instance;
  return (
    prices.people.length === people.length &&
    prices.groups.length === rules.groups.length &&
    [...prices.people, ...prices.groups].every((price) => Number.isSafeInteger(price)) &&
    prices.people.every((price) => price >= 0) &&
    rules.groups.every(
      ({ min, max }, g) => (prices.groups[g]! <= 0 || max !== null) && (prices.groups[g]! >= 0 || min > 0),
    )
  );
}

/**
 * Better prices by subgradient steps (Held, Wolfe and Crowder 1974; step length after Polyak): people the bound's
 * schedule uses twice become dearer, unused ones cheaper. `target` is a key the bound need not exceed.
 */
export function improvePrices(
  grid: Grid,
  from: Prices,
  target: number,
  rounds: number,
  /** True when no more rounds should be made. */
  enough: () => boolean,
  spend: (steps: number) => void,
): LoopBound {
  let best = new LoopBound(grid, from, spend);
  let bestLeast = best.least();
  let bound = best;
  let least = bestLeast;
  let stride = 1;
  let idle = 0;
  for (let round = 0; round < rounds && bestLeast < target && least < NEVER && !enough(); round++) {
    const { people, groups } = usage(bound);
    const slope = people.map((times, p) => (times <= 1 && bound.prices.people[p] === 0 ? 0 : times - 1));
    const slopeOf = groups.map((seats, g) => {
      const { min, max } = grid.instance.rules.groups[g]!;
      const price = bound.prices.groups[g]!;
      if (max !== null && (seats > max || price > 0)) return seats - max;
      return seats < min || price < 0 ? seats - min : 0;
    });
    const norm = [...slope, ...slopeOf].reduce((sum, step) => sum + step * step, 0);
    if (norm === 0) break;
    const step = (stride * (target - least)) / norm;
    const prices: Prices = {
      people: slope.map((by, p) =>
        grid.distinct ? Math.max(0, move(bound.prices.people[p]!, by * step)) : 0,
      ),
      groups: slopeOf.map((by, g) => {
        const { min, max } = grid.instance.rules.groups[g]!;
        const price = move(bound.prices.groups[g]!, by * step);
        return Math.max(min > 0 ? Number.NEGATIVE_INFINITY : 0, max === null ? Math.min(0, price) : price);
      }),
    };
    bound = new LoopBound(grid, prices, spend);
    least = bound.least();
    if (least > bestLeast) {
      best = bound;
      bestLeast = least;
      idle = 0;
    } else if (++idle % 3 === 0) {
      stride /= 2;
      bound = best;
      least = bestLeast;
    }
  }
  return best;
}

/** A whole step in the right direction. */
function move(price: number, by: number): number {
  return by === 0 ? price : price + Math.trunc(by) + Math.sign(by);
}

/** How often the schedule behind the bound uses each person and each group. */
function usage(bound: LoopBound): { people: number[]; groups: number[] } {
  const { grid } = bound;
  const people = grid.instance.people.map(() => 0);
  for (const [s, slot] of cheapest(bound)) for (const person of bound.crew(s, slot).who) people[person]!++;
  const groups = grid.instance.rules.groups.map(({ members }) =>
    members.reduce((sum, person) => sum + people[person]!, 0),
  );
  return { people, groups };
}

/** Sessions and slots of a schedule that attains the bound. */
function cheapest(bound: LoopBound): [number, number][] {
  const { grid } = bound;
  const chosen: [number, number][] = [];
  let left = bound.full;
  let daysLeft = bound.maxDays;
  let from = 0;
  let to = grid.days - 1;
  while (left !== 0) {
    let [day, set, least] = [-1, 0, NEVER];
    for (let d = from; d <= to; d++)
      bound.splits(d, left, daysLeft, (part, key) => {
        if (key < least) [day, set, least] = [d, part, key];
      });
    chosen.push(...cheapestDay(bound, day, set));
    left &= ~set;
    daysLeft--;
    from = day + 1;
    to = bound.adjacent ? Math.min(from, grid.days - 1) : grid.days - 1;
  }
  return chosen;
}

function cheapestDay(bound: LoopBound, day: number, all: number): [number, number][] {
  const table = bound.tables(day).reduce((a, b) => (b.entry(all) < a.entry(all) ? b : a));
  const chosen: [number, number][] = [];
  let set = all;
  let end = -1;
  let fed: 0 | 1 = 0;
  while (set !== 0) {
    const next = cheapestStart(table, set, end, fed);
    chosen.push([next.s, table.base + next.t]);
    fed = (fed | table.feeds(Math.max(0, end), next.t)) as 0 | 1;
    end = next.t + bound.grid.dur[next.s]!;
    set &= ~(1 << next.s);
  }
  return chosen;
}

function cheapestStart(table: DayBound, set: number, end: number, fed: 0 | 1): { s: number; t: number } {
  let best = { s: -1, t: -1, key: NEVER };
  const from = end < 0 ? 0 : end + table.minGap;
  const to = end < 0 ? table.slots - 1 : end + table.maxGap;
  table.each(set, from, to, (s, t) => {
    const done = t + table.grid.dur[s]!;
    const less = set & ~(1 << s);
    if (end < 0 && table.soonestEnd(less, done) > t + table.span) return;
    const ate = fed | table.feeds(Math.max(0, end), t);
    const key =
      table.keys[s]![table.base + t]! +
      (end < 0 ? 0 : table.grid.idle * (t - end)) +
      table.rest(less)[ate * table.width + done]!;
    if (key < best.key) best = { s, t, key };
  });
  return best;
}
