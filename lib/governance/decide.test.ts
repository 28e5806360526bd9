import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, type Known, roleLevelOf } from './decide';
import type { Proposal } from './policy';
import { EMPTY_POLICY, type Policy, readPolicy } from './policy-document';
import type { Verdict } from './port';

const verdicts = (n: number, outcome: Verdict['outcome'] = 'agreed', postingId = 'p1'): Verdict[] =>
  Array.from({ length: n }, (_, i) => ({
    workflow: 'schedule-interview',
    postingId,
    planId: `plan-${outcome}-${i}`,
    outcome,
    by: 'user-rec',
    at: i,
  }));
const known = (more: Partial<Known> = {}): Known => ({
  name: 'Scheduling',
  posting: { id: 'p1', title: 'Backend Engineer', level: null },
  verdicts: verdicts(40),
  ...more,
});
const proposal = (more: Partial<Proposal> = {}): Proposal => ({
  workflow: 'schedule-interview',
  postingId: 'p1',
  roleLevel: 'standard',
  critical: [],
  rejects: false,
  ...more,
});
const wish = (phase: 1 | 2 | 3, more: Partial<Policy> = {}): Policy => ({
  ...EMPTY_POLICY,
  rules: [{ workflow: 'schedule-interview', postingId: null, roleLevel: null, phase }],
  ...more,
});
const OFF = { by: 'user-rec', name: 'Maya Okafor', at: 1 };
const asked = (policy: unknown, k: Partial<Known> = {}, p: Partial<Proposal> = {}, preset?: unknown) =>
  decide(readPolicy(policy, preset), known(k), proposal(p));
const codes = (decision: ReturnType<typeof decide>) => decision.reasons.map((one) => one.code);

describe('what may run by itself', () => {
  it('in phase 2 and 3, wished and earned', () => {
    expect(asked(wish(2))).toMatchObject({ phase: 2, off: false, mayRun: true, reasons: [] });
    expect(asked(wish(3))).toMatchObject({ phase: 3, mayRun: true });
    expect(asked(wish(3)).basis).toMatchObject({ wished: 3, earned: 3, agreed: 40, decided: 40, bar: 0.9 });
  });

  it('in the earned phase when more is wished', () => {
    const decision = asked(wish(3), { verdicts: verdicts(20) });
    expect(decision).toMatchObject({ phase: 2, mayRun: true, basis: { wished: 3, earned: 2, bar: 0.9 } });
  });
});

