import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { accountChoices, escapeHtml, hiddenFields, htmlPage } from '../html';
import { isExtensionRedirect, redirectWith } from '../oauth';
import type { SandboxContext } from '../service';
import { type MicrosoftIdentity, OPENID_SCOPES, shortScope } from './identity';

const SESSION = 'SANDBOX_MICROSOFT';

interface Ask {
  clientId: string;
  redirectUri: string;
  scopes: string[];
  where: 'query' | 'fragment';
  params: Record<string, string>;
}

function errorPage(c: Context, code: string, text: string): Response {
  return c.html(
    htmlPage(
      'Sign in to your account',
      `<h1>Sorry, but we're having trouble signing you in.</h1><p>${escapeHtml(`${code}: ${text}`)}</p>`,
    ),
    400,
  ) as Response;
}

function askOf(c: Context, params: Record<string, string>): Ask | Response {
  const clientId = params.client_id ?? '';
  if (!clientId)
    return errorPage(
      c,
      'AADSTS900144',
      "The request body must contain the following parameter: 'client_id'.",
    );
  if (clientId.startsWith('unknown-client'))
    return errorPage(
      c,
      'AADSTS700016',
      `Application with identifier '${clientId}' was not found in the directory.`,
    );
  const redirectUri = params.redirect_uri ?? '';
  if (!isExtensionRedirect(redirectUri))
    return errorPage(
      c,
      'AADSTS50011',
      `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    );
  const scopes = (params.scope ?? '').split(/\s+/).filter(Boolean).map(shortScope);
  return {
    clientId,
    redirectUri,
    scopes,
    where: params.response_mode === 'fragment' ? 'fragment' : 'query',
    params,
  };
}

/** Why a well-formed request is still refused; these go back to the redirect address. */
function complaint(ask: Ask): [string, string] | null {
  const { response_type: type, code_challenge: challenge, code_challenge_method: method } = ask.params;
  if (type !== 'code')
    return ['unsupported_response_type', 'AADSTS700051: response_type is not enabled for the application.'];
  if (ask.scopes.length === 0)
    return [
      'invalid_request',
      "AADSTS900144: The request body must contain the following parameter: 'scope'.",
    ];
  if (!challenge || method !== 'S256')
    return [
      'invalid_request',
      'AADSTS9002325: Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
    ];
  return null;
}

/** login.microsoftonline.com: account choice, consent, and silent answers for `prompt=none`. */
export function createSignIn({ faults, now }: SandboxContext, identity: MicrosoftIdentity): Hono {
  const app = new Hono();
  const sessionOf = (c: Context) =>
    (getCookie(c, SESSION) ?? '')
      .split('|')
      .filter((email) => identity.accounts().some((one) => one.email === email));
  const refuse = (ask: Ask, error: string, text: string, extra: Record<string, string> = {}) =>
    redirectWith(
      ask.redirectUri,
      { error, error_description: text, ...extra, state: ask.params.state },
      ask.where,
    );
  const graphScopes = (ask: Ask) => ask.scopes.filter((scope) => !OPENID_SCOPES.includes(scope));

  function allow(ask: Ask, email: string): string {
    const code = identity.issueCode({
      clientId: ask.clientId,
      redirectUri: ask.redirectUri,
      email,
      scopes: ask.scopes,
      challenge: ask.params.code_challenge ?? '',
      method: ask.params.code_challenge_method ?? '',
      nonce: ask.params.nonce ?? null,
    });
    return redirectWith(
      ask.redirectUri,
      { code, state: ask.params.state, session_state: identity.oidOf(email) },
      ask.where,
    );
  }

  function silently(c: Context, ask: Ask): string {
    const session = sessionOf(c);
    if (faults.get('microsoft-refuses-silent-renewal'))
      return refuse(
        ask,
        'interaction_required',
        'AADSTS50076: Due to a configuration change made by your administrator, you must use multi-factor authentication.',
      );
    if (faults.get('microsoft-needs-admin-consent'))
      return refuse(
        ask,
        'consent_required',
        'AADSTS90094: An administrator must consent to use the application.',
      );
    const hint = ask.params.login_hint;
    const other = identity.accounts().find((one) => one.email !== (hint ?? session[0]));
    if (faults.get('microsoft-silent-other-account') && other) return allow(ask, other.email);
    if (session.length === 0)
      return refuse(
        ask,
        'login_required',
        'AADSTS50058: A silent sign-in request was sent but no user is signed in.',
      );
    const email = hint
      ? session.find((one) => one.toLowerCase() === hint.toLowerCase())
      : session.length === 1
        ? session[0]
        : undefined;
    if (!email)
      return refuse(
        ask,
        'interaction_required',
        'AADSTS16000: Either multiple user identities are available for the current request or the selected account is not supported for the scenario.',
      );
    if (!identity.consented(email, ask.clientId, graphScopes(ask)))
      return refuse(
        ask,
        'consent_required',
        'AADSTS65001: The user or administrator has not consented to use the application.',
      );
    return allow(ask, email);
  }

  app.get('/:tenant/oauth2/v2.0/authorize', (c) => {
    const ask = askOf(c, c.req.query());
    if (ask instanceof Response) return ask;
    if (c.req.param('tenant') === 'consumers')
      return errorPage(
        c,
        'AADSTS500202',
        'User account from this identity provider does not exist in tenant.',
      );
    const wrong = complaint(ask);
    if (wrong) return c.redirect(refuse(ask, ...wrong));
    if (ask.params.prompt === 'none') return c.redirect(silently(c, ask));
    const session = sessionOf(c);
    const hinted = identity
      .accounts()
      .find((one) => one.email.toLowerCase() === ask.params.login_hint?.toLowerCase());
    const chosen = hinted?.email ?? session[0] ?? identity.accounts()[0]?.email ?? '';
    if (
      !ask.params.prompt &&
      session.includes(chosen) &&
      identity.consented(chosen, ask.clientId, graphScopes(ask))
    )
      return c.redirect(allow(ask, chosen));
    const accounts = identity.accounts().slice(0, 3);
    if (hinted && !accounts.includes(hinted)) accounts.unshift(hinted);
    const action = `/${c.req.param('tenant')}/oauth2/v2.0/decision`;
    const carried = hiddenFields(ask.params);
    if (faults.get('microsoft-needs-admin-consent')) {
      return c.html(
        htmlPage(
          'Need admin approval',
          `<h1>Need admin approval</h1><p><code>${escapeHtml(ask.clientId)}</code> needs permission to access resources in your organization that only an admin can grant.</p><form method="post" action="${escapeHtml(action)}">${carried}<div class="row"><button name="decision" value="admin">Return to the application without granting consent</button></div></form>`,
        ),
      );
    }
    const wanted = graphScopes(ask)
      .map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`)
      .join('');
    return c.html(
      htmlPage(
        'Permissions requested - Microsoft (sandbox)',
        `<h1>Permissions requested</h1><p><code>${escapeHtml(ask.clientId)}</code> (sandbox) would like to:</p><ul>${wanted}</ul>
         <form method="post" action="${escapeHtml(action)}"><fieldset><legend>Pick an account</legend>${accountChoices(accounts, chosen)}</fieldset>${carried}
         <div class="row"><button name="decision" value="cancel">Cancel</button><button class="main" name="decision" value="accept">Accept</button></div></form>`,
      ),
    );
  });

  app.post('/:tenant/oauth2/v2.0/decision', async (c) => {
    const params: Record<string, string> = {};
    for (const [name, value] of await c.req.formData()) params[name] = String(value);
    const ask = askOf(c, params);
    if (ask instanceof Response) return ask;
    if (params.decision === 'admin')
      return c.redirect(
        refuse(ask, 'access_denied', 'AADSTS65004: User declined to consent to access the app.', {
          error_subcode: 'cancel',
        }),
      );
    const email = params.account ?? '';
    if (!identity.accounts().some((one) => one.email === email))
      return errorPage(c, 'AADSTS50034', 'The user account does not exist in the directory.');
    setCookie(c, SESSION, [email, ...sessionOf(c).filter((one) => one !== email)].join('|'), {
      secure: true,
      httpOnly: true,
      path: '/',
      sameSite: 'Lax',
      expires: new Date(now() + 90 * 86_400_000),
    });
    if (params.decision !== 'accept')
      return c.redirect(
        refuse(ask, 'access_denied', 'AADSTS65004: User declined to consent to access the app.', {
          error_subcode: 'cancel',
        }),
      );
    identity.consent(email, ask.clientId, graphScopes(ask));
    return c.redirect(allow(ask, email));
  });

  app.get('/:tenant/oauth2/v2.0/logout', (c) => {
    setCookie(c, SESSION, '', { secure: true, httpOnly: true, path: '/', maxAge: 0 });
    return c.html(htmlPage('Signed out', '<h1>You signed out of your account</h1>'));
  });
  return app;
}
