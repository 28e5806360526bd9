import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { OfficeContext } from '../../meetings';
import type { WorldStatus } from '../../world/types';
import { type GoogleCall, type GoogleEnv, needScope } from '../access';
import { conditionNotMet, deleted, googleError, invalid, notFound } from '../errors';
import { conferenceOf } from './conference';
import { guestsOf, notify, sendUpdatesOf } from './guests';
import type { GoogleStore } from './store';
import { eventTime } from './times';
import type { ApiEvent, GoogleEvent } from './types';
import { bookingAnswer, etagOf } from './wire';

const ID = /^[0-9a-v]{5,1024}$/;
/** Set by the server or kept apart; a client cannot write them. */
const SERVER_FIELDS = [
  'kind',
  'etag',
  'id',
  'htmlLink',
  'created',
  'updated',
  'creator',
  'organizer',
  'iCalUID',
  'sequence',
  'attendees',
  'conferenceData',
  'hangoutLink',
  'eventType',
  'recurringEventId',
  'originalStartTime',
  'locked',
  'privateCopy',
] as const;
const VISIBLE = ['summary', 'description', 'location', 'start', 'end', 'conferenceData', 'status'] as const;
const WRITE = ['calendar', 'calendar.events', 'calendar.events.owned', 'calendar.app.created'];

function writable(body: ApiEvent): ApiEvent {
  const fields = { ...body };
  for (const name of SERVER_FIELDS) delete fields[name];
  return fields;
}

