import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import type { DayBound } from './day-bound';
import { Grid, NEVER } from './grid';
import type { LoopBound, Prices } from './loop-bound';
import { type Matching, noSeats, withSeat } from './matching';
import { improvePrices, noPrices, sound } from './prices';
import { judgeSchedule } from './schedule';
import { bestSeats, earlier, roomsFor } from './seats';

/** What a complete second search found. `open` = it ran out of steps before it could tell. */
export type Proof = (
  | { kind: 'best'; plan: LoopPlan; objective: number }
  | { kind: 'none' }
  | { kind: 'open'; bound: number | null; better: LoopPlan | null }
) & {
  /** Key of the priced lower bound it began with; null = beyond every number, or not needed. */
  least?: number | null;
};

export interface ProveOptions {
  /** Steps before giving up (table cells and search nodes); default 1500 million, some seconds. */
  steps?: number;
  /** The question is only whether there is a plan. */
  anyPlan?: boolean;
  /** A plan that is claimed to be the best one; it is judged before it is used. */
  claim?: LoopPlan | null;
  /** Prices of a certificate; better ones make a shorter proof, wrong ones only a longer one. */
  prices?: Prices | null;
}

class OutOfSteps extends Error {}

/**
 * The canonical best plan, or that there is none, from the definitions alone: a lower bound by priced relaxation
 * ({@link LoopBound}), then every schedule the bound does not rule out, start by start, with the exact cost of
 * different people for what is placed. Shares nothing with the engine but the form of instances.
 */
export function provePlan(instance: LoopInstance, options: ProveOptions = {}): Proof {
  const prover = new Prover(instance, options);
  try {
    return prover.run();
  } catch (error) {
    if (error instanceof OutOfSteps)
      return { kind: 'open', bound: prover.bound, least: prover.least, better: prover.better() };
    throw error;
  }
}

/** Prices that make {@link provePlan} quick; what a certificate stores. Null when the steps do not suffice. */
export function pricesFor(instance: LoopInstance, options: ProveOptions = {}): Prices | null {
  try {
    return new Prover(instance, options).root(true).prices;
  } catch (error) {
    if (error instanceof OutOfSteps) return null;
    throw error;
  }
}

const ROUNDS = 40;

interface OpenDay {
  table: DayBound;
  day: number;
  later: number;
  daysLeft: number;
  tail: number;
  first: number;
}

class Prover {
  /** Proven so far: no plan costs less. */
  bound: number | null = null;
  least: number | null = null;
  private readonly grid: Grid;
  private steps: number;
  private readonly allowed: number;
  private best: LoopPlan | null = null;
  private bestKey: number;
  private readonly slotOf: number[];
  private relaxed!: LoopBound;
  private readonly started: Matching[] = [];

  constructor(
    private readonly instance: LoopInstance,
    private readonly options: ProveOptions,
  ) {
    this.grid = new Grid(instance, options.anyPlan === true);
    this.allowed = options.steps ?? 1_500_000_000;
    this.steps = this.allowed;
    this.slotOf = instance.sessions.map(() => -1);
    this.bestKey = NEVER;
    const { claim } = options;
    if (claim && judgeSchedule(instance, claim).errors.length === 0) {
      this.best = { start: claim.start, who: claim.who, room: claim.room };
      this.bestKey = this.keyOf(claim);
    }
  }

  run(): Proof {
    if (this.options.anyPlan && this.best) return this.found();
    this.relaxed = this.root(false);
    const least = this.relaxed.least();
    if (least < NEVER) {
      this.least = least;
      this.bound = Math.ceil((least - this.slack()) / this.grid.unit);
    }
    if (least < this.limit() || (least < NEVER && least <= this.bestKey))
      this.openDays(0, this.grid.days - 1, this.relaxed.full, this.relaxed.maxDays, this.relaxed.refund);
    return this.best ? this.found() : { kind: 'none', least: this.least };
  }

  root(thorough: boolean): LoopBound {
    const { grid, options } = this;
    const given = options.prices && sound(grid, options.prices) ? options.prices : null;
    const target = grid.feasibility ? 1000 : this.bestKey < NEVER ? this.bestKey : grid.unit * 1000;
    const rounds = given && !thorough ? 0 : ROUNDS;
    return improvePrices(
      grid,
      given ?? noPrices(grid),
      target,
      rounds,
      // The search after it needs steps too.
      () => this.steps < this.allowed / 2,
      (steps) => this.spend(steps),
    );
  }

  /** A plan that beats the claim, found on the way. */
  better(): LoopPlan | null {
    const { claim } = this.options;
    return this.best && claim && this.best.start !== claim.start ? this.best : null;
  }

  /** The sum of starts is part of a key but not of the objective. */
  private slack(): number {
    return this.grid.feasibility ? 0 : this.grid.unit - 1;
  }

  /** Keys from here on are of no interest: in a mere question of feasibility every plan has key 0. */
  private limit(): number {
    return this.grid.feasibility ? 1 : this.bestKey;
  }

  private keyOf(plan: LoopPlan): number {
    if (this.grid.feasibility) return 0;
    const { days, step } = this.instance;
    const { objective } = judgeSchedule(this.instance, plan);
    return objective! * this.grid.unit + plan.start.reduce((sum, t) => sum + (t - days[0]!.start) / step, 0);
  }

  private found(): Proof {
    const objective = judgeSchedule(this.instance, this.best!).objective!;
    return { kind: 'best', plan: this.best!, objective, least: this.least };
  }

