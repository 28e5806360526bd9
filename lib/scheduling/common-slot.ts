import { type Bits, fullBits, hasBit, keepQuorum, listBits } from './bits';
import { clearBlocks, createGrid, type Grid, hashStarts, setInside } from './grid';
import { CORE, type DateOverride, minutesInside, type WeeklyWindow, workingSpans } from './working-time';
import { localDay } from './zone';

/** One person of a {@link CommonSlotInstance}; `busy`, `before`, `after` in (epoch) minutes. */
export interface CommonSlotPerson {
  id: string;
  /** IANA zone. */
  tz: string;
  hours: WeeklyWindow[];
  overrides: DateOverride[];
  busy: (readonly [number, number])[];
  /** Minutes kept free before and after the meeting; they need not fit inside working hours. */
  before: number;
  after: number;
}

/**
 * "When can they meet?": a start is feasible when every group has at least `need` members who work and are not
 * busy for the whole meeting. Everything is a whole number of minutes since the epoch, spans are half-open.
 */
export interface CommonSlotInstance {
  kind: 'common-slot';
  v: 1;
  id: string;
  start: number;
  end: number;
  step: number;
  dur: number;
  k: number;
  rank: 'earliest' | 'best';
  spread: 'any' | 'disjoint' | 'days';
  groups: { members: number[]; need: number }[];
  people: CommonSlotPerson[];
}

/** A start (epoch minutes), its cost (minutes outside 10:00-16:00 local, summed) and who comes (ascending). */
interface CommonSlot {
  start: number;
  cost: number;
  who: number[];
}

export interface CommonSlotAnswer {
  slots: CommonSlot[];
  feasibleCount: number;
  /** FNV-1a, 32 bit, over all feasible starts: tells a wrong start deep in the list. */
  feasibleHash: number;
}

/** What the search leaves behind for the explanation. */
export interface CommonSlotSearch extends CommonSlotAnswer {
  grid: Grid;
  /** Free starts of each person. */
  free: Bits[];
  feasible: Bits;
  /** Working spans of a person (flat list), the same that the search used. */
  working: (person: number) => number[];
}

/** Exact answer to an instance that passed `parseCommonSlot`. */
export function solveCommonSlot(instance: CommonSlotInstance): CommonSlotAnswer {
  const { slots, feasibleCount, feasibleHash } = searchCommonSlot(instance);
  return { slots, feasibleCount, feasibleHash };
}

/** {@link solveCommonSlot} with the sets it worked on. */
export function searchCommonSlot(instance: CommonSlotInstance): CommonSlotSearch {
  const grid = createGrid(instance.start, instance.end, instance.step, instance.dur);
  const patterns = createPatterns(instance, grid);
  const free = instance.people.map((person, p) => {
    const bits = patterns.bits(p).slice();
    clearBlocks(bits, grid, person.busy, person.before, person.after);
    return bits;
  });
  const feasible = fullBits(grid.size);
  for (const group of instance.groups) {
    keepQuorum(
      feasible,
      group.members.map((m) => free[m] as Bits),
      group.need,
    );
  }
  const starts = listBits(feasible);
  const slots = chooseSlots(instance, grid, free, starts);
  return {
    slots,
    feasibleCount: starts.length,
    feasibleHash: hashStarts(grid, starts),
    grid,
    free,
    feasible,
    working: patterns.spans,
  };
}

/** Working time of each person; people with the same zone and hours share it. */
function createPatterns(instance: CommonSlotInstance, grid: Grid) {
  const shared = new Map<string, { spans: number[]; bits: Bits }>();
  const entry = (p: number) => {
    const person = instance.people[p] as CommonSlotPerson;
    let key = person.tz;
    for (const window of person.hours) key += `|${window.days.join('')}${window.from}${window.to}`;
    for (const override of person.overrides) {
      key += `#${override.date}`;
      for (const window of override.hours) key += `${window.from}${window.to}`;
    }
    let found = shared.get(key);
    if (!found) {
      const spans = workingSpans(person.tz, person.hours, person.overrides, instance.start, instance.end);
      found = { spans, bits: new Uint32Array((grid.size + 31) >>> 5) };
      setInside(found.bits, grid, spans);
      shared.set(key, found);
    }
    return found;
  };
  return { spans: (p: number) => entry(p).spans, bits: (p: number) => entry(p).bits };
}

