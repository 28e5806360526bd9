/// <reference types="@maxim_mazurok/gapi.client.calendar-v3" />
import { beforeEach, describe, expect, it } from 'vitest';
import { undeclared } from '../fixtures/declared-names';
import { json, NOW, type SmallOffice, smallOffice } from '../fixtures/small-office';

type Event = gapi.client.calendar.Event;
const TYPES = '@maxim_mazurok/gapi.client.calendar-v3/index.d.ts';
const API = 'https://www.googleapis.com/calendar/v3';
const EVENTS = `${API}/calendars/primary/events`;
const HOUR = 3_600_000;
const iso = (hours: number) => new Date(NOW + hours * HOUR).toISOString();

let office: SmallOffice;
let token: string;

beforeEach(async () => {
  office = smallOffice();
  ({ token } = await office.google([
    'calendar.events',
    'calendar.freebusy',
    'calendar.calendarlist.readonly',
    'calendar.settings.readonly',
    'openid',
    'email',
  ]));
});

const send = (url: string, method = 'GET', body?: unknown, headers: Record<string, string> = {}) =>
  office.call(url, json(token, method, body, headers));
const reason = async (answer: Response) => ({
  status: answer.status,
  reason: ((await answer.json()) as { error: { errors: { reason: string }[] } }).error.errors[0]?.reason,
});
const draft = (id: string, extra: Event = {}): Event => ({
  id,
  summary: 'Interview: R. Diaz',
  description: 'Panel',
  start: { dateTime: iso(26), timeZone: 'Europe/London' },
  end: { dateTime: iso(27), timeZone: 'Europe/London' },
  extendedProperties: { private: { panelKey: id } },
  ...extra,
});
const id = 'a0'.repeat(16);

describe('free/busy', () => {
  const ask = async (items: string[], from = 0, to = 48): Promise<gapi.client.calendar.FreeBusyResponse> =>
    (
      await send(`${API}/freeBusy`, 'POST', {
        timeMin: iso(from),
        timeMax: iso(to),
        items: items.map((one) => ({ id: one })),
      })
    ).json();

  it('merges busy time, cuts it at the window and leaves free and working-elsewhere out', async () => {
    office.busy('ana@acme.example', -1, 1);
    office.busy('ana@acme.example', 1, 2, 'tentative');
    office.busy('ana@acme.example', 5, 6, 'free');
    office.busy('ana@acme.example', 6, 7, 'elsewhere');
    office.busy('ana@acme.example', 8, 9, 'oof');
    const answer = await ask(['ana@acme.example']);
    expect(undeclared(answer, TYPES, 'FreeBusyResponse')).toEqual([]);
    const zero = (hours: number) => iso(hours).replace('.000', '');
    expect(answer.calendars?.['ana@acme.example']).toEqual({
      busy: [
        { start: zero(0), end: zero(2) },
        { start: zero(8), end: zero(9) },
      ],
    });
  });

  it('reports people it cannot read inside a 200 answer, with an empty busy list beside the error', async () => {
    office.faults.set('google-freebusy-error:ben@acme.example', 'internalError');
    office.faults.set('google-missing', 'rae@acme.example');
    const { calendars } = await ask([
      'hal@acme.example',
      'mia@contoso.example',
      'cand@mail.example',
      'ben@acme.example',
      'rae@acme.example',
    ]);
    const notFound = { errors: [{ domain: 'global', reason: 'notFound' }], busy: [] };
    expect(calendars).toEqual({
      'hal@acme.example': notFound,
      'mia@contoso.example': notFound,
      'cand@mail.example': notFound,
      'ben@acme.example': { errors: [{ domain: 'global', reason: 'internalError' }], busy: [] },
    });
  });

  it('refuses the fifty-first calendar alone, and empty or too long ranges whole', async () => {
    const { calendars } = await ask(Array.from({ length: 51 }, (_, index) => `p${index}@mail.example`));
    expect(calendars?.['p49@mail.example']?.errors?.[0]?.reason).toBe('notFound');
    expect(calendars?.['p50@mail.example']?.errors?.[0]?.reason).toBe('tooManyCalendarsRequested');
    const range = (from: string, to: string) =>
      send(`${API}/freeBusy`, 'POST', { timeMin: from, timeMax: to, items: [] }).then(reason);
    expect(await range(iso(5), iso(5))).toEqual({ status: 400, reason: 'timeRangeEmpty' });
    expect(await range(iso(0), iso(24 * 93))).toEqual({ status: 400, reason: 'timeRangeTooLong' });
    expect(await range('2027-03-08T08:00:00', iso(5))).toEqual({ status: 400, reason: 'badRequest' });
  });

  it('needs a free/busy scope; calendar.events alone is not one', async () => {
    const narrow = await office.google(['calendar.events']);
    const answer = await office.call(
      `${API}/freeBusy`,
      json(narrow.token, 'POST', { timeMin: iso(0), timeMax: iso(1), items: [] }),
    );
    expect(await reason(answer)).toEqual({ status: 403, reason: 'insufficientPermissions' });
  });
});

