/// <reference types="@maxim_mazurok/gapi.client.calendar-v3" />
import type { Hono } from 'hono';
import { numberOf } from '../../conditions';
import type { Mailbox } from '../../mailboxes';
import { type GoogleCall, type GoogleEnv, needScope } from '../access';
import { googleError, invalid, notFound } from '../errors';
import { pollConference } from './conference';
import { instantParam } from './times';
import type { ApiEvent, GoogleEvent } from './types';
import { bookingAnswer, etagOf, worldAnswer } from './wire';
import type { CalendarHost } from './write';

const READ = [
  'calendar',
  'calendar.readonly',
  'calendar.events',
  'calendar.events.readonly',
  'calendar.events.owned',
  'calendar.events.owned.readonly',
];
const DAY = 86_400_000;
/** Parameters that may not stand beside a sync token. */
const NOT_WITH_SYNC = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
];

export interface ReadHost extends CalendarHost {
  /** A calendar the caller may look into, and how deep. */
  visible(c: GoogleCall): { mailbox: Mailbox; role: 'owner' | 'reader' | 'freeBusyReader' };
}

function hasProperties(event: GoogleEvent, wanted: string[], kind: 'private' | 'shared'): boolean {
  return wanted.every((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw invalid(`Invalid value for: ${kind}ExtendedProperty`);
    return event.fields.extendedProperties?.[kind]?.[pair.slice(0, at)] === pair.slice(at + 1);
  });
}

/** Get and list. */
export function addEventReads(app: Hono<GoogleEnv>, { ctx, store, visible }: ReadHost): void {
  const { world, faults, meetings, now } = ctx;

  app.get('/calendars/:calendarId/events/:eventId', (c) => {
    needScope(c, ...READ);
    const { mailbox, role } = visible(c);
    const id = c.req.param('eventId');
    const event = store.get(mailbox.email, id);
    if (event && role === 'owner') {
      pollConference(event, faults, meetings.touch);
      c.header('etag', etagOf(event.id, event.version, event.updatedAt));
      return c.json(bookingAnswer(world, event));
    }
    const around = world.calendars.between(mailbox.email, now() - 60 * DAY, now() + 120 * DAY);
    const known = around
      .map((one) => worldAnswer(one, c.get('token').email, mailbox.zone, role !== 'freeBusyReader'))
      .find((one) => one.id === id);
    if (!known) throw notFound();
    return c.json(known);
  });

  app.get('/calendars/:calendarId/events', (c) => {
    needScope(c, ...READ);
    const { mailbox, role } = visible(c);
    const query = c.req.query();
    const limit = Math.min(Number(query.maxResults ?? 250) || 250, 2500);
    const head: gapi.client.calendar.Events = {
      kind: 'calendar#events',
      etag: '"list"',
      summary: mailbox.email,
      updated: new Date(now()).toISOString(),
      timeZone: mailbox.zone,
      accessRole: role,
      defaultReminders: [],
    };
    const own = role === 'owner' ? store.list(mailbox.email) : [];
    if (query.syncToken !== undefined) {
      const clash = NOT_WITH_SYNC.find((name) => query[name] !== undefined);
      if (clash)
        throw googleError(400, 'invalid', `The syncToken cannot be combined with ${clash}.`, {
          locationType: 'parameter',
          location: clash,
        });
      const since = sinceOf(query.syncToken);
      if (since === null || faults.get('google-sync-expired')) {
        throw googleError(
          410,
          'fullSyncRequired',
          'Sync token is no longer valid, a full sync is required.',
          { domain: 'calendar', locationType: 'parameter', location: 'syncToken' },
        );
      }
      const items = own
        .filter((event) => event.updatedAt > since)
        .map((event) =>
          event.cancelled ? { id: event.id, status: 'cancelled' } : bookingAnswer(world, event),
        );
      return c.json({ ...head, items, nextSyncToken: syncToken(now()) });
    }
    const from = query.timeMin ? instantParam(query.timeMin, 'timeMin') : now() - 30 * DAY;
    const to = query.timeMax ? instantParam(query.timeMax, 'timeMax') : now() + 60 * DAY;
    if (query.timeMin && query.timeMax && to <= from)
      throw googleError(400, 'timeRangeEmpty', 'The specified time range is empty.', {
        domain: 'calendar',
        locationType: 'parameter',
        location: 'timeMax',
      });
    if (query.orderBy === 'startTime' && query.singleEvents !== 'true')
      throw invalid('The requested ordering is not available for the particular query.', 'orderBy');
    const wantedPrivate = c.req.queries('privateExtendedProperty') ?? [];
    const wantedShared = c.req.queries('sharedExtendedProperty') ?? [];
    const lag = numberOf(faults, 'google-lag-ms', 0);
    const bounded = (start: number, end: number) =>
      (!query.timeMin || end > from) && (!query.timeMax || start < to);
    const deletedToo = query.showDeleted === 'true';
    const text = query.q?.toLowerCase();
    const bookings = own
      .filter(
        (event) =>
          (deletedToo || !event.cancelled) &&
          bounded(event.start, event.end) &&
          event.createdAt <= now() - lag,
      )
      .filter((event) => !query.iCalUID || event.uid === query.iCalUID)
      .filter(
        (event) =>
          hasProperties(event, wantedPrivate, 'private') && hasProperties(event, wantedShared, 'shared'),
      );
    for (const event of bookings) pollConference(event, faults, meetings.touch);
    const uids = new Set(store.list(mailbox.email).map((event) => event.uid));
    const filtered = wantedPrivate.length + wantedShared.length > 0 || query.iCalUID !== undefined;
    const others = filtered
      ? []
      : world.calendars
          .between(mailbox.email, from, to)
          .filter((event) => !uids.has(event.id) && (deletedToo || !event.cancelled));
    const types = c.req.queries('eventTypes');
    const items: (ApiEvent & { at: number })[] = [
      ...bookings.map((event) => ({ ...bookingAnswer(world, event), at: event.start })),
      ...others.map((event) => ({
        ...worldAnswer(event, c.get('token').email, mailbox.zone, role !== 'freeBusyReader'),
        at: event.start,
      })),
    ]
      .filter(
        (item) => !text || `${item.summary ?? ''} ${item.description ?? ''}`.toLowerCase().includes(text),
      )
      .filter((item) => !types || types.includes(item.eventType ?? 'default'))
      .sort((a, b) => a.at - b.at);
    const skip = Number(query.pageToken ?? 0) || 0;
    const page = items.slice(skip, skip + limit).map(({ at: _at, ...item }) => item);
    const last = skip + limit >= items.length;
    return c.json({
      ...head,
      items: page,
      ...(last ? { nextSyncToken: syncToken(now()) } : { nextPageToken: String(skip + limit) }),
    });
  });
}

const syncToken = (at: number) => Buffer.from(`sync:${at}`).toString('base64url');

function sinceOf(token: string): number | null {
  const match = /^sync:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  return match ? Number(match[1]) : null;
}
