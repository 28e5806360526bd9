import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capOf, offOf, ruleAt, wishedPhase, withRule } from './phase-rules';
import type { Phase } from './policy';
import { EMPTY_POLICY, type PhaseRule, type Policy, readPolicy } from './policy-document';

const OFF = { by: 'user-rec', name: 'Maya Okafor', at: 1_800_000_000_000 };
const rule = (phase: Phase, part: Partial<PhaseRule> = {}): PhaseRule => ({
  workflow: null,
  postingId: null,
  roleLevel: null,
  phase,
  ...part,
});
const FULL: Policy = {
  version: 1,
  allOff: null,
  off: { 'chase-feedback': OFF },
  rules: [rule(3, { workflow: 'schedule-interview' }), rule(1, { postingId: 'p1' })],
  roleLevels: { p2: 'critical' },
};

describe('stored policy', () => {
  it('is empty before anybody set anything: on, and phase 1', () => {
    const read = readPolicy(undefined);
    expect(read).toMatchObject({ policy: EMPTY_POLICY, problems: [] });
    expect(offOf(read, 'schedule-interview')).toBeNull();
    expect(capOf(read, 'schedule-interview')).toBe(3);
    expect(read.admin.bars).toEqual({ 2: 0.8, 3: 0.9 });
  });

  it('comes back as it was stored', () => {
    expect(readPolicy(JSON.parse(JSON.stringify(FULL)))).toMatchObject({ policy: FULL, problems: [] });
  });

  it.each<[string, unknown]>([
    ['a text', 'off'],
    ['a list', []],
    ['nothing in it', {}],
    ['a version nobody knows', { ...FULL, version: 2 }],
    ['a damaged switch', { ...FULL, allOff: 'no' }],
    ['damaged switches of workflows', { ...FULL, off: { 'schedule-interview': true } }],
    ['missing switches', { ...FULL, off: undefined }],
  ])('with %s counts as switched off, and says so', (_what, stored) => {
    const read = readPolicy(stored);
    expect(read.policy.rules).toEqual([]);
    expect(offOf(read, 'schedule-interview')).toMatchObject({ scope: 'everything', off: { at: null } });
    expect(read.problems).toMatchObject([{ code: 'policy-unreadable' }]);
    expect(read.problems[0]?.message).toContain('switched off');
  });

  it.each<[string, unknown]>([
    ['one rule', { ...FULL, rules: [rule(3), { ...rule(3), phase: 4 }] }],
    ['a role level', { ...FULL, roleLevels: { p2: 'normal' } }],
  ])('with %s damaged loses every wish, but keeps the switches', (_what, stored) => {
    const read = readPolicy(stored);
    expect(wishedPhase(read.policy.rules, { workflow: 'x', postingId: null, roleLevel: 'standard' })).toBe(1);
    expect(offOf(read, 'schedule-interview')).toBeNull();
    expect(offOf(read, 'chase-feedback')).toMatchObject({ off: OFF });
    expect(read.problems[0]?.message).not.toContain('switched off');
  });

  it('never ends above phase 1 or on, whatever is in the place of any field', () => {
    const fields = Object.keys(FULL);
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (field, junk) => {
        const read = readPolicy({ ...FULL, [field]: junk });
        if (read.problems.length === 0) return;
        expect(read.policy.rules).toEqual([]);
        if (field !== 'rules' && field !== 'roleLevels')
          expect(offOf(read, 'schedule-interview')).not.toBeNull();
      }),
    );
  });
});

describe('preset of the administrator', () => {
  it('caps phases, switches off, fixes role levels and bars, and says which fields', () => {
    const read = readPolicy(FULL, {
      maxPhase: 2,
      workflows: { 'schedule-interview': { maxPhase: 1 }, 'chase-feedback': { off: true } },
      roleLevels: { p9: 'executive' },
      bars: { assist: 0.9, automate: 0.85 },
    });
    expect(read.problems).toEqual([]);
    expect(read.admin.fixed).toEqual(['maxPhase', 'workflows', 'roleLevels', 'bars']);
    expect([capOf(read, 'schedule-interview'), capOf(read, 'other')]).toEqual([1, 2]);
    expect(offOf(read, 'chase-feedback')).toMatchObject({ scope: 'admin' });
    expect(read.admin.bars).toEqual({ 2: 0.9, 3: 0.9 });
  });

  it.each([
    { maxPhase: 4 },
    { maxphase: 1 },
    { workflows: { x: { off: 'yes' } } },
    { bars: { assist: 0.1 } },
    'none',
    [1],
  ])('that cannot be read (%j) caps everything at phase 1', (preset) => {
    const read = readPolicy(FULL, preset);
    expect(capOf(read, 'schedule-interview')).toBe(1);
    expect(read.problems).toMatchObject([{ code: 'preset-unreadable' }]);
  });

  it('cannot be tricked by names every object has', () => {
    const read = readPolicy(FULL, { workflows: {} });
    expect(offOf(read, 'constructor')).toBeNull();
    expect(capOf(read, '__proto__')).toBe(3);
  });
});

describe('wishes', () => {
  const place = { workflow: 'w', postingId: 'p', roleLevel: 'standard' as const };

  it('the most specific decides, the lowest on a tie', () => {
    expect(wishedPhase([], place)).toBe(1);
    expect(wishedPhase([rule(2)], place)).toBe(2);
    expect(wishedPhase([rule(1), rule(3, { workflow: 'w' })], place)).toBe(3);
    expect(wishedPhase([rule(3, { workflow: 'w' }), rule(2, { postingId: 'p' })], place)).toBe(2);
    expect(
      wishedPhase([rule(1, { workflow: 'w' }), rule(3, { workflow: 'w', roleLevel: 'standard' })], place),
    ).toBe(3);
    expect(wishedPhase([rule(3, { workflow: 'v' }), rule(3, { roleLevel: 'critical' })], place)).toBe(1);
  });

  it('replaces exactly one place', () => {
    const at = { workflow: 'w', postingId: 'p', roleLevel: null };
    const rules = withRule(FULL.rules, at, 2);
    expect(rules).toHaveLength(3);
    expect(ruleAt(withRule(rules, at, 3), at)).toBe(3);
    expect(withRule(rules, at, null)).toEqual(FULL.rules);
  });
});
