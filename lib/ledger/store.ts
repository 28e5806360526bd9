import type { AuditEntry, Checkpoint, StoredEntry } from './audit-format';
import type { Plan, PlanState } from './plan';

/** Where the log ends; written in the same transaction as the entries. */
export interface AuditTail {
  size: number;
  /** `hash` of the last entry, or 64 zeros. */
  head: string;
  /** Merkle frontier over all entries, hex, largest subtree first. */
  frontier: string[];
  checkpoints: number;
  /** Hash of the last checkpoint, or 64 zeros. */
  lastCheckpoint: string;
  /** Entries covered by the last checkpoint. */
  checkpointSize: number;
}

/** Everything one step writes. All of it becomes durable, or none of it. */
export interface Commit {
  /** Head this continues; when the log has moved on, nothing is written. */
  after: string;
  entries: StoredEntry[];
  tail: AuditTail;
  checkpoint: Checkpoint | null;
  plan: Plan | null;
  /** Deletes the plans and the key of this candidate. */
  erase: string | null;
}

export interface PlanQuery {
  states?: readonly PlanState[];
  opportunityId?: string;
  workflow?: string;
  /** Most recently changed first; default 100. */
  limit?: number;
}

export interface EntryQuery {
  opportunityId?: string;
  planId?: string;
  workflow?: string;
  actor?: string;
  /** Only entries with a smaller `seq`. */
  before?: number;
}

/** Durable home of plans and audit log, in one database so that one transaction can change both. */
export interface LedgerStore {
  plan(id: string): Promise<Plan | null>;
  plans(query: PlanQuery): Promise<Plan[]>;
  /** Null before the first entry. */
  tail(): Promise<AuditTail | null>;
  /** Strictly durable when it resolves. False when the log's head is not `after` any more. */
  commit(commit: Commit): Promise<boolean>;
  /** Newest first; at most `limit`. */
  find(query: EntryQuery, limit: number): Promise<StoredEntry[]>;
  /** Oldest first, from `seq` on. */
  entriesFrom(seq: number): Promise<StoredEntry[]>;
  /** Oldest first. */
  checkpoints(): Promise<Checkpoint[]>;
}

export interface CandidateKey {
  id: string;
  key: CryptoKey;
}

/** Keys that never leave the machine (non-extractable); first writer wins, and everybody gets that one. */
export interface KeyStore {
  signing(): Promise<CryptoKeyPair | null>;
  addSigning(pair: CryptoKeyPair): Promise<CryptoKeyPair>;
  candidate(opportunityId: string): Promise<CandidateKey | null>;
  addCandidate(opportunityId: string, key: CandidateKey): Promise<CandidateKey>;
}

/** Runs `work` while nobody else, in any tab, page or worker of the extension, holds `name`. */
export type Lock = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/** What a caller says about an entry; the rest is added by the log. */
export type EntryDraft = Pick<AuditEntry, 'actor' | 'workflow' | 'opportunityId' | 'event'> &
  Partial<Pick<AuditEntry, 'planId' | 'actionId' | 'key' | 'outcome'>> & {
    /** JSON; sealed under the candidate's key when a candidate is concerned. */
    details?: unknown;
  };
