import { dayOf, instantOf, weekdayOf } from './local-time';

/**
 * The on-site panel of the sandbox keeps a part of two afternoons a week free for interviews, as real teams do.
 * So there always is a time for the candidate most people start with, whatever the date.
 */
const PANEL = new Set([
  'priya.nair@larkspur.example',
  'tom.becker@tidewater.example',
  'ines.duarte@larkspur.example',
]);
const ZONE = 'Europe/London';
/** 0 = Sunday. */
const DAYS = new Set([2, 4]);
/** Minutes after midnight, in London. */
const FROM = 13 * 60;
const TO = 14 * 60 + 30;

/** The event, moved behind the interview hours when it would lie in those of somebody who keeps them free. */
export function outsideInterviewHours<E extends { start: number; end: number; allDay: boolean }>(
  mailbox: string,
  event: E,
): E {
  if (event.allDay || !PANEL.has(mailbox)) return event;
  const last = dayOf(ZONE, event.end - 1);
  for (let day = dayOf(ZONE, event.start); day <= last; day++) {
    if (!DAYS.has(weekdayOf(day))) continue;
    const end = instantOf(ZONE, day, TO);
    if (event.start < end && event.end > instantOf(ZONE, day, FROM)) {
      return { ...event, start: end, end: end + (event.end - event.start) };
    }
  }
  return event;
}
