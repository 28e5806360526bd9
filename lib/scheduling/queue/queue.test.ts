import { describe, expect, it } from 'vitest';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { makeQueue } from '@/tests/bench/queue-instances';
import { baseline, bottlenecks, gainOf, gainsOf, withChange } from './gains';
import { parseQueue } from './parse';
import { planQueue } from './plan-queue';
import { loopBeside } from './share';
import { Tally } from './tally';
import type { QueueInstance, QueueTotal } from './types';
import { usageOf } from './usage';
import { changesToTry, newcomer, trainingsToTry } from './what-to-try';

const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

function tiny(seed: number): QueueInstance {
  const queue = makeQueue(seed, 'S', seed % 4 === 0 ? 3 : 2, {
    step: 60,
    durations: [60, 120],
    sessions: [2, 2],
    days: [1, 1],
    pool: [2, 2],
    skills: 2,
  });
  // For every third queue limits do not count for the first candidate, and somebody is free all day for them.
  const [first] = queue.candidates;
  const free = queue.days.map(({ start, end }) => [start, end] as const);
  if (first && seed % 3 === 0)
    first.people = Object.fromEntries(
      queue.people.map((_, p) => [p, { dayCap: 99, weekCap: 99, ...(p === seed % 2 ? { free } : {}) }]),
    );
  return queue;
}

/** Every valid plan of one loop, found by trying all of them. */
function allPlans(queue: QueueInstance, candidate: number): LoopPlan[] {
  const loop = loopBeside(
    queue,
    candidate,
    queue.candidates.map(() => null),
  );
  const found: LoopPlan[] = [];
  const plan: LoopPlan = { start: [], who: [], room: loop.sessions.map(() => null) };
  const visit = (s: number): void => {
    if (s === loop.sessions.length) {
      if (judgeSchedule(loop, plan).errors.length === 0) found.push(structuredClone(plan));
      return;
    }
    for (const day of loop.days)
      for (let t = day.start; t + loop.sessions[s]!.dur <= day.end; t += loop.step)
        for (const [person] of loop.sessions[s]!.seats[0]!.pool) {
          plan.start[s] = t;
          plan.who[s] = [person];
          visit(s + 1);
        }
    plan.start.length = s;
    plan.who.length = s;
  };
  visit(0);
  return found;
}

/** Cheapest total over every combination of plans, each judged beside the others. */
function bruteForce(queue: QueueInstance): number {
  const options = queue.candidates.map((_, c) => [null, ...allPlans(queue, c)]);
  let best = Number.POSITIVE_INFINITY;
  const chosen: (LoopPlan | null)[] = [];
  const tally = new Tally(queue);
  const visit = (c: number): void => {
    if (c === queue.candidates.length) {
      best = Math.min(best, tally.points(chosen));
      return;
    }
    for (const plan of options[c]!) {
      const others = queue.candidates.map((_, i) => (i < c ? (chosen[i] ?? null) : null));
      if (plan && judgeSchedule(loopBeside(queue, c, others), plan).errors.length > 0) continue;
      chosen[c] = plan;
      visit(c + 1);
    }
    chosen.length = c;
  };
  visit(0);
  return best;
}

function faults(queue: QueueInstance, { places }: QueueTotal): string[] {
  const plans = places.map(({ plan }) => plan);
  return plans.flatMap((plan, c) => (plan ? judgeSchedule(loopBeside(queue, c, plans), plan).errors : []));
}

