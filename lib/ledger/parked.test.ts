import { describe, expect, it, vi } from 'vitest';
import { failing, nothing, setUp, states } from '@/tests/fakes/ledger-setup';
import { visible } from '@/tests/fakes/ledger-world';
import { choicesOf } from './exceptions';

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
