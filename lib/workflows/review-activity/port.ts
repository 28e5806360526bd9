import type { Audit } from '@/lib/ledger/audit';
import type { Ledger } from '@/lib/ledger/executor';
import type { EgressEntry } from '@/lib/platform/http-types';
import type { PageReport } from './contract';

export type LedgerAccess = Pick<Ledger, 'plans' | 'plan' | 'undo' | 'retry' | 'skip' | 'compareBeforeUndo'>;
export type AuditAccess = Pick<Audit, 'read' | 'export' | 'check' | 'status'>;

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

/** Places of Lever's page that were not found. */
export interface PageHealth {
  /** Newest first. */
  reports(): Promise<PageReport[]>;
}
