import type { z } from 'zod';
import { refusalsOf } from '@/lib/evidence/protected-attributes';
import type { RubricProposal } from '../port';
import type { RubricAnswerSchema } from './prompt';

/** A rubric has at most so many criteria. */
const MOST = 20;

/** The model's proposal, after the same refusals that hold for criteria a person writes. */
export function proposalOf(answer: z.infer<typeof RubricAnswerSchema>): RubricProposal {
  const leftOut = answer.left_out.map(({ text, why }) => ({ text, why }));
  const criteria: RubricProposal['criteria'] = [];
  for (const { weight, ...one } of answer.criteria) {
    const criterion = {
      ...one,
      id: `c${criteria.length + 1}`,
      weight: Number(weight),
      examples: one.examples.slice(0, 5),
      signs: one.signs.slice(0, 60),
    };
    const [refusal] = refusalsOf(criterion);
    if (refusal) leftOut.push({ text: one.label, why: refusal.reason });
    else if (criteria.length < MOST) criteria.push(criterion);
  }
  return { criteria, leftOut };
}