function chooseSlots(
  instance: CommonSlotInstance,
  grid: Grid,
  free: readonly Bits[],
  starts: readonly number[],
): CommonSlot[] {
  if (starts.length === 0 || instance.k === 0) return [];
  const priced = createPricing(instance, grid, free);
  if (instance.rank === 'earliest') {
    return spreadOut(instance, grid, starts).map((i) => priced.slot(i));
  }
  // Cost first, then time: one whole number a start keeps the order and sorts natively.
  const keys = new Float64Array(starts.length);
  for (let n = 0; n < starts.length; n++) {
    const i = starts[n] as number;
    keys[n] = priced.cost(i) * grid.size + i;
  }
  keys.sort();
  return spreadOut(instance, grid, keys, grid.size).map((i) => priced.slot(i));
}

/** Walks starts in order and keeps up to `k` under the spread rule; keys are `anything * modulus + index`. */
function spreadOut(
  instance: CommonSlotInstance,
  grid: Grid,
  order: ArrayLike<number>,
  modulus = 0,
): number[] {
  const kept: number[] = [];
  const days = new Set<number>();
  const zone = instance.people[0]?.tz;
  for (let n = 0; n < order.length && kept.length < instance.k; n++) {
    const i = modulus > 0 ? (order[n] as number) % modulus : (order[n] as number);
    if (instance.spread === 'disjoint') {
      if (kept.some((other) => Math.abs(other - i) * grid.step < grid.dur)) continue;
    } else if (instance.spread === 'days' && zone !== undefined) {
      const day = localDay(zone, grid.first + i * grid.step);
      if (days.has(day)) continue;
      days.add(day);
    }
    kept.push(i);
  }
  return kept;
}

/** Cost of a start: each group takes its `need` cheapest free members (cost, then lower index). */
function createPricing(instance: CommonSlotInstance, grid: Grid, free: readonly Bits[]) {
  const zones = [...new Set(instance.people.map((person) => person.tz))];
  const zoneOf = instance.people.map((person) => zones.indexOf(person.tz));
  const cores = zones.map((zone) => workingSpans(zone, CORE, [], instance.start, instance.end));
  const zoneCost = new Int32Array(zones.length);
  const byZone = new Int32Array(zones.length);
  const groups = instance.groups.map((group) => {
    const members = [...group.members].sort((a, b) => a - b);
    const census = new Int32Array(zones.length);
    for (const m of members) census[zoneOf[m] as number] = (census[zoneOf[m] as number] as number) + 1;
    return { members, need: group.need, whole: group.need === members.length, census };
  });
  const priceZones = (i: number) => {
    const from = grid.first + i * grid.step;
    for (let z = 0; z < zones.length; z++) {
      zoneCost[z] = grid.dur - minutesInside(cores[z] as number[], from, from + grid.dur);
    }
  };
  const cost = (i: number): number => {
    priceZones(i);
    let sum = 0;
    for (const group of groups) {
      let counts = group.census;
      if (!group.whole) {
        byZone.fill(0);
        for (const m of group.members) {
          if (hasBit(free[m] as Bits, i))
            byZone[zoneOf[m] as number] = (byZone[zoneOf[m] as number] as number) + 1;
        }
        counts = byZone;
      }
      sum += cheapest(zoneCost, counts, group.need);
    }
    return sum;
  };
  const slot = (i: number): CommonSlot => {
    const total = cost(i);
    const who = new Set<number>();
    for (const group of groups) {
      const present = group.members.filter((m) => hasBit(free[m] as Bits, i));
      present.sort(
        (a, b) => (zoneCost[zoneOf[a] as number] as number) - (zoneCost[zoneOf[b] as number] as number),
      );
      for (const m of present.slice(0, group.need)) who.add(m);
    }
    return { start: grid.first + i * grid.step, cost: total, who: [...who].sort((a, b) => a - b) };
  };
  return { cost, slot };
}

/** Sum of the `need` lowest costs, where `counts[z]` people cost `costs[z]` each. */
function cheapest(costs: Int32Array, counts: Int32Array, need: number): number {
  let sum = 0;
  let left = need;
  let floor = -1;
  while (left > 0) {
    let next = Number.POSITIVE_INFINITY;
    let count = 0;
    for (let z = 0; z < costs.length; z++) {
      const price = costs[z] as number;
      if (counts[z] === 0 || price <= floor || price > next) continue;
      if (price < next) count = 0;
      next = price;
      count += counts[z] as number;
    }
    const taken = Math.min(left, count);
    sum += taken * next;
    left -= taken;
    floor = next;
    if (count === 0) return sum;
  }
  return sum;
}
