import { withoutGroups } from './groups';
import { compile } from './model';
import { withoutPerson } from './repairs';
import { LoopSearch } from './search';
import { solveLoop } from './solve';
import type { LoopInstance, LoopOptions, LoopPlan } from './types';

export interface DeclineProof {
  plan: LoopPlan;
  /** People for whom nobody can step in at the same times, and people without whom no plan remains at all. */
  withoutStandIn: number[];
  critical: number[];
  /** Equally good plans compared; `exact` when these were all there are. */
  compared: number;
  exact: boolean;
}

export interface DeclineProofOptions {
  shouldStop?: () => boolean;
  /** Search steps for listing the equally good plans; default one million. */
  maxWork?: number;
  /** Plans to compare at most; default 200. */
  maxPlans?: number;
}

/**
 * Of all plans as good as the best (same objective), the one in which most people have a stand-in at the same times;
 * among equals the first in the order of starts. Null when the instance has no proven best plan within the limits.
 */
export function mostDeclineProof(
  instance: LoopInstance,
  options: DeclineProofOptions = {},
): DeclineProof | null {
  const { shouldStop, maxWork = 1_000_000, maxPlans = 200 } = options;
  const limits: LoopOptions = { maxWork, ...(shouldStop ? { shouldStop } : {}) };
  const best = solveLoop(instance, limits);
  if (best.status !== 'OPTIMAL' || !best.plan || best.objective === null) return null;
  const { plans, complete } = plansUpTo(instance, best.objective, limits, maxPlans);
  const open = new Map<number, boolean>();
  const survives = (person: number): boolean => {
    if (!open.has(person)) {
      const { status, plan } = solveLoop(withoutPerson(instance, person), { ...limits, anyPlan: true });
      open.set(person, plan !== null || status === 'UNKNOWN');
    }
    return open.get(person)!;
  };
  let chosen: DeclineProof | null = null;
  let compared = 0;
  // A cut list may have missed the canonical plan; a complete one begins with it.
  const list = complete ? plans : [best.plan, ...plans];
  for (const plan of list) {
    if (chosen && shouldStop?.()) break;
    compared++;
    const people = [...new Set(plan.who.flat())].sort((a, b) => a - b);
    const withoutStandIn = people.filter((person) => !hasStandIn(instance, plan, person, limits));
    const critical = withoutStandIn.filter((person) => !survives(person));
    const better =
      !chosen ||
      critical.length < chosen.critical.length ||
      (critical.length === chosen.critical.length && withoutStandIn.length < chosen.withoutStandIn.length);
    if (better) chosen = { plan, withoutStandIn, critical, compared: 0, exact: false };
  }
  return chosen && { ...chosen, compared, exact: complete && compared === list.length };
}

/** Every plan of this objective, in the order of starts and people; `complete` false when a limit was hit. */
function plansUpTo(
  instance: LoopInstance,
  objective: number,
  limits: LoopOptions,
  maxPlans: number,
): { plans: LoopPlan[]; complete: boolean } {
  const model = compile(instance);
  const found = new Map<string, LoopPlan>();
  const search = new LoopSearch(model, withoutGroups(model), limits, {
    patience: Number.MAX_SAFE_INTEGER,
    each: (plan) => {
      if (found.size >= maxPlans) return false;
      found.set(JSON.stringify([plan.start, plan.who]), plan);
      return true;
    },
  });
  search.resume(null, (objective + 1) * model.scale - 1);
  search.run();
  return { plans: [...found.values()].sort(inOrder), complete: !search.stopped };
}

function inOrder(a: LoopPlan, b: LoopPlan): number {
  const sum = (plan: LoopPlan): number => plan.start.reduce((total, start) => total + start, 0);
  if (sum(a) !== sum(b)) return sum(a) - sum(b);
  const x = a.start.flatMap((start, s) => [start, ...a.who[s]!]);
  const y = b.start.flatMap((start, s) => [start, ...b.who[s]!]);
  const at = x.findIndex((value, i) => value !== y[i]);
  return at < 0 ? 0 : x[at]! - y[at]!;
}

function hasStandIn(instance: LoopInstance, plan: LoopPlan, person: number, limits: LoopOptions): boolean {
  const options = { ...limits, pin: plan.start, anyPlan: true };
  return solveLoop(withoutPerson(instance, person), options).plan !== null;
}
