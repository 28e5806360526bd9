import { DayPlan } from './day-plan';
import type { DayTable } from './day-table';
import { type OptionSpace, withoutGroups } from './groups';
import { AWAY, crewCost, FINE, type LoopModel, NONE } from './model';

/** Largest sum of points that stays exact once prices are counted in fine parts. */
const MOST_POINTS = 0x3ffff;
const ROUNDS = 14;

/** A model in which people cost more the more sessions want them, and what it gives back at most. */
export interface PricedModel {
  model: LoopModel;
  /** Its tables, groups left out. */
  days: DayPlan;
  /** Key by which a plan here may exceed the same plan in the true model. */
  refund: number;
  /** Table cells built on the way. */
  cells: number;
}

/**
 * Prices on people instead of "nobody sits twice" (Lagrangian relaxation; subgradient steps after Held, Wolfe and
 * Crowder 1974, step length after Polyak): whom the relaxed schedule uses twice becomes dearer, whom it leaves aside
 * cheaper. Any prices give a true bound, `key here - refund`; these give a high one. `target` is the key of a plan.
 * Null when points are too large to be split, or nothing is to be gained.
 */
export function pricePeople(
  base: LoopModel,
  target: number,
  expired: (cells: number) => boolean,
): PricedModel | null {
  if (!base.distinct || target >= NONE || target / base.scale > MOST_POINTS) return null;
  let prices = new Int32Array(base.people);
  let now = priced(base, prices, target);
  let cells = 0;
  let best: PricedModel | null = null;
  let least = Number.NEGATIVE_INFINITY;
  let stride = 1;
  for (let round = 0; round < ROUNDS; round++) {
    const relaxed = relaxedPlan(now.days);
    cells += now.days.cells();
    const key = relaxed.key - now.refund;
    if (key > least) {
      least = key;
      best = now;
    } else stride /= 2;
    if (!relaxed.starts || least >= target || expired(cells)) break;
    const uses = usage(now.days, relaxed.starts);
    const slope = uses.map((times, p) => (times <= 1 && prices[p] === 0 ? 0 : times - 1));
    const norm = slope.reduce((sum, by) => sum + by * by, 0);
    if (norm === 0) break;
    const step = (stride * (target - key)) / (norm * now.model.pointKey);
    const next = prices.map((price, p) => Math.max(0, price + Math.round(slope[p]! * step)));
    if (next.every((price, p) => price === prices[p])) break;
    prices = next;
    now = priced(base, prices, target);
  }
  return best && { ...best, cells };
}

function priced(base: LoopModel, prices: Int32Array, target: number): PricedModel {
  const { slots, sessions, poolPerson } = base;
  const pointKey = base.scale / FINE;
  const poolCost = new Int32Array(base.poolCost.length);
  for (let j = 0; j < poolPerson.length; j++) {
    const price = prices[poolPerson[j]!]!;
    for (let i = j * slots; i < (j + 1) * slots; i++) {
      const points = base.poolCost[i]!;
      poolCost[i] = points >= AWAY ? AWAY : points * FINE + price;
    }
  }
  const model: LoopModel = { ...base, poolCost, pointKey, crew: base.crew.slice() };
  model.place = base.place.slice();
  model.placeInRoom = base.placeInRoom.map((place) => place.slice());
  for (let s = 0; s < sessions; s++)
    for (let i = s * slots; i < (s + 1) * slots; i++) {
      if (base.place[i]! >= NONE) continue;
      model.crew[i] = crewCost(model, s, i - s * slots);
      const more = (model.crew[i]! - base.crew[i]! * FINE) * pointKey;
      model.place[i]! += more;
      for (const place of model.placeInRoom) if (place[i]! < NONE) place[i]! += more;
    }
  const refund = prices.reduce((sum, price) => sum + price, 0) * pointKey;
  const days = new DayPlan(model, withoutGroups(model));
  days.limit = target + refund;
  return { model, days, refund, cells: 0 };
}

interface Start {
  option: number;
  slot: number;
}

