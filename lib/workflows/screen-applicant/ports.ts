import type { ResumeAssessment, ResumeInput } from '@/lib/ai/assess-resume';
import type {
  AskOptions,
  ClaimBatches,
  ClaimsAnswer,
  ClaimsRequest,
  EngineIdentity,
  EngineUse,
  RubricProposal,
  RubricRequest,
} from '@/lib/ai/port';
import type { DocumentReader } from '@/lib/documents/port';
import type { Failure } from '@/lib/domain/problem';
import type { Audit } from '@/lib/ledger/audit';
import type { Ledger } from '@/lib/ledger/executor';
import type { Lock } from '@/lib/ledger/store';
import type { LeverPort } from '@/lib/lever/port';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';
import type { SpentView } from './views';

/** Judges a resume: blind, ask, check every quote, ask again without suspicious text, add up. */
export interface ResumeAssessor {
  /** What it would answer with now; part of the name a result is stored under. */
  identity(): Promise<EngineIdentity>;
  /** `known`: answers that are there already, by request. */
  assess(
    input: ResumeInput,
    options: AskOptions & { known?: (request: ClaimsRequest) => Promise<ClaimsAnswer | null> },
  ): Promise<ResumeAssessment>;
  draftRubric(
    request: RubricRequest,
    options: AskOptions,
  ): Promise<{ proposal: RubricProposal; use: EngineUse }>;
}

/** Where a record belongs, in clear; what it says is sealed under the candidate's key. */
export interface RecordPlace {
  kind: string;
  id: string;
  opportunityId: string;
  postingId: string | null;
  /** ms epoch. */
  at: number;
}

/** What is kept about candidates. A record whose candidate's key was deleted is gone. */
export interface CandidateRecords {
  put(place: RecordPlace, value: unknown): Promise<void>;
  get<T>(kind: string, id: string): Promise<T | null>;
  /** Oldest first. */
  list<T>(
    kind: string,
    of?: { opportunityId?: string; postingId?: string },
  ): Promise<{ place: RecordPlace; value: T }[]>;
  remove(kind: string, id: string): Promise<void>;
  /** Everything about one candidate. */
  erase(opportunityId: string): Promise<void>;
}

export interface ScreeningPolicy {
  /** False while the workflow is switched off: no timers, no reads, no writes. */
  isOn(): Promise<boolean>;
  /** What the fairness report of the posting says about writing results; `why` is also said when they may be written. */
  mayWrite(postingId: string): Promise<{ allowed: boolean; why: string }>;
  /** Whether an approved screening may also move the candidate on, and why not. */
  mayAdvance(postingId: string): Promise<{ allowed: boolean; why: string }>;
  /** How a person marked somebody above the threshold: what moving on by Fulcrum is earned by. The same result counts once. */
  decided(mark: {
    postingId: string;
    resultId: string;
    outcome: 'agreed' | 'changed' | 'refused';
    by: string;
  }): Promise<void>;
}

/** Everything the workflow reaches the world through; bound in the background entrypoint. */
export interface ScreenApplicantPorts {
  /** Throws `Failure` (`not-connected`, `expired`) with the way out. */
  lever(): Promise<{ api: LeverPort; me: { id: string; name: string } }>;
  /** Why the signed-in user may not see what is kept about a candidacy; null when they may. */
  refusal(opportunityId: string): Promise<Failure | null>;
  /** A person is shown what was read before: that is a reading too. Durable when it resolves. */
  shown(opportunityId: string, kind: 'opportunity' | 'resume'): Promise<void>;
  /** Why the signed-in user's role may not do this; null when it may. */
  forbids(ability: 'erase-candidate' | 'change-policy'): Promise<Failure | null>;
  documents: DocumentReader;
  assessor: ResumeAssessor;
  /** The rules, which need no model; a way on when the model has none. */
  rules: ResumeAssessor;
  /** Reading many at once for half the price; null while no model does it. `usd`: dollars for so many usual resumes. */
  batches(): Promise<{ claims: ClaimBatches; usd(applicants: number): number } | null>;
  /** What the model has cost so far; null while nothing here costs anything. */
  spent(): Promise<SpentView | null>;
  records: CandidateRecords;
  /** Settings, criteria and the queue; holds ids, never anything about a candidate. */
  kept: KeyValue;
  ledger: Ledger;
  audit: Pick<Audit, 'record'>;
  policy: ScreeningPolicy;
  lock: Lock;
  clock: Clock;
  newId(): string;
  /** Version of the extension, for the log. */
  version: string;
}
