import type { Availability } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';
import type { Problem } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import { type Reading, readFreeBusy } from '../free-busy';
import type { GoogleClient } from './client';
import { freeBusy } from './schemas';

/** Google reads at most 50 calendars a call (`calendarExpansionMax`). */
const PEOPLE = 50;
/** Spans beyond about three months are refused with `timeRangeTooLong`. */
const SPAN_MS = 90 * 86_400_000;

const ASK_TO_SHARE =
  'Ask them to share free/busy times with you in Google Calendar, or override them for this interview.';

function unreadable(email: string, reason: string, account: string): Problem {
  const about = `${email}: Google Calendar of ${account} cannot read this calendar`;
  if (reason === 'notFound') {
    return {
      code: 'calendar-not-visible',
      message: `${about}; it is not shared with ${account}, or not a Google calendar.`,
      next: ASK_TO_SHARE,
      subject: email,
    };
  }
  return {
    code: 'calendar-unreadable',
    message: `${about} (${reason || 'no reason given'}).`,
    next: 'Try again; if it stays, override them for this interview.',
    subject: email,
    retryable: true,
  };
}

/**
 * Busy times by `freeBusy.query`. A failed calendar comes inside an HTTP 200 with `errors` beside an empty
 * `busy`, so `errors` decides. Google merges busy time: no titles, and no difference between busy and tentative.
 */
export function readGoogleFreeBusy(
  google: GoogleClient,
  account: string,
  clock: Clock,
  emails: readonly string[],
  window: Interval,
): Promise<Record<string, Availability>> {
  return readFreeBusy(emails, window, {
    people: PEOPLE,
    span: SPAN_MS,
    now: clock.now,
    tentativeUnknown: true,
    missing: (email) => unreadable(email, 'left out of the answer', account),
    async ask(group, span) {
      const answer = await google.read(
        {
          method: 'POST',
          path: '/freeBusy',
          json: {
            timeMin: new Date(span.start).toISOString(),
            timeMax: new Date(span.end).toISOString(),
            timeZone: 'UTC',
            calendarExpansionMax: PEOPLE,
            items: group.map((id) => ({ id })),
          },
          purpose: 'read free/busy times',
          effect: 'none',
          candidateData: false,
        },
        freeBusy,
      );
      const readings = new Map<string, Reading>();
      for (const [id, entry] of Object.entries(answer.calendars)) {
        const email = id.toLowerCase();
        const error = entry.errors?.[0];
        if (error || !entry.busy) {
          readings.set(email, {
            ok: false,
            problem: unreadable(email, error?.reason ?? 'no busy list', account),
          });
          continue;
        }
        const busy = entry.busy.filter((block) => block.start < block.end);
        readings.set(email, { ok: true, busy: busy.map((block) => ({ ...block, status: 'busy' as const })) });
      }
      return readings;
    },
  });
}
