import { allDayEvents } from './absences';
import { outsideInterviewHours } from './interview-hours';
import { dayOf } from './local-time';
import type { Mailbox } from './mailboxes';
import { createSeries, type Series } from './series';
import type { WorldCalendars, WorldEvent } from './types';
import { eventsOn } from './workday';

/** Days kept in memory before the oldest half is thrown away; they can always be made again. */
const KEPT_DAYS = 20_000;

/**
 * Calendars of the whole company. Timed events are made the first time somebody asks for a date and are the same
 * every time; changes and new bookings lie on top. Cancelled events are returned with `cancelled: true`.
 * Addresses compare without case.
 */
export function createCalendars(seed: number, boxes: readonly Mailbox[]): WorldCalendars {
  const byEmail = new Map(boxes.map((box) => [box.email.toLowerCase(), box]));
  let seriesByEmail: Map<string, Series[]> | undefined;
  /** The recurring meetings are worked out when the first calendar is asked for. */
  const seriesOf = (email: string): Series[] => {
    if (!seriesByEmail) {
      seriesByEmail = new Map();
      for (const series of createSeries(seed, boxes)) {
        for (const one of series.attendees) {
          const own = seriesByEmail.get(one);
          if (own) own.push(series);
          else seriesByEmail.set(one, [series]);
        }
      }
    }
    return seriesByEmail.get(email) ?? [];
  };
  const days = new Map<string, WorldEvent[]>();
  const replaced = new Map<string, WorldEvent[]>();
  const added = new Map<string, Map<string, WorldEvent>>();
  const changed = new Map<string, Partial<WorldEvent>>();
  /** Ids somebody was told about: only those can be named in an update. */
  const shown = new Set<string>();

  const dayEvents = (box: Mailbox, day: number): WorldEvent[] => {
    const key = `${box.email}|${day}`;
    let events = days.get(key);
    if (!events) {
      events = eventsOn(seed, box, seriesOf(box.email), day);
      if (days.size >= KEPT_DAYS)
        for (const old of [...days.keys()].slice(0, KEPT_DAYS / 2)) days.delete(old);
      days.set(key, events);
    }
    return events;
  };
  /** Generated or replaced events that touch [start, end); one day of slack covers events over midnight. */
  const base = (key: string, start: number, end: number): WorldEvent[] => {
    const given = replaced.get(key);
    if (given) return given;
    const box = byEmail.get(key);
    if (!box) return [];
    const from = dayOf(box.zone, start) - 1;
    const to = dayOf(box.zone, end) + 1;
    const events = allDayEvents(seed, box, from, to);
    for (let day = from; day < to; day++) events.push(...dayEvents(box, day));
    return events.map((event) => outsideInterviewHours(key, event));
  };
  const changeKey = (mailbox: string, id: string) => `${mailbox}|${id}`;

  return {
    has: (mailbox) => byEmail.has(mailbox.toLowerCase()) || replaced.has(mailbox.toLowerCase()),
    between(mailbox, start, end) {
      const key = mailbox.toLowerCase();
      const own = [...base(key, start, end), ...(added.get(key)?.values() ?? [])];
      const seen = own
        .map((event) => ({ ...event, ...changed.get(changeKey(key, event.id)) }))
        .filter((event) => event.start < end && event.end > start)
        .sort((a, b) => a.start - b.start || a.end - b.end || (a.id < b.id ? -1 : 1));
      for (const event of seen) shown.add(changeKey(key, event.id));
      return seen;
    },
    add(event) {
      const key = event.mailbox.toLowerCase();
      const own = added.get(key) ?? new Map<string, WorldEvent>();
      own.set(event.id, { ...event });
      added.set(key, own);
    },
    update(mailbox, eventId, change) {
      const key = mailbox.toLowerCase();
      const booking = added.get(key)?.get(eventId);
      if (booking) {
        Object.assign(booking, change);
        return true;
      }
      const id = changeKey(key, eventId);
      if (!shown.has(id)) return false;
      changed.set(id, { ...changed.get(id), ...change });
      return true;
    },
    replace(mailbox, events) {
      replaced.set(
        mailbox.toLowerCase(),
        events.map((event) => ({ ...event, mailbox })),
      );
    },
  };
}
