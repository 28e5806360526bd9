import type { ResumeAssessment } from '@/lib/ai/assess-resume';
import type { EngineIdentity } from '@/lib/ai/port';
import type { DocumentStatus } from '@/lib/documents/reading';
import type { DecisionKind, OwnVerdict } from './schema';

/** What became of the resume, from Lever's list to the last line. */
export type DocumentState = DocumentStatus | 'no-resume' | 'not-processed';

export interface StoredDocument {
  state: DocumentState;
  /** For people: what happened and the way out. */
  message: string;
  fileName: string;
  format: 'pdf' | 'docx' | null;
  pages: number;
  resumeId: string | null;
  /** Passages on its pages that no reader sees. */
  hidden: number;
  /** SHA-256 (hex) of the file; null when there was none to read. */
  bytesHash: string | null;
}

/** One answer about one resume, under the hash of everything that decided it. Never written over. */
export interface StoredScreening {
  v: 1;
  id: string;
  opportunityId: string;
  postingId: string;
  /** ms epoch. */
  at: number;
  rubricVersion: number;
  rubricHash: string;
  blinding: 0 | 1 | 2 | 3;
  identity: EngineIdentity;
  document: StoredDocument;
  /** Null when the document could not be judged. */
  assessed:
    | (Pick<ResumeAssessment, 'assessments' | 'score' | 'suspicious' | 'moved' | 'notes' | 'uses'> & {
        /** Words taken out, by kind. */
        counts: ResumeAssessment['blinded']['counts'];
      })
    | null;
}

/** Which answer stands for a candidate, and what the queue shows of them. */
export interface StoredApplicant {
  v: 1;
  opportunityId: string;
  postingId: string;
  name: string;
  /** When they applied, ms epoch. */
  appliedAt: number;
  screeningId: string;
  /** An earlier answer this one replaced, by a click. */
  before: string | null;
}

/** A person's verdict on one criterion beside the AI's: what agreement is counted from. */
export interface Label {
  criterionId: string;
  human: OwnVerdict;
  ai: OwnVerdict;
  /** True when the person had not seen the AI's. */
  before: boolean;
  at: number;
  rubricVersion: number;
  model: string;
  promptHash: string;
}

export interface StoredReview {
  v: 1;
  opportunityId: string;
  postingId: string;
  decision: { kind: DecisionKind; reason: string; by: string; byName: string; at: number } | null;
  /** When the AI's verdicts were first handed out to a person, ms epoch. */
  revealedAt: number | null;
  labels: Label[];
  /** Corrections with their reasons; the last one of a criterion counts. */
  overrides: {
    criterionId: string;
    verdict: OwnVerdict;
    reason: string;
    by: string;
    byName: string;
    at: number;
  }[];
  /** Id of the last plan that wrote to Lever. */
  planId: string | null;
}

export const noReview = (opportunityId: string, postingId: string): StoredReview => ({
  v: 1,
  opportunityId,
  postingId,
  decision: null,
  revealedAt: null,
  labels: [],
  overrides: [],
  planId: null,
});
