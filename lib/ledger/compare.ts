import { type Problem, problemOf } from '@/lib/domain/problem';
import { call, type Work } from './call';
import type { ActionRecord, Difference, Plan } from './plan';

/** One action as it is outside now. */
export interface Compared {
  actionId: string;
  summary: string;
  differences: Difference[];
  /** Set when it could not be read, so nothing is known about it. */
  problem: Problem | null;
}

/** What undoing a plan would meet. */
export interface Comparison {
  planId: string;
  /** Only what differs or could not be read. */
  items: Compared[];
  /** How many actions were read. */
  read: number;
  /** Why the plan cannot be undone at all; null when it can. */
  refusal: Problem | null;
}

/** Compares what a plan wrote with what is there now. Reads only; one unreadable thing does not hide the others. */
export async function compareWithNow(work: Work, plan: Plan): Promise<Comparison> {
  const refusal = cannotUndo(plan);
  const written = refusal ? [] : plan.actions.filter((record) => comparable(work, record));
  const items = await Promise.all(written.map((record) => compared(work, plan, record)));
  return {
    planId: plan.id,
    items: items.filter((one) => one.problem !== null || one.differences.length > 0),
    read: written.length,
    refusal,
  };
}

const comparable = (work: Work, { state, action }: ActionRecord): boolean =>
  (state === 'done' || state === 'undo-failed') && work.handlers.get(action.kind)?.compare !== undefined;

async function compared(work: Work, plan: Plan, record: ActionRecord): Promise<Compared> {
  const { id, summary, payload } = record.action;
  try {
    const differences = await call(work, plan, record, async (handler, context) =>
      handler.compare ? handler.compare(payload, record.result, context) : [],
    );
    return { actionId: id, summary, differences, problem: null };
  } catch (error) {
    return { actionId: id, summary, differences: [], problem: problemOf(error) };
  }
}

/** An undo is not undone: what it deleted is gone, and writing it again is a booking like any other. */
export function cannotUndo(plan: Plan): Problem | null {
  if (plan.state === 'undone' || plan.state === 'rolled-back')
    return {
      code: 'cannot-undo',
      message: `"${plan.title}" cannot be undone: it has already been ${plan.state === 'undone' ? 'undone' : 'taken back after it failed'}. An undo itself is not undone: what it removed is gone, and people may have been told.`,
      next: 'Make a new plan: the calendars are read again and everybody is asked again.',
      subject: plan.id,
    };
  if (
    plan.state === 'done' ||
    plan.state === 'parked' ||
    plan.state === 'running' ||
    plan.state === 'undoing'
  )
    return null;
  return {
    code: 'cannot-undo',
    message: `"${plan.title}" was never carried out, so there is nothing to take back.`,
    next: 'Make a new plan if it is still wanted.',
    subject: plan.id,
  };
}
