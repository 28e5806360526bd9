import { beforeEach, describe, expect, it } from 'vitest';
import { LEVER_OAUTH_CLIENT } from '@/sandbox/world/known';
import { createLeverBench, type LeverBench } from './lever-client';

const REDIRECT = `https://${'abcdefgh'.repeat(4)}.chromiumapp.org/lever`;
const SCOPE = 'offline_access opportunities:read:admin notes:read:admin';
let lever: LeverBench;
beforeEach(() => {
  lever = createLeverBench();
});
const authorize = (change: Record<string, string> = {}) =>
  lever.auth(
    `/authorize?${new URLSearchParams({ client_id: LEVER_OAUTH_CLIENT.id, redirect_uri: REDIRECT, response_type: 'code', state: 's1', audience: 'https://api.lever.co/v1/', scope: SCOPE, ...change })}`,
  );
const post = (path: string, form: Record<string, string>) =>
  lever.auth(path, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(form).toString(),
  });
const decide = async (decision: string) =>
  new URL(
    (
      await post('/authorize/decision', { decision, redirect_uri: REDIRECT, state: 's1', scope: SCOPE })
    ).headers.get('location')!,
  );
const exchange = (form: Record<string, string>) =>
  post('/oauth/token', {
    client_id: LEVER_OAUTH_CLIENT.id,
    client_secret: LEVER_OAUTH_CLIENT.secret,
    ...form,
  });
const token = async () => {
  const code = (await decide('allow')).searchParams.get('code')!;
  return (await exchange({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })).json();
};

describe('Lever OAuth', () => {
  it('asks, and brings the answer back with the state', async () => {
    const page = await authorize({ state: '"><script>' });
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('notes:read:admin');
    expect(text).not.toContain('"><script>');
    expect(Object.fromEntries((await decide('deny')).searchParams)).toMatchObject({
      error: 'access_denied',
      state: 's1',
    });
    expect((await decide('allow')).searchParams.get('state')).toBe('s1');
  });
  it('refuses a wrong client, callback and audience', async () => {
    expect((await authorize({ client_id: 'x' })).status).toBe(403);
    expect((await authorize({ redirect_uri: 'https://evil.example/' })).status).toBe(403);
    expect((await authorize({ audience: 'https://api.lever.co/v1' })).headers.get('location')).toContain(
      'error=invalid_request',
    );
  });
  it('needs the secret, takes a code once and only for its callback', async () => {
    const code = (await decide('allow')).searchParams.get('code')!;
    expect(
      (
        await exchange({
          client_secret: 'wrong',
          grant_type: 'authorization_code',
          code,
          redirect_uri: REDIRECT,
        })
      ).status,
    ).toBe(401);
    const answer = await exchange({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT });
    expect(await answer.json()).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      scope: SCOPE,
      access_token: expect.any(String),
      refresh_token: expect.any(String),
    });
    expect((await exchange({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })).status).toBe(
      403,
    );
    const other = (await decide('allow')).searchParams.get('code')!;
    expect(
      (await exchange({ grant_type: 'authorization_code', code: other, redirect_uri: `${REDIRECT}/` }))
        .status,
    ).toBe(403);
  });
  it('opens exactly the scopes, until the hour is over', async () => {
    const { access_token: access } = await token();
    const get = async (path: string) => (await lever.call('GET', path, undefined, `Bearer ${access}`)).status;
    expect(await get('/opportunities')).toBe(200);
    expect(await get('/postings')).toBe(403);
    lever.time.now += 3_600_001;
    expect(await get('/opportunities')).toBe(401);
  });
  it('rotates refresh tokens: an old one is dead', async () => {
    const first = await token();
    const second = await (
      await exchange({ grant_type: 'refresh_token', refresh_token: first.refresh_token })
    ).json();
    expect(second.refresh_token).not.toBe(first.refresh_token);
    const again = await exchange({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    expect(again.status).toBe(403);
    expect((await again.json()).error).toBe('invalid_grant');
  });
});
