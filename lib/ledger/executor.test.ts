import { describe, expect, it, vi } from 'vitest';
import { Failure, type Problem } from '@/lib/domain/problem';
import { bookingHandlers, bookingPlan } from '@/tests/fakes/ledger-booking';
import { instantClock, memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import { emptyWorld, visible, type World } from '@/tests/fakes/ledger-world';
import { createAudit } from './audit';
import { choicesOf } from './exceptions';
import { createLedger, type LedgerDeps } from './executor';
import type { ActionHandler, Plan } from './plan';
import type { AuditTail } from './store';

function setUp(
  change: Record<string, Partial<ActionHandler>> = {},
  deps: Partial<LedgerDeps> & { store?: ReturnType<typeof memoryLedgerStore> } = {},
) {
  const world = emptyWorld();
  const store = deps.store ?? memoryLedgerStore();
  const clock = instantClock();
  const lock = deps.lock ?? memoryLock();
  const handlers = bookingHandlers(world).map((handler) => ({ ...handler, ...change[handler.kind] }));
  const audit = createAudit({ store, keys: store, clock, lock });
  const ledger = createLedger({ store, audit, handlers, clock, lock, ...deps });
  const approved = async () => {
    const { id } = await ledger.propose(await bookingPlan());
    return ledger.approve(id, 'user-rec');
  };
  const booked = async () => ledger.run((await approved()).id);
  return { world, store, clock, audit, ledger, approved, booked };
}

const failing = (code: string, more: Partial<Problem> = {}) =>
  new Failure({ code, message: `Answered ${code}.`, next: 'Wait.', ...more });
const movedByAna = (world: World) => {
  for (const event of world.google) event.title += ' (moved)';
};
const states = (plan: Plan) => plan.actions.map((r) => r.state).join(' ');
const nothing = { google: [], microsoft: [], panels: [], notes: [], outbox: [] };

describe('before anything runs', () => {
  it('does nothing until somebody approved, and says so', async () => {
    const { ledger, world } = setUp();
    await ledger.propose(await bookingPlan());
    await expect(ledger.run('plan-1')).rejects.toThrow(
      '"Book a 60-minute interview with Alex Rivera" cannot be run: nobody has approved it yet.',
    );
    expect(await ledger.resumeAll()).toEqual([]);
    expect(visible(world)).toEqual(nothing);
  });

  it('discards what nobody approved, for good', async () => {
    const { ledger } = setUp();
    await ledger.propose(await bookingPlan());
    expect((await ledger.discard('plan-1', 'user-rec')).state).toBe('discarded');
    await expect(ledger.approve('plan-1', 'user-rec')).rejects.toMatchObject({
      problem: { code: 'cannot-approve' },
    });
    await expect(ledger.undo('plan-1', 'user-rec')).rejects.toMatchObject({
      problem: { code: 'cannot-undo' },
    });
  });

  it('refuses a plan that does not hold together, naming the fault', async () => {
    const { ledger } = setUp();
    const good = await bookingPlan();
    const [first, second] = good.actions as [(typeof good.actions)[0], (typeof good.actions)[0]];
    const propose = (actions: typeof good.actions) => ledger.propose({ ...good, actions });
    await expect(propose([])).rejects.toThrow('it has no actions');
    await expect(propose([first, first])).rejects.toThrow('two actions are called "check"');
    await expect(propose([first, { ...second, key: first.key }])).rejects.toThrow('the key of "hold-google"');
    await expect(propose([{ ...first, key: 'ABC' }])).rejects.toThrow('the key of "check"');
    await expect(propose([{ ...first, kind: 'teleport' }])).rejects.toThrow(
      'nobody knows how to do "teleport"',
    );
    await expect(propose([{ ...first, after: ['note'] }])).rejects.toThrow('"check" comes before "note"');
    await ledger.propose(good);
    await expect(ledger.propose(good)).rejects.toMatchObject({ problem: { code: 'plan-exists' } });
    await expect(ledger.run('plan-9')).rejects.toMatchObject({ problem: { code: 'plan-unknown' } });
  });
});

describe('running', () => {
  it('does everything once, in order, however often and from wherever it is asked', async () => {
    const shared = { store: memoryLedgerStore(), lock: memoryLock() };
    const { ledger, world, approved } = setUp({}, shared);
    const order: string[] = [];
    const stop = ledger.subscribe((plan) =>
      order.push(plan.actions.filter((r) => r.state === 'done').length.toString()),
    );
    await approved();
    await Promise.all([ledger.run('plan-1'), ledger.resumeAll(), ledger.run('plan-1'), ledger.resumeAll()]);
    expect(visible(world).outbox).toHaveLength(3);
    expect([...new Set(order)]).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
    stop();
    expect((await ledger.run('plan-1')).state).toBe('done');
  });

  it('logs the intent before the call and the result after it, with the key', async () => {
    const { audit, booked } = setUp();
    await booked();
    const rows = (await audit.read({ planId: 'plan-1' }))
      .reverse()
      .filter((r) => r.entry.actionId === 'panel');
    expect(rows.map((r) => r.entry.event)).toEqual(['action-intended', 'action-done']);
    expect(rows[0]?.entry.key).toMatch(/^[0-9a-f]{64}$/);
    expect(rows[1]?.details).toMatchObject({ summary: 'panel for Alex Rivera', result: { id: 'panel-0' } });
    const approvals = (await audit.read({ actor: 'user-rec' })).map((r) => r.entry.event);
    expect(approvals).toEqual(['plan-approved']);
  });

  it('sends nothing when the intent cannot be stored', async () => {
    const store = memoryLedgerStore();
    const commit = store.commit;
    const { ledger, world, approved } = setUp({}, { store });
    await approved();
    store.commit = async (batch) => {
      if (batch.entries[0]?.event === 'action-intended') throw failing('disk-full');
      return commit(batch);
    };
    await expect(ledger.run('plan-1')).rejects.toThrow('disk-full');
    expect(visible(world)).toEqual(nothing);
    store.commit = commit;
    expect(await ledger.resumeAll()).toEqual([{ planId: 'plan-1', state: 'done', problem: null }]);
  });

  it('takes everything back and tells nobody when a step fails for good before the invitations', async () => {
    const execute = vi.fn(async () => Promise.reject(failing('lever-refused')));
    const { world, booked, audit } = setUp({ note: { execute } });
    const plan = await booked();
    expect(plan).toMatchObject({
      state: 'rolled-back',
      problem: { code: 'lever-refused' },
      undo: { by: 'fulcrum', cause: 'failure' },
    });
    expect(states(plan)).toBe('done undone undone undone failed planned planned planned');
    expect(visible(world)).toEqual(nothing);
    expect(execute).toHaveBeenCalledTimes(1);
    expect((await audit.check()).ok).toBe(true);
  });

  it('stops at a check that fails, with nothing to take back', async () => {
    const { world, ledger, approved } = setUp();
    await approved();
    world.taken = true;
    expect(await ledger.run('plan-1')).toMatchObject({
      state: 'rolled-back',
      problem: { code: 'slot-taken' },
    });
    expect(visible(world)).toEqual(nothing);
  });

  it('tries again a bounded number of times with growing, jittered pauses', async () => {
    const execute = vi.fn(async () => Promise.reject(failing('http-429', { retryable: true })));
    const { booked, clock } = setUp({ panel: { execute } });
    const sleep = vi.spyOn(clock, 'sleep');
    expect((await booked()).state).toBe('rolled-back');
    expect(execute).toHaveBeenCalledTimes(4);
    const pauses = sleep.mock.calls.map(([ms]) => ms);
    expect(pauses).toHaveLength(3);
    for (const [n, ms] of pauses.entries()) {
      expect(ms).toBeGreaterThanOrEqual(250 * 2 ** n);
      expect(ms).toBeLessThanOrEqual(500 * 2 ** n);
    }
  });

  it('takes no answer at all for an unknown outcome, and looks before it sends again', async () => {
    const execute = vi.fn(() => new Promise<never>(() => {}));
    const { booked, world } = setUp({ panel: { execute } }, { patience: { call: 5, attempts: 2 } });
    const plan = await booked();
    expect(execute).toHaveBeenCalledTimes(2);
    expect(plan).toMatchObject({ state: 'rolled-back', problem: { code: 'no-answer' } });
    expect(visible(world)).toEqual(nothing);
  });

  it('gives up an action that kills the worker every time', async () => {
    const { ledger, store, approved, world } = setUp();
    const plan = await approved();
    for (const record of plan.actions.slice(0, 3))
      Object.assign(record, { state: 'done', result: { id: 'none' } });
    Object.assign(plan.actions[3] ?? {}, { state: 'intended', attempts: 4 });
    const tail = (await store.tail()) as AuditTail;
    await store.commit({ after: tail.head, entries: [], tail, checkpoint: null, plan, erase: null });
    expect(await ledger.resumeAll()).toMatchObject([
      { state: 'rolled-back', problem: { code: 'interrupted-too-often' } },
    ]);
    expect(world.panels).toEqual([]);
  });

  it('takes back instead of finishing when it slept too long to trust its checks', async () => {
    const { ledger, clock, approved, world } = setUp();
    await approved();
    clock.advance(3 * 3_600_000);
    expect(await ledger.resumeAll()).toMatchObject([
      { state: 'rolled-back', problem: { code: 'plan-went-stale' } },
    ]);
    expect(visible(world)).toEqual(nothing);
  });

  it('stops at the kill switch without another request, and goes on when asked after it is on again', async () => {
    let off = new AbortController();
    const { ledger, world, approved } = setUp(
      {
        note: {
          execute: (_payload, { signal }) =>
            new Promise((_, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason));
            }),
        },
      },
      { signalFor: () => off.signal },
    );
    await approved();
    const running = ledger.run('plan-1');
    await vi.waitFor(() => expect(world.panels).toHaveLength(1));
    off.abort();
    expect(await running).toMatchObject({ state: 'parked', problem: { code: 'workflow-switched-off' } });
    expect(await ledger.resumeAll()).toEqual([]);
    expect(visible(world).outbox).toEqual([]);
    off = new AbortController();
    expect(await ledger.undo('plan-1', 'user-rec')).toMatchObject({ state: 'undone' });
    expect(visible(world)).toEqual(nothing);
  });
});

