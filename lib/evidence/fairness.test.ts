import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFairnessTable } from './fairness-table';
import { fisherExact } from './fisher';
import { type Category, impactRatios, mayBeLeftOut } from './impact-ratios';
import { ratioInterval } from './ratio-interval';
import { scoringRates } from './scoring-rates';

const of = (selected: number, total: number) => ({ selected, total });
const group = (category: string, selected: number, total: number): Category => ({
  category,
  selected,
  total,
});
function sure<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected a value');
  return value;
}
const byName = (report: ReturnType<typeof impactRatios>, name: string) =>
  sure(report.categories.find(({ category }) => category === name));

describe("Fisher's exact test", () => {
  test.each([
    [of(12, 20), of(45, 100), 0.2328],
    [of(3, 10), of(40, 80), 0.3202],
    [of(30, 100), of(50, 120), 0.0912],
    [of(300, 1000), of(400, 1050), 0.0001],
    // The lady tasting tea: 34 of the 70 arrangements.
    [of(3, 4), of(1, 4), 34 / 70],
    [of(0, 5), of(0, 9), 1],
    [of(0, 0), of(3, 9), 1],
  ])('%o against %o', (a, b, p) => expect(fisherExact(a, b)).toBeCloseTo(p, 4));

  /** The definition, table by table, with factorials. */
  function byDefinition(a: ReturnType<typeof of>, b: ReturnType<typeof of>): number {
    const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));
    const choose = (n: number, k: number) =>
      k < 0 || k > n ? 0n : factorial(n) / (factorial(k) * factorial(n - k));
    const chosen = a.selected + b.selected;
    const ways = (k: number) => choose(a.total, k) * choose(b.total, chosen - k);
    let extreme = 0n;
    for (let k = 0; k <= a.total; k++) if (ways(k) <= ways(a.selected)) extreme += ways(k);
    return Number((extreme * 10n ** 15n) / choose(a.total + b.total, chosen)) / 1e15;
  }
  const counts = (most: number) =>
    fc.nat(most).chain((total) => fc.nat(total).map((selected) => ({ selected, total })));

  test('is its definition, symmetric in groups and in outcomes', () => {
    fc.assert(
      fc.property(counts(25), counts(25), (a, b) => {
        const p = fisherExact(a, b);
        expect(p).toBeCloseTo(byDefinition(a, b), 12);
        expect(fisherExact(b, a)).toBe(p);
        expect(fisherExact(of(a.total - a.selected, a.total), of(b.total - b.selected, b.total))).toBeCloseTo(
          p,
          14,
        );
      }),
    );
  });

  test('logarithms continue whole numbers, and large tables are quick and never impossible', () => {
    // Summed in whole numbers with another program; the groups of equal size have exactly tied tables on both sides.
    expect(fisherExact(of(400, 2000), of(460, 2000))).toBeCloseTo(0.023127691817860997, 14);
    expect(fisherExact(of(400, 2000), of(460, 2001))).toBeCloseTo(0.023137093334170935, 14);
    expect(fisherExact(of(1500, 4000), of(1600, 4000))).toBeCloseTo(0.023081512008776325, 14);
    expect(fisherExact(of(0, 1_000_000), of(1_000_000, 1_000_000))).toBeGreaterThan(0);
    expect(fisherExact(of(500_000, 1_000_000), of(500_000, 1_000_000))).toBeCloseTo(1, 9);
  });
});

describe('score interval of a ratio', () => {
  test('the worked example of Koopman 1984', () => {
    const { low, high } = sure(ratioInterval(of(36, 40), of(16, 80)));
    expect(low).toBeCloseTo(2.94, 2);
    expect(high).toBeCloseTo(7.15, 2);
  });

  test('holds the estimate, turns over with the groups, and is honest at the edges', () => {
    const counts = fc
      .integer({ min: 1, max: 200 })
      .chain((total) => fc.nat(total).map((selected) => ({ selected, total })));
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        const there = ratioInterval(a, b);
        const back = ratioInterval(b, a);
        if (a.selected + b.selected === 0) {
          expect(there).toBeUndefined();
          return;
        }
        const { low, high } = sure(there);
        const estimate = (a.selected * b.total) / (b.selected * a.total);
        expect(low).toBeLessThanOrEqual(estimate * (1 + 1e-9));
        if (b.selected === 0) expect(high).toBeNull();
        else expect(high).toBeGreaterThanOrEqual(estimate * (1 - 1e-9));
        if (a.selected === 0) expect(low).toBe(0);
        else expect(low * sure(sure(back).high)).toBeCloseTo(1, 6);
      }),
    );
    expect(ratioInterval(of(0, 5), of(0, 9))).toBeUndefined();
  });
});

