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
  event: string;
  summary: string;
  hash: string;
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
      workflow: z.string().max(60).nullable().default(null),
      before: z.number().int().nullable().default(null),
      limit: z.number().int().min(1).max(500).default(100),
    }),
  ),
  /** The export document as text, verifiable offline. */
  exportAudit: method<{ fileName: string; text: string }>()(z.object({})),
  /** Verifies the chain on this machine. */
  verifyAudit: method<{ ok: boolean; entries: number; message: string }>()(z.object({})),
  egress: method<EgressRow[]>()(z.object({ limit: z.number().int().min(1).max(1000).default(200) })),
  /** Newest first; at most the last twenty are kept. */
  pageReports: method<PageReport[]>()(z.object({})),
});
