import type * as Graph from '@microsoft/microsoft-graph-types';
import { beforeEach, describe, expect, it } from 'vitest';
import { undeclared } from '../fixtures/declared-names';
import { json, NOW, type SmallOffice, smallOffice } from '../fixtures/small-office';

const TYPES = '@microsoft/microsoft-graph-types/microsoft-graph.d.ts';
const V1 = 'https://graph.microsoft.com/v1.0';
const HOUR = 3_600_000;
const PROPERTY = 'String {8f1c0d1e-1111-4222-8333-444455556666} Name PanelKey';
const IMMUTABLE = { prefer: 'IdType="ImmutableId", outlook.timezone="UTC"' };

let office: SmallOffice;
let token: string;
beforeEach(async () => {
  office = smallOffice();
  ({ token } = await office.microsoft([
    'Calendars.ReadWrite',
    'MailboxSettings.Read',
    'User.Read',
    'Place.Read.All',
    'Mail.Send',
    'offline_access',
  ]));
});

const send = (path: string, method = 'GET', body?: unknown, headers: Record<string, string> = IMMUTABLE) =>
  office.call(`${V1}${path}`, json(token, method, body, headers));
const code = async (answer: Response) => ({
  status: answer.status,
  code: ((await answer.json()) as { error: { code: string } }).error.code,
});
const wall = (hours: number, timeZone = 'UTC') => ({
  dateTime: new Date(NOW + hours * HOUR).toISOString().slice(0, 19),
  timeZone,
});
const guest = (address: string, type: Graph.AttendeeType = 'required') => ({
  emailAddress: { address },
  type,
});
const draft = (extra: Graph.Event = {}): Graph.Event => ({
  subject: 'Interview: R. Diaz',
  body: { contentType: 'html', content: '<p>Panel</p>' },
  start: wall(26),
  end: wall(27),
  isOnlineMeeting: true,
  onlineMeetingProvider: 'teamsForBusiness',
  attendees: [],
  transactionId: 'key-1',
  singleValueExtendedProperties: [{ id: PROPERTY, value: 'key-1' }],
  ...extra,
});
const create = async (extra: Graph.Event = {}): Promise<Graph.Event & { '@odata.etag': string }> =>
  (await send('/me/events', 'POST', draft(extra))).json();

