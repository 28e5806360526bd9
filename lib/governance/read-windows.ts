/** What was read about a candidate. */
export const READ_KINDS = ['opportunity', 'interviews', 'notes', 'feedback', 'resume'] as const;
export type ReadKind = (typeof READ_KINDS)[number];

/** Why: `panel` a person looked, `prefetch` read ahead, `trigger` Fulcrum by itself, `booking` a plan's step. */
export type ReadPurpose = 'panel' | 'prefetch' | 'trigger' | 'booking';

export interface CandidateReading {
  /** Lever user id of whoever it was read for, or `fulcrum`. */
  actor: string;
  opportunityId: string;
  kind: ReadKind;
  purpose: ReadPurpose;
}

/** Readings of one kind, condensed: one log entry with a count. */
export interface ReadWindow extends CandidateReading {
  /** Name of the window; the log entry carries it, so that it is written once. */
  id: string;
  count: number;
  /** ms epoch. */
  firstAt: number;
  lastAt: number;
}

/** A window takes readings for so long; then it becomes one log entry and a new one begins. */
export const WINDOW_MS = 5 * 60_000;

export const windowKey = ({ actor, opportunityId, kind, purpose }: CandidateReading): string =>
  JSON.stringify([actor, opportunityId, kind, purpose]);

export const isDue = (window: ReadWindow, now: number): boolean =>
  now - window.firstAt >= WINDOW_MS || now < window.firstAt;

/** The window with one reading more. */
export const counted = (window: ReadWindow, now: number): ReadWindow => ({
  ...window,
  count: window.count + 1,
  lastAt: Math.max(window.lastAt, now),
});
