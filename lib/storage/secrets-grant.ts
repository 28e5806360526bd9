import { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import type { ConnectOptions, Grant, GrantAccount, Revocation, SignIn } from '@/lib/platform/oauth';
import type { SecretShelf } from './secrets';

const account = z.object({ id: z.string(), email: z.string(), name: z.string() });

const access = z.object({ accessToken: z.string(), expiresAt: z.number() });

/** Everything of a grant that has to survive a restart. */
const kept = z.object({
  refreshToken: z.string().optional(),
  refreshUntil: z.number().optional(),
  scopes: z.array(z.string()),
  account,
});

/** `navigator.locks`, reduced to what is used of it. */
export interface Locks {
  request<T>(name: string, job: () => Promise<T>): Promise<T>;
}

export interface GrantKeeperDeps {
  /** Name of the connection, `google`, `microsoft`, `lever`; one grant each. */
  name: string;
  signIn: SignIn;
  durable: SecretShelf;
  session: SecretShelf;
  locks: Locks;
  clock: Clock;
}

/** What may be shown of a grant. */
export interface GrantInfo {
  account: GrantAccount;
  scopes: string[];
  /** ms epoch at which the access token ends. */
  accessUntil: number | null;
  /** ms epoch after which only the person can sign in again; null = no known end. */
  until: number | null;
}

/** Throws the `Failure`s of the sign-in, and `not-connected`. */
export interface GrantKeeper {
  /** Signs in and keeps what the provider gives. */
  connect(options?: ConnectOptions): Promise<GrantInfo>;
  /**
   * A token that lives for a minute more at least. With `renew` never the `refused` one (without it: never the
   * present one), so that many calls refused together cause one renewal.
   */
  token(opts?: { renew?: boolean; refused?: string }): Promise<string>;
  /** Renews now, without a window. */
  renew(): Promise<GrantInfo>;
  /** What is kept; null = not connected. */
  info(): Promise<GrantInfo | null>;
  /** Asks the provider to revoke. Deletes nothing. */
  revoke(): Promise<Revocation>;
  /** Deletes every token of this connection here. */
  forget(): Promise<void>;
}

/** A token this close to its end is renewed before use. */
const MARGIN_MS = 60_000;

/**
 * Keeps one sign-in alive. Renewal is single-flight across tabs and worker restarts by a named lock: a rotating
 * refresh token may be spent only once, and whoever waited takes what the first one brought.
 */
export function createGrantKeeper(deps: GrantKeeperDeps): GrantKeeper {
  const { name, signIn, durable, session, locks, clock } = deps;

  async function keep(grant: Grant): Promise<void> {
    const { accessToken, expiresAt, ...rest } = grant;
    // First what cannot be had again: a rotated refresh token lost here would end the connection.
    await durable.put(name, rest);
    await session.put(name, { accessToken, expiresAt });
  }

  const usable = async (not?: string): Promise<string | null> => {
    const found = await session.get(name, access);
    if (!found || found.accessToken === not || found.expiresAt - MARGIN_MS <= clock.now()) return null;
    return found.accessToken;
  };

  function notConnected(): Failure {
    return new Failure({
      code: 'not-connected',
      message: `${name} is not connected.`,
      next: 'Connect it under Connections in the control room.',
      subject: name,
    });
  }

  async function held(): Promise<Grant> {
    const before = await durable.get(name, kept);
    if (!before) throw notConnected();
    return { ...((await session.get(name, access)) ?? { accessToken: '', expiresAt: 0 }), ...before };
  }

  const alone = <T>(job: () => Promise<T>): Promise<T> => locks.request(`fulcrum-grant-${name}`, job);

  const shown = (grant: Grant): GrantInfo => ({
    account: grant.account,
    scopes: grant.scopes,
    accessUntil: grant.expiresAt || null,
    until: grant.refreshUntil ?? null,
  });

  const keeper: GrantKeeper = {
    async connect(options) {
      const grant = await signIn.connect(options);
      await alone(() => keep(grant));
      return shown(grant);
    },

    async token(opts) {
      const refused = opts?.renew
        ? (opts.refused ?? (await session.get(name, access))?.accessToken)
        : undefined;
      const ready = await usable(refused);
      if (ready) return ready;
      return alone(async () => {
        const brought = await usable(refused);
        if (brought) return brought;
        const grant = await signIn.renew(await held());
        await keep(grant);
        return grant.accessToken;
      });
    },

    async renew() {
      await keeper.token({ renew: true });
      return shown(await held());
    },

    async info() {
      return (await durable.get(name, kept)) ? shown(await held()) : null;
    },

    revoke: async () => signIn.revoke(await held()),

    forget: () =>
      alone(async () => {
        await session.remove(name);
        await durable.remove(name);
      }),
  };
  return keeper;
}
