import { explainInfeasible, pairFixes } from '@/lib/scheduling/loop/explain';
import { drop, droppable } from '@/lib/scheduling/loop/relax';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance, LoopResult } from '@/lib/scheduling/loop/types';
import { checkLoop } from '@/lib/scheduling/loop-check/check';
import { provePlan } from '@/lib/scheduling/loop-check/prove';
import { constraints, withoutAll } from '@/lib/scheduling/loop-check/relaxed';
import { assignments, bruteForce, tinyLoop } from './loop-brute-force';
import { type LoopSize, makeLoop } from './loop-instances';
import type { Contestant } from './loop-race';

/** What was compared; sums over instances. */
export const COUNTERS = [
  'feasible',
  'infeasible',
  'unknown',
  'open',
  'clashes',
  'members',
  'singles',
  'pairs',
  'peers',
  'unfinished',
] as const;
export type Counts = Record<(typeof COUNTERS)[number], number>;

export interface Case {
  size: LoopSize | 'tiny';
  seed: number;
  /** Is the second search told the engine's plan (it then proves that nothing beats it)? */
  claimed: boolean;
  /** Tell a second time, by solving, whether each constraint (and each pair) helps. */
  exhaustive: boolean;
}

/** Search steps per instance; beyond them the answer is "best so far". */
const MAX_WORK = 200_000_000;
/** Steps of the second search for each claim. */
const PROOF_STEPS = 60_000_000;
/** Beyond this many assignments the second search is asked instead of judging each. */
const MOST_ASSIGNMENTS = 100_000;
const PEER_LIMIT_MS = 10_000;

export const noCounts = (): Counts => Object.fromEntries(COUNTERS.map((name) => [name, 0])) as Counts;

/** Faults of the engine on one made-up instance: against brute force, the second search and the solvers given. */
export async function judgeCase(
  which: Case,
  count: Counts,
  peers: Map<string, Contestant>,
): Promise<string[]> {
  const instance = which.size === 'tiny' ? tinyLoop(which.seed) : makeLoop(which.seed, which.size);
  const result = solveLoop(instance, { maxWork: MAX_WORK });
  // Where solvers are asked, all else was compared before.
  const faults =
    peers.size > 0
      ? []
      : which.size === 'tiny'
        ? compareAll(instance, result, count)
        : compare(instance, result, which, count);
  for (const [name, peer] of peers) {
    const { status, objective } = await peer.solve(instance, PEER_LIMIT_MS);
    if (status === 'OPEN' || result.status === 'UNKNOWN') count.unfinished++;
    else {
      count.peers++;
      if (status !== result.status || objective !== result.objective)
        faults.push(`${name} has ${status} ${objective}, the engine ${result.status} ${result.objective}`);
    }
  }
  return faults;
}

/** Every assignment judged, for the instance itself and, when there is no plan, for its clash and fixes. */
function compareAll(instance: LoopInstance, { plan, objective }: LoopResult, count: Counts): string[] {
  const wanted = bruteForce(instance);
  if (wanted) {
    count.feasible++;
    const same = JSON.stringify(wanted.plan) === JSON.stringify(plan);
    return same ? [] : [`${objective} ${JSON.stringify(plan)}, brute force has ${wanted.objective}`];
  }
  if (plan) return ['a plan where brute force finds none'];
  const second = provenFeasible(count);
  return compareReason(instance, true, count, (asked) =>
    assignments(asked) <= MOST_ASSIGNMENTS ? bruteForce(asked) !== null : second(asked),
  );
}

