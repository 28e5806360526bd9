import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { identityToken, pkceMatches } from '../oauth';
import type { SandboxContext } from '../service';
import { type GoogleIdentity, longScope, TOKEN_SECONDS } from './identity';

/** Clients of type "Chrome Extension" have no secret; web and desktop clients must send theirs. */
const SECRETLESS = /^chrome-extension-/;

/** oauth2.googleapis.com: token, revoke. */
export function createTokenEndpoint({ now }: SandboxContext, identity: GoogleIdentity): Hono {
  const app = new Hono();
  app.use('*', cors({ origin: '*' }));

  const answer = (email: string, clientId: string, scopes: string[], extra: Record<string, unknown>) => ({
    access_token: identity.issue(email, clientId, scopes).value,
    expires_in: TOKEN_SECONDS,
    scope: scopes.map(longScope).join(' '),
    token_type: 'Bearer',
    ...extra,
  });

  app.post('/token', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    const refuse = (error: string, description: string, status: 400 | 401 = 400) =>
      c.json({ error, error_description: description }, status);
    const clientId = form.get('client_id') ?? '';
    if (!clientId) return refuse('invalid_request', 'Could not determine client ID from request.');
    if (clientId.startsWith('unknown-client'))
      return refuse('invalid_client', 'The OAuth client was not found.', 401);
    if (!SECRETLESS.test(clientId)) {
      const secret = form.get('client_secret');
      if (!secret) return refuse('invalid_request', 'client_secret is missing.');
      if (secret === 'wrong-secret')
        return refuse('invalid_client', 'The provided client secret is invalid.', 401);
    }
    const grant = form.get('grant_type');
    if (grant === 'refresh_token') {
      const token = identity.refreshOf(form.get('refresh_token') ?? '');
      if (!token || token.clientId !== clientId)
        return refuse('invalid_grant', 'Token has been expired or revoked.');
      return c.json(answer(token.email, clientId, token.scopes, {}));
    }
    if (grant !== 'authorization_code')
      return refuse('unsupported_grant_type', `Invalid grant_type: ${grant ?? ''}`);
    const code = identity.redeem(form.get('code') ?? '');
    if (!code || code.clientId !== clientId) return refuse('invalid_grant', 'Malformed auth code.');
    if (code.redirectUri !== form.get('redirect_uri')) return refuse('redirect_uri_mismatch', 'Bad Request');
    if (code.challenge !== null) {
      const verifier = form.get('code_verifier');
      if (!verifier) return refuse('invalid_grant', 'Missing code verifier.');
      if (!pkceMatches(verifier, code.challenge, code.method))
        return refuse('invalid_grant', 'Invalid code verifier.');
    }
    const extra: Record<string, unknown> = {};
    if (code.offline)
      extra.refresh_token = identity.issueRefresh({ email: code.email, clientId, scopes: code.scopes });
    if (code.scopes.includes('openid')) {
      const seconds = Math.floor(now() / 1000);
      extra.id_token = identityToken({
        iss: 'https://accounts.google.com',
        aud: clientId,
        azp: clientId,
        sub: identity.subOf(code.email),
        email: code.email,
        email_verified: true,
        iat: seconds,
        exp: seconds + 3600,
        ...(code.nonce ? { nonce: code.nonce } : {}),
      });
    }
    return c.json(answer(code.email, clientId, code.scopes, extra));
  });

  app.post('/revoke', async (c) => {
    const token = c.req.query('token') ?? new URLSearchParams(await c.req.text()).get('token') ?? '';
    return identity.revoke(token)
      ? c.json({})
      : c.json({ error: 'invalid_token', error_description: 'Token expired or revoked' }, 400);
  });
  return app;
}
