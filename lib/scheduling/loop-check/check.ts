import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import { claimsOf, type LoopCertificate, pricesOf, sealOf } from './certificate';
import { type Proof, type ProveOptions, provePlan } from './prove';
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
  pairFixes?: { ids: string[]; objective: number }[] | null;
  certificate?: LoopCertificate | null;
}

export interface LoopVerdict {
  /** Nothing is wrong and every claim was proven again. */
  valid: boolean;
  /** The objective recomputed from the plan; null without a sound plan. */
  objective: number | null;
  errors: string[];
  /** Claims that were too large to prove again within the step limit. */
  unproven: string[];
}

/** Proves a (relaxed) instance; a caller that checks many answers to one instance may remember the proofs. */
export type Prove = (instance: LoopInstance, options: ProveOptions) => Proof;

/** Checks an answer from the definitions alone: the plan, its objective, the optimum, the clash and the fixes. */
export function checkLoop(instance: LoopInstance, answer: LoopAnswer, prove: Prove = provePlan): LoopVerdict {
  const verdict: LoopVerdict = { valid: false, objective: null, errors: [], unproven: [] };
  const { errors } = verdict;
  const { start, who, room } = answer;
  if (start && who) {
    const judged = judgeSchedule(instance, { start, who, room: room ?? start.map(() => null) });
    errors.push(...judged.errors);
    verdict.objective = judged.errors.length === 0 ? judged.objective : null;
    if (judged.objective !== null && answer.objective !== judged.objective)
      errors.push(`objective: ${answer.objective} is claimed, the plan costs ${judged.objective}`);
    for (const [name, points] of Object.entries(judged.terms ?? {}))
      if (answer.terms && answer.terms[name] !== points)
        errors.push(`terms.${name}: ${answer.terms[name]} is claimed, the plan has ${points}`);
  }
  const { certificate } = answer;
  if (certificate && certificate.seal !== sealOf(answer, certificate))
    errors.push('certificate.seal: answer and certificate are not what was sealed');
  // A wrong plan or a broken seal is wrong whatever the optimum may be.
  if (errors.length === 0) checkStatus(instance, answer, prove, verdict);
  // Who claims a proof must stand one; a bound of an answer without proof may be better than ours.
  const proven = verdict.unproven.every((claim) => claim === 'bound');
  return { ...verdict, valid: errors.length === 0 && proven };
}

function checkStatus(
  instance: LoopInstance,
  answer: LoopAnswer,
  prove: Prove,
  { errors, unproven }: LoopVerdict,
): void {
  if (answer.status === 'OPTIMAL') checkOptimal(instance, answer, prove, errors, unproven);
  else if (answer.status === 'INFEASIBLE') checkInfeasible(instance, answer, prove, errors, unproven);
  else if (answer.status === 'UNKNOWN') checkBound(instance, answer, prove, errors, unproven);
  else errors.push(`status: ${String(answer.status)} is none of OPTIMAL, INFEASIBLE, UNKNOWN`);
  const { certificate } = answer;
  if (!certificate || errors.length > 0) return;
  const claims = new Set(claimsOf(instance, answer)?.map(({ name }) => name));
  for (const { claim } of [...certificate.bounds, ...certificate.plans])
    if (!claims.has(claim)) errors.push(`certificate: nothing is claimed as ${claim}`);
}

