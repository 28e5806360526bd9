/**
 * Thousands of made-up on-sites of every size: the engine's answer against the second search (which shares nothing
 * with it) and, where they are installed and the size allows, against general solvers. Infeasible ones: the clash by
 * exhaustive deletion, every constraint tried as a single fix, and on small ones every pair.
 * Run: npm run bench:conformance -- [SHARE]   (1 = everything, 0.1 = a tenth; default 1)
 */
import { explainInfeasible, pairFixes } from '@/lib/scheduling/loop/explain';
import { drop, droppable } from '@/lib/scheduling/loop/relax';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { checkLoop } from '@/lib/scheduling/loop-check/check';
import { provePlan } from '@/lib/scheduling/loop-check/prove';
import { type LoopSize, makeLoop } from './loop-instances';
import { type LoopPeer, loopPeers } from './loop-peers';

interface Plan {
  size: LoopSize;
  count: number;
  /** Instances that also go to the general solvers. */
  peers: number;
  /** Is the second search told the engine's plan (it then proves that nothing beats it)? */
  claimed: boolean;
  /** Try every constraint and every pair as a fix by solving again. */
  exhaustive: boolean;
}

const PLANS: Plan[] = [
  { size: 'S', count: 1500, peers: 60, claimed: false, exhaustive: true },
  { size: 'M', count: 400, peers: 12, claimed: false, exhaustive: true },
  { size: 'L', count: 60, peers: 1, claimed: true, exhaustive: false },
  { size: 'XL', count: 16, peers: 0, claimed: true, exhaustive: false },
  { size: 'XXL', count: 6, peers: 0, claimed: true, exhaustive: false },
  { size: 'H', count: 6, peers: 0, claimed: true, exhaustive: false },
];
const PEER_LIMIT_MS = 30_000;
/** Search steps per instance; beyond them the answer is "best so far". */
const MAX_WORK = 200_000_000;

interface Count {
  feasible: number;
  infeasible: number;
  unknown: number;
  open: number;
  clashes: number;
  singles: number;
  pairs: number;
  peers: number;
  peersUnsolved: number;
}

async function main(share: number): Promise<number> {
  const peers = await loopPeers((line) => console.log(line));
  const wrong: string[] = [];
  for (const plan of PLANS) {
    const count: Count = {
      feasible: 0,
      infeasible: 0,
      unknown: 0,
      open: 0,
      clashes: 0,
      singles: 0,
      pairs: 0,
      peers: 0,
      peersUnsolved: 0,
    };
    const total = Math.max(1, Math.round(plan.count * share));
    for (let i = 0; i < total; i++) {
      const instance = makeLoop(50_000 + i, plan.size);
      const faults = compare(instance, plan, count);
      if (i < plan.peers * share) faults.push(...(await comparePeers(instance, peers, count)));
      wrong.push(...faults.map((fault) => `${plan.size} ${50_000 + i}: ${fault}`));
    }
    console.log(`${plan.size.padStart(3)} n=${total} ${JSON.stringify(count)}`);
  }
  for (const line of wrong) console.log(line);
  console.log(wrong.length === 0 ? 'no difference' : `${wrong.length} differences`);
  return wrong.length === 0 ? 0 : 1;
}

function compare(instance: LoopInstance, { claimed, exhaustive }: Plan, count: Count): string[] {
  const result = solveLoop(instance, { maxWork: MAX_WORK });
  if (result.status === 'UNKNOWN') {
    count.unknown++;
    const { valid, errors } = checkLoop(instance, { ...result, ...result.plan, terms: null });
    return valid ? [] : errors;
  }
  if (result.plan) {
    count.feasible++;
    const proof = provePlan(instance, claimed ? { claim: result.plan } : {});
    if (proof.kind === 'open') count.open++;
    else if (proof.kind === 'none') return ['the second search finds no plan'];
    else if (JSON.stringify(proof.plan) !== JSON.stringify(result.plan))
      return [`${result.objective} ${JSON.stringify(result.plan)}, the second search has ${proof.objective}`];
    return [];
  }
  count.infeasible++;
  return compareReason(instance, exhaustive, count);
}

function compareReason(instance: LoopInstance, exhaustive: boolean, count: Count): string[] {
  const explanation = explainInfeasible(instance, { maxWork: MAX_WORK });
  const { conflict, singleFixes, complete } = explanation;
  if (!conflict || !complete) {
    count.open++;
    return [];
  }
  const pairs = pairFixes(instance, explanation, { maxWork: MAX_WORK }) ?? [];
  const { errors, unproven } = checkLoop(instance, {
    status: 'INFEASIBLE',
    objective: null,
    conflict,
    singleFixes: singleFixes.map(({ ids, objective }) => ({ id: ids[0]!, objective })),
    pairFixes: exhaustive ? pairs.map(({ ids, objective }) => ({ ids, objective })) : [],
  });
  if (unproven.length > 0) count.open++;
  count.clashes++;
  if (!exhaustive) return errors;
  const all = droppable(instance);
  const opens = (ids: string[]): boolean =>
    solveLoop(drop(instance, ids), { anyPlan: true, maxWork: MAX_WORK }).plan !== null;
  const single = new Set(singleFixes.flatMap(({ ids }) => ids));
  for (const id of all) if (opens([id]) !== single.has(id)) errors.push(`single fix ${id}: listed wrongly`);
  count.singles += all.length;
  if (instance.sessions.length > 4) return errors;
  const listed = new Set(pairs.map(({ ids }) => [...ids].sort().join(' ')));
  const rest = all.filter((id) => !single.has(id));
  rest.forEach((a, i) => {
    for (const b of rest.slice(i + 1)) {
      count.pairs++;
      if (opens([a, b]) !== listed.has([a, b].sort().join(' ')))
        errors.push(`pair ${a} ${b}: listed wrongly`);
    }
  });
  return errors;
}

async function comparePeers(instance: LoopInstance, peers: LoopPeer[], count: Count): Promise<string[]> {
  const faults: string[] = [];
  const { objective } = solveLoop(instance);
  for (const peer of peers) {
    const answer = await peer.solve(instance, PEER_LIMIT_MS);
    if (answer === 'unsolved') count.peersUnsolved++;
    else {
      count.peers++;
      if (answer !== objective) faults.push(`${peer.name} has ${answer}, the engine ${objective}`);
    }
  }
  return faults;
}

process.exitCode = await main(Number(process.argv[2] ?? 1));
