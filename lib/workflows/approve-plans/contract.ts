import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import type { PlanState } from '@/lib/ledger/plan';
import type { PlanText, WriteView } from '@/lib/ledger/plan-views';
import { defineContract, method } from '@/lib/messaging/contract';

/** One proposal as the inbox shows it. Times are ms epoch, zones IANA names. */
export interface ApprovalItem {
  planId: string;
  workflow: string;
  title: string;
  state: PlanState;
  opportunityId: string;
  candidate: string | null;
  posting: string | null;
  stage: string | null;
  when: { start: number; end: number; zone: string; candidateZone: string } | null;
  /** Whole sentences: why a person has to decide. */
  needs: string[];
  writes: WriteView[];
  texts: PlanText[];
  /** What cannot be taken back: would be (proposed) or was (afterwards). */
  cannotRecall: string[];
  proposedAt: number;
  /** null = no limit. */
  expiresAt: number | null;
  factsAt: number;
  decidedAt: number | null;
  updatedAt: number;
  /** Why it stopped, or why it cannot be approved. */
  problem: Problem | null;
}

/** A candidate for whom no time is found so far. */
export interface WaitingView {
  id: string;
  opportunityId: string;
  candidate: string;
  posting: string;
  stage: string;
  link: string;
  /** Since when a time is looked for, ms epoch. */
  since: number;
  nextTryAt: number;
  tries: number;
  /** When somebody was told; null = not yet. */
  escalatedAt: number | null;
  reasons: string[];
  suggestions: string[];
  /** It has gone on for so long that somebody was told. */
  told: boolean;
}

export interface Inbox {
  /** Waiting for a decision, the one that expires first at the top. */
  open: ApprovalItem[];
  /** Nobody decided in time. */
  expired: ApprovalItem[];
  /** Decided lately, newest first. */
  decided: ApprovalItem[];
  waiting: WaitingView[];
  watch: {
    watched: { posting: string; stage: string; since: number }[];
    lookedAt: number | null;
    problem: Problem | null;
  };
}

/** What became of one yes. */
export interface Approved {
  planId: string;
  /** `done` and `running`: it is under way or finished; `refused`: nothing was done; `failed`: it ran and stopped. */
  outcome: 'done' | 'running' | 'refused' | 'failed';
  item: ApprovalItem;
  /** Why nothing was done, or why it stopped. */
  problem: Problem | null;
  /** The next best, proposed in its place. */
  instead: ApprovalItem | null;
}

const plan = z.object({ planId: z.string().min(1).max(120) });

/** The approvals inbox; own pages only. */
export const approvePlans = defineContract('approve-plans', {
  inbox: method<Inbox>()(z.object({})),
  /** How many things wait for a decision. */
  count: method<number>()(z.object({})),
  /** One plan as it is now, for following it while it runs. */
  item: method<ApprovalItem>()(plan),
  /** Checks everything again, without deciding; for the preview of several. */
  check: method<{ ok: boolean; problem: Problem | null }>()(plan),
  /** Checks everything again and runs the plan. What goes wrong is in the answer. */
  approve: method<Approved>()(plan),
  turnDown: method<ApprovalItem>()(plan.extend({ reason: z.string().max(500).default('') })),
  /** A new proposal in place of one that expired. */
  proposeAgain: method<ApprovalItem>()(plan),
  undo: method<ApprovalItem>()(plan.extend({ force: z.boolean().default(false) })),
  /** Opens the candidate in Lever with the panel, to choose something else. */
  change: method<null>()(plan),
  openWaiting: method<null>()(z.object({ id: z.string().min(1).max(200) })),
  stopLooking: method<null>()(z.object({ id: z.string().min(1).max(200) })),
});