describe('events', () => {
  it("answers in the vendor's names, with a Teams link at once", async () => {
    const answer = await send('/me/events', 'POST', draft());
    const event: Graph.Event = await answer.json();
    expect(answer.status).toBe(201);
    expect(undeclared(event, TYPES, 'Event')).toEqual([]);
    expect(event).toMatchObject({
      transactionId: 'key-1',
      isOrganizer: true,
      start: { dateTime: '2027-03-09T10:00:00.0000000', timeZone: 'UTC' },
      onlineMeeting: { joinUrl: expect.stringContaining('https://teams.microsoft.com/l/meetup-join/') },
      onlineMeetingUrl: null,
    });
    expect(event.body?.content).toContain('me-email-text');
    expect(office.outbox.list()).toEqual([]);
  });

  it('mails at once when created with attendees, and once when they are added later', async () => {
    await create({ attendees: [guest('mia@contoso.example')], transactionId: 'other' });
    expect(office.outbox.list().map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      'invitation mia@contoso.example',
    ]);
    office.outbox.clear();
    const event = await create();
    const attendees = [
      guest('mia@contoso.example'),
      guest('ana@acme.example'),
      guest('room1@contoso.example', 'resource'),
    ];
    const patched: Graph.Event = await (
      await send(
        `/me/events/${event.id}`,
        'PATCH',
        { attendees },
        { ...IMMUTABLE, 'if-match': event['@odata.etag'] },
      )
    ).json();
    expect(patched.attendees?.map((one) => [one.type, one.status?.response])).toEqual([
      ['required', 'none'],
      ['required', 'none'],
      ['resource', 'none'],
    ]);
    expect(office.outbox.list().map(({ kind, to }) => `${kind} ${to}`)).toEqual([
      'invitation mia@contoso.example',
      'invitation ana@acme.example',
    ]);
    await send(`/me/events/${event.id}`, 'PATCH', { attendees: attendees.slice(0, 1) });
    expect(
      office.outbox
        .list()
        .slice(2)
        .map(({ kind, to }) => `${kind} ${to}`),
    ).toEqual(['cancellation ana@acme.example']);
    expect((await send(`/me/events/${event.id}/cancel`, 'POST', { comment: 'Sorry' })).status).toBe(202);
    expect(office.outbox.list().at(-1)).toMatchObject({
      kind: 'cancellation',
      to: 'mia@contoso.example',
      text: 'Sorry',
    });
    expect(await send(`/me/events/${event.id}`).then(code)).toEqual({
      status: 404,
      code: 'ErrorItemNotFound',
    });
  });

  it('creates once per transaction id, and refuses the id for anything else', async () => {
    const first = await create();
    expect((await create()).id).toBe(first.id);
    expect(await send('/me/events', 'POST', draft({ subject: 'Other' })).then(code)).toEqual({
      status: 409,
      code: 'ErrorDuplicateTransactionId',
    });
    office.faults.set('microsoft-transaction-repeat', 'error');
    expect((await send('/me/events', 'POST', draft())).status).toBe(409);
  });

  it('finds an event by its own property and by either id', async () => {
    const event = await create();
    const find = async (value: string) => {
      const filter = `singleValueExtendedProperties/Any(ep: ep/id eq '${PROPERTY}' and ep/value eq '${value}')`;
      return (
        (await (await send(`/me/events?$filter=${encodeURIComponent(filter)}`)).json()) as {
          value: Graph.Event[];
        }
      ).value.map((one) => one.id);
    };
    expect(await find('key-1')).toEqual([event.id]);
    expect(await find('key-2')).toEqual([]);
    const movable: Graph.Event = await (await send(`/me/events/${event.id}`, 'GET', undefined, {})).json();
    expect(movable.id).not.toBe(event.id);
    expect((await send(`/me/events/${movable.id}`)).status).toBe(200);
    expect((await send('/me/events?$filter=nonsense')).status).toBe(400);
    const expanded: Graph.Event = await (
      await send(
        `/me/events/${event.id}?$expand=${encodeURIComponent(`singleValueExtendedProperties($filter=id eq '${PROPERTY}')`)}`,
      )
    ).json();
    expect(expanded.singleValueExtendedProperties).toEqual([{ id: PROPERTY, value: 'key-1' }]);
  });

  it('refuses a write against another change key, also one Exchange made by itself', async () => {
    const event = await create({ attendees: [guest('mia@contoso.example')] });
    office.meetings.answer(event.id ?? '', 'mia@contoso.example', 'accepted');
    const match = { ...IMMUTABLE, 'if-match': event['@odata.etag'] };
    expect(await send(`/me/events/${event.id}`, 'PATCH', { subject: 'x' }, match).then(code)).toEqual({
      status: 412,
      code: 'ErrorIrresolvableConflict',
    });
    const fresh: { '@odata.etag': string } = await (await send(`/me/events/${event.id}`)).json();
    office.faults.set('microsoft-conflict', 1);
    expect(
      (
        await send(
          `/me/events/${event.id}`,
          'PATCH',
          { subject: 'x' },
          { ...IMMUTABLE, 'if-match': fresh['@odata.etag'] },
        )
      ).status,
    ).toBe(412);
  });

  it('loses its Teams meeting when the body is replaced without the join block', async () => {
    const event = await create();
    const kept: Graph.Event = await (
      await send(`/me/events/${event.id}`, 'PATCH', {
        body: { contentType: 'html', content: event.body?.content?.replace('Panel', 'New text') },
      })
    ).json();
    expect(kept.onlineMeeting?.joinUrl).toBe(event.onlineMeeting?.joinUrl);
    const lost: Graph.Event = await (
      await send(`/me/events/${event.id}`, 'PATCH', { body: { contentType: 'html', content: '<p>New</p>' } })
    ).json();
    expect([lost.onlineMeeting, lost.isOnlineMeeting]).toEqual([null, false]);
  });

  it('rooms and people answer later, and their calendars follow', async () => {
    office.busy('room1@contoso.example', 26, 27);
    const event = await create({
      attendees: [
        guest('mia@contoso.example'),
        guest('ana@acme.example'),
        guest('room1@contoso.example', 'resource'),
      ],
    });
    const marks = (mailbox: string) =>
      office.world.calendars
        .between(mailbox, NOW, NOW + 48 * HOUR)
        .filter((one) => !one.cancelled && one.title.startsWith('Interview'))
        .map((one) => one.status);
    expect([marks('mia@contoso.example'), marks('ana@acme.example')]).toEqual([['tentative'], ['busy']]);
    office.advance(60_000);
    const { attendees }: Graph.Event = await (await send(`/me/events/${event.id}`)).json();
    expect(attendees?.map((one) => one.status?.response)).toEqual(['accepted', 'accepted', 'declined']);
    expect([marks('mia@contoso.example'), marks('room1@contoso.example')]).toEqual([['busy'], []]);
    expect((await send(`/me/events/${event.id}`, 'DELETE')).status).toBe(204);
    expect([marks('mia@contoso.example'), marks('rae@contoso.example')]).toEqual([[], []]);
  });

  it('tracks changes in a window and starts over when the token is gone', async () => {
    office.busy('rae@contoso.example', 1, 2);
    const event = await create();
    type Page = {
      value: (Graph.Event & { '@removed'?: unknown })[];
      '@odata.deltaLink'?: string;
      '@odata.nextLink'?: string;
    };
    const follow = async (link: string, prefer = IMMUTABLE.prefer): Promise<Page> =>
      (await office.call(link, json(token, 'GET', undefined, { prefer }))).json();
    const window = `${V1}/me/calendarView/delta?startDateTime=${new Date(NOW).toISOString()}&endDateTime=${new Date(NOW + 72 * HOUR).toISOString()}`;
    const first = await follow(window, `${IMMUTABLE.prefer}, odata.maxpagesize=1`);
    expect(first.value).toHaveLength(1);
    const second = await follow(first['@odata.nextLink'] ?? '', IMMUTABLE.prefer);
    expect(second.value.map((one) => one.id)).toEqual([event.id]);
    office.advance(1000);
    await send(`/me/events/${event.id}`, 'DELETE');
    const third = await follow(second['@odata.deltaLink'] ?? '');
    expect(third.value).toMatchObject([{ id: event.id, '@removed': { reason: 'deleted' } }]);
    office.faults.set('microsoft-delta-expired', true);
    expect((await office.call(third['@odata.deltaLink'] ?? '', json(token))).status).toBe(410);
  });
});

