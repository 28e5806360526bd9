import { DayTable } from './day-table';
import type { OptionSpace } from './groups';
import { type LoopModel, NONE } from './model';

/** The work was to end while tables were being built. */
export class Interrupted extends Error {}

/** One way to begin: the sessions of `set` on day `day`, the others later. */
export interface DayChoice {
  key: number;
  day: number;
  set: number;
}

/** A next day for some of the sessions left, what remains to pay after it, and its cheapest key by state so far. */
export interface NextDay {
  day: number;
  set: number;
  pay: Float64Array;
  keys: Float64Array;
}

/**
 * How sessions spread over days: best keys for "exactly these sessions on this day or later", per group state, people
 * shared between sessions left out. Values above the current limit may be cut off to NONE: no better plan needs them.
 */
export class DayPlan {
  readonly full: number;
  readonly maxDays: number;
  /** Plans with a larger key are of no interest. */
  limit = NONE;
  /** Called while tables grow; throws {@link Interrupted} to end the work (the tables stay sound). */
  check: () => void = () => undefined;
  /** Cheapest key of each session on any day. */
  readonly cheapest: Float64Array;
  private readonly tables: (DayTable | null)[];
  private readonly roomTables: (DayTable | null)[];
  /** Vectors over group states, by (days left, day, set). */
  private readonly memo = new Map<number, Float64Array>();
  private readonly nextDays = new Map<number, NextDay[]>();
  /** The same by group state, cheapest first. */
  private readonly nextInOrder = new Map<number, NextDay[]>();
  private readonly fits: Uint8Array;
  private readonly predOf: Int32Array;
  private readonly dayKey: number;
  private readonly delayKey: number;
  private readonly adjacent: boolean;
  private readonly counted: boolean;
  private readonly never: Float64Array;

  constructor(
    readonly model: LoopModel,
    readonly space: OptionSpace,
  ) {
    const { sessions, days, instance, scale } = model;
    const { rules, weights } = instance;
    this.full = (1 << sessions) - 1;
    const most = Math.min(sessions, days);
    this.maxDays = Math.min(rules.maxDays, most);
    this.counted = rules.maxDays < most;
    this.adjacent = rules.consecutive && rules.maxDays > 1;
    this.dayKey = weights.day * scale;
    this.delayKey = weights.delay * scale;
    this.never = new Float64Array(space.states.count).fill(NONE);
    this.tables = Array.from({ length: days }, () => null);
    this.roomTables = Array.from({ length: days * instance.rooms.length }, () => null);
    this.cheapest = new Float64Array(sessions).fill(NONE);
    for (let o = 0; o < space.session.length; o++) {
      const s = space.session[o]!;
      for (let i = o * model.slots; i < (o + 1) * model.slots; i++)
        if (space.lean[i]! < this.cheapest[s]!) this.cheapest[s] = space.lean[i]!;
    }
    this.fits = new Uint8Array(this.full + 1);
    this.predOf = new Int32Array(this.full + 1);
    const together = rules.sameDay.map(([a, b]) => (1 << a) | (1 << b));
    const perDay = rules.maxPerDay ?? sessions;
    const count = new Uint8Array(this.full + 1);
    for (let set = 1; set <= this.full; set++) {
      const s = 31 - Math.clz32(set);
      const less = set & ~(1 << s);
      count[set] = count[less]! + 1;
      this.predOf[set] = this.predOf[less]! | model.pred[s]!;
      const split = together.some((pair) => (set & pair) !== 0 && (set & pair) !== pair);
      this.fits[set] = count[set]! <= perDay && !split ? 1 : 0;
    }
  }

  table(day: number): DayTable {
    const { model, space } = this;
    this.tables[day] ??= new DayTable(model, space, day, space.place, space.lean, () => this.check());
    return this.tables[day]!;
  }

  /** The day's table when `room` is its one room. */
  tableInRoom(day: number, room: number): DayTable {
    const { model, space } = this;
    const at = day * model.instance.rooms.length + room;
    this.roomTables[at] ??= new DayTable(
      model,
      space,
      day,
      space.placeInRoom[room]!,
      space.leanInRoom[room]!,
      () => this.check(),
    );
    return this.roomTables[at]!;
  }

  needsRoom(set: number): boolean {
    return this.model.instance.sessions.some(
      (session, s) => session.rooms !== undefined && (set & (1 << s)) !== 0,
    );
  }

  /** Table cells built so far. */
  cells(): number {
    let sum = 0;
    for (const table of this.tables) sum += table?.cells ?? 0;
    for (const table of this.roomTables) sum += table?.cells ?? 0;
    return sum;
  }

  /** Key of the day and delay terms when `day` is used and the sessions of `left` come later. */
  frame(day: number, left: number): number {
    return left === 0 ? this.delayKey * day : this.dayKey;
  }

  /** Days left after using one of `daysLeft`. */
  fewer(daysLeft: number): number {
    return this.counted ? daysLeft - 1 : daysLeft;
  }

