import type { OptionSpace } from './groups';
import { type LoopModel, NONE } from './model';

const NEVER = 0x3fffffff;

/**
 * Exact best keys for parts of one day, people shared between sessions left out. For every set `A` of sessions still
 * to come, every slot `e` at which the session before them ended and every group state `v` that `A` adds:
 * `arena[row(A) + v * width + e]` = cheapest way to place all of `A` after `e` on this day, idle time from `e` on
 * included. With a lunch rule there are two layers: lunch still to come and, `layer` further on, lunch already had.
 * Rows are built on demand, subsets first.
 */
export class DayTable {
  arena: Float64Array;
  readonly layer: number;
  readonly width: number;
  readonly states: number;
  /** Slots of the day, and the first of them among all slots. */
  readonly slots: number;
  readonly base: number;
  readonly idle: number;
  readonly minGap: number;
  readonly maxGap: number;
  readonly lunch: number;
  readonly maxSpan: number;
  /** Sessions with at least one start on this day. */
  readonly able: number;
  /** Cheapest key per session on this day. */
  readonly cheapest: Float64Array;
  /** Table cells built so far. */
  cells = 0;
  private readonly lunchFrom: number;
  private readonly lunchTo: number;
  private readonly stride: number;
  private readonly order: Int32Array;
  private built = 0;
  /** Earliest ends by row and slot of the end before; with a lunch rule a second half for lunch already had. */
  private ends: Int32Array;
  private readonly endStride: number;
  private readonly entries: Float64Array;
  private readonly early: Float64Array;
  private readonly late: Float64Array;
  private readonly tail: Float64Array;
  private readonly soonest: Int32Array;
  /** Slots of the day at which an option is worth a start: those of option `o` are `listFrom[o] .. listFrom[o + 1]`. */
  private readonly list: Int32Array;
  private readonly listFrom: Int32Array;

  constructor(
    readonly model: LoopModel,
    readonly space: OptionSpace,
    readonly day: number,
    /** Keys of all options, and the same without beaten ones. */
    readonly place: Float64Array,
    private readonly lean: Float64Array,
    /** Called for every row; throws to end the work. */
    private readonly check: () => void,
  ) {
    const { step, rules, weights, days } = model.instance;
    const n = model.length[day]!;
    this.slots = n;
    this.width = n + 1;
    this.states = space.states.count;
    this.base = model.offset[day]!;
    this.idle = weights.idle * model.scale;
    this.minGap = rules.minGap / step;
    this.maxGap = rules.maxGap === null ? n : Math.min(n, rules.maxGap / step);
    const { start, lunch } = days[day]!;
    this.lunch = rules.lunch === null ? 0 : rules.lunch / step;
    this.lunchFrom = (lunch[0] - start) / step;
    this.lunchTo = (lunch[1] - start) / step;
    this.maxSpan = rules.maxSpan === null ? 0 : rules.maxSpan / step;
    const plane = this.width * this.states;
    this.layer = this.lunch > 0 ? plane : 0;
    this.stride = plane + this.layer;
    const sets = 1 << model.sessions;
    this.order = new Int32Array(sets).fill(-1);
    this.entries = new Float64Array(sets * this.states).fill(-1);
    this.arena = new Float64Array(this.stride * Math.min(sets, 32));
    this.endStride = this.maxSpan > 0 ? this.width * (this.layer > 0 ? 2 : 1) : 0;
    this.ends = new Int32Array(this.endStride * Math.min(sets, 32));
    this.early = new Float64Array(plane);
    this.late = new Float64Array(this.layer);
    this.tail = new Float64Array(this.width + 1);
    this.soonest = new Int32Array(this.endStride);
    this.cheapest = new Float64Array(model.sessions).fill(NONE);
    let able = 0;
    let listed = 0;
    const list = new Int32Array(space.session.length * n);
    this.listFrom = new Int32Array(space.session.length + 1);
    for (let o = 0; o < space.session.length; o++) {
      const s = space.session[o]!;
      const from = o * model.slots + this.base;
      let best = this.cheapest[s]!;
      for (let t = 0; t < n; t++) {
        const key = lean[from + t]!;
        if (key >= NONE) continue;
        list[listed++] = t;
        if (key < best) best = key;
      }
      this.listFrom[o + 1] = listed;
      this.cheapest[s] = best;
      if (best < NONE) able |= 1 << s;
    }
    this.list = list.slice(0, listed);
    this.able = able;
  }

