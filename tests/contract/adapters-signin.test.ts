import { describe, expect, test } from 'vitest';
import { createGoogleSignIn } from '@/lib/calendar/google/oauth';
import { createMicrosoftSignIn } from '@/lib/calendar/microsoft/oauth';
import {
  canonicalGoogleScope,
  canonicalMicrosoftScope,
  GOOGLE_SCOPES,
  MICROSOFT_SCOPES,
} from '@/lib/calendar/scopes';
import { Failure } from '@/lib/domain/problem';
import { createLeverSignIn } from '@/lib/lever/api/oauth';
import { LEVER_SCOPES } from '@/lib/lever/api/scopes';
import { missingScopes, type SignIn } from '@/lib/platform/oauth';
import type { LaunchWebAuthFlow } from '@/lib/platform/oauth-flow';
import { LEVER_OAUTH_CLIENT } from '@/sandbox/world/known';
import { createKit, REDIRECT } from './adapters-kit';

const HOUR = 3_600_000;
type Kit = ReturnType<typeof createKit>;
interface Options {
  launch?: LaunchWebAuthFlow;
  clientId?: string;
  clientSecret?: string;
}

const ways: Record<string, (kit: Kit, options?: Options) => SignIn> = {
  'google implicit': ({ http, clock, person }, options) =>
    createGoogleSignIn({
      http,
      clock,
      launch: person('allow'),
      clientId: 'client-1',
      redirectUri: REDIRECT,
      scopes: GOOGLE_SCOPES.map((need) => need.scope),
      ...options,
    }),
  'google code': (kit, options) =>
    ways['google implicit']?.(kit, { clientSecret: 's3cret', ...options }) as SignIn,
  microsoft: ({ http, clock, person }, options) =>
    createMicrosoftSignIn({
      http,
      clock,
      launch: person('accept'),
      clientId: 'client-1',
      redirectUri: REDIRECT,
      scopes: MICROSOFT_SCOPES.map((need) => need.scope),
      ...options,
    }),
  lever: ({ http, clock, person }, options) =>
    createLeverSignIn({
      http,
      clock,
      launch: person('allow'),
      clientId: LEVER_OAUTH_CLIENT.id,
      clientSecret: LEVER_OAUTH_CLIENT.secret,
      redirectUri: REDIRECT,
      scopes: LEVER_SCOPES.map((need) => need.scope),
      environment: 'production',
      ...options,
    }),
};

const make = (way: string, kit: Kit, options?: Options): SignIn => {
  const signIn = ways[way]?.(kit, options);
  if (!signIn) throw new Error(way);
  return signIn;
};

async function codeOf(job: Promise<unknown>, ...secrets: (string | undefined)[]): Promise<string> {
  const error = await job.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) return `no Failure: ${String(error)}`;
  for (const secret of secrets) if (secret) expect(JSON.stringify(error.problem)).not.toContain(secret);
  return error.problem.code;
}

describe.each(Object.keys(ways))('%s', (way) => {
  test('connects, renews without a window, keeps the account', async () => {
    const kit = createKit();
    const grant = await make(way, kit).connect();
    expect(grant.expiresAt).toBeGreaterThan(kit.clock.now() + 3_000_000);
    kit.advance(HOUR);
    const next = await make(way, kit).renew(grant);
    expect(next.accessToken).not.toBe(grant.accessToken);
    expect(next.account).toEqual(grant.account);
  });

  test('a refusal on the consent page is told', async () => {
    const kit = createKit();
    const launch = kit.person(way === 'microsoft' ? 'cancel' : 'deny');
    expect(await codeOf(make(way, kit, { launch }).connect())).toBe('access-denied');
  });

  test('an answer with another state is refused', async () => {
    const kit = createKit();
    const real = kit.person(way === 'microsoft' ? 'accept' : 'allow');
    const launch: LaunchWebAuthFlow = async (url, interactive) =>
      (await real(url, interactive))?.replace(/state=[^&]*/, 'state=forged');
    expect(await codeOf(make(way, kit, { launch }).connect())).toBe('sign-in-mixed-up');
  });

  test('an answer at another address is refused', async () => {
    const kit = createKit();
    const real = kit.person(way === 'microsoft' ? 'accept' : 'allow');
    const launch: LaunchWebAuthFlow = async (url, interactive) =>
      (await real(url, interactive))?.replace(
        'abcdefghijklmnop.chromiumapp.org',
        'abcdefghijklmnopevil.example',
      );
    expect(await codeOf(make(way, kit, { launch }).connect())).toBe('sign-in-mixed-up');
  });

  test('a closed window is told apart from network trouble', async () => {
    const kit = createKit();
    const closed: LaunchWebAuthFlow = async () => {
      throw new Error('The user did not approve access.');
    };
    expect(await codeOf(make(way, kit, { launch: closed }).connect())).toBe('sign-in-cancelled');
    const offline: LaunchWebAuthFlow = async () => {
      throw new Error('Authorization page could not be loaded.');
    };
    expect(await codeOf(make(way, kit, { launch: offline }).connect())).toBe('offline');
  });
});

