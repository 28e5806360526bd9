import { Crew } from './crew';
import { type DayChoice, DayPlan, Interrupted } from './day-plan';
import type { DayTable } from './day-table';
import type { OptionSpace } from './groups';
import { AWAY, type LoopModel, NONE } from './model';
import { lookAhead, type Outlook } from './outlook';
import { mayBeSmaller, planAt, smaller } from './plan-order';
import { bringLeast, KeyQueue } from './queue';
import { Seater } from './seat';
import type { LoopOptions, LoopPlan } from './types';

const STOP_EVERY = 512;
/** Times the tables built so far that a search may take before prices are worth their rounds of tables. */
const ROUNDS_WORTH = 6;
/** Table rows between two looks at the limits. */
const ROWS_BETWEEN = 64;
/** More than any people can cost. */
const MOST_POINTS = 0x1fffffff;
/** Nodes after which looking ahead for people pays for its tables. */
const LOOK_AHEAD_AFTER = 24;

export interface SearchSetup {
  /**
   * Search steps after which to give up, so that a stronger relaxation can take over. Without it: steps worth some
   * rounds of tables, once a plan is known.
   */
  patience?: number;
  /** Work done before. */
  spent?: number;
  /** Called with every plan up to the key given to `resume` instead of looking for the best one; false ends it. */
  each?: (plan: LoopPlan) => boolean;
  /** The model has priced people: what the prices give back at most, the tables under them, and the true model. */
  prices?: { refund: number; days: DayPlan; unpriced: LoopModel };
}

/** A day being filled: `left` come on later days, `pay` what they cost by group state, `first` its first start. */
interface DayVisit {
  table: DayTable;
  day: number;
  left: number;
  daysLeft: number;
  pay: Float64Array;
  first: number;
}

/**
 * Best first over "which sessions begin the loop on which day", depth first inside: next start by next start, always
 * with the exact relaxed rest (day tables) plus what the people cost more because nobody may sit twice.
 * Branches whose bound equals the best key are searched too, for the lexicographically smallest plan.
 */
export class LoopSearch {
  best: LoopPlan | null = null;
  bestKey = NONE;
  /** Every plan still unseen has at least this key. */
  boundKey = 0;
  /** Ended before the proof: told to, or out of patience. */
  stopped = false;
  impatient = false;
  private nodes = 0;
  private nextCheck = STOP_EVERY;
  private readonly days: DayPlan;
  private readonly crew: Crew;
  private readonly seater: Seater;
  private readonly slotOf: Int32Array;
  /** People points of the relaxed rest counted so far. */
  private relaxed = 0;
  private placed = 0;
  private rows = 0;
  private outlook: Outlook | null = null;
  /** Keys of this search, prices included, beyond which nothing is of interest: the best key and the refund. */
  private limit = NONE;
  private readonly refund: number;
  private readonly patience: number | null;
  private readonly spent: number;
  private readonly each: SearchSetup['each'];
  private readonly childKey: Float64Array[];
  private readonly childAt: Int32Array[];

  constructor(
    private readonly model: LoopModel,
    private readonly space: OptionSpace,
    private readonly options: LoopOptions,
    setup: SearchSetup = {},
  ) {
    this.patience = setup.patience ?? null;
    this.spent = setup.spent ?? 0;
    this.each = setup.each;
    this.refund = setup.prices?.refund ?? 0;
    this.days = setup.prices?.days ?? new DayPlan(model, space);
    this.days.check = () => this.whileBuilding();
    this.crew = new Crew(model, space);
    this.seater = new Seater(setup.prices?.unpriced ?? model);
    this.slotOf = new Int32Array(model.sessions).fill(-1);
    const most = space.session.length * Math.max(...model.length);
    this.childKey = Array.from({ length: model.sessions }, () => new Float64Array(most));
    this.childAt = Array.from({ length: model.sessions }, () => new Int32Array(most));
  }

  get work(): number {
    return this.spent + this.nodes + this.seater.work + this.crew.work + this.days.cells();
  }

  /** Starts from a plan known already (with its key). */
  resume(best: LoopPlan | null, key: number): void {
    this.best = best;
    this.keep(key);
  }

  private keep(key: number): void {
    this.bestKey = key;
    this.limit = key >= NONE ? NONE : key + this.refund;
    this.days.limit = this.limit;
  }

  run(): void {
    try {
      this.search();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      this.stopped = true;
    }
  }

  private search(): void {
    const { days, model } = this;
    if (!model.ordered || days.cheapest.some((key) => key >= NONE)) {
      this.finish();
      return;
    }
    const queue = new KeyQueue();
    const choices: DayChoice[] = [];
    for (let day = 0; day < model.days; day++)
      for (const choice of days.beginnings(day)) {
        queue.push(choice.key, choices.length * 2);
        choices.push(choice);
      }
    while (queue.size > 0) {
      this.boundKey = Math.max(this.boundKey, queue.least - this.refund);
      if (queue.least > this.limit || this.expired()) break;
      const item = queue.pop();
      const choice = choices[item >> 1]!;
      const { day, set } = choice;
      const pay = days.toPay(day, days.full & ~set, days.maxDays);
      if (item & 1) this.beginDay(day, set, days.full, days.maxDays, 0, 0, pay);
      else {
        const key = days.cheapestDay(days.table(day), set, 0, pay);
        this.nodes++;
        if (key < NONE && key <= this.limit) queue.push(key, item | 1);
      }
      if (this.stopped || (this.options.anyPlan && this.best)) return;
    }
    if (!this.stopped) this.finish();
  }

