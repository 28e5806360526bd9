import type { Bits } from '../bits';

/** What a day asks of the sessions on it, in slots of the day. */
export interface DayShape {
  slots: number;
  minGap: number;
  /** At least `slots` when there is no rule. */
  maxGap: number;
  /** Length of the lunch and the window it must lie in; 0 = no rule. */
  lunch: number;
  lunchFrom: number;
  lunchTo: number;
  /** 0 = no rule. */
  maxSpan: number;
}

/**
 * Whether sessions fit on one day, people shared between sessions and the span rule left out: for every set of
 * sessions still to come, the slots `e` after which all of them fit, as a bit string. With a lunch rule there are two:
 * lunch still to come, and lunch already had (which is never the smaller one).
 */
export class DayReach {
  /** Sessions with a start on this day. */
  readonly able: number;
  /** Rows built. */
  built = 1;
  private readonly rows: Uint32Array;
  private readonly stride: number;
  private readonly hungry: Uint32Array;
  private readonly fed: Uint32Array;
  private readonly wait: Uint32Array;

  constructor(
    readonly shape: DayShape,
    /** Starts of each session on this day. */
    readonly starts: readonly Bits[],
    private readonly dur: Int32Array,
    private readonly pred: Int32Array,
    most: number,
  ) {
    const words = (shape.slots >>> 5) + 1;
    this.hungry = new Uint32Array(words);
    this.fed = new Uint32Array(words);
    this.wait = new Uint32Array(words);
    this.stride = shape.lunch > 0 ? 2 * words : words;
    let able = 0;
    starts.forEach((bits, s) => {
      if (bits.some((word) => word !== 0)) able |= 1 << s;
    });
    this.able = able;
    this.rows = new Uint32Array(this.stride << starts.length);
    this.fillLast();
    for (let set = 1; set <= able; set++) if ((set & ~able) === 0 && sizeOf(set) <= most) this.fill(set);
  }

  /** Can this day hold exactly `set`? */
  holds(set: number): boolean {
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if (this.pred[s]! & set) continue;
      for (let w = 0; w < this.hungry.length; w++) if (this.first(s, set, w) !== 0) return true;
    }
    return false;
  }

  /** Word `w` of the starts of session `s` as the first of `set`. */
  first(s: number, set: number, w: number): number {
    const { lunch, lunchFrom, lunchTo } = this.shape;
    const less = set & ~(1 << s);
    const starts = this.starts[s]![w]!;
    const hungry = starts & this.after(less, w, this.dur[s]!, false);
    if (lunch === 0 || lunchTo - lunchFrom < lunch) return hungry;
    const fed = atLeast(lunchFrom + lunch, w);
    return (hungry & ~fed) | (starts & fed & this.after(less, w, this.dur[s]!, true));
  }

  /** Word `w` of the starts of session `s` as the next of `set` after an end at `e`. */
  next(s: number, set: number, w: number, e: number, fed: boolean): number {
    const { minGap, maxGap, lunch } = this.shape;
    const less = set & ~(1 << s);
    const starts = this.starts[s]![w]! & atLeast(e + minGap, w) & ~atLeast(e + maxGap + 1, w);
    if (lunch === 0 || fed) return starts & this.after(less, w, this.dur[s]!, fed);
    const full = atLeast(this.lunchAfter(e), w);
    return (
      starts &
      ((this.after(less, w, this.dur[s]!, false) & ~full) | (this.after(less, w, this.dur[s]!, true) & full))
    );
  }

  /** First start that leaves the lunch free after an end at `e`; beyond all starts when none does. */
  lunchAfter(e: number): number {
    const { lunch, lunchFrom, lunchTo, slots } = this.shape;
    const from = Math.max(e, lunchFrom) + lunch;
    return from <= lunchTo ? from : slots + 1;
  }

  /** Has lunch been had before a first start at `t`? */
  lunchBefore(t: number): boolean {
    const { lunch, lunchFrom, lunchTo } = this.shape;
    return lunch > 0 && Math.min(t, lunchTo) - lunchFrom >= lunch;
  }

  /** Word `w` of the ends after which `set` fits, moved down by `by`. */
  private after(set: number, w: number, by: number, fed: boolean): number {
    const words = this.hungry.length;
    const at = set * this.stride + (fed && this.stride > words ? words : 0);
    return moved(this.rows, at, words, w, by);
  }

  private fillLast(): void {
    const { slots, lunch, lunchFrom, lunchTo } = this.shape;
    const words = this.hungry.length;
    for (let w = 0; w < words; w++) {
      const all = ~atLeast(slots + 1, w);
      const ends =
        lunch === 0 ? all : lunchTo - lunchFrom < lunch ? 0 : all & ~atLeast(lunchTo - lunch + 1, w);
      this.rows[w] = ends;
      if (lunch > 0) this.rows[words + w] = all;
    }
  }

  private fill(set: number): void {
    const { hungry, fed, wait, rows, dur, pred, starts, shape } = this;
    const { minGap, maxGap, lunch, lunchFrom, lunchTo, slots } = shape;
    const words = hungry.length;
    this.built++;
    hungry.fill(0);
    fed.fill(0);
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if (pred[s]! & set) continue;
      const less = set & ~(1 << s);
      const own = starts[s]!;
      for (let w = 0; w < words; w++) {
        hungry[w]! |= own[w]! & this.after(less, w, dur[s]!, false);
        if (lunch > 0) fed[w]! |= own[w]! & this.after(less, w, dur[s]!, true);
      }
    }
    const at = set * this.stride;
    waiting(hungry, minGap, maxGap, slots, wait);
    rows.set(wait, at);
    if (lunch === 0) return;
    waiting(fed, minGap, maxGap, slots, wait);
    rows.set(wait, at + words);
    // Lunch between an end after the window opens and the next start.
    waiting(fed, Math.max(minGap, lunch), maxGap, slots, wait);
    for (let w = 0; w < words; w++)
      rows[at + w]! |= wait[w]! & atLeast(lunchFrom + 1, w) & ~atLeast(lunchTo - lunch + 1, w);
    if (lunchTo - lunchFrom < lunch) return;
    // The same for an end before it opens.
    for (let w = 0; w < words; w++) fed[w]! &= atLeast(lunchFrom + lunch, w);
    waiting(fed, minGap, maxGap, slots, wait);
    for (let w = 0; w < words; w++) rows[at + w]! |= wait[w]! & ~atLeast(lunchFrom + 1, w);
  }
}

