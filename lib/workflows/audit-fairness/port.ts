import type { DocumentReading } from '@/lib/documents/reading';
import type { Identity } from '@/lib/evidence/blinding';
import type { Rubric } from '@/lib/evidence/rubric';
import type { GateAnswer, WrittenBy } from './rules';

/** What every write of a screening result asks first. */
export interface FairnessGate {
  /** Never throws: what cannot be read is not allowed. */
  allows(postingId: string, by: WrittenBy): Promise<GateAnswer>;
}

/** An applicant whose resume was read and judged before. */
export interface ScreenedApplicant {
  id: string;
  reading: DocumentReading;
  /** What Lever knows of the person. */
  identity: Identity;
}

/** Applicants that were screened before; the batch of a customer's own. */
export interface ScreenedApplicants {
  ids(postingId: string): Promise<string[]>;
  /** Null when it was erased in between. */
  one(postingId: string, id: string): Promise<ScreenedApplicant | null>;
  /** The criteria they were judged by; null when there are none. */
  rubric(postingId: string): Promise<Rubric | null>;
}
