import browser from 'webextension-polyfill';
import { z } from 'zod';
import { createGoogleCalendar } from '@/lib/calendar/google/calendar';
import { createGoogleSignIn } from '@/lib/calendar/google/oauth';
import { createMicrosoftCalendar } from '@/lib/calendar/microsoft/calendar';
import { createMicrosoftSignIn } from '@/lib/calendar/microsoft/oauth';
import type { CalendarPort, CalendarProvider } from '@/lib/calendar/port';
import { Failure, problemOf } from '@/lib/domain/problem';
import type { LeverCredentialSource } from '@/lib/lever/api/client';
import { createLeverApi } from '@/lib/lever/api/lever';
import { createLeverSignIn } from '@/lib/lever/api/oauth';
import { createGmail } from '@/lib/mail/google/send';
import { createOutlookMail } from '@/lib/mail/microsoft/send';
import type { MailPort } from '@/lib/mail/port';
import { MAIL_SCOPE } from '@/lib/mail/scopes';
import type { Clock } from '@/lib/platform/clock';
import type { Http } from '@/lib/platform/http-types';
import type { KeyValue } from '@/lib/platform/key-value';
import { otherAccount, type SignIn } from '@/lib/platform/oauth';
import type { ConnectionsStore } from '@/lib/storage/connections';
import { createDurableSecrets, createSessionSecrets } from '@/lib/storage/secrets';
import { createGrantKeeper, type GrantInfo, type GrantKeeper } from '@/lib/storage/secrets-grant';
import type { Preset } from '@/lib/storage/settings';
import type { System } from '@/lib/workflows/connect-accounts/contract';
import type { Authenticator, Grant } from '@/lib/workflows/connect-accounts/port';
import { createRenewal } from '@/lib/workflows/connect-accounts/renewal';
import { clientInForce } from '@/lib/workflows/connect-accounts/rules';
import { needsOf, SYSTEM_NAME } from '@/lib/workflows/connect-accounts/schema';

const SYSTEMS: readonly System[] = ['lever', 'google', 'microsoft'];
const KEY = 'lever-api-key';
const text = z.string().min(1);

/** Address each provider redirects to; registered by the customer at the provider's console. */
export const redirectUrl = (system: System): string => browser.identity.getRedirectURL(system);

export interface ConnectionsDeps {
  http: Http;
  clock: Clock;
  store: ConnectionsStore;
  preset(): Promise<Preset>;
  /** Providers the person lets send mail; only for those the right is asked for. */
  mailing: KeyValue;
}

export type Connections = ReturnType<typeof bindConnections>;

