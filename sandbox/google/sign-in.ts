import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { accountChoices, escapeHtml, hiddenFields, htmlPage } from '../html';
import { isExtensionRedirect, redirectWith } from '../oauth';
import type { SandboxContext } from '../service';
import { type GoogleIdentity, longScope, TOKEN_SECONDS } from './identity';

const SESSION = 'SANDBOX_GOOGLE';
const TYPES = new Set(['token', 'code']);

interface Ask {
  clientId: string;
  redirectUri: string;
  type: 'token' | 'code';
  scopes: string[];
  params: Record<string, string>;
}

function errorPage(c: Context, status: 400 | 401, code: string, text: string): Response {
  return c.html(
    htmlPage(
      `Error ${status}: ${code}`,
      `<h1>Access blocked: authorization error</h1><p>${escapeHtml(text)}</p><p>Error ${status}: ${escapeHtml(code)}</p>`,
    ),
    status,
  ) as Response;
}

/** Reads the request, or answers the page Google shows instead of redirecting. */
function askOf(c: Context, params: Record<string, string>): Ask | Response {
  const clientId = params.client_id ?? '';
  if (!clientId) return errorPage(c, 400, 'invalid_request', 'Required parameter is missing: client_id');
  if (clientId.startsWith('unknown-client'))
    return errorPage(c, 401, 'invalid_client', 'The OAuth client was not found.');
  const redirectUri = params.redirect_uri ?? '';
  if (!redirectUri)
    return errorPage(c, 400, 'invalid_request', 'Required parameter is missing: redirect_uri');
  if (!isExtensionRedirect(redirectUri)) {
    return errorPage(
      c,
      400,
      'redirect_uri_mismatch',
      `You can't sign in to this app because it doesn't comply with Google's OAuth 2.0 policy. If you're the app developer, register the redirect URI in the Google Cloud Console. redirect_uri=${redirectUri}`,
    );
  }
  const type = params.response_type ?? '';
  if (!TYPES.has(type))
    return errorPage(
      c,
      400,
      type ? 'unsupported_response_type' : 'invalid_request',
      type ? `Invalid response_type: ${type}` : 'Required parameter is missing: response_type',
    );
  const scopes = (params.scope ?? '').split(/\s+/).filter(Boolean);
  if (scopes.length === 0)
    return errorPage(c, 400, 'invalid_request', 'Required parameter is missing: scope');
  return { clientId, redirectUri, type: type as Ask['type'], scopes, params };
}

