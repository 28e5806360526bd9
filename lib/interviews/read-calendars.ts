import type { CalendarPort, CalendarProvider } from '@/lib/calendar/port';
import type { Availability } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';
import { problemOf } from '@/lib/domain/problem';

/** What was read, by lower-case address. */
export interface Reading {
  window: Interval;
  byEmail: Record<string, Availability>;
  readAt: number;
}

export interface Wanted {
  provider: CalendarProvider;
  email: string;
}

/**
 * One free/busy round trip for everybody, both providers at once. A provider that fails as a whole makes
 * each of its people unknown, with the reason; it never makes them free and never hides the others.
 */
export async function readCalendars(
  calendar: (provider: CalendarProvider) => Promise<CalendarPort>,
  wanted: readonly Wanted[],
  window: Interval,
  now: number,
): Promise<Reading> {
  const byEmail: Record<string, Availability> = {};
  const providers = [...new Set(wanted.map((w) => w.provider))];
  await Promise.all(
    providers.map(async (provider) => {
      const emails = [...new Set(wanted.filter((w) => w.provider === provider).map((w) => w.email))];
      try {
        const port = await calendar(provider);
        const read = await port.freeBusy(emails, window);
        for (const email of emails) {
          byEmail[email.toLowerCase()] = read[email] ?? {
            state: 'unknown',
            readAt: now,
            problem: {
              code: 'calendar-unreadable',
              subject: email,
              message: `${email} was missing in the answer.`,
              next: 'Refresh; if it stays, ask them to share free/busy.',
            },
          };
        }
      } catch (error) {
        const problem = problemOf(error);
        for (const email of emails)
          byEmail[email.toLowerCase()] = {
            state: 'unknown',
            readAt: now,
            problem: { ...problem, subject: email },
          };
      }
    }),
  );
  return { window, byEmail, readAt: now };
}

/** True when the reading answers for everybody and covers the window. */
export function covers(
  reading: Reading | null,
  wanted: readonly Wanted[],
  window: Interval,
): reading is Reading {
  return (
    reading !== null &&
    reading.window.start <= window.start &&
    reading.window.end >= window.end &&
    wanted.every((w) => Object.hasOwn(reading.byEmail, w.email.toLowerCase()))
  );
}
