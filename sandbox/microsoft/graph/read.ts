import type { Hono } from 'hono';
import type { OfficeContext } from '../../meetings';
import { type GraphCall, type GraphEnv, needScope, preferences } from './access';
import { badRequest, graphError, itemNotFound } from './errors';
import { filterOf } from './filter';
import type { GraphStore } from './store';
import { answerZone, queryInstant } from './times';
import type { ApiEvent, GraphEvent } from './types';
import { bookingAnswer, worldAnswer } from './wire';

const READ = [
  'Calendars.ReadBasic',
  'Calendars.Read',
  'Calendars.ReadWrite',
  'Calendars.Read.Shared',
  'Calendars.ReadWrite.Shared',
];
const ROOT = 'https://graph.microsoft.com/v1.0';
const ALWAYS = ['@odata.etag', 'id'];

function select(event: ApiEvent, names: string | undefined): ApiEvent {
  if (!names) return event;
  const wanted = new Set([...names.split(',').map((name) => name.trim()), ...ALWAYS]);
  return Object.fromEntries(Object.entries(event).filter(([name]) => wanted.has(name)));
}

/** Extended properties come only when expanded. */
function expanded(event: GraphEvent, answer: ApiEvent, expand: string | undefined): ApiEvent {
  if (!expand) return answer;
  const id = /^singleValueExtendedProperties\(\$filter=id eq '([^']*)'\)$/i.exec(expand)?.[1];
  if (id === undefined) throw badRequest(`Could not understand $expand=${expand}.`);
  const found = event.properties.filter((one) => one.id === id);
  return found.length > 0 ? { ...answer, singleValueExtendedProperties: found } : answer;
}

