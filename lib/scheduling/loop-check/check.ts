import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import { type Proof, provePlan } from './prove';
import { constraints, withoutAll } from './relaxed';
import { judgeSchedule } from './schedule';

/** An answer of the loop engine as it stands in a file: every number in it is doubted. */
export interface LoopAnswer {
  status: 'OPTIMAL' | 'INFEASIBLE' | 'UNKNOWN';
  objective?: number | null;
  start?: number[] | null;
  who?: number[][] | null;
  room?: (number | null)[] | null;
  bound?: number | null;
  terms?: Record<string, number> | null;
  conflict?: string[] | null;
  singleFixes?: { id: string; objective: number }[] | null;
}

export interface LoopVerdict {
  valid: boolean;
  /** The objective recomputed from the plan; null without a sound plan. */
  objective: number | null;
  errors: string[];
  /** Claims that were too large to prove again within the step limit. */
  unproven: string[];
}

/** Proves a (relaxed) instance; a caller that checks many answers to one instance may remember the proofs. */
export type Prove = (instance: LoopInstance, anyPlan: boolean) => Proof;

const fresh: Prove = (instance, anyPlan) => provePlan(instance, { anyPlan });

/** Checks an answer from the definitions alone: the plan, its objective, the optimum, the clash and the fixes. */
export function checkLoop(instance: LoopInstance, answer: LoopAnswer, prove: Prove = fresh): LoopVerdict {
  const errors: string[] = [];
  const unproven: string[] = [];
  let objective: number | null = null;
  const { start, who, room } = answer;
  if (start && who) {
    const verdict = judgeSchedule(instance, { start, who, room: room ?? start.map(() => null) });
    errors.push(...verdict.errors);
    objective = verdict.errors.length === 0 ? verdict.objective : null;
    if (verdict.objective !== null && answer.objective !== verdict.objective)
      errors.push(`objective: ${answer.objective} is claimed, the plan costs ${verdict.objective}`);
    for (const [name, points] of Object.entries(verdict.terms ?? {}))
      if (answer.terms && answer.terms[name] !== points)
        errors.push(`terms.${name}: ${answer.terms[name]} is claimed, the plan has ${points}`);
  }
  if (answer.status === 'OPTIMAL') checkOptimal(instance, answer, prove, errors, unproven);
  else if (answer.status === 'INFEASIBLE') checkInfeasible(instance, answer, prove, errors, unproven);
  else if (answer.status === 'UNKNOWN') checkBound(instance, answer, prove, errors, unproven);
  else errors.push(`status: ${String(answer.status)} is none of OPTIMAL, INFEASIBLE, UNKNOWN`);
  return { valid: errors.length === 0, objective, errors, unproven };
}

function checkOptimal(
  instance: LoopInstance,
  answer: LoopAnswer,
  prove: Prove,
  errors: string[],
  unproven: string[],
): void {
  if (!answer.start || !answer.who) {
    errors.push('start: an OPTIMAL answer needs a plan');
    return;
  }
  if (answer.bound !== undefined && answer.bound !== answer.objective)
    errors.push(`bound: ${answer.bound} is not the objective ${answer.objective}`);
  const proof = prove(instance, false);
  if (proof.kind === 'open') unproven.push('objective');
  else if (proof.kind === 'none') errors.push('status: there is no plan');
  else if (proof.objective !== answer.objective)
    errors.push(`objective: ${answer.objective} is claimed, the optimum is ${proof.objective}`);
  else if (!sameSchedule(proof.plan, { start: answer.start, who: answer.who, room: answer.room ?? [] }))
    errors.push(`start: as good a plan comes first in the tie order: ${JSON.stringify(proof.plan)}`);
}

function sameSchedule(a: LoopPlan, b: LoopPlan): boolean {
  return JSON.stringify([a.start, a.who, a.room]) === JSON.stringify([b.start, b.who, b.room]);
}

function checkBound(
  instance: LoopInstance,
  answer: LoopAnswer,
  prove: Prove,
  errors: string[],
  unproven: string[],
): void {
  const { bound, objective } = answer;
  if (bound === null || bound === undefined) return;
  if (objective !== null && objective !== undefined && bound > objective)
    errors.push(`bound: ${bound} is above the plan's ${objective}`);
  const proof = prove(instance, false);
  if (proof.kind === 'open') unproven.push('bound');
  if (proof.kind === 'best' && proof.objective < bound)
    errors.push(`bound: ${bound} is claimed, but ${proof.objective} can be had`);
}

function checkInfeasible(
  instance: LoopInstance,
  answer: LoopAnswer,
  prove: Prove,
  errors: string[],
  unproven: string[],
): void {
  if (answer.start) errors.push('start: an INFEASIBLE answer has no plan');
  if (answer.objective !== null && answer.objective !== undefined)
    errors.push('objective: an INFEASIBLE answer has none');
  const all = constraints(instance);
  /** null = too large to tell. */
  const feasible = (kept: readonly string[]): boolean | null => {
    const relaxed = withoutAll(
      instance,
      all.filter((id) => !kept.includes(id)),
    );
    const proof: Proof = relaxed ? prove(relaxed, true) : { kind: 'open' };
    return proof.kind === 'open' ? null : proof.kind === 'best';
  };
  const expect = (claim: string, found: boolean | null, wanted: boolean): void => {
    if (found === null) unproven.push(claim);
    else if (found !== wanted) errors.push(`${claim}: is ${found ? 'feasible' : 'infeasible'}`);
  };
  expect('status', feasible(all), false);
  const { conflict, singleFixes } = answer;
  for (const id of conflict ?? [])
    if (!all.includes(id)) errors.push(`conflict: there is no constraint ${id}`);
  if (conflict?.every((id) => all.includes(id))) {
    if (new Set(conflict).size !== conflict.length) errors.push('conflict: an id stands there twice');
    expect('conflict', feasible(conflict), false);
    for (const id of conflict)
      expect(`conflict without ${id}`, feasible(conflict.filter((other) => other !== id)), true);
  }
  if (!singleFixes) return;
  const listed = new Map(singleFixes.map(({ id, objective }) => [id, objective]));
  if (listed.size !== singleFixes.length) errors.push('singleFixes: an id stands there twice');
  for (const id of listed.keys())
    if (!all.includes(id)) errors.push(`singleFixes: there is no constraint ${id}`);
  for (const id of all) {
    const claimed = listed.get(id);
    const relaxed = withoutAll(instance, [id]);
    if (!relaxed) continue;
    const proof = prove(relaxed, claimed === undefined);
    if (proof.kind === 'open') unproven.push(`singleFixes ${id}`);
    else if (proof.kind === 'none' && claimed !== undefined)
      errors.push(`singleFixes: dropping ${id} does not help`);
    else if (proof.kind === 'best' && claimed === undefined)
      errors.push(`singleFixes: dropping ${id} helps and is missing`);
    else if (proof.kind === 'best' && claimed !== proof.objective)
      errors.push(`singleFixes: ${id} gives ${proof.objective}, not ${claimed}`);
  }
}
