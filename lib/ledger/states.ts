import { Failure } from '@/lib/domain/problem';
import type { ActionState, PlanState } from './plan';

/** Where an action may go next. What is not here can not happen: {@link assertActionStep} refuses it. */
export const ACTION_STEPS: Readonly<Record<ActionState, readonly ActionState[]>> = {
  planned: ['intended', 'skipped'],
  // Back to `planned` when the call certainly had no effect and may be made again.
  intended: ['done', 'failed', 'unknown', 'planned'],
  // Told by reading the other side; `skipped` when a person takes it over.
  unknown: ['done', 'planned', 'failed', 'skipped'],
  done: ['undoing'],
  // Only a person moves it on: try again, or go on without it.
  failed: ['planned', 'skipped'],
  skipped: [],
  undoing: ['undone', 'undo-failed'],
  undone: [],
  // Tried again, or left standing because a person says so.
  'undo-failed': ['undoing', 'skipped'],
};

/** Where a plan may go next. */
export const PLAN_STEPS: Readonly<Record<PlanState, readonly PlanState[]>> = {
  proposed: ['running', 'discarded', 'expired'],
  running: ['done', 'undoing', 'parked'],
  done: ['undoing'],
  parked: ['running', 'undoing'],
  undoing: ['undone', 'rolled-back', 'parked'],
  'rolled-back': [],
  undone: [],
  discarded: [],
  // Put away by a person who has seen it.
  expired: ['discarded'],
};

/** States nothing leads out of. */
export const isFinal = (state: PlanState): boolean => PLAN_STEPS[state].length === 0;

function refuse(what: string, from: string, to: string): never {
  throw new Failure({
    code: 'ledger-step-refused',
    message: `${what} is "${from}" and cannot become "${to}".`,
    next: 'Open Activity to see what was done; nothing was changed now.',
  });
}

/** @throws Failure `ledger-step-refused` when the table has no such step. */
export function assertActionStep(actionId: string, from: ActionState, to: ActionState): void {
  if (!ACTION_STEPS[from].includes(to)) refuse(`Action ${actionId}`, from, to);
}

/** @throws Failure `ledger-step-refused` when the table has no such step. */
export function assertPlanStep(planId: string, from: PlanState, to: PlanState): void {
  if (!PLAN_STEPS[from].includes(to)) refuse(`Plan ${planId}`, from, to);
}
