import type { Problem } from '@/lib/domain/problem';
import type { ActionRecord, Plan } from './plan';

/** What a person may do with a parked plan. */
export type Choice = 'retry' | 'skip' | 'undo' | 'force-undo';

/** An action whose mail went out, so far as is known. */
export const reachedPeople = (plan: Plan): boolean =>
  plan.actions.some((r) => r.action.effect === 'mail' && r.state === 'done');

/** A plan failed after something that cannot be taken back unnoticed: `final`. */
export function stoppedHalfway(plan: Plan, final: ActionRecord, cause?: Problem): Problem {
  const mailed = final.action.effect === 'mail';
  return {
    code: 'stopped-halfway',
    message: `"${plan.title}" stopped halfway: ${cause?.message ?? 'a step failed.'} By then this ${mailed ? 'had reached people' : 'had been done for good'}: ${final.action.summary}.`,
    next: `Retry or skip the failed step, or undo the plan${mailed ? '; undoing tells those people that it is cancelled' : ''}.`,
    subject: cause?.subject ?? final.action.id,
  };
}

export const wentStale = (plan: Plan): Problem => ({
  code: 'plan-went-stale',
  message: `"${plan.title}" was interrupted and continued only much later; the calendars may have changed since they were checked.`,
  next: 'Nobody was told and everything done was taken back. Choose a time again.',
  subject: plan.id,
});

export const undoFailed = (plan: Plan, record: ActionRecord, cause: Problem): Problem => ({
  ...cause,
  message: `Taking back "${record.action.summary}" of "${plan.title}" did not work: ${cause.message}`,
  subject: cause.subject ?? record.action.id,
});

/** In words, what a finished undo left behind; empty when nothing. */
export function leftBehind(plan: Plan): string[] {
  return plan.actions.flatMap(({ action, state, attempts }) => {
    if (action.effect === 'check' || attempts === 0) return [];
    if (state === 'skipped') return [`Left to a person: ${action.summary}`];
    if (state === 'done') return [action.irrevocable ?? `Stays as it is: ${action.summary}`];
    if (state === 'undone' && action.irrevocable) return [action.irrevocable];
    return [];
  });
}

/** The buttons of a parked plan; `actionId` is the action they are about. */
export function choicesOf(plan: Plan): { actionId: string | null; choices: Choice[] } {
  if (plan.state !== 'parked') return { actionId: null, choices: [] };
  const record = stuckAt(plan);
  const skip: Choice[] = record ? ['skip'] : [];
  return {
    actionId: record?.action.id ?? null,
    choices: ['retry', ...skip, plan.undo ? 'force-undo' : 'undo'],
  };
}

/** The action a parked plan waits for: backwards the last that could not be taken back, forwards the first not done. */
export function stuckAt(plan: Plan): ActionRecord | undefined {
  const waits = (r: ActionRecord) =>
    r.state === 'unknown' || r.state === (plan.undo ? 'undo-failed' : 'failed');
  return plan.undo ? [...plan.actions].reverse().find(waits) : plan.actions.find(waits);
}
