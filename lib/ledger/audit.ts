import { Failure } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import {
  type AuditExport,
  CHECKPOINT_EVERY,
  type Checkpoint,
  entryBytes,
  FORMAT,
  hashOf,
  type StoredEntry,
  VERSION,
  ZERO,
} from './audit-format';
import { sha256, toHex } from './bytes';
import { appendLeaf, rootOf } from './merkle';
import type { Plan } from './plan';
import { ERASED, open, seal } from './seal';
import { publicKey, sign, signingPair } from './sign';
import type { AuditTail, EntryDraft, EntryQuery, KeyStore, LedgerStore, Lock } from './store';

export interface AuditDeps {
  store: LedgerStore;
  keys: KeyStore;
  clock: Clock;
  lock: Lock;
}

/** An entry as a person may read it. */
export interface AuditRead {
  entry: StoredEntry;
  details: unknown;
  /** The candidate's key was deleted: the entry still proves that something happened, not what. */
  erased: boolean;
}

export type Audit = ReturnType<typeof createAudit>;

const EMPTY: AuditTail = {
  size: 0,
  head: ZERO,
  frontier: [],
  checkpoints: 0,
  lastCheckpoint: ZERO,
  checkpointSize: 0,
};
const LOCK = 'fulcrum:audit';
/** The lock keeps writers apart; the store refuses a second head all the same, and then it is tried again. */
const TRIES = 3;

/**
 * The tamper-evident log: hash chain, Merkle tree, signed checkpoints. Details about a candidate are sealed
 * under a key of their own, so that deleting the key erases them and the chain still verifies.
 */
