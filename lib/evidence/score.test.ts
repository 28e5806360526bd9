import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Assessment, assess } from './assess';
import { type Claim, ClaimsSchema } from './claims';
import { keepLower, settle } from './compare-runs';
import { searchableText } from './quote';
import { type Rubric, RubricSchema } from './rubric';
import { score } from './score';

const anchors = ['nothing', 'named', 'used', 'used at work', 'led', 'taught others'];
const rubric: Rubric = RubricSchema.parse({
  postingId: 'p1',
  version: 1,
  criteria: [
    { id: 'c1', label: 'Kubernetes', kind: 'must', weight: 3, anchors, signs: ['kubernetes', 'k8s', 'c++'] },
    { id: 'c2', label: 'Leads people', kind: 'must', weight: 2, anchors },
    { id: 'c3', label: 'Writes well', kind: 'nice', weight: 1, anchors },
  ],
});
const resume = [
  'Ran Kubernetes for 40 services',
  'Led a team of twelve people',
  'Holder of a baking licence',
];
const document = searchableText({ lines: resume.map((text, i) => ({ n: i + 1, page: 1, text })) });
const claim = (
  criterion_id: string,
  verdict: Claim['verdict'],
  level: number,
  ...quotes: string[]
): Claim => ({
  criterion_id,
  verdict,
  level: String(level) as Claim['level'],
  quotes: quotes.map((text) => ({ line: 'L1', text })),
  missing: '',
  note: '',
});
const judged = (...claims: Claim[]) => assess(rubric, claims, document);

describe('a claim only counts with its quote', () => {
  test.each([
    ['stands with a quote', claim('c1', 'shown', 4, 'Ran Kubernetes for 40'), 'shown', 4],
    ['falls without one', claim('c1', 'shown', 5), 'unverified', 0],
    ['falls with an invented one', claim('c1', 'shown', 5, 'Invented Kubernetes itself'), 'unverified', 0],
    [
      'falls with a true one about something else',
      claim('c1', 'shown', 5, 'Holder of a baking licence'),
      'unverified',
      0,
    ],
    [
      'stands when one of two is true',
      claim('c1', 'shown', 3, 'Invented it all', 'Ran Kubernetes for 40'),
      'shown',
      3,
    ],
    [
      'is capped when partly shown',
      claim('c1', 'partly_shown', 5, 'Ran Kubernetes for 40'),
      'partly_shown',
      2,
    ],
    ['carries no level when not found', claim('c1', 'not_found', 5, 'Ran Kubernetes for 40'), 'not_found', 0],
    ['needs a quote to contradict, too', claim('c1', 'contradicted', 0), 'unverified', 0],
    ['contradicts with a quote', claim('c1', 'contradicted', 3, 'Ran Kubernetes for 40'), 'contradicted', 0],
    ['is unclear when it says both', claim('c1', 'shown', 0, 'Ran Kubernetes for 40'), 'unclear', 0],
  ])('%s', (_, one, verdict, level) => expect(judged(one)[0]).toMatchObject({ verdict, level }));

  test('left out, twice, unknown', () => {
    expect(judged(claim('c9', 'shown', 5, 'Ran Kubernetes for 40')).map(({ verdict }) => verdict)).toEqual([
      'unclear',
      'unclear',
      'unclear',
    ]);
    const twice = judged(
      claim('c1', 'shown', 5, 'Ran Kubernetes for 40'),
      claim('c1', 'shown', 5, 'Ran Kubernetes for 40'),
    );
    expect(twice[0]).toMatchObject({
      verdict: 'unclear',
      changed: 'The answer speaks twice about this criterion.',
    });
  });

  test('why a quote does not count is kept', () => {
    const [first] = judged(claim('c1', 'shown', 5, 'Ran Kubernetes for 4', 'Holder of a baking licence'));
    expect(first?.quotes.map(({ why }) => why)).toEqual([
      'The quote begins or ends inside a word or a number.',
      'The words do not speak about this criterion.',
    ]);
  });
});

