/** A connect-accounts service on fakes: storage in memory, scripted providers, a clock that is moved by hand. */
import { Failure } from '@/lib/domain/problem';
import type { PersonSettings } from '@/lib/domain/settings';
import type { LeverUser } from '@/lib/lever/types';
import type { Caller } from '@/lib/messaging/contract';
import { type ConnectionsState, createConnectionsStore } from '@/lib/storage/connections';
import type { System } from '@/lib/workflows/connect-accounts/contract';
import type {
  Authenticator,
  CalendarReads,
  ConnectionPreset,
  Grant,
  LeverReads,
} from '@/lib/workflows/connect-accounts/port';
import { createRenewal } from '@/lib/workflows/connect-accounts/renewal';
import { needsOf } from '@/lib/workflows/connect-accounts/schema';
import { createConnectAccounts } from '@/lib/workflows/connect-accounts/service';

export const NOW = 1_800_000_000_000;
export const HOUR = 3_600_000;
export const KEY = 'lever-key-DO-NOT-SHOW';
export const caller: Caller = { sender: 'own', tabId: null, url: null };
export const fail = (code: string, message = `refused: ${code}`) =>
  new Failure({ code, message, next: 'Do something.' });
export const user = (change: Partial<LeverUser> = {}): LeverUser => ({
  id: 'u-maya',
  name: 'Maya Okafor',
  username: 'maya',
  email: 'maya@larkspur.example',
  accessRole: 'super admin',
  deactivatedAt: null,
  ...change,
});

export type Answers = Partial<Record<keyof LeverReads, () => unknown>>;
/** Answers like Lever does for ids that do not exist, unless told otherwise. */
export function fakeLever(answers: Answers = {}): LeverReads {
  const call = (method: keyof LeverReads, usual: () => unknown) => async () =>
    (answers[method] ?? usual)() as never;
  const notFound = () => {
    throw fail('not-found');
  };
  return {
    userByEmail: call('userByEmail', () => user()),
    users: call('users', () => [
      user(),
      user({ id: 'u-tom', name: 'Tom Becker', email: 'tom@tidewater.example' }),
      user({ id: 'u-gone', deactivatedAt: 1 }),
    ]),
    user: answers.user
      ? call('user', notFound)
      : async (id) =>
          user(id === 'u-tom' ? { id, name: 'Tom Becker', email: 'tom@tidewater.example' } : { id }),
    opportunity: call('opportunity', notFound),
    posting: call('posting', notFound),
    requisitionByCode: call('requisitionByCode', () => null),
    stages: call('stages', () => []),
    panels: call('panels', notFound),
    panel: call('panel', () => null),
    interviews: call('interviews', notFound),
    feedback: call('feedback', notFound),
    notes: call('notes', notFound),
  };
}

export const grantOf = (system: System, change: Partial<Grant> = {}): Grant => ({
  identity:
    system === 'lever' ? null : { id: `${system}-1`, email: `maya@${system}.example`, name: 'Maya Okafor' },
  grantedScopes: needsOf(system, 'oauth').map((need) => need.scope),
  accessUntil: NOW + HOUR,
  until: null,
  ...change,
});

export function setUp(
  options: {
    lever?: LeverReads;
    preset?: ConnectionPreset;
    calendar?: Partial<CalendarReads>;
    authenticator?: Partial<Authenticator>;
  } = {},
) {
  const items: Record<string, unknown> = {};
  const store = createConnectionsStore({
    get: async (key) => (key in items ? { [key]: structuredClone(items[key]) } : {}),
    set: async (more) => void Object.assign(items, structuredClone(more)),
    remove: async (key) => void delete items[key],
  });
  const log: string[] = [];
  const kept = new Map<string, string>();
  const people: Record<string, PersonSettings> = {};
  let now = NOW;
  const authenticatorOf = (system: System): Authenticator => ({
    connect: async (_client, opts) => {
      log.push(`connect ${system} ${opts.loginHint}`);
      return grantOf(system);
    },
    renew: async () => grantOf(system, { accessUntil: now + 2 * HOUR }),
    revoke: async () => ({ revoked: true, message: 'The access is revoked.' }),
    forget: async () => void log.push(`forget ${system}`),
    ...options.authenticator,
  });
  const calendarOf = (system: 'google' | 'microsoft'): CalendarReads => ({
    account: async () => ({ id: `${system}-1`, email: `maya@${system}.example`, name: 'Maya' }),
    freeBusy: async (emails) =>
      Object.fromEntries(
        emails.map((email) => [
          email,
          {
            state: 'known' as const,
            readAt: now,
            busy: [{ status: 'busy' as const, start: now, end: now + 1 }],
          },
        ]),
      ),
    ...options.calendar,
  });
  const lever = options.lever ?? fakeLever();
  const shared = {
    store,
    authenticators: {
      lever: authenticatorOf('lever'),
      google: authenticatorOf('google'),
      microsoft: authenticatorOf('microsoft'),
    },
    preset: async () => options.preset ?? {},
    clock: { now: () => now },
  };
  const service = createConnectAccounts({
    ...shared,
    secrets: {
      keep: async (name, value) => void kept.set(name, value),
      forget: async (name) => void kept.delete(name),
    },
    lever: { withKey: () => lever, current: () => lever },
    calendars: { google: calendarOf('google'), microsoft: calendarOf('microsoft') },
    people: {
      read: async () => people,
      setCalendar: async (id, calendar) => {
        const { calendarEmail: _a, provider: _b, ...rest } = people[id] ?? {};
        people[id] = { ...rest, ...calendar };
      },
    },
    redirectUrl: (system) => `https://abc.chromiumapp.org/${system}`,
  });
  const connect = async (system: 'google' | 'microsoft') => {
    await service.saveClient(
      { system, clientId: 'client', clientSecret: null, environment: 'production', email: null },
      caller,
    );
    return service.connect({ system }, caller);
  };
  return {
    service,
    renewal: createRenewal(shared),
    store,
    items,
    kept,
    log,
    people,
    connect,
    move: (ms: number) => {
      now += ms;
    },
  };
}

export const key = { key: KEY, email: 'maya@larkspur.example', environment: 'production' as const };
export const problemFrom = async (work: Promise<unknown>) => {
  try {
    await work;
  } catch (error) {
    if (error instanceof Failure) return error.problem;
    throw error;
  }
  throw new Error('it did not fail');
};
export const connectionOf = (state: ConnectionsState, system: System) => state.connections[system];
