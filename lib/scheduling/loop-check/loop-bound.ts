import { DayBound } from './day-bound';
import { type Grid, NEVER } from './grid';

/**
 * Prices for the rules that tie sessions together: what a person costs each time they sit (nobody may sit twice), and
 * what a seat costs that a member of a group holds. Any prices give a true lower bound; good ones give a high one.
 * Whole keys; a person's is not negative, a group's is positive for its upper and negative for its lower limit.
 */
export interface Prices {
  people: number[];
  groups: number[];
}

/** The choice of people that attains a session's least key at a slot. */
export interface Crew {
  key: number;
  who: number[];
}

/**
 * A lower bound of the whole loop and of every rest of it: the rules that tie people together are priced instead of
 * enforced, all others hold. (Lagrangian relaxation, solved exactly by tables over days and sets of sessions.)
 */
export class LoopBound {
  readonly full: number;
  readonly maxDays: number;
  readonly adjacent: boolean;
  /** To be added to every sum of keys: what the prices promised to give back. */
  readonly refund: number;
  /** `[session][slot]`: least key of the people alone. */
  readonly crewKey: Float64Array[];
  private readonly dayTables: (DayBound[] | undefined)[] = [];
  private readonly entries: (Float64Array | undefined)[] = [];
  private readonly memo: Float64Array;
  private readonly allowed: Uint8Array;
  /** What each person costs per seat, groups included. */
  private readonly extra: Float64Array;

  constructor(
    readonly grid: Grid,
    readonly prices: Prices,
    private readonly spend: (steps: number) => void,
  ) {
    const { rules } = grid.instance;
    this.full = (1 << grid.sessions) - 1;
    this.maxDays = Math.min(rules.maxDays, grid.sessions, grid.days);
    this.adjacent = rules.consecutive && rules.maxDays > 1;
    let refund = 0;
    if (grid.distinct) for (const price of prices.people) refund -= price;
    rules.groups.forEach(({ min, max }, g) => {
      const price = prices.groups[g]!;
      refund -= price > 0 ? price * max! : price * min;
    });
    this.refund = refund;
    this.extra = Float64Array.from(grid.instance.people, (_, person) => {
      let sum = grid.distinct ? prices.people[person]! : 0;
      rules.groups.forEach(({ members }, g) => {
        if (members.includes(person)) sum += prices.groups[g]!;
      });
      return sum;
    });
    this.crewKey = grid.open.map((open, s) =>
      open.map((key, slot) => (key === NEVER ? NEVER : this.crewLeast(s, slot))),
    );
    spend(grid.sessions * grid.slots * 4);
    this.memo = new Float64Array((this.maxDays + 1) * (grid.days + 1) * (this.full + 1)).fill(-1e300);
    spend(this.memo.length >> 4);
    this.allowed = new Uint8Array(this.full + 1);
    for (let set = 1; set <= this.full; set++) {
      let count = 0;
      for (let rest = set; rest > 0; rest &= rest - 1) count++;
      const torn = rules.sameDay.some(([a, b]) => ((set >> a) & 1) !== ((set >> b) & 1));
      this.allowed[set] = torn || count > (rules.maxPerDay ?? grid.sessions) ? 0 : 1;
    }
  }

  /** Key of a person in a seat of session s at a slot, price included. */
  seatKey(s: number, q: number, entry: number, slot: number): number {
    const { person, key } = this.grid.takers[s]![q]![entry]!;
    return key[slot]! + this.extra[person]!;
  }

  private crewLeast(s: number, slot: number): number {
    const seats = this.grid.takers[s]!;
    if (seats.length > 2) return this.crew(s, slot).key;
    let best = seats.length === 0 ? 0 : NEVER;
    for (let j = 0; j < (seats[0]?.length ?? 0); j++) {
      const one = this.seatKey(s, 0, j, slot);
      if (one === NEVER) continue;
      if (seats.length === 1) {
        if (one < best) best = one;
        continue;
      }
      for (let k = 0; k < seats[1]!.length; k++) {
        const sum = one + this.seatKey(s, 1, k, slot);
        if (sum < best && seats[1]![k]!.person !== seats[0]![j]!.person) best = sum;
      }
    }
    return best;
  }

