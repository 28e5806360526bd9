import { newGuests, withoutGuests } from '../guests';
import { htmlOf, wordsOf } from '../html';
import type { CalendarEvent, EventChange, EventDraft, EventGuest } from '../port';
import type { GraphAttendee, GraphEvent } from './schemas';
import { graphTime } from './wall-time';

/** Named property that carries our key, filterable. The GUID is Fulcrum's own property set. */
export const KEY_PROPERTY = 'String {8f0c6f0e-6a52-4d0b-9d53-3c1be7a0f4c2} Name FulcrumKey';

const RESPONSES: Record<string, EventGuest['response']> = {
  accepted: 'accepted',
  declined: 'declined',
  tentativelyaccepted: 'tentative',
};

function guestOf(attendee: GraphAttendee): EventGuest {
  const type = attendee.type?.toLowerCase();
  return {
    email: attendee.emailAddress.address ?? '',
    ...(attendee.emailAddress.name ? { name: attendee.emailAddress.name } : {}),
    ...(type === 'optional' ? { optional: true } : {}),
    ...(type === 'resource' ? { resource: true } : {}),
    response: RESPONSES[attendee.status?.response?.toLowerCase() ?? ''] ?? 'none',
  };
}

/** Graph's event in Fulcrum's words. Our key is the transaction id it was created with. */
export function eventOf(event: GraphEvent): CalendarEvent {
  const joinUrl = event.onlineMeeting?.joinUrl ?? null;
  const key = event.transactionId ?? '';
  return {
    provider: 'microsoft',
    id: event.id,
    version: event['@odata.etag'],
    title: event.subject ?? '',
    url: event.webLink ?? '',
    start: event.start,
    end: event.end,
    joinUrl,
    conference: joinUrl ? 'ready' : event.isOnlineMeeting ? 'pending' : 'none',
    cancelled: event.isCancelled === true,
    guests: event.attendees.map(guestOf),
    key: /^[0-9a-f]{32,}$/.test(key) ? key : null,
    ...(event.body?.content == null ? {} : { words: wordsOf(event.body.content) }),
  };
}

/** Body of the create. It names no attendee: Graph mails everybody on it the moment it is created. */
export function createBody(draft: EventDraft, key: string): Record<string, unknown> {
  return {
    subject: draft.title,
    body: { contentType: 'HTML', content: htmlOf(draft.description) },
    start: graphTime(draft.start, draft.zone),
    end: graphTime(draft.end, draft.zone),
    showAs: 'busy',
    hideAttendees: !draft.guestsSeeEachOther,
    ...(draft.location ? { location: { displayName: draft.location } } : {}),
    ...(draft.conference ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {}),
    transactionId: key,
    singleValueExtendedProperties: [{ id: KEY_PROPERTY, value: key }],
  };
}

export function attendeeOf(guest: EventGuest): GraphAttendee {
  return {
    type: guest.resource ? 'resource' : guest.optional ? 'optional' : 'required',
    emailAddress: { address: guest.email, ...(guest.name ? { name: guest.name } : {}) },
  };
}

/** Body of a patch. The guest list is replaced whole, so everybody who stays goes along. */
export function changeBody(
  { time, description, location, add = [], remove = [] }: EventChange,
  present: readonly GraphAttendee[],
): Record<string, unknown> {
  const stay = withoutGuests(present, remove, (attendee) => attendee.emailAddress.address);
  const fresh = newGuests(
    add,
    stay.flatMap((attendee) => attendee.emailAddress.address ?? []),
  );
  return {
    ...(time ? { start: graphTime(time.start, time.zone), end: graphTime(time.end, time.zone) } : {}),
    ...(description === undefined ? {} : { body: { contentType: 'HTML', content: htmlOf(description) } }),
    ...(location === undefined ? {} : { location: { displayName: location } }),
    ...(add.length + remove.length > 0 ? { attendees: [...stay, ...fresh.map(attendeeOf)] } : {}),
  };
}
