import { z } from 'zod';

/** RFC 3339 with offset, as ms epoch. */
const instant = z.string().transform((value, context) => {
  const at = /(?:Z|[+-]\d\d:\d\d)$/i.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'is not an RFC 3339 time with offset' });
  return z.NEVER;
});

export const freeBusy = z.object({
  calendars: z.record(
    z.string(),
    z.object({
      busy: z.array(z.object({ start: instant, end: instant })).optional(),
      errors: z.array(z.object({ reason: z.string().optional() })).optional(),
    }),
  ),
});

/** Kept loose: a patch sends the whole list back, unknown fields included. */
const attendee = z.looseObject({
  email: z.string().optional(),
  displayName: z.string().optional(),
  optional: z.boolean().optional(),
  resource: z.boolean().optional(),
  responseStatus: z.string().optional(),
});

/** A whole-day event carries `date`; ours never do, but a person may have changed one. */
const moment = z.object({ dateTime: instant.optional(), date: z.string().optional() });

export const event = z.object({
  id: z.string().min(1),
  /** A cancelled event promises nothing but its id. */
  etag: z.string().default(''),
  status: z.string(),
  summary: z.string().default(''),
  description: z.string().optional(),
  htmlLink: z.string().default(''),
  start: moment.optional(),
  end: moment.optional(),
  attendees: z.array(attendee).default([]),
  hangoutLink: z.string().optional(),
  conferenceData: z
    .object({
      createRequest: z.object({ status: z.object({ statusCode: z.string() }).optional() }).optional(),
      entryPoints: z.array(z.object({ entryPointType: z.string(), uri: z.string().optional() })).optional(),
    })
    .optional(),
  extendedProperties: z.object({ private: z.record(z.string(), z.string()).optional() }).optional(),
});
export type GoogleEvent = z.output<typeof event>;
export type GoogleAttendee = z.output<typeof attendee>;

export const events = z.object({ items: z.array(event).default([]), nextPageToken: z.string().optional() });

export const calendarList = z.object({
  items: z
    .array(
      z.object({
        id: z.string(),
        summary: z.string().default(''),
        primary: z.boolean().optional(),
        timeZone: z.string().optional(),
        autoAcceptInvitations: z.boolean().optional(),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});

export const resources = z.object({
  items: z
    .array(
      z.object({
        resourceEmail: z.string(),
        resourceName: z.string().default(''),
        generatedResourceName: z.string().optional(),
        buildingId: z.string().optional(),
        capacity: z.coerce.number().optional(),
        resourceCategory: z.string().optional(),
      }),
    )
    .default([]),
  nextPageToken: z.string().optional(),
});
