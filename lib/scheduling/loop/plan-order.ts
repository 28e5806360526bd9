import { AWAY, type LoopModel } from './model';
import { chooseRooms } from './rooms';
import type { LoopPlan } from './types';

/** The plan of these slots and people (by seat row). */
export function planAt(model: LoopModel, slotOf: Int32Array, people: Int32Array): LoopPlan {
  const at = Array.from(slotOf, (slot) => timeOf(model, slot));
  const start = at.map(({ time }) => time);
  return {
    start,
    who: start.map((_, s) => Array.from(people.subarray(model.seatFrom[s]!, model.seatFrom[s + 1]!))),
    room: chooseRooms(model, at),
  };
}

/** Does `a` come before `b` among plans of the same key: by start and people, session by session? */
export function smaller(a: LoopPlan, b: LoopPlan): boolean {
  for (let s = 0; s < a.start.length; s++) {
    if (a.start[s] !== b.start[s]) return a.start[s]! < b.start[s]!;
    for (let q = 0; q < a.who[s]!.length; q++)
      if (a.who[s]![q] !== b.who[s]![q]) return a.who[s]![q]! < b.who[s]![q]!;
  }
  return false;
}

/** Could a plan through these slots (negative: still open, not before `now`), at equal key, come before `best`? */
export function mayBeSmaller(
  model: LoopModel,
  slotOf: Int32Array,
  now: number,
  best: LoopPlan | null,
): boolean {
  if (!best) return true;
  for (let s = 0; s < model.sessions; s++) {
    const slot = slotOf[s]!;
    const other = best.start[s]!;
    if (slot < 0) return timeOf(model, now).time < other;
    const { time } = timeOf(model, slot);
    if (time !== other) return time < other;
    if (seatsMayBeSmaller(model, s, slot, best.who[s]!)) return true;
  }
  return true;
}

function seatsMayBeSmaller(model: LoopModel, s: number, slot: number, who: number[]): boolean {
  const { seatFrom, poolFrom, poolPerson, poolCost, slots } = model;
  for (let q = 0; q < who.length; q++) {
    const row = seatFrom[s]! + q;
    for (let j = poolFrom[row]!; j < poolFrom[row + 1]! && poolPerson[j]! < who[q]!; j++)
      if (poolCost[j * slots + slot]! < AWAY) return true;
  }
  return false;
}

function timeOf(model: LoopModel, slot: number): { day: number; time: number } {
  let day = model.days - 1;
  while (model.offset[day]! > slot) day--;
  const { days, step } = model.instance;
  return { day, time: days[day]!.start + (slot - model.offset[day]!) * step };
}
