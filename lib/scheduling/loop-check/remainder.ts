import type { LoopInstance } from '@/lib/scheduling/loop/types';

const NEVER = Number.POSITIVE_INFINITY;
/** Above this many table entries the bound does without group counts. */
const MOST_ENTRIES = 6_000_000;

/**
 * What the sessions left cost at least, by memoised recursion over (sessions left, end of the last one, lunch had,
 * days left, group seats so far). Leaves out: nobody twice, one room a day, span, sessions a day, same day. All values
 * are `points * unit + sum of starts`.
 */
export class Remainder {
  readonly unit: number;
  readonly dayCost: number;
  private readonly memo: Float64Array;
  private readonly positions: number;
  private readonly dayBase: number[];
  private readonly seatLists = new Map<number, { person: number; cost: number }[]>();
  private readonly crews = new Map<number, number[]>();
  private readonly fixedCosts = new Map<number, number>();
  private readonly caps: number[];
  private readonly groupStates: number;
  private readonly dayLayers: number;
  /** State of two parts together, or -1. */
  private readonly sums: Int32Array;

  constructor(
    private readonly instance: LoopInstance,
    readonly spend: (steps: number) => void,
  ) {
    const { sessions, days, weights, rules, step } = instance;
    this.unit = sessions.length * days.at(-1)!.end + 1;
    this.dayCost = weights.day * this.unit;
    let positions = 0;
    this.dayBase = days.map((day) => {
      const base = positions;
      positions += (day.end - day.start) / step + 2;
      return base;
    });
    this.positions = positions;
    this.dayLayers = Math.min(rules.maxDays, sessions.length, days.length);
    const base = (1 << sessions.length) * positions * 2 * this.dayLayers;
    const caps = rules.groups.map(({ min, max }) => max ?? min);
    const states = caps.reduce((product, cap) => product * (cap + 1), 1);
    const counted = base * states <= MOST_ENTRIES;
    this.caps = counted ? caps : [];
    this.groupStates = counted ? states : 1;
    if (base * this.groupStates > 8 * MOST_ENTRIES) this.spend(NEVER);
    this.sums = new Int32Array(this.groupStates ** 2);
    for (let a = 0; a < this.groupStates; a++)
      for (let b = 0; b < this.groupStates; b++) {
        const left = this.countsOf(a);
        this.sums[a * this.groupStates + b] = this.state(
          this.countsOf(b).map((count, g) => count + left[g]!),
        );
      }
    this.memo = new Float64Array(base * this.groupStates).fill(-1);
  }

  idle(minutes: number): number {
    return ((this.instance.weights.idle * minutes) / this.instance.step) * this.unit;
  }

  delay(day: number): number {
    return this.instance.weights.delay * day * this.unit;
  }

  /** May session s come next when exactly the sessions of `left` (s among them) are still to come? */
  mayFollow(s: number, left: number): boolean {
    const { first, last, before } = this.instance.rules;
    const waits = (other: number): boolean => (left >> other) % 2 === 1;
    if (first !== null && s !== first && waits(first)) return false;
    if (last === s && left !== 1 << s) return false;
    return before.every(([a, b]) => b !== s || !waits(a));
  }

  /** Does the stretch from `end` (-1: the morning) to `start` (-1: the evening) hold the lunch? True without a rule. */
  gapFeeds(day: number, end: number, start: number): boolean {
    const { lunch } = this.instance.rules;
    if (lunch === null) return true;
    const [from, to] = this.instance.days[day]!.lunch;
    return (start < 0 ? to : Math.min(start, to)) - (end < 0 ? from : Math.max(end, from)) >= lunch;
  }

  /** Change of start and the start itself, without people and room; NEVER outside the candidate's windows or rooms. */
  fixed(s: number, start: number): number {
    const key = start * this.instance.sessions.length + s;
    const known = this.fixedCosts.get(key);
    if (known !== undefined) return known;
    const { sessions, candidate, rooms, prev, weights } = this.instance;
    const end = start + sessions[s]!.dur;
    const inside = candidate.some(([a, b]) => a <= start && end <= b);
    const list = sessions[s]!.rooms;
    const housed = !list || list.some((r) => rooms[r]!.free.some(([a, b]) => a <= start && end <= b));
    const change = prev && prev.start[s] !== start ? weights.change : 0;
    const value = inside && housed ? change * this.unit + start : NEVER;
    this.fixedCosts.set(key, value);
    return value;
  }

  /** People who can take seat q of session s at `start`, with their points. */
  seats(s: number, q: number, start: number): { person: number; cost: number }[] {
    const key = (start * 64 + s) * 64 + q;
    const known = this.seatLists.get(key);
    if (known) return known;
    const { sessions, people, days, weights, prev, step } = this.instance;
    const end = start + sessions[s]!.dur;
    const d = days.findIndex((day) => day.start <= start && end <= day.end);
    const list = sessions[s]!.seats[q]!.pool.flatMap(([index, preference]) => {
      const person = people[index]!;
      const load = person.weekLoad[days[d]!.week]!;
      if (!person.free.some(([a, b]) => a <= start && end <= b)) return [];
      if (person.dayLoad[d]! >= person.dayCap || load >= person.weekCap) return [];
      let core = 0;
      for (const [a, b] of person.core) core += Math.max(0, Math.min(b, end) - Math.max(a, start));
      const change = prev && prev.who[s]?.[q] !== index ? weights.change : 0;
      const off = (weights.off * (end - start - core)) / step;
      return [{ person: index, cost: preference + weights.fair * (2 * load + 1) + off + change }];
    });
    this.seatLists.set(key, list);
    return list;
  }

