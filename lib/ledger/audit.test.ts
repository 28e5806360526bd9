import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantClock, memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import { verifyExport } from '@/tests/tools/cli/audit-verify';
import { createAudit } from './audit';
import type { StoredEntry } from './audit-format';
import type { EntryDraft } from './store';

function newLog() {
  const store = memoryLedgerStore();
  const clock = instantClock();
  return { store, clock, audit: createAudit({ store, keys: store, clock, lock: memoryLock() }) };
}

const about = (opportunityId: string | null, more: Partial<EntryDraft> = {}): EntryDraft => ({
  actor: 'user-1',
  workflow: 'schedule-interview',
  opportunityId,
  event: 'candidate-read',
  ...more,
});

describe('audit log', () => {
  it('keeps what it was told, newest first, found by candidate, plan, workflow and actor', async () => {
    const { audit } = newLog();
    await audit.record([
      about('opp-1', { planId: 'plan-1', details: { name: 'Alex Rivera' } }),
      about(null, { details: ['clear'] }),
    ]);
    await audit.record([about('opp-2', { actor: 'user-2', workflow: 'chase-feedback' })]);
    const events = async (query: Parameters<typeof audit.read>[0]) =>
      (await audit.read(query)).map((r) => r.entry.seq);
    expect(await events({})).toEqual([2, 1, 0]);
    expect(await events({ before: 2 })).toEqual([1, 0]);
    expect(await events({ opportunityId: 'opp-1' })).toEqual([0]);
    expect(await events({ planId: 'plan-1' })).toEqual([0]);
    expect(await events({ actor: 'user-2' })).toEqual([2]);
    expect(await events({ workflow: 'chase-feedback' })).toEqual([2]);
    const [, clear, sealed] = await audit.read({});
    expect(sealed).toMatchObject({ details: { name: 'Alex Rivera' }, erased: false });
    expect(clear?.details).toEqual(['clear']);
    expect(await audit.status()).toMatchObject({ entries: 3 });
  });

  it('holds no detail about a candidate in the clear', async () => {
    const { audit } = newLog();
    await audit.record([about('opp-1', { details: { name: 'Alex Rivera' } })]);
    expect(JSON.stringify(await audit.export('user-1'))).not.toContain('Rivera');
  });

  it('forgets an erased candidate and only that one; the chain still verifies', async () => {
    const { audit } = newLog();
    await audit.record([about('opp-1', { details: 'first' }), about('opp-2', { details: 'second' })]);
    await audit.record([about('opp-1', { event: 'candidate-erased' })], { erase: 'opp-1' });
    await audit.record([about('opp-1', { details: 'applied again' })]);
    const rows = (await audit.read({})).map(({ details, erased }) => (erased ? 'erased' : details));
    expect(rows).toEqual(['applied again', null, 'second', 'erased']);
    expect(verifyExport(JSON.stringify(await audit.export('user-1')))).toMatchObject({ code: 0 });
    expect(await audit.check()).toMatchObject({ ok: true, entries: 5, bad: null });
  });

  it('opens nothing that was moved to another candidate or altered', async () => {
    const { audit, store } = newLog();
    await audit.record([about('opp-1', { details: 'secret' })]);
    const [row] = await store.entriesFrom(0);
    const swapped = { ...store, find: async () => [{ ...(row as StoredEntry), opportunityId: 'opp-2' }] };
    const reader = createAudit({
      store: swapped,
      keys: { ...store, candidate: () => store.candidate('opp-1') },
      clock: instantClock(),
      lock: memoryLock(),
    });
    await expect(reader.read({})).rejects.toThrow();
  });

  it('signs a checkpoint every 64 entries, and one for a batch that crosses the mark', async () => {
    const { audit, store } = newLog();
    for (let n = 0; n < 63; n++) await audit.record([about(null)]);
    expect(await store.checkpoints()).toEqual([]);
    await audit.record([about(null), about(null), about(null)]);
    expect(await store.checkpoints()).toMatchObject([{ number: 0, size: 66 }]);
    expect(verifyExport(JSON.stringify(await audit.export('user-1')))).toMatchObject({
      code: 0,
      message: expect.stringContaining('valid: 67 entries, 1 checkpoints, head 67:'),
    });
  });

  it('does not fork when two writers meet without a lock', async () => {
    const { store } = newLog();
    const open: Parameters<typeof createAudit>[0]['lock'] = (_name, work) => work();
    const writers = [1, 2, 3].map(() =>
      createAudit({ store, keys: store, clock: instantClock(), lock: open }),
    );
    await Promise.all(writers.map((writer) => writer.record([about(null)])));
    expect(await writers[0]?.check()).toMatchObject({ ok: true, entries: 3 });
  });

  it('gives up with a problem instead of forking when the head keeps moving', async () => {
    const { store } = newLog();
    const audit = createAudit({
      store: { ...store, commit: async () => false },
      keys: store,
      clock: instantClock(),
      lock: memoryLock(),
    });
    await expect(audit.record([about(null)])).rejects.toMatchObject({
      problem: { code: 'audit-log-contended' },
    });
  });

  it('notices on this machine what was changed behind its back', async () => {
    const { audit, store } = newLog();
    for (let n = 0; n < 5; n++) await audit.record([about(null, { details: n })]);
    const tampered = (await store.entriesFrom(0)).map((e) => (e.seq === 3 ? { ...e, actor: 'user-9' } : e));
    const check = (entries: typeof tampered) =>
      createAudit({
        store: { ...store, entriesFrom: async () => entries },
        keys: store,
        clock: instantClock(),
        lock: memoryLock(),
      }).check();
    expect(await check(tampered)).toMatchObject({ ok: false, bad: 3 });
    expect(await check((await store.entriesFrom(0)).slice(0, 4))).toMatchObject({ ok: false, bad: 4 });
  });

  it('cannot give its private key away', async () => {
    const { audit, store } = newLog();
    await audit.export('user-1');
    const pair = await store.signing();
    expect(pair?.privateKey.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('jwk', pair?.privateKey as CryptoKey)).rejects.toThrow();
  });

  it('verifies offline whatever JSON it was told', { timeout: 30_000 }, async () => {
    const run = fc.asyncProperty(
      fc.array(fc.record({ actor: fc.string({ unit: 'binary' }), details: fc.jsonValue() }), {
        maxLength: 5,
      }),
      async (drafts) => {
        const { audit } = newLog();
        await audit.record(drafts.map((draft) => about(null, draft)));
        expect(verifyExport(JSON.stringify(await audit.export('user-1')))).toMatchObject({ code: 0 });
      },
    );
    await fc.assert(run, { numRuns: 20 });
  });
});
