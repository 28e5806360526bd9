import { beforeEach, expect, it } from 'vitest';
import { challengeOf, json, REDIRECT, type SmallOffice, smallOffice } from '../fixtures/small-office';

const LOGIN = 'https://login.microsoftonline.com/organizations/oauth2/v2.0';
const SCOPES = 'openid offline_access User.Read https://graph.microsoft.com/Calendars.ReadWrite';
const ORIGIN = { origin: 'chrome-extension://abc' };
const DAY = 86_400_000;

let office: SmallOffice;
beforeEach(() => {
  office = smallOffice();
});

const ask = (extra: Record<string, string> = {}, cookie = '') =>
  office.call(
    `${LOGIN}/authorize?${new URLSearchParams({ client_id: 'spa-client', redirect_uri: REDIRECT, response_type: 'code', scope: SCOPES, state: 's1', code_challenge: challengeOf('v'.repeat(50)), code_challenge_method: 'S256', ...extra })}`,
    { headers: { cookie } },
  );
const answerOf = (answer: Response) =>
  Object.fromEntries(new URL(answer.headers.get('location') ?? 'https://nowhere.example').searchParams);
const token = async (values: Record<string, string>, headers: Record<string, string> = ORIGIN) => {
  const answer = await office.call(
    `${LOGIN}/token`,
    office.form({ client_id: 'spa-client', redirect_uri: REDIRECT, ...values }, headers),
  );
  return {
    status: answer.status,
    cors: answer.headers.get('access-control-allow-origin'),
    ...((await answer.json()) as {
      error?: string;
      error_codes?: number[];
      refresh_token?: string;
      access_token?: string;
    }),
  };
};

it('shows accounts and scopes, and its own page for an unknown client or address', async () => {
  const page = await (await ask()).text();
  expect(page).toContain('rae@contoso.example');
  expect(page).toContain('Calendars.ReadWrite');
  expect(await (await ask({ client_id: 'unknown-client' })).text()).toContain('AADSTS700016');
  expect(await (await ask({ redirect_uri: 'https://evil.example' })).text()).toContain('AADSTS50011');
  expect(answerOf(await ask({ code_challenge: '' }))).toMatchObject({
    error: 'invalid_request',
    error_description: expect.stringContaining('AADSTS9002325'),
    state: 's1',
  });
  office.faults.set('microsoft-needs-admin-consent', true);
  expect(await (await ask()).text()).toContain('Need admin approval');
});

it('answers prompt=none only with a session, consent and the account asked for', async () => {
  const silent = (extra: Record<string, string> = {}, cookie = '') =>
    ask({ prompt: 'none', ...extra }, cookie).then(answerOf);
  expect(await silent()).toMatchObject({ error: 'login_required', state: 's1' });
  const { cookie } = await office.microsoft(['User.Read', 'Calendars.ReadWrite']);
  expect(await silent({ login_hint: 'rae@contoso.example' }, cookie)).toMatchObject({
    code: expect.any(String),
    state: 's1',
  });
  expect(await silent({ login_hint: 'mia@contoso.example' }, cookie)).toMatchObject({
    error: 'interaction_required',
  });
  expect(await silent({ scope: 'Mail.Send' }, cookie)).toMatchObject({ error: 'consent_required' });
  office.faults.set('microsoft-refuses-silent-renewal', true);
  expect(await silent({}, cookie)).toMatchObject({ error: 'interaction_required' });
});

it('redeems for single-page apps only: an Origin is a must, and wrong elsewhere', async () => {
  const { code, verifier } = { code: (await office.microsoft(['User.Read'])).code, verifier: 'v'.repeat(50) };
  const grant = { grant_type: 'authorization_code', code, code_verifier: verifier };
  expect(await token(grant, {})).toMatchObject({
    status: 400,
    error: 'invalid_request',
    error_codes: [9002327],
  });
  office.faults.set('microsoft-registered-as', 'web');
  expect(await token(grant)).toMatchObject({
    status: 400,
    error_codes: [9002326],
    cors: 'chrome-extension://abc',
  });
  office.faults.clear('microsoft-registered-as');
  expect(await token({ ...grant, client_secret: 's' })).toMatchObject({ error_codes: [9002326] });
  expect(await token(grant)).toMatchObject({ status: 400, error: 'invalid_grant', error_codes: [70008] });
});

it('verifies the code verifier', async () => {
  const location = (
    await office.call(
      `${LOGIN}/decision`,
      office.form({
        client_id: 'spa-client',
        redirect_uri: REDIRECT,
        response_type: 'code',
        scope: 'User.Read',
        code_challenge: challengeOf('right'),
        code_challenge_method: 'S256',
        account: 'rae@contoso.example',
        decision: 'accept',
      }),
    )
  ).headers.get('location');
  const code = new URL(location ?? '').searchParams.get('code') ?? '';
  expect(await token({ grant_type: 'authorization_code', code, code_verifier: 'wrong' })).toMatchObject({
    error: 'invalid_grant',
    error_codes: [501481],
  });
});

it('gives refresh tokens that live 24 hours from the first sign-in, however often they are renewed', async () => {
  const first = await office.microsoft(['openid', 'User.Read', 'offline_access']);
  const claims: Record<string, unknown> = JSON.parse(
    Buffer.from(first.id_token?.split('.')[1] ?? '', 'base64url').toString(),
  );
  expect(claims).toMatchObject({
    preferred_username: 'rae@contoso.example',
    oid: expect.any(String),
    tid: expect.any(String),
    aud: 'spa-client',
  });
  expect(first.scope.split(' ')).toEqual(['User.Read', 'openid']);
  const renew = (value: string | undefined) =>
    token({ grant_type: 'refresh_token', refresh_token: value ?? '' });
  office.advance(DAY - 60_000);
  const second = await renew(first.refresh_token);
  expect(second).toMatchObject({ status: 200, refresh_token: expect.any(String) });
  expect(
    (await office.call('https://graph.microsoft.com/v1.0/me', json(second.access_token ?? ''))).status,
  ).toBe(200);
  office.advance(120_000);
  expect(await renew(second.refresh_token)).toMatchObject({
    status: 400,
    error: 'invalid_grant',
    error_codes: [700084],
  });
});
