import { describe, expect, test } from 'vitest';
import type { Failure } from '@/lib/domain/problem';
import { createHttp } from '@/lib/platform/http';
import { createMicrosoftCalendar } from './calendar';

const KEY = 'cd'.repeat(32);
const START = Date.UTC(2027, 2, 8, 8);

function outlook(...answers: { status?: number; body: unknown }[]) {
  const sent: { url: URL; headers: Headers; body: Record<string, unknown> }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    sent.push({
      url: new URL(url),
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? JSON.parse(init.body) : {},
    });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return new Response(JSON.stringify(answer?.body), { status: answer?.status ?? 200 });
  };
  const clock = { now: () => START, random: () => 0, sleep: async () => undefined };
  const http = createHttp({
    fetch: fetch as unknown as typeof globalThis.fetch,
    clock,
    log: () => undefined,
  });
  const account = {
    provider: 'microsoft',
    id: '1',
    email: 'rec@contoso.example',
    name: 'Rec',
    zone: null,
  } as const;
  return { calendar: createMicrosoftCalendar({ http, clock, token: async () => 'tok', account }), sent };
}

const utc = (at: number) => ({
  dateTime: `${new Date(at).toISOString().slice(0, 19)}.0000000`,
  timeZone: 'UTC',
});
const HOUR = 3_600_000;
const event = {
  id: 'AAk',
  '@odata.etag': 'W/"1"',
  start: utc(START),
  end: utc(START + HOUR),
  transactionId: KEY,
};
const draft = {
  title: 'Interview',
  description: 'Hi <b>you</b>\nline 2',
  start: Date.UTC(2027, 2, 15, 14),
  end: Date.UTC(2027, 2, 15, 15),
  zone: 'America/New_York',
  conference: true,
  guestsSeeEachOther: false,
};
const problemOf = async (job: Promise<unknown>) => {
  const error = await job.catch((thrown: unknown) => thrown);
  return (error as Failure).problem;
};

test('the hold names no attendee, is written in the organiser zone, and carries the key twice', async () => {
  const { calendar, sent } = outlook({ status: 201, body: event });
  expect(await calendar.createHold(draft, KEY)).toMatchObject({ id: 'AAk', key: KEY, version: 'W/"1"' });
  const body = sent[0]?.body ?? {};
  expect(body).not.toHaveProperty('attendees');
  expect(body).toMatchObject({
    start: { dateTime: '2027-03-15T10:00:00', timeZone: 'Eastern Standard Time' },
    body: { contentType: 'HTML', content: 'Hi &lt;b&gt;you&lt;/b&gt;<br>line 2' },
    hideAttendees: true,
    isOnlineMeeting: true,
    transactionId: KEY,
    singleValueExtendedProperties: [{ value: KEY }],
  });
  expect(sent.map(({ headers }) => headers.get('prefer'))).toEqual([
    'IdType="ImmutableId", outlook.timezone="UTC"',
  ]);
});

test('the invitation patches attendees and nothing else', async () => {
  const present = {
    type: 'required',
    status: { response: 'accepted' },
    emailAddress: { address: 'ana@contoso.example', name: 'Ana' },
    odd: 1,
  };
  const { calendar, sent } = outlook({ body: { ...event, attendees: [present] } }, { body: event });
  await calendar.invite('AAk', 'W/"0"', [
    { email: 'ANA@contoso.example' },
    { email: 'room@contoso.example', resource: true },
  ]);
  expect(sent[1]?.headers.get('if-match')).toBe('W/"1"');
  expect(sent[1]?.body).toEqual({
    attendees: [present, { type: 'resource', emailAddress: { address: 'room@contoso.example' } }],
  });
});

