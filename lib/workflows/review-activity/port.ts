import type { Failure } from '@/lib/domain/problem';
import type { Viewer } from '@/lib/governance/access';
import type { Audit } from '@/lib/ledger/audit';
import type { Ledger } from '@/lib/ledger/executor';
import type { EgressEntry } from '@/lib/platform/http-types';
import type { HostRow, PageReport } from './contract';

export type LedgerAccess = Pick<
  Ledger,
  'plans' | 'plan' | 'undo' | 'retry' | 'skip' | 'erase' | 'compareBeforeUndo'
>;
export type AuditAccess = Pick<Audit, 'read' | 'entries' | 'links' | 'export' | 'check' | 'status'>;

export interface EgressAccess {
  /** Newest first. */
  recent(limit: number): Promise<EgressEntry[]>;
}

export interface People {
  /** Lever user id of the recruiter, who is named in the log for what is done here; null = not connected. */
  me(): Promise<string | null>;
  /** Names by Lever user id, from what is already known; never a reason to fail. */
  names(): Promise<Record<string, string>>;
}

/** Plans that are with a colleague. */
export interface HandOvers {
  /** @throws Failure `handed-over` */
  mustBeFree(planId: string): Promise<void>;
}

/** Places of Lever's page that were not found. */
export interface PageHealth {
  /** Newest first. */
  reports(): Promise<PageReport[]>;
}

/** Who looks, by their role in Lever. */
export interface Access {
  viewer(): Promise<Viewer>;
  /** Why what is kept about a candidacy may not be shown; null when it may. */
  refusal(opportunityId: string): Promise<Failure | null>;
}

/** What is kept about a candidate outside the ledger. */
export interface Keepings {
  /** In words, one line each; empty when nothing. */
  about(opportunityId: string): Promise<string[]>;
  erase(opportunityId: string): Promise<void>;
  /** Brings readings that wait into the log. */
  settle(): Promise<void>;
}

/** The hosts that may be called, and whether the browser lets us. */
export type DeclaredHosts = () => Promise<Pick<HostRow, 'host' | 'purpose' | 'permission'>[]>;