  /** Least key for the people of session s at `start`, by the group state they add. */
  private crewByGroups(s: number, start: number): number[] {
    const key = start * this.instance.sessions.length + s;
    const known = this.crews.get(key);
    if (known) return known;
    const least = new Array<number>(this.groupStates).fill(NEVER);
    const { seats } = this.instance.sessions[s]!;
    const { groups } = this.instance.rules;
    const count = this.caps.map(() => 0);
    const fill = (q: number, cost: number, taken: number[]): void => {
      if (q === seats.length) {
        const state = this.state(count);
        if (state >= 0 && cost < least[state]!) least[state] = cost;
        return;
      }
      for (const { person, cost: points } of this.seats(s, q, start)) {
        if (taken.includes(person)) continue;
        const member = this.caps.map((_, g) => (groups[g]!.members.includes(person) ? 1 : 0));
        member.forEach((one, g) => {
          count[g]! += one;
        });
        fill(q + 1, cost + points * this.unit, [...taken, person]);
        member.forEach((one, g) => {
          count[g]! -= one;
        });
      }
    };
    fill(0, 0, []);
    this.crews.set(key, least);
    return least;
  }

  /** Index of group counts (capped where only a minimum is asked), or -1 above a maximum. */
  private state(count: readonly number[]): number {
    let state = 0;
    for (let g = this.caps.length - 1; g >= 0; g--) {
      const { max } = this.instance.rules.groups[g]!;
      if (max !== null && count[g]! > max) return -1;
      state = state * (this.caps[g]! + 1) + Math.min(count[g]!, this.caps[g]!);
    }
    return state;
  }

  private countsOf(state: number): number[] {
    let rest = state;
    return this.caps.map((cap) => {
      const count = rest % (cap + 1);
      rest = (rest - count) / (cap + 1);
      return count;
    });
  }

  /** Least key to place `left` after an end at `end` on `day`, delay and day terms included. */
  since(
    left: number,
    day: number,
    end: number,
    fed: boolean,
    daysLeft: number,
    groupSeats: readonly number[],
  ): number {
    const state = this.state(groupSeats);
    return state < 0 ? NEVER : this.look(left, day, end, fed, Math.min(daysLeft, this.dayLayers), state);
  }

  /** Least key of the people of session s at `start` and of everything after it. */
  through(
    s: number,
    start: number,
    left: number,
    day: number,
    fed: boolean,
    daysLeft: number,
    groupSeats: readonly number[],
  ): number {
    const end = start + this.instance.sessions[s]!.dur;
    let best = NEVER;
    this.crewByGroups(s, start).forEach((crew, added) => {
      if (crew === NEVER) return;
      const seats = this.countsOf(added).map((count, g) => count + groupSeats[g]!);
      best = Math.min(best, crew + this.since(left, day, end, fed, daysLeft, seats));
    });
    return best;
  }

  /** `end` -1 = the day has not begun. */
  private look(
    left: number,
    day: number,
    end: number,
    fed: boolean,
    daysLeft: number,
    state: number,
  ): number {
    const { days, rules, step } = this.instance;
    const place = end < 0 ? 0 : 1 + (end - days[day]!.start) / step;
    const at =
      (((left * this.positions + this.dayBase[day]! + place) * 2 + (fed ? 1 : 0)) * this.dayLayers +
        daysLeft -
        1) *
        this.groupStates +
      state;
    const known = this.memo[at]!;
    if (known !== -1) return known;
    this.spend(1);
    let best = NEVER;
    if (end >= 0 && (fed || this.gapFeeds(day, end, -1))) {
      if (left === 0) {
        const count = this.countsOf(state);
        if (count.every((seats, g) => seats >= rules.groups[g]!.min)) best = this.delay(day);
      } else if (daysLeft > 1) {
        const last =
          rules.consecutive && rules.maxDays > 1 ? Math.min(day + 1, days.length - 1) : days.length - 1;
        for (let d = day + 1; d <= last; d++)
          best = Math.min(best, this.dayCost + this.look(left, d, -1, false, daysLeft - 1, state));
      }
    }
    best = Math.min(best, this.nextStart(left, day, end, fed, daysLeft, state));
    this.memo[at] = best;
    return best;
  }

  private nextStart(
    left: number,
    day: number,
    end: number,
    fed: boolean,
    daysLeft: number,
    state: number,
  ): number {
    const { sessions, days, rules, step } = this.instance;
    const from = end < 0 ? days[day]!.start : end + rules.minGap;
    let best = NEVER;
    for (let s = 0; s < sessions.length; s++) {
      if ((left >> s) % 2 === 0 || !this.mayFollow(s, left)) continue;
      const { dur } = sessions[s]!;
      for (let start = from; start + dur <= days[day]!.end; start += step) {
        if (end >= 0 && rules.maxGap !== null && start - end > rules.maxGap) break;
        const fixed = this.fixed(s, start);
        if (fixed === NEVER) continue;
        const now = fixed + (end < 0 ? 0 : this.idle(start - end));
        const ate = fed || this.gapFeeds(day, end, start);
        const crews = this.crewByGroups(s, start);
        for (let added = 0; added < crews.length; added++) {
          const crew = crews[added]!;
          if (now + crew >= best) continue;
          const sum = this.sums[state * this.groupStates + added]!;
          if (sum < 0) continue;
          const rest = this.look(left & ~(1 << s), day, start + dur, ate, daysLeft, sum);
          if (now + crew + rest < best) best = now + crew + rest;
        }
      }
    }
    return best;
  }
}
