import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Availability } from '@/lib/domain/availability';
import type { ConnectionRecord } from '@/lib/storage/connections';
import type { Grant } from './port';
import {
  clientInForce,
  connectedBy,
  failedWith,
  freshnessOf,
  grantedOf,
  mappingOf,
  missingOf,
  RENEW_AHEAD,
  readingInWords,
  renewedBy,
  viewOf,
} from './rules';
import { needsOf } from './schema';

const NOW = 1_800_000_000_000;
const maya = { id: 'sub-1', email: 'maya@larkspur.example', name: 'Maya Okafor' };
const grant = (change: Partial<Grant> = {}): Grant => ({
  identity: maya,
  grantedScopes: needsOf('google', 'oauth').map((need) => need.scope),
  accessUntil: NOW + 3_600_000,
  until: null,
  ...change,
});
const connected = (change: Partial<ConnectionRecord> = {}): ConnectionRecord => ({
  ...connectedBy('google', maya, grant(), NOW),
  ...change,
});
const problem = (code: string) => ({ code, message: `m ${code}`, next: 'n' });

describe('how fresh a connection is', () => {
  it.each([
    ['no end', { accessUntil: null }, 'connected'],
    ['an hour left', {}, 'connected'],
    ['ten minutes left', { accessUntil: NOW + RENEW_AHEAD }, 'expiring'],
    ['ended a second ago, renewable', { accessUntil: NOW - 1000 }, 'expiring'],
    ['the day of a Microsoft sign-in is over', { until: NOW, accessUntil: NOW + 3_600_000 }, 'expired'],
    ['expired is final until the person acts', { state: 'expired' as const }, 'expired'],
    ['refused is final too', { state: 'refused' as const, accessUntil: NOW - 1 }, 'refused'],
  ])('%s', (_name, change, expected) => {
    expect(freshnessOf(connected(change), NOW)).toBe(expected);
  });
});

describe('renewal', () => {
  it('goes on with the same account, and clears an old problem', () => {
    const { record, keepTokens } = renewedBy(
      'google',
      connected({ state: 'expired', problem: problem('x') }),
      grant({ accessUntil: NOW + 5 }),
    );
    expect(keepTokens).toBe(true);
    expect(record).toMatchObject({ state: 'connected', accessUntil: NOW + 5, problem: null });
  });

  it('refuses another account, names both, and never keeps its tokens', () => {
    fc.assert(
      fc.property(fc.string(), fc.emailAddress(), (id, email) => {
        fc.pre(id !== maya.id);
        const { record, keepTokens } = renewedBy(
          'google',
          connected(),
          grant({ identity: { id, email, name: '' } }),
        );
        expect(keepTokens).toBe(false);
        expect(record).toMatchObject({ state: 'refused', account: maya, problem: { code: 'other-account' } });
        expect(record.problem?.message).toContain(email);
        expect(record.problem?.message).toContain(maya.email);
      }),
    );
  });

  it('keeps what was granted when the provider does not repeat it', () => {
    const before = connected({ granted: { email: true } });
    expect(renewedBy('google', before, grant({ grantedScopes: null })).record.granted).toEqual({
      email: true,
    });
  });

  it.each([
    ['interaction-required', 'expired'],
    ['sign-in-expired', 'expired'],
    ['unauthorised', 'expired'],
    ['access-denied', 'refused'],
    ['client-refused', 'refused'],
    ['offline', 'connected'],
    ['server-error', 'connected'],
    ['rate-limited', 'connected'],
    ['anything-else', 'connected'],
  ])('a failure %s leaves it %s, with a problem and a next step', (code, state) => {
    const after = failedWith('google', connected(), problem(code));
    expect(after.state).toBe(state);
    expect(after.problem?.message).toBeTruthy();
    expect(after.problem?.next).toBeTruthy();
    expect(after.account).toEqual(maya);
  });

  it('tells a dead key and a dead sign-in apart', () => {
    expect(failedWith('lever', connected({ way: 'api-key' }), problem('unauthorised')).problem?.next).toMatch(
      /new key/,
    );
    expect(failedWith('google', connected(), problem('unauthorised')).problem?.next).toMatch(/Reconnect/);
  });
});

