import { expect, test } from 'vitest';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { instantOf } from '@/lib/scheduling/zone';
import { makeLoop } from '@/tests/bench/loop-instances';
import { joinLoops, type OneLoop, ownPlan } from './join';
import { parseQueue } from './parse';
import { planQueue } from './plan-queue';

const MONDAY = '2027-01-11';

/** A made-up loop in a place: its first day begins that Monday at the local hour; people share ids with other loops. */
function loopIn(seed: number, zone: string, step: 15 | 30, from: string): OneLoop {
  const base = makeLoop(seed, 'S', { step, days: [4, 4], pool: [3, 4], durations: [30, 60] });
  const first = base.days[0]!.start;
  const moved = (spans: readonly (readonly [number, number])[]) =>
    spans.map(([a, b]) => [a - first, b - first] as const);
  const instance = {
    ...base,
    days: base.days.map((day) => ({
      ...day,
      start: day.start - first,
      end: day.end - first,
      lunch: [day.lunch[0] - first, day.lunch[1] - first] as const,
    })),
    candidate: moved(base.candidate),
    people: base.people.map((one) => ({ ...one, free: moved(one.free), core: moved(one.core) })),
    rooms: base.rooms.map((one) => ({ ...one, free: moved(one.free) })),
    prev: null,
  };
  return {
    id: `c${seed}`,
    instance,
    origin: instantOf(zone, MONDAY, from),
    zone,
    people: base.people.map(({ id }) => id),
    rooms: base.rooms.map(({ id }) => id),
    skills: base.sessions.map(({ id }) => id),
  };
}

const PLACES = [
  ['Europe/London', 15, '09:00'],
  ['America/Los_Angeles', 30, '08:30'],
  ['Asia/Kathmandu', 15, '10:00'],
  ['Europe/London', 30, '08:00'],
  ['Australia/Sydney', 30, '09:00'],
] as const;

const loops = (seed: number): OneLoop[] =>
  PLACES.map(([zone, step, from], n) => loopIn(seed + n, zone, step, from));

test('every plan of the queue is a plan of the candidate’s own loop, and what others hold is taken from everybody', () => {
  let placed = 0;
  for (const seed of [1, 20, 40, 60]) {
    const list = loops(seed);
    const joined = joinLoops(list, { rests: {}, unplaced: 5000 })!;
    expect(parseQueue(JSON.parse(JSON.stringify(joined.queue)))).toMatchObject({ ok: true });
    const { best } = planQueue(joined.queue, { rounds: 10, maxWork: 1_000_000 });
    const held = new Map<string, [number, number][]>();
    best.places.forEach(({ plan }, c) => {
      if (!plan) return;
      placed++;
      const own = ownPlan(joined, list[c]!, plan);
      expect({ seed, c, errors: judgeSchedule(list[c]!.instance, own).errors }).toEqual({
        seed,
        c,
        errors: [],
      });
      plan.who.forEach((who, s) => {
        const span: [number, number] = [plan.start[s]!, plan.start[s]! + list[c]!.instance.sessions[s]!.dur];
        for (const p of who) {
          const id = joined.people[p]!;
          for (const [a, b] of held.get(id) ?? []) expect(span[1] <= a || b <= span[0]).toBe(true);
          held.set(id, [...(held.get(id) ?? []), span]);
        }
      });
    });
  }
  expect(placed).toBeGreaterThan(10);
});

test('alone in the queue, a candidate gets what the loop engine gives', () => {
  for (const seed of [3, 4, 5, 6, 7, 8]) {
    const loop = loopIn(seed, 'America/New_York', 15, '09:00');
    const joined = joinLoops([loop], { rests: {}, unplaced: 5000 })!;
    const { objective } = solveLoop(loop.instance);
    expect(planQueue(joined.queue).best.points).toBe(objective ?? 5000);
  }
});

test('time and limits of one candidate stay with that candidate', () => {
  const [first, second] = [loopIn(1, 'Europe/London', 15, '09:00'), loopIn(1, 'Europe/London', 15, '09:00')];
  const whole = first.instance.days.map(({ start, end }) => [start, end] as const);
  first.instance.people[0] = { ...first.instance.people[0]!, free: whole, dayCap: 99, weekCap: 99 };
  second.id = 'other';
  const joined = joinLoops([first, second], { rests: {}, unplaced: 5000 })!;
  expect(joined.queue.candidates[0]?.people).toBeUndefined();
  const index = joined.people.indexOf(first.people[0]!);
  expect(joined.queue.candidates[1]?.people?.[index]).toMatchObject({
    free: second.instance.people[0]!.free,
    dayCap: second.instance.people[0]!.dayCap,
  });
});

test('nobody to join is null', () => {
  expect(joinLoops([], { rests: {}, unplaced: 1 })).toBeNull();
});