  /** Cheapest key of a whole day that holds exactly `set` (not empty) and adds group state `v`, or NONE. */
  entry(set: number, v: number): number {
    const at = set * this.states;
    if (this.entries[at] === -1) this.fillEntry(set, at);
    return this.entries[at + v]!;
  }

  /** Layer offset after a first start at `t`: the stretch before it may be the lunch. */
  lunchBefore(t: number): number {
    return this.lunch > 0 && Math.min(t, this.lunchTo) - this.lunchFrom >= this.lunch ? this.layer : 0;
  }

  /** First slot whose start leaves the lunch free after an end at `e`; beyond the day when none does. */
  lunchAfter(e: number): number {
    const from = Math.max(e, this.lunchFrom) + this.lunch;
    return from <= this.lunchTo ? from : this.slots + 1;
  }

  /** Layer offset after a start at `t` that follows an end at `e` with lunch still to come; `e` < 0: first of the day. */
  layerAfter(e: number, t: number): number {
    if (this.lunch === 0) return 0;
    if (e < 0) return this.lunchBefore(t);
    return t >= this.lunchAfter(e) ? this.layer : 0;
  }

  /** Where the row of `set` starts in `arena`; builds it when missing. */
  row(set: number): number {
    return this.rank(set) * this.stride;
  }

  /** Earliest end of all of `set` when the session before ended at `e`; only with a span rule. `layer` as for `arena`. */
  soonestEnd(set: number, e: number, layer: number): number {
    return this.ends[this.rank(set) * this.endStride + (layer > 0 ? this.width : 0) + e]!;
  }

