import type { LoopInstance, Span } from '@/lib/scheduling/loop/types';

/** No way to do this. */
export const NEVER = Number.POSITIVE_INFINITY;

/** One person who could hold a seat, and the key of that for every slot of all days. */
export interface Taker {
  person: number;
  key: Float64Array;
}

/**
 * The instance laid out in slots of `step` minutes, day after day. A *key* is `objective * unit + sum of start slots`,
 * so that the smaller key is the better plan in the order of the definitions. With `feasibility` every key is 0: only
 * what is possible counts.
 */
export class Grid {
  readonly sessions: number;
  readonly days: number;
  readonly slots: number;
  readonly length: number[];
  readonly base: number[];
  readonly dur: number[];
  readonly unit: number;
  readonly idle: number;
  readonly dayCost: number;
  readonly delay: number;
  readonly distinct: boolean;
  readonly oneRoom: boolean;
  /** Sessions that must have ended before session s starts (bit mask). */
  readonly before: number[];
  /** `[session][seat]`: who could sit there. */
  readonly takers: Taker[][][];
  /** `[session][slot]`: key of starting there, any room; NEVER outside the candidate's windows or without a room. */
  readonly open: Float64Array[];
  /** The same with a given room for the whole day: `[room][session][slot]`; only for one room a day. */
  readonly openIn: Float64Array[][];
  private readonly priced: number;

  constructor(
    readonly instance: LoopInstance,
    readonly feasibility: boolean,
  ) {
    const { step, days, sessions, rules, weights } = instance;
    this.sessions = sessions.length;
    this.days = days.length;
    this.length = days.map(({ start, end }) => Math.floor((end - start) / step));
    this.base = [];
    let slots = 0;
    for (const length of this.length) {
      this.base.push(slots);
      slots += length;
    }
    this.slots = slots;
    this.dur = sessions.map(({ dur }) => dur / step);
    this.priced = feasibility ? 0 : 1;
    this.unit = sessions.length * ((days.at(-1)!.end - days[0]!.start) / step) + 1;
    this.idle = this.priced * weights.idle * this.unit;
    this.dayCost = this.priced * weights.day * this.unit;
    this.delay = this.priced * weights.delay * this.unit;
    this.distinct = rules.distinct !== false;
    this.oneRoom = rules.roomMode === 'sameDay' && sessions.some(({ rooms }) => rooms !== undefined);
    this.before = sessions.map((_, s) => {
      let mask = 0;
      for (const [a, b] of rules.before) if (b === s) mask |= 1 << a;
      if (rules.first !== null && rules.first !== s) mask |= 1 << rules.first;
      if (rules.last === s) mask |= ((1 << sessions.length) - 1) & ~(1 << s);
      return mask;
    });
    this.takers = sessions.map(({ seats }, s) =>
      seats.map(({ pool }, q) => pool.map(([person, cost]) => this.taker(s, q, person, cost))),
    );
    const starts = sessions.map((_, s) => this.starts(s));
    this.open = starts.map((keys, s) => this.withRooms(keys, s, sessions[s]!.rooms ?? null));
    this.openIn = this.oneRoom
      ? instance.rooms.map((_, room) =>
          starts.map((keys, s) => {
            const own = sessions[s]!.rooms;
            return this.withRooms(keys, s, own ? own.filter((r) => r === room) : null);
          }),
        )
      : [];
  }

  /** Minutes at which a slot starts. */
  timeOf(slot: number): number {
    let d = this.days - 1;
    while (this.base[d]! > slot) d--;
    return this.instance.days[d]!.start + (slot - this.base[d]!) * this.instance.step;
  }

  private taker(s: number, q: number, index: number, cost: number): Taker {
    const { days, people, weights, prev, step } = this.instance;
    const person = people[index]!;
    const key = new Float64Array(this.slots).fill(NEVER);
    const { dur } = this.instance.sessions[s]!;
    days.forEach((day, d) => {
      const load = person.weekLoad[day.week]!;
      if (person.dayLoad[d]! >= person.dayCap || load >= person.weekCap) return;
      for (let i = 0; i + this.dur[s]! <= this.length[d]!; i++) {
        const start = day.start + i * step;
        if (!holds(person.free, start, start + dur)) continue;
        const off = (dur - overlap(person.core, start, start + dur)) / step;
        const change = prev && prev.who[s]?.[q] !== index ? weights.change : 0;
        const points = cost + weights.fair * (2 * load + 1) + weights.off * off + change;
        key[this.base[d]! + i] = this.priced * this.unit * points;
      }
    });
    return { person: index, key };
  }

  private starts(s: number): Float64Array {
    const { days, candidate, prev, weights, step, sessions } = this.instance;
    const keys = new Float64Array(this.slots).fill(NEVER);
    const { dur } = sessions[s]!;
    days.forEach((day, d) => {
      for (let i = 0; i + this.dur[s]! <= this.length[d]!; i++) {
        const start = day.start + i * step;
        if (!holds(candidate, start, start + dur)) continue;
        const change = prev && prev.start[s] !== start ? weights.change : 0;
        keys[this.base[d]! + i] = this.priced * (this.unit * change + (start - days[0]!.start) / step);
      }
    });
    return keys;
  }

  private withRooms(starts: Float64Array, s: number, rooms: number[] | null): Float64Array {
    if (!rooms) return starts;
    const { dur } = this.instance.sessions[s]!;
    return starts.map((key, slot) => {
      if (key === NEVER) return NEVER;
      const start = this.timeOf(slot);
      let least = NEVER;
      for (const r of rooms) {
        const room = this.instance.rooms[r]!;
        if (holds(room.free, start, start + dur)) least = Math.min(least, room.cost);
      }
      return least === NEVER ? NEVER : key + this.priced * this.unit * least;
    });
  }
}

function holds(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some(([a, b]) => a <= start && end <= b);
}

function overlap(spans: readonly Span[], start: number, end: number): number {
  let sum = 0;
  for (const [a, b] of spans) sum += Math.max(0, Math.min(b, end) - Math.max(a, start));
  return sum;
}
