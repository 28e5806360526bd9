/// <reference types="@maxim_mazurok/gapi.client.calendar-v3" />
import { DateTime } from 'luxon';
import { isIana } from '../../zones';
import { googleError, invalid, required } from '../errors';

const OFFSET = /(Z|[+-]\d{2}:\d{2})$/i;

/** ms epoch of an RFC 3339 text with an offset. */
export function instantParam(text: string | undefined, name: string): number {
  if (!text) throw required(`Required parameter: ${name}`, name);
  const at = OFFSET.test(text) ? DateTime.fromISO(text, { setZone: true }) : null;
  if (!at?.isValid) throw googleError(400, 'badRequest', 'Bad Request');
  return at.toMillis();
}

/** ms epoch of an event's start or end; all-day dates are midnight in the calendar's zone. */
export function eventTime(
  value: gapi.client.calendar.EventDateTime | undefined,
  which: 'start' | 'end',
  calendarZone: string,
): number {
  if (!value || (!value.date && !value.dateTime)) throw required(`Missing ${which} time.`, which);
  if (value.timeZone && !isIana(value.timeZone))
    throw invalid(`Invalid time zone definition for ${which} time.`);
  if (value.date) {
    const day = DateTime.fromISO(value.date, { zone: calendarZone });
    if (!day.isValid || !/^\d{4}-\d{2}-\d{2}$/.test(value.date))
      throw invalid(`Invalid value for: ${which}.date`);
    return day.toMillis();
  }
  const text = value.dateTime ?? '';
  if (!OFFSET.test(text) && !value.timeZone)
    throw required(`Missing time zone definition for ${which} time.`, which);
  const at = DateTime.fromISO(
    text,
    OFFSET.test(text) ? { setZone: true } : { zone: value.timeZone ?? calendarZone },
  );
  if (!at.isValid) throw invalid(`Invalid value for: ${which}.dateTime`);
  return at.toMillis();
}

/** RFC 3339 with the zone's offset and no milliseconds, as event times are written. */
export function inZone(at: number, zone: string): string {
  return (
    DateTime.fromMillis(at, { zone }).toISO({ suppressMilliseconds: true }) ?? new Date(at).toISOString()
  );
}

/** Local calendar date. */
export function dateIn(at: number, zone: string): string {
  return DateTime.fromMillis(at, { zone }).toISODate() ?? new Date(at).toISOString().slice(0, 10);
}
