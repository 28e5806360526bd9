import { hasBit, nextClear } from './bits';
import { longestBlockedRun } from './blocked-run';
import type { CommonSlotInstance, CommonSlotPerson, CommonSlotSearch } from './common-slot';
import { hitRange } from './grid';
import { gapsBetween } from './working-time';

/**
 * Why no start in `[from, to]` (epoch minutes, both included) works: of `group`, which needs `need` people, the
 * people listed are blocked at every start of the run, each by the blocks listed, and without them too few are
 * left. The list is minimal: with one person fewer on it the group could meet. `busy` blocks count with the
 * person's buffers around the meeting, `off` is time outside working hours.
 */
export interface CommonSlotWhyNot {
  from: number;
  to: number;
  group: number;
  need: number;
  blocked: { person: number; busy: [number, number][]; off: [number, number][] }[];
}

/**
 * The certificate that nothing before the first proposed slot (or, without one, in the whole horizon) works:
 * every grid start there is feasible or lies in exactly one run.
 */
export function explainCommonSlot(
  instance: CommonSlotInstance,
  search: CommonSlotSearch,
): CommonSlotWhyNot[] {
  const { grid, free, feasible } = search;
  const firstSlot = search.slots[0];
  const limit = firstSlot ? (firstSlot.start - grid.first) / grid.step : grid.size;
  const runs: CommonSlotWhyNot[] = [];
  const blocks = createBlockFinder(instance, search);
  for (let i = nextClear(feasible, 0, limit); i < limit; ) {
    const run = longestBlockedRun(instance.groups, free, i, limit - 1);
    const found = run?.groups[0];
    if (!run || !found) {
      i = nextClear(feasible, i + 1, limit);
      continue;
    }
    const group = instance.groups[found.group] as { members: number[]; need: number };
    const enough = found.blocked.slice(0, group.members.length - group.need + 1);
    runs.push({
      from: grid.first + i * grid.step,
      to: grid.first + run.to * grid.step,
      group: found.group,
      need: group.need,
      blocked: enough.map((person) => ({ person, ...blocks(person, i, run.to) })),
    });
    i = run.to + 1;
    if (i < limit && hasBit(feasible, i)) i = nextClear(feasible, i, limit);
  }
  return runs;
}

/** Finds the blocks of a person that hit a run of starts; a person's blocks are put in order once. */
function createBlockFinder(instance: CommonSlotInstance, search: CommonSlotSearch) {
  const { grid } = search;
  const sorted = new Map<number, { busy: (readonly [number, number])[]; off: number[]; longest: number }>();
  const of = (p: number) => {
    let entry = sorted.get(p);
    if (!entry) {
      const person = instance.people[p] as CommonSlotPerson;
      const busy = [...person.busy].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      let longest = 0;
      for (const [a, b] of busy) longest = Math.max(longest, b - a);
      entry = { busy, off: gapsBetween(search.working(p), instance.start, instance.end), longest };
      sorted.set(p, entry);
    }
    return entry;
  };
  return (p: number, from: number, to: number) => {
    const person = instance.people[p] as CommonSlotPerson;
    const { busy, off, longest } = of(p);
    const begin = grid.first + from * grid.step - person.before;
    const end = grid.first + to * grid.step + grid.dur + person.after;
    const hit = { busy: [] as [number, number][], off: [] as [number, number][] };
    // Blocks that begin earlier than the longest one lasts cannot reach the run.
    for (let b = firstFrom(busy, begin - longest); b < busy.length; b++) {
      const [x, y] = busy[b] as readonly [number, number];
      if (x >= end) break;
      const range = hitRange(grid, x, y, person.before, person.after);
      if (range && range.hi >= from && range.lo <= to) hit.busy.push([x, y]);
    }
    for (let s = 0; s < off.length; s += 2) {
      const range = hitRange(grid, off[s] as number, off[s + 1] as number, 0, 0);
      if (range && range.lo > to) break;
      if (range && range.hi >= from) hit.off.push([off[s] as number, off[s + 1] as number]);
    }
    return hit;
  };
}

function firstFrom(busy: readonly (readonly [number, number])[], minute: number): number {
  let low = 0;
  let high = busy.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((busy[middle] as readonly [number, number])[0] < minute) low = middle + 1;
    else high = middle;
  }
  return low;
}
