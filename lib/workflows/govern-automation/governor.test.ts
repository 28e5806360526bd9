import { describe, expect, it, vi } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { EMPTY_POLICY, type Policy } from '@/lib/governance/policy-document';
import { newGovernor, verdict } from '@/tests/fakes/governance';
import type { PolicyChange } from './governor';

const MAYA = { id: 'user-rec', name: 'Maya Okafor' };
const W = 'schedule-interview';
const OFF = { by: 'user-rec', name: 'Maya Okafor', at: 1_800_000_000_000 };
const WISH: Policy = {
  ...EMPTY_POLICY,
  rules: [{ workflow: W, postingId: null, roleLevel: null, phase: 2 }],
};
const turn = (on: boolean): PolicyChange => ({
  workflow: W,
  event: on ? 'on' : 'off',
  summary: '',
  stops: !on,
  edit: (policy): Policy => ({ ...policy, off: on ? EMPTY_POLICY.off : { [W]: OFF } }),
});
const proposal = {
  workflow: W,
  postingId: 'p1',
  roleLevel: 'standard' as const,
  critical: [],
  rejects: false,
};

describe('kill switch', () => {
  it('aborts what runs at once, refuses what asks, and lets both again', async () => {
    const { governor } = newGovernor();
    await governor.ready();
    const running = governor.signalFor(W);
    expect([running.aborted, await governor.isOn(W)]).toEqual([false, true]);
    await governor.mustBeOn(W);
    await governor.change(MAYA, turn(false));
    expect(running.aborted).toBe(true);
    expect(running.reason).toBeInstanceOf(Failure);
    expect(governor.signalFor(W).aborted).toBe(true);
    await expect(governor.mustBeOn(W)).rejects.toMatchObject({
      problem: {
        code: 'workflow-switched-off',
        message: 'Scheduling is switched off by Maya Okafor since 2027-01-15T08:00:00.000Z.',
      },
    });
    await governor.change(MAYA, turn(true));
    expect([governor.signalFor(W).aborted, await governor.isOn(W)]).toEqual([false, true]);
  });

  it('is known to the next worker before anything runs', async () => {
    const { store, kept } = newGovernor();
    kept.policy = { ...EMPTY_POLICY, off: { [W]: OFF } };
    const { governor } = newGovernor({}, { store, kept });
    await governor.ready();
    expect(governor.signalFor(W).aborted).toBe(true);
    expect(governor.signalFor('other').aborted).toBe(false);
  });

  it('stops before it is saved, also when saving fails; switching on is logged first', async () => {
    const { governor, store, kept, log } = newGovernor();
    await governor.ready();
    const running = governor.signalFor(W);
    store.savePolicy = async () => Promise.reject(new Error('disk full'));
    await expect(governor.change(MAYA, turn(false))).rejects.toThrow('disk full');
    expect(running.aborted).toBe(true);
    expect(log).toEqual([]);
    await expect(governor.change(MAYA, turn(true))).rejects.toThrow('disk full');
    expect(log.map((one) => one.event)).toEqual(['on']);
    expect(kept.policy).toBeUndefined();
  });

  it('counts as off when nothing can be read', async () => {
    const { governor, store } = newGovernor();
    store.policy = async () => Promise.reject(new Error('no database'));
    expect(await governor.isOn(W)).toBe(false);
    const decision = await governor.decide(proposal);
    expect(decision).toMatchObject({ phase: 1, off: true, mayRun: false });
    expect((await governor.load()).problems.map((one) => one.message).join()).toContain('no database');
  });

  it('two changes at once are both kept', async () => {
    const { governor, kept } = newGovernor();
    const level = (id: string): PolicyChange => ({
      workflow: W,
      event: 'level',
      summary: '',
      edit: (policy) => ({ ...policy, roleLevels: { ...policy.roleLevels, [id]: 'critical' } }),
    });
    await Promise.all([governor.change(MAYA, level('a')), governor.change(MAYA, level('b'))]);
    expect((kept.policy as Policy).roleLevels).toEqual({ a: 'critical', b: 'critical' });
  });

  it('says in the log what a damaged policy was replaced by', async () => {
    const { governor, kept, log } = newGovernor();
    kept.policy = 'garbage';
    expect(await governor.isOn(W)).toBe(false);
    await governor.change(MAYA, turn(true));
    expect(await governor.isOn(W), 'everything stays stopped until that is switched on').toBe(false);
    expect(log.map((one) => one.event)).toEqual(['on', 'policy-replaced']);
  });
});

