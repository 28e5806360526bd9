import { z } from 'zod';
import type { Clock } from '@/lib/platform/clock';
import type { Http } from '@/lib/platform/http-types';
import { type Grant, type Revocation, requireSameAccount, type SignIn } from '@/lib/platform/oauth';
import {
  claimsOf,
  freshAttempt,
  type LaunchWebAuthFlow,
  openSignIn,
  required,
  scopeList,
  signInNeeded,
} from '@/lib/platform/oauth-flow';
import { requestToken, type TokenSet } from '@/lib/platform/oauth-token';

export interface LeverSignInDeps {
  http: Http;
  clock: Clock;
  launch: LaunchWebAuthFlow;
  /** Client id and secret that Lever handed to the customer; Lever has no flow without a secret. */
  clientId: string;
  clientSecret: string;
  redirectUri: string;
  scopes: readonly string[];
  environment: 'production' | 'sandbox' | 'eu';
}

const PROVIDER = 'Lever';

/** Where sign-in happens and what the token is for; Lever routes EU accounts by itself. */
const PLACES = {
  production: { host: 'auth.lever.co', audience: 'https://api.lever.co/v1/' },
  eu: { host: 'auth.lever.co', audience: 'https://api.lever.co/v1/' },
  sandbox: { host: 'sandbox-lever.auth0.com', audience: 'https://api.sandbox.lever.co/v1/' },
} as const;

const claims = z.object({ sub: z.string().default('') });

/** Sign-in to Lever for a whole organisation (a Super Admin consents), with refresh tokens that rotate. */
export function createLeverSignIn(deps: LeverSignInDeps): SignIn {
  const { http, clock, clientId, clientSecret, redirectUri } = deps;
  const { host, audience } = PLACES[deps.environment];

  const tokens = (form: Record<string, string>, purpose: string): Promise<TokenSet> =>
    requestToken(http, clock, {
      host,
      path: '/oauth/token',
      form: { client_id: clientId, client_secret: clientSecret, ...form },
      who: PROVIDER,
      purpose,
      // Codes work once, and every renewal spends its refresh token.
      effect: 'once',
    });

  function grantOf(set: TokenSet, before?: Grant): Grant {
    // Lever's tokens are JWTs; an opaque one would only leave the two sign-ins without a difference to see.
    const sub =
      set.accessToken.split('.').length === 3 ? claimsOf(set.accessToken, claims, PROVIDER).sub : '';
    const refreshToken = set.refreshToken ?? before?.refreshToken;
    return {
      accessToken: set.accessToken,
      expiresAt: set.expiresAt,
      ...(refreshToken ? { refreshToken } : {}),
      scopes: set.scope ? scopeList(set.scope) : (before?.scopes ?? []),
      // Lever has no "who am I"; the token's subject is all that tells one sign-in from another.
      account: { id: sub, email: '', name: 'Lever organisation' },
    };
  }

  return {
    async connect(options) {
      if (options?.interactive === false) throw signInNeeded('interaction-required', PROVIDER, '');
      const { state } = await freshAttempt();
      const url = new URL(`https://${host}/authorize`);
      url.search = new URLSearchParams({
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        state,
        audience,
        scope: deps.scopes.join(' '),
      }).toString();
      const { launch } = deps;
      const open = {
        provider: PROVIDER,
        launch,
        url: url.href,
        interactive: true,
        redirectUri,
        state,
        subject: '',
      };
      const code = required(await openSignIn(open), 'code', PROVIDER);
      const form = { grant_type: 'authorization_code', code, redirect_uri: redirectUri };
      return grantOf(await tokens(form, 'finish the sign-in'));
    },

    async renew(grant) {
      if (!grant.refreshToken)
        throw signInNeeded('sign-in-expired', PROVIDER, '', 'it was made without a refresh token');
      const form = { grant_type: 'refresh_token', refresh_token: grant.refreshToken };
      const next = grantOf(await tokens(form, 'renew the sign-in'), grant);
      requireSameAccount(PROVIDER, grant.account, next.account);
      return next;
    },

    revoke: async () => leverRevocation('oauth'),
  };
}

/** Lever offers no call that revokes keys or tokens; this says where a person does it. */
export function leverRevocation(kind: 'api-key' | 'oauth'): Revocation {
  return {
    revoked: false,
    message:
      kind === 'api-key'
        ? 'The API key is deleted here. Lever has no call that revokes it, so it still works elsewhere.'
        : 'The tokens are deleted here. Lever has no documented call that revokes them.',
    next:
      kind === 'api-key'
        ? 'A Super Admin revokes it in Lever: Settings, Integrations and API, API Credentials.'
        : 'A Super Admin disconnects Fulcrum in Lever: Settings, Integrations and API.',
  };
}
