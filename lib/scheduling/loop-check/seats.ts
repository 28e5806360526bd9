import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import { type Grid, NEVER } from './grid';

/**
 * The cheapest people for fixed starts under every rule about people; among equals the first in the order of seats
 * and indexes. Null when there are none.
 */
export function bestSeats(
  grid: Grid,
  slotOf: readonly number[],
  spend: (steps: number) => void,
): number[][] | null {
  const { groups } = grid.instance.rules;
  const rows = grid.takers.flatMap((seats, s) => seats.map((seat) => ({ s, seat, slot: slotOf[s]! })));
  const options = rows.map(({ seat, slot }) =>
    seat
      .map(({ person, key }) => ({
        person,
        key: key[slot]!,
        groups: groups.map(({ members }) => (members.includes(person) ? 1 : 0)),
      }))
      .filter(({ key }) => key < NEVER)
      .sort((a, b) => a.person - b.person || a.key - b.key),
  );
  const least = new Array<number>(rows.length + 1).fill(0);
  const reach = groups.map(() => new Array<number>(rows.length + 1).fill(0));
  for (let row = rows.length - 1; row >= 0; row--) {
    least[row] = least[row + 1]! + Math.min(NEVER, ...options[row]!.map(({ key }) => key));
    groups.forEach((_, g) => {
      reach[g]![row] = reach[g]![row + 1]! + (options[row]!.some((option) => option.groups[g]) ? 1 : 0);
    });
  }
  let best: number[] | null = null;
  let bestKey = NEVER;
  const who: number[] = [];
  const count = groups.map(() => 0);
  const fill = (row: number, key: number): void => {
    spend(1);
    if (key + least[row]! >= bestKey) return;
    for (let g = 0; g < groups.length; g++) {
      const { min, max } = groups[g]!;
      if ((max !== null && count[g]! > max) || count[g]! + reach[g]![row]! < min) return;
    }
    if (row === rows.length) {
      best = [...who];
      bestKey = key;
      return;
    }
    for (const option of options[row]!) {
      const clash = grid.distinct
        ? who.includes(option.person)
        : who.some((person, r) => person === option.person && rows[r]!.s === rows[row]!.s);
      if (clash) continue;
      who.push(option.person);
      for (let g = 0; g < groups.length; g++) count[g]! += option.groups[g]!;
      fill(row + 1, key + option.key);
      for (let g = 0; g < groups.length; g++) count[g]! -= option.groups[g]!;
      who.pop();
    }
  };
  fill(0, 0);
  if (!best) return null;
  const chosen: number[] = best;
  return grid.takers.map((_, s) => chosen.filter((_person, row) => rows[row]!.s === s));
}

/** Rooms for fixed starts: the cheapest, then the first; one for all sessions of a day where the rule asks for it. */
export function roomsFor(instance: LoopInstance, start: readonly number[]): (number | null)[] {
  const { sessions, rooms, rules, days } = instance;
  const dayOf = (t: number): number => days.findIndex((day) => day.start <= t && t < day.end);
  const fits = (s: number, r: number): boolean =>
    sessions[s]!.rooms!.includes(r) &&
    rooms[r]!.free.some(([a, b]) => a <= start[s]! && start[s]! + sessions[s]!.dur <= b);
  return sessions.map((session, s) => {
    if (!session.rooms) return null;
    const together = sessions.flatMap((other, o) =>
      other.rooms && (o === s || (rules.roomMode === 'sameDay' && dayOf(start[o]!) === dayOf(start[s]!)))
        ? [o]
        : [],
    );
    let chosen: number | null = null;
    rooms.forEach(({ cost }, r) => {
      if (together.every((o) => fits(o, r)) && (chosen === null || cost < rooms[chosen]!.cost)) chosen = r;
    });
    return chosen;
  });
}

/** Does `a` come before `b` in the order of starts and people? */
export function earlier(a: LoopPlan, b: LoopPlan): boolean {
  for (let s = 0; s < a.start.length; s++) {
    const [x, y] = [
      [a.start[s]!, ...a.who[s]!],
      [b.start[s]!, ...b.who[s]!],
    ];
    const at = x.findIndex((value, i) => value !== y[i]);
    if (at >= 0) return x[at]! < y[at]!;
  }
  return false;
}