describe('waiting for a person', () => {
  const verifyFails = { verify: { execute: vi.fn(async () => Promise.reject(failing('not-as-booked'))) } };

  it('does not cancel on people by itself: after the invitations it parks and says why', async () => {
    const { booked, world } = setUp(verifyFails);
    const plan = await booked();
    expect(plan).toMatchObject({ state: 'parked', problem: { code: 'stopped-halfway' } });
    expect(plan.problem?.message).toContain('had reached people: invite-google for Alex Rivera');
    expect(plan.problem?.next).toContain('undoing tells those people that it is cancelled');
    expect(visible(world).google).toHaveLength(1);
    expect(choicesOf(plan)).toEqual({ actionId: 'verify', choices: ['retry', 'skip', 'undo'] });
  });

  it('parks even when the mail has a way back, because using it would mail people again', async () => {
    const compensate = vi.fn(async () => {});
    const { booked } = setUp({ ...verifyFails, invite: { compensate } });
    expect((await booked()).state).toBe('parked');
    expect(compensate).not.toHaveBeenCalled();
  });

  it('gives a request that got no answer time to arrive before it looks', async () => {
    const times: Record<string, number> = {};
    const { booked, clock } = setUp({
      panel: {
        execute: async () => {
          times.sent = clock.now();
          throw failing('cut', { unknownOutcome: true });
        },
        reconcile: async () => {
          times.read = clock.now();
          return { outcome: 'done', result: { id: 'panel-7' } };
        },
      },
    });
    expect((await booked()).state).toBe('done');
    expect((times.read ?? 0) - (times.sent ?? 0)).toBeGreaterThanOrEqual(1_500);
  });

  it('skip goes on without the step', async () => {
    const { booked, ledger } = setUp(verifyFails);
    await booked();
    await expect(ledger.skip('plan-1', 'panel', 'user-rec')).rejects.toThrow('does not wait for panel');
    const plan = await ledger.skip('plan-1', 'verify', 'user-rec');
    expect(plan.state).toBe('done');
    expect(plan.actions.at(-1)?.state).toBe('skipped');
  });

  it('retry tries the failed step again and nothing else', async () => {
    const execute = vi.fn(async () => {}).mockRejectedValueOnce(failing('not-as-booked'));
    const { booked, ledger, world } = setUp({ verify: { execute } });
    expect((await booked()).state).toBe('parked');
    expect((await ledger.retry('plan-1', 'user-rec')).state).toBe('done');
    expect(visible(world).outbox).toHaveLength(3);
    await expect(ledger.retry('plan-1', 'user-rec')).rejects.toMatchObject({
      problem: { code: 'cannot-retry' },
    });
  });

  it('parks when it cannot tell what happened, and retry reads instead of sending', async () => {
    const blind = {
      outcome: 'cannot-tell' as const,
      problem: failing('offline', { retryable: true }).problem,
    };
    const reconcile = vi.fn().mockResolvedValue(blind);
    const execute = vi.fn(async () =>
      Promise.reject(failing('cut', { unknownOutcome: true, retryable: true })),
    );
    const { booked, ledger, world } = setUp({ panel: { execute, reconcile } });
    const plan = await booked();
    expect(plan).toMatchObject({ state: 'parked', problem: { code: 'outcome-unknown' } });
    expect(reconcile).toHaveBeenCalledTimes(4);
    expect(execute).toHaveBeenCalledTimes(1);
    reconcile.mockResolvedValue({ outcome: 'done', result: { id: 'panel-7' } });
    expect((await ledger.retry('plan-1', 'user-rec')).state).toBe('done');
    expect(execute).toHaveBeenCalledTimes(1);
    expect(visible(world).outbox).toHaveLength(3);
  });

  it('a bug in a handler counts as an unknown outcome of a write', async () => {
    const execute = vi.fn(async () => Promise.reject(new TypeError('x is undefined')));
    const { booked, world } = setUp({ panel: { execute } });
    expect(await booked()).toMatchObject({ state: 'rolled-back', problem: { code: 'unexpected' } });
    expect(execute).toHaveBeenCalledTimes(4);
    expect(visible(world)).toEqual(nothing);
  });

  it('leaves out what needs a skipped step', async () => {
    const reconcile = vi.fn(async () => ({
      outcome: 'cannot-tell' as const,
      problem: failing('gone').problem,
    }));
    const execute = async () => Promise.reject(failing('cut', { unknownOutcome: true }));
    const { booked, ledger } = setUp({ panel: { execute, reconcile } });
    await booked();
    const plan = await ledger.skip('plan-1', 'panel', 'user-rec');
    expect(states(plan)).toBe('done done done skipped skipped done done done');
    const undone = await ledger.undo('plan-1', 'user-rec');
    expect(undone.problem?.message).toContain('Left to a person: panel for Alex Rivera');
  });
});

