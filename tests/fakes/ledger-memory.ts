import type { Checkpoint, StoredEntry } from '@/lib/ledger/audit-format';
import type { Plan } from '@/lib/ledger/plan';
import type { AuditTail, CandidateKey, KeyStore, LedgerStore, Lock } from '@/lib/ledger/store';
import type { Clock } from '@/lib/platform/clock';

/** The ledger's disk, in memory. Copies on the way in and out, as a database does. */
export function memoryLedgerStore(): LedgerStore & KeyStore {
  const plans = new Map<string, Plan>();
  const entries: StoredEntry[] = [];
  const checkpoints: Checkpoint[] = [];
  const candidates = new Map<string, CandidateKey>();
  let tail: AuditTail | null = null;
  let pair: CryptoKeyPair | null = null;
  const copy = <T>(value: T): T => structuredClone(value);
  return {
    plan: async (id) => copy(plans.get(id) ?? null),
    plans: async ({ states, opportunityId, workflow, limit = 100 }) =>
      copy(
        [...plans.values()]
          .filter((p) => !states || states.includes(p.state))
          .filter((p) => opportunityId === undefined || p.opportunityId === opportunityId)
          .filter((p) => workflow === undefined || p.workflow === workflow)
          .sort((a, b) => b.updatedAt - a.updatedAt)
          .slice(0, limit),
      ),
    tail: async () => copy(tail),
    commit: async (commit) => {
      if ((tail?.head ?? '0'.repeat(64)) !== commit.after) return false;
      entries.push(...copy(commit.entries));
      if (commit.checkpoint) checkpoints.push(copy(commit.checkpoint));
      tail = copy(commit.tail);
      if (commit.plan) plans.set(commit.plan.id, copy(commit.plan));
      if (commit.erase !== null) {
        for (const plan of [...plans.values()])
          if (plan.opportunityId === commit.erase) plans.delete(plan.id);
        candidates.delete(commit.erase);
      }
      return true;
    },
    find: async (query, limit) =>
      copy(
        [...entries]
          .reverse()
          .filter((e) => query.before === undefined || e.seq < query.before)
          .filter((e) =>
            (['opportunityId', 'planId', 'workflow', 'actor'] as const).every(
              (k) => query[k] === undefined || e[k] === query[k],
            ),
          )
          .slice(0, limit),
      ),
    entriesFrom: async (seq) => copy(entries.filter((e) => e.seq >= seq)),
    checkpoints: async () => copy(checkpoints),
    signing: async () => pair,
    addSigning: async (made) => {
      pair ??= made;
      return pair;
    },
    candidate: async (id) => candidates.get(id) ?? null,
    addCandidate: async (id, key) => {
      const there = candidates.get(id);
      if (!there) candidates.set(id, key);
      return there ?? key;
    },
  };
}

/** A lock of one process; make a new one for each life, as the browser frees a dead worker's locks. */
export function memoryLock(): Lock {
  const waiting = new Map<string, Promise<unknown>>();
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const turn = (waiting.get(name) ?? Promise.resolve()).then(work, work);
    waiting.set(
      name,
      turn.catch(() => undefined),
    );
    return turn;
  };
}

/** A clock whose sleeps pass at once and move its time on. */
export function instantClock(start = Date.UTC(2027, 2, 1, 9)): Clock & { advance(ms: number): void } {
  let now = start;
  let seed = 7;
  return {
    now: () => now,
    random: () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed / 2_147_483_647;
    },
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
    },
    advance: (ms) => {
      now += ms;
    },
  };
}
