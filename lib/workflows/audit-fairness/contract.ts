import { z } from 'zod';
import type { Problem } from '@/lib/domain/problem';
import type { BlindingLevel } from '@/lib/evidence/blinding';
import { type Rubric, RubricSchema } from '@/lib/evidence/rubric';
import type { TwinOutcome } from '@/lib/evidence/twin-rates';
import type { TwinKind } from '@/lib/evidence/twins';
import { defineContract, method } from '@/lib/messaging/contract';
import type { GateAnswer } from './rules';
import {
  type Bar,
  barSchema,
  blindingSchema,
  type FairnessReport,
  outcomeSchema,
  outcomesSchema,
  reportSchema,
  twinRunSchema,
} from './schema';

export interface PostingRow {
  id: string;
  title: string;
  /** What the gate answers a person. */
  gate: GateAnswer;
  /** Applicants that were screened before and that this user may see. */
  screened: number;
}

/** Everything the page shows before something is measured. */
export interface FairnessView {
  bar: Bar;
  postings: PostingRow[];
  /** Newest first. */
  reports: FairnessReport[];
  /** Who judges: the rules, or a model. */
  engine: { engine: 'rules' | 'anthropic'; model: string } | null;
  /** As screening is set now: how much is taken out before anything reads a resume. */
  blinding: BlindingLevel;
  problems: Problem[];
}

export interface DraftView {
  description: string;
  rubric: Rubric;
  leftOut: { text: string; why: string }[];
}

/** What came of one resume. */
export interface ResumeCheck {
  /** Why it could not be judged; null = it could. */
  unreadable: string | null;
  twins: number;
  /** Twins whose request is the same as their base's: nothing is sent for them. */
  identical: number;
  /** Different requests, each sent once. */
  requests: number;
  /** The most they can cost, US dollars. */
  worstUsd: number;
  notMade: { kind: TwinKind; why: string }[];
  /** Null when nothing was asked. */
  outcomes: Omit<TwinOutcome, 'resume'>[] | null;
}

/** A file may have 10 MB; in base 64 that is a third more. */
const MOST_LETTERS = 14_000_000;
const postingId = z.string().min(1).max(80);

export const resumeSource = z.union([
  z.object({ file: z.object({ name: z.string().max(300), base64: z.string().max(MOST_LETTERS) }) }),
  z.object({ applicant: z.object({ postingId, id: z.string().min(1).max(80) }) }),
]);

export const auditFairness = defineContract('audit-fairness', {
  read: method<FairnessView>()(z.object({})),
  /** Criteria to judge by: those of the posting, or drafted by rules from a description (the posting's own when none is given). */
  criteria: method<DraftView>()(
    z.object({ postingId: postingId.nullable(), description: z.string().max(60_000) }),
  ),
  /** Applicants of a posting that were screened before; the names are for the person who chooses. */
  applicants: method<{ id: string; name: string }[]>()(z.object({ postingId })),
  /** Makes the twins of one resume; judges them when `ask` is true. */
  check: method<ResumeCheck>()(
    z.object({
      source: resumeSource,
      rubric: RubricSchema,
      posting: z.string().max(60_000),
      level: blindingSchema,
      ask: z.boolean(),
    }),
  ),
  save: method<FairnessView>()(
    z.object({
      postingId: postingId.nullable(),
      source: reportSchema.shape.source,
      distributedOn: reportSchema.shape.distributedOn,
      outcomes: outcomesSchema.nullable(),
      twins: twinRunSchema.extend({ outcomes: z.array(outcomeSchema).min(1).max(20_000) }).nullable(),
    }),
  ),
  remove: method<FairnessView>()(z.object({ id: z.string().min(1).max(80) })),
  setBar: method<FairnessView>()(barSchema),
});
