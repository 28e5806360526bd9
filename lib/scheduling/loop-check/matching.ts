import { NEVER } from './grid';

/** A seat to fill: who could sit there and at what key. */
export interface SeatRow {
  people: Int32Array;
  keys: Float64Array;
}

/**
 * Least sum of keys for seats filled with different people, one seat at a time (shortest augmenting paths with
 * potentials). A state is never changed: adding a seat gives a new one, so a search may go back freely.
 */
export interface Matching {
  sum: number;
  rows: SeatRow[];
  /** Row held by a person, or -1. */
  rowOf: Int32Array;
  potential: Float64Array;
}

export function noSeats(people: number): Matching {
  return { sum: 0, rows: [], rowOf: new Int32Array(people).fill(-1), potential: new Float64Array(people) };
}

/** The matching with one more seat, or null when the people do not suffice. */
export function withSeat(before: Matching, seat: SeatRow): Matching | null {
  const people = before.rowOf.length;
  const rows = [...before.rows, seat];
  const rowOf = before.rowOf.slice();
  const potential = before.potential.slice();
  const distance = new Float64Array(people).fill(NEVER);
  const from = new Int32Array(people).fill(-1);
  const done = new Uint8Array(people);
  let row = rows.length - 1;
  let length = 0;
  let via = -1;
  let last = -1;
  while (last < 0) {
    const { people: able, keys } = rows[row]!;
    let offset = 0;
    // The row's own potential: tight at the person who holds it.
    if (via >= 0) {
      const held = able.indexOf(via);
      let own = NEVER;
      for (let j = held; j >= 0 && j < able.length; j++)
        if (able[j] === via && keys[j]! < own) own = keys[j]!;
      offset = own - potential[via]!;
    }
    for (let j = 0; j < able.length; j++) {
      const person = able[j]!;
      if (done[person] || keys[j] === NEVER) continue;
      const reach = length + keys[j]! - potential[person]! - offset;
      if (reach < distance[person]!) {
        distance[person] = reach;
        from[person] = via;
      }
    }
    let next = -1;
    for (let person = 0; person < people; person++)
      if (!done[person] && distance[person]! < NEVER && (next < 0 || distance[person]! < distance[next]!))
        next = person;
    if (next < 0) return null;
    done[next] = 1;
    length = distance[next]!;
    if (rowOf[next]! < 0) last = next;
    else {
      via = next;
      row = rowOf[next]!;
    }
  }
  for (let person = 0; person < people; person++)
    if (done[person] && distance[person]! < length) potential[person]! += distance[person]! - length;
  for (let person = last; person >= 0; ) {
    const up = from[person]!;
    rowOf[person] = up < 0 ? rows.length - 1 : rowOf[up]!;
    person = up;
  }
  let sum = 0;
  for (let person = 0; person < people; person++) {
    if (rowOf[person]! < 0) continue;
    const { people: able, keys } = rows[rowOf[person]!]!;
    let own = NEVER;
    for (let j = 0; j < able.length; j++) if (able[j] === person && keys[j]! < own) own = keys[j]!;
    sum += own;
  }
  return { sum, rows, rowOf, potential };
}
