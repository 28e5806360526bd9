import { z } from 'zod';
import type { Criterion, Rubric } from '@/lib/evidence/rubric';

export const idSchema = z.string().min(1).max(120);

/** A person's mark. `reject` is a mark for people: nothing is written to Lever because of it. */
export const DECISIONS = ['accept', 'reject', 'flag'] as const;
export type DecisionKind = (typeof DECISIONS)[number];

/** What a person may say about one criterion. */
export const OWN_VERDICTS = ['shown', 'partly_shown', 'not_found'] as const;
export type OwnVerdict = (typeof OWN_VERDICTS)[number];

export const settingsSchema = z.object({
  /** What is taken out before anything reads the resume: 1 identifiers, 2 also hints at protected traits, 3 also schools and years. */
  blinding: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).default(2),
  /** Everybody's own verdict comes first. */
  blindFirst: z.boolean().default(false),
  /** Percent of applicants whose review is blind in any case. */
  sample: z.int().min(0).max(100).default(10),
  /** Show the number behind the band without being asked. */
  showNumber: z.boolean().default(false),
  /** An accepted applicant is offered the next stage from so many percent of all points shown; only in phase 3. */
  advanceAt: z.int().min(50).max(100).default(60),
  /** What the number counts to, where it is shown or written: 100, or 10 for teams that grade so. */
  scale: z.enum(['100', '10']).default('100'),
  /** Postings whose new applicants are screened by themselves. */
  watched: z.array(idSchema).max(200).default([]),
});
export type ScreeningSettings = z.infer<typeof settingsSchema>;

/** Criteria as they are being edited: unfinished is fine. */
export const draftCriterionSchema = z.object({
  id: z.string().max(4),
  label: z.string().max(200),
  kind: z.enum(['must', 'nice']),
  weight: z.int().min(1).max(10),
  anchors: z.array(z.string().max(300)).max(6),
  examples: z.array(z.string().max(300)).max(5),
  signs: z.array(z.string().max(60)).max(60),
});
export type DraftCriterion = z.infer<typeof draftCriterionSchema> & Criterion;

export interface RubricDraft {
  criteria: DraftCriterion[];
  /** Sentences of the posting that were left out, and why. */
  leftOut: { text: string; why: string }[];
  /** Who made it: a person, the rules, or a model. */
  source: 'person' | 'rules' | 'anthropic';
  /** ms epoch. */
  at: number;
}

export interface ApprovedRubric {
  rubric: Rubric;
  /** SHA-256 (hex) of its canonical JSON. */
  hash: string;
  /** Lever user id and name of who approved it. */
  by: string;
  byName: string;
  at: number;
}

/** All criteria of one posting, oldest version first. */
export interface RubricBook {
  postingId: string;
  title: string;
  draft: RubricDraft | null;
  approved: ApprovedRubric[];
}
