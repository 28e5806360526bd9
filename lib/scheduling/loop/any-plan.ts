import { type Bits, hasBit } from '../bits';
import { Interrupted } from './day-plan';
import { type DayFit, DaySets } from './day-sets';
import { order } from './model';
import { chooseRooms } from './rooms';
import { type SeatPools, seatPools, sessionStarts } from './seat-pools';
import { Seating } from './seating';
import type { StartSets } from './start-sets';
import type { LoopInstance, LoopOptions, LoopPlan } from './types';

/** Starts tried before the people are divided up, and starts tried in all before giving up. */
const PATIENCE = 250;
const MOST_TRIED = 30_000;

/** A plan, the proof that there is none, or (`UNKNOWN`) neither within the limits. */
export interface AnyPlan {
  status: 'FEASIBLE' | 'INFEASIBLE' | 'UNKNOWN';
  plan: LoopPlan | null;
  /** Starts tried, table rows and seats looked at. */
  work: number;
}

/**
 * Is there a plan at all? Costs are left out: bit strings tell which sessions fit on which day and after which slot
 * (exact but for people shared between sessions), and a depth-first search along them keeps people for all seats, those
 * of the open sessions included. When that takes long, it is the people who are short: the one who was missed most sits
 * here, or there, or nowhere, and each of these is asked anew. `sets` may be shared by instances of the same days and
 * step.
 */
export function findAnyPlan(instance: LoopInstance, sets: StartSets, options: LoopOptions = {}): AnyPlan {
  const { maxWork = Number.MAX_SAFE_INTEGER } = options;
  let tried = 0;
  let work = 0;
  const ask = (asked: LoopInstance, decided: readonly number[]): AnyPlan => {
    const search = new PlanSearch(asked, sets, { ...options, maxWork: maxWork - work });
    const { status, plan } = search.run();
    work += search.work;
    tried += search.tried;
    if (status !== 'UNKNOWN') return { status, plan, work };
    const person = search.missedMost(decided);
    if (person < 0) return { status, plan, work };
    for (const seat of [...seatsFor(asked, person), null]) {
      if (tried > MOST_TRIED || work > maxWork || options.shouldStop?.()) return { status, plan, work };
      const answer = ask(seated(asked, person, seat), [...decided, person]);
      if (answer.status !== 'INFEASIBLE') return answer;
    }
    return { status: 'INFEASIBLE', plan: null, work };
  };
  return ask(instance, []);
}

type Seat = readonly [session: number, seat: number];

function seatsFor({ sessions }: LoopInstance, person: number): Seat[] {
  return sessions.flatMap(({ seats }, s) =>
    seats.flatMap(({ pool }, q) => (pool.some(([p]) => p === person) ? [[s, q] as const] : [])),
  );
}

/** The instance in which the person sits in that seat and nowhere else; null = nowhere at all. */
function seated(instance: LoopInstance, person: number, seat: Seat | null): LoopInstance {
  const sessions = instance.sessions.map((session, s) => ({
    ...session,
    seats: session.seats.map(({ pool }, q) => {
      const here = seat !== null && seat[0] === s && seat[1] === q;
      return { pool: pool.filter(([p]) => (p === person) === here) };
    }),
  }));
  return { ...instance, sessions };
}

/** A day being filled: `left` come on later days, `begun` is its first start. */
interface Visit {
  day: number;
  fit: DayFit;
  left: number;
  daysLeft: number;
  begun: number;
}

class PlanSearch {
  private readonly pools: SeatPools;
  private readonly starts: Bits[];
  private readonly seating: Seating;
  private readonly days: DaySets;
  private readonly dur: Int32Array;
  private readonly pred: Int32Array;
  private readonly ordered: boolean;
  /** Last start of each pool entry, by day; -1 = none. And the last day with one. */
  private readonly lastStart: Int16Array;
  private readonly lastDay: Int16Array;
  /** Entry of each seat, by depth. */
  private readonly held: Int32Array[];
  /** Day and slot of each session placed; day -1 = still open. */
  private readonly dayOf: Int32Array;
  private readonly slotOf: Int32Array;
  private placed = 0;
  private now = { day: -1, set: 0, from: 0 };
  tried = 0;
  private gaveUp = false;

  constructor(
    private readonly instance: LoopInstance,
    private readonly sets: StartSets,
    private readonly options: LoopOptions,
  ) {
    const { sessions, days, step } = instance;
    this.pools = seatPools(instance, sets);
    this.starts = sessions.map((_, s) =>
      sessionStarts(instance, sets, this.pools, s, options.pin?.[s] ?? null),
    );
    this.dur = Int32Array.from(sessions, ({ dur }) => dur / step);
    ({ pred: this.pred, ordered: this.ordered } = order(instance));
    this.days = new DaySets(instance, sets, this.starts, this.pred, () => {
      if (this.expired()) throw new Interrupted();
    });
    this.seating = new Seating(this.pools, instance, (entry, s) => this.isOpen(entry, s));
    const seats = this.pools.seatFrom[sessions.length]!;
    this.held = Array.from({ length: sessions.length + 1 }, () => new Int32Array(seats).fill(-1));
    this.lastStart = new Int16Array(this.pools.person.length * days.length).fill(-1);
    this.lastDay = new Int16Array(this.pools.person.length).fill(-1);
    this.dayOf = new Int32Array(sessions.length).fill(-1);
    this.slotOf = new Int32Array(sessions.length);
    this.findLast();
  }

  run(): Pick<AnyPlan, 'status' | 'plan'> {
    const plan = this.ordered && this.seats() ? this.search() : null;
    const status = plan ? 'FEASIBLE' : this.gaveUp ? 'UNKNOWN' : 'INFEASIBLE';
    return { status, plan };
  }

