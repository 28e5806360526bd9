import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import type { LoopAnswer } from './check';
import type { Prices } from './loop-bound';
import { pricesFor, provePlan } from './prove';
import { constraints, withoutAll } from './relaxed';

/**
 * What a checker needs to prove an answer quickly. Each claim is a question about the instance or about the instance
 * without some constraints:
 * `optimum` nothing beats the plan · `conflict` the clash alone is infeasible · `needed:ID` the clash without ID has
 * this plan · `fix:ID` (or `fix:ID+ID`) the best plan without these · `closed:ID` dropping ID does not help.
 */
export interface LoopCertificate {
  v: 1;
  /** Prices of people and groups, and the key of the lower bound they give (null = nothing is possible). */
  bounds: { claim: string; people: number[]; groups: number[]; least: number | null }[];
  plans: { claim: string; plan: LoopPlan }[];
  /** 32-bit FNV-1a of answer and certificate: a slip of the pen never passes, even one that would still prove. */
  seal: number;
}

/** What a claim asks: the instance without `dropped`; and whether only the existence of a plan matters. */
export interface Claim {
  name: string;
  instance: LoopInstance;
  anyPlan: boolean;
  plan: LoopPlan | null;
}

/** Every claim an answer makes; null when one of them names a constraint that is not there. */
export function claimsOf(instance: LoopInstance, answer: LoopAnswer): Claim[] | null {
  const { start, who, room, conflict, singleFixes, pairFixes } = answer;
  if (start && who)
    return [{ name: 'optimum', instance, anyPlan: false, plan: { start, who, room: room ?? [] } }];
  const all = constraints(instance);
  const claims: Claim[] = [];
  const ask = (name: string, dropped: string[], anyPlan: boolean): boolean => {
    const relaxed = withoutAll(instance, dropped);
    if (relaxed) claims.push({ name, instance: relaxed, anyPlan, plan: null });
    return relaxed !== null;
  };
  const outside = all.filter((id) => !conflict?.includes(id));
  if (!ask('conflict', outside, true)) return null;
  for (const id of conflict ?? []) if (!ask(`needed:${id}`, [...outside, id], true)) return null;
  for (const { id } of singleFixes ?? []) if (!ask(`fix:${id}`, [id], false)) return null;
  for (const { ids } of pairFixes ?? []) if (!ask(`fix:${ids.join('+')}`, ids, false)) return null;
  if (singleFixes)
    for (const id of conflict ?? [])
      if (!singleFixes.some((fix) => fix.id === id) && !ask(`closed:${id}`, [id], true)) return null;
  return claims;
}

/** Proves every claim of an answer once and keeps what made the proof short; null where the steps do not suffice. */
export function certify(instance: LoopInstance, answer: LoopAnswer, steps?: number): LoopCertificate | null {
  const claims = answer.status === 'UNKNOWN' ? null : claimsOf(instance, answer);
  if (!claims) return null;
  const certificate: LoopCertificate = { v: 1, bounds: [], plans: [], seal: 0 };
  for (const { name, instance: asked, anyPlan, plan } of claims) {
    const limit = steps === undefined ? {} : { steps };
    const first = name.startsWith('optimum') ? plan : quick(asked, anyPlan, limit);
    if (anyPlan && first) {
      certificate.plans.push({ claim: name, plan: first });
      continue;
    }
    const prices = pricesFor(asked, { ...limit, anyPlan, claim: first });
    const proof = prices && provePlan(asked, { ...limit, anyPlan, claim: first, prices });
    if (!proof || proof.kind === 'open') return null;
    certificate.bounds.push({ claim: name, ...prices, least: proof.least ?? null });
    if (proof.kind === 'best' && name !== 'optimum')
      certificate.plans.push({ claim: name, plan: proof.plan });
  }
  return { ...certificate, seal: sealOf(answer, certificate) };
}

function quick(asked: LoopInstance, anyPlan: boolean, limit: { steps?: number }): LoopPlan | null {
  const proof = provePlan(asked, { ...limit, anyPlan });
  return proof.kind === 'best' ? proof.plan : null;
}

export function pricesOf(certificate: LoopCertificate | null | undefined, claim: string): Prices | null {
  return certificate?.bounds.find((bound) => bound.claim === claim) ?? null;
}

/** FNV-1a over the numbers and words of answer and certificate, in a fixed order. */
export function sealOf(answer: LoopAnswer, { bounds, plans }: LoopCertificate): number {
  const { status, objective, start, who, room, bound, terms, conflict, singleFixes, pairFixes } = answer;
  const text = JSON.stringify([
    [status, objective, start, who, room, bound, terms && Object.entries(terms).sort(), conflict],
    [singleFixes?.map(({ id, objective: opened }) => [id, opened])],
    [pairFixes?.map(({ ids, objective: opened }) => [ids, opened])],
    bounds.map(({ claim, people, groups, least }) => [claim, people, groups, least]),
    plans.map(({ claim, plan }) => [claim, plan.start, plan.who, plan.room]),
  ]);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