  /**
   * What is still to pay once `day` is over and the sessions of `left` come later, by the group state reached so far:
   * day and delay terms and the cheapest rest, or NONE.
   */
  toPay(day: number, left: number, daysLeft: number): Float64Array {
    const { count, add, enough } = this.space.states;
    const pay = new Float64Array(count).fill(NONE);
    const later = left === 0 ? null : this.after(day, left, this.fewer(daysLeft));
    const frame = this.frame(day, left);
    for (let v = 0; v < count; v++) {
      if (!later) {
        if (enough[v]) pay[v] = frame;
        continue;
      }
      for (let w = 0; w < count; w++) {
        const sum = add[v * count + w]!;
        if (sum >= 0 && enough[sum] && later[w]! + frame < pay[v]!) pay[v] = later[w]! + frame;
      }
    }
    return pay;
  }

  /** Cheapest rest of a day that adds state v to `from` and then pays `pay`: over all v. */
  cheapestDay(table: DayTable, set: number, from: number, pay: Float64Array): number {
    const { count, add } = this.space.states;
    let best = NONE;
    for (let v = 0; v < count; v++) {
      const sum = add[from * count + v]!;
      if (sum < 0) continue;
      const key = table.entry(set, v) + pay[sum]!;
      if (key < best) best = key;
    }
    return best;
  }

  /** Ways to begin the whole loop on `day`, with quick lower bounds. */
  beginnings(day: number): DayChoice[] {
    const found: DayChoice[] = [];
    this.parts(day, this.full, this.maxDays, (set, key) => found.push({ key, day, set }));
    return found;
  }

  /**
   * Every way to go on after `day` with the sessions of `left` in a group state, cheapest first; remembered, so check
   * its keys against the limit.
   */
  next(day: number, left: number, daysLeft: number, state: number): NextDay[] {
    const { states } = this.space;
    const id =
      (((this.counted ? daysLeft : 0) * this.model.days + day) * (this.full + 1) + left) * states.count +
      state;
    const known = this.nextInOrder.get(id);
    if (known) return known;
    const inOrder = this.anyNext(day, left, daysLeft)
      .filter(({ keys }) => keys[state]! < NONE)
      .sort((a, b) => a.keys[state]! - b.keys[state]! || a.day - b.day || a.set - b.set);
    this.nextInOrder.set(id, inOrder);
    return inOrder;
  }

  private anyNext(day: number, left: number, daysLeft: number): NextDay[] {
    const id = ((this.counted ? daysLeft : 0) * this.model.days + day) * (this.full + 1) + left;
    const known = this.nextDays.get(id);
    if (known) return known;
    const found: NextDay[] = [];
    const last = this.adjacent ? Math.min(day + 1, this.model.days - 1) : this.model.days - 1;
    for (let d = day + 1; d <= last; d++)
      this.parts(d, left, daysLeft, (set) => {
        const pay = this.toPay(d, left & ~set, daysLeft);
        const keys = pay.map((_, state) => this.cheapestDay(this.table(d), set, state, pay));
        if (keys.some((key) => key < NONE)) found.push({ day: d, set, pay, keys });
      });
    this.nextDays.set(id, found);
    return found;
  }

  /** Parts of `all` that `day` may hold while the others come later, with a quick lower bound of the whole loop. */
  parts(day: number, all: number, daysLeft: number, each: (set: number, quick: number) => void): void {
    const able = all & this.table(day).able;
    const more = daysLeft > 1 && day + 1 < this.model.days;
    if (!more && able !== all) return;
    for (let set = able; set > 0; set = (set - 1) & able) {
      const left = all & ~set;
      if (left !== 0 && !more) return;
      if (this.fits[set] === 0 || (this.predOf[set]! & left) !== 0) continue;
      const key = this.quick(day, set, left);
      if (key < NONE && key <= this.limit) each(set, key);
    }
  }

  private quick(day: number, set: number, left: number): number {
    const { cheapest } = this.table(day);
    let sum = left === 0 ? this.delayKey * day : this.dayKey + this.delayKey * (day + 1);
    for (let s = 0; s < this.model.sessions; s++) sum += set & (1 << s) ? cheapest[s]! : this.cheapest[s]!;
    return sum;
  }

  /** Cheapest keys, by group state added, for exactly `set` on days after `day`. */
  private after(day: number, set: number, daysLeft: number): Float64Array {
    return daysLeft <= 0 || day + 1 >= this.model.days ? this.never : this.since(day + 1, set, daysLeft);
  }

  /** As `after`, for day `day` on; with adjacent days `day` itself is used. */
  private since(day: number, set: number, daysLeft: number): Float64Array {
    const id = ((this.counted ? daysLeft : 0) * this.model.days + day) * (this.full + 1) + set;
    const known = this.memo.get(id);
    if (known) return known;
    this.check();
    const { count, add } = this.space.states;
    const skip = this.adjacent ? this.never : this.after(day, set, daysLeft);
    const best = skip.slice();
    const table = this.table(day);
    this.parts(day, set, daysLeft, (part) => {
      const left = set & ~part;
      const later = left === 0 ? null : this.after(day, left, this.fewer(daysLeft));
      const frame = this.frame(day, left);
      for (let v = 0; v < count; v++) {
        const own = table.entry(part, v) + frame;
        if (own >= NONE) continue;
        if (!later) {
          if (own < best[v]!) best[v] = own;
          continue;
        }
        for (let w = 0; w < count; w++) {
          const sum = add[v * count + w]!;
          if (sum >= 0 && own + later[w]! < best[sum]!) best[sum] = own + later[w]!;
        }
      }
    });
    this.memo.set(id, best);
    return best;
  }
}
