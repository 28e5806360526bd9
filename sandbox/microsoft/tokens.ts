import { randomUUID } from 'node:crypto';
import type { Context, Hono } from 'hono';
import { identityToken, isExtensionRedirect, pkceMatches } from '../oauth';
import type { SandboxContext } from '../service';
import { type MicrosoftIdentity, OPENID_SCOPES, SPA_REFRESH_MS, shortScope, TOKEN_SECONDS } from './identity';

/** The token endpoint as a redirect registered for a single-page app sees it. */
export function addTokenEndpoint(
  app: Hono,
  { faults, now }: SandboxContext,
  identity: MicrosoftIdentity,
): void {
  const path = '/:tenant/oauth2/v2.0/token';

  const cors = (c: Context) => {
    const origin = c.req.header('origin');
    if (!origin) return;
    c.header('access-control-allow-origin', origin);
    c.header('vary', 'Origin');
  };
  app.options(path, (c) => {
    cors(c);
    c.header('access-control-allow-methods', 'POST, OPTIONS');
    c.header(
      'access-control-allow-headers',
      c.req.header('access-control-request-headers') ?? 'content-type',
    );
    return c.body(null, 200);
  });

  function refuse(c: Context, error: string, number: number, text: string): Response {
    const ids = { trace_id: randomUUID(), correlation_id: randomUUID() };
    const timestamp = new Date(now()).toISOString().replace('T', ' ').replace(/\.\d+/, '');
    const error_description = `AADSTS${number}: ${text} Trace ID: ${ids.trace_id} Correlation ID: ${ids.correlation_id} Timestamp: ${timestamp}`;
    return c.json(
      {
        error,
        error_description,
        error_codes: [number],
        timestamp,
        ...ids,
        error_uri: `https://login.microsoftonline.com/error?code=${number}`,
      },
      400,
    );
  }

  function answer(
    c: Context,
    email: string,
    clientId: string,
    asked: string[],
    bornAt: number,
    nonce: string | null,
  ): Response {
    const scopes = asked.filter((scope) => !OPENID_SCOPES.includes(scope));
    const openid = OPENID_SCOPES.filter((scope) => asked.includes(scope) && scope !== 'offline_access');
    const seconds = Math.floor(now() / 1000);
    const account = identity.accounts().find((one) => one.email === email);
    return c.json({
      token_type: 'Bearer',
      scope: [...scopes, ...openid].join(' '),
      expires_in: TOKEN_SECONDS,
      ext_expires_in: TOKEN_SECONDS,
      access_token: identity.issue(email, clientId, scopes).value,
      ...(asked.includes('offline_access')
        ? { refresh_token: identity.issueRefresh({ email, clientId, scopes: asked, bornAt }) }
        : {}),
      ...(asked.includes('openid')
        ? {
            id_token: identityToken({
              aud: clientId,
              iss: `https://login.microsoftonline.com/${identity.tenantId}/v2.0`,
              iat: seconds,
              nbf: seconds,
              exp: seconds + TOKEN_SECONDS,
              name: account?.name,
              preferred_username: email,
              email,
              oid: identity.oidOf(email),
              sub: identity.oidOf(email),
              tid: identity.tenantId,
              ver: '2.0',
              ...(nonce ? { nonce } : {}),
            }),
          }
        : {}),
    });
  }

  app.post(path, async (c) => {
    cors(c);
    const form = new URLSearchParams(await c.req.text());
    const clientId = form.get('client_id') ?? '';
    const origin = c.req.header('origin');
    if (!clientId)
      return refuse(
        c,
        'invalid_request',
        900144,
        "The request body must contain the following parameter: 'client_id'.",
      );
    if (clientId.startsWith('unknown-client'))
      return refuse(
        c,
        'unauthorized_client',
        700016,
        `Application with identifier '${clientId}' was not found in the directory.`,
      );
    const spa = faults.get('microsoft-registered-as') !== 'web';
    if (origin && (!spa || form.has('client_secret')))
      return refuse(
        c,
        'invalid_request',
        9002326,
        "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.",
      );
    if (!origin && spa)
      return refuse(
        c,
        'invalid_request',
        9002327,
        "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
      );
    const scopes = (form.get('scope') ?? '').split(/\s+/).filter(Boolean).map(shortScope);

    if (form.get('grant_type') === 'refresh_token') {
      const token = identity.refreshOf(form.get('refresh_token') ?? '');
      if (!token || token.clientId !== clientId)
        return refuse(c, 'invalid_grant', 9002313, 'Invalid request. Request is malformed or invalid.');
      if (faults.get('microsoft-refresh-revoked'))
        return refuse(
          c,
          'invalid_grant',
          50173,
          'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
        );
      if (faults.get('microsoft-refresh-expired') || now() >= token.bornAt + SPA_REFRESH_MS) {
        return refuse(
          c,
          'invalid_grant',
          700084,
          'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.',
        );
      }
      const asked = scopes.length > 0 ? scopes : token.scopes;
      if (
        !identity.consented(
          token.email,
          clientId,
          asked.filter((scope) => !OPENID_SCOPES.includes(scope)),
        )
      )
        return refuse(
          c,
          'invalid_grant',
          65001,
          'The user or administrator has not consented to use the application.',
        );
      return answer(
        c,
        token.email,
        clientId,
        asked.includes('offline_access') ? asked : [...asked, 'offline_access'],
        token.bornAt,
        null,
      );
    }
    if (form.get('grant_type') !== 'authorization_code')
      return refuse(c, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    const code = identity.redeem(form.get('code') ?? '');
    if (!code || code.clientId !== clientId)
      return refuse(
        c,
        'invalid_grant',
        70008,
        'The provided authorization code or refresh token has expired due to inactivity.',
      );
    if (!isExtensionRedirect(form.get('redirect_uri') ?? '') || form.get('redirect_uri') !== code.redirectUri)
      return refuse(
        c,
        'invalid_grant',
        500112,
        'The reply address does not match the reply address provided when requesting Authorization code.',
      );
    if (!pkceMatches(form.get('code_verifier') ?? '', code.challenge, code.method))
      return refuse(
        c,
        'invalid_grant',
        501481,
        'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
      );
    return answer(c, code.email, clientId, code.scopes, now(), code.nonce);
  });
}
