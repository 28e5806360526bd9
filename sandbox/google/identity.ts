import { randomUUID } from 'node:crypto';
import { appliesTo, numberOf } from '../conditions';
import { accountsOf, type Mailbox, stableHex } from '../mailboxes';
import type { SandboxContext } from '../service';

export interface AccessToken {
  value: string;
  email: string;
  clientId: string;
  scopes: string[];
  /** ms epoch. */
  issuedAt: number;
  expiresAt: number;
}

export interface AuthorizationCode {
  clientId: string;
  redirectUri: string;
  email: string;
  scopes: string[];
  challenge: string | null;
  method: string;
  offline: boolean;
  nonce: string | null;
  expiresAt: number;
}

export interface RefreshToken {
  email: string;
  clientId: string;
  scopes: string[];
}

export const TOKEN_SECONDS = 3599;
const short: Record<string, string> = {
  email: 'https://www.googleapis.com/auth/userinfo.email',
  profile: 'https://www.googleapis.com/auth/userinfo.profile',
};

/** Scope names as Google reports them: `email` and `profile` come back in their long form. */
export const longScope = (scope: string) => short[scope] ?? scope;

export type GoogleIdentity = ReturnType<typeof createGoogleIdentity>;

/** Accounts, what each allowed to which client, and the tokens that came of it. */
export function createGoogleIdentity({ world, faults, now }: SandboxContext) {
  const access = new Map<string, AccessToken>();
  const refresh = new Map<string, RefreshToken>();
  const codes = new Map<string, AuthorizationCode>();
  const grants = new Map<string, Set<string>>();
  const grantKey = (email: string, clientId: string) => `${email} ${clientId}`;

  return {
    accounts: (): Mailbox[] => accountsOf(world, 'google'),
    subOf: (email: string) =>
      BigInt(`0x${stableHex('google', email).slice(0, 16)}`)
        .toString()
        .padStart(21, '1')
        .slice(0, 21),
    granted: (email: string, clientId: string): string[] => [
      ...(grants.get(grantKey(email, clientId)) ?? []),
    ],
    grant(email: string, clientId: string, scopes: string[]) {
      const kept = scopes.filter((scope) => !appliesTo(faults, 'google-withholds-scope', scope));
      grants.set(
        grantKey(email, clientId),
        new Set([...(grants.get(grantKey(email, clientId)) ?? []), ...kept]),
      );
      return kept;
    },
    issue(email: string, clientId: string, scopes: string[]): AccessToken {
      const issuedAt = now();
      const token = {
        value: `ya29.${randomUUID()}${randomUUID()}`,
        email,
        clientId,
        scopes,
        issuedAt,
        expiresAt: issuedAt + TOKEN_SECONDS * 1000,
      };
      access.set(token.value, token);
      return token;
    },
    issueRefresh(token: RefreshToken): string {
      const value = `1//${randomUUID()}`;
      refresh.set(value, token);
      return value;
    },
    issueCode(code: Omit<AuthorizationCode, 'expiresAt'>): string {
      const value = `4/${randomUUID()}`;
      codes.set(value, { ...code, expiresAt: now() + 600_000 });
      return value;
    },
    /** A code works once. */
    redeem(value: string): AuthorizationCode | null {
      const code = codes.get(value);
      codes.delete(value);
      return code && code.expiresAt > now() ? code : null;
    },
    refreshOf: (value: string): RefreshToken | null =>
      faults.get('google-refresh-revoked') ? null : (refresh.get(value) ?? null),
    /** The live token, or null when it is unknown, expired, revoked or older than `google-tokens-expired-at`. */
    check(value: string): AccessToken | null {
      const token = access.get(value);
      if (!token || token.expiresAt <= now()) return null;
      return token.issuedAt <= numberOf(faults, 'google-tokens-expired-at', -1) ? null : token;
    },
    /** Takes back a token, everything granted to its client, and all its sister tokens. */
    revoke(value: string): boolean {
      const owner = access.get(value) ?? refresh.get(value);
      if (!owner) return false;
      grants.delete(grantKey(owner.email, owner.clientId));
      for (const store of [access, refresh]) {
        for (const [key, token] of store)
          if (token.email === owner.email && token.clientId === owner.clientId) store.delete(key);
      }
      return true;
    },
  };
}
