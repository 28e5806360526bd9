import type { LoopInstance, LoopPlan, Span } from '@/lib/scheduling/loop/types';
import { Remainder } from './remainder';

/** What a complete second search found. `open` = it ran out of steps before it could tell. */
export type Proof = { kind: 'best'; plan: LoopPlan; objective: number } | { kind: 'none' } | { kind: 'open' };

export interface ProveOptions {
  /** Steps before giving up; default two million. */
  steps?: number;
  /** Stop at the first plan. */
  anyPlan?: boolean;
}

interface Seat {
  person: number;
  cost: number;
}

interface Node {
  left: number;
  day: number;
  end: number;
  fed: boolean;
  daysLeft: number;
  firstStart: number;
  held: number;
  cost: number;
}

class OutOfSteps extends Error {}

/**
 * The canonical best plan by plain enumeration: sessions in order of time, every start, every choice of people, each
 * rule applied where it can first be broken; cut only by {@link Remainder}, a table of what the rest costs at least.
 * Written apart from the engine on purpose: it is the second opinion.
 */
export function provePlan(instance: LoopInstance, options: ProveOptions = {}): Proof {
  try {
    return new Prover(instance, options).run();
  } catch (error) {
    if (error instanceof OutOfSteps) return { kind: 'open' };
    throw error;
  }
}

class Prover {
  private steps: number;
  private best: LoopPlan | null = null;
  private bestKey = Number.POSITIVE_INFINITY;
  private readonly rest: Remainder;
  private readonly start: number[];
  private readonly who: number[][];
  private readonly used: number[];
  private readonly groupSeats: number[];

  constructor(
    private readonly instance: LoopInstance,
    private readonly options: ProveOptions,
  ) {
    this.steps = options.steps ?? 2_000_000;
    const spend = (count: number): void => {
      this.steps -= count;
      if (this.steps < 0) throw new OutOfSteps();
    };
    this.rest = new Remainder(instance, spend);
    this.start = instance.sessions.map(() => -1);
    this.who = instance.sessions.map(() => []);
    this.used = instance.people.map(() => 0);
    this.groupSeats = instance.rules.groups.map(() => 0);
  }

  run(): Proof {
    const { sessions, days, rules } = this.instance;
    const left = (1 << sessions.length) - 1;
    for (let day = 0; day < days.length; day++) this.openDay(left, day, rules.maxDays, 0);
    if (!this.best) return { kind: 'none' };
    return { kind: 'best', plan: this.best, objective: Math.floor(this.bestKey / this.rest.unit) };
  }

  private openDay(left: number, day: number, daysLeft: number, cost: number): void {
    if (daysLeft <= 0 || !this.enoughPeople(left, day, daysLeft)) return;
    this.next({ left, day, end: -1, fed: false, daysLeft, firstStart: -1, held: 0, cost });
  }

  /** Can every open seat get a different person at all, at some start from `day` on (on that day when it is the last)? */
  private enoughPeople(left: number, day: number, daysLeft: number): boolean {
    const { sessions, days, rules, step } = this.instance;
    if (rules.distinct === false) return true;
    const until = daysLeft === 1 ? day : days.length - 1;
    const open: number[][] = [];
    sessions.forEach(({ seats, dur }, s) => {
      if ((left >> s) % 2 === 0) return;
      seats.forEach((_, q) => {
        const able = new Set<number>();
        for (let d = day; d <= until; d++)
          for (let start = days[d]!.start; start + dur <= days[d]!.end; start += step)
            if (this.rest.fixed(s, start) < Number.POSITIVE_INFINITY)
              for (const { person } of this.rest.seats(s, q, start))
                if (this.used[person] === 0) able.add(person);
        open.push([...able]);
      });
    });
    const holder = new Map<number, number>();
    const assign = (seat: number, seen: Set<number>): boolean =>
      open[seat]!.some((person) => {
        if (seen.has(person)) return false;
        seen.add(person);
        const other = holder.get(person);
        if (other !== undefined && !assign(other, seen)) return false;
        holder.set(person, seat);
        return true;
      });
    this.rest.spend(open.length);
    return open.every((_, seat) => assign(seat, new Set()));
  }

  /** Places the next session of the day in every possible way, or closes the day. */
  private next(node: Node): void {
    const { instance, rest } = this;
    const { sessions, days, rules, step } = instance;
    const day = days[node.day]!;
    if (this.options.anyPlan && this.best) return;
    if (node.held > 0) this.closeDay(node);
    if (rules.maxPerDay !== null && node.held >= rules.maxPerDay) return;
    for (let s = 0; s < sessions.length; s++) {
      if ((node.left >> s) % 2 === 0 || !rest.mayFollow(s, node.left)) continue;
      const { dur } = sessions[s]!;
      const from = node.end < 0 ? day.start : node.end + rules.minGap;
      for (let start = from; start + dur <= day.end; start += step) {
        if (node.end >= 0 && rules.maxGap !== null && start - node.end > rules.maxGap) break;
        if (node.firstStart >= 0 && rules.maxSpan !== null && start + dur - node.firstStart > rules.maxSpan)
          break;
        if (rules.maxSpan !== null && dur > rules.maxSpan) break;
        const wait = node.end < 0 ? 0 : rest.idle(start - node.end);
        const base = node.cost + wait + rest.fixed(s, start);
        const fed = node.fed || rest.gapFeeds(node.day, node.end, start);
        const left = node.left & ~(1 << s);
        const least = rest.through(s, start, left, node.day, fed, node.daysLeft, this.groupSeats);
        if (base + least > this.bestKey || base + least === Number.POSITIVE_INFINITY) continue;
        this.start[s] = start;
        this.seat(s, 0, base, (cost) => {
          const bound = cost + rest.since(left, node.day, start + dur, fed, node.daysLeft, this.groupSeats);
          if (bound > this.bestKey || bound === Number.POSITIVE_INFINITY) return;
          const firstStart = node.firstStart < 0 ? start : node.firstStart;
          this.next({ ...node, left, end: start + dur, fed, firstStart, held: node.held + 1, cost });
        });
        this.start[s] = -1;
      }
    }
  }

