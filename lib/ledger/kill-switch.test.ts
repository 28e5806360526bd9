import { describe, expect, it, vi } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { bookingPlan } from '@/tests/fakes/ledger-booking';
import { failing, nothing, setUp } from '@/tests/fakes/ledger-setup';
import { visible } from '@/tests/fakes/ledger-world';
import { choicesOf } from './exceptions';

describe('kill switch', () => {
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

  /** A booking stopped by the switch while the note was being written: the panel is there, nobody was invited. */
  async function stopped() {
    const place = switchable();
    await place.approved();
    const running = place.ledger.run('plan-1');
    await vi.waitFor(() => expect(place.world.panels).toHaveLength(1));
    place.off();
    return { ...place, plan: await running };
  }

  function switchable() {
    let control = new AbortController();
    let hang = true;
    const place = setUp(
      {
        note: {
          execute: (_payload, { signal }) =>
            hang
              ? new Promise((_, reject) => {
                  signal.addEventListener('abort', () => reject(signal.reason));
                })
              : Promise.resolve({ id: 'note-9' }),
        },
      },
      { signalFor: () => control.signal },
    );
    const by = new Failure({
      code: 'workflow-switched-off',
      message: 'Scheduling was switched off by Maya Okafor.',
      next: 'Switch it on again under Automation.',
    });
    return {
      ...place,
      off: () => control.abort(by),
      on: () => {
        control = new AbortController();
        hang = false;
      },
    };
  }

  it('says who switched it off and what can be done', async () => {
    const { plan } = await stopped();
    expect(plan.problem?.message).toContain(
      'stopped in the middle. Scheduling was switched off by Maya Okafor.',
    );
    expect(plan.problem?.next).toContain('Undo it at any time, or switch it on again');
    expect(choicesOf(plan).choices).toEqual(['retry', 'skip', 'undo']);
  });

  it('goes on after it is on again, and not before', async () => {
    const { ledger, on, world } = await stopped();
    for (const again of [
      () => ledger.retry('plan-1', 'user-rec'),
      () => ledger.skip('plan-1', 'note', 'user-rec'),
    ])
      await expect(again()).rejects.toMatchObject({ problem: { code: 'workflow-switched-off' } });
    expect((await ledger.plan('plan-1'))?.state).toBe('parked');
    on();
    expect((await ledger.retry('plan-1', 'user-rec')).state).toBe('done');
    expect(visible(world).outbox).toHaveLength(3);
  });

  it('does not trust its checks any more when it was held for long', async () => {
    const { ledger, on, world, clock } = await stopped();
    clock.advance(3 * 3_600_000);
    on();
    expect(await ledger.retry('plan-1', 'user-rec')).toMatchObject({
      state: 'rolled-back',
      problem: { code: 'plan-went-stale' },
    });
    expect(visible(world)).toEqual(nothing);
  });

  it('lets a person take back what was done while it is off', async () => {
    const { ledger, world } = await stopped();
    expect(await ledger.undo('plan-1', 'user-rec')).toMatchObject({
      state: 'undone',
      undo: { by: 'user-rec', insistedBy: 'user-rec' },
    });
    expect(visible(world)).toEqual(nothing);
  });

  it('stops taking back that nobody asked for, until a person insists', async () => {
    const control = new AbortController();
    const note = { execute: async () => Promise.reject(failing('lever-refused')) };
    const { ledger, world, approved } = setUp({ note }, { signalFor: () => control.signal });
    ledger.subscribe((plan) => plan.state === 'undoing' && control.abort());
    await approved();
    const parked = await ledger.run('plan-1');
    expect(parked).toMatchObject({ state: 'parked', problem: { code: 'workflow-switched-off' } });
    expect(visible(world).google).toHaveLength(1);
    expect(await ledger.retry('plan-1', 'user-rec')).toMatchObject({
      state: 'rolled-back',
      undo: { by: 'fulcrum', insistedBy: 'user-rec' },
    });
    expect(visible(world)).toEqual(nothing);
  });

  it('parks what an earlier worker left running, without a request', async () => {
    const { ledger, off, approved, world } = switchable();
    await approved();
    off();
    expect(await ledger.resumeAll()).toMatchObject([
      { state: 'parked', problem: { code: 'workflow-switched-off' } },
    ]);
    expect(visible(world)).toEqual(nothing);
  });

  it('lets nothing be approved or begun, and waits until the switch is known', async () => {
    let known = () => {};
    const ready = new Promise<void>((resolve) => {
      known = resolve;
    });
    const control = new AbortController();
    const { ledger, store } = setUp({}, { signalFor: () => control.signal, ready: () => ready });
    await ledger.propose(await bookingPlan());
    const approving = ledger.approve('plan-1', 'user-rec');
    control.abort();
    known();
    await expect(approving).rejects.toMatchObject({ problem: { code: 'workflow-switched-off' } });
    expect((await store.plan('plan-1'))?.state).toBe('proposed');
  });
});