describe('events', () => {
  it("answers in the vendor's names and keeps client id, key and zone", async () => {
    const answer = await send(
      `${EVENTS}?sendUpdates=none`,
      'POST',
      draft(id, { attendees: [{ email: 'ana@acme.example' }] }),
    );
    const event: Event = await answer.json();
    expect(answer.status).toBe(200);
    expect(undeclared(event, TYPES, 'Event')).toEqual([]);
    expect(undeclared(event.attendees?.[0] ?? {}, TYPES, 'EventAttendee')).toEqual([]);
    expect(event).toMatchObject({
      kind: 'calendar#event',
      id,
      status: 'confirmed',
      iCalUID: `${id}@google.com`,
      sequence: 0,
      organizer: { email: 'rae@acme.example', self: true },
      start: { timeZone: 'Europe/London' },
      attendees: [{ email: 'ana@acme.example', responseStatus: 'needsAction' }],
    });
    expect(event.conferenceData).toBeUndefined();
  });

  it('takes an id once and for ever', async () => {
    expect(await send(EVENTS, 'POST', draft('UPPER')).then(reason)).toEqual({
      status: 400,
      reason: 'invalid',
    });
    expect((await send(EVENTS, 'POST', draft(id))).status).toBe(200);
    expect(await send(EVENTS, 'POST', draft(id)).then(reason)).toEqual({ status: 409, reason: 'duplicate' });
    expect((await send(`${EVENTS}/${id}`, 'DELETE')).status).toBe(204);
    expect(await send(`${EVENTS}/${id}`, 'DELETE').then(reason)).toEqual({ status: 410, reason: 'deleted' });
    expect(await send(EVENTS, 'POST', draft(id)).then(reason)).toEqual({ status: 409, reason: 'duplicate' });
    expect(((await (await send(`${EVENTS}/${id}`)).json()) as Event).status).toBe('cancelled');
    expect(await send(`${EVENTS}/${'b1'.repeat(16)}`).then(reason)).toEqual({
      status: 404,
      reason: 'notFound',
    });
  });

  it('mails nobody for none, everybody once for all, and only what changed after that', async () => {
    await send(`${EVENTS}?sendUpdates=none`, 'POST', draft(id));
    expect(office.outbox.list()).toEqual([]);
    const attendees = [
      { email: 'ana@acme.example' },
      { email: 'mia@contoso.example' },
      { email: 'hopper@resource.acme.example', resource: true },
    ];
    await send(`${EVENTS}/${id}?sendUpdates=all`, 'PATCH', { attendees });
    expect(office.outbox.about(id).map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      'invitation ana@acme.example',
      'invitation mia@contoso.example',
    ]);
    await send(`${EVENTS}/${id}?sendUpdates=all`, 'PATCH', {
      attendees,
      extendedProperties: { private: { step: '2' } },
    });
    expect(office.outbox.about(id)).toHaveLength(2);
    await send(`${EVENTS}/${id}?sendUpdates=all`, 'PATCH', {
      summary: 'Moved',
      attendees: attendees.slice(0, 1),
    });
    expect(
      office.outbox
        .about(id)
        .slice(2)
        .map(({ kind, to }) => `${kind} ${to}`),
    ).toEqual(['update ana@acme.example', 'cancellation mia@contoso.example']);
    await send(`${EVENTS}/${id}?sendUpdates=all`, 'DELETE');
    expect(office.outbox.about(id, 'cancellation').map(({ to }) => to)).toEqual([
      'mia@contoso.example',
      'ana@acme.example',
    ]);
  });

  it('reaches only outsiders with externalOnly and nobody about the past', async () => {
    const attendees = [{ email: 'ana@acme.example' }, { email: 'cand@mail.example' }];
    await send(`${EVENTS}?sendUpdates=externalOnly`, 'POST', draft(id, { attendees }));
    expect(office.outbox.list().map(({ to }) => to)).toEqual(['cand@mail.example']);
    const past = { start: { dateTime: iso(-5) }, end: { dateTime: iso(-4) } };
    await send(`${EVENTS}?sendUpdates=all`, 'POST', draft('c2'.repeat(16), { ...past, attendees }));
    expect(office.outbox.list()).toHaveLength(1);
  });

  it('refuses a write against another version, and replaces attendees whole', async () => {
    const made: Event = await (
      await send(
        `${EVENTS}?sendUpdates=all`,
        'POST',
        draft(id, { attendees: [{ email: 'ana@acme.example' }, { email: 'ben@acme.example' }] }),
      )
    ).json();
    office.meetings.answer(id, 'ana@acme.example', 'accepted');
    const stale = await send(`${EVENTS}/${id}`, 'PATCH', { summary: 'x' }, { 'if-match': made.etag ?? '' });
    expect(await reason(stale)).toEqual({ status: 412, reason: 'conditionNotMet' });
    const now: Event = await (await send(`${EVENTS}/${id}`)).json();
    const kept: Event = await (
      await send(`${EVENTS}/${id}`, 'PATCH', { attendees: now.attendees }, { 'if-match': now.etag ?? '' })
    ).json();
    expect(kept.attendees?.map((one) => one.responseStatus)).toEqual(['accepted', 'needsAction']);
    const lost: Event = await (
      await send(`${EVENTS}/${id}`, 'PATCH', { attendees: [{ email: 'ana@acme.example' }] })
    ).json();
    expect(lost.attendees).toMatchObject([{ email: 'ana@acme.example', responseStatus: 'needsAction' }]);
    office.faults.set('google-etag-conflict', 1);
    const fresh: Event = await (await send(`${EVENTS}/${id}`)).json();
    expect(
      (await send(`${EVENTS}/${id}`, 'PATCH', { summary: 'y' }, { 'if-match': fresh.etag ?? '' })).status,
    ).toBe(412);
  });

  it('ignores conference data without conferenceDataVersion and delivers the link later with it', async () => {
    const conferenceData = {
      createRequest: { requestId: 'r1', conferenceSolutionKey: { type: 'hangoutsMeet' } },
    };
    const without: Event = await (
      await send(EVENTS, 'POST', draft('d3'.repeat(16), { conferenceData }))
    ).json();
    expect(without.conferenceData).toBeUndefined();
    office.faults.set('meet-pending', 2);
    const made: Event = await (
      await send(`${EVENTS}?conferenceDataVersion=1`, 'POST', draft(id, { conferenceData }))
    ).json();
    expect(made.conferenceData?.createRequest?.status?.statusCode).toBe('pending');
    const read = async (): Promise<Event> => (await send(`${EVENTS}/${id}`)).json();
    expect((await read()).hangoutLink).toBeUndefined();
    const ready = await read();
    expect(ready.conferenceData?.createRequest?.status?.statusCode).toBe('success');
    expect(ready.hangoutLink).toMatch(/^https:\/\/meet\.google\.com\/[a-z]{3}-[a-z]{4}-[a-z]{3}$/);
    expect(ready.etag).not.toBe(made.etag);
    expect(undeclared(ready.conferenceData ?? {}, TYPES, 'ConferenceData')).toEqual([]);
  });

  it('finds an event by its private property, deleted ones only when asked', async () => {
    await send(EVENTS, 'POST', draft(id));
    const find = async (extra = ''): Promise<gapi.client.calendar.Events> =>
      (
        await send(`${EVENTS}?privateExtendedProperty=${encodeURIComponent(`panelKey=${id}`)}${extra}`)
      ).json();
    expect((await find()).items?.map((one) => one.id)).toEqual([id]);
    await send(`${EVENTS}/${id}`, 'DELETE');
    expect((await find()).items).toEqual([]);
    expect((await find('&showDeleted=true')).items).toMatchObject([{ id, status: 'cancelled' }]);
  });

  it('tracks changes by sync token and says 410 when it is gone', async () => {
    const first: gapi.client.calendar.Events = await (await send(EVENTS)).json();
    expect(undeclared(first, TYPES, 'Events')).toEqual([]);
    office.advance(1000);
    await send(EVENTS, 'POST', draft(id));
    const next = (extra = '') => send(`${EVENTS}?syncToken=${first.nextSyncToken}${extra}`);
    expect(((await (await next()).json()) as gapi.client.calendar.Events).items).toMatchObject([{ id }]);
    expect((await next('&timeMin=x')).status).toBe(400);
    office.faults.set('google-sync-expired', true);
    expect(await next().then(reason)).toEqual({ status: 410, reason: 'fullSyncRequired' });
  });
});

