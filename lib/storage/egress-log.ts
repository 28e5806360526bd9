import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { EgressEntry } from '@/lib/platform/http-types';

/** Attempts kept; older ones are dropped. Entries hold no id, no token and no candidate data. */
const KEPT = 2000;
const PRUNE_EVERY = 200;

export interface EgressLog {
  /** Never throws and never waits; a log that cannot be written is said by `recent`. */
  add(entry: EgressEntry): void;
  /** Newest first. Waits for what is still being written; rejects when writing failed. */
  recent(limit: number): Promise<EgressEntry[]>;
}

/** Every attempt that left the extension, in IndexedDB. */
export function createEgressLog(name = 'fulcrum-egress', options: DexieOptions = {}): EgressLog {
  const db = new Dexie(name, options) as Dexie & { attempts: Table<EgressEntry & { id?: number }, number> };
  db.version(1).stores({ attempts: '++id' });
  let writing: Promise<unknown> = Promise.resolve();
  let failed: unknown = null;
  let added = 0;

  async function write(entry: EgressEntry): Promise<void> {
    await db.attempts.add(entry);
    if (++added % PRUNE_EVERY !== 0) return;
    const oldest = await db.attempts.orderBy('id').reverse().offset(KEPT).first();
    if (oldest?.id !== undefined) await db.attempts.where('id').belowOrEqual(oldest.id).delete();
  }

  return {
    add(entry) {
      writing = writing
        .then(() => write(entry))
        .catch((error: unknown) => {
          failed = error;
        });
    },
    async recent(limit) {
      await writing;
      if (failed) throw failed;
      const rows = await db.attempts.orderBy('id').reverse().limit(limit).toArray();
      return rows.map(({ id: _, ...entry }) => entry);
    },
  };
}
