import { describe, expect, test } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { createHttp } from '@/lib/platform/http';
import { createGoogleCalendar } from './calendar';
import { classifyGoogle } from './classify';

const KEY = 'ab'.repeat(32);

function google(...answers: { status?: number; body: unknown }[]) {
  const sent: { url: URL; method: string; headers: Headers; body: unknown }[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
    sent.push({ url: new URL(url), method: init.method ?? '', headers: new Headers(init.headers), body });
    const answer = answers[Math.min(sent.length, answers.length) - 1];
    return new Response(JSON.stringify(answer?.body), { status: answer?.status ?? 200 });
  };
  const clock = { now: () => 0, random: () => 0, sleep: async () => undefined };
  const http = createHttp({
    fetch: fetch as unknown as typeof globalThis.fetch,
    clock,
    log: () => undefined,
  });
  const account = {
    provider: 'google',
    id: '1',
    email: 'rec@acme.example',
    name: 'Rec',
    zone: null,
  } as const;
  return { calendar: createGoogleCalendar({ http, clock, token: async () => 'tok', account }), sent };
}

const draft = {
  title: 'Interview',
  description: 'Hi <a href="https://evil.example">click</a>',
  start: Date.UTC(2027, 2, 15, 14),
  end: Date.UTC(2027, 2, 15, 15),
  zone: 'America/New_York',
  conference: true,
  guestsSeeEachOther: false,
};
const event = {
  id: KEY,
  etag: '"1"',
  status: 'confirmed',
  start: { dateTime: '2027-03-15T10:00:00-04:00' },
  end: { dateTime: '2027-03-15T11:00:00-04:00' },
};
const codeOf = (job: Promise<unknown>) =>
  job.then(
    () => 'none',
    (error: unknown) => (error as Failure).problem.code,
  );

test('the hold asks for no mail and no guest, and shows text as text', async () => {
  const { calendar, sent } = google({ body: event });
  expect(await calendar.createHold(draft, KEY)).toMatchObject({
    start: draft.start,
    end: draft.end,
    conference: 'none',
  });
  expect(sent[0]?.url.search).toBe('?conferenceDataVersion=1&sendUpdates=none');
  expect(sent[0]?.body).not.toHaveProperty('attendees');
  expect(sent[0]?.body).toMatchObject({
    id: KEY,
    description: 'Hi &lt;a href=&quot;https://evil.example&quot;&gt;click&lt;/a&gt;',
    guestsCanSeeOtherGuests: false,
    extendedProperties: { private: { fulcrumKey: KEY } },
  });
});

test('an id that belongs to somebody else is not taken for ours', async () => {
  const { calendar } = google({ status: 409, body: {} }, { body: event });
  expect(await codeOf(calendar.createHold(draft, KEY))).toBe('event-key-taken');
});

test('an invitation needs the version it read, and asks nobody to have accepted', async () => {
  const present = { email: 'Ana@acme.example', responseStatus: 'accepted', comment: 'yes', odd: 1 };
  const { calendar, sent } = google({ body: { ...event, attendees: [present] } }, { body: event });
  await calendar.invite(KEY, '"0"', [
    { email: 'ana@acme.example' },
    { email: 'room@acme.example', resource: true },
  ]);
  expect(sent[1]?.headers.get('if-match')).toBe('"1"');
  expect(sent[1]?.url.searchParams.get('sendUpdates')).toBe('all');
  expect(sent[1]?.body).toEqual({
    attendees: [present, { email: 'room@acme.example', resource: true, responseStatus: 'needsAction' }],
  });
});

test('a busy list beside an error is an unknown calendar', async () => {
  const { calendar } = google({
    body: {
      calendars: {
        'ana@acme.example': { busy: [], errors: [{ reason: 'notFound' }] },
        'ben@acme.example': {},
      },
    },
  });
  const answer = await calendar.freeBusy(['ana@acme.example', 'ben@acme.example'], { start: 0, end: 1000 });
  expect(answer['ana@acme.example']).toMatchObject({
    state: 'unknown',
    problem: { code: 'calendar-not-visible' },
  });
  expect(answer['ben@acme.example']).toMatchObject({ state: 'unknown' });
});

test('a time without offset is malformed, not guessed', async () => {
  const { calendar } = google({
    body: { calendars: { a: { busy: [{ start: '2027-03-15T10:00:00', end: '2027-03-15T11:00:00Z' }] } } },
  });
  const error = await calendar.freeBusy(['a'], { start: 0, end: 1000 }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Failure);
  expect((error as Failure).problem.message).toContain('field calendars.a.busy.0.start');
});

test('a token of another account is noticed', async () => {
  const { calendar } = google({
    body: { items: [{ id: 'other@acme.example', primary: true, timeZone: 'UTC' }] },
  });
  expect(await codeOf(calendar.account())).toBe('other-account');
});

describe('the reason decides, not the status', () => {
  const body = (reason: string) => ({ error: { code: 0, message: 'm', errors: [{ reason }] } });
  test.each([
    [403, 'rateLimitExceeded', 'retry', 'rate-limited'],
    [429, 'rateLimitExceeded', 'retry', 'rate-limited'],
    [403, 'userRateLimitExceeded', 'retry', 'rate-limited'],
    [403, 'quotaExceeded', 'fail', 'quota-exceeded'],
    [403, 'insufficientPermissions', 'fail', 'forbidden'],
    [403, 'forbiddenForNonOrganizer', 'fail', 'forbidden'],
    [400, 'timeRangeTooLong', 'fail', 'invalid-request'],
    [404, 'notFound', 'fail', 'not-found'],
    [410, 'deleted', 'fail', 'gone'],
    [412, 'conditionNotMet', 'fail', 'conflict'],
    [503, 'backendError', 'retry', 'server-error'],
  ])('%i %s', (status, reason, act, code) => {
    expect(classifyGoogle({ status, body: body(reason) })).toMatchObject({ act, code });
  });
  test('401 asks for a new token; an HTML page instead of an error is no crash', () => {
    expect(classifyGoogle({ status: 401, body: body('authError') }).act).toBe('reauthorise');
    expect(classifyGoogle({ status: 502, body: undefined })).toMatchObject({
      act: 'retry',
      applied: 'maybe',
    });
  });
});