describe('why a person is needed', () => {
  it.each<[string, () => ReturnType<typeof decide>, string, string]>([
    ['nothing was set', () => asked(undefined), 'phase-1', 'Scheduling is set to phase 1 here'],
    [
      'it was not earned',
      () => asked(wish(2), { verdicts: [...verdicts(8), ...verdicts(1, 'changed')] }),
      'not-earned',
      'of the last 9 decisions 8 agreed with its proposal, which proves only 57 % agreement; 80 % has to be proven, and 13 more agreements in a row would be enough.',
    ],
    [
      'nobody ever decided',
      () => asked(wish(2), { verdicts: [] }),
      'not-earned',
      'no proposal of it has been decided yet; 80 % has to be proven, and 14 more',
    ],
    [
      'it is off',
      () => asked(wish(3, { off: { 'schedule-interview': OFF } })),
      'switched-off',
      'Scheduling was switched off by Maya Okafor.',
    ],
    [
      'everything is off',
      () => asked(wish(3, { allOff: OFF })),
      'switched-off',
      'Everything was switched off',
    ],
    [
      'the workflow is unknown',
      () => asked(wish(3), { name: null }),
      'unknown-workflow',
      'Nobody has set how far',
    ],
    [
      'there is no posting',
      () => asked(wish(3), {}, { postingId: null }),
      'no-posting',
      'The candidate has no posting',
    ],
    [
      'the posting is unknown',
      () => asked(wish(3), { posting: null }),
      'unknown-posting',
      'could not be found or read',
    ],
    [
      'the title is an executive’s',
      () => asked(wish(3), { posting: { id: 'p1', title: 'VP Engineering', level: null } }),
      'role-executive',
      'The role is executive (its title suggests it)',
    ],
    [
      'who proposes says so',
      () => asked(wish(3), {}, { roleLevel: 'critical' }),
      'role-critical',
      'critical',
    ],
    [
      'a recruiter says so',
      () => asked(wish(3, { roleLevels: { p1: 'critical' } })),
      'role-critical',
      'a recruiter says so',
    ],
    [
      'the administrator says so',
      () => asked(wish(3), {}, {}, { roleLevels: { p1: 'executive' } }),
      'role-executive',
      'your administrator says so',
    ],
    [
      'the administrator caps',
      () => asked(wish(3), {}, {}, { maxPhase: 1 }),
      'admin-cap',
      'keeps Scheduling in phase 1',
    ],
    [
      'the policy is damaged',
      () => asked({ ...wish(3), rules: 7 }),
      'policy-unreadable',
      'could not be read',
    ],
    [
      'the preset is damaged',
      () => asked(wish(3), {}, {}, { maxPhase: 9 }),
      'preset-unreadable',
      'could not be read',
    ],
    ['it says no', () => asked(wish(3), {}, { rejects: true }), 'says-no', 'a person always decides that'],
    [
      'it is critical',
      () => asked(wish(3), {}, { critical: ['It moves a meeting of the hiring manager.'] }),
      'critical',
      'It moves a meeting of the hiring manager.',
    ],
  ])('%s', (_why, decision, code, text) => {
    const made = decision();
    expect(made.mayRun).toBe(false);
    expect(made.reasons.find((one) => one.code === code)?.text).toContain(text);
    for (const { text: sentence } of made.reasons) expect(sentence).toMatch(/^[A-Z].*\.$/);
  });

  it('a recruiter’s word lifts what the title suggests, for what the recruiter may say', () => {
    const k = { posting: { id: 'p1', title: 'Director of First Impressions', level: null } };
    expect(asked(wish(2), k).mayRun).toBe(false);
    expect(asked(wish(2, { roleLevels: { p1: 'standard' } }), k, { roleLevel: 'executive' }).mayRun).toBe(
      true,
    );
    expect(
      asked(wish(2, { roleLevels: { p1: 'standard' } }), k, {}, { roleLevels: { p1: 'executive' } }).mayRun,
    ).toBe(false);
    expect(roleLevelOf(readPolicy(undefined), k.posting)).toEqual({ level: 'executive', source: 'title' });
  });

  it('a posting that is disagreed about falls back alone', () => {
    const own = verdicts(14, 'changed', 'p2');
    const history = [...verdicts(150), ...own];
    const p2 = { posting: { id: 'p2', title: 'Sales', level: null }, verdicts: history };
    expect(codes(asked(wish(2), p2, { postingId: 'p2' }))).toEqual(['not-earned']);
    expect(asked(wish(2), { verdicts: history }).mayRun).toBe(true);
  });
});

const anything = fc.record({
  rules: fc.array(
    fc.record({
      workflow: fc.constantFrom('schedule-interview', 'other', null),
      postingId: fc.constantFrom('p1', 'p2', null),
      roleLevel: fc.constantFrom('standard', 'critical', 'executive', null),
      phase: fc.constantFrom(1, 2, 3),
    }),
    { maxLength: 6 },
  ),
  off: fc.boolean(),
  allOff: fc.boolean(),
  level: fc.constantFrom('standard' as const, 'critical' as const, 'executive' as const),
  rejects: fc.boolean(),
  critical: fc.array(fc.constantFrom('moves a meeting'), { maxLength: 1 }),
  postingId: fc.constantFrom('p1', 'p2', null),
  agreed: fc.integer({ min: 0, max: 60 }),
  refused: fc.integer({ min: 0, max: 5 }),
  maxPhase: fc.constantFrom(undefined, 1, 2, 3),
});

describe('whatever is set', () => {
  it('nothing runs by itself that must not', () => {
    fc.assert(
      fc.property(anything, (a) => {
        const policy = {
          ...EMPTY_POLICY,
          rules: a.rules,
          off: a.off ? { 'schedule-interview': OFF } : {},
          allOff: a.allOff ? OFF : null,
        };
        const decision = asked(
          policy,
          { verdicts: [...verdicts(a.agreed), ...verdicts(a.refused, 'refused')] },
          { roleLevel: a.level, rejects: a.rejects, critical: a.critical, postingId: a.postingId },
          { maxPhase: a.maxPhase },
        );
        const { basis } = decision;
        expect(decision.mayRun).toBe(decision.reasons.length === 0);
        expect(decision.off).toBe(a.off || a.allOff);
        if (
          a.off ||
          a.allOff ||
          a.rejects ||
          a.critical.length ||
          a.level !== 'standard' ||
          a.postingId !== 'p1'
        )
          expect(decision.mayRun).toBe(false);
        expect(decision.phase).toBeLessThanOrEqual(
          Math.min(basis?.wished ?? 1, basis?.earned ?? 1, a.maxPhase ?? 3),
        );
        if (a.level !== 'standard') expect(decision.phase).toBe(1);
        if (decision.mayRun) expect(decision.phase).toBeGreaterThan(1);
        if (decision.phase === 1) expect(decision.mayRun).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});
