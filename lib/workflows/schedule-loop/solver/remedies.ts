import { applyAction } from '@/lib/scheduling/loop/apply-action';
import type { LoopExplanation } from '@/lib/scheduling/loop/explain';
import { pairFixes } from '@/lib/scheduling/loop/explain';
import type { LoopAction, LoopRemedy } from '@/lib/scheduling/loop/fact-types';
import { remedyOf } from '@/lib/scheduling/loop/facts';
import { remediesFor } from '@/lib/scheduling/loop/remedies';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import { termsOf } from '@/lib/scheduling/loop/terms';
import type { LoopInstance, LoopPlan } from '@/lib/scheduling/loop/types';
import type { Variant } from '../explain/variants';
import { breaksOf } from '../rules';

/** A remedy, or (`leaveOut`) the plan without an optional session. */
export interface FoundRemedy extends LoopRemedy {
  leaveOut?: number;
  /** The plan stands on the finer grid of the question. */
  fine?: true;
}

/**
 * What would open a plan, the best plan first: single fixes, smaller steps of the same kind, stretched days and
 * sessions left out; pairs only where nothing alone helps. Of several steps of one kind the smallest stays.
 */
export function findRemedies(
  instance: LoopInstance,
  explanation: LoopExplanation,
  variants: readonly Variant[],
  maxWork: number,
): FoundRemedy[] {
  const single = remediesFor(instance, explanation, { maxWork });
  const pairs =
    explanation.conflict && explanation.singleFixes.length === 0
      ? (pairFixes(instance, explanation, { maxWork }) ?? [])
      : [];
  const paired = pairs.map(({ ids, plan, objective }) => remedyOf(instance, ids, plan, objective));
  const others = variants.flatMap(({ kind, about, instance: other }): FoundRemedy[] => {
    // A person outside the clash cannot open it.
    if (kind === 'stretch' && !explanation.conflict?.includes(`busy:${about}`)) return [];
    const { plan, objective, status } = solveLoop(other, { maxWork });
    if (!plan || objective === null) return [];
    const proven = status === 'OPTIMAL';
    if (kind === 'stretch') return [remedyOf(instance, [`busy:${about}`], plan, objective, proven)];
    if (kind === 'leave-out') return [{ actions: [], plan, objective, proven, leaveOut: about }];
    const [from, to] = [instance.sessions[about]?.dur ?? 0, other.sessions[about]?.dur ?? 0];
    const action = { kind: 'shorten' as const, session: about, from, to };
    const points = onGrid(instance.step, other, plan);
    return [{ actions: [action], plan, objective: points, proven, fine: true }];
  });
  return smallest([...single, ...paired, ...others])
    .map((remedy) => settled(instance, remedy, maxWork))
    .map((remedy, rank) => ({ remedy, rank }))
    .sort((a, b) => a.remedy.objective - b.remedy.objective || a.rank - b.rank)
    .map(({ remedy }) => remedy);
}

/** Points of a plan as the grid of the question counts them: waiting and odd hours are priced by the step. */
function onGrid(step: number, instance: LoopInstance, plan: LoopPlan): number {
  const { idle, off, ...others } = termsOf(instance, plan);
  const rest = Object.values(others).reduce((sum, points) => sum + points, 0);
  return rest + Math.round(((idle + off) * instance.step) / step);
}

/** The plan as it will be once exactly these actions are done: a fix drops a whole rule, an action only what it needs. */
function settled(instance: LoopInstance, remedy: FoundRemedy, maxWork: number): FoundRemedy {
  if (remedy.leaveOut !== undefined || remedy.fine) return remedy;
  const eased = remedy.actions.reduce(applyAction, instance);
  if (breaksOf(eased, remedy.plan).length === 0) return remedy;
  const { plan, objective } = solveLoop(eased, { maxWork });
  return plan && objective !== null ? { ...remedy, plan, objective } : remedy;
}

/** Of remedies that do the same to the same, the one that asks least; among those the best plan. */
function smallest(found: readonly FoundRemedy[]): FoundRemedy[] {
  const kept = new Map<string, FoundRemedy>();
  for (const remedy of found) {
    const key =
      remedy.leaveOut === undefined ? remedy.actions.map(subject).join('+') : `out ${remedy.leaveOut}`;
    const known = kept.get(key);
    const less = known ? burden(remedy) - burden(known) || remedy.objective - known.objective : -1;
    if (less < 0) kept.set(key, remedy);
  }
  return [...kept.values()];
}

function subject(action: LoopAction): string {
  switch (action.kind) {
    case 'ask-person':
      return `${action.kind} ${action.person}`;
    case 'shorten':
      return `${action.kind} ${action.session}`;
    case 'lift-limit':
      return `${action.kind} ${[...new Set(action.people.map(({ person }) => person))].sort().join()}`;
    case 'relax-rule':
      return `${action.kind} ${action.id}`;
    default:
      return action.kind;
  }
}

/** How much is asked: minutes, days or places. Only compared between remedies of one subject. */
const burden = ({ actions }: FoundRemedy): number =>
  actions.reduce((sum, action) => {
    const minutes = (spans: readonly (readonly [number, number])[]): number =>
      spans.reduce((all, [a, b]) => all + b - a, 0);
    switch (action.kind) {
      case 'ask-person':
        return sum + minutes(action.times.flatMap(({ busy }) => busy));
      case 'widen-window':
        return sum + minutes(action.times);
      case 'shorten':
        return sum + action.from - action.to;
      case 'split-days':
        return sum + action.to - action.from;
      default:
        return sum + 1;
    }
  }, 0);
