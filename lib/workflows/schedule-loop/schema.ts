import { z } from 'zod';
import { constraintDecisionSchema } from '@/lib/domain/scheduling-constraint';

/** Lever ids are opaque words or UUIDs; anything else on the wire is refused. */
export const idSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/);
const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM');
const interval = z.object({ start: z.number().int(), end: z.number().int() }).refine((i) => i.start < i.end);
const minutes = (most: number) => z.number().int().min(0).max(most);

export const roleSchema = z.object({
  /** "System design interviewer", "Hiring manager". */
  label: z.string().min(1).max(80),
  /** Lever user ids of everybody who can take the seat. */
  members: z.array(idSchema).max(30),
  need: z.number().int().min(1).max(4),
  /** Earlier members are preferred. */
  ordered: z.boolean(),
});
export type LoopRole = z.infer<typeof roleSchema>;

export const sessionSchema = z.object({
  /** Stays the same while the session is edited. */
  id: idSchema,
  name: z.string().min(1).max(80),
  minutes: z.number().int().min(15).max(240),
  roles: z.array(roleSchema).min(1).max(4),
  /** Sits in to learn, never decides: invited as optional when free, never a reason against a time. */
  shadow: idSchema.nullable(),
  room: z.boolean(),
  video: z.boolean(),
  /** May be left out when there is no plan with it. */
  optional: z.boolean(),
  /** For the interviewers only. */
  focus: z.string().max(2000),
});
export type LoopSessionSetup = z.infer<typeof sessionSchema>;

/** Who has to be there over the whole on-site: "at least one senior", "at most two of the team". */
export const groupSchema = z.object({
  /** Stays the same while the group is edited. */
  id: idSchema,
  name: z.string().min(1).max(80),
  /** Lever user ids. */
  members: z.array(idSchema).max(60),
  /** Seats they hold together: at least, at most (null = any number). */
  min: z.number().int().min(0).max(20),
  max: z.number().int().min(0).max(20).nullable(),
});
export type LoopGroup = z.infer<typeof groupSchema>;

/** How the on-site of a posting and stage is made up. Remembered on this computer: Lever's API has no interview plans. */
export const loopSetupSchema = z.object({
  /** IANA zone of the place: days, lunch and hours are meant there. */
  zone: z.string().min(1).max(64),
  sessions: z.array(sessionSchema).min(1).max(10),
  /** Session ids. `before`: the first ends before the second starts, across days. */
  order: z.object({
    first: idSchema.nullable(),
    last: idSchema.nullable(),
    before: z.array(z.tuple([idSchema, idSchema])).max(20),
    sameDay: z.array(z.tuple([idSchema, idSchema])).max(20),
  }),
  /** Minutes between two sessions of a day: at least, at most (null = any). */
  gap: z.object({ least: minutes(120), most: minutes(480).nullable() }),
  lunch: z.object({ minutes: z.number().int().min(15).max(120), from: wallClock, to: wallClock }).nullable(),
  days: z.object({
    most: z.number().int().min(1).max(5),
    /** Two days next to each other. */
    adjacent: z.boolean(),
    from: wallClock,
    to: wallClock,
    sessionsMost: z.number().int().min(1).max(10).nullable(),
    /** Longest day from the first start to the last end, minutes. */
    spanMost: z.number().int().min(60).max(720).nullable(),
  }),
  rooms: z.object({
    /** Mailboxes to choose from; empty = every room that is large enough. */
    emails: z.array(z.string().max(200)).max(100),
    /** Stay in one room all day. */
    onePerDay: z.boolean(),
  }),
  candidateNote: z.string().max(4000),
  groups: z.array(groupSchema).max(8).default([]),
});
export type LoopSetup = z.infer<typeof loopSetupSchema>;

/** What the recruiter changed for one candidate; absent = as the stage plan and the settings say. */
export const loopDraftSchema = z.object({
  setup: loopSetupSchema.optional(),
  candidateZone: z.string().max(64).optional(),
  /** When the candidate said they can; null or absent = their usual hours. */
  windows: z.array(interval).max(50).nullable().optional(),
  /** Times asked of the candidate on top of that. */
  extraWindows: z.array(interval).max(50).optional(),
  from: z.number().int().nullable().optional(),
  windowDays: z.number().int().min(1).max(30).optional(),
  /** What was decided about sentences of notes, by their id. */
  wishes: z.record(z.string().max(200), constraintDecisionSchema).optional(),
  /** People whose limits do not count for this candidate. */
  liftLimits: z.array(idSchema).max(60).optional(),
  /** People whose unreadable calendar the recruiter vouches for. */
  assumeFree: z.array(idSchema).max(60).optional(),
  /** Time somebody agreed to give although their calendar or hours say otherwise. */
  agreed: z
    .array(z.object({ who: idSchema, start: z.number().int(), end: z.number().int() }))
    .max(60)
    .optional(),
});
export type LoopDraft = z.infer<typeof loopDraftSchema>;

/** A plan in the words of the world: who sits in which session, when (ms epoch) and where. */
export const loopChoiceSchema = z.object({
  sessions: z
    .array(
      z.object({
        id: idSchema,
        start: z.number().int(),
        end: z.number().int(),
        /** Lever user ids, one for each seat. */
        who: z.array(idSchema).max(16),
        room: z.string().max(200).nullable(),
      }),
    )
    .min(1)
    .max(10),
});
export type LoopChoice = z.infer<typeof loopChoiceSchema>;
