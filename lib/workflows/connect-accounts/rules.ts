import type { Availability } from '@/lib/domain/availability';
import type { Problem } from '@/lib/domain/problem';
import { providerOfAddress } from '@/lib/domain/provider-of-address';
import type { PersonSettings } from '@/lib/domain/settings';
import type { LeverUser } from '@/lib/lever/types';
import type { CheckRecord, ClientRecord, ConnectionRecord } from '@/lib/storage/connections';
import type { ConnectionView, MappingView, System } from './contract';
import type { ConnectionPreset, Grant, Identity, Revocation } from './port';
import { type Need, needsOf, ON_DISCONNECT, SYSTEM_NAME } from './schema';

const MINUTE = 60_000;
/** Renewal starts this long before the access ends, so that no call meets a token in its last seconds. */
export const RENEW_AHEAD = 10 * MINUTE;

export type Freshness = 'connected' | 'expiring' | 'expired' | 'refused';

/** Where a connection stands at `now` (ms epoch). Only `expiring` and a lapsed `connected` are worth a silent renewal. */
export function freshnessOf(record: ConnectionRecord, now: number): Freshness {
  if (record.state !== 'connected') return record.state;
  if (record.until !== null && record.until <= now) return 'expired';
  if (record.accessUntil !== null && record.accessUntil - RENEW_AHEAD <= now) return 'expiring';
  return 'connected';
}

