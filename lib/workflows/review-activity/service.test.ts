import { describe, expect, it } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import type { AuditRead } from '@/lib/ledger/audit';
import type { Plan } from '@/lib/ledger/plan';
import type { EntryQuery } from '@/lib/ledger/store';
import type { Caller } from '@/lib/messaging/contract';
import type { AuditAccess, People } from './port';
import { createReviewActivity } from './service';

const caller: Caller = { sender: 'own', tabId: null, url: null };
const plan: Plan = {
  id: 'p1',
  workflow: 'schedule-interview',
  title: 'Book Alex',
  opportunityId: 'o1',
  approvedBy: 'u1',
  approvedAt: 1,
  createdAt: 1,
  updatedAt: 2,
  state: 'parked',
  origin: 'person',
  postingId: null,
  expiresAt: null,
  needs: [],
  context: null,
  actions: [
    {
      action: {
        id: 'a',
        kind: 'k',
        payload: {},
        summary: 'Invite',
        system: 'google',
        effect: 'mail',
        key: 'k',
      },
      state: 'failed',
      attempts: 1,
      at: 3,
      problem: { code: 'x', message: 'No.', next: 'n' },
    },
  ],
};
const entry = (seq: number, summary: string, workflow = 'schedule-interview'): AuditRead => ({
  entry: {
    seq,
    at: seq,
    actor: 'u1',
    workflow,
    opportunityId: 'o1',
    planId: null,
    actionId: null,
    event: 'action-done',
    key: null,
    outcome: null,
    clear: null,
    sealed: null,
    prevHash: '',
    hash: `h${seq}`,
  },
  details: { summary },
  erased: false,
});

function setUp(entries: AuditRead[] = [], me: string | null = 'u1') {
  const calls: unknown[][] = [];
  const audit: AuditAccess = {
    read: async (query: EntryQuery, limit = 100) => {
      calls.push(['read', query.before, limit]);
      return [...entries]
        .reverse()
        .filter(
          ({ entry: one }) =>
            (query.before === undefined || one.seq < query.before) &&
            (!query.workflow || one.workflow === query.workflow),
        )
        .slice(0, limit);
    },
    status: async () => ({ entries: entries.length, head: 'head' }),
    check: async () => ({ ok: false, entries: 3, head: 'x', bad: 1 }),
    export: async (actor: string) => ({ actor }) as never,
  };
  const act =
    (name: string) =>
    async (...args: unknown[]) => {
      calls.push([name, ...args]);
      return plan;
    };
  const people: People = { me: async () => me, names: async () => ({ u1: 'Maya' }) };
  const service = createReviewActivity({
    ledger: {
      plans: async (query) => {
        calls.push(['plans', query]);
        return [plan];
      },
      plan: async () => plan,
      undo: act('undo'),
      retry: act('retry'),
      skip: act('skip'),
      compareBeforeUndo: async (planId) => ({ planId, items: [], read: 1, refusal: null }),
    },
    audit,
    pageHealth: { reports: async () => [] },
    egress: {
      recent: async () => [
        {
          at: 1,
          host: 'api.lever.co',
          method: 'GET',
          path: '/v1/users',
          purpose: 'p',
          status: null,
          failure: 'timeout',
          bytesOut: 0,
          bytesIn: 0,
          candidateData: false,
          ms: 4,
        },
      ],
    },
    people,
    clock: { now: () => Date.UTC(2027, 2, 9) },
  });
  return { service, calls };
}

describe('plans', () => {
  it('shows a parked plan with the choices of the ledger', async () => {
    const { service, calls } = setUp();
    const [shown] = await service.plans({ state: 'parked', limit: 5 }, caller);
    expect(shown).toMatchObject({
      choices: ['retry', 'skip', 'undo'],
      waitsFor: 'a',
      approvedBy: 'Maya',
      writes: [{ problem: { message: 'No.' } }],
    });
    expect(calls).toEqual([['plans', { states: ['parked'], limit: 5 }]]);
  });

  it('acts in the recruiter’s name', async () => {
    const { service, calls } = setUp();
    await service.undo({ planId: 'p1', force: true }, caller);
    await service.retry({ planId: 'p1' }, caller);
    await service.skip({ planId: 'p1', actionId: 'a' }, caller);
    expect(calls).toEqual([
      ['undo', 'p1', 'u1', { force: true }],
      ['retry', 'p1', 'u1'],
      ['skip', 'p1', 'a', 'u1'],
    ]);
  });

  it('does nothing when nobody could be named for it', async () => {
    const { service, calls } = setUp([], null);
    await expect(service.undo({ planId: 'p1', force: false }, caller)).rejects.toBeInstanceOf(Failure);
    expect(calls).toEqual([]);
  });
});

describe('the log', () => {
  const many = Array.from({ length: 700 }, (_, seq) => entry(seq, seq % 100 === 0 ? 'needle here' : 'hay'));

  it('pages through everything while searching, newest first', async () => {
    const { service, calls } = setUp(many);
    const found = await service.audit({ text: 'needle', workflow: null, before: null, limit: 100 }, caller);
    expect(found.rows.map((row) => row.seq)).toEqual([600, 500, 400, 300, 200, 100, 0]);
    expect(found.total).toBe(700);
    expect(calls.length).toBe(4);
  });

  it('stops at the limit and continues before a given entry', async () => {
    const { service } = setUp(many);
    const first = await service.audit({ text: 'needle', workflow: null, before: null, limit: 2 }, caller);
    expect(first.rows.map((row) => row.seq)).toEqual([600, 500]);
    const next = await service.audit({ text: 'needle', workflow: null, before: 500, limit: 2 }, caller);
    expect(next.rows.map((row) => row.seq)).toEqual([400, 300]);
  });

  it('is empty without looping', async () => {
    const { service } = setUp([]);
    expect(await service.audit({ text: 'x', workflow: 'y', before: null, limit: 5 }, caller)).toEqual({
      rows: [],
      total: 0,
      head: 'head',
    });
  });

  it('exports under a dated name and says what checking found', async () => {
    const { service } = setUp();
    expect(await service.exportAudit({}, caller)).toMatchObject({
      fileName: 'fulcrum-audit-2027-03-09.json',
      text: expect.stringContaining('u1'),
    });
    expect(await service.verifyAudit({}, caller)).toMatchObject({
      ok: false,
      message: expect.stringContaining('Entry 1'),
    });
  });

  it('says why a call has no status', async () => {
    expect(await setUp().service.egress({ limit: 5 }, caller)).toMatchObject([
      { status: null, failure: 'timeout' },
    ]);
  });
});
