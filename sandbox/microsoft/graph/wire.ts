import type * as Graph from '@microsoft/microsoft-graph-types';
import { stableHex } from '../../mailboxes';
import type { Answer, Guest } from '../../meetings';
import type { World, WorldEvent } from '../../world/types';
import { GRAPH_STATUS } from './schedule';
import { wallClock } from './times';
import type { ApiEvent, GraphEvent } from './types';

type Zone = { name: string; zone: string };
const NEVER = '0001-01-01T00:00:00Z';
const RESPONSE: Record<Answer, Graph.ResponseType> = {
  none: 'none',
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'tentativelyAccepted',
};

const changeKeyOf = (id: string, version: number, updatedAt: number): string =>
  `${Buffer.from(stableHex(id, String(version), String(updatedAt)).slice(0, 48), 'hex')
    .toString('base64')
    .slice(0, 30)}==`;
export const etagOf = (event: GraphEvent): string =>
  `W/"${changeKeyOf(event.id, event.version, event.updatedAt)}"`;

const plain = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

function attendee(guest: Guest): Graph.Attendee {
  return {
    type: guest.resource ? 'resource' : guest.optional ? 'optional' : 'required',
    status: {
      response: RESPONSE[guest.answer],
      time: guest.answeredAt === null ? NEVER : new Date(guest.answeredAt).toISOString(),
    },
    emailAddress: { name: guest.name ?? guest.email, address: guest.email },
  };
}

function locationOf(event: GraphEvent): Graph.Location {
  const room = event.guests.find((guest) => guest.resource);
  const given = event.fields.location;
  if (given) return { locationType: 'default', uniqueIdType: 'unknown', ...given };
  return {
    displayName: room?.name ?? (event.teams ? 'Microsoft Teams Meeting' : ''),
    locationType: 'default',
    uniqueIdType: 'unknown',
  };
}

/** A booking as Graph answers it to its organiser. `immutable`: which of its two ids. */
export function bookingAnswer(
  world: World,
  event: GraphEvent,
  zone: Zone,
  immutable: boolean,
  asText = false,
): ApiEvent {
  const { fields } = event;
  const organizer =
    world.recruiter.email.split('@')[0] === event.owner.split('@')[0]
      ? world.recruiter.name
      : (world.people.find((one) => one.calendarEmail === event.owner)?.name ?? event.owner);
  const changeKey = changeKeyOf(event.id, event.version, event.updatedAt);
  const location = locationOf(event);
  return {
    '@odata.etag': `W/"${changeKey}"`,
    id: immutable ? event.id : event.movableId,
    changeKey,
    createdDateTime: new Date(event.createdAt).toISOString(),
    lastModifiedDateTime: new Date(event.updatedAt).toISOString(),
    categories: fields.categories ?? [],
    ...(event.transactionId === null ? {} : { transactionId: event.transactionId }),
    originalStartTimeZone: event.zoneName,
    originalEndTimeZone: event.zoneName,
    iCalUId: event.uid,
    reminderMinutesBeforeStart: fields.reminderMinutesBeforeStart ?? 15,
    isReminderOn: fields.isReminderOn ?? true,
    hasAttachments: false,
    subject: event.title,
    bodyPreview: plain(event.body).slice(0, 255),
    importance: fields.importance ?? 'normal',
    sensitivity: fields.sensitivity ?? 'normal',
    isAllDay: event.allDay,
    isCancelled: event.cancelled,
    isOrganizer: true,
    isDraft: false,
    responseRequested: fields.responseRequested ?? true,
    allowNewTimeProposals: fields.allowNewTimeProposals ?? true,
    hideAttendees: fields.hideAttendees ?? false,
    seriesMasterId: null,
    showAs: GRAPH_STATUS[event.status],
    type: 'singleInstance',
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(event.id)}&exvsurl=1&path=/calendar/item`,
    onlineMeetingUrl: null,
    isOnlineMeeting: event.teams !== null,
    onlineMeetingProvider: event.teams ? 'teamsForBusiness' : 'unknown',
    onlineMeeting: event.teams
      ? {
          joinUrl: event.teams.joinUrl,
          conferenceId: event.teams.conferenceId,
          tollNumber: '+1 555 010 0100',
        }
      : null,
    recurrence: null,
    responseStatus: { response: 'organizer', time: NEVER },
    body: asText
      ? { contentType: 'text', content: plain(event.body) }
      : { contentType: 'html', content: event.body },
    start: wallClock(event.start, zone),
    end: wallClock(event.end, zone),
    location,
    locations: location.displayName ? [location] : [],
    attendees: event.guests.map(attendee),
    organizer: { emailAddress: { name: organizer, address: event.owner } },
  };
}

/** An event that was in the mailbox all along; occurrences of a series are listed one by one. */
export function worldAnswer(event: WorldEvent, zone: Zone): ApiEvent {
  const id = `AAkALg${stableHex(event.mailbox, event.id).slice(0, 40)}`;
  return {
    '@odata.etag': `W/"${changeKeyOf(id, 1, event.start)}"`,
    id,
    changeKey: changeKeyOf(id, 1, event.start),
    iCalUId: event.id,
    subject: event.title,
    bodyPreview: '',
    isAllDay: event.allDay,
    isCancelled: event.cancelled,
    isOrganizer: event.organizer === event.mailbox,
    sensitivity: event.isPrivate ? 'private' : 'normal',
    showAs: GRAPH_STATUS[event.status],
    type: event.recurringId ? 'occurrence' : 'singleInstance',
    seriesMasterId: event.recurringId
      ? `AAkALg${stableHex(event.mailbox, event.recurringId).slice(0, 40)}`
      : null,
    start: wallClock(event.start, zone),
    end: wallClock(event.end, zone),
    organizer: { emailAddress: { name: event.organizer, address: event.organizer } },
    attendees: [],
  };
}
