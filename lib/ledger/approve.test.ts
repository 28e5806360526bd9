import { describe, expect, it } from 'vitest';
import type { Decision } from '@/lib/governance/policy';
import { bookingPlan } from '@/tests/fakes/ledger-booking';
import { nothing, setUp } from '@/tests/fakes/ledger-setup';
import { visible } from '@/tests/fakes/ledger-world';

const HOUR = 3_600_000;
const MAY: Decision = {
  phase: 2,
  off: false,
  mayRun: true,
  reasons: [],
  basis: { roleLevel: 'standard', wished: 2, earned: 2, agreed: 20, decided: 20, lower: 0.86, bar: 0.8 },
};

async function proposed(more: object = {}) {
  const place = setUp();
  const expiresAt = place.clock.now() + HOUR;
  await place.ledger.propose({ ...(await bookingPlan()), origin: 'fulcrum', expiresAt, ...more });
  return { ...place, expiresAt };
}

describe('a proposal that expires', () => {
  it('reads as expired from that moment on, wherever it is looked for', async () => {
    const { ledger, clock, store } = await proposed();
    const found = async () => {
      const ids = async (state: 'proposed' | 'expired') =>
        (await ledger.plans({ states: [state] })).map((plan) => plan.state);
      return [(await ledger.plan('plan-1'))?.state, await ids('proposed'), await ids('expired')];
    };
    clock.advance(HOUR - 1);
    expect(await found()).toEqual(['proposed', ['proposed'], []]);
    clock.advance(1);
    expect(await found()).toEqual(['expired', [], ['expired']]);
    expect((await ledger.plans())[0]?.state).toBe('expired');
    expect((await store.plan('plan-1'))?.state).toBe('proposed');
  });

  it('is ended by the alarm, once, with an entry in the log', async () => {
    const { ledger, clock, audit } = await proposed();
    expect(await ledger.expireDue()).toEqual([]);
    expect(await ledger.expireDue(clock.now() + HOUR)).toMatchObject([
      { planId: 'plan-1', state: 'expired' },
    ]);
    expect(await ledger.expireDue(clock.now() + HOUR)).toEqual([]);
    expect((await audit.read({}, 1))[0]).toMatchObject({
      entry: { event: 'plan-expired', actor: 'fulcrum', outcome: 'expired' },
      details: { more: { expiresAt: clock.now() + HOUR } },
    });
  });

  it('cannot be approved any more, by a person or by a rule, and says why', async () => {
    const { ledger, clock, world, audit, store } = await proposed();
    clock.advance(HOUR);
    await expect(ledger.approve('plan-1', 'user-rec')).rejects.toMatchObject({
      problem: {
        code: 'proposal-expired',
        message: expect.stringContaining('nobody decided before it expired'),
      },
    });
    await expect(ledger.approveByRule('plan-1', MAY)).rejects.toMatchObject({
      problem: { code: 'proposal-expired' },
    });
    await expect(ledger.run('plan-1')).rejects.toMatchObject({ problem: { code: 'cannot-run' } });
    expect((await store.plan('plan-1'))?.state).toBe('expired');
    expect((await audit.read({})).filter((row) => row.entry.event === 'plan-expired')).toHaveLength(1);
    expect(visible(world)).toEqual(nothing);
  });

  it('is not ended when somebody approved it in time', async () => {
    const { ledger, clock } = await proposed();
    await ledger.approve('plan-1', 'user-rec');
    expect(await ledger.expireDue(clock.now() + 2 * HOUR)).toEqual([]);
    expect((await ledger.run('plan-1')).state).toBe('done');
  });

  it('one that cannot be ended does not keep the others from it', async () => {
    const { ledger, clock, store } = await proposed();
    const second = await bookingPlan('plan-2', 'opp-2');
    await ledger.propose({ ...second, expiresAt: clock.now() + HOUR });
    const commit = store.commit;
    store.commit = async (batch) => {
      if (batch.plan?.id === 'plan-1') throw new Error('disk full');
      return commit(batch);
    };
    const ended = await ledger.expireDue(clock.now() + HOUR);
    expect(ended.map(({ planId, state }) => [planId, state]).sort()).toEqual([
      ['plan-1', null],
      ['plan-2', 'expired'],
    ]);
  });
});

describe('approval by rule', () => {
  it('names the phase as who approved it, and keeps the decision with its numbers', async () => {
    const { ledger, audit, world } = await proposed();
    expect(await ledger.approveByRule('plan-1', MAY)).toMatchObject({
      state: 'running',
      approvedBy: 'fulcrum:phase-2',
    });
    const [row] = await audit.read({}, 1);
    expect(row).toMatchObject({
      entry: { event: 'plan-approved-by-rule', actor: 'fulcrum:phase-2' },
      details: { more: { decision: MAY } },
    });
    expect((await ledger.run('plan-1')).state).toBe('done');
    expect(visible(world).outbox).toHaveLength(3);
  });

  it.each<[string, Partial<Decision>, object, string]>([
    [
      'the policy asks for a person',
      { mayRun: false, reasons: [{ code: 'says-no', text: 'It says no.' }] },
      {},
      'It says no.',
    ],
    ['the workflow is off', { off: true }, {}, 'switched off'],
    ['the phase only suggests', { phase: 1 }, {}, 'only suggests'],
    ['it may not run', { mayRun: false }, {}, 'only suggests'],
    ['a person made the plan', {}, { origin: 'person' }, 'a person made it'],
  ])('is refused when %s', async (_why, decision, plan, text) => {
    const { ledger } = await proposed(plan);
    await expect(ledger.approveByRule('plan-1', { ...MAY, ...decision })).rejects.toMatchObject({
      problem: { code: 'rule-does-not-allow', message: expect.stringContaining(text) },
    });
    expect((await ledger.plan('plan-1'))?.state).toBe('proposed');
  });
});
