import { dayOf, instantOf, weekdayOf } from './local-time';

/** Part of some afternoons that people keep free for interviews, as real teams do. */
interface InterviewHours {
  people: ReadonlySet<string>;
  /** 0 = Sunday. */
  days: ReadonlySet<number>;
  /** Minutes after midnight, in London. */
  from: number;
  to: number;
}

const ZONE = 'Europe/London';

const KEPT: readonly InterviewHours[] = [
  // The panel of the candidate most people start with: there always is a time, whatever the date.
  {
    people: new Set([
      'priya.nair@larkspur.example',
      'tom.becker@tidewater.example',
      'ines.duarte@larkspur.example',
    ]),
    days: new Set([2, 4]),
    from: 13 * 60,
    to: 14 * 60 + 30,
  },
  // The Payments team: only limits stand in the way of its candidates, never the calendars.
  {
    people: new Set(
      ['clara.voss', 'idris.okonjo', 'petra.lindholm'].map((name) => `${name}@tidewater.example`),
    ),
    days: new Set([1, 2, 3, 4, 5]),
    from: 13 * 60,
    to: 16 * 60 + 30,
  },
];

/** The event, moved behind the interview hours when it would lie in those of somebody who keeps them free. */
export function outsideInterviewHours<E extends { start: number; end: number; allDay: boolean }>(
  mailbox: string,
  event: E,
): E {
  const hours = KEPT.find(({ people }) => people.has(mailbox));
  if (event.allDay || !hours) return event;
  const last = dayOf(ZONE, event.end - 1);
  for (let day = dayOf(ZONE, event.start); day <= last; day++) {
    if (!hours.days.has(weekdayOf(day))) continue;
    const end = instantOf(ZONE, day, hours.to);
    if (event.start < end && event.end > instantOf(ZONE, day, hours.from)) {
      return { ...event, start: end, end: end + (event.end - event.start) };
    }
  }
  return event;
}
