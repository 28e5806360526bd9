import { z } from 'zod';

const share = z.number().min(0).max(1);

/** What write-back has to keep to. */
export const barSchema = z.object({
  /** Largest share of resumes that may flip, per kind. */
  flipRate: share,
  /** Lowest impact ratio, where there are enough people. */
  ratio: share,
});
export type Bar = z.infer<typeof barSchema>;
export const DEFAULT_BAR: Bar = { flipRate: 0.05, ratio: 0.8 };

const MOST_PEOPLE = 1_000_000;
const count = z.int().min(0).max(MOST_PEOPLE);
const label = z.string().max(200);

const cellSchema = z
  .object({ category: label, selected: count, total: count })
  .refine(({ selected, total }) => selected <= total, 'more selected than there are');

/** A category of one table that is left out of the ratios, and why. */
const leftOutSchema = z.object({
  by: z.enum(['first', 'second', 'both']).nullable(),
  category: label,
  why: z.string().trim().min(1).max(500),
});
export type LeftOut = z.infer<typeof leftOutSchema>;

/** Counts per category as they were given, before they are sorted into tables. */
export const outcomesSchema = z.object({
  kind: z.enum(['selection', 'scoring']),
  cells: z.array(cellSchema).min(1).max(400),
  /** Of all scores, for `scoring`. */
  median: z.number().nullable(),
  /** People who scored exactly the median. */
  ties: count,
  leftOut: z.array(leftOutSchema).max(100),
});
export type Outcomes = z.infer<typeof outcomesSchema>;

const twinKind = z.enum(['name', 'pronoun', 'age', 'school', 'gap']);
export const blindingSchema = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);

export const outcomeSchema = z.object({
  resume: count,
  kind: twinKind,
  what: label,
  group: label,
  identical: z.boolean(),
  criteria: z.int().min(0).max(20),
  band: z.boolean(),
  drift: z.number().min(-100).max(100),
});

const rateSchema = z.object({
  kind: twinKind,
  resumes: count,
  flipped: count,
  rate: share,
  interval: z.object({ low: share, high: share }),
  twins: count,
  identical: count,
  drift: z.object({ mean: z.number(), low: z.number().nullable(), high: z.number().nullable() }),
  groups: z.array(z.object({ group: label, twins: count, flipped: count, drift: z.number() })),
});

export const twinRunSchema = z.object({
  level: blindingSchema,
  /** Model or version of the rules that answered. */
  model: label,
  criteria: count,
  /** Resumes that could not be judged. */
  leftOut: count,
  /** Twins that could not be made, by kind. */
  notMade: z.partialRecord(twinKind, count),
});

/** What is kept of a report: counts and rates, nobody's name, no file name. */
export const reportSchema = z.object({
  id: z.string().min(1).max(80),
  /** Null = all postings. */
  postingId: z.string().min(1).max(80).nullable(),
  postingTitle: z.string().max(300),
  /** ms epoch. */
  at: z.int(),
  by: z.string().max(200),
  /** Where the data come from and what they are. */
  source: z.string().max(2000),
  /** When the tool was first used for this, `YYYY-MM-DD`; empty = not said. */
  distributedOn: z.string().regex(/^(?:\d{4}-\d{2}-\d{2})?$/),
  outcomes: outcomesSchema.nullable(),
  twins: twinRunSchema.extend({ rates: z.array(rateSchema) }).nullable(),
});
export type FairnessReport = z.infer<typeof reportSchema>;