describe('free/busy', () => {
  const ask = async (entry: Record<string, unknown>) => {
    const { calendar } = outlook({ body: { value: [{ scheduleId: 'Ana@contoso.example', ...entry }] } });
    return (await calendar.freeBusy(['ana@contoso.example'], { start: START, end: START + 8 * HOUR }))[
      'ana@contoso.example'
    ];
  };
  const item = (status: string, more: Record<string, unknown> = {}) => ({
    status,
    start: utc(START),
    end: utc(START + HOUR),
    ...more,
  });

  test.each([
    ['Busy', 'busy'],
    ['TENTATIVE', 'tentative'],
    ['oof', 'out-of-office'],
    ['workingElsewhere', 'elsewhere'],
    ['unknown', 'busy'],
    ['somethingNew', 'busy'],
  ])('%s is %s', async (status, read) => {
    expect(await ask({ scheduleItems: [item(status)] })).toMatchObject({
      busy: [{ start: START, end: START + HOUR, status: read }],
    });
  });

  test('free entries are no blocks; titles and private marks come through', async () => {
    expect(await ask({ scheduleItems: [item('free')] })).toMatchObject({ state: 'known', busy: [] });
    expect(
      await ask({ scheduleItems: [item('busy', { subject: 'Stand-up', isPrivate: true })] }),
    ).toMatchObject({
      busy: [{ title: 'Stand-up', isPrivate: true }],
    });
  });

  test('an empty list beside a busy digit string is read from the string', async () => {
    expect(await ask({ scheduleItems: [], availabilityView: '0022100' })).toMatchObject({
      busy: [
        { start: START + HOUR, end: START + 2 * HOUR, status: 'busy' },
        { start: START + 2 * HOUR, end: START + 2.5 * HOUR, status: 'tentative' },
      ],
    });
  });

  test('an error, or no list at all, is unknown', async () => {
    expect(await ask({ error: { message: 'Unable to resolve', responseCode: '5009' } })).toMatchObject({
      state: 'unknown',
    });
    expect(await ask({ availabilityView: '0000' })).toMatchObject({ state: 'unknown' });
  });

  test('hours nobody foresaw cost the hours, not the busy times', async () => {
    expect(await ask({ scheduleItems: [item('busy')], workingHours: { startTime: 5 } })).toMatchObject({
      state: 'known',
      busy: [{}],
    });
  });

  test('a zone that cannot be named leaves the hours without zone', async () => {
    const workingHours = {
      daysOfWeek: ['Monday'],
      startTime: '08:00:00.0000000',
      endTime: '17:30:00.0000000',
      timeZone: { name: 'Customized Time Zone', bias: 17 },
    };
    const read = await ask({ scheduleItems: [], workingHours });
    expect(read).toMatchObject({ hours: [{ days: [1], from: '08:00', to: '17:30' }] });
    expect(read).not.toHaveProperty('zone');
  });

  test('times in another zone than asked for are malformed, not guessed', async () => {
    const start = { dateTime: '2027-03-08T08:00:00.0000000', timeZone: 'Pacific Standard Time' };
    const told = await problemOf(ask({ scheduleItems: [item('busy', { start })] }));
    expect(told).toMatchObject({ code: 'malformed-answer' });
    expect(told.message).toContain('value.0.scheduleItems.0.start');
  });
});

test('rooms: a next page at another host is not followed', async () => {
  const { calendar, sent } = outlook({
    body: { value: [], '@odata.nextLink': 'https://evil.example/v1.0/places/microsoft.graph.room?x=1' },
  });
  expect(await problemOf(calendar.rooms())).toMatchObject({ code: 'malformed-answer' });
  expect(sent).toHaveLength(1);
});

test('rooms: pages are followed; capacity may come as text', async () => {
  const next = 'https://graph.microsoft.com/v1.0/places/microsoft.graph.room?$skiptoken=a%2Bb';
  const { calendar, sent } = outlook(
    {
      body: {
        value: [{ emailAddress: 'r1@contoso.example', displayName: 'R1', capacity: '6' }],
        '@odata.nextLink': next,
      },
    },
    { body: { value: [{ emailAddress: 'r2@contoso.example', capacity: null }] } },
  );
  expect(await calendar.rooms()).toMatchObject([
    { name: 'R1', capacity: 6 },
    { name: 'r2@contoso.example', capacity: null },
  ]);
  expect(sent[1]?.url.searchParams.get('$skiptoken')).toBe('a+b');
});

test('a duplicate transaction whose event cannot be found is a spent key', async () => {
  const { calendar } = outlook(
    { status: 409, body: { error: { code: 'ErrorDuplicateTransactionId' } } },
    { body: { value: [] } },
  );
  expect((await problemOf(calendar.createHold(draft, KEY))).code).toBe('event-key-spent');
});

test('an event without guests is removed, because cancelling tells nobody', async () => {
  const { calendar, sent } = outlook({ body: event }, { status: 200, body: {} });
  await calendar.cancel('AAk', true, 'sorry');
  expect(sent[1]?.url.pathname).toBe('/v1.0/me/events/AAk');
});
