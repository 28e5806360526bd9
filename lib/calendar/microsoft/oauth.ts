import { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import type { Http } from '@/lib/platform/http-types';
import { type Grant, requireSameAccount, type SignIn } from '@/lib/platform/oauth';
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
import { SIGN_IN_SCOPES } from '../scopes';

export interface MicrosoftSignInDeps {
  http: Http;
  clock: Clock;
  launch: LaunchWebAuthFlow;
  /** The customer's Entra app registration. */
  clientId: string;
  /** Registered there as type "Single-page application". */
  redirectUri: string;
  scopes: readonly string[];
  /** Tenant id or domain; `organizations` (any work account) by default. Personal accounts have no getSchedule. */
  tenant?: string;
}

const PROVIDER = 'Microsoft';
/** Refresh tokens of single-page apps live this long from the sign-in, and using them does not prolong it. */
const REFRESH_LIFE_MS = 24 * 3_600_000;

const claims = z.object({
  oid: z.string().min(1),
  tid: z.string().min(1),
  aud: z.string(),
  nonce: z.string().optional(),
  preferred_username: z.string().optional(),
  email: z.string().optional(),
  name: z.string().optional(),
});

/**
 * Sign-in to Entra as a single-page app: code + PKCE without secret. The token endpoint wants an `Origin` header,
 * which browsers add to an extension's POST by themselves.
 */
export function createMicrosoftSignIn(deps: MicrosoftSignInDeps): SignIn {
  const { http, clock, launch, clientId, redirectUri } = deps;
  const tenant = deps.tenant ?? 'organizations';
  const scope = deps.scopes.join(' ');

  function tokens(
    form: Record<string, string>,
    purpose: string,
    effect: 'repeatable' | 'once',
  ): Promise<TokenSet> {
    return requestToken(http, clock, {
      host: 'login.microsoftonline.com',
      path: '/{tenant}/oauth2/v2.0/token',
      params: { tenant },
      form: { client_id: clientId, scope, ...form },
      who: PROVIDER,
      purpose,
      effect,
    });
  }

  function grantOf(set: TokenSet, refreshUntil: number, nonce?: string): Grant {
    if (!set.idToken)
      throw signInNeeded('interaction-required', PROVIDER, '', 'the answer does not say whose account it is');
    const who = claimsOf(set.idToken, claims, PROVIDER);
    if (who.aud !== clientId || (nonce !== undefined && who.nonce !== nonce)) {
      const email = who.preferred_username ?? '';
      throw signInNeeded(
        'interaction-required',
        PROVIDER,
        email,
        'the identity token belongs to another sign-in',
      );
    }
    const email = who.preferred_username ?? who.email ?? '';
    return {
      accessToken: set.accessToken,
      expiresAt: set.expiresAt,
      ...(set.refreshToken ? { refreshToken: set.refreshToken, refreshUntil } : {}),
      scopes: [
        ...new Set([...scopeList(set.scope), ...deps.scopes.filter((name) => SIGN_IN_SCOPES.includes(name))]),
      ],
      account: { id: who.oid, email, name: who.name ?? email },
    };
  }

  async function open(interactive: boolean, hint?: string): Promise<Grant> {
    const attempt = await freshAttempt();
    const url = new URL(
      `https://login.microsoftonline.com/${encodeURIComponent(tenant)}/oauth2/v2.0/authorize`,
    );
    url.search = new URLSearchParams({
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      response_mode: 'query',
      scope,
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: attempt.challenge,
      code_challenge_method: 'S256',
      ...(interactive ? (hint ? {} : { prompt: 'select_account' }) : { prompt: 'none' }),
      ...(hint ? { login_hint: hint } : {}),
    }).toString();
    const params = await openSignIn({
      provider: PROVIDER,
      launch,
      url: url.href,
      interactive,
      redirectUri,
      state: attempt.state,
      subject: hint ?? '',
    });
    const redeemedAt = clock.now();
    const set = await tokens(
      {
        grant_type: 'authorization_code',
        code: required(params, 'code', PROVIDER),
        redirect_uri: redirectUri,
        code_verifier: attempt.verifier,
      },
      'finish the sign-in',
      'once',
    );
    return grantOf(set, redeemedAt + REFRESH_LIFE_MS, attempt.nonce);
  }

  /** By refresh token while it lives; null when it is dead and the browser session has to help. */
  async function refresh(grant: Grant): Promise<Grant | null> {
    const until = grant.refreshUntil ?? 0;
    if (!grant.refreshToken || clock.now() >= until) return null;
    try {
      const form = { grant_type: 'refresh_token', refresh_token: grant.refreshToken };
      // Entra leaves the old refresh token alive, so asking again after a lost answer is safe.
      return grantOf(await tokens(form, 'renew the sign-in', 'repeatable'), until);
    } catch (error) {
      if (error instanceof Failure && error.problem.code === 'sign-in-expired') return null;
      throw error;
    }
  }

  return {
    connect: (options) => open(options?.interactive ?? true, options?.loginHint ?? undefined),

    async renew(grant) {
      const next = (await refresh(grant)) ?? (await open(false, grant.account.email));
      requireSameAccount(PROVIDER, grant.account, next.account);
      return next;
    },

    async revoke() {
      return {
        revoked: false,
        message:
          'Microsoft has no way for this kind of app to revoke a token; it is deleted here and ends within a day.',
        next: 'To withdraw the permission itself, remove Fulcrum at https://myapps.microsoft.com.',
      };
    },
  };
}
