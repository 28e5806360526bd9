import { randomUUID } from 'node:crypto';
import type * as Graph from '@microsoft/microsoft-graph-types';
import type { Hono } from 'hono';
import { mailboxOf, stableHex } from '../../mailboxes';
import type { OfficeContext } from '../../meetings';
import type { WorldStatus } from '../../world/types';
import { type GraphCall, type GraphEnv, needScope, preferences } from './access';
import { badRequest, graphError, invalidBody, itemNotFound } from './errors';
import { guestsOf } from './guests';
import type { GraphStore } from './store';
import { keepsTeams, teamsFor, withTeamsBlock } from './teams';
import { answerZone, instantOf } from './times';
import type { GraphEvent } from './types';
import { bookingAnswer, etagOf } from './wire';

const SHOW_AS: Record<string, WorldStatus> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'oof',
  workingElsewhere: 'elsewhere',
  unknown: 'busy',
};
const PROPERTY_ID = /^(String|Integer) (\{[0-9a-fA-F-]{36}\}|0x[0-9a-fA-F]+) ?(Name .+|Id 0x[0-9a-fA-F]+)?$/;

async function bodyOf(c: GraphCall): Promise<Graph.Event> {
  const body: unknown = await c.req.json().catch(() => null);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw invalidBody();
  return body;
}

function htmlOf(body: Graph.ItemBody | null | undefined): string {
  const content = body?.content ?? '';
  if (body?.contentType?.toLowerCase() !== 'text') return content;
  return content.replace(/[&<>]/g, (char) => `&#${char.charCodeAt(0)};`).replace(/\r?\n/g, '<br>');
}

const wantsTeams = (body: Graph.Event) =>
  body.isOnlineMeeting === true && (body.onlineMeetingProvider ?? 'teamsForBusiness') === 'teamsForBusiness';

function statusOf(showAs: Graph.Event['showAs'], before: WorldStatus): WorldStatus {
  if (!showAs) return before;
  const status = SHOW_AS[showAs];
  if (!status) throw badRequest(`Requested value '${showAs}' was not found.`);
  return status;
}

function propertiesOf(body: Graph.Event): { id: string; value: string }[] {
  return (body.singleValueExtendedProperties ?? []).map(({ id, value }) => {
    if (!id || !PROPERTY_ID.test(id))
      throw graphError(400, 'ErrorInvalidProperty', `The property id '${id ?? ''}' is invalid.`);
    return { id, value: value ?? '' };
  });
}

