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

/** True when an event would lie in the interview hours of somebody who keeps them free. */
export function touchesInterviewHours(
  mailbox: string,
  event: { start: number; end: number; allDay: boolean },
): boolean {
  if (event.allDay || !PANEL.has(mailbox)) return false;
  const last = dayOf(ZONE, event.end - 1);
  for (let day = dayOf(ZONE, event.start); day <= last; day++) {
    if (!DAYS.has(weekdayOf(day))) continue;
    if (event.start < instantOf(ZONE, day, TO) && event.end > instantOf(ZONE, day, FROM)) return true;
  }
  return false;
}
