import type { Context, MiddlewareHandler } from 'hono';
import { numberOf, take } from '../../conditions';
import type { Faults } from '../../faults';
import type { AccessToken, MicrosoftIdentity } from '../identity';
import { graphError } from './errors';

export type GraphEnv = { Variables: { token: AccessToken } };
export type GraphCall = Context<GraphEnv>;

export function signedIn(identity: MicrosoftIdentity): MiddlewareHandler<GraphEnv> {
  return async (c, next) => {
    const bearer = /^Bearer (.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    if (!bearer) throw graphError(401, 'InvalidAuthenticationToken', 'Access token is empty.');
    const token = identity.check(bearer);
    if (!token)
      throw graphError(
        401,
        'InvalidAuthenticationToken',
        'Lifetime validation failed, the token is expired.',
      );
    c.set('token', token);
    await next();
  };
}

/** 403 unless one of the scopes was consented. */
export function needScope(c: GraphCall, ...anyOf: string[]): void {
  if (anyOf.some((scope) => c.get('token').scopes.some((one) => one.toLowerCase() === scope.toLowerCase())))
    return;
  throw graphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}

function tooMany(faults: Faults) {
  const after = faults.get('microsoft-retry-after') ?? 1;
  return graphError(
    429,
    'ApplicationThrottled',
    'Application is over its MailboxConcurrency limit.',
    after === 'none' ? {} : { 'Retry-After': String(after) },
  );
}

/**
 * Outlook serves four requests at a time per mailbox. A request takes `microsoft-work-ms` (default 5);
 * `microsoft-concurrency` changes the limit (0 = none), `microsoft-throttle=n` refuses the next n requests.
 */
export function throttled(faults: Faults): MiddlewareHandler<GraphEnv> {
  const running = new Map<string, number>();
  return async (c, next) => {
    if (take(faults, 'microsoft-throttle')) throw tooMany(faults);
    const { email } = c.get('token');
    const limit = numberOf(faults, 'microsoft-concurrency', 4);
    const busy = running.get(email) ?? 0;
    if (limit > 0 && busy >= limit) throw tooMany(faults);
    running.set(email, busy + 1);
    try {
      await new Promise((resolve) => setTimeout(resolve, numberOf(faults, 'microsoft-work-ms', 5)));
      await next();
    } finally {
      running.set(email, (running.get(email) ?? 1) - 1);
    }
  };
}

/** Values of the `Prefer` header by lower-case name, quotes removed. */
export function preferences(c: GraphCall): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name, quoted, plain] of (c.req.header('prefer') ?? '').matchAll(
    /([\w.-]+)\s*=\s*(?:"([^"]*)"|([^,;\s]+))/g,
  )) {
    if (name) found.set(name.toLowerCase(), quoted ?? plain ?? '');
  }
  return found;
}
