import browser from 'webextension-polyfill';
import { Failure } from '@/lib/domain/problem';
import { openEscalations } from '@/lib/storage/escalations';
import { createEscalations } from '@/lib/workflows/handle-exceptions/escalations';
import type { CandidateFacts, People } from '@/lib/workflows/handle-exceptions/port';
import { createHandleExceptions } from '@/lib/workflows/handle-exceptions/service';
import { createWatch } from '@/lib/workflows/handle-exceptions/watch';
import type { Core } from './core';
import { keyValues } from './key-values';

export const ESCALATE = 'escalate';

/** Exceptions and escalations: the page behind them, `raise` for other workflows, and the alarm. */
export function bindExceptions({ audit, channels, clock, connections, ledger, engine, lock }: Core) {
  /** Null when Lever cannot say; the message then leaves the details out. */
  async function candidate(opportunityId: string): Promise<CandidateFacts | null> {
    try {
      const { api } = await connections.lever();
      const { name, emails, confidentiality, urls } = await api.opportunity(opportunityId);
      return { name, emails, confidential: confidentiality !== 'non-confidential', url: urls.show };
    } catch (error) {
      if (error instanceof Failure) return null;
      throw error;
    }
  }
  const people: People = {
    candidate,
    async me() {
      if ((await connections.me()) === null) return null;
      const { me } = await connections.lever();
      return { id: me.id, name: me.name };
    },
    async colleagues() {
      const { api } = await connections.lever();
      return (await api.users()).filter((user) => user.deactivatedAt === null);
    },
  };
  const store = openEscalations();
  const escalations = createEscalations({ store, channels, candidate, audit, lock, clock });
  const look = createWatch({ ledger: engine, escalations, delay: channels.delay, clock });

  let looking: Promise<void> = Promise.resolve();
  /** An alarm only for as long as something waits: a worker that is woken for nothing would never sleep. */
  async function lookOnce(): Promise<void> {
    const next = await look();
    if (next === null) await browser.alarms.clear(ESCALATE);
    else await browser.alarms.create(ESCALATE, { when: Math.max(next, clock.now() + 1000) });
  }
  /** One after the other; call at every start of a worker, when the alarm rings, and when something changed. */
  const watch = (): Promise<void> => {
    looking = looking.then(lookOnce, lookOnce);
    return looking;
  };
  engine.subscribe((plan) => {
    if (plan.state === 'parked') void watch();
  });

  return {
    /** For other workflows: the same key is sent once. */
    escalations: { raise: escalations.raise },
    about: escalations.about,
    forget: escalations.forget,
    watch,
    implementation: createHandleExceptions({
      ledger,
      audit,
      escalations,
      channels,
      people,
      kept: keyValues(browser.storage.local, 'exceptions'),
      clock,
      newId: () => crypto.randomUUID(),
      changed: () => void watch(),
    }),
  };
}
