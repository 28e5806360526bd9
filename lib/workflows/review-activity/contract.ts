import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import type { Comparison } from '@/lib/ledger/compare';
import type { ActionState, PlanState } from '@/lib/ledger/plan';
import { defineContract, method } from '@/lib/messaging/contract';

export interface ActivityPlan {
  id: string;
  workflow: string;
  title: string;
  opportunityId: string;
  state: PlanState;
  createdAt: number;
  updatedAt: number;
  approvedBy: string | null;
  problem: Problem | null;
  cannotRecall: string[];
  /** What a person may do now. `skip` concerns `waitsFor`. */
  choices: ('undo' | 'force-undo' | 'retry' | 'skip')[];
  /** Id of the write a parked plan waits for. */
  waitsFor: string | null;
  writes: {
    id: string;
    summary: string;
    system: 'lever' | 'google' | 'microsoft' | 'fulcrum';
    effect: 'check' | 'write' | 'mail';
    state: ActionState;
    problem: Problem | null;
    at: number;
  }[];
}

export interface AuditRow {
  seq: number;
  /** ms epoch. */
  at: number;
  actor: string;
  workflow: string;
  opportunityId: string | null;
  planId: string | null;
  event: string;
  summary: string;
  hash: string;
  /** The candidate's details were erased; the entry still proves that something happened. */
  erased: boolean;
}

/** One value of a filter, with how many entries have it while the other filters hold. */
export interface Facet {
  value: string;
  label: string;
  count: number;
}

export interface AuditOverview {
  candidates: Facet[];
  workflows: Facet[];
  actors: Facet[];
  events: Facet[];
  /** Entries that pass all filters but the words. */
  matching: number;
  /** Equal spans of time from the first to the last of them, ms epoch. */
  activity: { from: number; to: number; count: number }[];
  /** Candidacies this user may not see; their entries are shown without candidate and details. */
  concealed: number;
}

/** One step of a story: an entry, and everything as it was right after it. */
export interface StoryStep {
  seq: number;
  at: number;
  actor: string;
  event: string;
  summary: string;
  /** Facts the entry holds, in words. */
  facts: { name: string; value: string }[];
  /** State of the plan after it; null for a story without a plan. */
  plan: PlanState | null;
  /** State of each write after it, by id. */
  states: Record<string, ActionState>;
  hash: string;
  before: string;
  /** Its content has the hash it states, and it continues the entry before it. */
  fits: boolean;
  /** Erased details leave who, when and what kind. */
  erased: boolean;
}

export interface Story {
  title: string;
  workflow: string;
  opportunityId: string | null;
  planId: string | null;
  writes: { id: string; summary: string }[];
  steps: StoryStep[];
  erased: { at: number; by: string } | null;
}

export interface CandidateRow {
  opportunityId: string;
  label: string;
  entries: number;
  plans: number;
  lastAt: number;
  erased: { at: number; by: string } | null;
}

export interface ErasurePreview {
  opportunityId: string;
  label: string;
  erases: string[];
  stays: string[];
  /** Why it cannot be done now; null = it can. */
  refusal: Problem | null;
}

export interface HostRow {
  host: string;
  purpose: string;
  permission: 'granted' | 'missing' | 'not-needed';
  requests: number;
  candidateRequests: number;
  bytesOut: number;
  bytesIn: number;
  /** ms epoch; null = never called since the list begins. */
  lastAt: number | null;
}

/** What the connected user may do here, from their role in Lever. */
export interface MayView {
  role: string;
  known: boolean;
  readLog: boolean;
  exportLog: boolean;
  erase: boolean;
}

export interface EgressRow {
  at: number;
  host: string;
  method: string;
  path: string;
  purpose: string;
  status: number | null;
  bytesOut: number;
  bytesIn: number;
  candidateData: boolean;
  ms: number;
  /** Why there is no status: `offline`, `timeout`. */
  failure: string | null;
}

const planStateSchema = z.enum([
  'proposed',
  'running',
  'done',
  'rolled-back',
  'parked',
  'undoing',
  'undone',
  'discarded',
  'expired',
]) satisfies z.ZodType<PlanState>;
const id = z.string().max(120);

const value = z.string().max(120).nullable().default(null);
/** Of the audit log; null = all. Times are ms epoch, `from` included, `to` not. */
const filters = {
  workflow: value,
  actor: value,
  event: value,
  opportunityId: value,
  from: z.number().int().nullable().default(null),
  to: z.number().int().nullable().default(null),
};
export type AuditFilters = {
  workflow: string | null;
  actor: string | null;
  event: string | null;
  opportunityId: string | null;
  from: number | null;
  to: number | null;
};

/** A place in Lever's page that was not found; holds structure only, no text of the page. */
export interface PageReport {
  at: number;
  selector: string;
  /** When the selector was last known to fit, `YYYY-MM-DD`. */
  seen: string;
  path: string;
  structure: string;
}

export const reviewActivity = defineContract('review-activity', {
  plans: method<ActivityPlan[]>()(
    z.object({
      state: planStateSchema.nullable().default(null),
      limit: z.number().int().min(1).max(500).default(100),
    }),
  ),
  /** What undo would meet: what was written beside what is there now. Reads only. */
  compare: method<Comparison>()(z.object({ planId: id })),
  undo: method<ActivityPlan>()(z.object({ planId: id, force: z.boolean().default(false) })),
  retry: method<ActivityPlan>()(z.object({ planId: id })),
  skip: method<ActivityPlan>()(z.object({ planId: id, actionId: id })),
  audit: method<{ rows: AuditRow[]; total: number; head: string | null }>()(
    z.object({
      text: z.string().max(200).default(''),
      ...filters,
      before: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(500).default(100),
    }),
  ),
  overview: method<AuditOverview>()(z.object(filters)),
  /** The whole story of a plan, or of a candidate when there is no plan, oldest first. */
  story: method<Story>()(z.object({ planId: id.nullable(), opportunityId: id.nullable() })),
  may: method<MayView>()(z.object({})),
  /** Candidates the log or the plans know, latest first. */
  candidates: method<CandidateRow[]>()(z.object({ text: z.string().max(200).default('') })),
  erasure: method<ErasurePreview>()(z.object({ opportunityId: id })),
  erase: method<{ ok: boolean; message: string }>()(z.object({ opportunityId: id })),
  hosts: method<HostRow[]>()(z.object({})),
  /** The export document as text, verifiable offline. */
  exportAudit: method<{ fileName: string; text: string }>()(z.object({})),
  /** Verifies the chain on this machine. */
  verifyAudit: method<{ ok: boolean; entries: number; message: string }>()(z.object({})),
  egress: method<EgressRow[]>()(z.object({ limit: z.number().int().min(1).max(1000).default(200) })),
  /** Newest first; at most the last twenty are kept. */
  pageReports: method<PageReport[]>()(z.object({})),
});
