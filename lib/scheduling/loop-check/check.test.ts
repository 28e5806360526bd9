import { describe, expect, it } from 'vitest';
import { explainInfeasible } from '@/lib/scheduling/loop/explain';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { Dice, makeLoop } from '@/tests/bench/loop-instances';
import { checkLoop, type LoopAnswer, type Prove } from './check';
import { type Proof, provePlan } from './prove';

/** Proofs are remembered: a thousand mutants of one instance need one proof. */
function remember(): Prove {
  const known = new Map<string, Proof>();
  return (instance, anyPlan) => {
    const key = `${anyPlan} ${JSON.stringify(instance)}`;
    const proof = known.get(key) ?? provePlan(instance, { anyPlan, steps: 500_000 });
    known.set(key, proof);
    return proof;
  };
}

function answerOf(instance: LoopInstance): LoopAnswer {
  const { status, objective, plan, bound, terms } = solveLoop(instance);
  if (plan) return { status, objective, ...plan, bound, terms: { ...terms } };
  const { conflict, singleFixes } = explainInfeasible(instance);
  return {
    status,
    objective,
    conflict,
    singleFixes: singleFixes.map(({ ids, objective: cost }) => ({ id: ids[0]!, objective: cost })),
  };
}

/** One change to a plan: a session moved, a person swapped, a room swapped, or a number changed. */
function mutatePlan(dice: Dice, instance: LoopInstance, answer: LoopAnswer): LoopAnswer {
  const mutant = structuredClone(answer);
  const s = dice.int(0, instance.sessions.length - 1);
  const session = instance.sessions[s]!;
  switch (dice.int(0, 5)) {
    case 0:
      mutant.start![s]! += instance.step * dice.pick([-4, -2, -1, 1, 2, 4]);
      break;
    case 1: {
      const q = dice.int(0, session.seats.length - 1);
      mutant.who![s]![q] = dice.pick(session.seats[q]!.pool)[0];
      break;
    }
    case 2:
      mutant.objective! += dice.pick([-3, -1, 1, 5]);
      break;
    case 3:
      mutant.bound! -= dice.int(1, 3);
      break;
    case 4: {
      const term = dice.pick(Object.keys(mutant.terms!));
      mutant.terms![term]! += 1;
      break;
    }
    default:
      mutant.room![s] = dice.pick([null, 0, ...instance.rooms.map((_, r) => r)]);
  }
  return mutant;
}

function mutateReason(dice: Dice, instance: LoopInstance, answer: LoopAnswer): LoopAnswer {
  const mutant = structuredClone(answer);
  switch (dice.int(0, 3)) {
    case 0:
      mutant.conflict!.splice(dice.int(0, mutant.conflict!.length - 1), 1);
      break;
    case 1:
      mutant.conflict!.push(dice.pick(['maxDays', 'distinct', 'load', 'candidate', 'busy:0', 'minGap']));
      break;
    case 2:
      if (mutant.singleFixes!.length > 0)
        mutant.singleFixes![dice.int(0, mutant.singleFixes!.length - 1)]!.objective += dice.pick([-1, 1]);
      break;
    default:
      if (mutant.singleFixes!.length > 0) mutant.singleFixes!.splice(0, 1);
      else mutant.singleFixes!.push({ id: `busy:${dice.int(0, instance.people.length - 1)}`, objective: 10 });
  }
  return mutant;
}

describe('checkLoop', () => {
  it('accepts the answers of the engine', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const instance = makeLoop(seed, 'S');
      expect({ seed, ...checkLoop(instance, answerOf(instance)) }).toMatchObject({
        seed,
        valid: true,
        errors: [],
      });
    }
  }, 60_000);

  it('rejects a thousand changed plans, objectives and reasons', () => {
    const dice = new Dice(20270315);
    const prove = remember();
    const plans: [LoopInstance, LoopAnswer][] = [];
    const reasons: [LoopInstance, LoopAnswer][] = [];
    for (let seed = 1; seed <= 40; seed++)
      for (const instance of seed <= 4 ? [makeLoop(seed, 'S'), makeLoop(seed, 'M')] : [makeLoop(seed, 'S')]) {
        const answer = answerOf(instance);
        const { valid, unproven } = checkLoop(instance, answer, prove);
        if (!valid || unproven.length > 0) continue;
        if (answer.status === 'OPTIMAL') plans.push([instance, answer]);
        else if (answer.conflict!.length > 0) reasons.push([instance, answer]);
      }
    expect(plans.length).toBeGreaterThan(15);
    expect(reasons.length).toBeGreaterThan(2);
    const accepted: string[] = [];
    let tried = 0;
    while (tried < 1000) {
      const isPlan = dice.chance(0.8);
      const [instance, answer] = dice.pick(isPlan ? plans : reasons);
      const mutant = isPlan ? mutatePlan(dice, instance, answer) : mutateReason(dice, instance, answer);
      if (JSON.stringify(mutant) === JSON.stringify(answer)) continue;
      tried++;
      if (checkLoop(instance, mutant, prove).valid)
        accepted.push(`${instance.id}: ${JSON.stringify(mutant)}`);
    }
    expect(accepted).toEqual([]);
  }, 120_000);

  it('rejects a good plan that is not the best, its price quoted rightly', () => {
    const instance = makeLoop(7, 'M');
    const best = solveLoop(instance);
    const moved = best.plan!.start[0]!;
    const worse = solveLoop({
      ...instance,
      candidate: instance.days
        .map(({ start, end }) => [start, end] as const)
        .filter(([a, b]) => moved < a || moved >= b),
    });
    if (!worse.plan) throw new Error('the second best plan is gone; choose another seed');
    const { status, objective, plan, bound } = worse;
    const { valid, errors } = checkLoop(instance, { status, objective, ...plan, bound });
    expect(valid).toBe(false);
    expect(errors.length).toBeGreaterThan(0);
  });
});
