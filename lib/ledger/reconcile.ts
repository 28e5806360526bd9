import { type Problem, problemOf } from '@/lib/domain/problem';
import { call, killSwitch, type Work } from './call';
import type { ActionRecord, Plan, Reconciled } from './plan';
import { pause, pauseAfter } from './retry';

/** A record left `intended` by a worker that died: nobody knows whether the call took effect. */
export async function markInterrupted(work: Work, plan: Plan): Promise<void> {
  for (const record of plan.actions) {
    if (record.state !== 'intended') continue;
    await work.journal.action(plan, record, {
      to: 'unknown',
      event: 'action-interrupted',
      problem: record.problem,
    });
  }
}

/**
 * Finds out about an `unknown` action by reading the other side; leaves it `done`, `planned` (may be sent
 * again) or `failed` (sent often enough). Answers a problem, and leaves it `unknown`, when it cannot be told.
 */
export async function reconcile(work: Work, plan: Plan, record: ActionRecord): Promise<Problem | null> {
  const { journal, clock, patience } = work;
  const signal = killSwitch(work, plan);
  // A check has no effect to look for: it is simply made again.
  if (record.action.effect === 'check') return absent(work, plan, record);
  await pause(clock, record.at + patience.settle - clock.now(), signal);
  for (let n = 1; ; n++) {
    const answer = await read(work, plan, record);
    if (answer.outcome === 'done') {
      await journal.action(plan, record, {
        to: 'done',
        event: 'action-found',
        result: answer.result ?? null,
      });
      return null;
    }
    if (answer.outcome === 'absent') return absent(work, plan, record);
    const { problem } = answer;
    const again = (problem.retryable || problem.unknownOutcome) && n < patience.readings && !signal.aborted;
    if (!again) return cannotTell(plan, record, problem);
    await pause(clock, pauseAfter(n, patience, clock.random()), signal);
  }
}

async function read(work: Work, plan: Plan, record: ActionRecord): Promise<Reconciled> {
  try {
    return await call(work, plan, record, (handler, context) =>
      handler.reconcile(record.action.payload, context),
    );
  } catch (error) {
    return { outcome: 'cannot-tell', problem: problemOf(error) };
  }
}

async function absent(work: Work, plan: Plan, record: ActionRecord): Promise<null> {
  const again = record.attempts < work.patience.attempts;
  const problem = record.problem ?? interruptedTooOften(record);
  await work.journal.action(
    plan,
    record,
    again ? { to: 'planned', event: 'action-absent' } : { to: 'failed', event: 'action-failed', problem },
  );
  return null;
}

const interruptedTooOften = (record: ActionRecord): Problem => ({
  code: 'interrupted-too-often',
  message: `"${record.action.summary}" was interrupted ${record.attempts} times and never took effect.`,
  next: 'Try again; if it happens again, export the activity log and report it.',
});

const cannotTell = (plan: Plan, record: ActionRecord, cause: Problem): Problem => ({
  code: 'outcome-unknown',
  message: `Whether "${record.action.summary}" took effect could not be told for "${plan.title}": ${cause.message}`,
  next: `${cause.next} Then choose Retry: it looks again before anything is sent.`,
  subject: cause.subject ?? record.action.id,
  retryable: cause.retryable,
});
