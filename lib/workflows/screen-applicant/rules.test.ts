import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Assessment } from '@/lib/evidence/assess';
import { type Rubric, RubricSchema } from '@/lib/evidence/rubric';
import { score } from '@/lib/evidence/score';
import { byCriterion, byWeek, ENOUGH_LABELS, hasDrifted, shareOf } from './agreement';
import {
  blindReason,
  comparable,
  goesAgainst,
  onScale,
  shortLabel,
  skillTags,
  TIERS,
  tierOf,
  whyOf,
} from './rules';
import type { Label } from './stored';

const anchors = Array.from({ length: 6 }, (_, i) => `level ${i}`);
const rubric: Rubric = RubricSchema.parse({
  postingId: 'p',
  version: 1,
  criteria: [
    {
      id: 'c1',
      label: 'Kubernetes in production',
      kind: 'must',
      weight: 3,
      anchors,
      signs: ['Kubernetes', 'experience'],
    },
    { id: 'c2', label: 'Programming in C++ or Go', kind: 'must', weight: 3, anchors, signs: ['C++', 'Go'] },
    { id: 'c3', label: 'PostgreSQL', kind: 'nice', weight: 1, anchors, signs: ['PostgreSQL'] },
  ],
});
const one = (
  criterionId: string,
  verdict: Assessment['verdict'],
  level = 0,
  quote?: string,
  counts = true,
): Assessment => ({
  criterionId,
  verdict,
  level,
  quotes: quote
    ? [{ text: quote, counts, location: { found: true, spans: [], elsewhere: false, places: 1 } }]
    : [],
});
const judged = (assessments: Assessment[], suspicious = 0) => ({
  assessments,
  score: score(rubric, assessments),
  suspicious,
});

describe('tiers', () => {
  test('who was not screened waits, who could not be judged needs a person, whose verdict comes first is not sorted', () => {
    expect(tierOf({ screened: false, judged: null, blind: false })).toBe('waiting');
    expect(tierOf({ screened: true, judged: null, blind: false })).toBe('person');
    const strong = judged([one('c1', 'shown', 4), one('c2', 'shown', 4), one('c3', 'not_found')]);
    expect(tierOf({ screened: true, judged: strong, blind: true })).toBe('blind');
    expect(tierOf({ screened: true, judged: strong, blind: false })).toBe('strong');
  });

  test('why an applicant is in a tier: what is best shown, what is open, and why half of the must-haves are not enough', () => {
    const strong = judged([one('c1', 'shown', 5), one('c2', 'shown', 4), one('c3', 'shown', 5)]);
    expect(whyOf(rubric, strong)).toBe(
      '2 of 2 must-haves met. Best shown: Kubernetes in production, PostgreSQL.',
    );
    const low = judged([one('c1', 'shown', 3), one('c2', 'not_found'), one('c3', 'not_found')]);
    expect(low.score.band).toBe('open');
    expect(whyOf(rubric, low)).toBe(
      '1 of 2 must-haves met. Open: Programming in C++ or Go. All evidence together is below what “promising” asks for.',
    );
  });

  test('a mark against the evidence is one that says the opposite; flags and people without a band have none', () => {
    const against = (kind: 'accept' | 'reject' | 'flag') => TIERS.filter((tier) => goesAgainst(kind, tier));
    expect(against('reject')).toEqual(['strong', 'promising']);
    expect(against('accept')).toEqual(['open']);
    expect(against('flag')).toEqual([]);
  });

  test('on a scale of ten the number is the percent rounded, never below one', () => {
    expect([0, 4, 15, 84, 85, 100].map((n) => onScale(n, '10'))).toEqual([1, 1, 2, 8, 9, 10]);
    expect(onScale(71, '100')).toBe(71);
  });

  test('an abstention is a case for a person, never a low tier', () => {
    const nothing = judged([one('c1', 'not_found'), one('c2', 'not_found'), one('c3', 'unclear')]);
    expect(tierOf({ screened: true, judged: nothing, blind: false })).toBe('person');
  });

  test('more evidence never moves an applicant to a later tier', () => {
    const verdict = fc.constantFrom<[Assessment['verdict'], number]>(
      ['not_found', 0],
      ['partly_shown', 2],
      ['shown', 3],
      ['shown', 5],
    );
    const order = (t: ReturnType<typeof tierOf>) =>
      t === 'person' ? TIERS.indexOf('open') : TIERS.indexOf(t);
    fc.assert(
      fc.property(verdict, verdict, verdict, (a, b, c) => {
        const before = judged([one('c1', ...a), one('c2', ...b), one('c3', ...c)]);
        const after = judged([one('c1', 'shown', 5), one('c2', ...b), one('c3', ...c)]);
        const tier = (of: typeof before) => order(tierOf({ screened: true, judged: of, blind: false }));
        return tier(after) <= tier(before);
      }),
    );
  });
});

