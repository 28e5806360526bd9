import { type Bits, keepCommon } from '../bits';
import { DayReach, type DayShape } from './day-reach';
import { SpanReach } from './span-reach';
import type { StartSets } from './start-sets';
import type { LoopInstance } from './types';

/** One day (in one room, where a day has one): which sessions fit, and where they may start. */
export interface DayFit {
  reach: DayReach;
  /** Only with a rule on the span of a day. */
  span: SpanReach | null;
}

/**
 * Which sets of sessions can be held on which day, and which on the days after it: exact but for people shared
 * between sessions and limits of groups. Everything is built on demand.
 */
export class DaySets {
  readonly full: number;
  readonly maxDays: number;
  /** Table rows built so far. */
  rows = 0;
  private readonly dur: Int32Array;
  private readonly most: number;
  private readonly counted: boolean;
  private readonly adjacent: boolean;
  private readonly rooms: readonly number[];
  /** Sessions that need a room, where one room must serve a whole day. */
  private readonly roomed: number;
  private readonly together: readonly number[];
  private readonly fits: (DayFit | null)[];
  /** 0 unknown, 1 no, 2 yes. */
  private readonly held: Uint8Array;
  private readonly followed: Uint8Array;

  constructor(
    private readonly instance: LoopInstance,
    private readonly sets: StartSets,
    private readonly starts: readonly Bits[],
    private readonly pred: Int32Array,
    /** Called before rows are built; throws to end the work. */
    private readonly check: () => void,
  ) {
    const { sessions, days, rules, step, rooms } = instance;
    const most = Math.min(sessions.length, days.length);
    this.full = (1 << sessions.length) - 1;
    this.maxDays = Math.min(rules.maxDays, most);
    this.counted = rules.maxDays < most;
    this.adjacent = rules.consecutive && rules.maxDays > 1;
    this.most = rules.maxPerDay ?? sessions.length;
    this.dur = Int32Array.from(sessions, ({ dur }) => dur / step);
    this.together = rules.sameDay.map(([a, b]) => (1 << a) | (1 << b));
    this.roomed =
      rules.roomMode === 'sameDay'
        ? sessions.reduce((set, session, s) => (session.rooms ? set | (1 << s) : set), 0)
        : 0;
    this.rooms = rooms.map((_, room) => room);
    this.fits = Array.from({ length: days.length * (rooms.length + 1) }, () => null);
    this.held = new Uint8Array(days.length << sessions.length);
    this.followed = new Uint8Array((this.counted ? this.maxDays + 1 : 1) * (days.length << sessions.length));
  }

  /** The ways to hold `set` on `day`: one, or one for each room that can serve all of it. */
  ways(day: number, set: number): DayFit[] {
    const fits =
      (set & this.roomed) === 0 ? [this.fitOf(day, -1)] : this.rooms.map((room) => this.fitOf(day, room));
    return fits.filter(({ reach, span }) => reach.holds(set) && (span === null || span.holds(set)));
  }

  /** Sets of sessions out of `all` to hold on `day` such that the others can come later, the largest numbers first. */
  *parts(day: number, all: number, daysLeft: number): Generator<number> {
    const able = all & this.fitOf(day, -1).reach.able;
    for (let set = able; set > 0; set = (set - 1) & able)
      if (this.holds(day, set, all) && this.follows(day, all & ~set, this.fewer(daysLeft))) yield set;
  }

  /** Days left after using one of `daysLeft`. */
  fewer(daysLeft: number): number {
    return this.counted ? daysLeft - 1 : daysLeft;
  }

  /** The last day that may be used next after `day`. */
  lastAfter(day: number): number {
    const last = this.instance.days.length - 1;
    return this.adjacent ? Math.min(day + 1, last) : last;
  }

  /** Can exactly `set` be held on at most `daysLeft` days after `day`? */
  private follows(day: number, set: number, daysLeft: number): boolean {
    if (set === 0) return true;
    if (this.counted && daysLeft <= 0) return false;
    const at = ((this.counted ? daysLeft : 0) * this.instance.days.length + day) * (this.full + 1) + set;
    if (this.followed[at] === 0) this.followed[at] = this.findNext(day, set, daysLeft) ? 2 : 1;
    return this.followed[at] === 2;
  }

  private findNext(day: number, set: number, daysLeft: number): boolean {
    for (let d = day + 1; d <= this.lastAfter(day); d++)
      if (!this.parts(d, set, daysLeft).next().done) return true;
    return false;
  }

  /** Can `day` hold exactly `set` while the rest of `all` comes later? */
  private holds(day: number, set: number, all: number): boolean {
    const at = day * (this.full + 1) + set;
    if (this.held[at] === 0) this.held[at] = this.allowed(set) && this.ways(day, set).length > 0 ? 2 : 1;
    if (this.held[at] === 1) return false;
    const left = all & ~set;
    for (let rest = set; rest !== 0; rest &= rest - 1)
      if (this.pred[31 - Math.clz32(rest & -rest)]! & left) return false;
    return true;
  }

  private allowed(set: number): boolean {
    let size = 0;
    for (let rest = set; rest !== 0; rest &= rest - 1) size++;
    return size <= this.most && this.together.every((pair) => (set & pair) === 0 || (set & pair) === pair);
  }

  private fitOf(day: number, room: number): DayFit {
    const at = day * (this.rooms.length + 1) + room + 1;
    this.fits[at] ??= this.makeFit(day, room);
    return this.fits[at]!;
  }

  private makeFit(day: number, room: number): DayFit {
    const { instance, sets, dur, pred } = this;
    const { words } = sets;
    this.check();
    const starts = this.starts.map((all, s) => {
      const mine = all.slice(day * words, (day + 1) * words);
      const list = instance.sessions[s]!.rooms;
      if (room < 0 || !list) return mine;
      if (!list.includes(room)) return mine.fill(0);
      const free = sets.within(instance.rooms[room]!.free, dur[s]!);
      keepCommon(mine, free.subarray(day * words, (day + 1) * words));
      return mine;
    });
    const shape = this.shapeOf(day);
    const reach = new DayReach(shape, starts, dur, pred, this.most);
    this.rows += reach.built;
    return { reach, span: shape.maxSpan > 0 ? new SpanReach(reach, dur, pred, this.check) : null };
  }

  private shapeOf(day: number): DayShape {
    const { rules, step, days } = this.instance;
    const { start, lunch } = days[day]!;
    const slots = this.sets.length[day]!;
    return {
      slots,
      minGap: rules.minGap / step,
      maxGap: rules.maxGap === null ? slots : Math.min(slots, rules.maxGap / step),
      lunch: rules.lunch === null ? 0 : rules.lunch / step,
      lunchFrom: (lunch[0] - start) / step,
      lunchTo: (lunch[1] - start) / step,
      maxSpan: rules.maxSpan === null ? 0 : rules.maxSpan / step,
    };
  }
}