  private rank(set: number): number {
    const known = this.order[set]!;
    if (known >= 0) return known;
    const { model } = this;
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if ((model.pred[s]! & set) === 0) this.rank(set & ~(1 << s));
    }
    this.check();
    const rank = this.built++;
    if (this.built * this.stride > this.arena.length) this.grow();
    this.order[set] = rank;
    this.cells += this.stride;
    if (set === 0) this.fillLast(rank);
    else this.fill(set, rank);
    return rank;
  }

  private grow(): void {
    const arena = new Float64Array(this.arena.length * 2);
    arena.set(this.arena);
    this.arena = arena;
    const ends = new Int32Array(this.ends.length * 2);
    ends.set(this.ends);
    this.ends = ends;
  }

  private fillEntry(set: number, at: number): void {
    const { model, space, states, entries, width, lean, base, maxSpan } = this;
    entries.fill(NONE, at, at + states);
    if ((set & ~this.able) !== 0) return;
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if (model.pred[s]! & set) continue;
      const left = set & ~(1 << s);
      const row = this.row(left);
      const ends = this.order[left]! * this.endStride;
      const dur = model.dur[s]!;
      for (let o = space.from[s]!; o < space.from[s + 1]!; o++) {
        const from = o * model.slots + base;
        const add = space.use[o]! * states;
        for (let i = this.listFrom[o]!; i < this.listFrom[o + 1]!; i++) {
          const t = this.list[i]!;
          const points = lean[from + t]!;
          const fed = this.lunchBefore(t);
          if (maxSpan > 0 && this.ends[ends + (fed > 0 ? width : 0) + t + dur]! > t + maxSpan) continue;
          const next = row + fed + t + dur;
          for (let v = 0; v < states; v++) {
            const sum = space.states.add[add + v]!;
            const key = points + this.arena[next + v * width]!;
            if (sum >= 0 && key < entries[at + sum]!) entries[at + sum] = key;
          }
        }
      }
    }
    this.cells += this.slots * states;
  }

  private fillLast(rank: number): void {
    const { arena, width, slots, layer } = this;
    const row = rank * this.stride;
    arena.fill(NONE, row, row + this.stride);
    for (let e = 0; e <= slots; e++) {
      const open = this.lunch > 0 && this.lunchTo - Math.max(e, this.lunchFrom) < this.lunch;
      if (!open) arena[row + e] = 0;
      if (layer > 0) arena[row + layer + e] = 0;
      if (this.maxSpan === 0) continue;
      this.ends[rank * this.endStride + e] = open ? NEVER : e;
      if (layer > 0) this.ends[rank * this.endStride + width + e] = e;
    }
  }

  private fill(set: number, rank: number): void {
    const { arena, early, late, model, space, width, layer, states, lean, base, ends, soonest } = this;
    const { list, listFrom } = this;
    const spans = this.maxSpan > 0;
    early.fill(NONE);
    late.fill(NONE);
    soonest.fill(NEVER);
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if (model.pred[s]! & set) continue;
      const other = this.order[set & ~(1 << s)]!;
      const dur = model.dur[s]!;
      const next = other * this.stride + dur;
      const nextEnds = other * this.endStride + dur;
      for (let o = space.from[s]!; o < space.from[s + 1]!; o++) {
        const at = o * model.slots + base;
        const add = space.use[o]! * states;
        const [first, end] = [listFrom[o]!, listFrom[o + 1]!];
        for (let i = spans ? first : end; i < end; i++) {
          const t = list[i]!;
          if (ends[nextEnds + t]! < soonest[t]!) soonest[t] = ends[nextEnds + t]!;
          if (layer > 0 && ends[nextEnds + width + t]! < soonest[width + t]!)
            soonest[width + t] = ends[nextEnds + width + t]!;
        }
        for (let v = 0; v < states; v++) {
          const sum = space.states.add[add + v]!;
          if (sum < 0) continue;
          const from = next + v * width;
          const to = sum * width;
          for (let i = first; i < end; i++) {
            const t = list[i]!;
            const points = lean[at + t]!;
            const value = points + arena[from + t]!;
            if (value < early[to + t]!) early[to + t] = value;
            if (layer === 0) continue;
            const fed = points + arena[from + layer + t]!;
            if (fed < late[to + t]!) late[to + t] = fed;
          }
        }
      }
    }
    const row = rank * this.stride;
    for (let v = 0; v < states; v++) {
      if (layer > 0) {
        this.waiting(late, v * width, row + layer + v * width);
        this.hungry(v * width, row + v * width);
      } else this.waiting(early, v * width, row + v * width);
    }
    if (spans) this.fillEnds(rank * this.endStride);
  }

  /** `arena[to + e]` = best of `starts` (an array of keys by start slot, from `from`) over the gaps allowed after e. */
  private waiting(starts: Float64Array, from: number, to: number): void {
    const { arena, tail, slots, minGap, maxGap, idle } = this;
    if (maxGap < slots) {
      for (let e = 0; e <= slots; e++)
        arena[to + e] = cheapestStart(starts, from, e, e + minGap, Math.min(e + maxGap, slots - 1), idle);
      return;
    }
    tail[slots] = NONE;
    for (let t = slots - 1; t >= 0; t--) tail[t] = Math.min(starts[from + t]!, tail[t + 1]! + idle, NONE);
    for (let e = 0; e <= slots; e++) {
      const t = e + minGap;
      arena[to + e] = t < slots ? Math.min(tail[t]! + idle * minGap, NONE) : NONE;
    }
  }

  /** The same while lunch is still to come: a long enough gap leads to the layer that has had lunch. */
  private hungry(from: number, to: number): void {
    const { arena, early, late, tail, slots, minGap, maxGap, idle } = this;
    for (let e = 0; e <= slots; e++) {
      const fed = this.lunchAfter(e);
      // Too late for lunch; one that may come after the day is had after the last session.
      if (fed > slots && this.lunchTo <= slots) {
        arena[to + e] = NONE;
        continue;
      }
      const end = Math.min(e + maxGap, slots - 1);
      const soon = Math.max(fed, e + minGap);
      const before = cheapestStart(early, from, e, e + minGap, Math.min(end, fed - 1), idle);
      const after =
        maxGap < slots
          ? cheapestStart(late, from, e, soon, end, idle)
          : soon < slots
            ? tail[soon]! + idle * (soon - e)
            : NONE;
      arena[to + e] = Math.min(before, after, NONE);
    }
  }

  private fillEnds(to: number): void {
    const { ends, soonest, slots, minGap, maxGap, width, layer } = this;
    for (let e = 0; e <= slots; e++) {
      let hungry = NEVER;
      let fed = NEVER;
      const end = Math.min(e + maxGap, slots - 1);
      const after = layer > 0 ? this.lunchAfter(e) : slots;
      for (let t = e + minGap; t <= end; t++) {
        const late = layer > 0 ? soonest[width + t]! : soonest[t]!;
        if (late < fed) fed = late;
        const now = t >= after ? late : soonest[t]!;
        if (now < hungry) hungry = now;
      }
      ends[to + e] = hungry;
      if (layer > 0) ends[to + width + e] = fed;
    }
  }
}

function cheapestStart(
  keys: Float64Array,
  base: number,
  e: number,
  from: number,
  to: number,
  idle: number,
): number {
  let best = NONE;
  for (let t = from; t <= to; t++) {
    const key = keys[base + t]! + idle * (t - e);
    if (key < best) best = key;
  }
  return best;
}
