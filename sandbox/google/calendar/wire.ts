import { mailboxOf, stableHex } from '../../mailboxes';
import type { Answer, Guest } from '../../meetings';
import type { World, WorldEvent } from '../../world/types';
import { conferenceFields } from './conference';
import { dateIn, inZone } from './times';
import type { ApiAttendee, ApiEvent, GoogleEvent } from './types';

const RESPONSE: Record<Answer, string> = {
  none: 'needsAction',
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'tentative',
};
const ANSWER: Record<string, Answer> = {
  needsAction: 'none',
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'tentative',
};

export const answerOf = (status: string | undefined): Answer | null =>
  status === undefined ? 'none' : (ANSWER[status] ?? null);

/** ETag of one version of one event. */
export const etagOf = (id: string, version: number, updatedAt: number): string =>
  `"${BigInt(`0x${stableHex(id, String(version), String(updatedAt)).slice(0, 13)}`)}"`;

function attendee(world: World, guest: Guest, self: string): ApiAttendee {
  const name = guest.name ?? (guest.resource ? mailboxOf(world, guest.email)?.name : undefined);
  return {
    email: guest.email,
    ...(name ? { displayName: name } : {}),
    ...(guest.email === self ? { self: true } : {}),
    ...(guest.optional ? { optional: true } : {}),
    ...(guest.resource ? { resource: true } : {}),
    responseStatus: RESPONSE[guest.answer],
    ...(guest.comment ? { comment: guest.comment } : {}),
  };
}

/** A booking as the API answers it to its organiser. */
export function bookingAnswer(world: World, event: GoogleEvent): ApiEvent {
  const { fields } = event;
  const who = { email: event.owner, self: true };
  return {
    kind: 'calendar#event',
    etag: etagOf(event.id, event.version, event.updatedAt),
    id: event.id,
    status: event.cancelled ? 'cancelled' : (fields.status ?? 'confirmed'),
    htmlLink: linkOf(event.id),
    created: new Date(event.createdAt).toISOString(),
    updated: new Date(event.updatedAt).toISOString(),
    ...fields,
    ...(event.cancelled ? { status: 'cancelled' } : {}),
    creator: who,
    organizer: who,
    start: timeOf(event, 'start'),
    end: timeOf(event, 'end'),
    iCalUID: event.uid,
    sequence: event.sequence,
    ...(event.guests.length > 0
      ? { attendees: event.guests.map((guest) => attendee(world, guest, event.owner)) }
      : {}),
    ...conferenceFields(event.conference),
    reminders: fields.reminders ?? { useDefault: true },
    eventType: 'default',
  };
}

/** The client's own wording of the time, unless somebody moved the event since. */
function timeOf(event: GoogleEvent, which: 'start' | 'end'): gapi.client.calendar.EventDateTime {
  const written = event.fields[which];
  if (written?.date) return written;
  const zone = written?.timeZone ?? 'UTC';
  return { dateTime: inZone(event[which], zone), timeZone: zone };
}

const linkOf = (id: string) =>
  `https://www.google.com/calendar/event?eid=${Buffer.from(id).toString('base64url')}`;

/** An event that was in the calendar all along. `detail` false: times only. */
export function worldAnswer(event: WorldEvent, self: string, zone: string, detail: boolean): ApiEvent {
  const open = detail && (!event.isPrivate || event.mailbox === self);
  const id = stableHex(event.mailbox, event.id).slice(0, 26);
  const time = (at: number) =>
    event.allDay ? { date: dateIn(at, zone) } : { dateTime: inZone(at, zone), timeZone: zone };
  const type =
    event.status === 'oof' ? 'outOfOffice' : event.status === 'elsewhere' ? 'workingLocation' : 'default';
  return {
    kind: 'calendar#event',
    etag: etagOf(id, 1, event.start),
    id,
    status: event.cancelled ? 'cancelled' : event.status === 'tentative' ? 'tentative' : 'confirmed',
    htmlLink: linkOf(id),
    ...(open
      ? {
          summary: event.title,
          organizer: { email: event.organizer, ...(event.organizer === self ? { self: true } : {}) },
        }
      : { visibility: 'private' }),
    start: time(event.start),
    end: time(event.end),
    ...(event.recurringId
      ? { recurringEventId: stableHex(event.recurringId).slice(0, 26), originalStartTime: time(event.start) }
      : {}),
    ...(event.status === 'free' || event.status === 'elsewhere' ? { transparency: 'transparent' } : {}),
    ...(event.isPrivate && open ? { visibility: 'private' } : {}),
    iCalUID: `${event.id}@google.com`,
    eventType: type,
  };
}