export function createAudit({ store, keys, clock, lock }: AuditDeps) {
  async function entryOf(draft: EntryDraft, seq: number, prevHash: string): Promise<StoredEntry> {
    const { details = null, opportunityId } = draft;
    const entry = {
      seq,
      at: clock.now(),
      actor: draft.actor,
      workflow: draft.workflow,
      opportunityId,
      planId: draft.planId ?? null,
      actionId: draft.actionId ?? null,
      event: draft.event,
      key: draft.key ?? null,
      outcome: draft.outcome ?? null,
      clear: opportunityId === null ? JSON.parse(JSON.stringify(details)) : null,
      sealed: opportunityId !== null && details !== null ? await seal(keys, opportunityId, details) : null,
      prevHash,
    };
    return { ...entry, hash: toHex(await sha256(entryBytes(entry))) };
  }

  async function checkpointAt(tail: AuditTail): Promise<Checkpoint> {
    const pair = await signingPair(keys);
    const { origin } = await publicKey(pair);
    const { size, head, frontier, checkpoints, lastCheckpoint } = tail;
    const root = await rootOf(frontier);
    return sign(pair, {
      kind: 'checkpoint' as const,
      origin,
      number: checkpoints,
      size,
      root,
      head,
      at: clock.now(),
      prev: lastCheckpoint,
    });
  }

  /** One strict transaction: the entries, a checkpoint when one is due, and the plan they are about. */
  async function append(
    drafts: readonly EntryDraft[],
    plan: Plan | null,
    erase: string | null,
  ): Promise<void> {
    for (let n = 0; n < TRIES; n++) {
      const before = (await store.tail()) ?? EMPTY;
      const tail = { ...before };
      const entries: StoredEntry[] = [];
      // Everything is computed first: awaiting WebCrypto inside an IndexedDB transaction would end it.
      for (const draft of drafts) {
        const entry = await entryOf(draft, tail.size, tail.head);
        tail.frontier = await appendLeaf(tail.frontier, tail.size, entryBytes(entry));
        tail.size += 1;
        tail.head = entry.hash;
        entries.push(entry);
      }
      let checkpoint: Checkpoint | null = null;
      if (tail.size - tail.checkpointSize >= CHECKPOINT_EVERY) {
        checkpoint = await checkpointAt(tail);
        Object.assign(tail, {
          checkpoints: tail.checkpoints + 1,
          checkpointSize: tail.size,
          lastCheckpoint: await hashOf(checkpoint),
        });
      }
      if (await store.commit({ after: before.head, entries, tail, checkpoint, plan, erase })) return;
    }
    throw new Failure({
      code: 'audit-log-contended',
      message: 'The activity log was being written by somebody else at the same time, so nothing was done.',
      next: 'Close other windows of this browser profile that show Fulcrum and try again.',
      retryable: true,
    });
  }

  /** Writes entries and, in the same transaction, the plan they are about or an erasure. */
  function record(drafts: readonly EntryDraft[], also: { plan?: Plan; erase?: string } = {}): Promise<void> {
    return lock(LOCK, () => append(drafts, also.plan ?? null, also.erase ?? null));
  }

  /** Entries newest first with their details opened. */
  async function read(query: EntryQuery, limit = 100): Promise<AuditRead[]> {
    const entries = await store.find(query, limit);
    return Promise.all(
      entries.map(async (entry) => {
        if (!entry.sealed || entry.opportunityId === null)
          return { entry, details: entry.clear, erased: false };
        const details = await open(keys, entry.opportunityId, entry.sealed);
        return details === ERASED
          ? { entry, details: null, erased: true }
          : { entry, details, erased: false };
      }),
    );
  }

  /** The whole log as a document that verifies offline; that it was exported is itself logged first. */
  function exportLog(actor: string): Promise<AuditExport> {
    return lock(LOCK, async () => {
      await append(
        [{ actor, workflow: 'review-activity', opportunityId: null, event: 'log-exported' }],
        null,
        null,
      );
      const pair = await signingPair(keys);
      const { jwk, origin } = await publicKey(pair);
      const { size, head, frontier, checkpoints, lastCheckpoint } = (await store.tail()) ?? EMPTY;
      const root = await rootOf(frontier);
      return {
        format: FORMAT,
        version: VERSION,
        publicKeyJwk: jwk,
        entries: await store.entriesFrom(0),
        checkpoints: await store.checkpoints(),
        head: await sign(pair, {
          kind: 'head' as const,
          origin,
          size,
          root,
          head,
          at: clock.now(),
          checkpoints,
          lastCheckpoint,
        }),
      };
    });
  }

  /** Recomputes the chain on this machine. `bad` is the number of the first entry that does not fit. */
  function check(): Promise<{ ok: boolean; entries: number; head: string; bad: number | null }> {
    return lock(LOCK, async () => {
      const entries = await store.entriesFrom(0);
      const tail = (await store.tail()) ?? EMPTY;
      let head = ZERO;
      let frontier: string[] = [];
      for (const [seq, entry] of entries.entries()) {
        const bytes = entryBytes(entry);
        const hash = toHex(await sha256(bytes));
        const fits = entry.seq === seq && entry.prevHash === head && entry.hash === hash;
        if (!fits) return { ok: false, entries: entries.length, head, bad: seq };
        frontier = await appendLeaf(frontier, seq, bytes);
        head = hash;
      }
      const whole =
        entries.length === tail.size && head === tail.head && frontier.join() === tail.frontier.join();
      return { ok: whole, entries: entries.length, head, bad: whole ? null : entries.length };
    });
  }

  /** Every entry, oldest first, sealed as it is stored. */
  const entries = (): Promise<StoredEntry[]> => store.entriesFrom(0);

  /**
   * For each entry whether its content has the hash it states, and whether it continues the stored entry before
   * it; `before` is that entry's hash, or 64 zeros for the first.
   */
  async function links(
    of: readonly StoredEntry[],
  ): Promise<{ seq: number; before: string; content: boolean; continues: boolean }[]> {
    if (of.length === 0) return [];
    const first = Math.max(0, Math.min(...of.map(({ seq }) => seq)) - 1);
    const hashes = new Map((await store.entriesFrom(first)).map(({ seq, hash }) => [seq, hash]));
    return Promise.all(
      of.map(async (entry) => {
        const before = entry.seq === 0 ? ZERO : (hashes.get(entry.seq - 1) ?? '');
        return {
          seq: entry.seq,
          before,
          content: toHex(await sha256(entryBytes(entry))) === entry.hash,
          continues: before === entry.prevHash,
        };
      }),
    );
  }

  /** Number of entries and the last hash (null while empty). */
  async function status(): Promise<{ entries: number; head: string | null }> {
    const tail = await store.tail();
    return { entries: tail?.size ?? 0, head: tail?.head ?? null };
  }

  return { record, read, entries, links, export: exportLog, check, status };
}