describe('undo', () => {
  it('takes back in reverse, says what stays, and refuses a second time with the reason', async () => {
    const { booked, ledger, world, audit } = setUp();
    await booked();
    const plan = await ledger.undo('plan-1', 'user-2');
    expect(plan).toMatchObject({ state: 'undone', undo: { by: 'user-2', cause: 'asked', force: false } });
    expect(plan.problem?.message).toContain(
      'The invitation mail to the panel; The invitation mail to the candidate',
    );
    expect({ ...visible(world), outbox: [] }).toEqual(nothing);
    const order = (await audit.read({}))
      .filter((r) => r.entry.event === 'action-undone')
      .map((r) => r.entry.actionId);
    expect(order.reverse()).toEqual(['note', 'panel', 'hold-microsoft', 'hold-google']);
    await expect(ledger.undo('plan-1', 'user-2')).rejects.toThrow(
      'cannot be undone: it has already been undone.',
    );
  });

  it('asks before it takes back what a person changed; force goes on', async () => {
    const { booked, ledger, world } = setUp();
    await booked();
    movedByAna(world);
    const parked = await ledger.undo('plan-1', 'user-rec');
    expect(parked).toMatchObject({
      state: 'parked',
      problem: { code: 'changed-by-someone', message: expect.stringContaining('Ana moved the event.') },
    });
    expect(parked.actions[1]?.state).toBe('undo-failed');
    expect(choicesOf(parked)).toEqual({ actionId: 'hold-google', choices: ['retry', 'skip', 'force-undo'] });
    expect((await ledger.retry('plan-1', 'user-rec')).state).toBe('parked');
    expect(await ledger.undo('plan-1', 'user-rec', { force: true })).toMatchObject({ state: 'undone' });
    expect({ ...visible(world), outbox: [] }).toEqual(nothing);
  });

  it('skip leaves standing what cannot be taken back', async () => {
    const { booked, ledger, world } = setUp();
    await booked();
    movedByAna(world);
    await ledger.undo('plan-1', 'user-rec');
    const plan = await ledger.skip('plan-1', 'hold-google', 'user-rec');
    expect(plan.state).toBe('undone');
    expect(plan.problem?.message).toContain('Left to a person: hold-google for Alex Rivera');
    expect(visible(world).google).toHaveLength(1);
  });

  it('parks a rollback that does not work, keeps its reason, and finishes it on retry', async () => {
    const compensate = vi.fn(async () => {}).mockRejectedValueOnce(failing('lever-refused'));
    const { booked, ledger } = setUp({
      panel: { compensate },
      note: { execute: async () => Promise.reject(failing('note-refused')) },
    });
    const parked = await booked();
    expect(parked).toMatchObject({
      state: 'parked',
      problem: {
        code: 'lever-refused',
        message: expect.stringContaining('Taking back "panel for Alex Rivera"'),
      },
    });
    expect(await ledger.retry('plan-1', 'user-rec')).toMatchObject({
      state: 'rolled-back',
      problem: { code: 'note-refused' },
    });
  });

  it('does not pass over an action whose kind this version does not know', async () => {
    const { booked, world, store, audit, clock } = setUp();
    await booked();
    const fewer = bookingHandlers(world).filter((handler) => handler.kind !== 'note');
    const plan = await createLedger({ store, audit, handlers: fewer, clock, lock: memoryLock() }).undo(
      'plan-1',
      'user-rec',
    );
    expect(plan).toMatchObject({ state: 'parked', problem: { code: 'action-kind-unknown' } });
  });
});

describe('erasing a candidate', () => {
  it('removes plans and makes details unreadable, but not while something is unfinished', async () => {
    const { ledger, audit, approved } = setUp();
    await approved();
    await expect(ledger.erase('opp-1', 'user-admin')).rejects.toMatchObject({
      problem: { code: 'cannot-erase' },
    });
    await ledger.run('plan-1');
    await ledger.erase('opp-1', 'user-admin');
    expect(await ledger.plans()).toEqual([]);
    expect((await audit.read({}, 1))[0]?.entry).toMatchObject({
      event: 'candidate-erased',
      actor: 'user-admin',
    });
    expect((await audit.check()).ok).toBe(true);
    const before = await audit.read({ planId: 'plan-1' });
    expect(before.length).toBeGreaterThan(10);
    expect(before.every((row) => row.erased && row.details === null)).toBe(true);
  });
});
