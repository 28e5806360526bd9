import Dexie, { type DexieOptions, type Table } from 'dexie';
import { Failure } from '@/lib/domain/problem';
import { counted, isDue, type ReadWindow, windowKey } from '@/lib/governance/read-windows';
import type { ReadStore } from '@/lib/ledger/audit-reads';

/** `open` is the key of a window that takes readings; closed ones have none, so many may wait. */
type Row = ReadWindow & { open?: string };

/** Readings on their way into the log, in IndexedDB; strictly durable when `add` resolves. */
export function openReadsDb(name = 'fulcrum-reads', options: DexieOptions = {}): ReadStore {
  const db = new Dexie(name, { ...options, chromeTransactionDurability: 'strict' }) as Dexie & {
    windows: Table<Row, string>;
  };
  db.version(1).stores({ windows: 'id, &open' });
  const bare = ({ open: _, ...window }: Row): ReadWindow => window;

  return {
    async add(reading, now, newId) {
      const open = windowKey(reading);
      try {
        await db.transaction('rw', db.windows, async () => {
          const there = await db.windows.where({ open }).first();
          if (there && !isDue(there, now)) {
            await db.windows.put({ ...counted(there, now), open });
            return;
          }
          if (there) await db.windows.put(bare(there));
          await db.windows.add({ ...reading, id: newId, count: 1, firstAt: now, lastAt: now, open });
        });
      } catch (error) {
        throw new Failure({
          code: 'read-not-logged',
          message: `Fulcrum could not write down that a candidate was read, so it shows nothing: ${error instanceof Error ? error.message : String(error)}`,
          next: 'Free some disk space and try again.',
          retryable: true,
        });
      }
    },
    open: async () => (await db.windows.filter((row) => row.open !== undefined).toArray()).map(bare),
    closed: async () => (await db.windows.filter((row) => row.open === undefined).toArray()).map(bare),
    close: (ids) =>
      db.transaction('rw', db.windows, async () => {
        for (const id of ids) {
          const row = await db.windows.get(id);
          if (row) await db.windows.put(bare(row));
        }
      }),
    remove: (id) => db.windows.delete(id),
  };
}
