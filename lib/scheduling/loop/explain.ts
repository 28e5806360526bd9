import { smallestClash } from './quickxplain';
import { drop, droppable } from './relax';
import { solveAny, solveLoop } from './solve';
import { StartSets } from './start-sets';
import type { LoopInstance, LoopPlan } from './types';
import { violations } from './violations';

/** Constraints whose dropping restores feasibility, with the best plan that opens. */
export interface LoopFix {
  ids: string[];
  objective: number;
  plan: LoopPlan;
}

export interface LoopExplanation {
  /**
   * A smallest clash in the sense of deletion: infeasible with everything else dropped, feasible when any one of it is
   * dropped as well. `[]` when even the full relaxation is infeasible; null when the search was stopped before.
   */
  conflict: string[] | null;
  /** Every constraint whose dropping alone helps, cheapest new optimum first; only those found when stopped. */
  singleFixes: LoopFix[];
  /** False when the search was stopped, so that fixes may be missing or not optimal. */
  complete: boolean;
}

export interface ExplainOptions {
  shouldStop?: () => boolean;
  /** Work limit of each single question. */
  maxWork?: number;
}

/** Why an infeasible instance is infeasible, and what single change would open it. */
export function explainInfeasible(instance: LoopInstance, options: ExplainOptions = {}): LoopExplanation {
  const conflict = findConflict(instance, options);
  if (!conflict) return { conflict: null, singleFixes: [], complete: false };
  // Dropping a constraint outside the conflict leaves the conflict in force: only its members can help.
  const { fixes, complete } = fixesAmong(instance, conflict, [], options);
  return { conflict, singleFixes: fixes, complete };
}

/**
 * Pairs whose dropping together helps although neither does alone; exact by the same argument: one of the pair is in
 * the conflict, the other one in a conflict that remains without the first. Null when stopped.
 */
export function pairFixes(
  instance: LoopInstance,
  explanation: LoopExplanation,
  options: ExplainOptions = {},
): LoopFix[] | null {
  const single = new Set(explanation.singleFixes.flatMap(({ ids }) => ids));
  const found = new Map<string, LoopFix>();
  for (const first of explanation.conflict ?? []) {
    if (single.has(first)) continue;
    const remaining = findConflict(drop(instance, [first]), options);
    if (!remaining) return null;
    const { fixes, complete } = fixesAmong(
      instance,
      remaining.map((id) => numberedBefore(id, first)).filter((id) => !single.has(id)),
      [first],
      options,
    );
    if (!complete) return null;
    for (const fix of fixes) found.set([...fix.ids].sort().join(' '), fix);
  }
  return cheapestFirst([...found.values()]);
}

/** An id of the instance without `dropped` as the whole instance numbers it: `before:1` was `before:2` if 0 or 1 went. */
function numberedBefore(id: string, dropped: string): string {
  const [kind, at] = id.split(':');
  const [gone, from] = dropped.split(':');
  const moved = kind === gone && kind !== 'busy' && Number(at) >= Number(from);
  return moved ? `${kind}:${Number(at) + 1}` : id;
}

function fixesAmong(
  instance: LoopInstance,
  ids: string[],
  also: string[],
  options: ExplainOptions,
): { fixes: LoopFix[]; complete: boolean } {
  const fixes: LoopFix[] = [];
  const sets = new StartSets(instance.days, instance.step);
  for (const id of ids) {
    const relaxed = drop(instance, [...also, id]);
    if (solveAny(relaxed, sets, options).status === 'INFEASIBLE') continue;
    const result = solveLoop(relaxed, options);
    if (result.status === 'UNKNOWN') return { fixes: cheapestFirst(fixes), complete: false };
    if (result.plan) fixes.push({ ids: [...also, id], objective: result.objective!, plan: result.plan });
  }
  return { fixes: cheapestFirst(fixes), complete: true };
}

function cheapestFirst(fixes: LoopFix[]): LoopFix[] {
  return fixes
    .map((fix, rank) => ({ fix, rank }))
    .sort((a, b) => a.fix.objective - b.fix.objective || a.rank - b.rank)
    .map(({ fix }) => fix);
}

/**
 * A smallest clash over the droppable ids (see `smallestClash`). People come last in the order, so the clash speaks of
 * rules where rules suffice. Plans found on the way answer later questions: a relaxation that drops all they break is
 * feasible without a search.
 */
function findConflict(instance: LoopInstance, options: ExplainOptions): string[] | null {
  const ids = droppable(instance);
  const broken: Set<string>[] = [];
  const sets = new StartSets(instance.days, instance.step);
  const clashes = (kept: readonly string[]): boolean => {
    if (broken.some((breaks) => !kept.some((id) => breaks.has(id)))) return false;
    const keep = new Set(kept);
    const { plan, status } = solveAny(
      drop(
        instance,
        ids.filter((id) => !keep.has(id)),
      ),
      sets,
      options,
    );
    if (status === 'UNKNOWN' && !plan) throw new Stopped();
    if (plan) broken.push(violations(instance, plan));
    return plan === null;
  };
  try {
    const found = new Set(smallestClash(ids, clashes));
    return ids.filter((id) => found.has(id));
  } catch (error) {
    if (error instanceof Stopped) return null;
    throw error;
  }
}

class Stopped extends Error {}