describe('the sum', () => {
  const all = judged(
    claim('c1', 'shown', 4, 'Ran Kubernetes for 40'),
    claim('c2', 'partly_shown', 2, 'Led a team of twelve'),
    claim('c3', 'not_found', 0),
  );

  test('is open, term by term', () => {
    const result = score(rubric, all);
    expect(result.terms.map(({ text }) => text)).toEqual([
      'c1 must: weight 3 × level 4 = 12 of 15',
      'c2 must: weight 2 × level 2 = 4 of 10',
      'c3 nice: no evidence (not_found), 5 points stay open',
    ]);
    expect(result).toMatchObject({
      points: 16,
      outOf: 25,
      total: 30,
      coverage: 83,
      value: 64,
      range: { least: 53, most: 70 },
      musts: { met: 1, all: 2 },
      band: 'promising',
    });
  });

  test('abstains: unreadable, no evidence, too little', () => {
    expect(score(rubric, all, 'The file is a scan.')).toMatchObject({ abstained: 'The file is a scan.' });
    expect(score(rubric, judged()).abstained).toMatch(/no verified evidence/);
    const little = score(rubric, judged(claim('c2', 'shown', 5, 'Led a team of twelve')));
    expect(little.abstained).toBe('Evidence covers 33 % of the weights; 40 % are needed for a score.');
    expect([little.value, little.range, little.band]).toEqual([undefined, undefined, undefined]);
  });

  test('a rubric is checked: ids, levels, bands, weights', () => {
    const change = (criterion: object, more: object = {}) =>
      RubricSchema.safeParse({
        ...rubric,
        criteria: [{ ...rubric.criteria[0], ...criterion }, rubric.criteria[1]],
        ...more,
      }).success;
    expect(change({})).toBe(true);
    for (const bad of [
      { id: 'c21' },
      { id: 'c2' },
      { weight: 0 },
      { weight: 1.5 },
      { anchors: anchors.slice(1) },
      { label: ' ' },
    ])
      expect(change(bad)).toBe(false);
    expect(
      change({}, { bands: { strong: { musts: 50, points: 30 }, promising: { musts: 60, points: 30 } } }),
    ).toBe(false);
    expect(ClaimsSchema.safeParse({ claims: [{ ...claim('c1', 'shown', 5), level: '6' }] }).success).toBe(
      false,
    );
  });
});

const verdict = fc.constantFrom<Assessment['verdict']>(
  'shown',
  'partly_shown',
  'contradicted',
  'not_found',
  'unclear',
  'unverified',
);
const assessments = fc.tuple(
  ...rubric.criteria.map(({ id }) =>
    fc.record({
      criterionId: fc.constant(id),
      verdict,
      level: fc.nat(5),
      quotes: fc.constant<Assessment['quotes']>([]),
    }),
  ),
);
const rank = { strong: 2, promising: 1, open: 0 };

describe('properties', () => {
  test('whole percentages in order, and the value lies in the range', () => {
    fc.assert(
      fc.property(assessments, (given) => {
        const { value, range, points, outOf, total } = score({ ...rubric, enoughCoverage: 0 }, given);
        expect(points <= outOf && outOf <= total).toBe(true);
        if (value === undefined || !range) {
          expect(outOf).toBe(0);
          return;
        }
        expect([value, range.least, range.most].every(Number.isInteger)).toBe(true);
        expect(0 <= range.least && range.least <= value && value <= range.most + 1 && range.most <= 100).toBe(
          true,
        );
      }),
    );
  });

  test('taking evidence away never raises the band or the least', () => {
    fc.assert(
      fc.property(assessments, fc.nat(2), (given, at) => {
        const free = { ...rubric, enoughCoverage: 0 };
        const before = score(free, given);
        const after = score(
          free,
          given.map((one, i) => (i === at ? { ...one, verdict: 'unverified' as const, level: 0 } : one)),
        );
        expect(rank[after.band ?? 'open']).toBeLessThanOrEqual(rank[before.band ?? 'open']);
        expect(after.range?.least ?? 0).toBeLessThanOrEqual(before.range?.least ?? 0);
      }),
    );
  });

  test('of two runs the lower counts, whatever the other says', () => {
    fc.assert(
      fc.property(assessments, assessments, (a, b) => {
        const { assessments: kept, moved } = keepLower(a, b);
        for (const [i, one] of kept.entries()) {
          expect(one.level).toBe(Math.min(a[i]?.level ?? 9, b[i]?.level ?? 9));
          if ((a[i]?.level ?? 0) > (b[i]?.level ?? 0)) expect(moved).toContain(one.criterionId);
        }
      }),
    );
  });
});

