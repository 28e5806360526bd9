import { Failure } from '@/lib/domain/problem';

/** Whose sign-in it is. */
export interface GrantAccount {
  /** Stable id at the provider. */
  id: string;
  email: string;
  name: string;
}

/** What a sign-in gave. Secret as a whole: only `scopes`, `account` and the times may be shown. */
export interface Grant {
  accessToken: string;
  /** ms epoch. */
  expiresAt: number;
  refreshToken?: string;
  /** ms epoch after which the refresh token is dead whatever happens; absent = no fixed end. */
  refreshUntil?: number;
  scopes: string[];
  account: GrantAccount;
}

/** Hands out an access token; with `renew` a new one, because the other side answered 401 to `refused`. */
export type TokenSource = (opts?: { renew?: boolean; refused?: string }) => Promise<string>;

/** Bearer header of one request; remembers which token this request used, to say which one was refused. */
export function bearer(token: TokenSource): (renew: boolean) => Promise<Record<string, string>> {
  let used: string | undefined;
  return async (renew) => {
    used = await token(renew ? { renew, ...(used ? { refused: used } : {}) } : undefined);
    return { authorization: `Bearer ${used}` };
  };
}

/** One permission: why it is asked for, in words for the connections page. */
export interface ScopeNeed {
  scope: string;
  reason: string;
  /** Without it the connection is of no use; an optional one only takes a feature away. */
  required: boolean;
}

/** What became of the tokens at the provider when a connection was removed. */
export interface Revocation {
  revoked: boolean;
  /** One sentence for the person. */
  message: string;
  /** What is left for the person to do, when anything is. */
  next?: string;
}

export interface ConnectOptions {
  /** Account to offer first. */
  loginHint?: string | null;
  /** Default true; false = no window may appear. */
  interactive?: boolean;
}

/**
 * How one provider is signed in to, kept signed in, and left. Every method throws `Failure`: `sign-in-cancelled`
 * (window closed), `interaction-required` (no silent way left), `sign-in-expired` (grant ended or revoked),
 * `access-denied` (person or administrator said no), `client-refused` (client id, secret or redirect address),
 * `other-account`, and the codes of the network layer.
 */
export interface SignIn {
  /** Shows the provider's pages (call it from a user gesture), unless `interactive` is false. */
  connect(options?: ConnectOptions): Promise<Grant>;
  /** Without any page; `other-account` when somebody else is signed in. */
  renew(grant: Grant): Promise<Grant>;
  revoke(grant: Grant): Promise<Revocation>;
}

/** The needs that `granted` does not cover; people can untick single permissions. */
export function missingScopes(
  needs: readonly ScopeNeed[],
  granted: readonly string[],
  canonical: (scope: string) => string = (scope) => scope,
): ScopeNeed[] {
  const have = new Set(granted.map(canonical));
  return needs.filter((need) => !have.has(canonical(need.scope)));
}

/** Throws `other-account` unless both are the same account at the provider. */
export function requireSameAccount(provider: string, connected: GrantAccount, found: GrantAccount): void {
  if (connected.id !== found.id) {
    throw otherAccount(provider, connected.email || connected.name, found.email || found.name);
  }
}

/** The token turned out to belong to somebody else. */
export function otherAccount(provider: string, connected: string, found: string): Failure {
  return new Failure({
    code: 'other-account',
    message: `${provider} signed in ${found || 'another account'}, but ${connected} is connected.`,
    next: `Sign in as ${connected}, or disconnect it and connect ${found || 'the other account'} instead.`,
    subject: connected,
  });
}
