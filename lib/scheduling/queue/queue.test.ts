import { describe, expect, it } from 'vitest';
import type { LoopPlan } from '@/lib/scheduling/loop/types';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { makeQueue } from '@/tests/bench/queue-instances';
import { bottlenecks, gainOf, newcomer, withChange } from './gains';
import { planQueue } from './plan-queue';
import { loopBeside, totalOf } from './share';
import type { QueueInstance, QueueTotal } from './types';

const seeds = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

function tiny(seed: number): QueueInstance {
  return makeQueue(seed, 'S', seed % 4 === 0 ? 3 : 2, {
    step: 60,
    durations: [60, 120],
    sessions: [2, 2],
    days: [1, 1],
    pool: [2, 2],
    skills: 2,
  });
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
  const visit = (c: number): void => {
    if (c === queue.candidates.length) {
      best = Math.min(best, totalOf(queue, chosen, []).points);
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
  }, 120_000);

  it('gives valid plans that share people and rooms, the same each time', () => {
    for (const seed of [1, 2]) {
      const queue = makeQueue(seed, 'M', 6);
      const plan = planQueue(queue, { rounds: 10, maxWork: 1_000_000 });
      expect(faults(queue, plan.best)).toEqual([]);
      expect(plan.best.points).toBe(
        totalOf(
          queue,
          plan.best.places.map((place) => place.plan),
          [],
        ).points,
      );
      expect(plan.bound).toBeLessThanOrEqual(plan.best.points);
      expect(planQueue(queue, { rounds: 10, maxWork: 1_000_000 })).toEqual(plan);
    }
  }, 60_000);

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
  }, 60_000);
});

describe('bottlenecks and gains', () => {
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
      const gain = gainOf(queue, plan.best, change, options);
      expect(gain.points).toBeGreaterThanOrEqual(0);
      expect(faults(withChange(queue, change), gain.after)).toEqual([]);
      if (gain.points > 0 || found.some(({ points }) => points > 0)) bought++;
    }
    expect(bought).toBeGreaterThan(0);
  }, 60_000);
});