/** One claim, with what the certificate has for it; its bound must be the one the checker computes. */
function proveClaim(
  name: string,
  asked: LoopInstance,
  options: ProveOptions,
  { certificate }: LoopAnswer,
  prove: Prove,
  errors: string[],
): Proof {
  const bound = certificate?.bounds.find(({ claim }) => claim === name);
  const plan = certificate?.plans.find(({ claim }) => claim === name)?.plan ?? options.claim;
  if (plan) errors.push(...judgeSchedule(asked, plan).errors.map((error) => `certificate ${name}: ${error}`));
  const proof = prove(asked, {
    ...options,
    ...(plan ? { claim: plan } : {}),
    prices: pricesOf(certificate, name),
  });
  if (bound && proof.kind !== 'open' && (proof.least ?? null) !== bound.least)
    errors.push(`certificate ${name}: the prices give ${proof.least ?? null}, not ${bound.least}`);
  return proof;
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
  const claim: LoopPlan = { start: answer.start, who: answer.who, room: answer.room ?? [] };
  const proof = proveClaim('optimum', instance, { claim }, answer, prove, errors);
  if (proof.kind === 'open' && proof.better)
    errors.push(`objective: a better plan is there: ${JSON.stringify(proof.better)}`);
  else if (proof.kind === 'open') unproven.push('objective');
  else if (proof.kind === 'none') errors.push('status: there is no plan');
  else if (proof.objective !== answer.objective)
    errors.push(`objective: ${answer.objective} is claimed, the optimum is ${proof.objective}`);
  else if (!sameSchedule(proof.plan, claim))
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
  const { start, who, room } = answer;
  const claim: LoopPlan | null = start && who ? { start, who, room: room ?? [] } : null;
  const proof = prove(instance, { claim });
  const found = proof.kind === 'best' ? proof.plan : proof.kind === 'open' ? proof.better : null;
  const cost = found && judgeSchedule(instance, found).objective;
  if (cost !== null && cost < bound) errors.push(`bound: ${bound} is claimed, but ${cost} can be had`);
  else if (proof.kind === 'open' && (proof.bound ?? bound - 1) < bound) unproven.push('bound');
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
  const { conflict, singleFixes, pairFixes } = answer;
  const named = [
    ...(conflict ?? []).map((id) => ['conflict', id] as const),
    ...(singleFixes ?? []).map(({ id }) => ['singleFixes', id] as const),
    ...(pairFixes ?? []).flatMap(({ ids }) => ids.map((id) => ['pairFixes', id] as const)),
  ];
  for (const [field, id] of named)
    if (!all.includes(id)) errors.push(`${field}: there is no constraint ${id}`);
  if (new Set(conflict).size !== (conflict ?? []).length) errors.push('conflict: an id stands there twice');
  const fixed = new Set(singleFixes?.map(({ id }) => id));
  if (fixed.size !== (singleFixes ?? []).length) errors.push('singleFixes: an id stands there twice');
  if (errors.length > 0) return;

  const ask = (name: string, dropped: string[], anyPlan: boolean): Proof => {
    const relaxed = withoutAll(instance, dropped);
    return relaxed
      ? proveClaim(name, relaxed, { anyPlan }, answer, prove, errors)
      : { kind: 'open', bound: null, better: null };
  };
  const expect = (claim: string, proof: Proof, wanted: 'best' | 'none'): void => {
    if (proof.kind === 'open') unproven.push(claim);
    else if (proof.kind !== wanted)
      errors.push(`${claim}: is ${proof.kind === 'best' ? 'feasible' : 'infeasible'}`);
  };
  if (!conflict) expect('status', ask('status', [], true), 'none');
  // The clash is part of the instance: when it cannot be, neither can the whole.
  const outside = all.filter((id) => !conflict?.includes(id));
  if (conflict) expect('conflict', ask('conflict', outside, true), 'none');
  for (const id of conflict ?? [])
    expect(`conflict without ${id}`, ask(`needed:${id}`, [...outside, id], true), 'best');
  const price = (name: string, ids: string[], objective: number): void => {
    const proof = ask(`fix:${ids.join('+')}`, ids, false);
    if (proof.kind === 'open') unproven.push(`${name} ${ids.join('+')}`);
    else if (proof.kind === 'none') errors.push(`${name}: dropping ${ids.join(' and ')} does not help`);
    else if (proof.objective !== objective)
      errors.push(`${name}: ${ids.join(' and ')} gives ${proof.objective}, not ${objective}`);
  };
  for (const { id, objective } of singleFixes ?? []) price('singleFixes', [id], objective);
  for (const { ids, objective } of pairFixes ?? []) {
    if (ids.length !== 2 || ids[0] === ids[1] || ids.some((id) => fixed.has(id)))
      errors.push(`pairFixes: ${ids.join(' and ')} is not a pair of which neither helps alone`);
    price('pairFixes', ids, objective);
  }
  // Dropping anything outside the clash leaves the clash in force, so only its members can be missing.
  if (!singleFixes) return;
  for (const id of conflict ?? all)
    if (!fixed.has(id)) expect(`singleFixes without ${id}`, ask(`closed:${id}`, [id], true), 'none');
}