  /** Every way to fill the seats of session s from seat q on. */
  private seat(s: number, q: number, cost: number, done: (cost: number) => void): void {
    const { instance, rest } = this;
    const { seats } = instance.sessions[s]!;
    if (q === seats.length) {
      done(cost);
      return;
    }
    this.rest.spend(1);
    for (const { person, cost: points } of this.candidates(s, q)) {
      const taken =
        instance.rules.distinct === false ? this.who[s]!.includes(person) : this.used[person]! > 0;
      if (taken) continue;
      const groups = instance.rules.groups;
      this.used[person]!++;
      this.who[s]!.push(person);
      groups.forEach(({ members }, g) => {
        if (members.includes(person)) this.groupSeats[g]!++;
      });
      if (groups.every(({ max }, g) => max === null || this.groupSeats[g]! <= max))
        this.seat(s, q + 1, cost + points * rest.unit, done);
      groups.forEach(({ members }, g) => {
        if (members.includes(person)) this.groupSeats[g]!--;
      });
      this.who[s]!.pop();
      this.used[person]!--;
    }
  }

  private candidates(s: number, q: number): Seat[] {
    return this.rest.seats(s, q, this.start[s]!);
  }

  private closeDay(node: Node): void {
    const { instance, rest } = this;
    const { rules, days } = instance;
    if (!node.fed && !rest.gapFeeds(node.day, node.end, -1)) return;
    const today = this.start.flatMap((start, s) =>
      start >= days[node.day]!.start && start < days[node.day]!.end ? [s] : [],
    );
    for (const [a, b] of rules.sameDay) if (today.includes(a) !== today.includes(b)) return;
    if (node.left === 0) {
      this.finish(node);
      return;
    }
    const cost = node.cost + rest.dayCost;
    const last =
      rules.consecutive && rules.maxDays > 1 ? Math.min(node.day + 1, days.length - 1) : days.length - 1;
    for (let day = node.day + 1; day <= last; day++) this.openDay(node.left, day, node.daysLeft - 1, cost);
  }

  private finish(node: Node): void {
    const { instance, rest } = this;
    const { sessions, rooms, rules } = instance;
    if (rules.groups.some(({ min }, g) => this.groupSeats[g]! < min)) return;
    const room = this.chooseRooms();
    if (!room) return;
    let cost = node.cost + rest.delay(node.day);
    sessions.forEach((_, s) => {
      const chosen = room[s]!;
      if (chosen !== null) cost += rooms[chosen]!.cost * rest.unit;
    });
    const plan: LoopPlan = { start: [...this.start], who: this.who.map((who) => [...who]), room };
    if (cost < this.bestKey || (cost === this.bestKey && (!this.best || precedes(plan, this.best)))) {
      this.best = plan;
      this.bestKey = cost;
    }
  }

  /** Cheapest room, lower index first: per session, or one for all sessions of a day; null when there is none. */
  private chooseRooms(): (number | null)[] | null {
    const { sessions, rooms, rules, days } = this.instance;
    const chosen: (number | null)[] = sessions.map(() => null);
    const dayOf = (s: number): number =>
      days.findIndex((day) => day.start <= this.start[s]! && this.start[s]! < day.end);
    for (let s = 0; s < sessions.length; s++) {
      if (!sessions[s]!.rooms) continue;
      const sharing = sessions.flatMap((other, o) =>
        o === s || (rules.roomMode === 'sameDay' && other.rooms && dayOf(o) === dayOf(s)) ? [o] : [],
      );
      let best: number | null = null;
      rooms.forEach(({ cost, free }, r) => {
        const fits = sharing.every(
          (o) =>
            sessions[o]!.rooms!.includes(r) &&
            covers(free, this.start[o]!, this.start[o]! + sessions[o]!.dur),
        );
        if (fits && (best === null || cost < rooms[best]!.cost)) best = r;
      });
      if (best === null) return null;
      chosen[s] = best;
    }
    return chosen;
  }
}

function covers(spans: readonly Span[], start: number, end: number): boolean {
  return spans.some(([a, b]) => a <= start && end <= b);
}

function precedes(a: LoopPlan, b: LoopPlan): boolean {
  const flat = (plan: LoopPlan): number[] => plan.start.flatMap((start, s) => [start, ...plan.who[s]!]);
  const [x, y] = [flat(a), flat(b)];
  const at = x.findIndex((value, i) => value !== y[i]);
  return at >= 0 && x[at]! < y[at]!;
}
