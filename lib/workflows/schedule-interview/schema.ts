import { z } from 'zod';

/** Lever ids are opaque words or UUIDs; anything else on the wire is refused. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/);

export const groupSchema = z.object({
  label: z.string().min(1).max(80),
  /** Lever user ids. */
  members: z.array(idSchema).max(50),
  need: z.number().int().min(1).max(20),
});

/**
 * How one interview is set up. Lever's API has no interview plans, so this is remembered per posting and
 * stage on the recruiter's machine.
 */
export const interviewSetupSchema = z.object({
  title: z.string().min(1).max(200),
  durationMinutes: z.number().int().min(15).max(480),
  groups: z.array(groupSchema).max(12),
  optional: z.array(idSchema).max(20),
  roomPolicy: z.enum(['required', 'preferred', 'none']),
  video: z.boolean(),
  /** Sent to the candidate inside the invitation. */
  candidateNote: z.string().max(4000),
  /** For the panel only: focus of this interview. */
  focus: z.string().max(4000),
});
export type InterviewSetup = z.infer<typeof interviewSetupSchema>;

/** A change the recruiter made for this candidate only; everything absent stays as it was. */
export const adjustmentSchema = z.object({
  setup: interviewSetupSchema.partial().optional(),
  /** IANA zone of the candidate. */
  candidateZone: z.string().max(64).optional(),
  candidateWindows: z
    .array(z.object({ start: z.number().int(), end: z.number().int() }))
    .max(100)
    .nullable()
    .optional(),
  /** First day searched, ms epoch; null = now. */
  from: z.number().int().nullable().optional(),
  windowDays: z.number().int().min(1).max(30).optional(),
  rank: z.enum(['earliest', 'best']).optional(),
  /** People whose unreadable calendar the recruiter vouches for. */
  assumeFree: z.array(idSchema).max(50).optional(),
  noticeMinutes: z
    .number()
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .optional(),
  tentative: z.enum(['busy', 'soft', 'free']).optional(),
  /** Per person, for this candidate only. */
  people: z
    .record(
      idSchema,
      z.object({
        bufferBefore: z.number().int().min(0).max(120).optional(),
        bufferAfter: z.number().int().min(0).max(120).optional(),
        liftLimits: z.boolean().optional(),
        /** Minutes the working day may start earlier / end later. */
        extendHours: z.number().int().min(0).max(180).optional(),
      }),
    )
    .optional(),
});
export type Adjustment = z.infer<typeof adjustmentSchema>;
