import type { LoopInstance, LoopPerson, LoopSession, Span } from '@/lib/scheduling/loop/types';

/** How a size draws its numbers: inclusive ranges and chances. */
interface Size {
  sessions: [number, number];
  pool: [number, number];
  days: [number, number];
  step: number;
  maxDays: [number, number];
  durations: number[];
  /** Chance of a second seat. */
  pair: number;
  rich: boolean;
}

export const LOOP_SIZES = {
  S: {
    sessions: [3, 4],
    pool: [2, 4],
    days: [2, 5],
    step: 30,
    maxDays: [1, 1],
    durations: [30, 60],
    pair: 0,
    rich: false,
  },
  M: {
    sessions: [4, 6],
    pool: [3, 6],
    days: [4, 6],
    step: 15,
    maxDays: [1, 2],
    durations: [30, 45, 45, 60],
    pair: 0.1,
    rich: true,
  },
  L: {
    sessions: [5, 8],
    pool: [4, 10],
    days: [8, 10],
    step: 15,
    maxDays: [1, 3],
    durations: [30, 45, 60],
    pair: 0.2,
    rich: true,
  },
  XL: {
    sessions: [7, 8],
    pool: [8, 10],
    days: [15, 15],
    step: 15,
    maxDays: [1, 3],
    durations: [30, 45, 45, 60],
    pair: 0.3,
    rich: true,
  },
  XXL: {
    sessions: [8, 8],
    pool: [10, 10],
    days: [20, 20],
    step: 5,
    maxDays: [2, 3],
    durations: [30, 45, 50, 60],
    pair: 0.4,
    rich: true,
  },
  H: {
    sessions: [10, 12],
    pool: [14, 20],
    days: [20, 20],
    step: 15,
    maxDays: [2, 3],
    durations: [30, 45, 60],
    pair: 0.3,
    rich: true,
  },
} satisfies Record<string, Size>;

export type LoopSize = keyof typeof LOOP_SIZES;

/** Small, fast, seeded random numbers (mulberry32); the same on every machine. */
export class Dice {
  constructor(private state: number) {}

  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  int(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[this.int(0, list.length - 1)]!;
  }

  sample<T>(list: readonly T[], count: number): T[] {
    const left = [...list];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0)
      taken.push(...left.splice(this.int(0, left.length - 1), 1));
    return taken;
  }
}

const [OPEN, CLOSE] = [540, 1080];

const up = (minutes: number, step: number): number => Math.ceil(minutes / step) * step;

/** A made-up on-site of a size: people in several zones, busy calendars, load limits, and a mix of rules. */
export function makeLoop(seed: number, sizeName: LoopSize, change: Partial<Size> = {}): LoopInstance {
  const size: Size = { ...LOOP_SIZES[sizeName], ...change };
  const dice = new Dice(seed * 7919 + sizeName.charCodeAt(0) * 31 + sizeName.length);
  const { step } = size;
  const days = Array.from({ length: dice.int(...size.days) }, (_, d) => {
    const midnight = (Math.floor(d / 5) * 7 + (d % 5)) * 1440;
    const lunch: Span = [midnight + 690 - (690 % step), midnight + up(840, step)];
    return { start: midnight + OPEN, end: midnight + CLOSE, week: Math.floor(d / 5), lunch };
  });
  const counts = Array.from({ length: dice.int(...size.sessions) }, () =>
    Array.from({ length: dice.chance(size.pair) ? 2 : 1 }, () => dice.int(...size.pool)),
  );
  const seats = counts.flat();
  const total = seats.reduce((sum, n) => sum + n, 0);
  const crowd = Math.max(seats.length + 1, Math.round(total * dice.pick([0.5, 0.7, 0.9])));
  const busyness = dice.pick([0.5, 0.8, 1, 1.2]);
  const people = Array.from({ length: crowd }, (_, p) => makePerson(dice, p, days, step, busyness));
  const indexes = people.map((_, p) => p);
  const rooms =
    size.rich && dice.chance(0.45)
      ? Array.from({ length: dice.int(2, 4) }, (_, r) => ({
          id: `r${r}`,
          free: days.flatMap((day) => freeTime(dice, [day.start, day.end], dice.int(1, 4), step)),
          cost: dice.int(0, 3),
        }))
      : [];
  const oneRoom = dice.chance(0.5);
  const sessions = counts.map((pools, s): LoopSession => {
    const session: LoopSession = {
      id: `s${s}`,
      dur: dice.pick(size.durations),
      seats: pools.map((n) => ({
        pool: dice
          .sample(indexes, n)
          .sort((a, b) => a - b)
          .map((p) => [p, dice.pick([0, 0, 0, 1, 1, 3, 6])] as const),
      })),
    };
    if (rooms.length > 0 && dice.chance(0.85))
      session.rooms = oneRoom
        ? rooms.map((_, r) => r)
        : dice
            .sample(
              rooms.map((_, r) => r),
              dice.int(1, rooms.length),
            )
            .sort();
    return session;
  });
  const tight = dice.int(0, 2);
  const instance: LoopInstance = {
    kind: 'loop',
    v: 1,
    id: `${sizeName}-${seed}`,
    origin: '2027-03-15T00:00:00Z',
    step,
    days,
    candidate: days.flatMap(({ start, end }) => windows(dice, start, end, tight, step)),
    people,
    sessions,
    rooms,
    rules: makeRules(
      dice,
      size,
      sessions.length,
      indexes,
      rooms.length > 0 ? (oneRoom ? 'sameDay' : 'any') : null,
      tight,
    ),
    weights: {
      day: 40,
      delay: dice.pick([2, 3, 5]),
      idle: 1,
      fair: dice.int(1, 2),
      off: dice.int(1, 2),
      change: 8,
    },
    prev: null,
  };
  if (dice.chance(0.15)) {
    instance.prev = {
      start: sessions.map((_, s) => days[0]!.start + s * 60),
      who: sessions.map((session) => session.seats.map(({ pool }) => dice.pick(pool)[0])),
    };
  }
  return instance;
}