describe('limits and the rest', () => {
  it('serves four calls of a mailbox at a time', async () => {
    office.faults.set('microsoft-work-ms', 20);
    const statuses = (await Promise.all(Array.from({ length: 6 }, () => send('/me')))).map(
      (one) => one.status,
    );
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    office.faults.set('microsoft-throttle', 1);
    const refused = await send('/me');
    expect([refused.headers.get('retry-after'), (await code(refused)).code]).toEqual([
      '1',
      'ApplicationThrottled',
    ]);
    office.faults.set('microsoft-throttle', 1);
    office.faults.set('microsoft-retry-after', 'none');
    expect((await send('/me')).headers.get('retry-after')).toBeNull();
  });

  it('batches with inner failures behind an outer 200', async () => {
    office.faults.set('microsoft-batch-throttle', 1);
    const requests = [
      { id: '1', method: 'GET', url: '/me' },
      { id: '2', method: 'GET', url: '/me?$select=id' },
      { id: '3', method: 'GET', url: '/me', dependsOn: ['1'] },
      {
        id: '4',
        method: 'POST',
        url: '/me/events',
        body: draft(),
        headers: { 'Content-Type': 'application/json' },
      },
    ];
    const answer = await send('/$batch', 'POST', { requests });
    const { responses } = (await answer.json()) as {
      responses: { id: string; status: number; headers: Record<string, string> }[];
    };
    const byId = new Map(responses.map((one) => [one.id, one]));
    expect([
      answer.status,
      byId.get('1')?.status,
      byId.get('1')?.headers['Retry-After'],
      byId.get('2')?.status,
      byId.get('3')?.status,
      byId.get('4')?.status,
    ]).toEqual([200, 429, '1', 200, 424, 201]);
    expect(
      (
        await send('/$batch', 'POST', {
          requests: Array.from({ length: 21 }, (_, index) => ({
            id: String(index),
            method: 'GET',
            url: '/me',
          })),
        })
      ).status,
    ).toBe(400);
  });

  it('knows the person, the mailbox and the rooms', async () => {
    expect(await (await send('/me?$select=id,mail,userPrincipalName')).json()).toMatchObject({
      mail: 'rae@contoso.example',
      userPrincipalName: 'rae@contoso.example',
    });
    const settings: Graph.MailboxSettings = await (await send('/me/mailboxSettings')).json();
    expect(undeclared(settings, TYPES, 'MailboxSettings')).toEqual([]);
    expect(settings.timeZone).toBe('GMT Standard Time');
    const rooms: { value: Graph.Room[] } = await (await send('/places/microsoft.graph.room')).json();
    expect(rooms.value).toMatchObject([{ emailAddress: 'room1@contoso.example', capacity: 6 }]);
    expect(undeclared(rooms.value[0] ?? {}, TYPES, 'Room')).toEqual([]);
  });

  it('accepts mail without a body in the answer, and checks scopes', async () => {
    const message = {
      subject: 'Hello',
      body: { contentType: 'text', content: 'x' },
      toRecipients: [{ emailAddress: { address: 'cand@mail.example' } }],
    };
    expect((await send('/me/sendMail', 'POST', { message })).status).toBe(202);
    expect(office.outbox.list()).toMatchObject([{ kind: 'mail', to: 'cand@mail.example', subject: 'Hello' }]);
    const narrow = await office.microsoft(['User.Read']);
    expect(await office.call(`${V1}/me/events`, json(narrow.token)).then(code)).toEqual({
      status: 403,
      code: 'ErrorAccessDenied',
    });
    const refused = await office.call(`${V1}/me`, { headers: { origin: 'chrome-extension://x' } });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  });
});