describe('granted scopes', () => {
  it('reads long and short forms as the same, and says what is missing', () => {
    const needs = needsOf('google', 'oauth');
    const granted = grantedOf(needs, [
      'openid',
      'https://www.googleapis.com/auth/userinfo.email',
      'https://www.googleapis.com/auth/calendar.events',
    ]);
    expect(granted).toMatchObject({
      openid: true,
      email: true,
      'https://www.googleapis.com/auth/calendar.events': true,
    });
    expect(missingOf(needs, granted)).toEqual([
      'https://www.googleapis.com/auth/calendar.freebusy',
      'https://www.googleapis.com/auth/calendar.calendarlist.readonly',
    ]);
  });

  it('does not call Entra’s unlisted OpenID scopes or optional ones missing', () => {
    const needs = needsOf('microsoft', 'oauth');
    const granted = grantedOf(needs, ['https://graph.microsoft.com/Calendars.ReadWrite', 'user.read']);
    expect(missingOf(needs, granted)).toEqual([]);
    expect(granted['Place.Read.All']).toBe(false);
    expect(granted.offline_access).toBeUndefined();
  });

  it('knows nothing when the provider told nothing', () => {
    expect(grantedOf(needsOf('google', 'oauth'), null)).toEqual({});
  });

  it('partial consent is connected, with the lack named', () => {
    const record = connectedBy('google', maya, grant({ grantedScopes: ['openid', 'email', 'profile'] }), NOW);
    expect(record).toMatchObject({ state: 'connected', problem: { code: 'scope-missing' } });
    expect(record.problem?.message).toContain('calendar.events');
  });
});

describe('the view', () => {
  const view = (system: 'lever' | 'google', change = {}) =>
    viewOf({
      system,
      record: undefined,
      damaged: false,
      client: clientInForce(system, undefined, {}),
      environmentFixed: false,
      redirectUrl: 'https://x/',
      now: NOW,
      ...change,
    });

  it('tells “no client yet” from “not connected”', () => {
    expect(view('google').state).toBe('not-set-up');
    expect(
      view('google', { client: clientInForce('google', undefined, { googleClientId: 'abc' }) }),
    ).toMatchObject({ state: 'not-connected', client: { preset: true, clientId: 'abc' } });
    expect(view('lever').state).toBe('not-connected');
  });

  it('shows a sign-in past its end as expired though nobody wrote that down', () => {
    expect(view('google', { record: connected({ until: NOW - 1 }) }).state).toBe('expired');
  });

  it('says so when the stored record was damaged', () => {
    expect(view('google', { damaged: true }).problem?.code).toBe('connection-unreadable');
  });

  it('lists permissions for a key and scopes for a client', () => {
    expect(view('lever').scopes[0]?.scope).toBe('Users: list users');
    const client = clientInForce(
      'lever',
      { clientId: 'c', hasSecret: true, environment: 'eu', email: null },
      {},
    );
    expect(view('lever', { client }).scopes[0]?.scope).toBe('offline_access');
  });

  it('lets the administrator’s environment win for Lever only', () => {
    const saved = { clientId: 'c', hasSecret: false, environment: 'sandbox' as const, email: null };
    expect(clientInForce('lever', saved, { leverEnvironment: 'eu' }).environment).toBe('eu');
    expect(clientInForce('google', saved, { leverEnvironment: 'eu' }).environment).toBe('production');
  });
});

describe('which calendar belongs to a person', () => {
  const both = { google: { email: 'r@larkspur.example' }, microsoft: { email: 'r@tidewater.example' } };
  const user = { id: 'u1', name: 'Kenji', email: 'kenji.tanaka@larkspur.example' };
  it.each([
    ['nothing set', undefined, { calendarEmail: user.email, provider: 'google', source: 'lever-email' }],
    [
      'another address',
      { calendarEmail: 'k@tidewater.example' },
      { calendarEmail: 'k@tidewater.example', provider: 'microsoft', source: 'you' },
    ],
    [
      'another provider',
      { provider: 'microsoft' as const },
      { calendarEmail: user.email, provider: 'microsoft', source: 'you' },
    ],
    [
      'no calendar',
      { calendarEmail: null, provider: 'google' as const },
      { calendarEmail: null, provider: null, source: 'you' },
    ],
    ['only other settings', { priority: 1 }, { calendarEmail: user.email, source: 'lever-email' }],
  ])('%s', (_name, person, expected) => {
    expect(mappingOf(user, person, both, undefined)).toMatchObject(expected);
  });

  it('has none when Lever knows no address', () => {
    expect(mappingOf({ ...user, email: '' }, undefined, both, undefined)).toMatchObject({
      calendarEmail: null,
      provider: null,
      source: 'none',
    });
  });
});

describe('a reading in words', () => {
  const known = (statuses: ('busy' | 'elsewhere')[]): Availability => ({
    state: 'known',
    readAt: NOW,
    busy: statuses.map((status, i) => ({ status, start: NOW + i, end: NOW + i + 1 })),
  });
  it.each([
    [known([]), true, 'No busy times in the next 7 days'],
    [known(['busy']), true, '1 busy time '],
    [known(['busy', 'busy', 'elsewhere']), true, '2 busy times'],
    [{ ...known([]), zone: 'Asia/Tokyo' } as Availability, true, 'zone Asia/Tokyo'],
    [{ state: 'unknown', readAt: NOW, problem: problem('not-found') } as Availability, false, 'm not-found'],
    [undefined, false, 'nothing is known'],
  ])('%#', (reading, ok, part) => {
    const said = readingInWords('a@b.example', reading, 7);
    expect(said.ok).toBe(ok);
    expect(said.message).toContain(part);
  });
});
