import { describe, expect, test } from 'vitest';
import { createGoogleCalendar } from '@/lib/calendar/google/calendar';
import { createGoogleSignIn } from '@/lib/calendar/google/oauth';
import { createMicrosoftCalendar } from '@/lib/calendar/microsoft/calendar';
import { createMicrosoftSignIn } from '@/lib/calendar/microsoft/oauth';
import type { CalendarPort, EventDraft } from '@/lib/calendar/port';
import { GOOGLE_DIRECTORY_SCOPE, GOOGLE_SCOPES, MICROSOFT_SCOPES } from '@/lib/calendar/scopes';
import { Failure } from '@/lib/domain/problem';
import type { Grant, SignIn } from '@/lib/platform/oauth';
import { createKit, NOW, REDIRECT } from './adapters-kit';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY = 'a1'.repeat(32);
const OTHER_KEY = 'b2'.repeat(32);

type Kit = ReturnType<typeof createKit>;

const signIns: Record<'google' | 'microsoft', (kit: Kit) => SignIn> = {
  google: ({ http, clock, person }) =>
    createGoogleSignIn({
      http,
      clock,
      launch: person('allow'),
      clientId: 'client-1',
      redirectUri: REDIRECT,
      scopes: [...GOOGLE_SCOPES, GOOGLE_DIRECTORY_SCOPE].map((need) => need.scope),
    }),
  microsoft: ({ http, clock, person }) =>
    createMicrosoftSignIn({
      http,
      clock,
      launch: person('accept'),
      clientId: 'client-1',
      redirectUri: REDIRECT,
      scopes: MICROSOFT_SCOPES.map((need) => need.scope),
    }),
};

async function connected(provider: 'google' | 'microsoft') {
  const kit = createKit();
  const signIn = signIns[provider](kit);
  let grant: Grant = await signIn.connect();
  let renewals = 0;
  const token = async (opts?: { renew?: boolean }) => {
    if (opts?.renew) {
      renewals++;
      grant = await signIn.renew(grant);
    }
    return grant.accessToken;
  };
  const make = provider === 'google' ? createGoogleCalendar : createMicrosoftCalendar;
  const deps = { http: kit.http, clock: kit.clock, token };
  const calendar: CalendarPort = make({ ...deps, account: { provider, zone: null, ...grant.account } });
  const people = kit.world.people.filter(
    (one) =>
      one.provider === provider &&
      one.calendarEmail &&
      one.deactivatedAt === null &&
      one.id !== kit.world.recruiter.id,
  );
  const shared = people.filter((one) => one.sharing !== 'hidden').map((one) => one.calendarEmail ?? '');
  const hidden = people.find((one) => one.sharing === 'hidden')?.calendarEmail ?? null;
  const room = kit.world.rooms.find((one) => one.provider === provider)?.email ?? '';
  return { kit, calendar, shared, hidden, room, grant, renewals: () => renewals };
}

const draft = (more: Partial<EventDraft> = {}): EventDraft => ({
  title: 'Interview: R. Diaz <script>',
  description: 'Bring <b>nothing</b> & smile\nRoom 2',
  start: NOW + DAY,
  end: NOW + DAY + HOUR,
  zone: 'America/New_York',
  conference: true,
  guestsSeeEachOther: false,
  sourceUrl: 'https://hire.lever.co/candidates/1',
  ...more,
});

const codeOf = (job: Promise<unknown>) =>
  job.then(
    () => 'no failure',
    (error: unknown) => (error instanceof Failure ? error.problem.code : `not a Failure: ${String(error)}`),
  );

