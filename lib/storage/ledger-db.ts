import Dexie, { type DexieOptions, type Table } from 'dexie';
import { Failure } from '@/lib/domain/problem';
import type { Checkpoint, StoredEntry } from '@/lib/ledger/audit-format';
import type { Plan } from '@/lib/ledger/plan';
import type {
  AuditTail,
  CandidateKey,
  Commit,
  EntryQuery,
  KeyStore,
  LedgerStore,
  PlanQuery,
} from '@/lib/ledger/store';

type Named<T> = T & { name: string };

interface Tables {
  plans: Table<Plan, string>;
  entries: Table<StoredEntry, number>;
  checkpoints: Table<Checkpoint, number>;
  /** One row, `tail`. */
  log: Table<Named<AuditTail>, string>;
  /** `signing`, and `candidate:<opportunity id>`. Non-extractable keys; the browser clones them as they are. */
  keys: Table<Named<{ pair: CryptoKeyPair } | { candidate: CandidateKey }>, string>;
}

const LOG = 'tail';
const SIGNING = 'signing';
const keyOf = (opportunityId: string) => `candidate:${opportunityId}`;

/**
 * Plans, audit log and its keys in IndexedDB. Transactions are strictly durable: when `commit` resolves, the
 * intent is on disk, and only then may a request leave.
 */
export function openLedgerDb(
  name = 'fulcrum-ledger',
  options: DexieOptions = {},
): LedgerStore & KeyStore & { close(): void } {
  const db = new Dexie(name, { ...options, chromeTransactionDurability: 'strict' }) as Dexie & Tables;
  db.version(1).stores({
    plans: 'id, state, opportunityId, workflow, updatedAt',
    entries: 'seq, opportunityId, planId',
    checkpoints: 'number',
    log: 'name',
    keys: 'name',
  });

  async function plans({ states, opportunityId, workflow, limit = 100 }: PlanQuery): Promise<Plan[]> {
    const fits = (plan: Plan) =>
      (!states || states.includes(plan.state)) &&
      (opportunityId === undefined || plan.opportunityId === opportunityId) &&
      (workflow === undefined || plan.workflow === workflow);
    if (!states && opportunityId === undefined)
      return db.plans.orderBy('updatedAt').reverse().filter(fits).limit(limit).toArray();
    const narrow =
      opportunityId === undefined
        ? db.plans.where('state').anyOf([...(states ?? [])])
        : db.plans.where({ opportunityId });
    const found = await narrow.filter(fits).toArray();
    return found.sort((a, b) => b.updatedAt - a.updatedAt).slice(0, limit);
  }

  const transact = ({ after, entries, tail, checkpoint, plan, erase }: Commit): Promise<boolean> =>
    db.transaction('rw', [db.plans, db.entries, db.checkpoints, db.log, db.keys], async () => {
      const head = await db.log.get(LOG);
      if (head ? head.head !== after : !/^0+$/.test(after)) return false;
      // `add`, never `put`: an entry that is there is never written over.
      await db.entries.bulkAdd(entries);
      if (checkpoint) await db.checkpoints.add(checkpoint);
      await db.log.put({ ...tail, name: LOG });
      if (plan) await db.plans.put(plan);
      if (erase !== null) {
        await db.plans.where({ opportunityId: erase }).delete();
        await db.keys.delete(keyOf(erase));
      }
      return true;
    });

  async function commit(batch: Commit): Promise<boolean> {
    try {
      return await transact(batch);
    } catch (error) {
      throw new Failure({
        code: 'ledger-not-saved',
        message: `Fulcrum could not save what it is doing on this computer: ${error instanceof Error ? error.message : String(error)}`,
        next: 'Free some disk space and open Activity: what was under way is looked up before anything is sent again.',
        retryable: true,
      });
    }
  }

  function find(
    { opportunityId, planId, workflow, actor, before }: EntryQuery,
    limit: number,
  ): Promise<StoredEntry[]> {
    const fits = (entry: StoredEntry) =>
      (opportunityId === undefined || entry.opportunityId === opportunityId) &&
      (planId === undefined || entry.planId === planId) &&
      (workflow === undefined || entry.workflow === workflow) &&
      (actor === undefined || entry.actor === actor);
    const older = (entry: StoredEntry) => before === undefined || entry.seq < before;
    // Inside one value of an index rows are in order of their primary key, here `seq`.
    const rows =
      planId !== undefined
        ? db.entries.where({ planId })
        : opportunityId !== undefined
          ? db.entries.where({ opportunityId })
          : db.entries.where('seq').below(before ?? Number.POSITIVE_INFINITY);
    return rows
      .reverse()
      .filter((entry) => fits(entry) && older(entry))
      .limit(limit)
      .toArray();
  }

  /** First writer wins, in one transaction; answers what is there afterwards. */
  const addKey = (row: Named<{ pair: CryptoKeyPair } | { candidate: CandidateKey }>) =>
    db.transaction('rw', db.keys, async () => {
      const there = await db.keys.get(row.name);
      if (!there) await db.keys.add(row);
      return there ?? row;
    });

  return {
    plan: async (id) => (await db.plans.get(id)) ?? null,
    plans,
    async tail() {
      const row = await db.log.get(LOG);
      if (!row) return null;
      const { name: _, ...tail } = row;
      return tail;
    },
    commit,
    find,
    entriesFrom: (seq) => db.entries.where('seq').aboveOrEqual(seq).toArray(),
    checkpoints: () => db.checkpoints.orderBy('number').toArray(),
    async signing() {
      const row = await db.keys.get(SIGNING);
      return row && 'pair' in row ? row.pair : null;
    },
    async addSigning(pair) {
      const row = await addKey({ name: SIGNING, pair });
      return 'pair' in row ? row.pair : pair;
    },
    async candidate(opportunityId) {
      const row = await db.keys.get(keyOf(opportunityId));
      return row && 'candidate' in row ? row.candidate : null;
    },
    async addCandidate(opportunityId, candidate) {
      const row = await addKey({ name: keyOf(opportunityId), candidate });
      return 'candidate' in row ? row.candidate : candidate;
    },
    close: () => db.close(),
  };
}
