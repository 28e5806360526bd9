import type { Context } from 'hono';
import type { SandboxContext } from '@/sandbox/service';
import type { Json } from '@/sandbox/world/types';
import { tokensOf } from '../tokens';
import { forbidden, Refusal } from './answer';

/** Who is calling: an API key (every endpoint ticked) or an OAuth token with its scopes. */
export interface Caller {
  key: string;
  confidential: boolean;
  /** Null = API key. */
  scopes: string[] | null;
}

const unauthorized = () => new Refusal(401, 'UnauthorizedError', 'The request requires authentication.');

/** API keys come as Basic user name with an empty password, OAuth tokens as Bearer; mixing them up is a 401. */
export function callerOf(ctx: SandboxContext, header: string | undefined): Caller {
  const [scheme = '', value = ''] = (header ?? '').split(' ');
  if (scheme.toLowerCase() === 'basic') {
    const text = atobOrEmpty(value);
    const colon = text.indexOf(':');
    const known = ctx.world.lever.apiKeys.find(({ key }) => key === text.slice(0, colon));
    if (colon > 0 && colon === text.length - 1 && known)
      return { key: known.key, confidential: known.confidential, scopes: null };
  }
  if (scheme.toLowerCase() === 'bearer') {
    const grant = tokensOf(ctx.world).access.get(value);
    if (grant && grant.expiresAt > ctx.now()) {
      return {
        key: value,
        confidential: grant.scopes.includes('confidential:access:admin'),
        scopes: grant.scopes,
      };
    }
  }
  throw unauthorized();
}

function atobOrEmpty(value: string): string {
  try {
    return atob(value);
  } catch {
    return '';
  }
}

/** Path segment → scope name, where the two differ. */
const SCOPE_NAME: Record<string, string> = {
  contacts: 'contact',
  candidates: 'opportunities',
  sources: 'sources',
};
const OWN_SCOPE = new Set([
  'applications',
  'panels',
  'interviews',
  'feedback',
  'notes',
  'forms',
  'files',
  'resumes',
  'offers',
  'referrals',
]);

/** Refuses an OAuth token that lacks the endpoint's scope; a write scope includes reading. */
export function demandScope(caller: Caller, method: string, path: string): void {
  if (!caller.scopes) return;
  const [, , first = '', , third = ''] = path.split('/');
  const resource = OWN_SCOPE.has(third) ? third : (SCOPE_NAME[first] ?? first);
  const wanted =
    method === 'GET' ? [`${resource}:read:admin`, `${resource}:write:admin`] : [`${resource}:write:admin`];
  if (!wanted.some((scope) => caller.scopes?.includes(scope)))
    throw forbidden(`This token lacks the scope ${wanted[0]}.`);
}

/** Confidential objects need the grant. */
export function demandConfidential(caller: Caller, record: Json): void {
  if (record.confidentiality === 'confidential' && !caller.confidential) {
    throw forbidden('This credential has no access to confidential data.');
  }
}

/** The `confidentiality` filter of lists; non-confidential unless asked otherwise. */
export function confidentialityFilter(c: Context, caller: Caller): (record: Json) => boolean {
  const wanted = c.req.query('confidentiality') ?? 'non-confidential';
  if (wanted !== 'non-confidential' && !caller.confidential)
    throw forbidden('This credential has no access to confidential data.');
  return wanted === 'all' ? () => true : (record) => record.confidentiality === wanted;
}
