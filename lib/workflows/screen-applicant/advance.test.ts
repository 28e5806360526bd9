import { beforeEach, describe, expect, test } from 'vitest';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { PLAIN, readyToScreen } from '@/tests/fakes/screening';

const postingId = postingIdOf('sre');
const id = APPLICANTS.strong;

describe('moving on to the next stage', () => {
  let world: Awaited<ReturnType<typeof readyToScreen>>;
  const marks: unknown[] = [];
  const stage = (of: string = id) => world.kit.world.lever.opportunities.get(of)?.stage;
  beforeEach(async () => {
    marks.length = 0;
    world = await readyToScreen(postingId, {
      policy: {
        isOn: async () => true,
        mayWrite: async () => ({ allowed: true, why: '' }),
        mayAdvance: async () => ({ allowed: true, why: '' }),
        decided: async (mark) => void marks.push(mark),
      },
    });
  });
  const previewOf = async (opportunityId: string) => {
    await world.ask('screen', { opportunityId, again: false, rules: false });
    await world.ask('decide', { opportunityId, decision: 'accept', reason: '' });
    return (await world.ask('preview', { opportunityIds: [opportunityId] }))[0];
  };

  test('is offered where the policy allows it, and taken back', async () => {
    const before = stage();
    const plan = await previewOf(id);
    expect(plan?.writes.map((one) => one.summary).join(' ')).toContain('Move ');
    await world.ask('write', { planIds: [plan?.id ?? ''] });
    expect(stage()).not.toBe(before);
    await world.ask('undo', { planId: plan?.id ?? '', force: false });
    expect(stage()).toBe(before);
    expect(marks).toMatchObject([{ outcome: 'agreed', by: expect.any(String) }]);
  });

  test('is not offered below the threshold, and a mark below it earns nothing', async () => {
    const before = stage(APPLICANTS.partly);
    const plan = await previewOf(APPLICANTS.partly);
    expect(plan?.advanceLeftOut).toMatch(/needs every must-have shown/);
    await world.ask('write', { planIds: [plan?.id ?? ''] });
    expect(stage(APPLICANTS.partly)).toBe(before);
    await world.ask('change', { settings: { ...PLAIN, advanceAt: 100, scale: '100' } });
    const strict = await previewOf(id);
    expect(strict?.advanceLeftOut).toMatch(/\d+ % of all points are shown; moving on by Fulcrum needs 100 %/);
    expect(marks).toEqual([]);
  });

  test('is not offered for what a person corrected, and a no counts against it', async () => {
    await world.ask('screen', { opportunityId: id, again: false, rules: false });
    await world.ask('correct', {
      opportunityId: id,
      criterionId: 'c1',
      verdict: 'not_found',
      reason: 'It is not',
    });
    expect((await previewOf(id))?.advanceLeftOut).toMatch(/A person corrected a must-have/);
    await world.ask('decide', { opportunityId: id, decision: 'reject', reason: '' });
    expect(marks).toMatchObject([{ outcome: 'changed' }, { outcome: 'refused' }]);
  });
});