describe('planQueue', () => {
  it('is never above first come, first served, never below its bound, and right where it claims proof', () => {
    const count = { equal: 0, proven: 0, tried: 0, regret: 0 };
    for (const seed of seeds(50)) {
      const queue = tiny(seed);
      if (queue.candidates.reduce((product, _, c) => product * (1 + allPlans(queue, c).length), 1) > 60_000)
        continue;
      const expected = bruteForce(queue);
      const { status, best, greedy, bound, regret } = planQueue(queue, { rounds: 12 });
      count.tried++;
      expect({ seed, faults: faults(queue, best) }).toEqual({ seed, faults: [] });
      expect(best.points).toBeGreaterThanOrEqual(expected);
      expect(bound).toBeLessThanOrEqual(expected);
      expect(best.points).toBeLessThanOrEqual(greedy.points);
      expect(regret.points).toBe(greedy.points - best.points);
      if (regret.points > 0) count.regret++;
      if (status === 'OPTIMAL') {
        count.proven++;
        expect({ seed, points: best.points }).toEqual({ seed, points: expected });
      }
      if (best.points === expected) count.equal++;
    }
    expect(count.tried).toBeGreaterThan(25);
    expect(count.proven).toBeGreaterThan(10);
    expect(count.equal / count.tried).toBeGreaterThan(0.9);
    expect(count.regret).toBeGreaterThan(0);
  });

  it('gives valid plans that share people and rooms, the same each time', () => {
    for (const seed of [1, 2]) {
      const queue = makeQueue(seed, 'M', 6);
      const plan = planQueue(queue, { rounds: 10, maxWork: 1_000_000 });
      expect(faults(queue, plan.best)).toEqual([]);
      expect(plan.best.points).toBe(new Tally(queue).points(plan.best.places.map((place) => place.plan)));
      expect(plan.bound).toBeLessThanOrEqual(plan.best.points);
      expect(planQueue(queue, { rounds: 10, maxWork: 1_000_000 })).toEqual(plan);
    }
  });

  it('keeps fixed plans, stops when told to and reports what it does', () => {
    const queue = makeQueue(4, 'M', 6);
    const first = planQueue(queue, { rounds: 5 });
    const held = first.best.places.find(({ plan }) => plan)!;
    const fixed: QueueInstance = {
      ...queue,
      candidates: queue.candidates.map((candidate, c) =>
        c === held.candidate ? { ...candidate, fixed: held.plan } : candidate,
      ),
    };
    const phases = new Set<string>();
    const again = planQueue(fixed, { rounds: 5, onProgress: ({ phase }) => phases.add(phase) });
    expect(again.best.places[held.candidate]!.plan).toEqual(held.plan);
    expect(faults(fixed, again.best)).toEqual([]);
    expect([...phases]).toEqual(expect.arrayContaining(['alone', 'greedy']));
    const stopped = planQueue(queue, { shouldStop: () => true });
    expect(stopped.best.points).toBeGreaterThanOrEqual(stopped.bound);
    expect(stopped.work).toBeLessThan(first.work);
  });
});

describe('candidates with hours, grid and rest of their own', () => {
  it('plans each on their own days and grid, and judges everybody beside the others', () => {
    const base = makeQueue(2, 'M', 6, { step: 15 });
    const queue: QueueInstance = {
      ...base,
      rests: base.people.map((_, p) => (p % 2 ? 15 : 0)),
      candidates: base.candidates.map((candidate, c) =>
        c % 2
          ? candidate
          : {
              ...candidate,
              step: 30,
              people: { 1: { dayCap: 99, weekCap: 99 } },
              days: base.days.map((day) => ({ ...day, start: day.start + 15, end: day.end - 60 })),
              sessions: candidate.sessions.map((session) => ({
                ...session,
                dur: Math.ceil(session.dur / 30) * 30,
              })),
            },
      ),
    };
    expect(parseQueue(queue)).toMatchObject({ ok: true });
    const { best, bound } = planQueue(queue, { rounds: 10, maxWork: 2_000_000 });
    expect(bound).toBeLessThanOrEqual(best.points);
    expect(best.placed).toBeGreaterThan(2);
    expect(faults(queue, best)).toEqual([]);
    for (const { candidate, plan } of best.places)
      if (plan && candidate % 2 === 0)
        for (const start of plan.start) {
          const day = queue.candidates[candidate]!.days!.find((one) => start < one.end)!;
          expect((start - day.start) % 30).toBe(0);
        }
    for (const [a, one] of best.places.entries())
      for (const other of best.places.slice(a + 1))
        one.plan?.who.forEach((who, s) => {
          other.plan?.who.forEach((whoElse, o) => {
            for (const person of who.filter((p) => whoElse.includes(p))) {
              const [from, to] = [one.plan!.start[s]!, other.plan!.start[o]!];
              const rest = queue.rests![person]!;
              const apart =
                from + queue.candidates[one.candidate]!.sessions[s]!.dur + rest <= to ||
                to + queue.candidates[other.candidate]!.sessions[o]!.dur + rest <= from;
              expect(apart).toBe(true);
            }
          });
        });
  });
});

describe('parseQueue', () => {
  const queue = makeQueue(3, 'S', 3);
  const changed = (change: (queue: QueueInstance) => void): unknown => {
    const copy = structuredClone(queue);
    change(copy);
    return copy;
  };

  it('takes a queue as it is', () => {
    expect(parseQueue(JSON.parse(JSON.stringify(queue)))).toEqual({ ok: true, queue });
  });

  it.each([
    ['people', changed((q) => Object.assign(q, { people: 3 }))],
    ['rests', changed((q) => Object.assign(q, { rests: [0] }))],
    ['rest', changed((q) => Object.assign(q, { rest: q.step + 1 }))],
    ['candidates.1.days', changed((q) => Object.assign(q.candidates[1]!, { days: [] }))],
    ['candidates.1.step', changed((q) => Object.assign(q.candidates[1]!, { step: q.step + 1 }))],
    [
      'candidates.2.sessions.0.seats',
      changed((q) => Object.assign(q.candidates[2]!.sessions[0]!, { seats: 1 })),
    ],
    [
      'candidates.0.fixed',
      changed((q) => Object.assign(q.candidates[0]!, { fixed: { start: [], who: [], room: [] } })),
    ],
  ])('names what is wrong: %s', (field, value) => {
    const parsed = parseQueue(value);
    expect(parsed.ok ? 'taken' : parsed.field).toBe(field);
  });
});

