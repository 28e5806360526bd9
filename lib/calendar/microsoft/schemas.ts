import { z } from 'zod';

/**
 * Graph's `dateTime` carries no offset; its zone stands beside it. Every request asks for UTC, so any other zone
 * is a misfit: guessing it would move meetings.
 */
const utc = z.object({ dateTime: z.string(), timeZone: z.string() }).transform((value, context) => {
  const at = Date.parse(`${value.dateTime.replace(/(\.\d{3})\d*$/, '$1').replace(/Z$/, '')}Z`);
  if (/^(utc|etc\/utc|etc\/gmt|gmt)$/i.test(value.timeZone) && !Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'is not a time in UTC, which was asked for' });
  return z.NEVER;
});

const turn = z
  .object({
    time: z.string().default('00:00:00'),
    dayOccurrence: z.number(),
    dayOfWeek: z.string(),
    month: z.number(),
    year: z.number().default(0),
    daylightBias: z.number().default(-60),
  })
  .nullish();

const workingHours = z.object({
  daysOfWeek: z.array(z.string()).default([]),
  startTime: z.string(),
  endTime: z.string(),
  timeZone: z
    .object({
      name: z.string().default(''),
      bias: z.number().optional(),
      standardOffset: turn,
      daylightOffset: turn,
    })
    .nullish(),
});
export type GraphWorkingHours = z.output<typeof workingHours>;
export type GraphZone = NonNullable<GraphWorkingHours['timeZone']>;

const item = z.object({
  status: z.string().default('unknown'),
  subject: z.string().nullish(),
  isPrivate: z.boolean().nullish(),
  start: utc,
  end: utc,
});

const schedule = z.object({
  scheduleId: z.string(),
  availabilityView: z.string().nullish(),
  scheduleItems: z.array(item).nullish(),
  // A shape of hours nobody foresaw must not cost the busy times beside it.
  workingHours: workingHours.nullish().catch(null),
  error: z.object({ message: z.string().nullish(), responseCode: z.string().nullish() }).nullish(),
});
export type GraphSchedule = z.output<typeof schedule>;

export const schedules = z.object({ value: z.array(schedule) });

/** Kept loose: a patch sends the whole list back, answers included. */
const attendee = z.looseObject({
  type: z.string().optional(),
  emailAddress: z.looseObject({ address: z.string().nullish(), name: z.string().nullish() }),
  status: z.looseObject({ response: z.string().nullish() }).nullish(),
});
export type GraphAttendee = z.output<typeof attendee>;

export const event = z.object({
  id: z.string().min(1),
  '@odata.etag': z.string().default(''),
  transactionId: z.string().nullish(),
  subject: z.string().nullish(),
  webLink: z.string().nullish(),
  body: z.object({ content: z.string().nullish() }).nullish(),
  isCancelled: z.boolean().nullish(),
  isOnlineMeeting: z.boolean().nullish(),
  onlineMeeting: z.object({ joinUrl: z.string().nullish() }).nullish(),
  start: utc,
  end: utc,
  attendees: z
    .array(attendee)
    .nullish()
    .transform((value) => value ?? []),
});
export type GraphEvent = z.output<typeof event>;

export const events = z.object({ value: z.array(event) });

export const me = z.object({
  id: z.string().min(1),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
});

export const mailboxSettings = z.object({ timeZone: z.string().nullish() });

export const places = z.object({
  value: z.array(
    z.object({
      emailAddress: z.string().nullish(),
      displayName: z.string().nullish(),
      /** Sent as text by some tenants. */
      capacity: z.coerce.number().nullish().catch(null),
      building: z.string().nullish(),
    }),
  ),
  '@odata.nextLink': z.string().optional(),
});
