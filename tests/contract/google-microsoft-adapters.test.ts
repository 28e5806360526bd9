import { beforeEach, describe, expect, it } from 'vitest';
import { createGoogleCalendar } from '@/lib/calendar/google/calendar';
import { createGoogleSignIn } from '@/lib/calendar/google/oauth';
import { createMicrosoftCalendar } from '@/lib/calendar/microsoft/calendar';
import { createMicrosoftSignIn } from '@/lib/calendar/microsoft/oauth';
import type { CalendarPort } from '@/lib/calendar/port';
import { GOOGLE_SCOPES, MICROSOFT_SCOPES } from '@/lib/calendar/scopes';
import { createHttp } from '@/lib/platform/http';
import type { Grant, SignIn } from '@/lib/platform/oauth';
import { NOW, REDIRECT, type SmallOffice, smallOffice } from '../fixtures/small-office';

const HOUR = 3_600_000;
const KEY = 'a1b2'.repeat(16);
const DRAFT = {
  title: 'Interview: R. Diaz',
  description: 'Panel',
  zone: 'Europe/London',
  conference: true,
  guestsSeeEachOther: false,
  start: NOW + 26 * HOUR,
  end: NOW + 27 * HOUR,
};

let office: SmallOffice;
let session = '';
beforeEach(() => {
  office = smallOffice();
  session = '';
});

const clock = () => ({
  now: office.now,
  random: () => 0.5,
  sleep: async (ms: number) => office.advance(ms),
});

function http() {
  const send: typeof fetch = (url, init) =>
    office.call(String(url), {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), origin: 'chrome-extension://abc' },
    });
  return createHttp({ fetch: send, clock: clock(), log: () => undefined });
}

/** The browser's part: opens the page, presses the button, comes back with the redirect. */
async function launch(url: string, interactive: boolean): Promise<string | undefined> {
  const page = await office.call(url, { headers: { cookie: session } });
  const away = page.headers.get('location');
  if (away || !interactive) return away ?? undefined;
  const html = await page.text();
  const plain = (text = '') =>
    text.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
  const body = new URLSearchParams();
  for (const [, name, value] of html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
    body.append(plain(name), plain(value));
  for (const [, value] of html.matchAll(/type="checkbox" name="scope" value="([^"]*)"/g))
    body.append('scope', plain(value));
  body.append('account', /name="account" value="([^"]*)" checked/.exec(html)?.[1] ?? '');
  body.append('decision', html.includes('value="allow"') ? 'allow' : 'accept');
  const action = new URL(plain(/action="([^"]*)"/.exec(html)?.[1]), url);
  const answer = await office.call(action.href, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', cookie: session },
  });
  session = (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return answer.headers.get('location') ?? undefined;
}

function signIn(provider: 'google' | 'microsoft'): SignIn {
  const shared = { http: http(), clock: clock(), launch, redirectUri: REDIRECT };
  return provider === 'google'
    ? createGoogleSignIn({ ...shared, clientId: 'web-client', scopes: GOOGLE_SCOPES.map((one) => one.scope) })
    : createMicrosoftSignIn({
        ...shared,
        clientId: 'spa-client',
        scopes: MICROSOFT_SCOPES.map((one) => one.scope),
      });
}

async function connected(
  provider: 'google' | 'microsoft',
): Promise<{ port: CalendarPort; grant: Grant; door: SignIn }> {
  const door = signIn(provider);
  let grant = await door.connect();
  const account = { provider, ...grant.account, zone: null };
  const deps = {
    http: http(),
    clock: clock(),
    account,
    token: async (options?: { renew?: boolean }) => {
      if (options?.renew) grant = await door.renew(grant);
      return grant.accessToken;
    },
  };
  return {
    port: provider === 'google' ? createGoogleCalendar(deps) : createMicrosoftCalendar(deps),
    grant,
    door,
  };
}

describe.each([
  {
    provider: 'google' as const,
    self: 'rae@acme.example',
    guest: 'ana@acme.example',
    room: 'hopper@resource.acme.example',
  },
  {
    provider: 'microsoft' as const,
    self: 'rae@contoso.example',
    guest: 'mia@contoso.example',
    room: 'room1@contoso.example',
  },
])('the $provider adapter against its simulator', ({ provider, self, guest, room }) => {
  it('signs in, knows the account, reads rooms and free/busy', async () => {
    const { port } = await connected(provider);
    expect(await port.account()).toMatchObject({ email: self, zone: 'Europe/London' });
    expect((await port.rooms()).map((one) => one.email)).toEqual([room]);
    office.busy(guest, 1, 2);
    const answer = await port.freeBusy([guest, 'ghost@nowhere.example'], {
      start: NOW,
      end: NOW + 24 * HOUR,
    });
    expect(answer[guest]).toMatchObject({
      state: 'known',
      busy: [{ start: NOW + HOUR, end: NOW + 2 * HOUR }],
    });
    expect(answer['ghost@nowhere.example']).toMatchObject({ state: 'unknown' });
  });

  it('holds silently, invites once, survives a repeated create, cancels and tells', async () => {
    const { port } = await connected(provider);
    const held = await port.createHold(DRAFT, KEY);
    expect(held).toMatchObject({
      start: DRAFT.start,
      end: DRAFT.end,
      conference: 'ready',
      joinUrl: expect.stringContaining('https://'),
      key: KEY,
    });
    expect((await port.createHold(DRAFT, KEY)).id).toBe(held.id);
    expect(office.outbox.list()).toEqual([]);
    const guests = [{ email: guest }, { email: room, resource: true }, { email: 'cand@mail.example' }];
    await port.invite(held.id, held.version, guests);
    await port.invite(held.id, held.version, guests);
    expect(office.outbox.list().map((one) => `${one.kind} ${one.to}`)).toEqual([
      `invitation ${guest}`,
      'invitation cand@mail.example',
    ]);
    office.advance(60_000);
    const read = await port.findByKey(KEY);
    expect(read?.guests.map((one) => one.response)).toEqual(['accepted', 'accepted', 'none']);
    expect(read?.joinUrl).toBe(held.joinUrl);
    expect(await port.cancel(held.id, true)).toBe(true);
    expect(await port.cancel(held.id, true)).toBe(false);
    expect(
      office.outbox
        .list()
        .filter((one) => one.kind === 'cancellation')
        .map((one) => one.to),
    ).toEqual([guest, 'cand@mail.example']);
    expect(await port.read(held.id)).toBeNull();
  });

  it('renews a dead token silently in the middle of the work, but never into another account', async () => {
    const { port } = await connected(provider);
    office.faults.set(`${provider}-tokens-expired-at`, office.now());
    office.advance(1);
    expect(await port.account()).toMatchObject({ email: self });
    office.faults.set(`${provider}-tokens-expired-at`, office.now());
    office.advance(1);
    office.faults.set(`${provider}-silent-other-account`, true);
    office.faults.set('microsoft-refresh-expired', true);
    await expect(port.account()).rejects.toMatchObject({ problem: { code: 'other-account' } });
  });
});