describe('why', () => {
  test('names what is met and what is open; a hint at suspicious text comes last', () => {
    const some = judged([one('c1', 'shown', 4), one('c2', 'not_found'), one('c3', 'shown', 3)], 1);
    expect(whyOf(rubric, some)).toBe(
      '1 of 2 must-haves met. Open: Programming in C++ or Go. The resume speaks to its reader or hides text; look at it.',
    );
  });
  test('says why there is no band', () => {
    const none = judged([one('c1', 'not_found'), one('c2', 'not_found'), one('c3', 'not_found')]);
    expect(whyOf(rubric, none)).toContain('no verified evidence');
  });
  test('a long label is cut at a word’s end', () => {
    expect(shortLabel('A'.repeat(60)).length).toBeLessThanOrEqual(44);
    expect(shortLabel('Go (or Python)')).toBe('Go');
  });
});

describe('judging first', () => {
  test('everybody by setting; else a fixed sample of about the share', () => {
    const ids = Array.from({ length: 4000 }, (_, i) => `opportunity-${i}`);
    const sampled = ids.filter((id) => blindReason(id, { blindFirst: false, sample: 10 }) === 'sample');
    expect(sampled.length).toBeGreaterThan(320);
    expect(sampled.length).toBeLessThan(480);
    expect(ids.filter((id) => blindReason(id, { blindFirst: false, sample: 10 }))).toEqual(sampled);
    expect(blindReason('x', { blindFirst: true, sample: 0 })).toBe('setting');
    expect(ids.some((id) => blindReason(id, { blindFirst: false, sample: 0 }))).toBe(false);
    expect(ids.every((id) => blindReason(id, { blindFirst: false, sample: 100 }))).toBe(true);
  });
  test('a bigger sample holds the smaller one', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), fc.nat(100), (id, a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)];
        return (
          !blindReason(id, { blindFirst: false, sample: small }) ||
          blindReason(id, { blindFirst: false, sample: large }) === 'sample'
        );
      }),
    );
  });
  test('claims without evidence compare as not found', () => {
    expect(
      ['contradicted', 'unclear', 'unverified', 'not_found'].map((v) => comparable({ verdict: v as never })),
    ).toEqual(Array(4).fill('not_found'));
  });
});

describe('skill tags', () => {
  test('only names that a quote which counts holds as a word, in the spelling of the criteria', () => {
    const some = [
      one('c1', 'shown', 3, 'Long experience with kubernetes clusters'),
      one('c2', 'shown', 3, 'Wrote C++ at Google'),
      one('c3', 'shown', 3, 'Ran PostgreSQL', false),
    ];
    expect(skillTags(rubric, some)).toEqual(['Kubernetes', 'C++']);
    expect(skillTags(rubric, [one('c1', 'unverified', 0, 'Kubernetes')])).toEqual([]);
  });
});

describe('agreement', () => {
  const label = (at: number, agrees: boolean, more: Partial<Label> = {}): Label => ({
    criterionId: 'c1',
    human: 'shown',
    ai: agrees ? 'shown' : 'not_found',
    before: false,
    at,
    rubricVersion: 1,
    model: 'm',
    promptHash: 'p',
    ...more,
  });
  const WEEK = 7 * 86_400_000;
  const now = 100 * WEEK;

  test('Wilson intervals hold the share, shrink with more, and are whole without any', () => {
    expect(shareOf(0, 0)).toMatchObject({ low: 0, high: 1 });
    // 8 of 10: the textbook interval is 0.490 to 0.943.
    const { low, high } = shareOf(8, 10);
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (a, b) => {
        const of = Math.max(a, b, 1);
        const share = shareOf(Math.min(a, of), of);
        const p = share.agreed / of;
        return share.low <= p + 1e-9 && share.high >= p - 1e-9 && share.low >= 0 && share.high <= 1;
      }),
    );
  });

  test('versions of criteria are not mixed; verdicts given first are counted apart', () => {
    const found = byCriterion([
      label(1, true),
      label(2, false, { before: true }),
      label(3, true, { rubricVersion: 2 }),
    ]);
    expect(found.map(({ rubricVersion, all, blind }) => [rubricVersion, all.of, blind.of])).toEqual([
      [1, 2, 1],
      [2, 1, 0],
    ]);
  });

  test('weeks: each verdict in one, a change of model is marked', () => {
    const weeks = byWeek(
      [label(now - 3 * WEEK, true), label(now - 1, true, { model: 'n' }), label(now - 50 * WEEK, true)],
      now,
    );
    expect(weeks).toHaveLength(12);
    expect(weeks.reduce((sum, { of }) => sum + of, 0)).toBe(2);
    expect(weeks.map(({ changed }) => changed).indexOf(true)).toBe(11);
  });

  test('drift needs enough verdicts on both sides and intervals that do not touch', () => {
    const labels = (n: number, at: number, agrees: (i: number) => boolean) =>
      Array.from({ length: n }, (_, i) => label(at, agrees(i)));
    const earlier = labels(60, now - 8 * WEEK, (i) => i % 10 !== 0);
    const worse = labels(60, now - 1, (i) => i % 2 === 0);
    expect(hasDrifted(byWeek([...earlier, ...worse], now))).toBe(true);
    expect(hasDrifted(byWeek([...earlier, ...worse.slice(0, ENOUGH_LABELS - 1)], now))).toBe(false);
    expect(hasDrifted(byWeek([...earlier, ...labels(60, now - 1, (i) => i % 10 !== 0)], now))).toBe(false);
  });
});