describe('deciding', () => {
  it('asks Lever for a posting that is not listed, and treats one that cannot be read as unknown', async () => {
    const one = vi.fn(async (id: string) => ({
      id,
      title: 'VP Sales',
      level: null,
      team: null,
      location: null,
    }));
    const { governor, kept } = newGovernor({ postings: { all: async () => [], one } });
    kept.policy = WISH;
    kept.verdicts = Array.from({ length: 20 }, (_, n) => verdict(n));
    expect((await governor.decide(proposal)).mayRun).toBe(true);
    expect(one).not.toHaveBeenCalled();
    const other = await governor.decide({ ...proposal, postingId: 'p2' });
    expect(other.reasons.map((r) => r.code)).toEqual(['role-executive']);
    one.mockRejectedValue(new Error('offline'));
    const unknown = await governor.decide({ ...proposal, postingId: 'p3' });
    expect(unknown.reasons.map((r) => r.code)).toEqual(['unknown-posting']);
  });

  it('reads nothing from Lever while it is off', async () => {
    const one = vi.fn();
    const { governor, kept } = newGovernor({ postings: { all: one, one } });
    kept.policy = { ...WISH, off: { [W]: OFF } };
    expect((await governor.decide({ ...proposal, postingId: 'p9' })).off).toBe(true);
    expect(one).not.toHaveBeenCalled();
  });

  it('stays in phase 1 while decisions are damaged', async () => {
    const { governor, kept } = newGovernor();
    kept.policy = WISH;
    kept.verdicts = Array.from({ length: 20 }, (_, n) => verdict(n));
    kept.damaged = 1;
    expect((await governor.decide(proposal)).reasons).toMatchObject([{ code: 'record-unreadable' }]);
  });
});

describe('the log of what was earned', () => {
  it('tells an unlock and a fall-back, with their numbers, once', async () => {
    const { governor, log } = newGovernor();
    for (let n = 0; n < 14; n++) await governor.record(verdict(n, 'agreed', `p${n}`));
    await governor.record(verdict(3));
    expect(log).toMatchObject([
      {
        actor: 'fulcrum',
        workflow: W,
        event: 'autonomy-unlocked',
        details: { from: 1, to: 2, agreed: 14, decided: 14, bar: 0.8, postingId: null },
      },
    ]);
    await governor.record(verdict(14, 'refused', 'p9'));
    expect(log.at(-1)).toMatchObject({
      event: 'autonomy-fell-back',
      details: { from: 2, to: 1, agreed: 14, decided: 15 },
    });
    expect(log).toHaveLength(2);
  });

  it('tells it for a posting when that is judged by itself', async () => {
    const { governor, log } = newGovernor();
    for (let n = 0; n < 14; n++) await governor.record(verdict(n));
    expect(log.map((one) => (one.details as { postingId: unknown }).postingId)).toEqual([null, 'p1']);
  });

  it('makes up for what a worker could not write any more', async () => {
    const { store, kept, log, governor } = newGovernor();
    for (let n = 0; n < 13; n++) await governor.record(verdict(n, 'agreed', `p${n}`));
    await store.addVerdict(verdict(13, 'agreed', 'p13'));
    expect(log).toEqual([]);
    const next = newGovernor({}, { store, kept });
    await next.governor.reload();
    expect(next.log.map((one) => one.event)).toEqual(['autonomy-unlocked']);
    await next.governor.reload();
    expect(next.log).toHaveLength(1);
  });

  it('falls back when the administrator raises the bar', async () => {
    let assist = 0.8;
    const { governor, log } = newGovernor({ preset: async () => ({ bars: { assist } }) });
    for (let n = 0; n < 14; n++) await governor.record(verdict(n, 'agreed', `p${n}`));
    assist = 0.95;
    await governor.reload();
    expect(log.map((one) => one.event)).toEqual(['autonomy-unlocked', 'autonomy-fell-back']);
  });
});
