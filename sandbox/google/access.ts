import type { Context, MiddlewareHandler } from 'hono';
import { take } from '../conditions';
import type { Faults } from '../faults';
import { googleError } from './errors';
import type { AccessToken, GoogleIdentity } from './identity';

export type GoogleEnv = { Variables: { token: AccessToken } };
export type GoogleCall = Context<GoogleEnv>;

const AUTH = 'https://www.googleapis.com/auth/';

/** Puts the caller's token on the context, or answers 401 as every Google API does. */
export function signedIn(identity: GoogleIdentity): MiddlewareHandler<GoogleEnv> {
  return async (c, next) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const token = bearer ? identity.check(bearer) : null;
    if (!token)
      throw googleError(401, 'authError', 'Invalid Credentials', {
        locationType: 'header',
        location: 'Authorization',
        status: 'UNAUTHENTICATED',
      });
    c.set('token', token);
    await next();
  };
}

/** 403 unless the token carries one of the scopes (short names after `…/auth/`). */
export function needScope(c: GoogleCall, ...anyOf: string[]): void {
  const { scopes } = c.get('token');
  if (anyOf.some((scope) => scopes.includes(AUTH + scope) || scopes.includes(scope))) return;
  throw googleError(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.', {
    status: 'PERMISSION_DENIED',
  });
}

/** The quota errors Google reports as 403 or 429 with the same reason. */
export function underQuota(faults: Faults): MiddlewareHandler<GoogleEnv> {
  return async (_c, next) => {
    if (take(faults, 'google-rate-limit')) {
      const status = faults.get('google-rate-limit-status') === 429 ? 429 : 403;
      throw googleError(status, 'rateLimitExceeded', 'Rate Limit Exceeded', { domain: 'usageLimits' });
    }
    if (take(faults, 'google-quota-exceeded'))
      throw googleError(403, 'quotaExceeded', 'Calendar usage limits exceeded.', { domain: 'usageLimits' });
    await next();
  };
}
