import { z } from 'zod';

const who = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/);
const weekdays = z.array(z.number().int().min(0).max(6)).min(1).max(7);
const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/);
const localDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** What a sentence of the scheduling notes means for the search. Dates and hours are in the person's own zone. */
export const constraintSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('unavailable'),
    /** Lever user id, or `candidate`. */
    who,
    days: weekdays.optional(),
    from: wallClock.optional(),
    to: wallClock.optional(),
    since: localDate.optional(),
    /** Last day the constraint holds, inclusive. */
    until: localDate.optional(),
  }),
  z.object({
    kind: z.literal('only'),
    who,
    days: weekdays.optional(),
    from: wallClock.optional(),
    to: wallClock.optional(),
    since: localDate.optional(),
    until: localDate.optional(),
    zone: z.string().max(64).optional(),
  }),
  z.object({ kind: z.literal('not-with'), who }),
  z.object({ kind: z.literal('duration'), minutes: z.number().int().min(15).max(480) }),
]);
export type SchedulingConstraint = z.infer<typeof constraintSchema>;

export const constraintDecisionSchema = z.enum(['proposed', 'confirmed', 'dismissed']);
export type ConstraintDecision = z.infer<typeof constraintDecisionSchema>;

/** What was decided about each sentence, by its id; damaged entries count as none. */
export const decisionsSchema = z.record(z.string(), constraintDecisionSchema).catch({});
