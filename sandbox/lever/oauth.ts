import { Hono } from 'hono';
import { html } from 'hono/html';
import type { SandboxContext, Service } from '@/sandbox/service';
import { LEVER_OAUTH_CLIENT } from '@/sandbox/world/known';
import { LEVER_HOSTS } from './hosts';
import { tokensOf } from './tokens';

const ACCESS_SECONDS = 3600;
const CODE_MS = 10 * 60_000;
const AUDIENCES = new Set([
  'https://api.lever.co/v1/',
  'https://api.sandbox.lever.co/v1/',
  'https://api.eu.lever.co/v1/',
]);
/** Addresses a partner would have registered: an extension's redirect page, or a local backend. */
const REDIRECTS =
  /^(https:\/\/[a-p]{32}\.chromiumapp\.org|https:\/\/[0-9a-f]{40}\.extensions\.allizom\.org|http:\/\/(localhost|127\.0\.0\.1)(:\d+)?)(\/|$)/;

interface Code {
  redirectUri: string;
  scopes: string[];
  expiresAt: number;
}

const back = (redirectUri: string, answer: Record<string, string | undefined>) => {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
};
const base64url = (value: string) =>
  btoa(value).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

/**
 * Lever's authorization server: authorization code with a client secret, no PKCE, refresh tokens that are used once.
 * The recruiter is always signed in; the consent page decides.
 */
export function createLeverAuth(ctx: SandboxContext): Service {
  const app = new Hono();
  const tokens = tokensOf(ctx.world);
  const codes = new Map<string, Code>();

  app.get('/authorize', (c) => {
    const query = c.req.query();
    const { redirect_uri: redirectUri = '', state, scope = '' } = query;
    if (query.client_id !== LEVER_OAUTH_CLIENT.id)
      return c.html(
        trouble('Unknown client', `No application has the client id ${query.client_id ?? '(none)'}.`),
        403,
      );
    if (!REDIRECTS.test(redirectUri))
      return c.html(
        trouble(
          'Callback URL mismatch',
          `${redirectUri || '(none)'} is not in the list of allowed callback URLs.`,
        ),
        403,
      );
    if (query.response_type !== 'code')
      return c.redirect(
        back(redirectUri, {
          error: 'unsupported_response_type',
          error_description: 'Only the code flow is offered.',
          state,
        }),
      );
    if (!AUDIENCES.has(query.audience ?? ''))
      return c.redirect(
        back(redirectUri, {
          error: 'invalid_request',
          error_description: 'audience must be the API address with a trailing slash.',
          state,
        }),
      );
    return c.html(consent(ctx.world.recruiter.email, redirectUri, state ?? '', scope));
  });

  app.post('/authorize/decision', async (c) => {
    const form = await c.req.parseBody();
    const redirectUri = String(form.redirect_uri);
    const state = form.state ? String(form.state) : undefined;
    if (!REDIRECTS.test(redirectUri)) return c.html(trouble('Callback URL mismatch', redirectUri), 403);
    if (form.decision !== 'allow')
      return c.redirect(
        back(redirectUri, {
          error: 'access_denied',
          error_description: 'User did not authorize the request',
          state,
        }),
        302,
      );
    const code = tokens.mint('code');
    codes.set(code, {
      redirectUri,
      scopes: String(form.scope).split(' ').filter(Boolean),
      expiresAt: ctx.now() + CODE_MS,
    });
    return c.redirect(back(redirectUri, { code, state }), 302);
  });

  const issue = (scopes: string[]) => {
    const expiresAt = ctx.now() + ACCESS_SECONDS * 1000;
    const claims = {
      iss: 'https://auth.lever.co/',
      aud: 'https://api.lever.co/v1/',
      exp: Math.floor(expiresAt / 1000),
      scope: scopes.join(' '),
    };
    const access = `${base64url('{"alg":"RS256","typ":"JWT"}')}.${base64url(JSON.stringify(claims))}.${base64url(tokens.mint('access'))}`;
    tokens.access.set(access, { scopes, expiresAt });
    const refresh = scopes.includes('offline_access') ? tokens.mint('refresh') : undefined;
    if (refresh) tokens.refresh.set(refresh, { scopes, live: true });
    return {
      access_token: access,
      ...(refresh ? { refresh_token: refresh } : {}),
      scope: scopes.join(' '),
      expires_in: ACCESS_SECONDS,
      token_type: 'Bearer',
    };
  };

  app.post('/oauth/token', async (c) => {
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const refuse = (status: 400 | 401 | 403, error: string, description: string) =>
      c.json({ error, error_description: description }, status);
    if (form.client_id !== LEVER_OAUTH_CLIENT.id || form.client_secret !== LEVER_OAUTH_CLIENT.secret)
      return refuse(401, 'access_denied', 'Unauthorized');
    c.header('cache-control', 'no-store');
    if (form.grant_type === 'authorization_code') {
      const code = codes.get(form.code ?? '');
      codes.delete(form.code ?? '');
      if (!code || code.expiresAt < ctx.now() || code.redirectUri !== form.redirect_uri)
        return refuse(403, 'invalid_grant', 'Invalid authorization code');
      return c.json(issue(code.scopes));
    }
    if (form.grant_type === 'refresh_token') {
      const refresh = tokens.refresh.get(form.refresh_token ?? '');
      if (!refresh?.live) return refuse(403, 'invalid_grant', 'Unknown or invalid refresh token.');
      refresh.live = false;
      return c.json(issue(refresh.scopes));
    }
    return refuse(
      403,
      'unsupported_grant_type',
      `Unsupported grant type: ${String(form.grant_type).slice(0, 40)}`,
    );
  });
  return { name: 'Lever OAuth', hosts: LEVER_HOSTS.auth, app };
}

const STYLE = `body{font:14px system-ui,sans-serif;color:#1f2933;background:#f6f7f9;display:grid;place-items:center;min-height:95vh;margin:0}
main{background:#fff;border:1px solid #dfe3e8;border-radius:8px;padding:28px 32px;width:420px}h1{font-size:18px;margin:0 0 8px}
ul{padding-left:18px;max-height:220px;overflow:auto}form{display:flex;gap:8px;justify-content:flex-end;margin-top:20px}
button{font:inherit;padding:8px 18px;border-radius:6px;border:1px solid #cbd2d9;background:#fff;cursor:pointer}button[value=allow]{background:#2f6f62;border-color:#2f6f62;color:#fff}`;

function consent(email: string, redirectUri: string, state: string, scope: string) {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Authorize application</title><style>${STYLE}</style></head><body><main>
<h1>Authorize Fulcrum</h1><p>Signed in as ${email}. This application asks for access to your company's Lever data:</p>
<ul>${scope
    .split(' ')
    .filter(Boolean)
    .map((one) => html`<li>${one}</li>`)}</ul>
<form method="post" action="/authorize/decision"><input type="hidden" name="redirect_uri" value="${redirectUri}"><input type="hidden" name="state" value="${state}"><input type="hidden" name="scope" value="${scope}">
<button name="decision" value="deny">Deny</button><button name="decision" value="allow">Allow</button></form></main></body></html>`;
}

function trouble(title: string, text: string) {
  return html`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><style>${STYLE}</style></head><body><main><h1>${title}</h1><p>${text}</p></main></body></html>`;
}
