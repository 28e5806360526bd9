import { type Grid, NEVER } from './grid';

/**
 * Lower bounds for parts of one day. `rest(set)[fed * width + e]` = least key to place all of `set` on the day after
 * an end at slot `e` (waiting included), lunch had (`fed` 1) or still to come (0). People are the cheapest of each
 * session (prices included), whoever sits elsewhere.
 */
export class DayBound {
  readonly width: number;
  readonly slots: number;
  readonly base: number;
  readonly minGap: number;
  readonly maxGap: number;
  readonly span: number;
  /** Sessions with a start on this day. */
  readonly able: number;
  private readonly lunch: number;
  private readonly lunchFrom: number;
  private readonly lunchTo: number;
  private readonly rows: (Float64Array | undefined)[] = [];
  private readonly ends: (Int32Array | undefined)[] = [];
  private readonly whole: Map<number, number> = new Map();

  constructor(
    readonly grid: Grid,
    day: number,
    /** `[session][slot]`: key of the session there with its cheapest people. */
    readonly keys: Float64Array[],
    private readonly spend: (steps: number) => void,
  ) {
    const { rules, step, days } = grid.instance;
    this.slots = grid.length[day]!;
    this.width = this.slots + 1;
    this.base = grid.base[day]!;
    this.minGap = rules.minGap / step;
    this.maxGap = rules.maxGap === null ? this.slots : rules.maxGap / step;
    this.span = rules.maxSpan === null ? this.slots : rules.maxSpan / step;
    this.lunch = (rules.lunch ?? 0) / step;
    this.lunchFrom = (days[day]!.lunch[0] - days[day]!.start) / step;
    this.lunchTo = (days[day]!.lunch[1] - days[day]!.start) / step;
    this.able = keys.reduce(
      (mask, list, s) =>
        list.subarray(this.base, this.base + this.slots).some((key) => key < NEVER) ? mask | (1 << s) : mask,
      0,
    );
  }

  /** Does a free stretch between slots `a` and `b` hold the lunch? */
  feeds(a: number, b: number): 0 | 1 {
    if (this.lunch === 0) return 1;
    return Math.min(b, this.lunchTo) - Math.max(a, this.lunchFrom) >= this.lunch ? 1 : 0;
  }

  /** Least key of a day that holds exactly `set`. */
  entry(set: number): number {
    const known = this.whole.get(set);
    if (known !== undefined) return known;
    let best = NEVER;
    if ((set & ~this.able) === 0)
      this.each(set, 0, this.slots - 1, (s, t) => {
        const less = set & ~(1 << s);
        const end = t + this.grid.dur[s]!;
        if (this.soonestEnd(less, end) > t + this.span) return;
        best = Math.min(
          best,
          this.keys[s]![this.base + t]! + this.rest(less)[this.feeds(0, t) * this.width + end]!,
        );
      });
    this.whole.set(set, best);
    return best;
  }

  /** Sessions of `set` that may come first, at every start of a range where they can be. */
  each(set: number, from: number, to: number, visit: (s: number, t: number) => void): void {
    for (let s = 0; s < this.grid.sessions; s++) {
      if (!((set >> s) & 1) || (this.grid.before[s]! & set) !== 0) continue;
      const last = Math.min(to, this.slots - this.grid.dur[s]!);
      const keys = this.keys[s]!;
      for (let t = from; t <= last; t++) if (keys[this.base + t]! < NEVER) visit(s, t);
    }
  }

  /** Earliest end of `set` after an end at `e`, the day's last slot + 1 and more when it cannot be; only with a span rule. */
  soonestEnd(set: number, e: number): number {
    if (set === 0 || this.grid.instance.rules.maxSpan === null) return e;
    this.rest(set);
    return this.ends[set]![e]!;
  }

  rest(set: number): Float64Array {
    this.rows[set] ??= set === 0 ? this.close() : this.fill(set);
    return this.rows[set]!;
  }

  private close(): Float64Array {
    const row = new Float64Array(2 * this.width);
    for (let e = 0; e < this.width; e++) row[e] = this.feeds(e, this.slots) ? 0 : NEVER;
    return row;
  }

  private fill(set: number): Float64Array {
    const { width, slots, grid, minGap, maxGap } = this;
    const starts = [new Float64Array(width).fill(NEVER), new Float64Array(width).fill(NEVER)] as const;
    const soonest = new Int32Array(width).fill(2 * width);
    const spans = grid.instance.rules.maxSpan !== null;
    this.each(set, 0, slots - 1, (s, t) => {
      const less = set & ~(1 << s);
      const key = this.keys[s]![this.base + t]!;
      const end = t + grid.dur[s]!;
      const rest = this.rest(less);
      starts[0][t] = Math.min(starts[0][t]!, key + rest[end]!);
      starts[1][t] = Math.min(starts[1][t]!, key + rest[width + end]!);
      if (spans) soonest[t] = Math.min(soonest[t]!, this.soonestEnd(less, end));
    });
    const row = new Float64Array(2 * width).fill(NEVER);
    const ends = new Int32Array(width).fill(2 * width);
    this.spend(width * (grid.sessions + Math.min(maxGap, slots >> 1)));
    for (let e = 0; e < width; e++) {
      const last = Math.min(e + maxGap, slots - 1);
      for (let t = e + minGap; t <= last; t++) {
        const wait = grid.idle * (t - e);
        const fed = starts[1][t]! + wait;
        const now = this.feeds(e, t) ? fed : starts[0][t]! + wait;
        if (now < row[e]!) row[e] = now;
        if (fed < row[width + e]!) row[width + e] = fed;
        if (soonest[t]! < ends[e]!) ends[e] = soonest[t]!;
      }
    }
    if (spans) this.ends[set] = ends;
    return row;
  }
}
