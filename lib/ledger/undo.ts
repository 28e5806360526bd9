import type { Problem } from '@/lib/domain/problem';
import { call, killSwitch, problemOfCall, staysDone, switchedOff, type Work } from './call';
import { leftBehind, undoFailed } from './exceptions';
import type { ActionRecord, Plan } from './plan';
import { reconcile } from './reconcile';
import { pause, pauseAfter } from './retry';

/**
 * Takes back what an `undoing` plan has done, last first. May be called again after a crash: compensations
 * are idempotent. Stops and parks at the first that does not work, for those before it may depend on it.
 */
export async function takeBack(work: Work, plan: Plan): Promise<void> {
  const signal = killSwitch(work, plan);
  for (const record of [...plan.actions].reverse()) {
    if (signal.aborted) return park(work, plan, switchedOff(plan, signal));
    if (record.state === 'unknown') {
      const problem = await reconcile(work, plan, record);
      if (problem && !plan.undo?.force)
        return park(work, plan, signal.aborted ? switchedOff(plan, signal) : problem);
      if (problem) await work.journal.action(plan, record, { to: 'skipped', event: 'action-left', problem });
    }
    if (!(record.state === 'done' || record.state === 'undoing' || record.state === 'undo-failed')) continue;
    // Checks, and mail that is out, stay as they are; what that leaves behind is said at the end.
    if (record.state === 'done' && staysDone(work, record)) continue;
    const problem = await compensate(work, plan, record);
    if (problem) return park(work, plan, problem);
  }
  await finish(work, plan);
}

/** Null when taken back; else why not, with the action left `undo-failed` (or `undoing` when switched off). */
async function compensate(work: Work, plan: Plan, record: ActionRecord): Promise<Problem | null> {
  const { journal, clock, patience } = work;
  const signal = killSwitch(work, plan);
  if (record.state !== 'undoing')
    await journal.action(plan, record, { to: 'undoing', event: 'undo-intended' });
  for (let n = 1; ; n++) {
    try {
      await call(work, plan, record, async (handler, context) =>
        handler.compensate?.(record.action.payload, record.result, context),
      );
    } catch (error) {
      const problem = problemOfCall(error, record);
      if (signal.aborted) return switchedOff(plan, signal);
      if ((problem.retryable || problem.unknownOutcome) && n < patience.readings) {
        await pause(clock, pauseAfter(n, patience, clock.random()), signal);
        continue;
      }
      await journal.action(plan, record, { to: 'undo-failed', event: 'undo-failed', problem });
      return undoFailed(plan, record, problem);
    }
    await journal.action(plan, record, { to: 'undone', event: 'action-undone' });
    return null;
  }
}

async function finish(work: Work, plan: Plan): Promise<void> {
  if (plan.undo?.cause === 'failure') {
    // The reason the plan failed is what the person needs to read, not that taking it back worked.
    return work.journal.plan(plan, {
      to: 'rolled-back',
      event: 'plan-rolled-back',
      problem: plan.undo.problem,
    });
  }
  const left = leftBehind(plan);
  const problem: Problem | undefined = left.length
    ? {
        code: 'left-behind',
        message: `"${plan.title}" was undone. What stays: ${left.map((one) => one.replace(/[.]$/, '')).join('; ')}.`,
        next: 'Tell the people concerned if they need to know.',
      }
    : undefined;
  await work.journal.plan(plan, { to: 'undone', event: 'plan-undone', problem });
}

const park = (work: Work, plan: Plan, problem: Problem): Promise<void> =>
  work.journal.plan(plan, { to: 'parked', event: 'undo-parked', problem });
