import type { StoreApi } from 'zustand/vanilla';
import type { Problem } from '@/lib/domain/problem';
import type { ConstraintDecision } from '@/lib/domain/scheduling-constraint';
import type { PlanActions } from '@/lib/interviews/follow-plans';
import type { Client } from '@/lib/messaging/contract';
import type { RepairReport } from '@/lib/scheduling/loop/repairs';
import type { LoopPlan, LoopResult } from '@/lib/scheduling/loop/types';
import type { LoopPlanView, LoopView, scheduleLoop } from './contract';
import type { FactView } from './explain/clash';
import type { Relaxation } from './explain/relaxations';
import { planOf } from './question';
import { breaksOf } from './rules';
import type { LoopDraft } from './schema';
import type { Checked } from './solver/check';
import type { Alternative, DeclineProofPlan, PlanB } from './solver/jobs';

export type LoopClient = Client<typeof scheduleLoop>;

/** How far the search is. `bound` and `objective` are points, lower is better. */
export interface SearchState {
  phase: 'idle' | 'running' | 'stopped' | 'proven' | 'unproven' | 'impossible';
  objective: number | null;
  bound: number | null;
  result: LoopResult | null;
}

export interface LoopState {
  phase: 'starting' | 'no-candidate' | 'ready';
  opportunityId: string | null;
  theme: 'light' | 'dark' | null;
  view: LoopView | null;
  /** The view is from before a booking, a change or an undo that has come to its end since. */
  outdated: boolean;
  task: 'load' | 'refresh' | 'save' | 'preview' | null;
  failed: { problem: Problem; retry: (() => Promise<void>) | null } | null;
  search: SearchState;
  /** The plan Fulcrum proposed first for the question as it is; for the record of how often people take it. */
  proposal: LoopPlan | null;
  /** The plan on the screen: found, edited, or booked. */
  shown: LoopPlan | null;
  past: LoopPlan[];
  future: LoopPlan[];
  /** Sessions that keep their start in the next search, by session id. */
  pinned: ReadonlySet<string>;
  facts: FactView[] | null;
  relaxations: Relaxation[] | null;
  /** What the second program says about the best plan, or about there being none. */
  checked: Checked | null;
  repairs: RepairReport | null;
  declineProof: DeclineProofPlan | null;
  alternatives: Alternative[] | null;
  /** What was changed for this candidate before, newest last; for taking changes back. */
  drafts: { draft: LoopDraft; text: string }[];
  /** Who cannot come to the booked on-site, and the plan for that. */
  gone: string[];
  planB: PlanB | null;
  plan: LoopPlanView | null;
  plans: LoopPlanView[] | null;
}

export const IDLE: SearchState = { phase: 'idle', objective: null, bound: null, result: null };
/** What was found out about a question or a plan; void as soon as either changes. */
export const UNTOLD = {
  facts: null,
  relaxations: null,
  checked: null,
  repairs: null,
  declineProof: null,
  alternatives: null,
};
/** Nothing read, nothing found. */
export const EMPTY = {
  ...UNTOLD,
  view: null,
  outdated: false,
  task: null,
  failed: null,
  search: IDLE,
  proposal: null,
  shown: null,
  past: [],
  future: [],
  pinned: new Set<string>(),
  drafts: [],
  gone: [],
  planB: null,
  plan: null,
  plans: null,
};

export interface LoopActions extends PlanActions<LoopPlanView> {
  look(): Promise<void>;
  show(opportunityId: string): Promise<void>;
  refresh(): Promise<void>;
  /** Replaces what was changed for this candidate; `text` names it for taking it back. */
  save(draft: LoopDraft, text: string): Promise<boolean>;
  undoSave(): Promise<void>;
  remember(): Promise<void>;
  relax(relaxation: Relaxation): Promise<void>;
  /** Counts, ignores or asks again about a sentence of a note. */
  decide(wishId: string, decision: ConstraintDecision): Promise<void>;
  stop(): void;
  /** Searches again; pinned sessions keep their start. */
  searchAgain(): Promise<void>;
  /** Leaves a plan that was handed over from elsewhere, and searches for this candidate alone. */
  searchAlone(): Promise<void>;
  pin(sessionId: string, on: boolean): void;
  edit(plan: LoopPlan): void;
  undoEdit(): void;
  redoEdit(): void;
  take(plan: LoopPlan): void;
  somebodyGone(ids: string[]): Promise<void>;
  preview(): Promise<void>;
  /** What undoing the plan would meet; rejects when it could not be asked. */
  compare(planId: string): ReturnType<LoopClient['compare']>;
  loadPlans(): Promise<void>;
  closePanel(): Promise<void>;
  dismissFailure(): void;
  dispose(): void;
}

export type LoopStore = StoreApi<LoopState & LoopActions>;

/** The plan that is booked, in the indexes of the question; null when nothing is. */
export const bookedPlan = (view: LoopView | null): LoopPlan | null =>
  view?.question && view.booked ? planOf(view.question, view.booked.choice) : null;

/** The plan handed over from elsewhere, in the indexes of the question; null when there is none or it does not hold any more. */
export function suggestedPlan(view: LoopView | null): LoopPlan | null {
  if (!view?.question || !view.suggested || view.booked) return null;
  const plan = planOf(view.question, view.suggested.choice);
  return plan && breaksOf(view.question.instance, plan).length === 0 ? plan : null;
}

export const same = (a: LoopPlan | null, b: LoopPlan | null): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** True when the plan on the screen may be previewed: it holds, and it differs from what is booked. */
export function canPreview({ view, shown, gone }: LoopState): boolean {
  if (!view?.question || !shown || breaksOf(view.question.instance, shown).length > 0) return false;
  const away = shown.who.flat().some((p) => gone.includes(view.question?.people[p]?.id ?? ''));
  return !away && !(view.booked && same(shown, bookedPlan(view)));
}
