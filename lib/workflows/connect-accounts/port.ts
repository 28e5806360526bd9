import type { Availability } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';
import type { PersonSettings } from '@/lib/domain/settings';
import type { LeverPort } from '@/lib/lever/port';
import type { System } from './contract';

export interface Identity {
  /** Stable id at the provider: Google `sub`, Entra `oid`. */
  id: string;
  email: string;
  name: string;
}

/** What a sign-in or a silent renewal gave. Tokens stay with the authenticator. */
export interface Grant {
  /** Null where the provider cannot tell (Lever has no who-am-I). */
  identity: Identity | null;
  /** Scopes granted; null when the provider does not tell. */
  grantedScopes: readonly string[] | null;
  /** ms epoch at which the access token ends; null = it does not. */
  accessUntil: number | null;
  /** ms epoch after which only the person can sign in again; null = no known end. */
  until: number | null;
}

/** What became of the tokens at the provider. */
export interface Revocation {
  revoked: boolean;
  message: string;
  /** What is left for the person to do. */
  next?: string;
}

export interface OauthClient {
  clientId: string;
  environment: 'production' | 'sandbox' | 'eu';
}

/**
 * Sign-in at one provider. Keeps the tokens itself. Throws `Failure` with these codes besides the codes of the
 * network layer: `sign-in-cancelled` (window closed), `interaction-required` (no silent way), `sign-in-expired`
 * (refresh token ended or revoked), `access-denied` (person or administrator said no), `client-refused` (client
 * id, secret or redirect address not accepted), `other-account`.
 */
export interface Authenticator {
  /** `interactive` opens the provider's window; otherwise no window may appear. */
  connect(client: OauthClient, options: { interactive: boolean; loginHint: string | null }): Promise<Grant>;
  /** A new access token without a window. */
  renew(client: OauthClient, expected: Identity): Promise<Grant>;
  /**
   * Asks the provider to revoke; throws when that could not be done. Deletes nothing. True = confirmed, false = it
   * offers no revocation; a {@link Revocation} says the same in words.
   */
  revoke(client: OauthClient | null): Promise<boolean | Revocation>;
  /** Deletes every token of this system from this browser. */
  forget(): Promise<void>;
}

export type Authenticators = Record<System, Authenticator>;

export type LeverReads = Pick<
  LeverPort,
  | 'userByEmail'
  | 'users'
  | 'user'
  | 'opportunity'
  | 'posting'
  | 'requisitionByCode'
  | 'stages'
  | 'panels'
  | 'panel'
  | 'interviews'
  | 'feedback'
  | 'notes'
>;

export interface LeverAccess {
  /** The API signed with a key that is not kept yet. */
  withKey(key: string, environment: OauthClient['environment']): LeverReads;
  /** The API signed with what is kept (key or OAuth token). */
  current(): LeverReads;
}

/** Part of the calendar port that connecting needs. */
export interface CalendarReads {
  account(): Promise<{ id: string; email: string; name: string }>;
  freeBusy(emails: readonly string[], window: Interval): Promise<Record<string, Availability>>;
}

/** Where keys and client secrets are kept, wrapped. Never read back by this workflow. */
export interface SecretKeeper {
  keep(name: 'lever-api-key' | `${System}-client-secret`, value: string): Promise<void>;
  forget(name: 'lever-api-key' | `${System}-client-secret`): Promise<void>;
}

/** Per-person settings of the recruiter; the mapping override lives there. */
export interface PeopleSettings {
  read(): Promise<Record<string, PersonSettings>>;
  /** `null` removes the two calendar fields and keeps the person's other settings. */
  setCalendar(
    userId: string,
    calendar: Pick<PersonSettings, 'calendarEmail' | 'provider'> | null,
  ): Promise<void>;
}

/** What an administrator fixed by policy. */
export interface ConnectionPreset {
  leverEnvironment?: OauthClient['environment'] | undefined;
  leverClientId?: string | undefined;
  googleClientId?: string | undefined;
  microsoftClientId?: string | undefined;
}