/** accounts.google.com: choosing an account, consent scope by scope, and silent answers for `prompt=none`. */
export function createSignIn({ faults, now }: SandboxContext, identity: GoogleIdentity): Hono {
  const app = new Hono();
  const sessionOf = (c: Context) =>
    (getCookie(c, SESSION) ?? '')
      .split('|')
      .filter((email) => identity.accounts().some((one) => one.email === email));
  const refuse = (ask: Ask, error: string) =>
    redirectWith(
      ask.redirectUri,
      { error, state: ask.params.state },
      ask.type === 'token' ? 'fragment' : 'query',
    );

  function allow(ask: Ask, email: string, granted: string[]): string {
    const {
      state,
      code_challenge: challenge,
      code_challenge_method: method,
      access_type: access,
      include_granted_scopes: include,
    } = ask.params;
    const scopes =
      include === 'true' ? [...new Set([...granted, ...identity.granted(email, ask.clientId)])] : granted;
    const scope = scopes.map(longScope).join(' ');
    if (ask.type === 'token') {
      const token = identity.issue(email, ask.clientId, scopes);
      return redirectWith(
        ask.redirectUri,
        {
          state,
          access_token: token.value,
          token_type: 'Bearer',
          expires_in: String(TOKEN_SECONDS),
          scope,
          authuser: '0',
          prompt: ask.params.prompt ?? 'none',
        },
        'fragment',
      );
    }
    const code = identity.issueCode({
      clientId: ask.clientId,
      redirectUri: ask.redirectUri,
      email,
      scopes,
      challenge: challenge ?? null,
      method: method ?? 'plain',
      offline: access === 'offline',
      nonce: ask.params.nonce ?? null,
    });
    return redirectWith(
      ask.redirectUri,
      { state, code, scope, authuser: '0', prompt: ask.params.prompt ?? 'none' },
      'query',
    );
  }

  function silently(c: Context, ask: Ask): string {
    if (faults.get('google-refuses-silent-renewal')) return refuse(ask, 'interaction_required');
    const session = sessionOf(c);
    const hint = ask.params.login_hint;
    const other = identity.accounts().find((one) => one.email !== (hint ?? session[0]));
    if (faults.get('google-silent-other-account') && other) return allow(ask, other.email, ask.scopes);
    if (session.length === 0) return refuse(ask, 'login_required');
    const email = hint
      ? session.find((one) => one === hint || identity.subOf(one) === hint)
      : session.length === 1
        ? session[0]
        : undefined;
    if (!email) return refuse(ask, 'interaction_required');
    const granted = identity.granted(email, ask.clientId);
    const asked = ask.scopes.filter((scope) => granted.includes(scope));
    return asked.length === 0 ? refuse(ask, 'consent_required') : allow(ask, email, asked);
  }

  app.get('/o/oauth2/v2/auth', (c) => {
    const ask = askOf(c, c.req.query());
    if (ask instanceof Response) return ask;
    const prompt = ask.params.prompt ?? '';
    if (prompt === 'none') return c.redirect(silently(c, ask));
    const session = sessionOf(c);
    const accounts = identity.accounts().slice(0, 3);
    const hinted = identity.accounts().find((one) => one.email === ask.params.login_hint);
    if (hinted && !accounts.includes(hinted)) accounts.unshift(hinted);
    const chosen = hinted?.email ?? session[0] ?? accounts[0]?.email ?? '';
    const known = identity.granted(chosen, ask.clientId);
    if (!prompt && session.includes(chosen) && ask.scopes.every((scope) => known.includes(scope)))
      return c.redirect(allow(ask, chosen, ask.scopes));
    const basic = ask.scopes.filter(
      (scope) => ['openid', 'email', 'profile'].includes(scope) || scope.includes('/userinfo.'),
    );
    // `scope` is the name of the checkboxes on the page.
    const carried = Object.fromEntries(Object.entries(ask.params).filter(([name]) => name !== 'scope'));
    const boxes = ask.scopes
      .filter((scope) => !basic.includes(scope))
      .map(
        (scope) =>
          `<label><input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked><code>${escapeHtml(scope.replace('https://www.googleapis.com/auth/', ''))}</code></label>`,
      )
      .join('');
    return c.html(
      htmlPage(
        'Sign in - Google Accounts (sandbox)',
        `<h1>Sign in with Google</h1><p>to continue to <code>${escapeHtml(ask.clientId)}</code> (sandbox)</p>
         <form method="post" action="/o/oauth2/v2/auth/decision">
         <fieldset><legend>Choose an account</legend>${accountChoices(accounts, chosen)}</fieldset>
         ${boxes ? `<fieldset><legend>This app wants access to</legend>${boxes}</fieldset>` : ''}
         ${hiddenFields({ ...carried, request_scope: ask.scopes.join(' '), basic_scope: basic.join(' '), scope_count: String(ask.scopes.length - basic.length) })}
         <div class="row"><button name="decision" value="deny">Deny</button><button class="main" name="decision" value="allow">Allow</button></div></form>`,
      ),
    );
  });

  app.post('/o/oauth2/v2/auth/decision', async (c) => {
    const form = await c.req.formData();
    const params: Record<string, string> = {};
    for (const [name, value] of form) if (name !== 'scope') params[name] = String(value);
    const ask = askOf(c, { ...params, scope: params.request_scope ?? '' });
    if (ask instanceof Response) return ask;
    const email = params.account ?? '';
    if (!identity.accounts().some((one) => one.email === email))
      return errorPage(c, 400, 'invalid_request', 'No account was chosen.');
    setCookie(c, SESSION, [email, ...sessionOf(c).filter((one) => one !== email)].join('|'), {
      secure: true,
      httpOnly: true,
      path: '/',
      sameSite: 'Lax',
      expires: new Date(now() + 14 * 86_400_000),
    });
    if (params.decision !== 'allow') return c.redirect(refuse(ask, 'access_denied'));
    const ticked = form
      .getAll('scope')
      .map(String)
      .filter((scope) => ask.scopes.includes(scope));
    const basic = (params.basic_scope ?? '').split(' ').filter(Boolean);
    if (ticked.length === 0 && params.scope_count !== '0') return c.redirect(refuse(ask, 'access_denied'));
    return c.redirect(allow(ask, email, identity.grant(email, ask.clientId, [...basic, ...ticked])));
  });

  // The browser itself asks which accounts are signed in; an empty list keeps it quiet.
  app.all('/ListAccounts', (c) => c.json(['gaia.l.a.r', []]));
  app.get('/o/oauth2/auth', (c) => c.redirect(`/o/oauth2/v2/auth${new URL(c.req.url).search}`));
  return app;
}
