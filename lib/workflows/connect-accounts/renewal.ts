import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import type { ConnectionRecord, ConnectionsStore } from '@/lib/storage/connections';
import type { System } from './contract';
import type { Authenticators, ConnectionPreset } from './port';
import { clientInForce, type Freshness, failedWith, freshnessOf, renewedBy } from './rules';
import { SYSTEM_NAME } from './schema';

export interface RenewalDeps {
  store: ConnectionsStore;
  authenticators: Authenticators;
  preset: () => Promise<ConnectionPreset>;
  clock: Pick<Clock, 'now'>;
}

export interface Renewal {
  /** Renews one connection without a window, if it is connected by OAuth. One renewal at a time per system. */
  renew(system: System): Promise<Freshness>;
  /** Renews what is about to end; for an alarm every few minutes and for start-up. */
  renewDue(): Promise<void>;
  /** An API call of this system failed; expired and refused sign-ins become visible states. */
  noticed(system: System, problem: Problem): Promise<void>;
}

const SYSTEMS: readonly System[] = ['lever', 'google', 'microsoft'];

export function createRenewal({ store, authenticators, preset, clock }: RenewalDeps): Renewal {
  const running = new Map<System, Promise<Freshness>>();

  async function record(system: System): Promise<ConnectionRecord | undefined> {
    return (await store.read()).connections[system];
  }

  /** Writes only if the connection still is the one the work began with: it may have been disconnected meanwhile. */
  async function settle(system: System, before: ConnectionRecord, next: ConnectionRecord): Promise<void> {
    let present: ConnectionRecord | undefined;
    await store.update((state) => {
      present = state.connections[system];
      if (!present || present.connectedAt !== before.connectedAt) return state;
      return {
        ...state,
        connections: { ...state.connections, [system]: { ...next, lastTest: present.lastTest } },
      };
    });
    // Disconnected while the provider was answering: the tokens that came late go the way of the others.
    if (!present) await authenticators[system].forget();
  }

  async function attempt(system: System): Promise<Freshness> {
    const before = await record(system);
    if (!before) {
      throw new Failure({
        code: 'not-connected',
        subject: SYSTEM_NAME[system],
        message: `${SYSTEM_NAME[system]} is not connected.`,
        next: 'Connect it in the control room under Connections.',
      });
    }
    if (before.way === 'api-key' || before.state === 'refused') return freshnessOf(before, clock.now());
    const { clientId, environment } = clientInForce(
      system,
      (await store.read()).clients[system],
      await preset(),
    );
    const authenticator = authenticators[system];
    let next: ConnectionRecord;
    try {
      const grant = await authenticator.renew({ clientId: clientId ?? '', environment }, before.account);
      const renewed = renewedBy(system, before, grant);
      if (!renewed.keepTokens) await authenticator.forget();
      next = renewed.record;
    } catch (error) {
      const problem = problemOf(error);
      next = failedWith(system, before, problem);
      if (problem.code === 'other-account') await authenticator.forget();
    }
    await settle(system, before, next);
    return freshnessOf(next, clock.now());
  }

  const renew = (system: System): Promise<Freshness> => {
    const present = running.get(system) ?? attempt(system).finally(() => running.delete(system));
    running.set(system, present);
    return present;
  };

  return {
    renew,
    async renewDue() {
      const { connections } = await store.read();
      const due = SYSTEMS.filter((system) => {
        const known = connections[system];
        return known?.way === 'oauth' && freshnessOf(known, clock.now()) === 'expiring';
      });
      await Promise.all(due.map(renew));
    },
    async noticed(system, problem) {
      const before = await record(system);
      if (before) await settle(system, before, failedWith(system, before, problem));
    },
  };
}