function sizeOf(set: number): number {
  let size = 0;
  for (let rest = set; rest !== 0; rest &= rest - 1) size++;
  return size;
}

/** Word `w` of the set of all numbers from `from` on. */
function atLeast(from: number, w: number): number {
  const inWord = from - w * 32;
  return inWord <= 0 ? -1 : inWord >= 32 ? 0 : -1 << inWord;
}

/** Word `w` of the set at `at` in `rows`, every number less `by`. */
function moved(rows: Uint32Array, at: number, words: number, w: number, by: number): number {
  const from = w + (by >>> 5);
  const bit = by & 31;
  const low = from < words ? rows[at + from]! : 0;
  if (bit === 0) return low;
  const high = from + 1 < words ? rows[at + from + 1]! : 0;
  return (low >>> bit) | (high << (32 - bit));
}

/** `into` = the ends from which one of `starts` is at least `minGap` and at most `maxGap` away. */
function waiting(
  starts: Uint32Array,
  minGap: number,
  maxGap: number,
  slots: number,
  into: Uint32Array,
): void {
  const words = starts.length;
  if (maxGap < minGap) {
    into.fill(0);
    return;
  }
  if (maxGap >= slots) {
    let last = -1;
    for (let w = words - 1; w >= 0 && last < 0; w--)
      if (starts[w] !== 0) last = w * 32 + 31 - Math.clz32(starts[w]!);
    for (let w = 0; w < words; w++) into[w] = ~atLeast(last - minGap + 1, w);
    return;
  }
  for (let w = 0; w < words; w++) into[w] = moved(starts, 0, words, w, minGap);
  const wanted = maxGap - minGap + 1;
  for (let covered = 1; covered < wanted; ) {
    const by = Math.min(covered, wanted - covered);
    // Words below are still unchanged when they are read: the move goes downward.
    for (let w = 0; w < words; w++) into[w]! |= moved(into, 0, words, w, by);
    covered += by;
  }
}
