import type { Problem } from '@/lib/domain/problem';
import type { ActionState, Plan, PlanState } from './plan';

/** One write of a plan as a page shows it. Payloads never leave the worker. */
export interface WriteView {
  id: string;
  summary: string;
  system: 'lever' | 'google' | 'microsoft' | 'fulcrum';
  effect: 'check' | 'write' | 'mail';
  /** What undo can not take back. */
  irrevocable: string | null;
  state: ActionState;
  problem: Problem | null;
}

/** A text that would be sent or written, for reading before approving. */
export interface PlanText {
  audience: 'panel' | 'candidate' | 'lever';
  /** E-mail addresses; empty for a note. */
  to: string[];
  subject: string;
  body: string;
}

/** What every page shows of a booking. Times are ms epoch. */
export interface BookingPlanView {
  id: string;
  opportunityId: string;
  title: string;
  state: PlanState;
  createdAt: number;
  writes: WriteView[];
  drafts: PlanText[];
  problem: Problem | null;
  /** Worth knowing before approving; does not stand in the way. */
  warning: Problem | null;
  /** Said before and after: what undo cannot take back. */
  cannotRecall: string[];
}

export const writeViewsOf = (plan: Plan): WriteView[] =>
  plan.actions.map(({ action, state, problem }) => ({
    id: action.id,
    summary: action.summary,
    system: action.system,
    effect: action.effect,
    irrevocable: action.irrevocable ?? null,
    state,
    problem: problem ?? null,
  }));

/** What undo could not take back: of all writes while nothing is sent, of those sent afterwards. */
export const cannotRecallOf = (plan: Plan): string[] =>
  plan.actions.flatMap(({ action, state }) =>
    action.irrevocable && (plan.state === 'proposed' || (state !== 'planned' && state !== 'skipped'))
      ? [action.irrevocable]
      : [],
  );

/** Why it stopped: the plan's own reason, else that of the action it stopped at. */
export const problemOfPlan = (plan: Plan): Problem | null =>
  plan.problem ??
  plan.actions.find((a) => a.problem && ['failed', 'unknown', 'undo-failed'].includes(a.state))?.problem ??
  null;

export const bookingPlanView = (
  plan: Plan,
  drafts: PlanText[],
  warning: Problem | null = null,
): BookingPlanView => ({
  id: plan.id,
  opportunityId: plan.opportunityId,
  title: plan.title,
  state: plan.state,
  createdAt: plan.createdAt,
  writes: writeViewsOf(plan),
  drafts,
  problem: problemOfPlan(plan),
  warning,
  cannotRecall: cannotRecallOf(plan),
});
