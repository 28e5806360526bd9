import { IDBDatabase, IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger } from '@/lib/ledger/executor';
import type { Plan } from '@/lib/ledger/plan';
import type { Commit, KeyStore, LedgerStore } from '@/lib/ledger/store';
import { bookingHandlers, bookingPlan } from '@/tests/fakes/ledger-booking';
import { instantClock, memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import { emptyWorld, visible } from '@/tests/fakes/ledger-world';
import { verifyExport } from '@/tests/tools/cli/audit-verify';
import { openLedgerDb } from './ledger-db';
import { webLock } from './ledger-lock';

const zero = '0'.repeat(64);
const entry = (seq: number, more = {}) => ({
  seq,
  at: 1_000 + seq,
  actor: 'user-1',
  workflow: 'w',
  opportunityId: 'opp-1',
  planId: null,
  actionId: null,
  event: 'e',
  key: null,
  outcome: null,
  clear: null,
  sealed: null,
  prevHash: zero,
  hash: `hash-${seq}`,
  ...more,
});
const plan = (id: string, more: Partial<Plan> = {}): Plan => ({
  id,
  workflow: 'w',
  title: id,
  opportunityId: 'opp-1',
  approvedBy: null,
  approvedAt: null,
  createdAt: 1,
  updatedAt: 1,
  state: 'proposed',
  origin: 'person',
  postingId: null,
  expiresAt: null,
  needs: [],
  actions: [],
  context: null,
  ...more,
});
const commit = (after: string, seqs: number[], more: Partial<Commit> = {}): Commit => ({
  after,
  entries: seqs.map((seq) => entry(seq)),
  tail: {
    size: seqs.length,
    head: `hash-${seqs.at(-1)}`,
    frontier: [],
    checkpoints: 0,
    lastCheckpoint: zero,
    checkpointSize: 0,
  },
  checkpoint: null,
  plan: null,
  erase: null,
  ...more,
});

const open = (factory = new IDBFactory()) => openLedgerDb('ledger-test', { indexedDB: factory, IDBKeyRange });
const homes: [string, () => LedgerStore & KeyStore][] = [
  ['IndexedDB', open],
  ['memory', memoryLedgerStore],
];

describe.each(homes)('ledger store in %s', (_name, make) => {
  it('is empty at first', async () => {
    const store = make();
    expect([
      await store.tail(),
      await store.plan('a'),
      await store.signing(),
      await store.candidate('opp-1'),
    ]).toEqual([null, null, null, null]);
    expect([
      ...(await store.plans({})),
      ...(await store.entriesFrom(0)),
      ...(await store.checkpoints()),
      ...(await store.find({}, 9)),
    ]).toEqual([]);
  });

  it('writes entries, end of log and plan together, and nothing once the head has moved', async () => {
    const store = make();
    expect(await store.commit(commit(zero, [0, 1], { plan: plan('a') }))).toBe(true);
    expect(await store.commit(commit(zero, [2], { plan: plan('b') }))).toBe(false);
    expect(await store.plan('b')).toBeNull();
    expect(await store.tail()).toMatchObject({ head: 'hash-1' });
    expect(await store.commit(commit('hash-1', [2], { plan: plan('a', { state: 'running' }) }))).toBe(true);
    expect((await store.entriesFrom(1)).map((e) => e.seq)).toEqual([1, 2]);
    expect((await store.plan('a'))?.state).toBe('running');
  });

  it('finds plans and entries', async () => {
    const store = make();
    const tries = [
      plan('a', { updatedAt: 3 }),
      plan('b', { updatedAt: 9, state: 'done' }),
      plan('c', { updatedAt: 5, opportunityId: 'opp-2', workflow: 'x' }),
    ];
    for (const [n, one] of tries.entries())
      await store.commit(
        commit(n ? `hash-${n - 1}` : zero, [n], {
          plan: one,
          entries: [entry(n, { opportunityId: one.opportunityId, planId: one.id, workflow: one.workflow })],
        }),
      );
    const ids = async (query: Parameters<typeof store.plans>[0]) =>
      (await store.plans(query)).map((p) => p.id).join('');
    expect(await ids({})).toBe('bca');
    expect(await ids({ limit: 1 })).toBe('b');
    expect(await ids({ states: ['proposed'] })).toBe('ca');
    expect(await ids({ opportunityId: 'opp-1' })).toBe('ba');
    expect(await ids({ opportunityId: 'opp-1', states: ['done'], limit: 1 })).toBe('b');
    expect(await ids({ workflow: 'x' })).toBe('c');
    const seqs = async (query: Parameters<typeof store.find>[0], limit = 9) =>
      (await store.find(query, limit)).map((e) => e.seq).join('');
    expect(await seqs({})).toBe('210');
    expect(await seqs({}, 2)).toBe('21');
    expect(await seqs({ before: 2 })).toBe('10');
    expect(await seqs({ opportunityId: 'opp-1' })).toBe('10');
    expect(await seqs({ opportunityId: 'opp-1', before: 1 })).toBe('0');
    expect(await seqs({ planId: 'c' })).toBe('2');
    expect(await seqs({ workflow: 'x', actor: 'user-2' })).toBe('');
  });

  it('keeps the first key and erases a candidate with plans and key', async () => {
    const store = make();
    const key = () =>
      crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await store.addCandidate('opp-1', { id: 'one', key: await key() });
    expect((await store.addCandidate('opp-1', { id: 'two', key: await key() })).id).toBe('one');
    await store.addCandidate('opp-2', { id: 'three', key: await key() });
    await store.commit(commit(zero, [0], { plan: plan('a') }));
    await store.commit(commit('hash-0', [1], { plan: plan('b', { opportunityId: 'opp-2' }) }));
    await store.commit(commit('hash-1', [2], { erase: 'opp-1' }));
    expect(await store.candidate('opp-1')).toBeNull();
    expect((await store.candidate('opp-2'))?.id).toBe('three');
    expect((await store.plans({})).map((p) => p.id)).toEqual(['b']);
    expect(await store.entriesFrom(0)).toHaveLength(3);
  });
});

describe('ledger store in IndexedDB', () => {
  afterEach(() => vi.restoreAllMocks());

  it('writes nothing at all when one part cannot be written', async () => {
    const store = open();
    await store.commit(commit(zero, [0]));
    // The same number twice: an entry that is there is never written over.
    await expect(store.commit(commit('hash-0', [1, 0], { plan: plan('a') }))).rejects.toMatchObject({
      problem: { code: 'ledger-not-saved' },
    });
    expect(await store.entriesFrom(0)).toHaveLength(1);
    expect(await store.plan('a')).toBeNull();
    expect(await store.tail()).toMatchObject({ head: 'hash-0' });
  });

  it('asks for strict durability on every write', async () => {
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const store = open();
    await store.commit(commit(zero, [0]));
    const writes = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
    expect(writes.length).toBeGreaterThan(0);
    for (const call of writes) expect((call as unknown[])[2]).toEqual({ durability: 'strict' });
  });

  it('carries a whole booking, its undo and its proof across a restart', async () => {
    const factory = new IDBFactory();
    const world = emptyWorld();
    const life = () => {
      const store = open(factory);
      const [clock, lock] = [instantClock(), memoryLock()];
      const audit = createAudit({ store, keys: store, clock, lock });
      return {
        store,
        audit,
        ledger: createLedger({ store, audit, handlers: bookingHandlers(world), clock, lock }),
      };
    };
    const first = life();
    await first.ledger.propose(await bookingPlan());
    await first.ledger.approve('plan-1', 'user-rec');
    first.store.close();
    const second = life();
    expect(await second.ledger.resumeAll()).toMatchObject([{ state: 'done' }]);
    second.store.close();
    const third = life();
    expect((await third.ledger.undo('plan-1', 'user-rec')).state).toBe('undone');
    expect(visible(world).google).toEqual([]);
    expect((await third.audit.read({}, 1))[0]?.details).toMatchObject({
      title: 'Book a 60-minute interview with Alex Rivera',
    });
    expect(verifyExport(JSON.stringify(await third.audit.export('user-rec')))).toMatchObject({ code: 0 });
  });
});

describe('web lock', () => {
  it('asks the browser for the name and hands the answer on', async () => {
    const request = vi.fn(async (_name: string, work: () => Promise<unknown>) => work());
    const lock = webLock({ request } as unknown as LockManager);
    expect(await lock('fulcrum:audit', async () => 42)).toBe(42);
    expect(request).toHaveBeenCalledWith('fulcrum:audit', expect.any(Function));
    await expect(lock('fulcrum:audit', async () => Promise.reject(new Error('inside')))).rejects.toThrow(
      'inside',
    );
  });
});
