import { describe, expect, it } from 'vitest';
import { explainInfeasible, pairFixes } from '@/lib/scheduling/loop/explain';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { Dice, type LoopSize, makeLoop } from '@/tests/bench/loop-instances';
import { certify, sealOf } from './certificate';
import { checkLoop, type LoopAnswer, type Prove } from './check';
import { type Proof, provePlan } from './prove';

/** Proofs are remembered: a thousand mutants of one instance need one proof. */
function remember(): Prove {
  const known = new Map<string, Proof>();
  return (instance, options) => {
    const key = JSON.stringify([instance, options]);
    const proof = known.get(key) ?? provePlan(instance, options);
    known.set(key, proof);
    return proof;
  };
}

function answerOf(instance: LoopInstance): LoopAnswer {
  const { status, objective, plan, bound, terms } = solveLoop(instance);
  if (plan) return sealed(instance, { status, objective, ...plan, bound, terms: { ...terms } });
  const explanation = explainInfeasible(instance);
  return sealed(instance, {
    status,
    objective,
    conflict: explanation.conflict,
    singleFixes: explanation.singleFixes.map(({ ids, objective: cost }) => ({
      id: ids[0]!,
      objective: cost,
    })),
    pairFixes: pairFixes(instance, explanation)!.map(({ ids, objective: cost }) => ({
      ids,
      objective: cost,
    })),
  });
}

function sealed(instance: LoopInstance, answer: LoopAnswer): LoopAnswer {
  const certificate = certify(instance, answer);
  if (!certificate) throw new Error(`${instance.id}: no certificate`);
  return { ...answer, certificate };
}

/** One number of the certificate changed, the seal left as it was. */
function mutateCertificate(dice: Dice, answer: LoopAnswer): LoopAnswer {
  const mutant = structuredClone(answer);
  const { bounds, plans } = mutant.certificate!;
  const numbers = [
    ...bounds.flatMap(({ people, groups }) => [people, groups]),
    ...plans.flatMap(({ plan }) => [plan.start, ...plan.who]),
  ].filter((list) => list.length > 0);
  const at = dice.int(-1, numbers.length - 1);
  const list = numbers[at];
  if (list) list[dice.int(0, list.length - 1)]! += dice.pick([-1, 1, 15]);
  else if (bounds.length > 0) {
    const bound = dice.pick(bounds);
    bound.least = bound.least === null ? 0 : bound.least + dice.pick([-1, 1, 1000]);
  } else mutant.certificate!.seal += 1;
  return mutant;
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
  it('proves the answers of the engine, whatever their size', () => {
    const cases: [LoopSize, number][] = [
      ['S', 30],
      ['M', 12],
      ['L', 3],
      ['XL', 1],
    ];
    for (const [size, count] of cases)
      for (let seed = 1; seed <= count; seed++) {
        const instance = makeLoop(seed, size);
        expect({ size, seed, ...checkLoop(instance, answerOf(instance)) }).toMatchObject({
          size,
          seed,
          valid: true,
          errors: [],
          unproven: [],
        });
      }
  }, 300_000);

  it('proves them without a certificate too', () => {
    for (let seed = 1; seed <= 15; seed++) {
      const instance = makeLoop(seed, 'M');
      const { certificate: _, ...answer } = answerOf(instance);
      expect(checkLoop(instance, answer)).toMatchObject({ valid: true, unproven: [] });
    }
  }, 300_000);

  it('rejects a thousand changed plans, objectives, reasons and certificates', () => {
    const dice = new Dice(20270315);
    const prove = remember();
    const plans: [LoopInstance, LoopAnswer][] = [];
    const reasons: [LoopInstance, LoopAnswer][] = [];
    for (let seed = 1; seed <= 40; seed++)
      for (const instance of seed <= 6 ? [makeLoop(seed, 'S'), makeLoop(seed, 'M')] : [makeLoop(seed, 'S')]) {
        const answer = answerOf(instance);
        expect(checkLoop(instance, answer, prove)).toMatchObject({ valid: true, unproven: [] });
        if (answer.status === 'OPTIMAL') plans.push([instance, answer]);
        else if (answer.conflict!.length > 0) reasons.push([instance, answer]);
      }
    expect(plans.length).toBeGreaterThan(15);
    expect(reasons.length).toBeGreaterThan(2);
    const accepted: string[] = [];
    const count = { tried: 0, resealed: 0, certificate: 0 };
    while (count.tried < 1000) {
      const isPlan = dice.chance(0.7);
      const [instance, answer] = dice.pick(isPlan ? plans : reasons);
      const isCertificate = dice.chance(0.25);
      const mutant = isCertificate
        ? mutateCertificate(dice, answer)
        : isPlan
          ? mutatePlan(dice, instance, answer)
          : mutateReason(dice, instance, answer);
      if (JSON.stringify(mutant) === JSON.stringify(answer)) continue;
      count.tried++;
      if (isCertificate) count.certificate++;
      else if (dice.chance(0.7)) {
        // A forger who knows how to seal: then only the proof stands in the way.
        count.resealed++;
        mutant.certificate!.seal = sealOf(mutant, mutant.certificate!);
      }
      if (checkLoop(instance, mutant, prove).valid)
        accepted.push(`${instance.id}: ${JSON.stringify(mutant)}`);
    }
    expect(accepted).toEqual([]);
    expect(count.resealed).toBeGreaterThan(400);
    expect(count.certificate).toBeGreaterThan(150);
  }, 300_000);

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
