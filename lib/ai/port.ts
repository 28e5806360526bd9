import type { Problem } from '@/lib/domain/problem';
import type { Claim } from '@/lib/evidence/claims';
import type { Rubric } from '@/lib/evidence/rubric';
import type { TextLine } from '@/lib/evidence/visible-lines';

/** What an answer cost and where it came from; goes into the log with every AI action. */
export interface EngineUse {
  /** `rules` needs no key and no network. */
  engine: 'rules' | 'anthropic';
  /** As the service returned it; the version of the rules for `rules`. */
  model: string;
  /** Version of the instructions, and the SHA-256 (hex) of the whole prompt template with its schema. */
  promptVersion: string;
  promptHash: string;
  /** Null for `rules`, or when a stored answer was used. */
  requestId: string | null;
  tokensIn: number;
  tokensOut: number;
  tokensCached: number;
  /** US dollars, from the price list of the model registry. */
  costUsd: number;
  /** Milliseconds. */
  took: number;
}

export interface ClaimsRequest {
  rubric: Rubric;
  /** Blinded, visible, numbered lines: all that an engine ever gets of a document. */
  lines: readonly TextLine[];
  /** Civil date `YYYY-MM-DD` for "present" in a resume. */
  today: string;
}

export interface RubricRequest {
  postingId: string;
  title: string;
  /** Plain text of the job description. */
  description: string;
}

/** A proposal for a person to edit; never used before somebody approved it. */
export type RubricProposal = Pick<Rubric, 'criteria'> & {
  /** Sentences that were left out, and why: "asks for a native speaker". */
  leftOut: { text: string; why: string }[];
};

export interface AskOptions {
  signal?: AbortSignal;
  /** Share of the expected answer that arrived, 0 to 1. */
  onProgress?(share: number): void;
  /** Run under this request id of the caller (idempotent accounting of a retried call). */
  purpose: string;
  /**
   * Called with a request exactly as it will be sent and the same request without any text of a document; throws to keep it from
   * being sent. An engine that sends anything away refuses to read a document without it.
   */
  guard?(body: string, template: string): void;
}

/** What decides an answer apart from the input; part of the key under which an answer is stored. */
export interface EngineIdentity {
  engine: EngineUse['engine'];
  model: string;
  promptVersion: string;
  promptHash: string;
  /** How hard the model is asked to think; absent for `rules`. */
  effort?: string;
  apiVersion?: string;
}

/**
 * Something that reads a blinded resume and claims what it shows. It never scores, never advises and never acts:
 * code checks each quote and does the arithmetic. Throws `Failure` with one of the codes
 * `engine-refused`, `engine-cut-off`, `engine-overloaded`, `engine-limited`, `engine-timeout`, `engine-offline`,
 * `engine-bad-answer`, `engine-key-refused`, `engine-no-model`, `engine-spending-cap`, `engine-not-connected`.
 */
export interface ScreeningEngine {
  /** What it would answer with now. */
  identity?(): Promise<EngineIdentity>;
  claims(request: ClaimsRequest, options: AskOptions): Promise<{ claims: Claim[]; use: EngineUse }>;
  draftRubric(
    request: RubricRequest,
    options: AskOptions,
  ): Promise<{ proposal: RubricProposal; use: EngineUse }>;
}

export interface BatchItem {
  /** 1 to 64 letters, digits, `-`, `_`; says nothing about the person. */
  id: string;
  request: ClaimsRequest;
  guard: NonNullable<AskOptions['guard']>;
}

export interface BatchState {
  ended: boolean;
  counts: { processing: number; succeeded: number; errored: number; canceled: number; expired: number };
}

/** What an engine answered to one request. */
export interface ClaimsAnswer {
  claims: Claim[];
  use: EngineUse;
}

export type BatchAnswer = ({ id: string } & ClaimsAnswer) | { id: string; problem: Problem };

/** Many resumes at once, for half the price and within a day. Throws as `ScreeningEngine` does. */
export interface ClaimBatches {
  /** Sends all requests as one; resolves with the batch's id, to be kept. */
  submit(items: readonly BatchItem[], purpose: string): Promise<string>;
  poll(batchId: string): Promise<BatchState>;
  /** Answers in no particular order, once it has ended. */
  collect(batchId: string): Promise<BatchAnswer[]>;
  /** Asks for it to be stopped; what was already answered is still charged and can be collected. */
  cancel(batchId: string): Promise<void>;
}
