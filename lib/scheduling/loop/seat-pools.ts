import { addAll, type Bits, emptyBits, hasBit, keepCommon } from '../bits';
import type { StartSets } from './start-sets';
import type { LoopInstance } from './types';

/** Who may hold which seat, and when. Seats (rows) of session `s` are `seatFrom[s] .. seatFrom[s + 1]`. */
export interface SeatPools {
  seatFrom: Int32Array;
  /** Pool entries of row q are `poolFrom[q] .. poolFrom[q + 1]`, by person. */
  poolFrom: Int32Array;
  person: Int32Array;
  /** Starts each entry can take. */
  starts: Bits[];
}

export function seatPools({ sessions, people, step }: LoopInstance, sets: StartSets): SeatPools {
  const seatFrom = [0];
  const poolFrom = [0];
  const person: number[] = [];
  const starts: Bits[] = [];
  for (const { seats, dur } of sessions) {
    for (const { pool } of seats) {
      for (const [p] of [...pool].sort((a, b) => a[0] - b[0])) {
        person.push(p);
        starts.push(sets.takenBy(people[p]!, dur / step));
      }
      poolFrom.push(person.length);
    }
    seatFrom.push(poolFrom.length - 1);
  }
  return {
    seatFrom: Int32Array.from(seatFrom),
    poolFrom: Int32Array.from(poolFrom),
    person: Int32Array.from(person),
    starts,
  };
}

/**
 * Starts of session `s` for which the candidate, a room and people for every seat are there (for up to two seats
 * different people). `pinned` is its only start, minutes.
 */
export function sessionStarts(
  { candidate, sessions, rooms, step, days }: LoopInstance,
  sets: StartSets,
  pools: SeatPools,
  s: number,
  pinned: number | null,
): Bits {
  const { dur, rooms: list } = sessions[s]!;
  const starts = sets.within(candidate, dur / step).slice();
  if (list)
    keepCommon(
      starts,
      anyOf(
        list.map((room) => sets.within(rooms[room]!.free, dur / step)),
        sets,
      ),
    );
  const from = pools.seatFrom[s]!;
  const seats = pools.seatFrom[s + 1]! - from;
  if (seats === 2) keepCommon(starts, pairOf(pools, from, sets));
  else
    for (let row = from; row < from + seats; row++)
      keepCommon(starts, anyOf(pools.starts.slice(pools.poolFrom[row], pools.poolFrom[row + 1]), sets));
  if (pinned === null) return starts;
  const only = sets.none();
  const day = days.findIndex(({ start, end }) => start <= pinned && pinned < end);
  const slot = day < 0 ? 0.5 : (pinned - days[day]!.start) / step;
  const at = day * sets.words * 32 + slot;
  if (Number.isInteger(slot) && hasBit(starts, at)) only[at >>> 5] = 1 << (at & 31);
  return only;
}

function anyOf(list: readonly Bits[], sets: StartSets): Bits {
  const some = sets.none();
  for (const bits of list) addAll(some, bits);
  return some;
}

/** Starts at which two different people can hold the seats `row` and `row + 1`. */
function pairOf({ poolFrom, person, starts }: SeatPools, row: number, sets: StartSets): Bits {
  const some = sets.none();
  const second = emptyBits(some.length * 32);
  for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
    second.fill(0);
    for (let k = poolFrom[row + 1]!; k < poolFrom[row + 2]!; k++)
      if (person[k] !== person[j]) addAll(second, starts[k]!);
    keepCommon(second, starts[j]!);
    addAll(some, second);
  }
  return some;
}