describe('guests and rooms', () => {
  const book = (attendees: gapi.client.calendar.EventAttendee[], send_ = 'all') =>
    send(`${EVENTS}?sendUpdates=${send_}`, 'POST', draft(id, { attendees }));
  const answers = async () =>
    ((await (await send(`${EVENTS}/${id}`)).json()) as Event).attendees?.map((one) => one.responseStatus);
  const marks = (mailbox: string) =>
    office.world.calendars
      .between(mailbox, NOW, NOW + 48 * HOUR)
      .filter((one) => !one.cancelled)
      .map((one) => one.status);

  it('puts copies into calendars of both companies and takes them out again', async () => {
    await book([{ email: 'ana@acme.example' }, { email: 'mia@contoso.example' }]);
    expect([marks('rae@acme.example'), marks('ana@acme.example'), marks('mia@contoso.example')]).toEqual([
      ['busy'],
      ['busy'],
      ['tentative'],
    ]);
    office.meetings.answer(id, 'ana@acme.example', 'declined');
    expect(marks('ana@acme.example')).toEqual([]);
    await send(`${EVENTS}/${id}?sendUpdates=all`, 'DELETE');
    expect([marks('rae@acme.example'), marks('mia@contoso.example')]).toEqual([[], []]);
  });

  it('an outsider who was not mailed has no copy', async () => {
    await book([{ email: 'ana@acme.example' }, { email: 'mia@contoso.example' }], 'none');
    expect([marks('ana@acme.example'), marks('mia@contoso.example')]).toEqual([['busy'], []]);
  });

  it('rooms and people answer later; a taken room and an absent person decline', async () => {
    office.busy('hopper@resource.acme.example', 26, 27);
    office.busy('ben@acme.example', 20, 30, 'oof');
    await book([
      { email: 'ana@acme.example' },
      { email: 'ben@acme.example' },
      { email: 'hopper@resource.acme.example', resource: true },
      { email: 'cand@mail.example' },
    ]);
    expect(await answers()).toEqual(['needsAction', 'needsAction', 'needsAction', 'needsAction']);
    office.advance(2000);
    expect(await answers()).toEqual(['needsAction', 'needsAction', 'declined', 'needsAction']);
    office.advance(60_000);
    expect(await answers()).toEqual(['accepted', 'declined', 'declined', 'needsAction']);
  });

  it('a rival can take the hour between the last check and the write', async () => {
    office.faults.set('competing-booking', 'ana@acme.example');
    await book([]);
    expect(marks('ana@acme.example')).toEqual(['busy']);
  });
});

