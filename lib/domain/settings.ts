import { z } from 'zod';

const wallClock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'HH:MM');
const zone = z.string().min(1).max(64);

export const workingWindowSchema = z.object({
  days: z.array(z.number().int().min(0).max(6)).max(7),
  from: wallClock,
  to: wallClock,
});

const minutes = (max: number) => z.number().int().min(0).max(max);
const limit = z.number().int().min(1).max(50).nullable();

/** What the recruiter set for one interviewer; absent fields fall back to the defaults. */
export const personSettingsSchema = z.object({
  /** Calendar address when it differs from the Lever e-mail; null = has no calendar. */
  calendarEmail: z.string().email().nullable().optional(),
  provider: z.enum(['google', 'microsoft']).optional(),
  zone: zone.optional(),
  hours: z.array(workingWindowSchema).max(14).optional(),
  bufferBefore: minutes(120).optional(),
  bufferAfter: minutes(120).optional(),
  dailyLimit: limit.optional(),
  weeklyLimit: limit.optional(),
  /** Lower is more important; the hiring manager is 0. */
  priority: z.number().int().min(0).max(9).optional(),
  /** Does not want to be asked; Lever has no such flag, so it lives here. */
  optedOut: z.boolean().optional(),
  optOutReason: z.string().max(200).optional(),
});
export type PersonSettings = z.infer<typeof personSettingsSchema>;

export const settingsSchema = z.object({
  /** Business days searched by default (5-30) and slots proposed (2-5). */
  windowDays: z.number().int().min(5).max(30).default(7),
  options: z.number().int().min(2).max(5).default(3),
  stepMinutes: z
    .union([z.literal(5), z.literal(10), z.literal(15), z.literal(30), z.literal(60)])
    .default(15),
  durationMinutes: z.number().int().min(15).max(480).default(60),
  noticeMinutes: minutes(7 * 24 * 60).default(120),
  rank: z.enum(['earliest', 'best']).default('best'),
  spread: z.enum(['any', 'disjoint', 'days']).default('disjoint'),
  hours: z
    .array(workingWindowSchema)
    .max(14)
    .default([{ days: [1, 2, 3, 4, 5], from: '09:00', to: '17:30' }]),
  bufferBefore: minutes(120).default(0),
  bufferAfter: minutes(120).default(0),
  dailyLimit: limit.default(4),
  weeklyLimit: limit.default(12),
  candidateHours: z
    .array(workingWindowSchema)
    .max(14)
    .default([{ days: [1, 2, 3, 4, 5], from: '08:00', to: '20:00' }]),
  tentative: z.enum(['busy', 'soft', 'free']).default('soft'),
  softWords: z
    .array(z.string().min(2).max(40))
    .max(30)
    .default(['focus', 'hold', 'block', 'may be booked over']),
  roomPolicy: z.enum(['required', 'preferred', 'none']).default('none'),
  /** Rooms the recruiter chose to look at, by mailbox; empty = all listed rooms. */
  rooms: z.array(z.string()).max(100).default([]),
  /** Whose calendar holds the event; its provider gives the video link. */
  organizer: z.enum(['google', 'microsoft']).default('google'),
  /** Zone the recruiter works in; null = the zone of this computer. */
  zone: zone.nullable().default(null),
  theme: z.enum(['auto', 'light', 'dark']).default('auto'),
  /** Minutes without use after which Fulcrum locks itself; 0 = never. */
  lockMinutes: minutes(24 * 60).default(15),
  /** Who sees confidential candidacies; `admins` holds only when an administrator's policy says so. */
  confidentialFor: z.enum(['nobody', 'super-admins', 'admins']).default('super-admins'),
  people: z.record(z.string(), personSettingsSchema).default({}),
  /** How long a proposal of Fulcrum waits for an answer, hours. */
  proposalHours: z.number().int().min(1).max(168).default(24),
  /** After so many hours of looking for a time in vain somebody is told. */
  escalateAfterHours: z.number().int().min(1).max(336).default(48),
});

/** Everything the recruiter (or an admin, by managed storage) can set about scheduling. */
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});

/**
 * Some of the settings, for changing them. Not `settingsSchema.partial()`: that would fill every field left out
 * with its default and so overwrite what was set before.
 */
export const settingsChangeSchema = z.object(
  Object.fromEntries(
    Object.entries(settingsSchema.shape).map(([field, schema]) => [field, schema.unwrap().optional()]),
  ),
) as unknown as z.ZodType<Partial<Settings>, Partial<Settings>>;