/** Events, calendar view, and its change tracking. */
export function addEventReads(app: Hono<GraphEnv>, ctx: OfficeContext, store: GraphStore): void {
  const { world, faults, now } = ctx;
  const answer = (c: GraphCall, event: GraphEvent) => {
    const wish = preferences(c);
    return bookingAnswer(
      world,
      event,
      answerZone(c),
      wish.get('idtype')?.toLowerCase() === 'immutableid',
      wish.get('outlook.body-content-type') === 'text',
    );
  };
  const pageOf = (c: GraphCall, items: ApiEvent[], fallback: number) => {
    const size = Math.min(
      Math.max(
        Number(c.req.query('$top') ?? preferences(c).get('odata.maxpagesize') ?? fallback) || fallback,
        1,
      ),
      1000,
    );
    const skip = Number(c.req.query('$skip') ?? 0) || 0;
    const next = new URL(c.req.url);
    next.searchParams.set('$skip', String(skip + size));
    const link = `${ROOT}${next.pathname.replace(/^\/v1\.0/, '')}${next.search}`;
    return {
      value: items.slice(skip, skip + size),
      ...(skip + size < items.length ? { '@odata.nextLink': link } : {}),
    };
  };

  app.on('GET', ['/me/events/:id', '/me/calendar/events/:id'], (c) => {
    needScope(c, ...READ);
    const event = store.get(c.get('token').email, c.req.param('id'));
    if (!event) throw itemNotFound();
    return c.json({
      '@odata.context': `${ROOT}/$metadata#users('me')/events/$entity`,
      ...select(expanded(event, answer(c, event), c.req.query('$expand')), c.req.query('$select')),
    });
  });

  app.on('GET', ['/me/events', '/me/calendar/events'], (c) => {
    needScope(c, ...READ);
    const wanted = filterOf(c.req.query('$filter'));
    const found = store.list(c.get('token').email).filter((event) => !event.cancelled && wanted(event));
    const items = found.map((event) =>
      select(expanded(event, answer(c, event), c.req.query('$expand')), c.req.query('$select')),
    );
    return c.json({ '@odata.context': `${ROOT}/$metadata#users('me')/events`, ...pageOf(c, items, 10) });
  });

  function within(c: GraphCall, start: number, end: number): ApiEvent[] {
    const owner = c.get('token').email;
    const bookings = store
      .list(owner)
      .filter((event) => !event.cancelled && event.start < end && event.end > start);
    const uids = new Set(store.list(owner).map((event) => event.uid));
    const zone = answerZone(c);
    const others = world.calendars
      .between(owner, start, end)
      .filter((event) => !event.cancelled && !uids.has(event.id));
    return [
      ...bookings.map((event) => ({ at: event.start, item: answer(c, event) })),
      ...others.map((event) => ({ at: event.start, item: worldAnswer(event, zone) })),
    ]
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
  }

  app.on('GET', ['/me/calendarView', '/me/calendar/calendarView'], (c) => {
    needScope(c, ...READ);
    const start = queryInstant(c.req.query('startDateTime'), 'startDateTime');
    const end = queryInstant(c.req.query('endDateTime'), 'endDateTime');
    if (end <= start)
      throw graphError(400, 'ErrorInvalidParameter', 'The end of the view must be later than its start.');
    const items = within(c, start, end).map((item) => select(item, c.req.query('$select')));
    return c.json({
      '@odata.context': `${ROOT}/$metadata#users('me')/calendarView`,
      ...pageOf(c, items, 10),
    });
  });

  app.get('/me/calendarView/delta', (c) => {
    needScope(c, ...READ);
    if (c.req.query('$select')) throw badRequest("The query parameter '$select' is not supported.");
    const token = c.req.query('$deltatoken') ?? c.req.query('$skiptoken');
    const frozen = token ? readToken(token) : null;
    if (token && (!frozen || faults.get('microsoft-delta-expired')))
      throw graphError(410, 'SyncStateNotFound', 'The sync state generation is not found; start over.', {
        Location: `${ROOT}/me/calendarView/delta`,
      });
    const start = frozen?.start ?? queryInstant(c.req.query('startDateTime'), 'startDateTime');
    const end = frozen?.end ?? queryInstant(c.req.query('endDateTime'), 'endDateTime');
    const since = frozen?.since ?? null;
    const link = (kind: 'delta' | 'skip', values: Omit<DeltaToken, 'start' | 'end'>) =>
      `${ROOT}/me/calendarView/delta?$${kind}token=${writeToken({ start, end, ...values })}`;
    const context = { '@odata.context': `${ROOT}/$metadata#Collection(event)` };
    if (since !== null) {
      const changed = store
        .list(c.get('token').email)
        .filter(
          (event) => event.updatedAt > since && (event.cancelled || (event.start < end && event.end > start)),
        );
      const value = changed.map((event) => ({
        '@odata.type': '#microsoft.graph.event',
        ...(event.cancelled
          ? { id: answer(c, event).id, '@removed': { reason: 'deleted' } }
          : answer(c, event)),
      }));
      return c.json({ ...context, '@odata.deltaLink': link('delta', { since: now(), skip: 0 }), value });
    }
    const items = within(c, start, end);
    const size = Math.max(1, Number(preferences(c).get('odata.maxpagesize') ?? 100) || 100);
    const skip = frozen?.skip ?? 0;
    const value = items
      .slice(skip, skip + size)
      .map((item) => ({ '@odata.type': '#microsoft.graph.event', ...item }));
    if (skip + size < items.length)
      return c.json({
        ...context,
        '@odata.nextLink': link('skip', { since: null, skip: skip + size }),
        value,
      });
    return c.json({ ...context, '@odata.deltaLink': link('delta', { since: now(), skip: 0 }), value });
  });
}

interface DeltaToken {
  start: number;
  end: number;
  /** ms epoch of the last reading; null while the first round is still paging. */
  since: number | null;
  skip: number;
}

const writeToken = (token: DeltaToken) => Buffer.from(JSON.stringify(token)).toString('base64url');

function readToken(text: string): DeltaToken | null {
  try {
    const token: Partial<DeltaToken> = JSON.parse(Buffer.from(text, 'base64url').toString());
    return typeof token.start === 'number' && typeof token.end === 'number'
      ? { start: token.start, end: token.end, since: token.since ?? null, skip: token.skip ?? 0 }
      : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
