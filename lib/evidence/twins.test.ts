import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blind } from './blinding';
import { tablesOf } from './crossed-tables';
import { renamer } from './rename';
import { NAME_GROUPS } from './twin-lists';
import { compareJudgements, shareInterval, type TwinOutcome, twinRates } from './twin-rates';
import { makeTwins, type TwinKind, type TwinSource } from './twins';

const text = [
  'DANA Q. SPECIMEN',
  'dana.specimen@mail.example · linkedin.com/in/danaspecimen',
  'Over 20 years of experience. She led her team and taught herself Rust.',
  'Acme Corp, Engineer, 2019 - present',
  'Ran Kubernetes for 40 services',
  'Initech, Developer, 2014 - 2018',
  'Midwest University, BSc Computer Science, 2010 - 2014',
];
const source: TwinSource = {
  lines: text.map((one, i) => ({ n: i + 1, page: 1, text: one })),
  name: 'Dana Q. Specimen',
  emails: ['dana.specimen@mail.example'],
  schools: ['Midwest University'],
  work: [
    { start: '2019', end: 'present' },
    { start: '2014', end: '2018' },
  ],
};
const setsOf = (kind: TwinKind, of: TwinSource = source) =>
  makeTwins(of).sets.filter((set) => set.kind === kind);
const changed = (of: ReturnType<typeof setsOf>[number] | undefined, i = 0): string[] =>
  (of?.twins[i]?.lines ?? [])
    .filter((line, at) => line.text !== of?.base.lines[at]?.text)
    .map((line) => line.text);

describe('one thing is changed', () => {
  test('the name: in capitals, in the address, run together, without its initial', () => {
    const [set] = setsOf('name');
    expect(set?.twins).toHaveLength(NAME_GROUPS.length);
    for (const [i, twin] of (set?.twins ?? []).entries()) {
      const [given = '', family = ''] = (twin.name ?? '').split(' ');
      expect(changed(set, i)).toEqual([
        `${given} ${family}`.toUpperCase(),
        `${given}.${family}@mail.example · linkedin.com/in/${given}${family}`.toLowerCase(),
      ]);
      expect(twin.emails).toEqual([`${given}.${family}@mail.example`.toLowerCase()]);
      expect(JSON.stringify(twin)).not.toMatch(/dana|Q\./i);
    }
  });

  test('pronouns: said, and in sentences', () => {
    const [set] = setsOf('pronoun');
    expect(set?.base.lines[2]?.text).toBe(
      'Over 20 years of experience. They led their team and taught themself Rust.',
    );
    expect(set?.twins.map(({ group, lines }) => [group, lines[2]?.text.slice(29)])).toEqual([
      ['she/her', 'She led her team and taught herself Rust.'],
      ['he/him', 'He led his team and taught himself Rust.'],
    ]);
    expect(set?.twins[0]?.lines.at(-1)?.text).toBe('Pronouns: she/her');
    const [stated] = setsOf('pronoun', {
      ...source,
      lines: [{ n: 1, page: 1, text: 'Dana Q. Specimen (she/her/hers)' }],
    });
    expect(stated?.twins.map(({ lines }) => lines.map((line) => line.text))).toEqual([
      ['Dana Q. Specimen (she/her)'],
      ['Dana Q. Specimen (he/him)'],
    ]);
  });

  test('hints at age, the school, a gap', () => {
    const [born, graduated, years] = setsOf('age');
    expect(changed(born)).toEqual(['Date of birth: 1962-05-01']);
    expect(changed(graduated)).toEqual(['Midwest University, BSc Computer Science, 1990 - 1994']);
    expect(changed(years)[0]).toMatch(/^years of experience/);
    expect(changed(setsOf('school')[0])).toEqual(['Princeton University, BSc Computer Science, 2010 - 2014']);
    expect(changed(setsOf('gap')[0])).toEqual(['Initech, Developer, 2013 - 2017']);
  });

  test('what is not there is not made, and said', () => {
    const bare = makeTwins({ lines: source.lines.slice(4, 5), emails: [], schools: [], work: [] });
    expect(bare.sets.map(({ kind, what }) => [kind, what])).toEqual([
      ['pronoun', 'the pronouns'],
      ['age', 'the year of birth'],
    ]);
    expect(bare.notMade.map(({ kind }) => kind)).toEqual(['name', 'age', 'age', 'school', 'gap']);
  });

  test('the same resume has the same twins; line numbers stay in order', () => {
    expect(makeTwins(source)).toEqual(makeTwins(structuredClone(source)));
    for (const set of makeTwins(source).sets)
      for (const { lines } of [set.base, ...set.twins])
        expect(lines.map(({ n }) => n)).toEqual(
          lines.map((_, i) => i + (i === 8 ? 1 : 0)).map((n) => n + 1 - (n > 8 ? 1 : 0)),
        );
  });
});