/** Create, update, cancel, delete. Whoever is on the list when an event is made is mailed at once; there is no silent mode. */
export function addEventWrites(app: Hono<GraphEnv>, ctx: OfficeContext, store: GraphStore): void {
  const { world, faults, meetings, now } = ctx;
  const respond = (c: GraphCall, event: GraphEvent) =>
    bookingAnswer(world, event, answerZone(c), preferences(c).get('idtype')?.toLowerCase() === 'immutableid');

  app.on('POST', ['/me/events', '/me/calendar/events'], async (c) => {
    needScope(c, 'Calendars.ReadWrite', 'Calendars.ReadWrite.Shared');
    const owner = c.get('token').email;
    const body = await bodyOf(c);
    answerZone(c);
    const start = instantOf(body.start, 'Start');
    const end = instantOf(body.end, 'End');
    if (end < start)
      throw graphError(
        400,
        'ErrorInvalidPropertySet',
        'The start date and time must be before the end date and time.',
      );
    if (body.isAllDay && !/T00:00:00/.test(`${body.start?.dateTime}`))
      throw graphError(
        400,
        'ErrorInvalidRequest',
        'The Event.Start property for an all-day event needs to be set to midnight.',
      );
    if (body.recurrence) throw badRequest('Recurring events are not part of this sandbox.');
    const request = JSON.stringify(body);
    const transactionId = body.transactionId ?? null;
    const earlier = transactionId === null ? undefined : store.byTransaction(owner, transactionId);
    if (earlier) {
      // What a repeat with the same content answers is not documented: the first event, or the error (`microsoft-transaction-repeat=error`).
      if (
        earlier.request === request &&
        !earlier.cancelled &&
        faults.get('microsoft-transaction-repeat') !== 'error'
      )
        return c.json(respond(c, earlier), 201);
      throw graphError(
        409,
        'ErrorDuplicateTransactionId',
        "Your request can't be completed. The TransactionId specified in the request has already been used to create a different event.",
      );
    }
    store.compete(start, end);
    const seed = randomUUID();
    const teams = wantsTeams(body) ? teamsFor(seed) : null;
    const html = htmlOf(body.body);
    const event: GraphEvent = {
      id: `AAkALg${Buffer.from(seed).toString('base64url')}AAA=`,
      movableId: `AAMkAD${Buffer.from(stableHex(seed).slice(0, 36)).toString('base64url')}AAA=`,
      provider: 'microsoft',
      owner,
      uid: `040000008200E00074C5B7101A82E008${stableHex('uid', seed).slice(0, 48).toUpperCase()}`,
      title: body.subject ?? '',
      start,
      end,
      status: statusOf(body.showAs, 'busy'),
      isPrivate: body.sensitivity === 'private',
      allDay: body.isAllDay ?? false,
      guests: guestsOf(world, body.attendees ?? [], []),
      cancelled: false,
      version: 1,
      createdAt: now(),
      updatedAt: now(),
      fields: body,
      body: teams ? withTeamsBlock(html, teams) : html,
      transactionId,
      request,
      zoneName: body.start?.timeZone ?? 'UTC',
      teams,
      properties: propertiesOf(body),
    };
    store.add(event);
    meetings.askRooms(event);
    meetings.tell(event, event.guests, 'invitation', event.body);
    return c.json(
      {
        '@odata.context': "https://graph.microsoft.com/v1.0/$metadata#users('me')/events/$entity",
        ...respond(c, event),
      },
      201,
    );
  });

  function writable(c: GraphCall): GraphEvent {
    needScope(c, 'Calendars.ReadWrite', 'Calendars.ReadWrite.Shared');
    const event = store.get(c.get('token').email, c.req.param('id') ?? '');
    if (!event) throw itemNotFound();
    if (store.disturbed()) meetings.touch(event);
    const match = c.req.header('if-match');
    if (match && match !== '*' && match !== etagOf(event)) {
      throw graphError(
        412,
        'ErrorIrresolvableConflict',
        'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
      );
    }
    return event;
  }

  app.on('PATCH', ['/me/events/:id', '/me/calendar/events/:id'], async (c) => {
    const body = await bodyOf(c);
    answerZone(c);
    const event = writable(c);
    if (body.transactionId !== undefined && body.transactionId !== event.transactionId)
      throw badRequest('The TransactionId property cannot be changed.');
    const start = body.start ? instantOf(body.start, 'Start') : event.start;
    const end = body.end ? instantOf(body.end, 'End') : event.end;
    if (end < start)
      throw graphError(
        400,
        'ErrorInvalidPropertySet',
        'The start date and time must be before the end date and time.',
      );
    const guests = body.attendees ? guestsOf(world, body.attendees, event.guests) : event.guests;
    const removed = event.guests.filter(
      (old) => !guests.some((one) => one.email.toLowerCase() === old.email.toLowerCase()),
    );
    const moved = start !== event.start || end !== event.end;
    if (moved)
      for (const guest of guests) Object.assign(guest, { answer: 'none', answeredAt: null, comment: null });
    if (body.body) {
      event.body = htmlOf(body.body);
      if (event.teams && !keepsTeams(event.body, event.teams)) event.teams = null;
    }
    if (wantsTeams(body) && !event.teams) {
      event.teams = teamsFor(event.id);
      event.body = withTeamsBlock(event.body, event.teams);
    }
    Object.assign(event, {
      start,
      end,
      guests,
      title: body.subject ?? event.title,
      status: statusOf(body.showAs, event.status),
      allDay: body.isAllDay ?? event.allDay,
      isPrivate: body.sensitivity ? body.sensitivity === 'private' : event.isPrivate,
      zoneName: body.start?.timeZone ?? event.zoneName,
      fields: { ...event.fields, ...body },
      properties: body.singleValueExtendedProperties ? propertiesOf(body) : event.properties,
    });
    meetings.touch(event);
    const onlyAttendees = Object.keys(body).every((name) => name === 'attendees');
    meetings.askRooms(event);
    meetings.tell(
      event,
      event.guests.filter((guest) => !guest.told),
      'invitation',
      event.body,
    );
    if (!onlyAttendees)
      meetings.tell(
        event,
        guests
          .filter(
            (guest) => guest.told && (moved || 'subject' in body || 'body' in body || 'location' in body),
          )
          .filter((guest) => event.guests.includes(guest) && !removed.includes(guest)),
        'update',
        event.body,
      );
    meetings.tell(
      event,
      removed.filter((guest) => guest.told),
      'cancellation',
      event.body,
    );
    return c.json(respond(c, event));
  });

  function remove(event: GraphEvent, text: string): void {
    const told = event.guests.filter((guest) => guest.told && guest.answer !== 'declined');
    meetings.cancel(event.id);
    if (event.end > now()) meetings.tell(event, told, 'cancellation', text);
  }

  app.on('DELETE', ['/me/events/:id', '/me/calendar/events/:id'], (c) => {
    remove(writable(c), '');
    return c.body(null, 204);
  });

  app.on('POST', ['/me/events/:id/cancel', '/me/calendar/events/:id/cancel'], async (c) => {
    needScope(c, 'Calendars.ReadWrite', 'Calendars.ReadWrite.Shared');
    const text = await c.req.text();
    const parsed: { comment?: unknown; Comment?: unknown } = text ? JSON.parse(text) : {};
    const id = c.req.param('id');
    const invited = meetings
      .list()
      .some((one) => one.id === id && one.owner !== c.get('token').email && mailboxOf(world, one.owner));
    if (invited)
      throw badRequest("Your request can't be completed. You need to be an organizer to cancel a meeting.");
    remove(writable(c), String(parsed.comment ?? parsed.Comment ?? ''));
    return c.body(null, 202);
  });
}
