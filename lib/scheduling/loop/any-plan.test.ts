import { describe, expect, it } from 'vitest';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { bruteForce, tinyLoop } from '@/tests/bench/loop-brute-force';
import { Dice, makeLoop } from '@/tests/bench/loop-instances';
import { findAnyPlan } from './any-plan';
import { drop, droppable } from './relax';
import { solveLoop } from './solve';
import { StartSets } from './start-sets';
import type { LoopInstance } from './types';

const seeds = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i);

/** The instance itself and a few of its relaxations, from hardly any to nearly everything dropped. */
function relaxations(instance: LoopInstance, seed: number): LoopInstance[] {
  const dice = new Dice(seed);
  const ids = droppable(instance);
  return [0, 0.1, 0.3, 0.6, 1].map((share) =>
    drop(
      instance,
      ids.filter(() => dice.chance(share)),
    ),
  );
}

/** As made, but lunch may also be had after the end of the day, or before its beginning. */
function lunchBeyond(seed: number): LoopInstance {
  const instance = tinyLoop(seed);
  const { step } = instance;
  const after = seed % 2 === 0;
  return {
    ...instance,
    days: instance.days.map((day) => ({
      ...day,
      lunch: after ? [day.end - step, day.end + 2 * step] : [day.start - 2 * step, day.start + step],
    })),
    rules: { ...instance.rules, lunch: (1 + (seed % 3)) * step },
  };
}

describe('findAnyPlan', () => {
  it('knows a lunch that lies partly outside the day, as the search for the best plan does', () => {
    const seen = { OPTIMAL: 0, INFEASIBLE: 0, UNKNOWN: 0 };
    for (const seed of seeds(500, 120)) {
      const instance = lunchBeyond(seed);
      const wanted = bruteForce(instance);
      const { status, plan } = solveLoop(instance);
      seen[status]++;
      expect({ seed, plan }).toEqual({ seed, plan: wanted?.plan ?? null });
      const any = findAnyPlan(instance, new StartSets(instance.days, instance.step));
      expect({ seed, feasible: any.plan !== null }).toEqual({ seed, feasible: wanted !== null });
    }
    expect(seen.OPTIMAL).toBeGreaterThan(20);
    expect(seen.INFEASIBLE).toBeGreaterThan(20);
  });

  it('finds a plan where judging every assignment does, and a proof elsewhere', () => {
    const seen = { FEASIBLE: 0, INFEASIBLE: 0, UNKNOWN: 0 };
    for (const seed of seeds(1, 80)) {
      const instance = tinyLoop(seed);
      const { status, plan } = findAnyPlan(instance, new StartSets(instance.days, instance.step));
      seen[status]++;
      expect({ seed, feasible: plan !== null }).toEqual({ seed, feasible: bruteForce(instance) !== null });
      if (plan) expect(judgeSchedule(instance, plan).errors).toEqual([]);
    }
    expect(seen.INFEASIBLE).toBeGreaterThan(5);
    expect(seen.UNKNOWN).toBe(0);
  }, 300_000);

  it('says of relaxations that share their sets of starts what the search for the best plan says', () => {
    let infeasible = 0;
    for (const [size, count] of [
      ['S', 120],
      ['M', 25],
      ['L', 3],
    ] as const)
      for (const seed of seeds(800, count)) {
        const instance = makeLoop(seed, size);
        const sets = new StartSets(instance.days, instance.step);
        relaxations(instance, seed).forEach((relaxed, at) => {
          const { status, plan } = findAnyPlan(relaxed, sets);
          if (status === 'UNKNOWN') return;
          if (!plan) infeasible++;
          else expect(judgeSchedule(relaxed, plan).errors).toEqual([]);
          const best = solveLoop(relaxed).plan;
          expect([instance.id, at, plan !== null]).toEqual([instance.id, at, best !== null]);
        });
      }
    expect(infeasible).toBeGreaterThan(40);
  }, 300_000);

  it('keeps pinned starts, and ends when told to', () => {
    const instance = makeLoop(7, 'M');
    const sets = new StartSets(instance.days, instance.step);
    const { plan } = solveLoop(instance);
    const pinned = findAnyPlan(instance, sets, { pin: plan!.start });
    expect(pinned.plan?.start).toEqual(plan!.start);
    const nowhere = plan!.start.map((_, s) => (s === 0 ? -1 : null));
    expect(findAnyPlan(instance, sets, { pin: nowhere }).status).toBe('INFEASIBLE');
    const large = makeLoop(3, 'XL');
    const none = { status: 'UNKNOWN', plan: null };
    const anew = (): StartSets => new StartSets(large.days, large.step);
    expect(findAnyPlan(large, anew(), { maxWork: 1 })).toMatchObject(none);
    expect(findAnyPlan(large, anew(), { shouldStop: () => true })).toMatchObject(none);
  });
});