  private finish(): void {
    this.boundKey = this.bestKey;
  }

  /** Opens `day` for the sessions of `set`; `all` are the sessions not yet placed, `done` and `state` what is placed. */
  private beginDay(
    day: number,
    set: number,
    all: number,
    daysLeft: number,
    done: number,
    state: number,
    pay: Float64Array,
  ): void {
    const { days, model } = this;
    const visit = (table: DayTable): void => {
      const at: DayVisit = { table, day, left: all & ~set, daysLeft, pay, first: 0 };
      const key = done + days.cheapestDay(table, set, state, pay);
      if (key > this.limit || key >= NONE) return;
      if (key + this.surplus(set, table.base, at, state, this.limit - key) > this.limit) return;
      this.visit(at, set, done, state, -1, 0);
    };
    if (!model.oneRoom || !days.needsRoom(set)) {
      visit(days.table(day));
      return;
    }
    const rooms: { table: DayTable; key: number }[] = [];
    for (let room = 0; room < model.instance.rooms.length; room++) {
      const table = days.tableInRoom(day, room);
      const key = done + days.cheapestDay(table, set, state, pay);
      if (key < NONE && key <= this.limit) rooms.push({ table, key });
    }
    rooms.sort((a, b) => a.key - b.key);
    for (const { table, key } of rooms) {
      if (key > this.limit || this.over()) return;
      visit(table);
    }
  }

