import type { Lock } from '@/lib/ledger/store';

/**
 * One holder at a time over all tabs, pages and workers of the extension; the browser frees the lock when
 * its holder dies. @param locks `navigator.locks`
 */
export const webLock =
  (locks: Pick<LockManager, 'request'>): Lock =>
  async <T>(name: string, work: () => Promise<T>): Promise<T> =>
    await locks.request(name, () => work());
