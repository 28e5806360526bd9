import { Failure } from '@/lib/domain/problem';
import type { LoopInstance, Span } from './types';

/** Larger than every real key and still exact when a few of them are added. */
export const NONE = 2 ** 50;
/** "This person cannot take this start". */
export const AWAY = 0x3fffffff;
/** Prices of people are whole multiples of this part of a point. */
export const FINE = 16;

/**
 * The instance on a grid of slots. Slots of all days stand one after the other: day `d` owns
 * `[offset[d], offset[d] + length[d])`. A *key* is `objective * scale + sum of start slots`, so comparing keys
 * compares the objective first and the sum of starts second.
 */
export interface LoopModel {
  instance: LoopInstance;
  sessions: number;
  days: number;
  people: number;
  slots: number;
  offset: Int32Array;
  length: Int32Array;
  /** Duration of each session, in slots. */
  dur: Int32Array;
  scale: number;
  /** Key of one point of `poolCost` and `crew`: `scale`, or a fine part of it once people have prices. */
  pointKey: number;
  /** Seats of session s are rows `seatFrom[s] .. seatFrom[s + 1]`. */
  seatFrom: Int32Array;
  /** Pool entries of seat row q are `poolFrom[q] .. poolFrom[q + 1]`. */
  poolFrom: Int32Array;
  poolPerson: Int32Array;
  /** Points of pool entry j at a slot, or AWAY: `poolCost[j * slots + slot]`. */
  poolCost: Int32Array;
  /** Cheapest points for the people of session s at a slot, or AWAY: `crew[s * slots + slot]`. */
  crew: Int32Array;
  /** Key of session s at a slot without idle and day terms (cheapest room included), or NONE. */
  place: Float64Array;
  /** Key of each session at a slot when `room` is the day's room; only for "one room a day". */
  placeInRoom: Float64Array[];
  /** Sessions that must come before session s (bit mask, closed under transitivity). */
  pred: Int32Array;
  /** False when the order contains a cycle. */
  ordered: boolean;
  distinct: boolean;
  oneRoom: boolean;
}

/** Compiles an instance for the search. `pin[s]` keeps session s at that start. */
export function compile(instance: LoopInstance, pin?: (number | null)[]): LoopModel {
  const { step, days, sessions, people, rules, weights, prev } = instance;
  const S = sessions.length;
  const D = days.length;
  const offset = new Int32Array(D);
  const length = new Int32Array(D);
  let slots = 0;
  for (let d = 0; d < D; d++) {
    const day = days[d]!;
    offset[d] = slots;
    length[d] = Math.floor((day.end - day.start) / step);
    slots += length[d]!;
  }
  const dur = Int32Array.from(sessions, (session) => session.dur / step);
  const seatFrom = new Int32Array(S + 1);
  let seats = 0;
  let entries = 0;
  for (let s = 0; s < S; s++) {
    seatFrom[s] = seats;
    seats += sessions[s]!.seats.length;
    for (const seat of sessions[s]!.seats) entries += seat.pool.length;
  }
  seatFrom[S] = seats;
  const poolFrom = new Int32Array(seats + 1);
  const poolPerson = new Int32Array(entries);
  const poolCost = new Int32Array(entries * slots).fill(AWAY);
  const model: LoopModel = {
    instance,
    sessions: S,
    days: D,
    people: people.length,
    slots,
    offset,
    length,
    dur,
    scale: 1,
    pointKey: 1,
    seatFrom,
    poolFrom,
    poolPerson,
    poolCost,
    crew: new Int32Array(S * slots).fill(AWAY),
    place: new Float64Array(S * slots).fill(NONE),
    placeInRoom: [],
    ...order(instance),
    distinct: rules.distinct !== false,
    oneRoom: rules.roomMode === 'sameDay' && sessions.some((session) => session.rooms !== undefined),
  };
  let row = 0;
  let entry = 0;
  for (let s = 0; s < S; s++) {
    const session = sessions[s]!;
    for (let q = 0; q < session.seats.length; q++, row++) {
      poolFrom[row] = entry;
      const pool = [...session.seats[q]!.pool].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
      for (const [person, preference] of pool) {
        const change = prev && prev.who[s]?.[q] !== person ? weights.change : 0;
        poolPerson[entry] = person;
        fillPerson(model, entry, person, s, preference + change);
        entry++;
      }
    }
  }
  poolFrom[seats] = entry;
  fillPlaces(model, pin);
  return model;
}

