import { DayPlan } from './day-plan';
import { type OptionSpace, withGroups, withoutGroups } from './groups';
import { compile, type LoopModel } from './model';
import { pricePeople } from './prices';
import { LoopSearch, type SearchSetup } from './search';
import { objectiveOf, termsOf } from './terms';
import type { LoopInstance, LoopOptions, LoopResult } from './types';

/** Steps the search without group states may take before group states are worth their tables. */
const PATIENCE = 400;
const NEVER = Number.MAX_SAFE_INTEGER;

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

/** One search after the other: each gives up when a stronger relaxation is worth its tables. */
function searchFor(model: LoopModel, options: LoopOptions): LoopSearch {
  const grouped = model.instance.rules.groups.length > 0;
  const first = new LoopSearch(model, withoutGroups(model), options, {
    ...(grouped ? { patience: PATIENCE } : {}),
  });
  first.run();
  if (!first.impatient) return first;
  const counted = grouped ? withGroups(model) : null;
  const second = grouped ? after(first, model, counted ?? withoutGroups(model), options, {}) : first;
  if (!second.impatient) return second;
  const limit = options.maxWork ?? Number.MAX_SAFE_INTEGER;
  const prices = pricePeople(
    model,
    second.bestKey,
    (cells) => second.work + cells > limit || options.shouldStop?.() === true,
  );
  if (!prices) return after(second, model, counted ?? withoutGroups(model), options, { patience: NEVER });
  const { refund, days, cells } = prices;
  const space = counted ? withGroups(prices.model)! : days.space;
  return after(second, prices.model, space, options, {
    prices: { refund, days: counted ? new DayPlan(prices.model, space) : days, unpriced: model },
    patience: NEVER,
    spent: counted ? cells : cells - days.cells(),
  });
}

/** Another search that knows what the one before has found. */
function after(
  before: LoopSearch,
  model: LoopModel,
  space: OptionSpace,
  options: LoopOptions,
  setup: SearchSetup,
): LoopSearch {
  const search = new LoopSearch(model, space, options, {
    ...setup,
    spent: before.work + (setup.spent ?? 0),
  });
  search.resume(before.best, before.bestKey);
  search.boundKey = before.boundKey;
  search.run();
  return search;
}
