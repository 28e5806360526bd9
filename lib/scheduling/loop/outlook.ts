import type { OptionSpace } from './groups';
import { AWAY, type LoopModel, NONE } from './model';

/**
 * What each person costs a seat above the cheapest one of their class, at best, over the starts still open. The
 * cheapest matching under these surpluses is a lower bound on what "nobody twice" adds to the relaxed rest.
 * Both tables are indexed like `poolCost`: by pool entry times `slots`, plus a slot or a day.
 */
export interface Outlook {
  /** Least surplus at this slot or later on the same day. */
  ahead: Int32Array;
  /** Least surplus on any later day; indexed by day instead of slot. */
  later: Int32Array;
  /** Per session: what its relaxed key may already contain for filling several seats differently. */
  slack: Int32Array;
}

export function lookAhead(model: LoopModel, space: OptionSpace): Outlook {
  const { slots, days, offset, length, poolFrom, poolPerson, poolCost, seatFrom } = model;
  const ahead = new Int32Array(poolCost.length).fill(AWAY);
  const later = new Int32Array(poolCost.length).fill(AWAY);
  const slack = new Int32Array(model.sessions);
  const { personClass } = space;
  const classes = personClass.length === 0 ? 1 : Math.max(...personClass) + 1;
  const seats = seatFrom[model.sessions]!;
  /** Cheapest points by row, class and slot. */
  const least = new Int32Array(seats * classes * slots).fill(AWAY);
  for (let s = 0; s < model.sessions; s++) {
    for (let row = seatFrom[s]!; row < seatFrom[s + 1]!; row++) {
      for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
        const to = (row * classes + (personClass[poolPerson[j]!] ?? 0)) * slots;
        for (let i = 0; i < slots; i++)
          if (poolCost[j * slots + i]! < least[to + i]!) least[to + i] = poolCost[j * slots + i]!;
      }
      for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
        const own = (row * classes + (personClass[poolPerson[j]!] ?? 0)) * slots;
        let beyond = AWAY;
        for (let d = days - 1; d >= 0; d--) {
          later[j * slots + d] = beyond;
          let best = AWAY;
          for (let i = offset[d]! + length[d]! - 1; i >= offset[d]!; i--) {
            const points = poolCost[j * slots + i]!;
            if (points < AWAY && model.place[s * slots + i]! < NONE)
              best = Math.min(best, points - least[own + i]!);
            ahead[j * slots + i] = best;
          }
          beyond = Math.min(beyond, best);
        }
      }
    }
    if (seatFrom[s + 1]! - seatFrom[s]! < 2) continue;
    for (let o = space.from[s]!; o < space.from[s + 1]!; o++)
      for (let i = 0; i < slots; i++) {
        const crew = space.crew[o * slots + i]!;
        if (crew >= AWAY) continue;
        let floor = 0;
        for (let row = seatFrom[s]!; row < seatFrom[s + 1]!; row++)
          floor += least[(row * classes + (space.seatClass[o]?.[row - seatFrom[s]!] ?? 0)) * slots + i]!;
        slack[s] = Math.max(slack[s]!, crew - floor);
      }
  }
  return { ahead, later, slack };
}
