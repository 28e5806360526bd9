import type { CommonSlotInstance, CommonSlotPerson } from '@/lib/scheduling/common-slot';
import { instantOf, wallAt } from '@/lib/scheduling/zone';

const TEAM_ZONES = ['America/New_York', 'America/Chicago', 'Europe/London', 'Europe/Berlin', 'Europe/Athens'];
/** Two weeks with clock changes in them, UTC. */
const STARTS = ['2027-03-08', '2027-03-22', '2027-10-25'];
const HOURS = [
  ['08:00', '19:00'],
  ['09:00', '20:00'],
  ['07:00', '18:00'],
  ['10:00', '21:00'],
] as const;

/** Mulberry32 (Tommy Ettinger, public domain): small, seeded, the same on every engine. */
function randomFrom(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  const pick = <T>(list: readonly T[]): T => list[int(0, list.length - 1)] as T;
  return { next, int, pick };
}

/** Who has to come: everybody, more than half, or the first person and one of each pool. */
export type Mode = 'all' | 'quorum' | 'pools';

/** A made-up company: people in five zones with four to nine meetings a day, some days off, buffers. */
export function makeInstance(
  seed: number,
  days: number,
  count: number,
  mode: Mode = 'all',
): CommonSlotInstance {
  const random = randomFrom(seed * 7919 + days * 31 + count);
  const start = Date.parse(`${random.pick(STARTS)}T00:00Z`) / 60_000;
  const end = start + days * 1440;
  const dateOf = (day: number) => new Date((start + day * 1440) * 60_000).toISOString().slice(0, 10);
  const people = Array.from({ length: count }, (_, n): CommonSlotPerson => {
    const tz = random.pick(TEAM_ZONES);
    const [from, to] = random.pick(HOURS);
    const busy: [number, number][] = [];
    for (let day = -1; day <= days; day++) {
      const morning = instantOf(tz, dateOf(day), from);
      const weekday = wallAt(tz, morning).weekday;
      if (weekday === 0 || weekday === 6) continue;
      for (let meetings = random.int(4, 9); meetings > 0; meetings--) {
        const begin = morning / 60_000 + random.int(0, 42) * 15;
        busy.push([begin, begin + random.pick([25, 30, 30, 45, 50, 60, 60, 90])]);
      }
    }
    busy.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    const off = random.next() < 0.3 ? [{ date: dateOf(random.int(0, days - 1)), hours: [] }] : [];
    const hours = [{ days: [1, 2, 3, 4, 5], from, to }];
    return {
      id: `p${n}`,
      tz,
      hours,
      overrides: off,
      busy,
      before: random.pick([0, 10, 15]),
      after: random.pick([0, 10]),
    };
  });
  const all = people.map((_, n) => n);
  const pools = Math.min(4, count - 1);
  const groups = {
    all: [{ members: all, need: count }],
    quorum: [{ members: all, need: Math.ceil(count * 0.55) }],
    pools: [
      { members: [0], need: 1 },
      ...Array.from({ length: pools }, (_, g) => ({
        members: all.filter((n) => n > 0 && n % pools === g),
        need: 1,
      })),
    ],
  }[mode];
  // Days for interviews: now and then everybody keeps the same two hours free.
  for (let planted = 0; planted < 3; planted++) {
    const from = start + random.int(0, days - 1) * 1440 + 15 * 60;
    for (const person of people) {
      person.busy = person.busy.filter(([a, b]) => b + 15 <= from || a - 15 >= from + 120);
    }
  }
  return {
    kind: 'common-slot',
    v: 1,
    id: `bench-${mode}-${days}x${count}-${seed}`,
    start,
    end,
    step: 15,
    dur: 60,
    k: 3,
    rank: 'earliest',
    spread: 'any',
    groups,
    people,
  };
}
