import type { StageKey } from './stages';

/** What distinguishes one candidacy; the Lever objects are made from it in `candidate-records.ts`. */
export interface CandidateSeed {
  /** Makes the opportunity id. */
  key: string;
  /** Makes the contact id; two candidacies of one person share it. */
  person: string;
  name: string;
  headline: string;
  location: string;
  /** IANA zone the application was sent from; null = sourced, no application form. */
  zone: string | null;
  email: string | null;
  phone: string | null;
  /** Job key; null = no application at all. */
  job: string | null;
  stage: StageKey;
  origin: 'agency' | 'applied' | 'internal' | 'referred' | 'sourced' | 'university';
  daysAgo: number;
  archived?: 'Underqualified' | 'Withdrew' | 'Timing' | 'Hired';
  anonymized?: boolean;
  /** The resume; a one-page PDF with the headline when absent, no resume at all when null. */
  document?: SeedDocument | null;
  tags?: string[];
  /** Oldest first; `by` is a Lever username. */
  notes?: { by: string; text: string; daysAgo: number; secret?: boolean }[];
}

export interface SeedDocument {
  extension: 'pdf' | 'docx';
  bytes: Uint8Array;
  /** What Lever made of it: an `error` is not handed out (422). */
  status?: 'processed' | 'error';
}
