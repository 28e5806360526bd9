import { randomUUID } from 'node:crypto';
import { numberOf } from '../conditions';
import { accountsOf, type Mailbox, stableUuid } from '../mailboxes';
import type { SandboxContext } from '../service';

export interface AccessToken {
  value: string;
  email: string;
  clientId: string;
  /** Short Graph scope names, as `Calendars.ReadWrite`. */
  scopes: string[];
  issuedAt: number;
  expiresAt: number;
}

export interface AuthorizationCode {
  clientId: string;
  redirectUri: string;
  email: string;
  scopes: string[];
  challenge: string;
  method: string;
  nonce: string | null;
  expiresAt: number;
}

export interface RefreshToken {
  email: string;
  clientId: string;
  scopes: string[];
  /** ms epoch of the first token of the chain: the 24 hours of a single-page app never start again. */
  bornAt: number;
}

export const TOKEN_SECONDS = 3599;
export const SPA_REFRESH_MS = 86_400_000;
export const OPENID_SCOPES = ['openid', 'profile', 'email', 'offline_access'];

/** `https://graph.microsoft.com/User.Read` and `User.Read` are the same scope. */
export const shortScope = (scope: string) => scope.replace(/^https:\/\/graph\.microsoft\.com\//i, '');

export type MicrosoftIdentity = ReturnType<typeof createMicrosoftIdentity>;

/** Accounts of the one tenant, their consent, and the tokens that came of it. */
export function createMicrosoftIdentity({ world, faults, now }: SandboxContext) {
  const access = new Map<string, AccessToken>();
  const refresh = new Map<string, RefreshToken>();
  const codes = new Map<string, AuthorizationCode>();
  const grants = new Map<string, Set<string>>();
  const key = (email: string, clientId: string) => `${email} ${clientId}`;
  const tenantId = stableUuid('tenant', world.company.microsoftDomain);

  return {
    tenantId,
    oidOf: (email: string) => stableUuid('oid', email),
    accounts: (): Mailbox[] => accountsOf(world, 'microsoft'),
    consented: (email: string, clientId: string, scopes: string[]): boolean => {
      const granted = grants.get(key(email, clientId));
      return scopes.every((scope) => granted?.has(scope));
    },
    consent(email: string, clientId: string, scopes: string[]) {
      grants.set(key(email, clientId), new Set([...(grants.get(key(email, clientId)) ?? []), ...scopes]));
    },
    issue(email: string, clientId: string, scopes: string[]): AccessToken {
      const issuedAt = now();
      const token = {
        value: `eyJ0eXAi.${randomUUID()}.${randomUUID()}`,
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
      const value = `1.A${randomUUID()}`;
      refresh.set(value, token);
      return value;
    },
    refreshOf: (value: string) => refresh.get(value) ?? null,
    issueCode(code: Omit<AuthorizationCode, 'expiresAt'>): string {
      const value = `1.C${randomUUID()}`;
      codes.set(value, { ...code, expiresAt: now() + 600_000 });
      return value;
    },
    redeem(value: string): AuthorizationCode | null {
      const code = codes.get(value);
      codes.delete(value);
      return code && code.expiresAt > now() ? code : null;
    },
    check(value: string): AccessToken | null {
      const token = access.get(value);
      if (!token || token.expiresAt <= now()) return null;
      return token.issuedAt <= numberOf(faults, 'microsoft-tokens-expired-at', -1) ? null : token;
    },
  };
}
