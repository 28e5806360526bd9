import type { Problem } from '@/lib/domain/problem';
import { call, killSwitch, problemOfCall, staysDone, switchedOff, type Work } from './call';
import { reachedPeople, stoppedHalfway, wentStale } from './exceptions';
import { FULCRUM } from './journal';
import type { ActionRecord, Plan } from './plan';
import { reconcile } from './reconcile';
import { pause, pauseAfter } from './retry';
import { takeBack } from './undo';

/**
 * Does what is left of a running plan, in order, until it is done, taken back, or parked. `stale` = it lay
 * unfinished for so long that its checks no longer mean anything; then nothing new is sent unless people
 * have already been told.
 */
export async function advance(work: Work, plan: Plan, stale = false): Promise<void> {
  const signal = killSwitch(work, plan);
  for (;;) {
    const record = plan.actions.find((r) => r.state !== 'done' && r.state !== 'skipped');
    if (!record) return work.journal.plan(plan, { to: 'done', event: 'plan-done' });
    if (signal.aborted) return park(work, plan, switchedOff(plan, signal));
    if (record.state === 'failed') return giveUp(work, plan, record.problem);
    if (record.state === 'unknown') {
      const problem = await reconcile(work, plan, record);
      if (problem) return park(work, plan, signal.aborted ? switchedOff(plan, signal) : problem);
    } else if (missing(plan, record)) {
      await work.journal.action(plan, record, { to: 'skipped', event: 'action-skipped' });
    } else if (stale && !reachedPeople(plan)) {
      return giveUp(work, plan, wentStale(plan));
    } else {
      await send(work, plan, record);
    }
  }
}

/** True when something this action needs was left out. */
const missing = (plan: Plan, record: ActionRecord): boolean =>
  plan.actions.some((r) => r.state === 'skipped' && record.action.after?.includes(r.action.id));

async function send(work: Work, plan: Plan, record: ActionRecord): Promise<void> {
  const { journal, clock, patience } = work;
  const signal = killSwitch(work, plan);
  if (record.attempts > 0) await pause(clock, pauseAfter(record.attempts, patience, clock.random()), signal);
  if (signal.aborted) return;
  record.attempts += 1;
  await journal.action(plan, record, { to: 'intended', event: 'action-intended' });
  let result: unknown;
  try {
    result = await call(work, plan, record, (handler, context) =>
      handler.execute(record.action.payload, context),
    );
  } catch (error) {
    return failed(work, plan, record, problemOfCall(error, record));
  }
  await journal.action(plan, record, { to: 'done', event: 'action-done', result: result ?? null });
}

function failed(work: Work, plan: Plan, record: ActionRecord, problem: Problem): Promise<void> {
  const { journal, patience } = work;
  if (problem.unknownOutcome)
    return journal.action(plan, record, { to: 'unknown', event: 'action-unknown', problem });
  const again = problem.retryable && record.attempts < patience.attempts;
  const step = again
    ? { to: 'planned' as const, event: 'action-postponed' }
    : { to: 'failed' as const, event: 'action-failed' };
  return journal.action(plan, record, { ...step, problem });
}

/**
 * Takes everything back by itself only when nobody has been told and everything has a way back. Once
 * invitations are out, taking back would send cancellations: a person decides that.
 */
async function giveUp(work: Work, plan: Plan, problem?: Problem): Promise<void> {
  const done = plan.actions.filter((r) => r.state === 'done' && r.action.effect !== 'check');
  const final = done.find((r) => r.action.effect === 'mail') ?? done.find((r) => staysDone(work, r));
  if (final) return park(work, plan, stoppedHalfway(plan, final, problem));
  plan.undo = { by: FULCRUM, at: work.clock.now(), cause: 'failure', problem, force: false };
  await work.journal.plan(plan, { to: 'undoing', event: 'rollback-started', problem });
  return takeBack(work, plan);
}

const park = (work: Work, plan: Plan, problem: Problem): Promise<void> =>
  work.journal.plan(plan, { to: 'parked', event: 'plan-parked', problem });
