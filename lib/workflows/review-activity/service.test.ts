import { describe, expect, it } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import type { Role } from '@/lib/governance/access';
import { notAdmitted } from '@/lib/governance/refusals';
import type { AuditRead } from '@/lib/ledger/audit';
import type { Plan } from '@/lib/ledger/plan';
import type { EntryQuery } from '@/lib/ledger/store';
import type { Caller } from '@/lib/messaging/contract';
import type { AuditAccess, People } from './port';
import { createReviewActivity } from './service';

const ALL = { workflow: null, actor: null, event: null, opportunityId: null, from: null, to: null };
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

function setUp(
  entries: AuditRead[] = [],
  me: string | null = 'u1',
  role: Role = 'super-admin',
  hidden: string[] = [],
) {
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
    entries: async () => entries.map(({ entry: one }) => one),
    links: async () => [],
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
      erase: async () => {},
      compareBeforeUndo: async (planId) => ({ planId, items: [], read: 1, refusal: null }),
    },
    audit,
    access: {
      viewer: async () => ({ id: me, role, confidential: false }),
      refusal: async (id) => (hidden.includes(id) ? notAdmitted('confidential') : null),
    },
    keepings: { about: async () => [], erase: async () => {}, settle: async () => {} },
    handOvers: {
      async mustBeFree(id) {
        if (id === 'with-a-colleague')
          throw new Failure({
            code: 'handed-over',
            message: 'It is with a colleague.',
            next: 'Take it back.',
          });
      },
    },
    hosts: async () => [
      { host: 'api.lever.co', purpose: 'p', permission: 'granted' },
      { host: 'graph.microsoft.com', purpose: 'q', permission: 'not-needed' },
    ],
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
    const found = await service.audit({ text: 'needle', ...ALL, before: null, limit: 100 }, caller);
    expect(found.rows.map((row) => row.seq)).toEqual([600, 500, 400, 300, 200, 100, 0]);
    expect(found.total).toBe(700);
    expect(calls.length).toBe(4);
  });

  it('stops at the limit and continues before a given entry', async () => {
    const { service } = setUp(many);
    const first = await service.audit({ text: 'needle', ...ALL, before: null, limit: 2 }, caller);
    expect(first.rows.map((row) => row.seq)).toEqual([600, 500]);
    const next = await service.audit({ text: 'needle', ...ALL, before: 500, limit: 2 }, caller);
    expect(next.rows.map((row) => row.seq)).toEqual([400, 300]);
  });

  it('is empty without looping', async () => {
    const { service } = setUp([]);
    expect(await service.audit({ text: 'x', ...ALL, workflow: 'y', before: null, limit: 5 }, caller)).toEqual(
      {
        rows: [],
        total: 0,
        head: 'head',
      },
    );
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

describe('who sees what', () => {
  const own = entry(0, 'mine');
  const other = { ...entry(1, 'theirs'), entry: { ...entry(1, '').entry, actor: 'u2', opportunityId: 'o2' } };
  const ask = { text: '', ...ALL, before: null, limit: 10 };
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'answered',
      (error: unknown) => (error instanceof Failure ? error.problem.code : String(error)),
    );

  it.each<[Role, number[], string]>([
    ['unknown', [0], 'not-allowed'],
    ['interviewer', [0], 'not-allowed'],
    ['team-member', [1, 0], 'not-allowed'],
    ['admin', [1, 0], 'answered'],
  ])('%s sees %j, export %s', async (role, seqs, exporting) => {
    const { service } = setUp([own, other], 'u1', role);
    expect((await service.audit(ask, caller)).rows.map((row) => row.seq)).toEqual(seqs);
    expect(await code(service.exportAudit({}, caller))).toBe(exporting);
    expect(await code(service.erasure({ opportunityId: 'o1' }, caller))).toBe(
      role === 'admin' ? 'answered' : 'not-allowed',
    );
  });

  it('conceals the candidate and the details of a candidacy that may not be shown, and tells no story of it', async () => {
    const { service } = setUp([own, other], 'u1', 'admin', ['o2']);
    const { rows } = await service.audit(ask, caller);
    expect(rows[0]).toMatchObject({ seq: 1, opportunityId: null, planId: null });
    expect(JSON.stringify(rows)).not.toMatch(/theirs|o2/);
    const overview = await service.overview(ALL, caller);
    expect(overview.concealed).toBe(1);
    expect(JSON.stringify(overview)).not.toMatch(/o2/);
    expect(await code(service.story({ planId: null, opportunityId: 'o2' }, caller))).toBe('confidential');
    expect(await code(service.erase({ opportunityId: 'o2' }, caller))).toBe('confidential');
    expect((await service.candidates({ text: '' }, caller)).map((row) => row.opportunityId)).toEqual(['o1']);
  });

  it('leaves what is with a colleague alone', async () => {
    const { service, calls } = setUp();
    const planId = 'with-a-colleague';
    for (const act of [
      service.retry({ planId }, caller),
      service.skip({ planId, actionId: 'a' }, caller),
      service.undo({ planId, force: true }, caller),
    ])
      expect(await code(act)).toBe('handed-over');
    expect(calls).toEqual([]);
  });

  it('lists every declared host, also those nobody called', async () => {
    expect(await setUp().service.hosts({}, caller)).toMatchObject([
      { host: 'api.lever.co', requests: 1, permission: 'granted', lastAt: 1 },
      { host: 'graph.microsoft.com', requests: 0, lastAt: null },
    ]);
  });
});
