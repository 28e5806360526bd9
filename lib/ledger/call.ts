import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import type { Journal } from './journal';
import type { ActionContext, ActionHandler, ActionRecord, Plan } from './plan';
import type { Patience } from './retry';

/** What running, reconciling and undoing share. */
export interface Work {
  journal: Journal;
  clock: Clock;
  patience: Patience;
  handlers: ReadonlyMap<string, ActionHandler>;
  /** Aborted while the workflow is switched off; the reason may be a `Failure` that says by whom. */
  signalFor(workflow: string): AbortSignal;
}

const never = new AbortController().signal;

/** The kill switch as it concerns a plan: what a person wants taken back is taken back also while it is off. */
export const killSwitch = (work: Pick<Work, 'signalFor'>, plan: Plan): AbortSignal =>
  plan.undo?.insistedBy === undefined ? work.signalFor(plan.workflow) : never;

const offText = (plan: Plan, { reason }: AbortSignal): string =>
  reason instanceof Failure ? reason.problem.message : `${plan.workflow} is switched off.`;

/** Why a plan was held: nothing more is sent, what was done stays until a person decides. */
export const switchedOff = (plan: Plan, signal: AbortSignal): Problem => ({
  code: 'workflow-switched-off',
  message: `"${plan.title}" was stopped in the middle. ${offText(plan, signal)}`,
  next: 'Undo it at any time, or switch it on again under Automation and choose Retry.',
  subject: plan.id,
});

/** Nothing new is begun while the workflow is off. @throws Failure `workflow-switched-off` */
export function mustBeOn(work: Pick<Work, 'signalFor'>, plan: Plan): void {
  const signal = killSwitch(work, plan);
  if (!signal.aborted) return;
  throw new Failure({
    code: 'workflow-switched-off',
    message: `"${plan.title}" cannot go on. ${offText(plan, signal)}`,
    next: 'Switch it on again under Automation; undoing is possible also while it is off.',
    subject: plan.id,
  });
}

function handlerOf(work: Work, record: ActionRecord): ActionHandler {
  const handler = work.handlers.get(record.action.kind);
  if (handler) return handler;
  throw new Failure({
    code: 'action-kind-unknown',
    message: `This version of Fulcrum does not know how to do "${record.action.summary}" (${record.action.kind}).`,
    next: 'Update Fulcrum, then retry or undo the plan in Activity.',
  });
}

/**
 * True when undo leaves the action as it is: it changed nothing, or its kind has no way back. A kind nobody
 * knows is not such a case: taking it back has to fail visibly.
 */
export function staysDone(work: Work, record: ActionRecord): boolean {
  const handler = work.handlers.get(record.action.kind);
  return handler ? handler.compensate === undefined : record.action.effect === 'check';
}

function resultIn(plan: Plan, id: string): unknown {
  const record = plan.actions.find((r) => r.action.id === id);
  if (record?.result !== undefined) return record.result;
  throw new Failure({
    code: 'earlier-step-missing',
    message: `A step of "${plan.title}" needs what "${record?.action.summary ?? id}" makes, and that was not done.`,
    next: 'Retry the plan from there, or undo it.',
  });
}

/** Calls a handler with a copy of the plan, a time limit, and the kill switch. */
export async function call<T>(
  work: Work,
  plan: Plan,
  record: ActionRecord,
  invoke: (handler: ActionHandler, context: ActionContext) => Promise<T>,
): Promise<T> {
  const handler = handlerOf(work, record);
  const off = killSwitch(work, plan);
  const signal = AbortSignal.any([off, AbortSignal.timeout(work.patience.call)]);
  const copy = structuredClone(plan);
  const context: ActionContext = {
    plan: copy,
    action: structuredClone(record.action),
    // The handler of the kind knows the type of what it made.
    resultOf: <R>(id: string) => resultIn(copy, id) as R,
    signal,
    force: plan.undo?.force ?? false,
  };
  let stop: () => void = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () =>
      reject(
        new Failure(off.aborted ? { ...switchedOff(plan, off), unknownOutcome: true } : noAnswer(record)),
      );
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([invoke(handler, context), stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

const noAnswer = (record: ActionRecord): Problem => ({
  code: 'no-answer',
  message: `"${record.action.summary}" got no answer in time.`,
  next: 'Check the connection and retry.',
  retryable: true,
  unknownOutcome: true,
});

/** What a failed call means. An exception that is no `Failure` says nothing about the effect of a write. */
export function problemOfCall(error: unknown, record: ActionRecord): Problem {
  const problem = problemOf(error);
  const told =
    error instanceof Failure || (typeof error === 'object' && error !== null && 'problem' in error);
  return told || record.action.effect === 'check' ? problem : { ...problem, unknownOutcome: true };
}