describe('impact ratios', () => {
  // Call-backs by name in Bertrand and Mullainathan (2004), the field experiment with invented applicants.
  const callbacks = [
    group('BW', 125, 1886),
    group('BM', 32, 549),
    group('WW', 184, 1860),
    group('WM', 51, 575),
  ];

  test('published figures: against white women 0.670, 0.589 and 0.897', () => {
    const report = impactRatios(callbacks);
    expect(report.reference).toBe('WW');
    expect(report.categories.map(({ ratio }) => ratio?.toFixed(3))).toEqual([
      '0.670',
      '0.589',
      '1.000',
      '0.897',
    ]);
    expect(report.categories.map(({ finding }) => finding)).toEqual([
      'below-four-fifths',
      'below-four-fifths',
      'reference',
      'at-least-four-fifths',
    ]);
    expect(report.categories.map(({ significant }) => significant)).toEqual([true, true, null, false]);
    expect(report.warnings).toEqual([]);
  });

  test('four fifths exactly is not below, and is decided without rounding', () => {
    const report = impactRatios([group('a', 24, 100), group('b', 30, 100), group('c', 23, 100)]);
    expect(byName(report, 'a').finding).toBe('at-least-four-fifths');
    expect(byName(report, 'c')).toMatchObject({ finding: 'below-four-fifths', oneMoreFlips: true });
    expect(byName(impactRatios([group('a', 10, 100), group('b', 30, 100)]), 'a').oneMoreFlips).toBe(false);
  });

  test('nobody selected is undefined, neither 0 nor 1', () => {
    const report = impactRatios([group('a', 0, 50), group('b', 0, 50)]);
    expect(report.reference).toBeNull();
    expect(report.categories).toMatchObject([
      { ratio: null, finding: 'undefined', rate: 0 },
      { ratio: null },
    ]);
    expect(report.warnings.join()).toContain('undefined');
  });

  test('few people: the ratio is shown, a finding refused, a small reference named', () => {
    const report = impactRatios([group('few', 3, 10), group('many', 40, 80)]);
    expect(byName(report, 'few')).toMatchObject({ ratio: 0.6, finding: 'too-few-people' });
    const onTop = impactRatios([group('few', 3, 3), group('many', 40, 80)]);
    expect(byName(onTop, 'many')).toMatchObject({ ratio: 0.5, finding: 'too-few-people' });
    expect(onTop.warnings.join()).toContain('every ratio rests on it');
    expect(byName(impactRatios([group('none', 0, 0), group('many', 40, 80)]), 'none')).toMatchObject({
      rate: null,
      ratio: null,
    });
  });

  test('under 2 % may be left out, and the reference is chosen after that; 2 % may not', () => {
    const table = [group('tiny', 19, 19), group('a', 250, 500), group('b', 240, 481)];
    expect(impactRatios(table).reference).toBe('tiny');
    const report = impactRatios(table, { leftOut: ['tiny'] });
    expect(report.reference).toBe('a');
    expect(byName(report, 'tiny')).toMatchObject({ rate: 1, total: 19, ratio: null, finding: 'left-out' });
    expect(() => impactRatios(table, { leftOut: ['a'] })).toThrow('2 %');
    expect(() => impactRatios(table, { leftOut: ['z'] })).toThrow('no category');
    expect([mayBeLeftOut(of(0, 20), 1000), mayBeLeftOut(of(0, 19), 1000)]).toEqual([false, true]);
  });

  const tables = fc
    .array(
      fc.nat(60).chain((total) => fc.nat(total).map((selected) => ({ selected, total }))),
      { minLength: 1, maxLength: 6 },
    )
    .map((all) => all.map((counts, i) => ({ category: `g${i}`, ...counts })));

  test('a ratio is between 0 and 1, at least one is 1 or all are undefined, order does not matter', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const report = impactRatios(table);
        const ratios = report.categories.flatMap(({ ratio }) => (ratio === null ? [] : [ratio]));
        for (const ratio of ratios) expect(ratio >= 0 && ratio <= 1).toBe(true);
        expect(ratios.length === 0 || ratios.includes(1)).toBe(true);
        const turned = impactRatios([...table].reverse());
        for (const { category, ratio } of report.categories)
          expect(byName(turned, category).ratio).toBe(ratio);
      }),
    );
  });

  test('the bounds are the extremes over every way to place the unknown', () => {
    const small = fc
      .array(
        fc
          .integer({ min: 1, max: 8 })
          .chain((total) => fc.nat(total).map((selected) => ({ selected, total }))),
        { minLength: 2, maxLength: 3 },
      )
      .map((all) => all.map((counts, i) => ({ category: `g${i}`, ...counts })));
    fc.assert(
      fc.property(small, fc.nat(3), fc.nat(4), (table, yes, no) => {
        fc.pre(yes + no > 0 && table.some(({ selected }) => selected > 0));
        const spread = (left: number, places: number): number[][] =>
          places === 1
            ? [[left]]
            : Array.from({ length: left + 1 }, (_, n) =>
                spread(left - n, places - 1).map((rest) => [n, ...rest]),
              ).flat();
        const seen = table.map((): number[] => []);
        for (const yeses of spread(yes, table.length))
          for (const noes of spread(no, table.length)) {
            const placed = table.map((one, i) => {
              const here = yeses[i] ?? 0;
              return group(one.category, one.selected + here, one.total + here + (noes[i] ?? 0));
            });
            for (const [i, { ratio }] of impactRatios(placed).categories.entries())
              seen[i]?.push(sure(ratio));
          }
        const report = impactRatios(table, { unknown: { selected: yes, total: yes + no } });
        for (const [i, { withUnknown }] of report.categories.entries()) {
          expect(withUnknown?.low).toBeCloseTo(Math.min(...(seen[i] ?? [])), 12);
          expect(withUnknown?.high).toBeCloseTo(Math.max(...(seen[i] ?? [])), 12);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('scoring rates', () => {
  const people = (text: string) =>
    text.split(' ').map((one) => ({ category: one.slice(0, 1), score: one.slice(1) }));

  test('strictly above the median of everyone, not of the group', () => {
    expect(scoringRates(people('a1 a2 a3 b4 b5'))).toMatchObject({
      median: 3,
      ties: 1,
      table: [group('a', 0, 3), group('b', 2, 2)],
    });
    expect(scoringRates(people('a1 a2 b3 b4'))).toMatchObject({
      median: 2.5,
      ties: 0,
      table: [group('a', 0, 2), group('b', 2, 2)],
    });
  });

  test('decimals are compared exactly and ties are reported', () => {
    const scored = scoringRates(people('a0.1 a0.30 b0.3 b-5 a0.30000000000000000001'));
    expect(scored.table).toEqual([group('a', 1, 3), group('b', 0, 2)]);
    expect(scored.ties).toBe(2);
    expect(scoringRates(people('a3 a3 a3 b3')).warnings.join()).toContain('finer score');
  });

  test('at most half of the people are above the median, and adding a constant changes nothing', () => {
    const scores = fc.array(
      fc.record({ category: fc.constantFrom('a', 'b', 'c'), score: fc.integer({ min: -99, max: 99 }) }),
      { minLength: 1, maxLength: 40 },
    );
    fc.assert(
      fc.property(scores, (all) => {
        const { table } = scoringRates(all.map((one) => ({ ...one, score: String(one.score) })));
        const sum = (key: 'selected' | 'total') => table.reduce((total, one) => total + one[key], 0);
        expect(sum('total')).toBe(all.length);
        expect(2 * sum('selected')).toBeLessThanOrEqual(all.length);
        expect(scoringRates(all.map((one) => ({ ...one, score: `${one.score + 100}.50` }))).table).toEqual(
          table,
        );
      }),
    );
  });
});

describe('tables', () => {
  test('quoting, order of columns, line ends, unknown categories', () => {
    expect(
      readFairnessTable(
        '\uFEFFtotal, category ,selected\r\n"10","Black, ""women""\nX",3\r\n\r\n4,,1\n5, Unknown ,2',
      ),
    ).toEqual({
      kind: 'selection',
      table: [group('Black, "women"\nX', 3, 10)],
      unknown: { selected: 3, total: 9 },
    });
    expect(readFairnessTable('category,score\na,1\na,-2.50')).toMatchObject({
      kind: 'scoring',
      people: [{ category: 'a', score: '1' }, { score: '-2.50' }],
    });
  });

  test.each([
    ['', 'line 1: header: is missing'],
    ['category,selected', 'line 1: total: is missing'],
    ['category,selected,total,age\n', 'line 1: age: is no column'],
    ['category,category,selected,total', 'line 1: category: is there twice'],
    ['category,score\n', 'line 2: category: there is no row'],
    ['category,selected,total\na,1', 'line 2: total: is missing'],
    ['category,selected,total\na,1,2,3', 'line 2: field 4: is one too many'],
    ['category,selected,total\na,1,2\nb,3,2', 'line 3: selected: 3 is more than the total of 2'],
    ['category,selected,total\na,1.5,2', 'line 2: selected: "1.5" is not a whole number'],
    ['category,selected,total\na,-1,2', 'line 2: selected: "-1" is not'],
    ['category,selected,total\na,1,"1,000"', 'line 2: total: "1,000" is not'],
    ['category,selected,total\na,,2', 'line 2: selected: "" is not'],
    ['category,selected,total\na,1,2000001', 'line 2: total: 2000001 is more than'],
    ['category,selected,total\n"a\nb",1,2\nc,x,2', 'line 4: selected: "x" is not'],
    ['category,selected,total\na,1,2\na,1,2', 'line 3: category: "a" is already on line 2'],
    ['category,score\nAsian,1\nasian,2', 'line 3: category: "asian" is written "Asian" on line 2'],
    ['category,score\na,1e300', 'line 2: score: "1e300" is not a decimal'],
    ['category,selected,total\na,1,2\nb,1,3\nTotal,2,5', 'line 4: category: "Total" adds up the other rows'],
    ['category,score\na,NaN', 'line 2: score: "NaN" is not a decimal'],
    ['category,score\n"a,1', 'line 2: field 1: the quote is never closed'],
    ['category,score\n"a"b,1', 'line 2: field 1: '],
    ['category,score\na"b,1', 'line 2: field 1: a quote stands inside'],
  ])('%j is refused', (text, message) => {
    let said = '';
    try {
      readFairnessTable(text);
    } catch (error) {
      const { line, message: why } = error as { line: number; message: string };
      said = `line ${line}: ${why}`;
    }
    expect(said.startsWith(message) ? message : said).toBe(message);
  });
});
