import { describe, expect, it } from 'vitest';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';
import { makeLoop } from '@/tests/bench/loop-instances';
import { mostDeclineProof } from './decline-proof';
import { repairsFor } from './repairs';
import { solveLoop } from './solve';
import type { LoopInstance, LoopPlan } from './types';

/** All plans with the best objective, by trying every start and every person. */
function equallyGood(instance: LoopInstance, objective: number): LoopPlan[] {
  const { sessions, days, step } = instance;
  const found: LoopPlan[] = [];
  const plan: LoopPlan = { start: [], who: [], room: sessions.map(() => null) };
  const visit = (s: number): void => {
    if (s === sessions.length) {
      const verdict = judgeSchedule(instance, plan);
      if (verdict.errors.length === 0 && verdict.objective === objective) found.push(structuredClone(plan));
      return;
    }
    for (const day of days)
      for (let t = day.start; t + sessions[s]!.dur <= day.end; t += step)
        for (const [person] of sessions[s]!.seats[0]!.pool) {
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

describe('mostDeclineProof', () => {
  it('finds the best of all equally good plans', () => {
    let tried = 0;
    let several = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const base = makeLoop(seed, 'S', {
        step: 60,
        durations: [60, 120],
        sessions: [2, 3],
        days: [1, 2],
        pool: [2, 3],
      });
      const instance: LoopInstance = {
        ...base,
        // Coarse prices, so that many plans are equally good.
        weights: { day: 40, delay: 2, idle: 0, fair: 0, off: 0, change: 0 },
        sessions: base.sessions.map((session) => ({
          ...session,
          seats: session.seats.map(({ pool }) => ({ pool: pool.map(([person]) => [person, 0] as const) })),
        })),
      };
      const { objective } = solveLoop(instance);
      if (objective === null) continue;
      const all = equallyGood(instance, objective);
      if (all.length > 120) continue;
      const proof = mostDeclineProof(instance)!;
      tried++;
      if (all.length > 1) several++;
      expect({ seed, exact: proof.exact, compared: proof.compared }).toEqual({
        seed,
        exact: true,
        compared: all.length,
      });
      const scores = all.map((plan) => {
        const { repairs, critical } = repairsFor(instance, plan);
        return critical.length * 100 + repairs.filter(({ kind }) => kind !== 'stand-in').length;
      });
      expect(proof.critical.length * 100 + proof.withoutStandIn.length).toBe(Math.min(...scores));
    }
    expect(tried).toBeGreaterThan(5);
    expect(several).toBeGreaterThan(2);
  });

  it('says when a limit cut the comparison short', () => {
    const base = makeLoop(3, 'M');
    const instance = { ...base, weights: { day: 0, delay: 0, idle: 0, fair: 0, off: 0, change: 0 } };
    const proof = mostDeclineProof(instance, { maxPlans: 5 });
    if (!proof) throw new Error('choose a seed with a plan');
    expect(proof.exact).toBe(false);
    expect(judgeSchedule(instance, proof.plan).errors).toEqual([]);
  });
});