  /** Collects the next starts (option and slot) worth a look; returns how many. `e` < 0: first of the day. */
  private gather(at: DayVisit, set: number, sum: number, state: number, e: number, layer: number): number {
    const { model, space, limit } = this;
    const { table, pay } = at;
    const { place, base, slots, idle, lunch, width } = table;
    const { count: states, add } = space.states;
    const keys = this.childKey[this.placed]!;
    const codes = this.childAt[this.placed]!;
    const from = e < 0 ? 0 : e + table.minGap;
    const to = e < 0 ? slots - 1 : Math.min(e + table.maxGap, slots - 1);
    const fed = e < 0 || layer > 0 || lunch === 0 ? slots : table.lunchAfter(e);
    const wait = e < 0 ? 0 : idle;
    let count = 0;
    let floor = NONE;
    for (let v = 0; v < states; v++) floor = Math.min(floor, pay[v]!);
    for (let rest = set; rest !== 0; rest &= rest - 1)
      floor += table.cheapest[31 - Math.clz32(rest & -rest)]!;
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if (model.pred[s]! & set) continue;
      const most = limit - sum - floor + table.cheapest[s]!;
      const less = set & ~(1 << s);
      const row = table.row(less) + model.dur[s]!;
      const { arena } = table;
      const last = Math.min(to, slots - model.dur[s]!);
      for (let o = space.from[s]!; o < space.from[s + 1]!; o++) {
        const reached = add[state * states + space.use[o]!]!;
        if (reached < 0) continue;
        for (let t = from; t <= last; t++) {
          const points = place[o * model.slots + base + t]!;
          if (points >= NONE || points + wait * (t - e) > most) continue;
          const had = e < 0 ? table.lunchBefore(t) : t >= fed ? table.layer : layer;
          const onto = row + t + had;
          let later = NONE;
          for (let v = 0; v < states; v++) {
            const end = add[reached * states + v]!;
            if (end >= 0) later = Math.min(later, arena[onto + v * width]! + pay[end]!);
          }
          const key = sum + points + later + wait * (t - e);
          if (later >= NONE || key > limit) continue;
          if (table.maxSpan > 0) {
            const first = e < 0 ? t : at.first;
            if (table.soonestEnd(less, t + model.dur[s]!, had) > first + table.maxSpan) continue;
          }
          keys[count] = key;
          codes[count++] = o * slots + t;
        }
      }
    }
    return count;
  }

  /** Tries the next starts of the day, best first; `e` is the end of the session before, -1 at the start of the day. */
  private visit(at: DayVisit, set: number, done: number, state: number, e: number, layer: number): void {
    const { model, space, crew, slotOf } = this;
    const { table } = at;
    const keys = this.childKey[this.placed]!;
    const codes = this.childAt[this.placed]!;
    const count = this.gather(at, set, done, state, e, layer);
    for (let tried = 0; tried < count; tried++) {
      const key = bringLeast(keys, codes, tried, count);
      if (key > this.limit || this.over()) return;
      const option = Math.floor(codes[tried]! / table.slots);
      const t = codes[tried]! - option * table.slots;
      const s = space.session[option]!;
      const slot = table.base + t;
      const before = this.relaxed;
      const extraBefore = crew.total - before;
      this.nodes++;
      slotOf[s] = slot;
      this.placed++;
      if (crew.push(s, slot, option)) {
        this.relaxed += space.crew[option * model.slots + slot]!;
        const extra = (crew.total - this.relaxed - extraBefore) * model.pointKey;
        const reached = space.states.add[state * space.states.count + space.use[option]!]!;
        const least = key + extra;
        const bound =
          least > this.limit
            ? least
            : least + this.surplus(set & ~(1 << s), slot + model.dur[s]!, at, reached, this.limit - least);
        if (bound < this.limit || (bound === this.limit && mayBeSmaller(model, slotOf, slot, this.best))) {
          const sum =
            done + table.place[option * model.slots + slot]! + (e < 0 ? 0 : table.idle * (t - e)) + extra;
          if (e < 0) at.first = t;
          const left = set & ~(1 << s);
          if (left === 0) this.endDay(at, sum, reached);
          else
            this.visit(at, left, sum, reached, t + model.dur[s]!, layer > 0 ? layer : table.layerAfter(e, t));
        }
      }
      this.placed--;
      this.relaxed = before;
      crew.pop();
      slotOf[s] = -1;
    }
  }

  /** What seating the open sessions adds at least to the people placed, as a key; NONE when more than `most` or more than can be. */
  private surplus(today: number, from: number, { left, day }: DayVisit, state: number, most: number): number {
    const { model, crew } = this;
    if (this.nodes < LOOK_AHEAD_AFTER || !model.distinct || (today | left) === 0) return 0;
    this.outlook ??= lookAhead(model, this.space);
    const end = model.offset[day]! + model.length[day]!;
    if (today !== 0 && from >= end) return NONE;
    const points = crew.foresee(
      this.outlook,
      today,
      from,
      left,
      day,
      this.space.states.closed[state]!,
      crew.total + most / model.pointKey,
    );
    return points >= AWAY ? NONE : Math.max(0, points - crew.total) * model.pointKey;
  }

  private endDay({ day, left, daysLeft, pay }: DayVisit, done: number, state: number): void {
    const { days } = this;
    if (left === 0) {
      this.complete(done + pay[state]!);
      return;
    }
    const sum = done + days.frame(day, left);
    const fewer = days.fewer(daysLeft);
    for (const { day: next, set, pay: later, keys } of days.next(day, left, fewer, state)) {
      if (sum + keys[state]! > this.limit || this.over()) return;
      this.beginDay(next, set, left, fewer, sum, state, later);
    }
  }

  /** All starts are fixed: choose the people and keep the plan when it is better, or equal and smaller. */
  private complete(key: number): void {
    const { model, seater, slotOf, crew } = this;
    // What the starts cost without their people, who are paid without prices in the end.
    const bare = key - crew.total * model.pointKey;
    const budget = Math.min(Math.floor((this.bestKey - bare) / model.scale), MOST_POINTS);
    if (this.each) {
      seater.every(slotOf, budget, (people) => {
        if (!this.stopped && !this.each!(planAt(model, slotOf, people))) this.stopped = true;
      });
      return;
    }
    const seating = seater.seat(slotOf, budget);
    if (seating === null) return;
    const total = bare + seating.points * model.scale;
    if (total > this.bestKey) return;
    const plan = planAt(model, slotOf, seating.people);
    if (total === this.bestKey && this.best && !smaller(plan, this.best)) return;
    this.best = plan;
    this.keep(total);
    this.report();
  }

  private report(): void {
    const { model } = this;
    this.options.onProgress?.({
      objective: Math.floor(this.bestKey / model.scale),
      plan: this.best,
      bound: Math.floor(Math.min(this.boundKey, this.bestKey) / model.scale),
      work: this.work,
    });
  }

  private over(): boolean {
    return this.stopped || (this.options.anyPlan === true && this.best !== null) || this.expired();
  }

  /** Tables of many sessions take long; they end where the search would. */
  private whileBuilding(): void {
    if (++this.rows % ROWS_BETWEEN !== 0) return;
    if (this.work > (this.options.maxWork ?? Number.MAX_SAFE_INTEGER) || this.options.shouldStop?.())
      throw new Interrupted();
  }

  private giveUp(): void {
    this.impatient = true;
    this.stopped = true;
  }

  private expired(): boolean {
    const steps = this.nodes + this.seater.work;
    if (this.patience !== null && steps >= this.patience) this.giveUp();
    if (steps < this.nextCheck) return this.stopped;
    this.nextCheck = steps + STOP_EVERY;
    // Rounds are made without group states; the search after them needs its tables anew.
    const worth = 1 + ROUNDS_WORTH / this.space.states.count;
    if (this.patience === null && this.best && steps + this.crew.work > worth * this.days.cells())
      this.giveUp();
    if (this.work > (this.options.maxWork ?? Number.MAX_SAFE_INTEGER) || this.options.shouldStop?.())
      this.stopped = true;
    return this.stopped;
  }
}