/** Google may answer `userinfo.email` for the short name `email`; compare in one form. */
const shortScope = (scope: string) =>
  scope
    .trim()
    .toLowerCase()
    .replace(/^https:\/\/www\.googleapis\.com\/auth\/userinfo\./, '')
    .replace(/^https:\/\/graph\.microsoft\.com\//, '');

/** Which needed scopes were granted. Entra never lists `offline_access` and may leave the OpenID ones out. */
export function grantedOf(needs: readonly Need[], scopes: readonly string[] | null): Record<string, boolean> {
  if (!scopes) return {};
  const given = new Set(scopes.map(shortScope));
  const implied = new Set(['openid', 'profile', 'email', 'offline_access']);
  return Object.fromEntries(
    needs
      .map((need) => [need.scope, given.has(shortScope(need.scope))] as const)
      .filter(([scope, granted]) => granted || !implied.has(scope)),
  );
}

export const missingOf = (needs: readonly Need[], granted: Record<string, boolean>): string[] =>
  needs.filter((need) => !need.optional && granted[need.scope] === false).map((need) => need.scope);

/** The problem of a connection that works but was given too little; null = nothing is missing. */
export function missingProblem(
  system: System,
  way: 'api-key' | 'oauth',
  missing: readonly string[],
): Problem | null {
  if (missing.length === 0) return null;
  return {
    code: 'scope-missing',
    subject: SYSTEM_NAME[system],
    message: `${SYSTEM_NAME[system]} is connected, but without: ${missing.join(', ')}.`,
    next:
      way === 'api-key'
        ? 'Permissions of a Lever key cannot be changed: a Super Admin makes a new key with these boxes ticked, then paste it here.'
        : 'Reconnect and leave every box ticked, or ask your administrator to allow it.',
  };
}

/** The record after a sign-in by the person. */
export function connectedBy(system: System, identity: Identity, grant: Grant, now: number): ConnectionRecord {
  const needs = needsOf(system, 'oauth');
  const granted = grantedOf(needs, grant.grantedScopes);
  return {
    way: 'oauth',
    state: 'connected',
    account: { id: identity.id, email: identity.email, name: identity.name },
    granted,
    accessUntil: grant.accessUntil,
    until: grant.until,
    connectedAt: now,
    lastTest: null,
    problem: missingProblem(system, 'oauth', missingOf(needs, granted)),
  };
}

/** After a silent renewal: the same account goes on; another account is refused and its tokens must be deleted. */
export function renewedBy(
  system: System,
  record: ConnectionRecord,
  grant: Grant,
): { record: ConnectionRecord; keepTokens: boolean } {
  const came = grant.identity;
  if (came && came.id !== record.account.id) {
    const problem: Problem = {
      code: 'other-account',
      subject: SYSTEM_NAME[system],
      message: `${SYSTEM_NAME[system]} renewed the sign-in with another account: ${came.email} instead of ${record.account.email}.`,
      next: `Reconnect and choose ${record.account.email}, or disconnect first to change the account.`,
    };
    return { record: { ...record, state: 'refused', problem, accessUntil: null }, keepTokens: false };
  }
  const needs = needsOf(system, record.way);
  const granted = grant.grantedScopes ? grantedOf(needs, grant.grantedScopes) : record.granted;
  const next: ConnectionRecord = {
    ...record,
    state: 'connected',
    granted,
    accessUntil: grant.accessUntil,
    until: grant.until,
    problem: missingProblem(system, record.way, missingOf(needs, granted)),
  };
  return { record: next, keepTokens: true };
}

const EXPIRED = new Set(['interaction-required', 'sign-in-expired', 'unauthorised']);
const REFUSED = new Set(['access-denied', 'client-refused', 'other-account']);

/**
 * After a renewal or a call failed. Passing trouble (offline, server error) leaves the connection as it is and
 * only says so; the rest is a state with a next step.
 */
export function failedWith(system: System, record: ConnectionRecord, problem: Problem): ConnectionRecord {
  if (EXPIRED.has(problem.code)) {
    const way =
      record.way === 'api-key'
        ? 'the API key is not accepted any more'
        : 'the sign-in ended and cannot be renewed without you';
    return {
      ...record,
      state: 'expired',
      problem: {
        code: problem.code,
        subject: SYSTEM_NAME[system],
        message: `${SYSTEM_NAME[system]} (${record.account.email}): ${way}.`,
        next:
          record.way === 'api-key'
            ? 'Paste a new key from a Super Admin of Lever.'
            : 'Press Reconnect and sign in as the same account.',
      },
    };
  }
  if (REFUSED.has(problem.code)) return { ...record, state: 'refused', problem };
  return { ...record, problem };
}

/** What became of the access at the provider, in words. */
export function revocationInWords(system: System, outcome: boolean | Revocation): string {
  if (typeof outcome === 'object') return [outcome.message, outcome.next].filter(Boolean).join(' ');
  return outcome
    ? `${SYSTEM_NAME[system]} confirmed that the access is revoked.`
    : `${SYSTEM_NAME[system]} offers no revocation from here.`;
}

export const NO_CLIENT: ClientRecord = {
  clientId: null,
  hasSecret: false,
  environment: 'production',
  email: null,
};

/** The OAuth client in force: a preset wins over what was saved. */
export function clientInForce(
  system: System,
  saved: ClientRecord | undefined,
  preset: ConnectionPreset,
): ClientRecord & { preset: boolean } {
  const client = saved ?? NO_CLIENT;
  const fixedId = preset[`${system}ClientId`];
  const environment = system === 'lever' ? (preset.leverEnvironment ?? client.environment) : 'production';
  return { ...client, clientId: fixedId ?? client.clientId, environment, preset: fixedId !== undefined };
}

export interface ViewFacts {
  system: System;
  record: ConnectionRecord | undefined;
  damaged: boolean;
  client: ReturnType<typeof clientInForce>;
  environmentFixed: boolean;
  redirectUrl: string;
  now: number;
}

function stateOf({ system, record, client, now }: ViewFacts): ConnectionView['state'] {
  if (record) {
    const freshness = freshnessOf(record, now);
    return freshness === 'expiring' ? 'connected' : freshness;
  }
  return system !== 'lever' && client.clientId === null ? 'not-set-up' : 'not-connected';
}

export function viewOf(facts: ViewFacts): ConnectionView {
  const { system, record, client } = facts;
  const way = record?.way ?? (system === 'lever' && client.clientId === null ? 'api-key' : 'oauth');
  const damaged: Problem = {
    code: 'connection-unreadable',
    subject: SYSTEM_NAME[system],
    message: `What was stored about ${SYSTEM_NAME[system]} could not be read, so it counts as not connected.`,
    next: 'Connect it again; the other connections are not affected.',
  };
  return {
    system,
    state: stateOf(facts),
    way: record?.way ?? null,
    account: record ? { name: record.account.name, email: record.account.email } : null,
    scopes: needsOf(system, way).map(({ scope, why }) => ({
      scope,
      why,
      granted: record?.granted[scope] ?? null,
    })),
    until: record?.until ?? null,
    connectedAt: record?.connectedAt ?? null,
    lastTest: record?.lastTest ?? null,
    problem: record?.problem ?? (facts.damaged ? damaged : null),
    client: {
      clientId: client.clientId,
      hasSecret: client.hasSecret,
      preset: client.preset,
      environment: client.environment,
      environmentFixed: facts.environmentFixed,
    },
    redirectUrl: facts.redirectUrl,
    onDisconnect: ON_DISCONNECT[system],
    notice: null,
  };
}

export type CalendarAccounts = Partial<Record<'google' | 'microsoft', { email: string }>>;

const listOf = (accounts: CalendarAccounts) =>
  (['google', 'microsoft'] as const).flatMap((provider) => {
    const account = accounts[provider];
    return account ? [{ provider, email: account.email }] : [];
  });

/** The calendar read for one Lever user: the recruiter's override, else the Lever e-mail. */
export function mappingOf(
  user: Pick<LeverUser, 'id' | 'name' | 'email'>,
  person: PersonSettings | undefined,
  accounts: CalendarAccounts,
  check: CheckRecord | undefined,
): MappingView {
  const override = person?.calendarEmail;
  const calendarEmail = override !== undefined ? override : user.email || null;
  const source = override !== undefined || person?.provider ? 'you' : calendarEmail ? 'lever-email' : 'none';
  const provider =
    calendarEmail === null ? null : (person?.provider ?? providerOfAddress(calendarEmail, listOf(accounts)));
  return {
    userId: user.id,
    name: user.name,
    leverEmail: user.email,
    calendarEmail,
    provider,
    source,
    check: check ?? null,
  };
}

/** What the reading of one address showed, in words. Unreadable is never called free. */
export function readingInWords(
  email: string,
  reading: Availability | undefined,
  days: number,
): { ok: boolean; message: string } {
  if (!reading)
    return {
      ok: false,
      message: `The calendar service left ${email} out of its answer, so nothing is known about it.`,
    };
  if (reading.state === 'unknown')
    return { ok: false, message: `${reading.problem.message} ${reading.problem.next}` };
  const count = reading.busy.filter((block) => block.status !== 'elsewhere').length;
  const zone = reading.zone ? `, zone ${reading.zone}` : '';
  const hours = reading.hours ? ', working hours known' : '';
  const busy = count === 0 ? 'No busy times' : count === 1 ? '1 busy time' : `${count} busy times`;
  return { ok: true, message: `${busy} in the next ${days} days${zone}${hours}.` };
}