describe.each(['google', 'microsoft'] as const)('%s', (provider) => {
  test('reads the same busy time the company has, over more days than one request may ask for', async () => {
    const { kit, calendar, shared } = await connected(provider);
    const window = { start: NOW, end: NOW + 100 * DAY };
    const asked = shared.slice(0, 2);
    const answer = await calendar.freeBusy(asked, window);
    const grid = (spans: readonly { start: number; end: number }[]) => {
      const cells = new Set<number>();
      for (const span of spans) {
        const end = Math.min(span.end, window.end);
        for (let at = Math.max(span.start, window.start); at < end; at += 300_000) cells.add(at);
      }
      return cells;
    };
    for (const email of asked) {
      const read = answer[email];
      if (read?.state !== 'known') throw new Error(`${email} is unknown`);
      const truth = kit.world.calendars
        .between(email, window.start, window.end)
        .filter((event) => !event.cancelled && event.status !== 'free' && event.status !== 'elsewhere');
      expect(truth.length).toBeGreaterThan(100);
      const seen = grid(read.busy.filter((block) => block.status !== 'elsewhere'));
      const real = grid(truth);
      expect([...real].filter((at) => !seen.has(at))).toEqual([]);
      expect([...seen].filter((at) => !real.has(at))).toEqual([]);
    }
  });

  test('reads more people than one request may ask for', async () => {
    const { kit, calendar, shared } = await connected(provider);
    const rooms = kit.world.rooms.filter((room) => room.provider === provider).map((room) => room.email);
    const strangers = Array.from({ length: 60 }, (_, i) => `nobody-${i}@elsewhere.example`);
    const asked = [...strangers, ...shared, ...rooms];
    const answer = await calendar.freeBusy(asked, { start: NOW, end: NOW + DAY });
    expect(Object.keys(answer)).toEqual(asked);
    expect([...shared, ...rooms].filter((email) => answer[email]?.state !== 'known')).toEqual([]);
    expect(strangers.filter((email) => answer[email]?.state !== 'unknown')).toEqual([]);
  });

  test('who cannot be read is unknown, never free', async () => {
    const { kit, calendar, shared, hidden } = await connected(provider);
    const missing = shared[1] ?? '';
    kit.faults.set(`${provider}-missing`, missing);
    const asked = [
      'Nobody@Outside.example',
      missing,
      (shared[0] ?? '').toUpperCase(),
      ...(hidden ? [hidden] : []),
    ];
    const answer = await calendar.freeBusy(asked, { start: NOW, end: NOW + DAY });
    expect(answer['Nobody@Outside.example']?.state).toBe('unknown');
    expect(answer[missing]?.state).toBe('unknown');
    expect(answer[(shared[0] ?? '').toUpperCase()]?.state).toBe('known');
    if (hidden) expect(answer[hidden]?.state).toBe('unknown');
    const problem = answer[missing]?.state === 'unknown' ? answer[missing].problem : null;
    expect(problem?.message).toContain(missing);
  });

  test('hold mails nobody, invite mails everybody once, cancel tells them', async () => {
    const { kit, calendar, shared, room } = await connected(provider);
    const { outbox } = kit.office;
    const hold = await calendar.createHold(draft(), KEY);
    expect(hold).toMatchObject({
      title: 'Interview: R. Diaz <script>',
      start: NOW + DAY,
      conference: 'ready',
      key: KEY,
      guests: [],
    });
    expect(hold.joinUrl).toMatch(/^https:\/\/(meet\.google|teams\.microsoft)\.com\//);
    expect(outbox.list()).toEqual([]);
    const guests = [...shared.slice(0, 2).map((email) => ({ email })), { email: room, resource: true }];
    const invited = await calendar.invite(hold.id, hold.version, guests);
    expect(invited.guests.map((guest) => guest.email.toLowerCase()).sort()).toEqual(
      guests.map((guest) => guest.email.toLowerCase()).sort(),
    );
    expect(invited.guests.find((guest) => guest.resource)?.email.toLowerCase()).toBe(room.toLowerCase());
    expect(invited.joinUrl).toBe(hold.joinUrl);
    const mailed = () =>
      outbox
        .list()
        .filter((mail) => mail.kind === 'invitation')
        .map((mail) => mail.to);
    expect(mailed().sort()).toEqual(shared.slice(0, 2).sort());
    await calendar.invite(hold.id, hold.version, guests);
    expect(mailed()).toHaveLength(2);
    const html = outbox.list()[0]?.text ?? '';
    expect(html).not.toContain('<b>nothing</b>');
    expect(await calendar.cancel(hold.id, true, 'The position is filled.')).toBe(true);
    expect(outbox.list().filter((mail) => mail.kind === 'cancellation')).toHaveLength(2);
    expect(await calendar.cancel(hold.id, true)).toBe(false);
    expect(await calendar.read(hold.id)).toBeNull();
    expect(await calendar.findByKey(KEY)).toBeNull();
  });

  test('a change swaps one guest and the time: only those concerned are told, the link stays', async () => {
    const { kit, calendar, shared } = await connected(provider);
    const { outbox } = kit.office;
    const [stays = '', leaves = '', comes = ''] = shared;
    const hold = await calendar.createHold(draft(), KEY);
    const held = await calendar.invite(hold.id, hold.version, [{ email: stays }, { email: leaves }]);
    const before = outbox.list().length;
    const swap = { add: [{ email: comes }], remove: [leaves.toUpperCase()] };
    const changed = await calendar.change(hold.id, held.version, swap);
    const told = () =>
      outbox
        .list()
        .slice(before)
        .map((mail) => `${mail.kind} ${mail.to}`);
    expect(changed.guests.map((g) => g.email.toLowerCase()).sort()).toEqual(
      [comes, stays].map((e) => e.toLowerCase()).sort(),
    );
    expect(changed.joinUrl).toBe(hold.joinUrl);
    expect(told().sort()).toEqual([`cancellation ${leaves}`, `invitation ${comes}`]);
    // Sent once more, as after a lost answer: nobody hears of it twice.
    await calendar.change(hold.id, changed.version, swap);
    expect(told()).toHaveLength(2);
    const time = { start: NOW + 2 * DAY, end: NOW + 2 * DAY + HOUR, zone: 'Europe/London' };
    const moved = await calendar.change(hold.id, changed.version, { time });
    expect(moved).toMatchObject({ start: time.start, end: time.end, joinUrl: hold.joinUrl });
    expect(moved.guests).toHaveLength(2);
  });

  test('a lost answer does not double the event; its key finds it; a spent key says so', async () => {
    const { kit, calendar } = await connected(provider);
    kit.faults.add({ id: 'lost', method: 'POST', path: /\/events/, effect: { kind: 'cut-after' }, times: 1 });
    const hold = await calendar.createHold(draft(), KEY);
    expect(await calendar.createHold(draft(), KEY)).toMatchObject({ id: hold.id });
    expect(kit.office.meetings.list()).toHaveLength(1);
    expect(await calendar.findByKey(KEY)).toMatchObject({ id: hold.id, key: KEY });
    expect(await calendar.findByKey(OTHER_KEY)).toBeNull();
    await calendar.cancel(hold.id, false);
    expect(await codeOf(calendar.createHold(draft(), KEY))).toBe('event-key-spent');
  });

  test('an invitation whose answer was lost is sent once; a change in between is kept', async () => {
    const { kit, calendar, shared } = await connected(provider);
    const hold = await calendar.createHold(draft(), KEY);
    const [first = '', second = ''] = shared;
    await calendar.invite(hold.id, hold.version, [{ email: first }]);
    kit.office.meetings.answer(kit.office.meetings.list()[0]?.id ?? '', first, 'accepted');
    kit.faults.add({ id: 'lost', method: 'PATCH', effect: { kind: 'cut-after' }, times: 1 });
    const both = await calendar.invite(hold.id, hold.version, [{ email: first }, { email: second }]);
    expect(both.guests.find((guest) => guest.email === first)?.response).toBe('accepted');
    const invitations = kit.office.outbox.list().filter((mail) => mail.kind === 'invitation');
    expect(invitations.map((mail) => mail.to).sort()).toEqual([first, second].sort());
  });

  test('a changed version is rebased once and then told', async () => {
    const conflict = provider === 'google' ? 'google-etag-conflict' : 'microsoft-conflict';
    const { kit, calendar, shared } = await connected(provider);
    const hold = await calendar.createHold(draft(), KEY);
    kit.faults.set(conflict, 1);
    expect((await calendar.invite(hold.id, hold.version, [{ email: shared[0] ?? '' }])).guests).toHaveLength(
      1,
    );
    kit.faults.set(conflict, 5);
    expect(await codeOf(calendar.invite(hold.id, hold.version, [{ email: shared[1] ?? '' }]))).toBe(
      'conflict',
    );
  });

  test('an expired token is renewed silently in the middle of work', async () => {
    const { kit, calendar, shared, renewals } = await connected(provider);
    kit.advance(2 * HOUR);
    expect(
      (await calendar.freeBusy(shared.slice(0, 1), { start: NOW, end: NOW + DAY }))[shared[0] ?? '']?.state,
    ).toBe('known');
    expect(renewals()).toBe(1);
  });

  test('a rate-limit storm is waited out, and ends in a message when it does not', async () => {
    const { kit, calendar, shared } = await connected(provider);
    const storm = provider === 'google' ? 'google-rate-limit' : 'microsoft-throttle';
    kit.faults.set(storm, 2);
    expect((await calendar.createHold(draft(), KEY)).key).toBe(KEY);
    kit.faults.set(storm, 100);
    expect(await codeOf(calendar.freeBusy(shared.slice(0, 1), { start: NOW, end: NOW + DAY }))).toBe(
      'rate-limited',
    );
  });

  test('knows whose account it is, and lists rooms', async () => {
    const { kit, calendar, grant, room } = await connected(provider);
    const account = await calendar.account();
    expect(account).toMatchObject({ provider, id: grant.account.id, email: grant.account.email });
    expect(account.zone).toBe(kit.world.recruiter.zone);
    const rooms = await calendar.rooms();
    expect(rooms.map((one) => one.email)).toContain(room);
  });

  test('HTML in place of an answer is named; an unreachable service too', async () => {
    const { kit, calendar, shared } = await connected(provider);
    kit.faults.add({
      id: 'proxy',
      effect: { kind: 'garbage', body: '<html>Please sign in to the Wi-Fi</html>' },
      times: 1,
    });
    const window = { start: NOW, end: NOW + DAY };
    expect(await codeOf(calendar.freeBusy(shared.slice(0, 1), window))).toBe('malformed-answer');
    kit.faults.add({ id: 'off', effect: { kind: 'cut-before' } });
    expect(await codeOf(calendar.freeBusy(shared.slice(0, 1), window))).toBe('offline');
  });

  test('no token and no address reaches the egress log', async () => {
    const { kit, calendar, shared, grant } = await connected(provider);
    const hold = await calendar.createHold(draft(), KEY);
    await calendar.invite(hold.id, hold.version, [{ email: shared[0] ?? '' }]);
    await calendar.findByKey(KEY);
    const log = JSON.stringify(kit.egress);
    for (const secret of [grant.accessToken, KEY, hold.id, shared[0] ?? '', grant.account.email])
      expect(log).not.toContain(secret);
    expect(kit.egress.some((entry) => entry.candidateData)).toBe(true);
  });
});

test('Google: rooms fall back to the own list where the directory is refused', async () => {
  const { kit, calendar, room } = await connected('google');
  kit.faults.add({
    id: 'no-admin',
    host: 'admin.googleapis.com',
    effect: {
      kind: 'status',
      status: 403,
      body: { error: { code: 403, errors: [{ reason: 'forbidden' }] } },
    },
  });
  expect((await calendar.rooms()).map((one) => one.email)).toContain(room);
});

test('Google: a Meet link that never comes stays pending instead of blocking', async () => {
  const { kit, calendar } = await connected('google');
  kit.faults.set('meet-pending', 50);
  expect(await calendar.createHold(draft(), KEY)).toMatchObject({ conference: 'pending', joinUrl: null });
  kit.faults.set('meet-pending', 0);
  kit.faults.set('meet-fails', true);
  expect((await calendar.createHold(draft(), OTHER_KEY)).conference).toBe('failed');
});

test('Microsoft: working hours come in an IANA zone, custom zones included', async () => {
  const { kit, calendar, shared } = await connected('microsoft');
  const answer = await calendar.freeBusy(shared, { start: NOW, end: NOW + DAY });
  const offset = (zone: string, at: number) =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(at)
      .find((part) => part.type === 'timeZoneName')?.value;
  for (const email of shared) {
    const read = answer[email];
    const person = kit.world.people.find((one) => one.calendarEmail === email);
    if (read?.state !== 'known' || !person) throw new Error(`${email} is unknown`);
    expect(read.hours?.[0]?.from, email).toBe(person.hours.from);
    expect(read.zone, email).toBeDefined();
    for (const at of [NOW, Date.UTC(2027, 6, 1), Date.UTC(2027, 9, 27), Date.UTC(2027, 2, 20)]) {
      expect(offset(read.zone ?? 'UTC', at), `${email} ${person.zone} ${read.zone}`).toBe(
        offset(person.zone, at),
      );
    }
  }
});
