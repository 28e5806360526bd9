import { newGuests, withoutGuests } from '../guests';
import { escapeHtml, wordsOf } from '../html';
import type { CalendarEvent, EventChange, EventDraft, EventGuest } from '../port';
import type { GoogleAttendee, GoogleEvent } from './schemas';

/** Private extended property that carries our key. */
export const KEY_PROPERTY = 'fulcrumKey';

const RESPONSES: Record<string, EventGuest['response']> = {
  needsAction: 'none',
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'tentative',
};

function guestOf(attendee: GoogleAttendee): EventGuest {
  return {
    email: attendee.email ?? '',
    ...(attendee.displayName ? { name: attendee.displayName } : {}),
    ...(attendee.optional ? { optional: true } : {}),
    ...(attendee.resource ? { resource: true } : {}),
    response: RESPONSES[attendee.responseStatus ?? 'needsAction'] ?? 'none',
  };
}

function conferenceOf(event: GoogleEvent): CalendarEvent['conference'] {
  if (!event.conferenceData && !event.hangoutLink) return 'none';
  const status = event.conferenceData?.createRequest?.status?.statusCode;
  if (status === 'pending') return 'pending';
  if (status === 'failure') return 'failed';
  return 'ready';
}

function instantOf(moment: GoogleEvent['start']): number {
  // A whole-day event has no instant of its own; midnight UTC differs from any planned time and is seen as moved.
  return moment?.dateTime ?? Date.parse(`${moment?.date ?? '1970-01-01'}T00:00:00Z`);
}

/** Google's event in Fulcrum's words. */
export function eventOf(event: GoogleEvent): CalendarEvent {
  const conference = conferenceOf(event);
  const video = event.conferenceData?.entryPoints?.find((entry) => entry.entryPointType === 'video')?.uri;
  return {
    provider: 'google',
    id: event.id,
    version: event.etag,
    title: event.summary,
    url: event.htmlLink,
    start: instantOf(event.start),
    end: instantOf(event.end),
    joinUrl: conference === 'ready' ? (video ?? event.hangoutLink ?? null) : null,
    conference,
    cancelled: event.status === 'cancelled',
    guests: event.attendees.map(guestOf),
    key: event.extendedProperties?.private?.[KEY_PROPERTY] ?? null,
    words: wordsOf(event.description ?? ''),
  };
}

/** Body of the insert: nobody invited, our key as id and as private property. */
export function insertBody(draft: EventDraft, key: string): Record<string, unknown> {
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: draft.zone });
  return {
    id: key,
    summary: draft.title,
    // Google shows descriptions as HTML, so markup in the text is escaped; it keeps line breaks.
    description: escapeHtml(draft.description),
    start: at(draft.start),
    end: at(draft.end),
    ...(draft.location ? { location: draft.location } : {}),
    guestsCanInviteOthers: false,
    guestsCanSeeOtherGuests: draft.guestsSeeEachOther,
    extendedProperties: { private: { [KEY_PROPERTY]: key } },
    ...(draft.sourceUrl ? { source: { title: 'Lever', url: draft.sourceUrl } } : {}),
    ...(draft.conference
      ? {
          conferenceData: {
            createRequest: { requestId: key, conferenceSolutionKey: { type: 'hangoutsMeet' } },
          },
        }
      : {}),
  };
}

/** A guest as first added. Any other answer than `needsAction` can hide the event from some people. */
export function attendeeOf(guest: EventGuest): GoogleAttendee {
  return {
    email: guest.email,
    ...(guest.name ? { displayName: guest.name } : {}),
    ...(guest.optional ? { optional: true } : {}),
    ...(guest.resource ? { resource: true } : {}),
    responseStatus: 'needsAction',
  };
}

/** Body of a patch. A patch replaces the whole guest list, so everybody who stays goes along untouched. */
export function changeBody(
  { time, description, location, add = [], remove = [] }: EventChange,
  present: readonly GoogleAttendee[],
): Record<string, unknown> {
  const at = (ms: number) => ({ dateTime: new Date(ms).toISOString(), timeZone: time?.zone });
  const stay = withoutGuests(present, remove, (attendee) => attendee.email);
  const fresh = newGuests(
    add,
    stay.flatMap((attendee) => attendee.email ?? []),
  );
  return {
    ...(time ? { start: at(time.start), end: at(time.end) } : {}),
    ...(description === undefined ? {} : { description: escapeHtml(description) }),
    ...(location === undefined ? {} : { location }),
    ...(add.length + remove.length > 0 ? { attendees: [...stay, ...fresh.map(attendeeOf)] } : {}),
  };
}