/** Sign-ins, tokens and the API clients that use them. Tokens never leave this module's closures. */
export function bindConnections({ http, clock, store, preset, mailing }: ConnectionsDeps) {
  const durable = createDurableSecrets({ memory: browser.storage.session });
  const session = createSessionSecrets(browser.storage.session);
  const launch = (url: string, interactive: boolean) =>
    browser.identity.launchWebAuthFlow({ url, interactive });
  const locks = {
    request: async <T>(name: string, job: () => Promise<T>): Promise<T> =>
      await navigator.locks.request(name, () => job()),
  };

  async function clientOf(system: System) {
    const client = clientInForce(system, (await store.read()).clients[system], await preset());
    if (client.clientId) return { ...client, clientId: client.clientId };
    throw new Failure({
      code: 'not-set-up',
      subject: SYSTEM_NAME[system],
      message: `${SYSTEM_NAME[system]} has no OAuth client id yet.`,
      next: 'Enter it under Connections in the control room; the steps are there.',
    });
  }

  const maySend = async (system: System): Promise<boolean> => (await mailing.get<boolean>(system)) === true;
  const scopesOf = async (system: System): Promise<string[]> => [
    ...needsOf(system, 'oauth').map((need) => need.scope),
    ...(system !== 'lever' && (await maySend(system)) ? [MAIL_SCOPE[system]] : []),
  ];
  const secretOf = (system: System) => durable.get(`${system}-client-secret`, text);

  const make: Record<System, () => Promise<SignIn>> = {
    async google() {
      const { clientId } = await clientOf('google');
      const clientSecret = await secretOf('google');
      const base = {
        http,
        clock,
        launch,
        clientId,
        redirectUri: redirectUrl('google'),
        scopes: await scopesOf('google'),
      };
      return createGoogleSignIn(clientSecret ? { ...base, clientSecret } : base);
    },
    async microsoft() {
      const { clientId } = await clientOf('microsoft');
      return createMicrosoftSignIn({
        http,
        clock,
        launch,
        clientId,
        redirectUri: redirectUrl('microsoft'),
        scopes: await scopesOf('microsoft'),
      });
    },
    async lever() {
      const { clientId, environment } = await clientOf('lever');
      const clientSecret = await secretOf('lever');
      if (!clientSecret) {
        throw new Failure({
          code: 'not-set-up',
          subject: 'Lever',
          message: 'The client secret that Lever handed out is missing.',
          next: 'Enter it under Connections, or connect with an API key.',
        });
      }
      return createLeverSignIn({
        http,
        clock,
        launch,
        clientId,
        clientSecret,
        environment,
        redirectUri: redirectUrl('lever'),
        scopes: await scopesOf('lever'),
      });
    },
  };

  /** The client may be changed between two sign-ins, so each one looks it up. */
  const signInOf = (system: System): SignIn => ({
    connect: async (options) => (await make[system]()).connect(options),
    renew: async (grant) => (await make[system]()).renew(grant),
    revoke: async (grant) => (await make[system]()).revoke(grant),
  });

  const keeperOf = (system: System): GrantKeeper =>
    createGrantKeeper({ name: system, signIn: signInOf(system), durable, session, locks, clock });
  const keepers: Record<System, GrantKeeper> = {
    lever: keeperOf('lever'),
    google: keeperOf('google'),
    microsoft: keeperOf('microsoft'),
  };

  const grantOf = (info: GrantInfo): Grant => ({
    identity: info.account.email ? info.account : null,
    grantedScopes: info.scopes,
    accessUntil: info.accessUntil,
    until: info.until,
  });

  const authenticators = Object.fromEntries(
    SYSTEMS.map((system): [System, Authenticator] => [
      system,
      {
        connect: async (_client, { interactive, loginHint }) =>
          grantOf(await keepers[system].connect({ interactive, loginHint })),
        renew: async () => grantOf(await keepers[system].renew()),
        revoke: () => keepers[system].revoke(),
        forget: () => keepers[system].forget(),
      },
    ]),
  ) as Record<System, Authenticator>;

  const renewal = createRenewal({ store, authenticators, preset, clock });

  /** A token, with a lost sign-in made visible in the control room before the caller hears of it. */
  const tokenOf =
    (system: System) =>
    async (options?: { renew?: boolean; refused?: string }): Promise<string> => {
      try {
        return await keepers[system].token(options);
      } catch (error) {
        const problem = problemOf(error);
        // Locked is not lost: the sign-in is there again after unlocking.
        if (problem.code !== 'locked') await renewal.noticed(system, problem);
        throw error;
      }
    };

  async function recordOf(system: System) {
    const record = (await store.read()).connections[system];
    if (record) return record;
    throw new Failure({
      code: 'not-connected',
      subject: SYSTEM_NAME[system],
      message: `${SYSTEM_NAME[system]} is not connected.`,
      next: 'Connect it under Connections in the control room.',
    });
  }

  const leverEnvironment = async () =>
    clientInForce('lever', (await store.read()).clients.lever, await preset()).environment;

  const leverCredentials: LeverCredentialSource = async (options) => {
    // While a sign-in is being finished its token is there before the record of it.
    const record = (await store.read()).connections.lever;
    const way = record?.way ?? ((await keepers.lever.info()) ? 'oauth' : (await recordOf('lever')).way);
    const environment = await leverEnvironment();
    if (way === 'oauth') return { scheme: 'bearer', token: await tokenOf('lever')(options), environment };
    const key = await durable.get(KEY, text);
    if (key && !options?.renew) return { scheme: 'basic', token: key, environment };
    const refused = new Failure({
      code: 'unauthorised',
      subject: 'Lever',
      message: 'Lever does not accept the API key any more.',
      next: 'A Super Admin makes a new key in Lever; enter it under Connections in the control room.',
    });
    await renewal.noticed('lever', refused.problem);
    throw refused;
  };

  const lever = createLeverApi({ http, credentials: leverCredentials });

  async function calendar(provider: CalendarProvider): Promise<CalendarPort> {
    const { account } = await recordOf(provider);
    const deps = { http, clock, token: tokenOf(provider), account: { provider, ...account, zone: null } };
    if (provider === 'microsoft') return createMicrosoftCalendar(deps);
    return createGoogleCalendar({ ...deps, directory: false });
  }

  /** Incremental consent: the person signs in once more, with the right to send on top. */
  async function allowMail(provider: CalendarProvider): Promise<void> {
    const { account } = await recordOf(provider);
    const before = await maySend(provider);
    await mailing.set(provider, true);
    try {
      const info = await keepers[provider].connect({ interactive: true, loginHint: account.email });
      if (info.account.id !== account.id) {
        await keepers[provider].forget();
        const other = otherAccount(SYSTEM_NAME[provider], account.email, info.account.email);
        await renewal.noticed(provider, other.problem);
        throw other;
      }
      const suffix = MAIL_SCOPE[provider].toLowerCase();
      if (!info.scopes.some((scope) => scope.toLowerCase().endsWith(suffix)))
        throw new Failure({
          code: 'scope-missing',
          subject: SYSTEM_NAME[provider],
          message: `${SYSTEM_NAME[provider]} did not give the right to send mail.`,
          next: 'Try again and leave the box for sending ticked, or ask your administrator to allow it.',
        });
      const renewed = { accessUntil: info.accessUntil, until: info.until, state: 'connected' } as const;
      await store.update((state) => {
        const record = state.connections[provider];
        return record
          ? { ...state, connections: { ...state.connections, [provider]: { ...record, ...renewed } } }
          : state;
      });
    } catch (error) {
      if (!before) await mailing.remove(provider);
      throw error;
    }
  }

  async function mail(provider: CalendarProvider): Promise<MailPort> {
    const { account } = await recordOf(provider);
    const make = provider === 'google' ? createGmail : createOutlookMail;
    return make(http, tokenOf(provider), account.email);
  }

  return {
    authenticators,
    renewal,
    vault: durable,
    mail,
    allowMail,
    /** The right to send is not asked for any more; what was granted ends with the present token. */
    dropMail: (provider: CalendarProvider): Promise<void> => mailing.remove(provider),
    /** Addresses of webhooks: the address is the credential. */
    webhooks: {
      get: (name: string) => durable.get(name, text),
      put: (name: string, value: string) => durable.put(name, value),
      remove: (name: string) => durable.remove(name),
    },
    secrets: {
      keep: (name: string, value: string) => durable.put(name, value),
      forget: (name: string) => durable.remove(name),
    },
    leverAccess: {
      withKey: (key: string, environment: 'production' | 'sandbox' | 'eu') =>
        createLeverApi({ http, credentials: async () => ({ scheme: 'basic', token: key, environment }) }),
      current: () => lever,
    },
    async lever() {
      const { account } = await recordOf('lever');
      return { api: lever, me: account };
    },
    calendar,
    /** Calendar reads for the connections page; resolved at call time, because a connection may be new. */
    calendarReads: (provider: CalendarProvider) => ({
      account: async () => (await calendar(provider)).account(),
      freeBusy: async (emails: readonly string[], window: { start: number; end: number }) =>
        (await calendar(provider)).freeBusy(emails, window),
    }),
    async accounts() {
      const { connections } = await store.read();
      return (['google', 'microsoft'] as const).flatMap((provider) => {
        const account = connections[provider]?.account;
        return account ? [{ provider, email: account.email }] : [];
      });
    },
    /** Rooms of every connected calendar that can be read; a provider that fails is left to its own connection state. */
    async rooms() {
      const { connections } = await store.read();
      const providers = (['google', 'microsoft'] as const).filter(
        (p) => connections[p]?.state === 'connected',
      );
      const lists = await Promise.allSettled(providers.map(async (p) => (await calendar(p)).rooms()));
      const failed = lists.find((l) => l.status === 'rejected');
      const rooms = lists.flatMap((l) => (l.status === 'fulfilled' ? l.value : []));
      if (rooms.length === 0 && failed?.status === 'rejected') throw failed.reason;
      return rooms;
    },
    me: async (): Promise<string | null> => (await store.read()).connections.lever?.account.id ?? null,
  };
}