describe('what suspicious text may not do', () => {
  const one = (verdict: Assessment['verdict'], level: number, line = 1): Assessment => ({
    criterionId: 'c1',
    verdict,
    level,
    quotes: [
      {
        text: 'Ran Kubernetes for 40 services',
        counts: true,
        location: { found: true, spans: [{ line, page: 1, start: 0, end: 30 }], elsewhere: false, places: 1 },
      },
    ],
  });

  test('talk a contradiction away', () => {
    const { assessments } = keepLower([{ ...one('unclear', 0), quotes: [] }], [one('contradicted', 0)]);
    expect(assessments[0]?.verdict).toBe('contradicted');
  });

  test('choose the words that are shown where both judge alike', () => {
    const [kept] = keepLower([one('shown', 2, 1)], [one('shown', 2, 3)]).assessments;
    expect(kept?.quotes[0]?.location).toMatchObject({ spans: [{ line: 3 }] });
  });

  test('make a sentence beside it count as missing; it is left to a person', () => {
    const first = [one('shown', 3, 2)];
    const second: Assessment[] = [{ criterionId: 'c1', verdict: 'not_found', level: 0, quotes: [] }];
    expect(keepLower(first, second, [2]).assessments[0]).toMatchObject({ verdict: 'unclear', level: 0 });
    expect(keepLower(first, second, [3]).assessments[0]).toMatchObject({ verdict: 'not_found', level: 0 });
  });

  test('take weak evidence out of the sum', () => {
    const free = { ...rubric, enoughCoverage: 0 };
    const c2: Assessment = { criterionId: 'c2', verdict: 'shown', level: 5, quotes: [] };
    const c3: Assessment = { criterionId: 'c3', verdict: 'not_found', level: 0, quotes: [] };
    const open: Assessment = { criterionId: 'c1', verdict: 'unclear', level: 0, quotes: [] };
    const before = score(free, [one('shown', 1), c2, c3]);
    const after = score(free, [open, c2, c3], undefined, ['c1']);
    expect(after.value).toBeLessThanOrEqual(before.value ?? 0);
    expect(after.range?.most).toBeLessThanOrEqual(before.range?.most ?? 0);
    expect(after.coverage).toBeLessThanOrEqual(before.coverage);
  });
});

test('runs that disagree leave a criterion unclear; two of three with evidence settle it', () => {
  const run = (v: Assessment['verdict'], level: number): Assessment[] => [
    { criterionId: 'c1', verdict: v, level, quotes: [] },
  ];
  const settled = (...runs: Assessment[][]) =>
    settle(runs).map(({ assessment, agreed }) => [assessment.verdict, assessment.level, agreed])[0];
  expect(settled(run('shown', 4), run('shown', 4), run('shown', 3))).toEqual(['shown', 4, 2]);
  expect(settled(run('not_found', 0), run('not_found', 0), run('shown', 3))).toEqual(['unclear', 0, 2]);
  expect(settled(run('not_found', 0), run('not_found', 0))).toEqual(['not_found', 0, 2]);
  expect(settled(run('shown', 4), run('shown', 3))).toEqual(['unclear', 0, 1]);
  expect(() => settle([run('shown', 4)])).toThrow('at least two');
});
