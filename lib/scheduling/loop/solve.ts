import { withGroups, withoutGroups } from './groups';
import { compile, type LoopModel } from './model';
import { LoopSearch } from './search';
import { objectiveOf, termsOf } from './terms';
import type { LoopInstance, LoopOptions, LoopResult } from './types';

/** Steps the search without group states may take before group states are worth their tables. */
const PATIENCE = 400;

/**
 * The best schedule of a loop, proven, or the proof that there is none.
 *
 * OPTIMAL: `plan` is the canonical optimum (least objective, then least sum of starts, then lexicographically
 * smallest). INFEASIBLE: no plan exists. UNKNOWN: stopped by `shouldStop` or `maxWork`; `plan` is the best so far and
 * `bound` a proven lower bound. The same input and the same `maxWork` give the same answer.
 */
export function solveLoop(instance: LoopInstance, options: LoopOptions = {}): LoopResult {
  const model = compile(instance, options.pin);
  const search = searchFor(model, options);
  const { best, stopped, work } = search;
  const terms = best ? termsOf(instance, best) : null;
  const objective = terms ? objectiveOf(terms) : null;
  const proven = !stopped && !(options.anyPlan && best);
  const status = proven ? (best ? 'OPTIMAL' : 'INFEASIBLE') : 'UNKNOWN';
  const reached = Math.floor(search.boundKey / model.scale);
  const bound =
    status === 'INFEASIBLE'
      ? null
      : status === 'OPTIMAL'
        ? objective
        : Math.min(reached, objective ?? reached);
  return { status, plan: best, objective, terms, bound, work };
}

function searchFor(model: LoopModel, options: LoopOptions): LoopSearch {
  const grouped = model.instance.rules.groups.length > 0;
  const plain = new LoopSearch(model, withoutGroups(model), options, grouped ? PATIENCE : undefined);
  plain.run();
  if (!plain.impatient) return plain;
  const space = withGroups(model) ?? withoutGroups(model);
  const search = new LoopSearch(model, space, options, undefined, plain.work);
  search.resume(plain.best, plain.bestKey);
  search.run();
  search.boundKey = Math.max(search.boundKey, plain.boundKey);
  return search;
}