/** RFC 7396: null removes, objects merge, arrays replace. */
function mergePatch<T>(before: T, change: unknown): T {
  if (typeof change !== 'object' || change === null || Array.isArray(change)) return change as T;
  const merged: Record<string, unknown> = {
    ...(typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {}),
  };
  for (const [name, value] of Object.entries(change)) {
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged as T;
}

const statusOf = (fields: ApiEvent): WorldStatus =>
  fields.transparency === 'transparent' ? 'free' : fields.status === 'tentative' ? 'tentative' : 'busy';

async function bodyOf(c: GoogleCall): Promise<ApiEvent> {
  const body: unknown = await c.req.json().catch(() => null);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw googleError(400, 'parseError', 'Parse Error');
  return body;
}

export interface CalendarHost {
  ctx: OfficeContext;
  store: GoogleStore;
  /** Mailbox and zone of a calendar the caller may write; throws as Google does otherwise. */
  own(c: GoogleCall): { email: string; zone: string };
}

/** Insert, patch, update, delete. */
export function addEventWrites(app: Hono<GoogleEnv>, { ctx, store, own }: CalendarHost): void {
  const { world, faults, meetings, now } = ctx;

  app.post('/calendars/:calendarId/events', async (c) => {
    needScope(c, ...WRITE);
    const { email, zone } = own(c);
    const send = sendUpdatesOf(c.req.query());
    const body = await bodyOf(c);
    if (body.id !== undefined && !ID.test(body.id)) throw invalid('Invalid resource id value.');
    if (body.recurrence?.length) throw invalid('Recurring events are not part of this sandbox.');
    const start = eventTime(body.start, 'start', zone);
    const end = eventTime(body.end, 'end', zone);
    if (end < start)
      throw googleError(400, 'timeRangeEmpty', 'The specified time range is empty.', { domain: 'calendar' });
    const id = body.id ?? randomUUID().replaceAll('-', '').slice(0, 26);
    if (store.get(email, id)) throw googleError(409, 'duplicate', 'The requested identifier already exists.');
    store.compete(start, end);
    const fields = writable(body);
    const event: GoogleEvent = {
      id,
      provider: 'google',
      owner: email,
      uid: body.iCalUID ?? `${id}@google.com`,
      title: body.summary ?? '(No title)',
      start,
      end,
      status: statusOf(fields),
      isPrivate: body.visibility === 'private' || body.visibility === 'confidential',
      allDay: Boolean(body.start?.date),
      guests: guestsOf(world, body.attendees, []),
      cancelled: false,
      version: 1,
      createdAt: now(),
      updatedAt: now(),
      fields,
      conference: conferenceOf(body, c.req.query('conferenceDataVersion'), null, faults),
      sequence: 0,
    };
    store.add(event);
    notify(world, meetings, event, send, { removed: [], visible: true, now: now() });
    return c.json(bookingAnswer(world, event));
  });

  async function change(c: GoogleCall, whole: boolean): Promise<Response> {
    needScope(c, ...WRITE);
    const { email, zone } = own(c);
    const send = sendUpdatesOf(c.req.query());
    const body = await bodyOf(c);
    const event = store.get(email, c.req.param('eventId') ?? '');
    if (!event) throw notOwned(ctx, email, c.req.param('eventId') ?? '');
    store.disturb(event);
    const match = c.req.header('if-match');
    if (match && match !== '*' && match !== etagOf(event.id, event.version, event.updatedAt))
      throw conditionNotMet();
    if (event.cancelled && body.status === undefined) throw googleError(403, 'forbidden', 'Forbidden');
    const fields = whole ? writable(body) : mergePatch(event.fields, writable(body));
    const start = eventTime(fields.start, 'start', zone);
    const end = eventTime(fields.end, 'end', zone);
    if (end < start)
      throw googleError(400, 'timeRangeEmpty', 'The specified time range is empty.', { domain: 'calendar' });
    const guests =
      whole || 'attendees' in body ? guestsOf(world, body.attendees ?? [], event.guests) : event.guests;
    const removed = event.guests.filter(
      (old) => !guests.some((one) => one.email.toLowerCase() === old.email.toLowerCase()),
    );
    const moved = start !== event.start || end !== event.end;
    const visible = VISIBLE.some(
      (name) => name in body && (name !== 'start' && name !== 'end' ? true : moved),
    );
    if (moved) {
      for (const guest of guests)
        if (guest.email !== email) Object.assign(guest, { answer: 'none', answeredAt: null, comment: null });
      event.sequence++;
    }
    Object.assign(event, {
      fields,
      start,
      end,
      guests,
      title: fields.summary ?? '(No title)',
      status: statusOf(fields),
      allDay: Boolean(fields.start?.date),
      isPrivate: fields.visibility === 'private' || fields.visibility === 'confidential',
      cancelled: body.status === 'cancelled',
      conference: conferenceOf(body, c.req.query('conferenceDataVersion'), event.conference, faults),
    });
    meetings.touch(event);
    notify(world, meetings, event, send, { removed, visible, now: now(), cancelled: event.cancelled });
    return c.json(bookingAnswer(world, event));
  }
  app.patch('/calendars/:calendarId/events/:eventId', (c) => change(c, false));
  app.put('/calendars/:calendarId/events/:eventId', (c) => change(c, true));

  app.delete('/calendars/:calendarId/events/:eventId', (c) => {
    needScope(c, ...WRITE);
    const { email } = own(c);
    const send = sendUpdatesOf(c.req.query());
    const event = store.get(email, c.req.param('eventId'));
    if (!event) throw notFound();
    if (event.cancelled) throw deleted();
    store.disturb(event);
    const match = c.req.header('if-match');
    if (match && match !== '*' && match !== etagOf(event.id, event.version, event.updatedAt))
      throw conditionNotMet();
    meetings.cancel(event.id);
    notify(world, meetings, event, send, { removed: [], visible: true, now: now(), cancelled: true });
    return c.body(null, 204);
  });
}

/** Changing what another organiser owns is refused; what is not there is not found. */
function notOwned({ meetings }: OfficeContext, email: string, id: string) {
  const other = meetings
    .list()
    .find((one) => one.id === id && one.guests.some((guest) => guest.email === email));
  if (!other) return notFound();
  return googleError(
    403,
    'forbiddenForNonOrganizer',
    'Shared properties can only be changed by the organizer of the event.',
    { domain: 'calendar' },
  );
}
