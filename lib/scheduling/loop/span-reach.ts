import { type Bits, hasBit } from '../bits';
import type { DayReach } from './day-reach';

const NEVER = 0x7fff;
/** Rows between two looks at the limits. */
const ROWS_BETWEEN = 64;

/**
 * The earliest end of a day by set of sessions still to come and slot of the end before, people shared between
 * sessions left out: what a rule on the span of a day asks. Rows are built on demand, subsets first.
 */
export class SpanReach {
  private readonly rows = new Map<number, Int16Array>();
  private readonly hungry: Int16Array;
  private readonly fed: Int16Array;

  constructor(
    private readonly reach: DayReach,
    private readonly dur: Int32Array,
    private readonly pred: Int32Array,
    /** Called now and then; throws to end the work. */
    private readonly check: () => void,
  ) {
    this.hungry = new Int16Array(reach.shape.slots + 1);
    this.fed = new Int16Array(reach.shape.slots + 1);
  }

  /** Can the day hold exactly `set` within its span? */
  holds(set: number): boolean {
    const { slots, minGap, maxSpan } = this.reach.shape;
    let least = -minGap;
    for (let rest = set; rest !== 0; rest &= rest - 1)
      least += minGap + this.dur[31 - Math.clz32(rest & -rest)]!;
    if (least > maxSpan) return false;
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if (this.pred[s]! & set) continue;
      for (let t = 0; t + this.dur[s]! <= slots; t++)
        if (hasBit(this.reach.starts[s] as Bits, t) && this.fits(s, set, t, t, this.reach.lunchBefore(t)))
          return true;
    }
    return false;
  }

  /** Can session `s` of `set` start at `t` when the day began at `begun`? `fed`: lunch was had before `t`. */
  fits(s: number, set: number, t: number, begun: number, fed: boolean): boolean {
    const { lunch, slots, maxSpan } = this.reach.shape;
    const row = this.row(set & ~(1 << s));
    return row[(fed && lunch > 0 ? slots + 1 : 0) + t + this.dur[s]!]! <= begun + maxSpan;
  }

  private row(set: number): Int16Array {
    const row = this.rows.get(set) ?? this.build(set);
    this.rows.set(set, row);
    return row;
  }

  private build(set: number): Int16Array {
    const { reach, dur, pred, hungry, fed } = this;
    const { slots, maxGap, lunch, lunchFrom, lunchTo } = reach.shape;
    const width = slots + 1;
    if (this.rows.size % ROWS_BETWEEN === 0) this.check();
    const row = new Int16Array(lunch > 0 ? 2 * width : width).fill(NEVER);
    if (set === 0) {
      for (let e = 0; e <= slots; e++) {
        if (lunch === 0 || lunchTo - Math.max(e, lunchFrom) >= lunch) row[e] = e;
        if (lunch > 0) row[width + e] = e;
      }
      return row;
    }
    const next: [number, Int16Array][] = [];
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if ((pred[s]! & set) === 0) next.push([s, this.row(set & ~(1 << s))]);
    }
    hungry.fill(NEVER);
    fed.fill(NEVER);
    for (const [s, after] of next) {
      const starts = reach.starts[s]!;
      for (let w = 0; w < starts.length; w++)
        for (let word = starts[w]!; word !== 0; word &= word - 1) {
          const t = w * 32 + 31 - Math.clz32(word & -word);
          const end = t + dur[s]!;
          if (after[end]! < hungry[t]!) hungry[t] = after[end]!;
          if (lunch > 0 && after[width + end]! < fed[t]!) fed[t] = after[width + end]!;
        }
    }
    if (maxGap < slots) this.withinGap(row);
    else this.anyTime(row);
    return row;
  }

  /** The earliest end by end before, `hungry` and `fed` by next start: while gaps are limited. */
  private withinGap(row: Int16Array): void {
    const { reach, hungry, fed } = this;
    const { slots, minGap, maxGap, lunch } = reach.shape;
    for (let e = 0; e <= slots; e++) {
      const last = Math.min(e + maxGap, slots - 1);
      const full = lunch > 0 ? reach.lunchAfter(e) : slots + 1;
      for (let t = e + minGap; t <= last; t++) {
        row[e] = Math.min(row[e]!, t >= full ? fed[t]! : hungry[t]!);
        if (lunch > 0) row[slots + 1 + e] = Math.min(row[slots + 1 + e]!, fed[t]!);
      }
    }
  }

  /** The same without a limit: who has had lunch never ends later, so what may be counted twice does no harm. */
  private anyTime(row: Int16Array): void {
    const { reach, hungry, fed } = this;
    const { slots, minGap, lunch } = reach.shape;
    for (let t = slots - 1; t >= 0; t--) {
      hungry[t] = Math.min(hungry[t]!, hungry[t + 1]!);
      fed[t] = Math.min(fed[t]!, fed[t + 1]!);
    }
    for (let e = 0; e <= slots; e++) {
      const t = Math.min(e + minGap, slots);
      row[e] = hungry[t]!;
      if (lunch === 0) continue;
      row[e] = Math.min(row[e]!, fed[Math.min(Math.max(t, reach.lunchAfter(e)), slots)]!);
      row[slots + 1 + e] = fed[t]!;
    }
  }
}
