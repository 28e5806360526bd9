import { beforeAll, describe, expect, it } from 'vitest';
import { mutate, sampleExports, seeded } from '@/tests/fakes/ledger-mutations';
import { verifyExport } from '@/tests/tools/cli/audit-verify';
import type { AuditExport } from './audit-format';

let log: AuditExport;
let fork: AuditExport;
let earlier: AuditExport;
beforeAll(async () => {
  ({ log, fork, earlier } = await sampleExports());
});

const verdict = (change: (doc: AuditExport) => void, expected = {}) => {
  const doc = structuredClone(log);
  change(doc);
  return verifyExport(JSON.stringify(doc), expected);
};

describe('offline verifier', () => {
  it('accepts the undamaged log, compact or laid out, and says what it saw', () => {
    const { code, message } = verifyExport(JSON.stringify(log));
    expect(code).toBe(0);
    expect(message).toMatch(/^valid: 151 entries, 2 checkpoints, head 151:[0-9a-f]{64}, key [0-9a-f]{64}$/);
    expect(verifyExport(`${JSON.stringify(log, null, 2)}\n`).code).toBe(0);
    expect(verifyExport(JSON.stringify(fork)).code).toBe(0);
  });

  it.each<[string, (doc: AuditExport) => void, string]>([
    [
      'a changed entry',
      (d) => void Object.assign(d.entries[70] ?? {}, { outcome: 'failed' }),
      'entry 70: its content does not have the hash it states',
    ],
    ['a missing entry', (d) => void d.entries.splice(40, 1), 'entry 40: is numbered 41'],
    [
      'two entries exchanged',
      (d) => void d.entries.splice(9, 2, ...d.entries.slice(9, 11).reverse()),
      'entry 9: is numbered 10',
    ],
    [
      'a cut-off end',
      (d) => void d.entries.splice(140),
      'entry 140: is missing; head covers 151 entries and the export has 140',
    ],
    ['a missing checkpoint', (d) => void d.checkpoints.shift(), 'checkpoint 0: is numbered 1'],
    [
      'the last checkpoint missing',
      (d) => void d.checkpoints.pop(),
      'checkpoint 1: the signed head counts 2 checkpoints and the export has 1',
    ],
    [
      'a changed checkpoint',
      (d) => void Object.assign(d.checkpoints[1] ?? {}, { at: 1 }),
      'checkpoint 1: its signature does not fit',
    ],
    ['a changed head', (d) => void Object.assign(d.head, { size: 150 }), 'head: its signature does not fit'],
    [
      'the head of a fork',
      (d) => void Object.assign(d, { head: fork.head }),
      'head: names another last entry than entry 150',
    ],
    [
      'a fork from the middle',
      (d) => void d.entries.splice(100, 99, ...fork.entries.slice(100)),
      'entry 100: does not continue',
    ],
    [
      'the other branch whole',
      (d) => void Object.assign(d, { entries: fork.entries }),
      'checkpoint 1: names another last entry',
    ],
    [
      'a stranger as signer',
      (d) => void Object.assign(d.publicKeyJwk, { x: d.publicKeyJwk.y }),
      'public key: cannot be used',
    ],
    [
      'a member too many',
      (d) => void Object.assign(d.entries[3] ?? {}, { note: 1 }),
      'entry 3: has the unknown note',
    ],
  ])('names the place of %s', (_name, change, message) => {
    const answer = verdict(change);
    expect(answer.code).toBe(1);
    expect(answer.message).toContain(message);
  });

  it('needs a head or key seen before to notice a whole older or rewritten log, and then does', async () => {
    const [size, hash] = [log.entries.length, log.head.head];
    expect(verifyExport(JSON.stringify(earlier)).code).toBe(0);
    expect(verifyExport(JSON.stringify(earlier), { anchor: { size, hash } }).message).toContain(
      'entry 76: is missing; the log had 151 entries before',
    );
    expect(verifyExport(JSON.stringify(fork), { anchor: { size, hash } }).message).toContain(
      'entry 150: is not the one seen before',
    );
    expect(verdict(() => {}, { anchor: { size: 76, hash: earlier.head.head } }).code).toBe(0);
    const stranger = (await sampleExports(10)).log;
    const key = verifyExport(JSON.stringify(log)).message.split('key ')[1];
    expect(verifyExport(JSON.stringify(stranger)).code).toBe(0);
    expect(verifyExport(JSON.stringify(stranger), { key }).message).toContain(
      'somebody else signed this log',
    );
  });

  it('says when it cannot read the input at all', () => {
    for (const text of ['', 'hello', '[]', '"x"', '{"format":'] as const)
      expect(verifyExport(text).code).toBe(2);
    expect(verifyExport('{}')).toMatchObject({
      code: 1,
      message: expect.stringContaining('export: has no checkpoints'),
    });
  });

  it('notices the deletion of each single entry and of each single checkpoint, and names it', {
    timeout: 30_000,
  }, () => {
    const text = JSON.stringify(log);
    for (const n of log.entries.keys()) {
      const doc = JSON.parse(text) as AuditExport;
      doc.entries.splice(n, 1);
      const { code, message } = verifyExport(JSON.stringify(doc));
      expect([code, message]).toEqual([1, expect.stringMatching(`^invalid: entry ${n}:`)]);
    }
    for (const n of log.checkpoints.keys()) {
      const doc = JSON.parse(text) as AuditExport;
      doc.checkpoints.splice(n, 1);
      expect(verifyExport(JSON.stringify(doc)).message).toMatch(`invalid: checkpoint ${n}:`);
    }
  });

  it('detects every one of 250 random damages', { timeout: 180_000 }, () => {
    const random = seeded(20_270_309);
    const missed = Array.from({ length: 250 }, () => mutate(log, fork, random)).filter(
      ({ text }) => verifyExport(text).code === 0,
    );
    expect(missed.map(({ name }) => name)).toEqual([]);
  });
});
