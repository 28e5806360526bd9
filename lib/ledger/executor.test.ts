import { describe, expect, it, vi } from 'vitest';
import { bookingPlan } from '@/tests/fakes/ledger-booking';
import { memoryLedgerStore, memoryLock } from '@/tests/fakes/ledger-memory';
import { failing, nothing, setUp, states } from '@/tests/fakes/ledger-setup';
import { visible } from '@/tests/fakes/ledger-world';
import type { AuditTail } from './store';

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
});
