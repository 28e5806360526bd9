import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { describe, expect, it } from 'vitest';
import type { CandidateReading } from '@/lib/governance/read-windows';
import { createAudit } from '@/lib/ledger/audit';
import { createReadLog } from '@/lib/ledger/audit-reads';
import { instantClock, memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import { openReadsDb } from './reads-db';

const MINUTE = 60_000;
const reading = (change: Partial<CandidateReading> = {}): CandidateReading => ({
  actor: 'u1',
  opportunityId: 'o1',
  kind: 'notes',
  purpose: 'panel',
  ...change,
});

/** One machine; `life()` is a new worker on the same disk. */
function machine() {
  const indexedDB = new IDBFactory();
  const clock = instantClock();
  const disk = memoryLedgerStore();
  let ids = 0;
  const life = (crashAfterRecord = false) => {
    const audit = createAudit({ store: disk, keys: disk, clock, lock: memoryLock() });
    const store = openReadsDb('reads', { indexedDB, IDBKeyRange });
    const record: typeof audit.record = async (...args) => {
      await audit.record(...args);
      if (crashAfterRecord) throw new Error('the worker died');
    };
    const log = createReadLog({
      store,
      audit: { ...audit, record },
      clock,
      lock: memoryLock(),
      newId: () => `w${++ids}`,
    });
    return { log, audit };
  };
  const counts = async () =>
    (await life().audit.read({}, 100))
      .filter(({ entry }) => entry.event === 'candidate-read')
      .map(({ entry, details }) => [entry.opportunityId, entry.outcome, (details as { count: number }).count])
      .sort();
  return { clock, life, counts };
}

describe('readings of candidates', () => {
  it('become one entry per candidate, kind and purpose with the count, after five minutes', async () => {
    const { clock, life, counts } = machine();
    const { log } = life();
    await Promise.all(Array.from({ length: 20 }, () => log.note(reading())));
    await log.note(reading({ kind: 'opportunity' }));
    await log.note(reading({ purpose: 'prefetch' }));
    await log.note(reading({ opportunityId: 'o2' }));
    await log.flush();
    expect(await counts()).toEqual([]);
    clock.advance(5 * MINUTE);
    await log.flush();
    await log.flush();
    expect(await counts()).toEqual([
      ['o1', 'notes', 1],
      ['o1', 'notes', 20],
      ['o1', 'opportunity', 1],
      ['o2', 'notes', 1],
    ]);
  });

  it('are not lost when the worker dies before they are logged, nor counted twice when it dies after', async () => {
    const { life, counts } = machine();
    await life().log.note(reading());
    await life().log.note(reading());
    await expect(life(true).log.flush(true)).rejects.toThrow('died');
    expect(await counts()).toEqual([['o1', 'notes', 2]]);
    await life().log.flush(true);
    expect(await counts()).toEqual([['o1', 'notes', 2]]);
    await life().log.note(reading());
    await life().log.flush(true);
    expect(await counts()).toEqual([
      ['o1', 'notes', 1],
      ['o1', 'notes', 2],
    ]);
  });

  it('go into a new window when the time of the old one is over, also when nobody flushed', async () => {
    const { clock, life, counts } = machine();
    const { log } = life();
    await log.note(reading());
    clock.advance(6 * MINUTE);
    await log.note(reading());
    clock.advance(6 * MINUTE);
    await log.note(reading());
    await log.flush(true);
    expect(await counts()).toEqual([
      ['o1', 'notes', 1],
      ['o1', 'notes', 1],
      ['o1', 'notes', 1],
    ]);
  });
});
