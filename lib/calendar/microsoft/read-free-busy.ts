import type { Availability, BusyBlock, BusyStatus, WorkingWindow } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';
import type { Problem } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import { type Reading, readFreeBusy } from '../free-busy';
import type { GraphClient } from './client';
import { ianaOfCustom } from './custom-zone';
import { type GraphSchedule, type GraphWorkingHours, schedules } from './schemas';
import { ianaOf } from './zone-names';

/** Documented limits of getSchedule: 20 mailboxes, and a span under 62 days. */
const PEOPLE = 20;
const SPAN_MS = 61 * 86_400_000;
/** Minutes per digit of `availabilityView`. */
const VIEW_MINUTES = 30;

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** Documents differ in letter case; what is not known here is taken as busy, because unknown is not free. */
const STATUS: Record<string, BusyStatus | 'free'> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'out-of-office',
  workingelsewhere: 'elsewhere',
};

const DIGIT: Record<string, BusyStatus | 'free'> = {
  '0': 'free',
  '1': 'tentative',
  '2': 'busy',
  '3': 'out-of-office',
};

function unreadable(email: string, detail: string, account: string): Problem {
  return {
    code: 'calendar-unreadable',
    message: `${email}: the Outlook calendar of ${account} cannot read this calendar (${detail}).`,
    next: 'Check the address, ask them to share free/busy times, or override them for this interview.',
    subject: email,
  };
}

/** Blocks of the digit string, used only when the list beside it is empty though the string is not. */
function fromView(view: string, start: number, end: number): BusyBlock[] {
  const blocks: BusyBlock[] = [];
  [...view].forEach((digit, i) => {
    const status = DIGIT[digit] ?? 'busy';
    if (status === 'free') return;
    const from = start + i * VIEW_MINUTES * 60_000;
    const to = Math.min(end, from + VIEW_MINUTES * 60_000);
    const last = blocks[blocks.length - 1];
    if (last?.status === status && last.end === from) last.end = to;
    else if (from < to) blocks.push({ start: from, end: to, status });
  });
  return blocks;
}

function hoursOf(hours: GraphWorkingHours): WorkingWindow[] | undefined {
  const days = hours.daysOfWeek.map((day) => DAYS.indexOf(day.toLowerCase())).filter((day) => day >= 0);
  const clock = (value: string) => /^(\d\d:\d\d)/.exec(value)?.[1];
  const from = clock(hours.startTime);
  const to = clock(hours.endTime);
  return days.length > 0 && from && to ? [{ days, from, to }] : undefined;
}

function readingOf(schedule: GraphSchedule, span: Interval, account: string, now: number): Reading {
  const email = schedule.scheduleId.toLowerCase();
  if (schedule.error) {
    const { message, responseCode } = schedule.error;
    return {
      ok: false,
      problem: unreadable(email, [message, responseCode].filter(Boolean).join(' '), account),
    };
  }
  if (!schedule.scheduleItems)
    return { ok: false, problem: unreadable(email, 'no list of busy times', account) };
  const busy = schedule.scheduleItems.flatMap((item): BusyBlock[] => {
    const status = STATUS[item.status.toLowerCase()] ?? 'busy';
    if (status === 'free' || item.start >= item.end) return [];
    return [
      {
        start: item.start,
        end: item.end,
        status,
        ...(item.subject ? { title: item.subject } : {}),
        ...(item.isPrivate ? { isPrivate: true } : {}),
      },
    ];
  });
  const view = schedule.availabilityView ?? '';
  if (schedule.scheduleItems.length === 0 && /[^0]/.test(view))
    busy.push(...fromView(view, span.start, span.end));
  const hours = schedule.workingHours ? hoursOf(schedule.workingHours) : undefined;
  const named = schedule.workingHours?.timeZone;
  const zone = named ? (ianaOf(named.name) ?? ianaOfCustom(named, now)) : undefined;
  return { ok: true, busy, ...(hours ? { hours } : {}), ...(zone ? { zone } : {}) };
}

/**
 * Busy times by `getSchedule`, with titles where the owner shares them, and working hours. A mailbox that cannot
 * be read comes inside an HTTP 200 with `error`. Hours in a custom zone that no IANA zone matches come without zone.
 */
export function readGraphFreeBusy(
  graph: GraphClient,
  account: string,
  clock: Clock,
  emails: readonly string[],
  window: Interval,
): Promise<Record<string, Availability>> {
  return readFreeBusy(emails, window, {
    people: PEOPLE,
    span: SPAN_MS,
    now: clock.now,
    missing: (email) => unreadable(email, 'left out of the answer', account),
    async ask(group, span) {
      const at = (ms: number) => ({ dateTime: new Date(ms).toISOString().slice(0, 19), timeZone: 'UTC' });
      const answer = await graph.read(
        {
          method: 'POST',
          path: '/me/calendar/getSchedule',
          json: {
            schedules: group,
            startTime: at(span.start),
            endTime: at(span.end),
            availabilityViewInterval: VIEW_MINUTES,
          },
          purpose: 'read free/busy times',
          effect: 'none',
          candidateData: false,
        },
        schedules,
      );
      const now = clock.now();
      return new Map(
        answer.value.map((entry) => [entry.scheduleId.toLowerCase(), readingOf(entry, span, account, now)]),
      );
    },
  });
}