function makeRules(
  dice: Dice,
  size: Size,
  sessions: number,
  people: number[],
  roomMode: 'any' | 'sameDay' | null,
  tight: number,
): LoopInstance['rules'] {
  const order = dice.sample(
    Array.from({ length: sessions }, (_, s) => s),
    sessions,
  );
  const maxDays = dice.int(...size.maxDays);
  const lunch = dice.chance(0.6) ? up(dice.pick([30, 60]), size.step) : null;
  const longest = dice.pick([null, 60, 90, 120]);
  const maxGap = longest === null ? null : up(longest, size.step);
  const before = Array.from({ length: sessions > 3 ? dice.int(0, tight + 1) : 0 }, () => {
    const at = dice.int(0, sessions - 2);
    return [order[at]!, order[dice.int(at + 1, sessions - 1)]!] as const;
  });
  const groups =
    size.rich && dice.chance(0.6)
      ? Array.from({ length: dice.int(1, 2) }, (_, g) => {
          const members = people.filter(() => dice.chance(0.3));
          return dice.chance(0.6)
            ? { id: `g${g}`, members, min: 1, max: null }
            : { id: `g${g}`, members, min: 0, max: dice.int(1, 2) };
        }).filter(({ members }) => members.length > 0)
      : [];
  const [a, b] = dice.sample(order, 2).sort((x, y) => x - y);
  return {
    minGap: size.step === 15 && dice.chance(0.33) ? 15 : 0,
    maxGap: maxGap !== null && lunch !== null ? Math.max(maxGap, lunch) : maxGap,
    maxDays,
    consecutive: dice.chance(0.6),
    maxPerDay: maxDays > 1 && dice.chance(0.5) ? Math.ceil(sessions / maxDays) + dice.int(0, 1) : null,
    maxSpan: dice.chance(0.35) ? dice.pick([300, 360, 420]) : null,
    lunch,
    first: dice.chance(0.5) ? order[0]! : null,
    last: dice.chance(0.5) ? order.at(-1)! : null,
    before,
    sameDay: maxDays > 1 && sessions > 3 && dice.chance(0.4) ? [[a!, b!] as const] : [],
    groups,
    roomMode,
  };
}

function makePerson(
  dice: Dice,
  p: number,
  days: LoopInstance['days'],
  step: number,
  busyness: number,
): LoopPerson {
  const shift = dice.chance(0.6) ? 0 : dice.pick([-180, -60, 60, 180, 360]);
  const free: Span[] = [];
  const core: Span[] = [];
  for (const { start, end } of days) {
    const [from, to] = [Math.max(start, start + shift), Math.min(end, end + shift)];
    const [coreFrom, coreTo] = [Math.max(start, start + 60 + shift), Math.min(end, end - 120 + shift)];
    if (coreFrom < coreTo) core.push([coreFrom, coreTo]);
    if (!dice.chance(0.06))
      free.push(...freeTime(dice, [from, to], Math.round(dice.int(4, 9) * busyness), step));
  }
  const weekCap = dice.int(3, 6);
  const weeks = days.at(-1)!.week + 1;
  return {
    id: `p${p}`,
    free,
    core,
    dayCap: dice.int(1, 2),
    weekCap,
    dayLoad: days.map(() => dice.pick([0, 0, 0, 0, 0, 0, 0, 1, 1, 2])),
    weekLoad: Array.from({ length: weeks }, () => dice.int(0, dice.chance(0.15) ? weekCap : weekCap - 1)),
  };
}

/** What meetings (with buffers) leave of a span, rounded inward to the grid; nothing below half an hour. */
function freeTime(dice: Dice, [from, to]: Span, meetings: number, step: number): Span[] {
  const busy = Array.from({ length: meetings }, (): Span => {
    const start = from + dice.int(0, Math.max(0, (to - from) / 15 - 2)) * 15 + (dice.chance(0.1) ? 5 : 0);
    const buffer = dice.pick([0, 0, 10, 15]);
    return [start - buffer, start + dice.pick([25, 30, 30, 45, 60, 60, 90]) + buffer];
  }).sort((x, y) => x[0] - y[0]);
  const free: Span[] = [];
  let at = from;
  for (const [a, b] of [...busy, [to, to] as const]) {
    const [start, end] = [Math.ceil(at / step) * step, Math.floor(Math.min(a, to) / step) * step];
    if (end - start >= 30) free.push([start, end]);
    at = Math.max(at, b);
  }
  return free;
}

function windows(dice: Dice, start: number, end: number, tight: number, step: number): Span[] {
  if (dice.chance([0.05, 0.15, 0.35][tight]!)) return [];
  const draw = dice.next();
  if (tight > 0 && draw < 0.25) return [[start, start + 240]];
  if (tight > 0 && draw < 0.45) return [[start + up(210, step), end]];
  return [[start, end]];
}
