import { z } from 'zod';

const CLAIMED_VERDICTS = ['shown', 'partly_shown', 'not_found', 'contradicted', 'unclear'] as const;

/** What an engine claims about one criterion. No overall score and no advice: there is no field to put them in. */
const ClaimSchema = z.object({
  criterion_id: z.string(),
  verdict: z.enum(CLAIMED_VERDICTS),
  level: z.enum(['0', '1', '2', '3', '4', '5']),
  quotes: z.array(z.object({ line: z.string(), text: z.string().max(600) })).max(3),
  missing: z.string().max(300),
  note: z.string().max(300),
});

/** An engine's whole answer about one resume. */
export const ClaimsSchema = z.object({ claims: z.array(ClaimSchema).max(40) });

export type Claim = z.infer<typeof ClaimSchema>;