  private search(): LoopPlan | null {
    try {
      return this.nextDay(-1, this.days.full, this.days.maxDays);
    } catch (error) {
      if (error instanceof Interrupted) return null;
      throw error;
    }
  }

  /** Whoever was missed most and could sit in several sessions; -1 when there is nobody left to decide on. */
  missedMost(decided: readonly number[]): number {
    if (this.instance.rules.distinct === false) return -1;
    let most = -1;
    this.seating.wanted.forEach((times, p) => {
      if (times > 0 && !decided.includes(p) && times > (this.seating.wanted[most] ?? 0)) most = p;
    });
    return most;
  }

  get work(): number {
    return this.tried + this.days.rows + this.seating.work;
  }

  private findLast(): void {
    const { pools, starts, sets, lastStart, lastDay } = this;
    const days = this.instance.days.length;
    for (let s = 0; s < starts.length; s++)
      for (let j = pools.poolFrom[pools.seatFrom[s]!]!; j < pools.poolFrom[pools.seatFrom[s + 1]!]!; j++)
        for (let d = 0; d < days; d++)
          for (let w = sets.words - 1; w >= 0; w--) {
            const word = starts[s]![d * sets.words + w]! & pools.starts[j]![d * sets.words + w]!;
            if (word === 0) continue;
            lastStart[j * days + d] = w * 32 + 31 - Math.clz32(word);
            lastDay[j] = d;
            break;
          }
  }

  /** Could the entry still take its seat of session `s`, as things are placed now? */
  private isOpen(entry: number, s: number): boolean {
    const day = this.dayOf[s]!;
    if (day >= 0) return hasBit(this.pools.starts[entry]!, day * this.sets.words * 32 + this.slotOf[s]!);
    const { now } = this;
    if (now.set & (1 << s)) return this.lastStart[entry * this.instance.days.length + now.day]! >= now.from;
    return this.lastDay[entry]! > now.day;
  }

  /** Keeps people for all seats; false when there are not enough. */
  private seats(): boolean {
    const held = this.held[this.placed]!;
    if (this.placed > 0) held.set(this.held[this.placed - 1]!);
    const found = this.seating.repair(held);
    if (found === 'perhaps' && this.placed === this.dayOf.length) this.gaveUp = true;
    return found === 'yes' || (found === 'perhaps' && !this.gaveUp);
  }

  private nextDay(day: number, left: number, daysLeft: number): LoopPlan | null {
    const { days } = this;
    const last = day < 0 ? this.instance.days.length - 1 : days.lastAfter(day);
    for (let d = day + 1; d <= last; d++)
      for (const set of days.parts(d, left, daysLeft)) {
        for (const fit of days.ways(d, set)) {
          const at: Visit = { day: d, fit, left: left & ~set, daysLeft: days.fewer(daysLeft), begun: -1 };
          const plan = this.nextStart(at, set, -1, false);
          if (plan || this.gaveUp) return plan;
        }
        if (this.expired()) return null;
      }
    return null;
  }

  /** Tries every next start of the day for one of `set`; `e` is the end before, -1 at the start of the day. */
  private nextStart(at: Visit, set: number, e: number, fed: boolean): LoopPlan | null {
    if (set === 0) return at.left === 0 ? this.planHere() : this.nextDay(at.day, at.left, at.daysLeft);
    const { reach } = at.fit;
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const s = 31 - Math.clz32(rest & -rest);
      if (this.pred[s]! & set) continue;
      for (let w = 0; w < this.sets.words; w++) {
        let word = e < 0 ? reach.first(s, set, w) : reach.next(s, set, w, e, fed);
        for (; word !== 0; word &= word - 1) {
          const plan = this.start(at, set, s, w * 32 + 31 - Math.clz32(word & -word), e, fed);
          if (plan || this.expired()) return plan;
        }
      }
    }
    return null;
  }

  private start(at: Visit, set: number, s: number, t: number, e: number, before: boolean): LoopPlan | null {
    const { reach, span } = at.fit;
    const fed = before || (e < 0 ? reach.lunchBefore(t) : reach.shape.lunch > 0 && t >= reach.lunchAfter(e));
    if (e < 0) at.begun = t;
    if (span && !span.fits(s, set, t, at.begun, fed)) return null;
    const was = this.now;
    const end = t + this.dur[s]!;
    this.tried++;
    this.placed++;
    this.dayOf[s] = at.day;
    this.slotOf[s] = t;
    this.now = { day: at.day, set: set & ~(1 << s), from: end };
    const plan = this.seats() ? this.nextStart(at, set & ~(1 << s), end, fed) : null;
    this.now = was;
    this.dayOf[s] = -1;
    this.placed--;
    return plan;
  }

  private planHere(): LoopPlan {
    const { instance, pools, held, placed } = this;
    const { days, step, rules, sessions } = instance;
    const at = Array.from(this.dayOf, (day, s) => ({ day, time: days[day]!.start + this.slotOf[s]! * step }));
    const oneRoom = rules.roomMode === 'sameDay' && sessions.some(({ rooms }) => rooms !== undefined);
    return {
      start: at.map(({ time }) => time),
      who: sessions.map((_, s) =>
        Array.from(
          held[placed]!.subarray(pools.seatFrom[s]!, pools.seatFrom[s + 1]!),
          (entry) => pools.person[entry]!,
        ),
      ),
      room: chooseRooms({ instance, oneRoom }, at),
    };
  }

  private expired(): boolean {
    const { maxWork = Number.MAX_SAFE_INTEGER, shouldStop } = this.options;
    if (this.tried > PATIENCE || this.work > maxWork || (this.tried % 64 === 0 && shouldStop?.()))
      this.gaveUp = true;
    return this.gaveUp;
  }
}
