import { Hono } from 'hono';
import type { SandboxContext } from '../service';
import { type GoogleIdentity, longScope } from './identity';

/** oauth2/v3 on www.googleapis.com: whose token is this, and for what? */
export function createProfile({ now }: SandboxContext, identity: GoogleIdentity): Hono {
  const app = new Hono();
  const knowsEmail = (scopes: string[]) => scopes.map(longScope).includes(longScope('email'));

  app.on(['GET', 'POST'], '/tokeninfo', async (c) => {
    const value =
      c.req.query('access_token') ??
      (c.req.method === 'POST' ? new URLSearchParams(await c.req.text()).get('access_token') : null) ??
      '';
    const token = identity.check(value);
    if (!token) return c.json({ error: 'invalid_token', error_description: 'Invalid Value' }, 400);
    return c.json({
      azp: token.clientId,
      aud: token.clientId,
      sub: identity.subOf(token.email),
      scope: token.scopes.map(longScope).join(' '),
      exp: String(Math.floor(token.expiresAt / 1000)),
      expires_in: String(Math.floor((token.expiresAt - now()) / 1000)),
      ...(knowsEmail(token.scopes) ? { email: token.email, email_verified: 'true' } : {}),
      access_type: 'online',
    });
  });

  app.on(['GET', 'POST'], '/userinfo', (c) => {
    const token = identity.check((c.req.header('authorization') ?? '').replace(/^Bearer /i, ''));
    if (!token) return c.json({ error: 'invalid_request', error_description: 'Invalid Credentials' }, 401);
    const account = identity.accounts().find((one) => one.email === token.email);
    const names = account && token.scopes.map(longScope).includes(longScope('profile'));
    return c.json({
      sub: identity.subOf(token.email),
      ...(names
        ? {
            name: account.name,
            given_name: account.name.split(' ')[0],
            family_name: account.name.split(' ').slice(1).join(' '),
          }
        : {}),
      ...(knowsEmail(token.scopes)
        ? { email: token.email, email_verified: true, hd: token.email.split('@')[1] }
        : {}),
    });
  });
  return app;
}
