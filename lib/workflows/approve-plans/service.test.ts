import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Failure, type Problem } from '@/lib/domain/problem';
import type { Decision } from '@/lib/governance/policy';
import type { Verdict } from '@/lib/governance/port';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger, type Ledger } from '@/lib/ledger/executor';
import type { ActionHandler } from '@/lib/ledger/plan';
import { actionKey } from '@/lib/ledger/propose';
import type { Caller } from '@/lib/messaging/contract';
import { instantClock, memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import type { PlanKind, Triggers } from './port';
import { createApprovePlans } from './service';

const HOUR = 3_600_000;
const caller: Caller = { sender: 'own', tabId: null, url: null };
const gone: Problem = { code: 'slot-gone', message: 'Ana is busy.', next: 'The next best is below.' };

let clock: ReturnType<typeof instantClock>;
let store: ReturnType<typeof memoryLedgerStore>;
let ledger: Ledger;
let sent: string[];
let verdicts: Verdict[];
let decision: Decision;
let kind: { [K in keyof PlanKind]: ReturnType<typeof vi.fn<PlanKind[K]>> };
let triggers: { [K in keyof Triggers]: ReturnType<typeof vi.fn<Triggers[K]>> };
let failing: Set<string>;

const handler: ActionHandler<{ text: string }, null> = {
  kind: 'send',
  async execute({ text }) {
    if (failing.has(text))
      throw new Failure({ code: 'refused', message: `${text} was refused.`, next: 'Ask.' });
    sent.push(text);
    return null;
  },
  reconcile: async () => ({ outcome: 'absent' }),
  async compensate({ text }) {
    sent.push(`took back ${text}`);
  },
};

async function propose(id: string, over: Partial<Parameters<Ledger['propose']>[0]> = {}) {
  const key = await actionKey(id, 'send', 1);
  return ledger.propose({
    id,
    workflow: 'greet',
    title: `Greet ${id}`,
    opportunityId: `opp-${id}`,
    context: null,
    origin: 'fulcrum',
    postingId: 'posting',
    expiresAt: clock.now() + HOUR,
    needs: ['Phase 1.'],
    actions: [
      {
        id: 'send',
        kind: 'send',
        payload: { text: id },
        summary: `Send ${id}`,
        system: 'google',
        effect: 'write',
        irrevocable: 'Cannot be unsent.',
        key,
      },
    ],
    ...over,
  });
}

function service(known = true) {
  return createApprovePlans({
    ledger,
    governance: { decide: async () => decision, record: async (verdict) => void verdicts.push(verdict) },
    kinds: known ? { greet: kind } : {},
    triggers,
    lever: { me: async () => 'user-1', open: async () => undefined },
    clock,
  });
}
const call = (known = true) => {
  const { implementation: it } = service(known);
  return {
    inbox: () => it.inbox({}, caller),
    approve: (planId: string) => it.approve({ planId }, caller),
    turnDown: (planId: string, reason = '') => it.turnDown({ planId, reason }, caller),
    again: (planId: string) => it.proposeAgain({ planId }, caller),
    undo: (planId: string) => it.undo({ planId, force: false }, caller),
    check: (planId: string) => it.check({ planId }, caller),
  };
};

beforeEach(() => {
  clock = instantClock();
  store = memoryLedgerStore();
  sent = [];
  verdicts = [];
  failing = new Set();
  decision = { phase: 1, off: false, mayRun: false, reasons: [] };
  const lock = memoryLock();
  const audit = createAudit({ store, keys: store, clock, lock });
  ledger = createLedger({ store, audit, clock, lock, handlers: [handler as ActionHandler] });
  kind = {
    describe: vi.fn<PlanKind['describe']>((plan) => ({
      candidate: `Candidate ${plan.id}`,
      posting: 'Engineer',
      stage: 'On-site',
      when: null,
      factsAt: plan.createdAt,
      link: null,
      texts: [],
    })),
    proposalOf: vi.fn<PlanKind['proposalOf']>((plan) => ({
      workflow: plan.workflow,
      postingId: plan.postingId,
      roleLevel: 'standard',
      critical: [],
      rejects: false,
    })),
    recheck: vi.fn<PlanKind['recheck']>(async () => ({ ok: true })),
    again: vi.fn<PlanKind['again']>((plan) =>
      propose(`${plan.id}-next`, { opportunityId: plan.opportunityId }),
    ),
    forget: vi.fn<PlanKind['forget']>(async () => undefined),
  };
  triggers = {
    status: vi.fn<Triggers['status']>(async () => ({
      watched: [],
      lookedAt: null,
      problem: null,
      waiting: [],
    })),
    stop: vi.fn<Triggers['stop']>(async () => undefined),
  };
});

describe('a yes', () => {
  test('checks again, runs once, counts as agreed, and can be taken back from the same card', async () => {
    await propose('a');
    const result = await call().approve('a');
    expect(kind.recheck).toHaveBeenCalledOnce();
    expect(result).toMatchObject({ outcome: 'done', problem: null, instead: null, item: { state: 'done' } });
    expect(sent).toEqual(['a']);
    expect(verdicts).toEqual([
      {
        workflow: 'greet',
        postingId: 'posting',
        planId: 'a',
        outcome: 'agreed',
        by: 'user-1',
        at: expect.any(Number),
      },
    ]);
    expect((await call().inbox()).decided.map((one) => one.planId)).toEqual(['a']);
    expect((await call().undo('a')).state).toBe('undone');
    expect(sent).toEqual(['a', 'took back a']);
    expect(verdicts).toHaveLength(1);
  });

  test('twice at once does it once', async () => {
    await propose('a');
    const both = await Promise.all([call().approve('a'), call().approve('a')]);
    expect(sent).toEqual(['a']);
    expect(verdicts).toHaveLength(1);
    expect(both.filter((one) => one.outcome === 'done').length).toBeGreaterThanOrEqual(1);
    for (const one of both) if (one.outcome === 'refused') expect(one.problem?.code).toBe('already-decided');
  });

  test('to a time that is gone books nothing, counts nothing, and offers the next best', async () => {
    await propose('a');
    kind.recheck.mockResolvedValueOnce({ ok: false, problem: gone, again: true });
    const result = await call().approve('a');
    expect(result).toMatchObject({
      outcome: 'refused',
      problem: { code: 'slot-gone' },
      item: { state: 'discarded' },
      instead: { planId: 'a-next', state: 'proposed' },
    });
    expect([sent, verdicts]).toEqual([[], []]);
    expect((await call().inbox()).open.map((one) => one.planId)).toEqual(['a-next']);
  });

  test('to a time that is gone without another one keeps the proposal and says both', async () => {
    await propose('a');
    kind.recheck.mockResolvedValueOnce({ ok: false, problem: gone, again: true });
    kind.again.mockRejectedValueOnce(
      new Failure({ code: 'no-time', message: 'Nothing else fits.', next: 'Ask Ben.' }),
    );
    const result = await call().approve('a');
    expect(result.problem?.message).toBe('Ana is busy.');
    expect(result.problem?.next).toContain('Nothing else fits. Ask Ben.');
    expect(result.item.state).toBe('proposed');
    expect(sent).toEqual([]);
  });

  test('to a candidate who moved on is refused without another offer', async () => {
    await propose('a');
    const problem = { code: 'candidate-moved', message: 'Moved.', next: 'Turn it down.' };
    kind.recheck.mockResolvedValue({ ok: false, problem, again: false });
    expect(await call().approve('a')).toMatchObject({ outcome: 'refused', problem, instead: null });
    expect(await call().check('a')).toEqual({ ok: false, problem });
    expect(kind.again).not.toHaveBeenCalled();
  });

  test('after it expired is refused before anything is read', async () => {
    await propose('a');
    clock.advance(2 * HOUR);
    expect((await call().approve('a')).problem?.code).toBe('proposal-expired');
    expect(kind.recheck).not.toHaveBeenCalled();
    expect(sent).toEqual([]);
  });

  test('while the workflow is switched off is refused', async () => {
    await propose('a');
    decision = { ...decision, off: true };
    expect((await call().approve('a')).problem?.code).toBe('workflow-off');
    expect(kind.recheck).not.toHaveBeenCalled();
  });

  test('to a plan of an unknown workflow is refused; it can still be turned down', async () => {
    await propose('a');
    expect((await call(false).approve('a')).problem?.code).toBe('cannot-recheck');
    expect((await call(false).inbox()).open[0]).toMatchObject({ title: 'Greet a', candidate: null });
    expect((await call(false).turnDown('a')).state).toBe('discarded');
  });

  test('that fails while running says why, and several in a row do not hide each other', async () => {
    for (const id of ['a', 'b', 'c', 'd']) await propose(id);
    failing.add('b');
    kind.recheck.mockImplementation(async (plan) =>
      plan.id === 'c' ? { ok: false, problem: gone, again: true } : { ok: true },
    );
    const results = [];
    for (const id of ['a', 'b', 'c', 'd']) results.push(await call().approve(id));
    expect(results.map((one) => one.outcome)).toEqual(['done', 'failed', 'refused', 'done']);
    expect(results[1]?.problem?.message).toContain('b was refused');
    expect(results[2]?.instead?.planId).toBe('c-next');
    expect(sent).toEqual(['a', 'd']);
  });

  test('is kept when the worker dies before the run: the next one does it once', async () => {
    await propose('a');
    await ledger.approve('a', 'user-1');
    const lock = memoryLock();
    const next = createLedger({
      store,
      audit: createAudit({ store, keys: store, clock, lock }),
      clock,
      lock,
      handlers: [handler as ActionHandler],
    });
    await next.resumeAll();
    expect(sent).toEqual(['a']);
    expect((await call().approve('a')).problem?.code).toBe('already-decided');
    expect(sent).toEqual(['a']);
  });
});

describe('a no', () => {
  test('drops the plan, keeps the reason in the log, counts as refused', async () => {
    await propose('a');
    expect((await call().turnDown('a', '  too early  ')).state).toBe('discarded');
    expect(verdicts).toMatchObject([{ planId: 'a', outcome: 'refused', by: 'user-1' }]);
    const audit = createAudit({ store, keys: store, clock, lock: memoryLock() });
    const [last] = await audit.read({ planId: 'a' }, 1);
    expect(last?.details).toMatchObject({ more: { reason: 'too early' } });
  });

  test('to an expired proposal is no judgement of it', async () => {
    await propose('a');
    clock.advance(2 * HOUR);
    await call().turnDown('a');
    expect(verdicts).toEqual([]);
  });
});

describe('after expiry', () => {
  test('a new proposal takes its place on request', async () => {
    await propose('a');
    await expect(call().again('a')).rejects.toMatchObject({ problem: { code: 'cannot-propose-again' } });
    clock.advance(2 * HOUR);
    expect((await call().inbox()).expired.map((one) => one.planId)).toEqual(['a']);
    expect((await call().again('a')).planId).toBe('a-next');
    const inbox = await call().inbox();
    expect([inbox.open.map((one) => one.planId), inbox.expired]).toEqual([['a-next'], []]);
  });

  test('no new proposal for a candidate who is gone', async () => {
    await propose('a');
    clock.advance(2 * HOUR);
    const problem = { code: 'candidate-archived', message: 'Archived.', next: 'Put it away.' };
    kind.recheck.mockResolvedValue({ ok: false, problem, again: false });
    await expect(call().again('a')).rejects.toMatchObject({ problem });
  });
});

test('the count is what waits for a decision: open proposals, and searches somebody was told about', async () => {
  await propose('a');
  await propose('b', { origin: 'person' });
  const waiting = {
    id: 'o:s',
    opportunityId: 'o',
    candidate: 'Alex',
    posting: 'Engineer',
    stage: 'On-site',
    link: '',
    since: 1,
    nextTryAt: 2,
    tries: 3,
    reasons: ['Ana is away.'],
    suggestions: [],
  };
  triggers.status.mockResolvedValue({
    watched: [],
    lookedAt: null,
    problem: null,
    waiting: [
      { ...waiting, escalatedAt: null },
      { ...waiting, id: 'o2:s', escalatedAt: 5 },
    ],
  });
  expect(await service().count()).toBe(2);
  expect((await call().inbox()).waiting.map((one) => one.told)).toEqual([false, true]);
});