test('whatever the name, its twins are the same text once blinded', () => {
  const word = fc.constantFrom(
    'Dana',
    'Öznur',
    'Will',
    'Jean-Luc',
    'May',
    'Ana',
    "O'Neil",
    'Grace',
    'Lopez',
    'Van Dyke',
  );
  const sentence = fc.constantFrom(
    (n: string) => `${n}`,
    (n: string) => `I will call. ${n} came in May 2019`,
    (n: string) => `${n.toUpperCase()} | resume`,
    (n: string) => `${n.toLowerCase().replace(/\W+/g, '.')}@mail.example`,
  );
  fc.assert(
    fc.property(word, word, fc.array(sentence, { minLength: 1, maxLength: 4 }), (given, family, writings) => {
      const name = `${given} ${family}`;
      const lines = writings.map((write, i) => ({ n: i + 1, page: 1, text: write(name) }));
      const [set] = setsOf('name', { lines, name, emails: [], schools: [], work: [] });
      const base = blind(lines, { names: [name] }, 1).lines;
      for (const twin of set?.twins ?? [])
        expect(blind(twin.lines, { names: [twin.name ?? ''] }, 1).lines).toEqual(base);
    }),
  );
});

test('ordinary words and places that look like the name stay', () => {
  const rename = renamer('Will Washington', { given: 'Todd', family: 'Becker' });
  expect(rename('Will Washington will move to Washington, D.C.')).toBe(
    'Todd Becker will move to Washington, D.C.',
  );
});

describe('rates', () => {
  const outcome = (resume: number, group: string, criteria: number, drift = 0): TwinOutcome => ({
    resume,
    kind: 'name',
    what: 'the name',
    group,
    identical: criteria === 0,
    criteria,
    band: false,
    drift,
  });

  test('a resume counts once, groups one by one', () => {
    const all = [0, 1, 2, 3, 4].flatMap((resume) => [
      outcome(resume, 'a', 0),
      outcome(resume, 'b', resume < 1 ? 2 : 0, resume < 1 ? -10 : 0),
    ]);
    const [rate] = twinRates(all);
    expect(rate).toMatchObject({ resumes: 5, flipped: 1, rate: 0.2, twins: 10, identical: 9 });
    expect(rate?.groups).toEqual([
      { group: 'a', twins: 5, flipped: 0, drift: 0 },
      { group: 'b', twins: 5, flipped: 1, drift: -2 },
    ]);
    // Per resume -5, 0, 0, 0, 0: mean -1, standard error 1, t(4) = 2.776.
    expect(rate?.drift.mean).toBe(-1);
    expect(rate?.drift.low).toBeCloseTo(-3.776, 1);
    expect(twinRates(all.slice(0, 4))[0]?.drift).toEqual({ mean: -2.5, low: null, high: null });
  });

  test('exact intervals, as tables have them', () => {
    expect(shareInterval(0, 10).high).toBeCloseTo(0.3085, 4);
    expect(shareInterval(1, 20).low).toBeCloseTo(0.0013, 4);
    expect(shareInterval(1, 20).high).toBeCloseTo(0.2487, 4);
    expect(shareInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });

  test('a judgement that moved: verdict, level, band, points', () => {
    const judged = (level: number, band: 'open' | 'strong') => ({
      assessments: [{ criterionId: 'c1', verdict: 'shown' as const, level, quotes: [] }],
      score: { terms: [], points: level, outOf: 5, total: 5, coverage: 100, musts: { met: 0, all: 1 }, band },
    });
    expect(compareJudgements(judged(4, 'strong'), judged(3, 'open'))).toEqual({
      criteria: 1,
      band: true,
      drift: expect.closeTo(-20, 9),
    });
    expect(compareJudgements(judged(4, 'open'), judged(4, 'open'))).toEqual({
      criteria: 0,
      band: false,
      drift: 0,
    });
  });
});

describe('tables that cross two ways to sort', () => {
  const cell = (category: string, selected: number, total: number) => ({ category, selected, total });
  test('three tables; a part that is not known is unknown there only', () => {
    const tables = tablesOf([
      cell('Women / Black', 1, 10),
      cell('Women / White', 2, 20),
      cell('Men / unknown', 3, 30),
      cell('unknown', 4, 40),
    ]);
    expect(tables).toEqual([
      { by: 'first', table: [cell('Women', 3, 30), cell('Men', 3, 30)], unknown: { selected: 4, total: 40 } },
      {
        by: 'second',
        table: [cell('Black', 1, 10), cell('White', 2, 20)],
        unknown: { selected: 7, total: 70 },
      },
      {
        by: 'both',
        table: [cell('Women × Black', 1, 10), cell('Women × White', 2, 20)],
        unknown: { selected: 7, total: 70 },
      },
    ]);
  });
  test('one way stays one table', () => {
    expect(tablesOf([cell('Men', 1, 2), cell('declined', 1, 1)])).toEqual([
      { by: null, table: [cell('Men', 1, 2)], unknown: { selected: 1, total: 1 } },
    ]);
  });
});
