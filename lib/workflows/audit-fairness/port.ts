import type { DocumentReading } from '@/lib/documents/reading';
import type { BlindingLevel, Identity } from '@/lib/evidence/blinding';
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
  /** Those the signed-in user may see. The name is for their eyes, never for a report. */
  list(postingId: string): Promise<{ id: string; name: string }[]>;
  /** Null when they were erased; throws `Failure` when this user may not see them, or their resume is another one now. */
  one(postingId: string, id: string): Promise<ScreenedApplicant | null>;
  /** The criteria they were judged by; null when there are none. */
  rubric(postingId: string): Promise<Rubric | null>;
  /** How much screening takes out before anything reads a resume. */
  blinding(): Promise<BlindingLevel>;
}
