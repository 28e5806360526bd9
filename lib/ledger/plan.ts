import type { Problem } from '@/lib/domain/problem';

/**
 * One effect on the world (or one check that guards the effects after it). `payload` is plain JSON, typed by
 * the handler registered for `kind`. A payload refers to what an earlier action produced by that action's id.
 */
export interface Action {
  /** Unique inside the plan, readable: `interviewers-event`. */
  id: string;
  kind: string;
  payload: unknown;
  /** In words, for the preview: "Create the calendar event … on rec@acme.example". */
  summary: string;
  /** Where it happens, for grouping in the preview. */
  system: 'lever' | 'google' | 'microsoft' | 'fulcrum';
  /** `check` changes nothing; `write` changes a system; `mail` reaches people and cannot be recalled. */
  effect: 'check' | 'write' | 'mail';
  /** Said in the preview: what undo can not take back. */
  irrevocable?: string;
  /** Persisted before the call: hash of plan id, action id and booking attempt (64 hex characters). */
  key: string;
  /** Ids of actions that must be done first; the order of the list is kept in any case. */
  after?: string[];
}

/**
 * planned ─▶ intended ─▶ done ─▶ undoing ─▶ undone
 *               │ ▲                 └─▶ undo-failed
 *               ▼ │
 *       unknown ──┘ (reconciled: done, or planned again)
 *       intended ─▶ failed     planned ─▶ skipped
 *
 * The whole table, with the ways back a person may choose, is in `states.ts`.
 */
export type ActionState =
  | 'planned'
  | 'intended'
  | 'unknown'
  | 'done'
  | 'failed'
  | 'skipped'
  | 'undoing'
  | 'undone'
  | 'undo-failed';

export interface ActionRecord {
  action: Action;
  state: ActionState;
  attempts: number;
  /** What the handler returned; JSON. */
  result?: unknown;
  problem?: Problem;
  /** ms epoch of the last change. */
  at: number;
}

export type PlanState =
  /** Previewed, not approved. */
  | 'proposed'
  | 'running'
  | 'done'
  /** A check or write failed for good and everything done before was taken back. */
  | 'rolled-back'
  /** Stopped for a person: something failed and could not be taken back, or the outcome cannot be told. */
  | 'parked'
  | 'undoing'
  | 'undone'
  | 'discarded'
  /** Nobody decided in time; a new proposal is needed. */
  | 'expired';

export interface Plan {
  id: string;
  workflow: string;
  /** One line: "Book a 60-minute interview with Alex Rivera on Tue 9 Mar, 15:00". */
  title: string;
  /** Lever opportunity id the plan is about. */
  opportunityId: string;
  /** Who approved it (Lever user id, or `fulcrum:phase-2` for a rule) and when; null while proposed. */
  approvedBy: string | null;
  approvedAt: number | null;
  createdAt: number;
  updatedAt: number;
  state: PlanState;
  actions: ActionRecord[];
  /** `person`: made by a click. `fulcrum`: proposed by a trigger, so the policy decides whether it may run. */
  origin: 'person' | 'fulcrum';
  /** Lever posting id, for policy and filters. */
  postingId: string | null;
  /** ms epoch after which a proposal is no longer offered; null = no limit. */
  expiresAt: number | null;
  /** Whole sentences: why a person has to decide. Empty for a plan of a person. */
  needs: string[];
  /** Free for the workflow (what was chosen and why); JSON. */
  context: unknown;
  problem?: Problem;
  /** Set once taking back has begun; from then on the plan only goes backwards. */
  undo?: UndoRequest;
}

interface UndoRequest {
  /** Lever user id, or `fulcrum` when a failure started it. */
  by: string;
  /** ms epoch. */
  at: number;
  /** `failure` ends in `rolled-back`, `asked` in `undone`. */
  cause: 'failure' | 'asked';
  /** What went wrong, when the cause is a failure. */
  problem?: Problem;
  /** Take back also what somebody else changed meanwhile. */
  force: boolean;
  /** Lever user id of who asked that it be taken back; the kill switch does not stop that. */
  insistedBy?: string;
}

/** What a handler may use while it works. */
export interface ActionContext {
  plan: Plan;
  action: Action;
  /** Result of an earlier action of the plan; throws when it has none. */
  resultOf<T>(actionId: string): T;
  signal: AbortSignal;
  /** While taking back: a person has said to go on although somebody changed the thing meanwhile. */
  force?: boolean;
}

export type Reconciled =
  | { outcome: 'done'; result: unknown }
  /** Certainly not there: safe to send again. */
  | { outcome: 'absent' }
  | { outcome: 'cannot-tell'; problem: Problem };

/** One thing that is not as Fulcrum left it, in words a person can compare side by side. */
export interface Difference {
  /** `Time`, `Title`, `Guests`, `The event`. */
  what: string;
  /** What Fulcrum wrote. */
  written: string;
  /** What is there now. */
  now: string;
}

/**
 * How one kind of action is done, found again, and taken back. `execute` throws `Failure`; a failure whose
 * `unknownOutcome` is set (time-out, cut connection, 5xx after sending) makes the ledger reconcile first.
 */
export interface ActionHandler<P = unknown, R = unknown> {
  kind: string;
  execute(payload: P, context: ActionContext): Promise<R>;
  /** Reads the other side to learn whether an intent took effect. */
  reconcile(payload: P, context: ActionContext): Promise<Reconciled>;
  /** Absent for checks and for what cannot be taken back. Must be idempotent. */
  compensate?(payload: P, result: R, context: ActionContext): Promise<void>;
  /** Reads only: what a person changed since `execute`; empty = as it was left. Throws when it cannot be read. */
  compare?(payload: P, result: R, context: ActionContext): Promise<Difference[]>;
}