function compare(
  instance: LoopInstance,
  result: LoopResult,
  { claimed, exhaustive }: Case,
  count: Counts,
): string[] {
  if (result.status === 'UNKNOWN') {
    count.unknown++;
    const { valid, errors } = checkLoop(instance, { ...result, ...result.plan, terms: null }, limited);
    return valid ? [] : errors;
  }
  if (!result.plan) return compareReason(instance, exhaustive, count, provenFeasible(count));
  count.feasible++;
  const proof = limited(instance, claimed ? { claim: result.plan } : {});
  if (proof.kind === 'open') count.open++;
  else if (proof.kind === 'none') return ['the second search finds no plan'];
  else if (JSON.stringify(proof.plan) !== JSON.stringify(result.plan))
    return [`${result.objective} ${JSON.stringify(result.plan)}, the second search has ${proof.objective}`];
  return [];
}

const limited: typeof provePlan = (instance, options) =>
  provePlan(instance, { ...options, steps: PROOF_STEPS });

/** Does the second search find a plan? Null (and counted) when its steps do not suffice. */
function provenFeasible(count: Counts): (asked: LoopInstance) => boolean | null {
  return (asked) => {
    const { kind } = limited(asked, { anyPlan: true });
    if (kind === 'open') count.open++;
    return kind === 'open' ? null : kind === 'best';
  };
}

/**
 * The clash stands alone, and without any one of its members it opens; every other constraint is dropped in turn to
 * see that it is no single fix; the fixes cost what is claimed; on small instances every pair too.
 */
function compareReason(
  instance: LoopInstance,
  exhaustive: boolean,
  count: Counts,
  feasible: (asked: LoopInstance) => boolean | null,
): string[] {
  count.infeasible++;
  const explanation = explainInfeasible(instance, { maxWork: MAX_WORK });
  const { conflict, singleFixes, complete } = explanation;
  if (!conflict || !complete) {
    count.unknown++;
    return [];
  }
  const errors: string[] = [];
  const expect = (dropped: string[], wanted: boolean, name: string): void => {
    const relaxed = withoutAll(instance, dropped);
    if (!relaxed) errors.push(`${name}: names what is not there`);
    else if (feasible(relaxed) === !wanted)
      errors.push(`${name}: should be ${wanted ? 'feasible' : 'infeasible'}`);
  };
  const all = constraints(instance);
  const outside = all.filter((id) => !conflict.includes(id));
  expect(outside, false, 'the clash');
  for (const id of conflict) expect([...outside, id], true, `the clash without ${id}`);
  count.clashes++;
  count.members += conflict.length;
  const single = new Map(singleFixes.map(({ ids, objective }) => [ids[0]!, objective]));
  for (const [id, objective] of single) {
    const proof = limited(withoutAll(instance, [id])!, {});
    if (proof.kind === 'open') count.open++;
    else if (proof.kind === 'none' || proof.objective !== objective)
      errors.push(
        `fix ${id}: ${objective} is claimed, not ${proof.kind === 'none' ? 'none' : proof.objective}`,
      );
  }
  for (const id of exhaustive ? all : conflict) {
    count.singles++;
    if (!single.has(id)) expect([id], false, `single fix ${id}`);
  }
  if (exhaustive && instance.sessions.length <= 4) errors.push(...comparePairs(instance, explanation, count));
  return errors;
}

function comparePairs(
  instance: LoopInstance,
  explanation: Parameters<typeof pairFixes>[1],
  count: Counts,
): string[] {
  const pairs = pairFixes(instance, explanation, { maxWork: MAX_WORK });
  if (!pairs) return ['pairs: stopped'];
  const single = new Set(explanation.singleFixes.flatMap(({ ids }) => ids));
  const listed = new Set(pairs.map(({ ids }) => [...ids].sort().join(' ')));
  const rest = droppable(instance).filter((id) => !single.has(id));
  return rest.flatMap((a, i) =>
    rest.slice(i + 1).flatMap((b) => {
      count.pairs++;
      const { plan } = solveLoop(drop(instance, [a, b]), { anyPlan: true, maxWork: MAX_WORK });
      return (plan !== null) === listed.has([a, b].sort().join(' '))
        ? []
        : [`pair ${a} ${b}: listed wrongly`];
    }),
  );
}