describe('bottlenecks and gains', () => {
  it('lists what changes buy, best first, each told as it is known', () => {
    const queue = makeQueue(2, 'S', 5, { skills: 3 });
    const options = { rounds: 4, maxWork: 1_000_000 };
    const told: string[] = [];
    const gains = gainsOf(queue, planQueue(queue, options), options, ({ change }) => told.push(change.kind));
    expect(told).toHaveLength(gains.length);
    expect(gains.length).toBeGreaterThan(0);
    expect(gains.map(({ placed }) => placed)).toEqual(
      gains.map(({ placed }) => placed).sort((a, b) => b - a),
    );
    expect(new Set(told)).toEqual(new Set(['lift-limit', 'train', 'hire']));
    for (const { points, placed, change, after } of gains) {
      expect(Math.min(points, placed)).toBeGreaterThanOrEqual(0);
      expect(faults(withChange(queue, change), after)).toEqual([]);
    }
  });

  it('counts who ends sooner and later by a change', () => {
    let moved = 0;
    for (const seed of [1, 2, 3]) {
      const queue = makeQueue(seed, 'S', 5, { skills: 3 });
      const options = { rounds: 6, maxWork: 2_000_000 };
      const before = baseline(queue, planQueue(queue, options), options);
      for (const change of changesToTry(queue, before)) {
        const { after, sooner, later } = gainOf(queue, before, change, options);
        const days = before.places.map(({ lastDay }, c) =>
          lastDay === null || after.places[c]!.lastDay === null ? 0 : lastDay - after.places[c]!.lastDay!,
        );
        expect([sooner, later]).toEqual([
          days.filter((by) => by > 0).length,
          days.filter((by) => by < 0).length,
        ]);
        moved += sooner;
      }
    }
    expect(moved).toBeGreaterThan(0);
  }, 60_000);

  it('lets only those learn who cannot do it yet, have room and are free when somebody waits; the rest is counted', () => {
    let untriedAtAll = 0;
    for (const seed of [1, 2, 3, 4]) {
      const queue = makeQueue(seed, 'M', 6, { skills: 4 });
      const { best } = planQueue(queue, { rounds: 4, maxWork: 1_000_000 });
      const skills = changesToTry(queue, best).flatMap((one) => (one.kind === 'hire' ? [one.skill] : []));
      const { changes, untried } = trainingsToTry(queue, best, skills);
      const usage = usageOf(queue, best);
      const pairs = changes.map(({ person, skill }) => `${person} ${skill}`);
      expect(new Set(pairs).size).toBe(pairs.length);
      for (const { person, skill } of changes) {
        const sessions = queue.candidates.flatMap((one) => one.sessions.filter((s) => s.skill === skill));
        const trained = sessions.flatMap(({ seats }) => seats.flatMap(({ pool }) => pool.map(([p]) => p)));
        expect(trained).not.toContain(person);
        expect(usage.find((one) => one.person === person)).toMatchObject({ atLimit: false });
        expect(queue.people[person]!.free.length).toBeGreaterThan(0);
      }
      untriedAtAll += untried;
      const others = changesToTry(queue, best, skills.slice(0, 1));
      expect(others.flatMap((one) => (one.kind === 'hire' ? [one.skill] : []))).toEqual(skills.slice(1));
    }
    expect(untriedAtAll).toBeGreaterThan(0);
  }, 60_000);

  it('prices limits and training by planning again, and never below nothing', () => {
    let bought = 0;
    for (const seed of [1, 2, 3, 4]) {
      const queue = makeQueue(seed, 'S', 5, { skills: 3 });
      const options = { rounds: 6, maxWork: 2_000_000 };
      const plan = planQueue(queue, options);
      const found = bottlenecks(queue, plan, options, 4);
      for (const { points } of found) expect(points).toBeGreaterThanOrEqual(0);
      const skill = queue.candidates[0]!.sessions[0]!.skill;
      const change = { kind: 'hire', skill, cost: 0, person: newcomer(queue, 'new', 2, 5) } as const;
      const gain = gainOf(queue, baseline(queue, plan, options), change, options);
      expect(gain.points).toBeGreaterThanOrEqual(0);
      expect(faults(withChange(queue, change), gain.after)).toEqual([]);
      if (gain.points > 0 || found.some(({ points }) => points > 0)) bought++;
    }
    expect(bought).toBeGreaterThan(0);
  });
});