  /** Cheapest people for all seats of a session at a slot, nobody twice within it. */
  crew(s: number, slot: number): Crew {
    const seats = this.grid.takers[s]!;
    let best: Crew = { key: NEVER, who: [] };
    const who: number[] = [];
    const fill = (q: number, key: number): void => {
      if (q === seats.length) {
        if (key < best.key) best = { key, who: [...who] };
        return;
      }
      for (let j = 0; j < seats[q]!.length; j++) {
        const { person } = seats[q]![j]!;
        const sum = key + this.seatKey(s, q, j, slot);
        if (sum === NEVER || who.includes(person) || (q === seats.length - 1 && sum >= best.key)) continue;
        who.push(person);
        fill(q + 1, sum);
        who.pop();
      }
    };
    fill(0, 0);
    return best;
  }

  /** The day's tables: one, or one for each room when a single room must serve the day. */
  tables(day: number): DayBound[] {
    const { grid } = this;
    this.dayTables[day] ??= (grid.oneRoom ? grid.openIn : [grid.open]).map(
      (open) =>
        new DayBound(
          grid,
          day,
          open.map((keys, s) => keys.map((key, slot) => key + this.crewKey[s]![slot]!)),
          this.spend,
        ),
    );
    return this.dayTables[day]!;
  }

  /** Least key of a day that holds exactly `set`; NEVER when it may not. */
  entry(day: number, set: number): number {
    this.entries[day] ??= new Float64Array(this.full + 1).fill(-1e300);
    const known = this.entries[day]![set]!;
    if (known !== -1e300) return known;
    let best = NEVER;
    if (this.allowed[set]) for (const table of this.tables(day)) best = Math.min(best, table.entry(set));
    this.entries[day]![set] = best;
    return best;
  }

  /** Least key of the sessions of `left` on `day` and later, at most `daysLeft` days, `day` itself used. */
  onDay(day: number, left: number, daysLeft: number): number {
    let best = NEVER;
    this.splits(day, left, daysLeft, (_, key) => {
      if (key < best) best = key;
    });
    return best;
  }

  /** Every set of sessions `day` may hold while the others of `left` come later, with the least key of all of `left`. */
  splits(day: number, left: number, daysLeft: number, visit: (set: number, key: number) => void): void {
    for (let set = left; set > 0; set = (set - 1) & left) {
      this.spend(2);
      if (!this.allowed[set] || this.waits(set, left & ~set)) continue;
      if (set !== left && (daysLeft <= 1 || day + 1 >= this.grid.days)) return;
      const key = this.entry(day, set);
      if (key === NEVER) continue;
      const sum = key + this.tail(day, left & ~set, daysLeft);
      if (sum < NEVER) visit(set, sum);
    }
  }

  /** Key still to come once `day` is over and `left` remain. */
  tail(day: number, left: number, daysLeft: number): number {
    const { grid } = this;
    return left === 0 ? grid.delay * day : grid.dayCost + this.after(day + 1, left, daysLeft - 1);
  }

  /** Least key of `left` on the days from `day` on (exactly from `day` on when days must be adjacent). */
  after(day: number, left: number, daysLeft: number): number {
    if (daysLeft <= 0 || day >= this.grid.days) return NEVER;
    const at = (daysLeft * (this.grid.days + 1) + day) * (this.full + 1) + left;
    const known = this.memo[at]!;
    if (known !== -1e300) return known;
    let best = this.onDay(day, left, daysLeft);
    if (!this.adjacent) best = Math.min(best, this.after(day + 1, left, daysLeft));
    this.memo[at] = best;
    return best;
  }

  /** The lower bound of the whole loop. */
  least(): number {
    let best = NEVER;
    for (let day = 0; day < this.grid.days; day++)
      best = Math.min(best, this.onDay(day, this.full, this.maxDays));
    return best + this.refund;
  }

  private waits(set: number, later: number): boolean {
    for (let s = 0; s < this.grid.sessions; s++)
      if ((set >> s) & 1 && (this.grid.before[s]! & later) !== 0) return true;
    return false;
  }
}
