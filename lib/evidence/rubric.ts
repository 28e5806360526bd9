import { z } from 'zod';

/** The highest level; six anchored steps, 0 to 5. */
export const TOP_LEVEL = 5;

const text = (longest: number) => z.string().trim().min(1).max(longest);

const CriterionSchema = z.object({
  id: z.string().regex(/^c([1-9]|1\d|20)$/, 'is one of c1 to c20'),
  label: text(200),
  kind: z.enum(['must', 'nice']),
  weight: z.int().min(1).max(10),
  /** What a resume that earns level 0, 1, … 5 shows: an act, a date, a scope or a credential. */
  anchors: z.array(text(300)).length(TOP_LEVEL + 1),
  examples: z.array(text(300)).max(5).default([]),
  /** Words of which a quote has to contain one to be about this criterion; none: any quote is. */
  signs: z.array(text(60)).max(60).default([]),
});

const BandSchema = z.object({
  /** Share of must-haves that are met, in percent. */
  musts: z.int().min(0).max(100),
  /** Points of all points there are, in percent. */
  points: z.int().min(0).max(100),
});

/** What a posting asks for, as a person approved it. A change makes a new version; scores keep the one they were made with. */
export const RubricSchema = z
  .object({
    postingId: text(80),
    version: z.int().min(1),
    criteria: z.array(CriterionSchema).min(1).max(20),
    /** The level from which a must-have counts as met. */
    metFrom: z.int().min(1).max(TOP_LEVEL).default(3),
    /** Weights with evidence of all weights, in percent; below it there is no score. */
    enoughCoverage: z.int().min(0).max(100).default(40),
    bands: z
      .object({ strong: BandSchema, promising: BandSchema })
      .default({ strong: { musts: 100, points: 60 }, promising: { musts: 50, points: 30 } }),
  })
  .superRefine(({ criteria, bands }, context) => {
    const ids = criteria.map(({ id }) => id);
    for (const [i, id] of ids.entries())
      if (ids.indexOf(id) !== i)
        context.addIssue({ code: 'custom', path: ['criteria', i, 'id'], message: `${id} is used twice` });
    if (bands.promising.musts > bands.strong.musts || bands.promising.points > bands.strong.points)
      context.addIssue({ code: 'custom', path: ['bands'], message: 'promising asks for more than strong' });
  });

export type Criterion = z.infer<typeof CriterionSchema>;
export type Rubric = z.infer<typeof RubricSchema>;
