import { findAnyPlan } from './any-plan';
import { DayPlan } from './day-plan';
import { type OptionSpace, withGroups, withoutGroups } from './groups';
import { compile, type LoopModel } from './model';
import { pricePeople } from './prices';
import { LoopSearch, type SearchSetup } from './search';
import { StartSets } from './start-sets';
import { objectiveOf, termsOf } from './terms';
import type { LoopInstance, LoopOptions, LoopPlan, LoopResult, LoopStatus } from './types';

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
  return options.anyPlan
    ? solveAny(instance, new StartSets(instance.days, instance.step), options)
    : solveBest(instance, options, 0);
}

/**
 * Some plan, or the proof that there is none: `UNKNOWN` with a plan, or INFEASIBLE. Instances that differ only in
 * people, candidate, sessions, rooms and rules may share `sets`.
 */
export function solveAny(instance: LoopInstance, sets: StartSets, options: LoopOptions): LoopResult {
  const { status, plan, work } = findAnyPlan(instance, sets, options);
  if (status === 'INFEASIBLE') return answer(instance, 'INFEASIBLE', null, null, work);
  if (plan) return answer(instance, 'UNKNOWN', plan, null, work);
  const { maxWork = NEVER } = options;
  if (work > maxWork) return answer(instance, 'UNKNOWN', null, null, work);
  return solveBest(instance, { ...options, anyPlan: true }, work);
}

function solveBest(instance: LoopInstance, options: LoopOptions, spent: number): LoopResult {
  const model = compile(instance, options.pin);
  const search = searchFor(model, options, spent);
  const { best, stopped, work } = search;
  const proven = !stopped && !(options.anyPlan && best);
  const status = proven ? (best ? 'OPTIMAL' : 'INFEASIBLE') : 'UNKNOWN';
  return answer(instance, status, best, Math.floor(search.boundKey / model.scale), work);
}

function answer(
  instance: LoopInstance,
  status: LoopStatus,
  plan: LoopPlan | null,
  reached: number | null,
  work: number,
): LoopResult {
  const terms = plan ? termsOf(instance, plan) : null;
  const objective = terms ? objectiveOf(terms) : null;
  if (status === 'INFEASIBLE') return { status, plan, objective, terms, bound: null, work };
  if (status === 'OPTIMAL') return { status, plan, objective, terms, bound: objective, work };
  const bound = reached === null ? null : Math.min(reached, objective ?? reached);
  return { status, plan, objective, terms, bound, work };
}

/** One search after the other: each gives up when a stronger relaxation is worth its tables. */
function searchFor(model: LoopModel, options: LoopOptions, spent: number): LoopSearch {
  const grouped = model.instance.rules.groups.length > 0;
  const first = new LoopSearch(model, withoutGroups(model), options, {
    spent,
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