/** Slot range of day d in which a meeting of `dur` slots fits into `[a, b)`; calls `each(day, first, last)`. */
export function eachFit(
  model: LoopModel,
  spans: readonly Span[],
  dur: number,
  each: (day: number, first: number, last: number) => void,
): void {
  const { step, days } = model.instance;
  let d = 0;
  for (const [a, b] of spans) {
    while (d < model.days && days[d]!.end <= a) d++;
    for (let k = d; k < model.days && days[k]!.start < b; k++) {
      const start = days[k]!.start;
      const first = a <= start ? 0 : Math.ceil((a - start) / step);
      const last = Math.min(Math.floor((b - start) / step), model.length[k]!) - dur;
      if (last >= first) each(k, first, last);
    }
  }
}

function fillPerson(model: LoopModel, entry: number, index: number, session: number, fixed: number): void {
  const { step, days, people, weights } = model.instance;
  const person = people[index]!;
  const dur = model.dur[session]!;
  const base = entry * model.slots;
  const { poolCost } = model;
  eachFit(model, person.free, dur, (d, first, last) => {
    const day = days[d]!;
    const load = person.weekLoad[day.week] ?? 0;
    if ((person.dayLoad[d] ?? 0) + 1 > person.dayCap || load + 1 > person.weekCap) return;
    const points = fixed + weights.fair * (2 * load + 1);
    const at = base + model.offset[d]!;
    const lo = day.start + first * step;
    const hi = day.start + (last + dur) * step;
    for (let i = first; i <= last; i++) poolCost[at + i] = points + weights.off * dur;
    if (weights.off === 0) return;
    for (const [a, b] of person.core) {
      if (b <= lo || a >= hi) continue;
      const coreFrom = (a - day.start) / step;
      const coreTo = (b - day.start) / step;
      const from = Math.max(first, coreFrom - dur + 1);
      const to = Math.min(last, coreTo - 1);
      for (let i = from; i <= to; i++) {
        const inside = Math.min(i + dur, coreTo) - Math.max(i, coreFrom);
        poolCost[at + i]! -= weights.off * inside;
      }
    }
  });
}

function fillPlaces(model: LoopModel, pin: (number | null)[] | undefined): void {
  const { instance, slots, crew, place } = model;
  const { step, days, sessions, rooms, weights, prev, candidate } = instance;
  const origin = days[0]!.start;
  const lastStart = (days[model.days - 1]!.end - origin) / step;
  model.scale = Math.ceil((model.sessions * lastStart + 1) / FINE) * FINE;
  model.pointKey = model.scale;
  let worst = 0;
  const cheapest: (Int32Array | null)[] = [];
  for (let s = 0; s < model.sessions; s++) {
    const session = sessions[s]!;
    const roomCost = session.rooms ? cheapestRoom(model, session.rooms, model.dur[s]!) : null;
    cheapest.push(roomCost);
    const pinned = pin?.[s] ?? null;
    let most = 0;
    eachFit(model, candidate, model.dur[s]!, (d, first, last) => {
      const start = days[d]!.start;
      const rank = (start - origin) / step;
      for (let i = first; i <= last; i++) {
        const slot = model.offset[d]! + i;
        const time = start + i * step;
        if (pinned !== null && pinned !== time) continue;
        const room = roomCost ? roomCost[slot]! : 0;
        if (room === AWAY) continue;
        const points = crewCost(model, s, slot);
        if (points >= AWAY) continue;
        const total = points + room + (prev && prev.start[s] !== time ? weights.change : 0);
        crew[s * slots + slot] = points;
        place[s * slots + slot] = total * model.scale + rank + i;
        if (total > most) most = total;
      }
    });
    worst += most;
  }
  if (model.oneRoom) model.placeInRoom = rooms.map((_, room) => withRoom(model, room, cheapest));
  const frame = weights.day * model.days + (weights.delay + weights.idle * model.sessions) * lastStart;
  if ((worst + frame) * model.scale >= NONE / 4) {
    throw new Failure({
      code: 'loop-too-large',
      message: `Loop "${instance.id}": weights and times are too large to add up exactly.`,
      next: 'Use smaller weights or a shorter horizon.',
      subject: instance.id,
    });
  }
}