test.each(['google implicit', 'microsoft'])(
  '%s: another signed-in account is refused on renewal',
  async (way) => {
    const kit = createKit();
    const grant = await make(way, kit).connect();
    const name = way === 'microsoft' ? 'microsoft' : 'google';
    kit.faults.set(`${name}-silent-other-account`, true);
    kit.advance(25 * HOUR);
    expect(await codeOf(make(way, kit).renew(grant))).toBe('other-account');
  },
);

test.each(['google implicit', 'microsoft'])(
  '%s: without a browser session only the person can sign in',
  async (way) => {
    const kit = createKit();
    const grant = await make(way, kit).connect();
    kit.forgetSession();
    kit.advance(25 * HOUR);
    expect(await codeOf(make(way, kit).renew(grant), grant.accessToken, grant.refreshToken)).toBe(
      'interaction-required',
    );
  },
);

test('Microsoft: after 24 hours the browser session replaces the dead refresh token', async () => {
  const kit = createKit();
  const grant = await make('microsoft', kit).connect();
  kit.advance(23 * HOUR);
  const day = await make('microsoft', kit).renew(grant);
  expect(day.refreshUntil).toBe(grant.refreshUntil);
  kit.advance(2 * HOUR);
  const next = await make('microsoft', kit).renew(day);
  expect(next.refreshUntil).toBeGreaterThan(day.refreshUntil ?? 0);
});

test('Google code: a revoked refresh token ends the sign-in; a wrong secret names the client', async () => {
  const kit = createKit();
  const grant = await make('google code', kit).connect();
  expect(grant.refreshToken).toBeDefined();
  kit.faults.set('google-refresh-revoked', true);
  expect(await codeOf(make('google code', kit).renew(grant), grant.refreshToken, 's3cret')).toBe(
    'sign-in-expired',
  );
  expect(await codeOf(make('google code', kit, { clientSecret: 'wrong-secret' }).connect())).toBe(
    'client-refused',
  );
});

test('Lever: a refresh token is spent by its renewal', async () => {
  const kit = createKit();
  const grant = await make('lever', kit).connect();
  const next = await make('lever', kit).renew(grant);
  expect(next.refreshToken).not.toBe(grant.refreshToken);
  expect(await codeOf(make('lever', kit).renew(grant), grant.refreshToken)).toBe('sign-in-expired');
  expect(await codeOf(make('lever', kit, { clientSecret: 'nope' }).connect(), 'nope')).toBe('client-refused');
});

test('granted scopes are compared with the needed ones', async () => {
  const kit = createKit();
  const google = await make('google implicit', kit).connect();
  expect(missingScopes(GOOGLE_SCOPES, google.scopes, canonicalGoogleScope)).toEqual([]);
  const microsoft = await make('microsoft', kit).connect();
  expect(missingScopes(MICROSOFT_SCOPES, microsoft.scopes, canonicalMicrosoftScope)).toEqual([]);
  const lever = await make('lever', kit).connect();
  expect(missingScopes(LEVER_SCOPES, lever.scopes)).toEqual([]);
  const partly = createKit();
  partly.faults.set('google-withholds-scope', 'https://www.googleapis.com/auth/calendar.events');
  const some = await make('google implicit', partly).connect();
  expect(missingScopes(GOOGLE_SCOPES, some.scopes, canonicalGoogleScope).map((need) => need.scope)).toEqual([
    'https://www.googleapis.com/auth/calendar.events',
  ]);
});

test('revoking: Google does it, Microsoft and Lever say where', async () => {
  const kit = createKit();
  const google = await make('google code', kit).connect();
  expect((await make('google code', kit).revoke(google)).revoked).toBe(true);
  expect(await make('google code', kit).revoke(google)).toMatchObject({ revoked: false });
  expect(await codeOf(make('google code', kit).renew(google))).toBe('sign-in-expired');
  const microsoft = await make('microsoft', kit).connect();
  expect(await make('microsoft', kit).revoke(microsoft)).toMatchObject({
    revoked: false,
    next: expect.stringContaining('myapps'),
  });
  const lever = await make('lever', kit).connect();
  expect((await make('lever', kit).revoke(lever)).next).toContain('Super Admin');
});
