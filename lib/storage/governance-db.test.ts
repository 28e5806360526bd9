import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Verdict } from '@/lib/governance/port';
import { openGovernanceDb } from './governance-db';

let indexedDB: IDBFactory;
beforeEach(() => {
  indexedDB = new IDBFactory();
});
const open = () => openGovernanceDb('g', { indexedDB, IDBKeyRange });
const verdict = (n: number, more: Partial<Verdict> = {}): Verdict => ({
  workflow: 'schedule-interview',
  postingId: 'p1',
  planId: `plan-${n}`,
  outcome: 'agreed',
  by: 'user-rec',
  at: n,
  ...more,
});

/** Writes a row as a fault of the disk or another version might leave it. */
async function damage(row: object): Promise<void> {
  const db = await new Promise<IDBDatabase>((resolve, reject) => {
    const asked = indexedDB.open('g');
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  const write = db.transaction('verdicts', 'readwrite');
  write.objectStore('verdicts').put(row);
  await new Promise((resolve) => {
    write.oncomplete = resolve;
  });
  db.close();
}

describe('governance on disk', () => {
  it('keeps the policy over a restart, as it was given', async () => {
    const first = open();
    expect(await first.policy()).toBeUndefined();
    await first.savePolicy({ version: 1, anything: [1] });
    first.close();
    expect(await open().policy()).toEqual({ version: 1, anything: [1] });
  });

  it('counts a plan once, keeps workflows apart, and gives decisions oldest first', async () => {
    const db = open();
    expect(await db.addVerdict(verdict(2))).toBe(true);
    expect(await db.addVerdict(verdict(1))).toBe(true);
    expect(await db.addVerdict(verdict(2, { outcome: 'refused' }))).toBe(false);
    await db.addVerdict(verdict(3, { workflow: 'chase-feedback' }));
    const { verdicts, damaged } = await db.verdicts('schedule-interview');
    expect(verdicts.map((one) => [one.planId, one.outcome])).toEqual([
      ['plan-1', 'agreed'],
      ['plan-2', 'agreed'],
    ]);
    expect(damaged).toBe(0);
  });

  it('counts damaged decisions while they would count', async () => {
    const db = open();
    await db.addVerdict(verdict(1));
    await damage({ ...verdict(2), outcome: 'yes' });
    expect(await db.verdicts('schedule-interview')).toMatchObject({
      damaged: 1,
      verdicts: [{ planId: 'plan-1' }],
    });
    for (let n = 3; n < 203; n++) await db.addVerdict(verdict(n));
    expect((await db.verdicts('schedule-interview')).damaged).toBe(0);
  });

  it('refuses a decision that is none', async () => {
    await expect(open().addVerdict({ ...verdict(1), planId: '' })).rejects.toMatchObject({
      problem: { code: 'automation-not-saved' },
    });
  });

  it('replaces the list of postings, and remembers what was announced', async () => {
    const db = open();
    const posting = (id: string) => ({ id, title: id, level: null, team: null, location: null });
    expect([await db.postings(), await db.postingsReadAt()]).toEqual([[], null]);
    await db.keepPostings([posting('a'), posting('b')], 5);
    await db.keepPostings([posting('b')], 6);
    expect([await db.postings(), await db.postingsReadAt()]).toEqual([[posting('b')], 6]);
    expect(await db.announced('x')).toBeNull();
    await db.announce('x', 2);
    expect(await db.announced('x')).toBe(2);
  });
});