  private spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) throw new OutOfSteps();
  }

  private beaten(key: number): boolean {
    return this.grid.feasibility ? key > 0 || this.best !== null : key > this.bestKey;
  }

  private openDays(from: number, to: number, left: number, daysLeft: number, key: number): void {
    const { relaxed } = this;
    const choices: { day: number; set: number; key: number }[] = [];
    for (let day = from; day <= to; day++)
      relaxed.splits(day, left, daysLeft, (set, rest) => {
        if (!this.beaten(key + rest)) choices.push({ day, set, key: key + rest });
      });
    choices.sort((a, b) => a.key - b.key || a.day - b.day || a.set - b.set);
    for (const { day, set, key: least } of choices) {
      if (this.beaten(least)) break;
      const later = left & ~set;
      const tail = relaxed.tail(day, later, daysLeft);
      for (const table of relaxed.tables(day)) {
        if (this.beaten(key + table.entry(set) + tail)) continue;
        const open: OpenDay = { table, day, later, daysLeft, tail, first: -1 };
        const matching = this.started.at(-1) ?? noSeats(this.instance.people.length);
        this.place(open, set, -1, 0, key, matching);
      }
    }
  }

  /** Places the next session of the day at every start the bound does not rule out. */
  private place(open: OpenDay, set: number, end: number, fed: 0 | 1, key: number, seated: Matching): void {
    const { grid, relaxed } = this;
    const { table, tail } = open;
    const found: { s: number; t: number; bound: number; key: number; fed: 0 | 1 }[] = [];
    const from = end < 0 ? 0 : end + table.minGap;
    const to = end < 0 ? table.slots - 1 : end + table.maxGap;
    this.spend(20);
    table.each(set, from, to, (s, t) => {
      const done = t + grid.dur[s]!;
      const less = set & ~(1 << s);
      if (table.soonestEnd(less, done) > (end < 0 ? t : open.first) + table.span) return;
      const ate = (fed | table.feeds(Math.max(0, end), t)) as 0 | 1;
      const sum = key + table.keys[s]![table.base + t]! + (end < 0 ? 0 : grid.idle * (t - end));
      const bound = sum + table.rest(less)[ate * table.width + done]! + tail;
      if (bound < NEVER && !this.beaten(bound)) found.push({ s, t, bound, key: sum, fed: ate });
    });
    found.sort((a, b) => a.bound - b.bound || a.s - b.s || a.t - b.t);
    for (const { s, t, bound, key: sum, fed: ate } of found) {
      if (this.beaten(bound)) break;
      const slot = table.base + t;
      const more = this.seat(seated, s, slot);
      if (!more) continue;
      const extra = more.sum - seated.sum - relaxed.crewKey[s]![slot]!;
      if (this.beaten(bound + extra)) continue;
      this.slotOf[s] = slot;
      if (bound + extra < this.bestKey || this.grid.feasibility || this.mayComeFirst(slot)) {
        if (end < 0) open.first = t;
        const less = set & ~(1 << s);
        if (less !== 0) this.place(open, less, t + grid.dur[s]!, ate, sum + extra, more);
        else this.closeDay(open, sum + extra, more);
      }
      this.slotOf[s] = -1;
    }
  }

  private closeDay(open: OpenDay, key: number, seated: Matching): void {
    const { relaxed, grid } = this;
    if (open.later === 0) {
      this.finish();
      return;
    }
    const from = open.day + 1;
    const to = relaxed.adjacent ? Math.min(from, grid.days - 1) : grid.days - 1;
    this.started.push(seated);
    this.openDays(from, to, open.later, open.daysLeft - 1, key + grid.dayCost);
    this.started.pop();
  }

  /** The placed seats with those of session s; without "nobody twice" the cheapest crew is exact already. */
  private seat(before: Matching, s: number, slot: number): Matching | null {
    const { grid, relaxed } = this;
    if (!grid.distinct) return { ...before, sum: before.sum + relaxed.crewKey[s]![slot]! };
    let now: Matching | null = before;
    grid.takers[s]!.forEach((seat, q) => {
      if (!now) return;
      this.spend(before.rowOf.length);
      const people = Int32Array.from(seat, ({ person }) => person);
      const keys = Float64Array.from(seat, (_, j) => relaxed.seatKey(s, q, j, slot));
      now = withSeat(now, { people, keys });
    });
    return now;
  }

  /** All starts are fixed: the best people under every rule, and the plan when it beats the one known. */
  private finish(): void {
    const { grid, instance } = this;
    const who = bestSeats(grid, this.slotOf, (steps) => this.spend(steps));
    if (!who) return;
    const start = this.slotOf.map((slot) => grid.timeOf(slot));
    const plan: LoopPlan = { start, who, room: roomsFor(instance, start) };
    const key = this.keyOf(plan);
    if (key > this.bestKey || (key === this.bestKey && this.best && !earlier(plan, this.best))) return;
    this.best = plan;
    this.bestKey = key;
  }

  /** Could a plan with these starts so far come before the best one, at the same key? */
  private mayComeFirst(now: number): boolean {
    const { best, grid } = this;
    if (!best) return true;
    for (let s = 0; s < grid.sessions; s++) {
      const slot = this.slotOf[s]!;
      if (slot < 0) return grid.timeOf(now) < best.start[s]!;
      const time = grid.timeOf(slot);
      if (time !== best.start[s]) return time < best.start[s]!;
      const able = grid.takers[s]!.some((seat, q) =>
        seat.some(({ person, key }) => person < best.who[s]![q]! && key[slot]! < NEVER),
      );
      if (able) return true;
    }
    return true;
  }
}
