import Dexie, { type DexieOptions, type Table } from 'dexie';
import type { Sealed } from '@/lib/ledger/audit-format';
import { ERASED, open, seal } from '@/lib/ledger/seal';
import type { KeyStore } from '@/lib/ledger/store';

/** Where a record belongs, in clear. */
interface Place {
  kind: string;
  id: string;
  opportunityId: string;
  postingId: string | null;
  /** ms epoch. */
  at: number;
}

interface Row extends Place {
  sealed: Sealed;
}

/**
 * What is kept about candidates, sealed under each candidate's own key (the one of the audit log). Deleting that key erases the records
 * wherever a copy of the database went; rows whose key is gone read as absent and are removed on sight.
 */
export function createCandidateRecords(
  keys: KeyStore,
  name = 'fulcrum-candidates',
  options: DexieOptions = {},
) {
  const db = new Dexie(name, options) as Dexie & { records: Table<Row, [string, string]> };
  db.version(1).stores({ records: '[kind+id], [kind+opportunityId], [kind+postingId], opportunityId' });

  async function value(row: Row): Promise<unknown> {
    const opened = await open(keys, row.opportunityId, row.sealed);
    if (opened !== ERASED) return opened;
    await db.records.delete([row.kind, row.id]);
    return null;
  }

  return {
    async put(place: Place, content: unknown): Promise<void> {
      const { kind, id, opportunityId, postingId, at } = place;
      // Sealed before the transaction: awaiting WebCrypto inside would end it.
      const sealed = await seal(keys, opportunityId, content);
      await db.records.put({ kind, id, opportunityId, postingId, at, sealed });
    },
    async get<T>(kind: string, id: string): Promise<T | null> {
      const row = await db.records.get([kind, id]);
      return row ? ((await value(row)) as T | null) : null;
    },
    /** Oldest first. */
    async list<T>(
      kind: string,
      of: { opportunityId?: string; postingId?: string } = {},
    ): Promise<{ place: Place; value: T }[]> {
      const rows = of.opportunityId
        ? await db.records.where({ kind, opportunityId: of.opportunityId }).toArray()
        : of.postingId
          ? await db.records.where({ kind, postingId: of.postingId }).toArray()
          : await db.records.where('[kind+id]').between([kind, Dexie.minKey], [kind, Dexie.maxKey]).toArray();
      const opened = await Promise.all(
        rows.map(async (row) => {
          const { sealed: _, ...place } = row;
          return { place, value: (await value(row)) as T | null };
        }),
      );
      return opened
        .flatMap(({ place, value: content }) => (content === null ? [] : [{ place, value: content as T }]))
        .sort((a, b) => a.place.at - b.place.at);
    },
    remove: (kind: string, id: string): Promise<void> => db.records.delete([kind, id]),
    async erase(opportunityId: string): Promise<void> {
      await db.records.where({ opportunityId }).delete();
    },
    close: () => db.close(),
  };
}