describe('the rest', () => {
  it('lists calendars, rooms among them, and the zone', async () => {
    const list: gapi.client.calendar.CalendarList = await (await send(`${API}/users/me/calendarList`)).json();
    for (const entry of list.items ?? []) expect(undeclared(entry, TYPES, 'CalendarListEntry')).toEqual([]);
    expect(list.items?.map((one) => [one.id, one.accessRole])).toEqual([
      ['rae@acme.example', 'owner'],
      ['hopper@resource.acme.example', 'freeBusyReader'],
    ]);
    expect(await (await send(`${API}/users/me/settings/timezone`)).json()).toMatchObject({
      kind: 'calendar#setting',
      value: 'Europe/London',
    });
  });

  it('shows the room directory to administrators only', async () => {
    const admin = await office.google(['admin.directory.resource.calendar.readonly']);
    const url = 'https://admin.googleapis.com/admin/directory/v1/customer/my_customer/resources/calendars';
    expect(await office.call(url, json(admin.token)).then(reason)).toEqual({
      status: 403,
      reason: 'forbidden',
    });
    office.faults.set('google-admin', true);
    const rooms: { items: unknown[] } = await (await office.call(url, json(admin.token))).json();
    expect(rooms.items).toMatchObject([
      { resourceEmail: 'hopper@resource.acme.example', capacity: 6, resourceCategory: 'CONFERENCE_ROOM' },
    ]);
  });

  it('sends mail once per recipient and reads encoded headers', async () => {
    const gmail = await office.google(['gmail.send']);
    const post = (raw: string) =>
      office.call(
        'https://gmail.googleapis.com/gmail/v1/users/me/messages/send',
        json(gmail.token, 'POST', { raw: Buffer.from(raw).toString('base64url') }),
      );
    const raw = `To: "Cand, R" <cand@mail.example>, b@mail.example\r\nSubject: =?UTF-8?B?${Buffer.from('Grüße').toString('base64')}?=\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from('Hallo').toString('base64')}`;
    expect(await (await post(raw)).json()).toMatchObject({ labelIds: ['SENT'] });
    expect(office.outbox.list().map(({ kind, to, subject, text }) => [kind, to, subject, text])).toEqual([
      ['mail', 'cand@mail.example', 'Grüße', 'Hallo'],
      ['mail', 'b@mail.example', 'Grüße', 'Hallo'],
    ]);
    expect(await post('To: nobody\r\n\r\nx').then(reason)).toEqual({
      status: 400,
      reason: 'invalidArgument',
    });
  });

  it('lets pages and workers read every answer, errors included', async () => {
    const preflight = await office.call(EVENTS, {
      method: 'OPTIONS',
      headers: {
        origin: 'chrome-extension://x',
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,if-match',
      },
    });
    expect(preflight.status).toBeLessThan(300);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
    const refused = await office.call(EVENTS, { headers: { origin: 'chrome-extension://x' } });
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(await reason(refused)).toEqual({ status: 401, reason: 'authError' });
    office.faults.set('google-rate-limit', 1);
    expect(await send(EVENTS).then(reason)).toEqual({ status: 403, reason: 'rateLimitExceeded' });
    expect((await send(EVENTS)).status).toBe(200);
  });
});
