import { z } from 'zod';
import type { Clock } from '@/lib/platform/clock';
import type { Http } from '@/lib/platform/http-types';
import {
  type Grant,
  type GrantAccount,
  type Revocation,
  requireSameAccount,
  type SignIn,
} from '@/lib/platform/oauth';
import {
  freshAttempt,
  type LaunchWebAuthFlow,
  openSignIn,
  required,
  scopeList,
  signInNeeded,
} from '@/lib/platform/oauth-flow';
import { classifyToken, requestToken } from '@/lib/platform/oauth-token';

export interface GoogleSignInDeps {
  http: Http;
  clock: Clock;
  launch: LaunchWebAuthFlow;
  /** The customer's OAuth client of type "Web application". */
  clientId: string;
  /**
   * Only when the customer gives their own: Google redeems codes of web clients with the secret alone. Without
   * it the implicit flow is used, renewed silently through the browser's Google session.
   */
  clientSecret?: string;
  redirectUri: string;
  scopes: readonly string[];
}

const PROVIDER = 'Google';
const tokenInfo = z.object({ aud: z.string(), sub: z.string().min(1), email: z.string().default('') });

/** Sign-in to Google by `launchWebAuthFlow`: implicit, or code + PKCE with the customer's client secret. */
export function createGoogleSignIn(deps: GoogleSignInDeps): SignIn {
  const { http, clock, launch, clientId, clientSecret, redirectUri } = deps;

  /** Whose token it is, asked of Google; a token made for another client is refused. */
  async function accountOf(accessToken: string): Promise<GrantAccount> {
    const info = await http.read(
      {
        host: 'www.googleapis.com',
        method: 'GET',
        path: '/oauth2/v3/tokeninfo',
        query: [['access_token', accessToken]],
        who: PROVIDER,
        purpose: 'check whose sign-in it is',
        candidateData: false,
        effect: 'none',
        classify: classifyToken,
      },
      tokenInfo,
    );
    if (info.aud !== clientId)
      throw signInNeeded('interaction-required', PROVIDER, info.email, 'the token was made for another app');
    return { id: info.sub, email: info.email, name: info.email };
  }

  async function open(interactive: boolean, hint?: string): Promise<Grant> {
    const attempt = await freshAttempt();
    const byCode = clientSecret !== undefined;
    const url = new URL('https://accounts.google.com/o/oauth2/v2/auth');
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: byCode ? 'code' : 'token',
      scope: deps.scopes.join(' '),
      state: attempt.state,
      // A refresh token comes only with consent; without one the account chooser is enough.
      prompt: interactive ? (byCode ? 'consent' : 'select_account') : 'none',
      ...(hint ? { login_hint: hint } : {}),
      ...(byCode
        ? { access_type: 'offline', code_challenge: attempt.challenge, code_challenge_method: 'S256' }
        : {}),
    }).toString();
    const asked = clock.now();
    const params = await openSignIn({
      provider: PROVIDER,
      launch,
      url: url.href,
      interactive,
      redirectUri,
      state: attempt.state,
      subject: hint ?? '',
    });
    if (!byCode) {
      const accessToken = required(params, 'access_token', PROVIDER);
      const seconds = Number(required(params, 'expires_in', PROVIDER));
      const scopes = scopeList(params.get('scope') ?? '');
      return {
        accessToken,
        expiresAt: asked + seconds * 1000,
        scopes,
        account: await accountOf(accessToken),
      };
    }
    const set = await requestToken(http, clock, {
      host: 'oauth2.googleapis.com',
      path: '/token',
      form: {
        grant_type: 'authorization_code',
        client_id: clientId,
        client_secret: clientSecret,
        code: required(params, 'code', PROVIDER),
        code_verifier: attempt.verifier,
        redirect_uri: redirectUri,
      },
      who: PROVIDER,
      purpose: 'finish the sign-in',
      effect: 'once',
    });
    const { accessToken, expiresAt } = set;
    const grant: Grant = {
      accessToken,
      expiresAt,
      scopes: scopeList(set.scope),
      account: await accountOf(accessToken),
    };
    return set.refreshToken ? { ...grant, refreshToken: set.refreshToken } : grant;
  }

  async function refresh(grant: Grant, refreshToken: string, secret: string): Promise<Grant> {
    const set = await requestToken(http, clock, {
      host: 'oauth2.googleapis.com',
      path: '/token',
      form: {
        grant_type: 'refresh_token',
        client_id: clientId,
        client_secret: secret,
        refresh_token: refreshToken,
      },
      who: `${PROVIDER} (${grant.account.email})`,
      purpose: 'renew the sign-in',
      effect: 'repeatable',
    });
    const { accessToken, expiresAt } = set;
    const account = await accountOf(accessToken);
    const scopes = set.scope ? scopeList(set.scope) : grant.scopes;
    return { accessToken, expiresAt, scopes, account, refreshToken: set.refreshToken ?? refreshToken };
  }

  return {
    connect: (options) => open(options?.interactive ?? true, options?.loginHint ?? undefined),

    async renew(grant) {
      const next =
        grant.refreshToken && clientSecret !== undefined
          ? await refresh(grant, grant.refreshToken, clientSecret)
          : await open(false, grant.account.email);
      requireSameAccount(PROVIDER, grant.account, next.account);
      return next;
    },

    async revoke(grant): Promise<Revocation> {
      const answer = await http.send({
        host: 'oauth2.googleapis.com',
        method: 'POST',
        path: '/revoke',
        form: { token: grant.refreshToken ?? grant.accessToken },
        who: `${PROVIDER} (${grant.account.email})`,
        purpose: 'revoke the sign-in',
        candidateData: false,
        effect: 'repeatable',
        classify: classifyToken,
        expect: [400],
      });
      if (answer.status !== 400)
        return { revoked: true, message: 'Google has revoked the access; the tokens are deleted.' };
      return {
        revoked: false,
        message: 'Google says the token had already ended; it is deleted here.',
        next: 'To be sure, remove Fulcrum at https://myaccount.google.com/connections.',
      };
    },
  };
}
