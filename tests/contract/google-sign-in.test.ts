import { beforeEach, describe, expect, it } from 'vitest';
import { challengeOf, REDIRECT, type SmallOffice, smallOffice } from '../fixtures/small-office';

const AUTH = 'https://accounts.google.com/o/oauth2/v2/auth';
const TOKEN = 'https://oauth2.googleapis.com/token';
const SCOPE = 'https://www.googleapis.com/auth/calendar.events';
const FREE_BUSY = 'https://www.googleapis.com/auth/calendar.freebusy';

let office: SmallOffice;
beforeEach(() => {
  office = smallOffice();
});

const ask = (extra: Record<string, string> = {}, cookie = '') =>
  office.call(
    `${AUTH}?${new URLSearchParams({ client_id: 'web-client', redirect_uri: REDIRECT, response_type: 'token', scope: SCOPE, state: 's1', ...extra })}`,
    { headers: { cookie } },
  );
const answerOf = (answer: Response) => {
  const url = new URL(answer.headers.get('location') ?? 'https://nowhere.example');
  return Object.fromEntries(new URLSearchParams(url.hash.slice(1) || url.search));
};

/** Fills the consent page like a person: the fields it holds, the boxes ticked, one button. */
async function decide(
  page: Response,
  decision: 'allow' | 'deny',
  ticked?: string[],
  account = 'rae@acme.example',
) {
  const html = await page.text();
  const unescaped = (text: string) =>
    text.replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)));
  const body = new URLSearchParams();
  for (const [, name, value] of html.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
    body.append(unescaped(name ?? ''), unescaped(value ?? ''));
  for (const [, value] of html.matchAll(/type="checkbox" name="scope" value="([^"]*)"/g)) {
    if (!ticked || ticked.includes(unescaped(value ?? ''))) body.append('scope', unescaped(value ?? ''));
  }
  body.append('account', account);
  body.append('decision', decision);
  return office.call(`${AUTH}/decision`, {
    method: 'POST',
    body: body.toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
}
const cookieOf = (answer: Response) => (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';

describe('consent page', () => {
  it('offers accounts and scopes one by one, and puts the token in the fragment', async () => {
    const page = await ask({ scope: `openid email ${SCOPE} ${FREE_BUSY}` });
    expect(page.status).toBe(200);
    const allowed = await decide(page, 'allow', [FREE_BUSY]);
    const { access_token: token, ...rest } = answerOf(allowed);
    expect(rest).toMatchObject({
      token_type: 'Bearer',
      expires_in: '3599',
      state: 's1',
      scope: `openid https://www.googleapis.com/auth/userinfo.email ${FREE_BUSY}`,
    });
    const info: unknown = await (
      await office.call(`https://www.googleapis.com/oauth2/v3/tokeninfo?access_token=${token}`)
    ).json();
    expect(info).toMatchObject({
      aud: 'web-client',
      email: 'rae@acme.example',
      exp: expect.stringMatching(/^\d+$/),
    });
    const user: unknown = await (
      await office.call('https://www.googleapis.com/oauth2/v3/userinfo', {
        headers: { authorization: `Bearer ${token}` },
      })
    ).json();
    expect(user).toMatchObject({ sub: expect.stringMatching(/^\d{21}$/), email: 'rae@acme.example' });
  });

  it('answers access_denied when the person declines or ticks nothing', async () => {
    expect(answerOf(await decide(await ask(), 'deny'))).toEqual({ error: 'access_denied', state: 's1' });
    expect(answerOf(await decide(await ask(), 'allow', []))).toEqual({ error: 'access_denied', state: 's1' });
  });

  it('shows its own page, and never redirects, for an unknown client or address', async () => {
    const unknown = await ask({ client_id: 'unknown-client' });
    expect([unknown.status, await unknown.text()]).toEqual([401, expect.stringContaining('invalid_client')]);
    const foreign = await ask({ redirect_uri: 'https://evil.example/cb' });
    expect([foreign.status, await foreign.text()]).toEqual([
      400,
      expect.stringContaining('redirect_uri_mismatch'),
    ]);
    const script = await ask({ client_id: '<script>alert(1)</script>' });
    expect(await script.text()).not.toContain('<script>');
    for (const redirect of [
      `https://${'0f'.repeat(20)}.extensions.allizom.org/`,
      `http://127.0.0.1/mozoauth2/${'0f'.repeat(20)}`,
    ])
      expect((await ask({ redirect_uri: redirect })).status).toBe(200);
  });
});

describe('prompt=none', () => {
  const silent = (extra: Record<string, string> = {}, cookie = '') =>
    ask({ prompt: 'none', ...extra }, cookie).then(answerOf);

  it('needs a session, an earlier grant and one clear account', async () => {
    expect(await silent()).toEqual({ error: 'login_required', state: 's1' });
    const cookie = cookieOf(await decide(await ask(), 'allow'));
    expect(await silent({ login_hint: 'rae@acme.example' }, cookie)).toMatchObject({
      access_token: expect.any(String),
      state: 's1',
    });
    expect(await silent({ login_hint: 'ana@acme.example' }, cookie)).toEqual({
      error: 'interaction_required',
      state: 's1',
    });
    expect(await silent({ client_id: 'another-client' }, cookie)).toEqual({
      error: 'consent_required',
      state: 's1',
    });
  });

  it('can be refused, and can answer for somebody else', async () => {
    const cookie = cookieOf(await decide(await ask(), 'allow'));
    office.faults.set('google-silent-other-account', true);
    const { access_token: token } = await silent(
      { login_hint: 'rae@acme.example', scope: `${SCOPE} email` },
      cookie,
    );
    const info: { email?: string } = await (
      await office.call(`https://www.googleapis.com/oauth2/v3/tokeninfo?access_token=${token}`)
    ).json();
    expect(info.email).toBe('ana@acme.example');
    office.faults.set('google-refuses-silent-renewal', true);
    expect(await silent({}, cookie)).toEqual({ error: 'interaction_required', state: 's1' });
  });
});

describe('code flow', () => {
  const verifier = 'w'.repeat(64);
  async function code(): Promise<string> {
    const page = await ask({
      response_type: 'code',
      code_challenge: challengeOf(verifier),
      code_challenge_method: 'S256',
      access_type: 'offline',
      prompt: 'consent',
    });
    return answerOf(await decide(page, 'allow')).code ?? '';
  }
  const redeem = async (values: Record<string, string>) => {
    const answer = await office.call(
      TOKEN,
      office.form({
        client_id: 'web-client',
        redirect_uri: REDIRECT,
        grant_type: 'authorization_code',
        ...values,
      }),
    );
    return {
      status: answer.status,
      ...((await answer.json()) as { refresh_token?: string; access_token?: string; error?: string }),
    };
  };

  it('insists on the secret of a web client even with PKCE', async () => {
    expect(await redeem({ code: await code(), code_verifier: verifier })).toEqual({
      status: 400,
      error: 'invalid_request',
      error_description: 'client_secret is missing.',
    });
  });

  it('verifies PKCE, redeems a code once, refreshes and revokes', async () => {
    const secret = { client_secret: 's' };
    expect(await redeem({ code: await code(), code_verifier: 'x'.repeat(64), ...secret })).toMatchObject({
      error: 'invalid_grant',
    });
    const once = await code();
    const tokens = await redeem({ code: once, code_verifier: verifier, ...secret });
    expect(tokens).toMatchObject({
      status: 200,
      token_type: 'Bearer',
      expires_in: 3599,
      refresh_token: expect.any(String),
      scope: SCOPE,
    });
    expect(await redeem({ code: once, code_verifier: verifier, ...secret })).toMatchObject({
      status: 400,
      error: 'invalid_grant',
    });
    const refresh = { grant_type: 'refresh_token', refresh_token: String(tokens.refresh_token), ...secret };
    expect(await redeem(refresh)).toMatchObject({ status: 200, access_token: expect.any(String) });
    expect(
      (
        await office.call(
          'https://oauth2.googleapis.com/revoke',
          office.form({ token: String(tokens.access_token) }),
        )
      ).status,
    ).toBe(200);
    expect(await redeem(refresh)).toMatchObject({
      status: 400,
      error: 'invalid_grant',
      error_description: 'Token has been expired or revoked.',
    });
    expect(
      (await office.call('https://oauth2.googleapis.com/revoke', office.form({ token: 'nonsense' }))).status,
    ).toBe(400);
  });

  it('tokens die after an hour, or all at once when told', async () => {
    const { token } = await office.google(['calendar.events']);
    const status = async () =>
      (
        await office.call('https://www.googleapis.com/calendar/v3/calendars/primary/events', {
          headers: { authorization: `Bearer ${token}` },
        })
      ).status;
    expect(await status()).toBe(200);
    office.faults.set('google-tokens-expired-at', office.now());
    expect(await status()).toBe(401);
    office.faults.clear('google-tokens-expired-at');
    office.advance(3_600_000);
    expect(await status()).toBe(401);
  });
});

it("keeps the browser's own account question quiet", async () => {
  expect(
    (await office.call('https://accounts.google.com/ListAccounts?gpsia=1', { method: 'POST' })).status,
  ).toBe(200);
});
