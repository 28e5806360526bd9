import { describe, expect, it, vi } from 'vitest';
import { bookingHandlers } from '@/tests/fakes/ledger-booking';
import { memoryLock } from '@/tests/fakes/ledger-memory';
import { failing, movedByAna, nothing, setUp } from '@/tests/fakes/ledger-setup';
import { visible } from '@/tests/fakes/ledger-world';
import { choicesOf } from './exceptions';
import { createLedger } from './executor';

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