/** Cheapest different people for all seats of a session at a slot. */
export function crewCost(model: LoopModel, s: number, slot: number): number {
  const from = model.seatFrom[s]!;
  const to = model.seatFrom[s + 1]!;
  if (to === from) return 0;
  const { poolFrom, poolPerson, poolCost, slots } = model;
  if (to === from + 1) {
    let best = AWAY;
    for (let j = poolFrom[from]!; j < poolFrom[from + 1]!; j++) {
      const points = poolCost[j * slots + slot]!;
      if (points < best) best = points;
    }
    return best;
  }
  if (to > from + 2) return cheapestCrew(model, from, to, slot, [], AWAY);
  let best = AWAY;
  for (let j = poolFrom[from]!; j < poolFrom[from + 1]!; j++) {
    const points = poolCost[j * slots + slot]!;
    if (points >= best) continue;
    for (let k = poolFrom[from + 1]!; k < poolFrom[to]!; k++) {
      const total = points + poolCost[k * slots + slot]!;
      if (total < best && poolPerson[j] !== poolPerson[k]) best = total;
    }
  }
  return best;
}

function cheapestCrew(
  model: LoopModel,
  row: number,
  to: number,
  slot: number,
  taken: number[],
  limit: number,
): number {
  if (row === to) return 0;
  const { poolFrom, poolPerson, poolCost, slots } = model;
  let best = limit;
  for (let j = poolFrom[row]!; j < poolFrom[row + 1]!; j++) {
    const points = poolCost[j * slots + slot]!;
    if (points >= AWAY || taken.includes(poolPerson[j]!)) continue;
    taken.push(poolPerson[j]!);
    const total = points + cheapestCrew(model, row + 1, to, slot, taken, AWAY);
    taken.pop();
    if (total < best) best = total;
  }
  return best;
}

/** Keys when every session that needs a room sits in `room`; NONE where that room cannot take it. */
function withRoom(model: LoopModel, room: number, cheapest: (Int32Array | null)[]): Float64Array {
  const { place, slots, scale, instance } = model;
  const keys = new Float64Array(place.length).fill(NONE);
  const { free, cost } = instance.rooms[room]!;
  for (let s = 0; s < model.sessions; s++) {
    const base = s * slots;
    const list = instance.sessions[s]!.rooms;
    const own = cheapest[s];
    if (!list || !own) keys.set(place.subarray(base, base + slots), base);
    else if (list.includes(room))
      eachFit(model, free, model.dur[s]!, (d, first, last) => {
        for (let i = model.offset[d]! + first; i <= model.offset[d]! + last; i++) {
          const key = place[base + i]!;
          if (key < NONE) keys[base + i] = key + (cost - own[i]!) * scale;
        }
      });
  }
  return keys;
}

function cheapestRoom(model: LoopModel, list: number[], dur: number): Int32Array {
  const best = new Int32Array(model.slots).fill(AWAY);
  for (const room of list) {
    const { free, cost } = model.instance.rooms[room]!;
    eachFit(model, free, dur, (d, first, last) => {
      for (let i = model.offset[d]! + first; i <= model.offset[d]! + last; i++)
        if (cost < best[i]!) best[i] = cost;
    });
  }
  return best;
}

/** `first`, `last` and `before` as one order, closed under transitivity. */
export function order(instance: LoopInstance): { pred: Int32Array; ordered: boolean } {
  const S = instance.sessions.length;
  const { first, last, before } = instance.rules;
  const pred = new Int32Array(S);
  for (const [a, b] of before) pred[b]! |= 1 << a;
  for (let s = 0; s < S; s++) {
    if (first !== null && s !== first) pred[s]! |= 1 << first;
    if (last !== null && s !== last) pred[last]! |= 1 << s;
  }
  for (let k = 0; k < S; k++) for (let s = 0; s < S; s++) if (pred[s]! & (1 << k)) pred[s]! |= pred[k]!;
  let ordered = true;
  for (let s = 0; s < S; s++) if (pred[s]! & (1 << s)) ordered = false;
  return { pred, ordered };
}
