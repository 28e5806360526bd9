import browser from 'webextension-polyfill';
import { Failure } from '@/lib/domain/problem';
import type { Audit } from '@/lib/ledger/audit';
import type { Clock } from '@/lib/platform/clock';
import type { ConnectionsStore } from '@/lib/storage/connections';
import type { Vault } from '@/lib/storage/secrets';
import type { SettingsStore } from '@/lib/storage/settings';
import type { LockRecord } from '@/lib/workflows/lock-fulcrum/port';
import { createLock } from '@/lib/workflows/lock-fulcrum/service';

export const LOCK_ALARM = 'lock';
const RECORD = 'lock';
const USED = 'lock:used';
const OPEN: LockRecord = { lockedAt: null, reason: null, failures: 0, notBefore: 0 };
/** What outlives a lock in the memory of the browser: which tab shows which candidate (ids), and the last use. */
const STAYS = /^(screen:|lock:)/;

/** What may be asked while locked: the lock itself, and what a Lever page says about the address it shows. */
const ALWAYS: Record<string, readonly string[] | 'all'> = {
  'lock-fulcrum': 'all',
  surfaces: 'all',
  'lever-page': ['arrived', 'shortcut', 'broke'],
};

export interface LockDeps {
  vault: Vault;
  me(): Promise<string | null>;
  store: ConnectionsStore;
  settings: SettingsStore;
  audit: Audit;
  clock: Clock;
}

/** The lock, bound to the browser, and the gate in front of every message. */
export function bindLock({ vault, me, store, settings, audit, clock }: LockDeps) {
  let opened: () => void = () => {};
  const lock = createLock(
    {
      vault,
      store: {
        async read() {
          const found = await browser.storage.local.get(RECORD);
          return { ...OPEN, ...(found[RECORD] as Partial<LockRecord> | undefined) };
        },
        write: (record) => browser.storage.local.set({ [RECORD]: record }),
        async usedAt() {
          const at = (await browser.storage.session.get(USED))[USED];
          return typeof at === 'number' ? at : null;
        },
        use: (at) => browser.storage.session.set({ [USED]: at }),
      },
      async dropSession() {
        const names = Object.keys(await browser.storage.session.get(null));
        await browser.storage.session.remove(names.filter((name) => !STAYS.test(name)));
      },
      async disconnectAll() {
        await vault.clear();
        await store.update((state) => ({
          ...state,
          connections: {},
          clients: Object.fromEntries(
            Object.entries(state.clients).map(([system, client]) => [
              system,
              { ...client, hasSecret: false },
            ]),
          ),
        }));
      },
      audit,
      me,
      async minutes() {
        const { settings: read, fixedByAdmin } = await settings.read();
        return { minutes: read.lockMinutes, fixed: fixedByAdmin.includes('lockMinutes') };
      },
      async setMinutes(minutes) {
        await settings.change({ lockMinutes: minutes });
      },
      async wakeAt(at) {
        if (at === null) await browser.alarms.clear(LOCK_ALARM);
        else browser.alarms.create(LOCK_ALARM, { when: at });
      },
      announce() {
        // When no page is open nobody listens, and that is fine.
        browser.runtime.sendMessage({ fulcrum: 1, event: 'lock-changed' }).catch(() => undefined);
      },
      resume: () => opened(),
    },
    clock,
  );

  return {
    lock,
    /** Called when Fulcrum was unlocked. */
    onOpened(listener: () => void): void {
      opened = listener;
    },
    async admit({ contract, method }: { contract: string; method: string }): Promise<void> {
      if (contract === 'lever-page' && method === 'arrived') await lock.used();
      const always = Object.hasOwn(ALWAYS, contract) ? ALWAYS[contract] : undefined;
      if (always === 'all' || always?.includes(method)) return;
      if (!(await lock.isLocked())) return;
      throw new Failure({
        code: 'locked',
        message: 'Fulcrum is locked.',
        next: 'Unlock it in the panel, the popup or the control room.',
        retryable: true,
      });
    },
  };
}