/** The best schedule with people shared freely, and its key. */
function relaxedPlan(days: DayPlan): { key: number; starts: Start[] | null } {
  const { model, full, maxDays } = days;
  let key = NONE;
  let [day, set] = [-1, 0];
  if (!model.ordered || days.cheapest.some((least) => least >= NONE)) return { key, starts: null };
  const choices = Array.from({ length: model.days }, (_, d) => days.beginnings(d)).flat();
  choices.sort((a, b) => a.key - b.key);
  for (const choice of choices) {
    if (choice.key >= key) break;
    const pay = days.toPay(choice.day, full & ~choice.set, maxDays);
    const least = days.cheapestDay(days.table(choice.day), choice.set, 0, pay);
    if (least < key) [key, day, set] = [least, choice.day, choice.set];
  }
  if (key >= NONE) return { key, starts: null };
  const starts: Start[] = [];
  let left = full;
  let daysLeft = maxDays;
  let state = 0;
  for (;;) {
    left &= ~set;
    state = walkDay(days, day, set, state, days.toPay(day, left, daysLeft), starts);
    if (left === 0) return { key, starts };
    daysLeft = days.fewer(daysLeft);
    const [next] = days.next(day, left, daysLeft, state);
    if (!next) return { key, starts: null };
    [day, set] = [next.day, next.set];
  }
}

/** Adds the starts of the day's best schedule of `all`; returns the group state after it. */
function walkDay(
  days: DayPlan,
  day: number,
  all: number,
  from: number,
  pay: Float64Array,
  starts: Start[],
): number {
  const { model, space } = days;
  const table = days.table(day);
  let [set, state, end, layer, begun] = [all, from, -1, 0, -1];
  while (set !== 0) {
    const best = nextStart(days, table, set, state, pay, end, layer, begun);
    if (!best) return state;
    const s = space.session[best.option]!;
    const t = best.slot - table.base;
    if (end < 0) begun = t;
    if (layer === 0) layer = end < 0 ? table.lunchBefore(t) : t >= table.lunchAfter(end) ? table.layer : 0;
    starts.push(best);
    state = space.states.add[state * space.states.count + space.use[best.option]!]!;
    set &= ~(1 << s);
    end = t + model.dur[s]!;
  }
  return state;
}

function nextStart(
  { model, space }: DayPlan,
  table: DayTable,
  set: number,
  state: number,
  pay: Float64Array,
  end: number,
  layer: number,
  begun: number,
): Start | null {
  const { count, add } = space.states;
  const first = end < 0 ? 0 : end + table.minGap;
  let best: Start | null = null;
  let least = NONE;
  for (let rest = set; rest !== 0; rest &= rest - 1) {
    const s = 31 - Math.clz32(rest & -rest);
    if (model.pred[s]! & set) continue;
    const less = set & ~(1 << s);
    const row = table.row(less);
    const last = Math.min(end < 0 ? table.slots - 1 : end + table.maxGap, table.slots - model.dur[s]!);
    for (let option = space.from[s]!; option < space.from[s + 1]!; option++) {
      const reached = add[state * count + space.use[option]!]!;
      if (reached < 0) continue;
      for (let t = first; t <= last; t++) {
        const points = table.place[option * model.slots + table.base + t]!;
        if (points >= least) continue;
        const fed = end < 0 ? table.lunchBefore(t) : t >= table.lunchAfter(end) ? table.layer : 0;
        const had = Math.max(layer, table.lunch > 0 ? fed : 0);
        const over = t + model.dur[s]!;
        if (table.maxSpan > 0 && table.soonestEnd(less, over, had) > (end < 0 ? t : begun) + table.maxSpan)
          continue;
        for (let v = 0; v < count; v++) {
          const sum = add[reached * count + v]!;
          if (sum < 0) continue;
          const wait = end < 0 ? 0 : table.idle * (t - end);
          const key = points + wait + table.arena[row + had + v * table.width + over]! + pay[sum]!;
          if (key < least) {
            least = key;
            best = { option, slot: table.base + t };
          }
        }
      }
    }
  }
  return best;
}

/** How often each person sits in the cheapest crews of these starts. */
function usage({ model, space }: DayPlan, starts: Start[]): number[] {
  const uses = new Array<number>(model.people).fill(0);
  for (const { option, slot } of starts)
    for (const person of cheapestPeople(model, space, option, slot)) uses[person]!++;
  return uses;
}

function cheapestPeople(model: LoopModel, space: OptionSpace, option: number, slot: number): number[] {
  const { seatFrom, poolFrom, poolPerson, poolCost, slots } = model;
  const s = space.session[option]!;
  const classes = space.seatClass[option];
  const taken: number[] = [];
  let best: number[] = [];
  let least = AWAY;
  const fill = (row: number, points: number): void => {
    if (points >= least) return;
    if (row === seatFrom[s + 1]!) {
      least = points;
      best = [...taken];
      return;
    }
    for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
      const person = poolPerson[j]!;
      if (taken.includes(person)) continue;
      if (classes && space.personClass[person] !== classes[row - seatFrom[s]!]) continue;
      taken.push(person);
      fill(row + 1, points + poolCost[j * slots + slot]!);
      taken.pop();
    }
  };
  fill(seatFrom[s]!, 0);
  return best;
}
