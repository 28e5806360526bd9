import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer } from '@/tests/tools/cli/fairness';

interface Row {
  category: string;
  selected: number;
  total: number;
  rate: number | null;
  impact_ratio: number | null;
  finding: string;
}
interface Printed {
  rate: string;
  reference: string | null;
  ratios: Record<string, number | null>;
  categories: Row[];
  unknown: { selected: number; total: number };
  warnings: string[];
  median: number;
  tie_share: number;
  by_part: (Printed & { part: string })[];
}
const printed = (text: string | Buffer, ...args: string[]): Printed => {
  const { code, out, fault } = answer(Buffer.from(text), args);
  expect({ code, fault }).toEqual({ code: 0, fault: '' });
  return JSON.parse(out);
};
const refused = (text: string | Buffer, ...args: string[]): string => {
  const { code, out, fault } = answer(Buffer.from(text), args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  return fault;
};

/** Ratios as somebody would work them out on paper: rate by rate, over the highest. */
function onPaper(people: { category: string; forward: boolean }[]): Record<string, number | null> {
  const rates: Record<string, number> = {};
  for (const { category } of people) {
    const own = people.filter((one) => one.category === category);
    rates[category] = own.filter(({ forward }) => forward).length / own.length;
  }
  const highest = Math.max(...Object.values(rates));
  return Object.fromEntries(
    Object.entries(rates).map(([name, rate]) => [name, highest === 0 ? null : rate / highest]),
  );
}
function expectClose(found: Record<string, number | null>, wanted: Record<string, number | null>): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
  for (const [name, ratio] of Object.entries(wanted))
    if (ratio === null) expect(found[name]).toBeNull();
    else expect(found[name]).toBeCloseTo(ratio, 12);
}

const category = fc.constantFrom('Asian', 'Black', 'Hispanic or Latino', 'White', 'Two, or more');
const written = (name: string): string => (name.includes(',') ? `"${name}"` : name);

describe('against a computation on paper', () => {
  test('selections, from people one by one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ category, forward: fc.boolean() }), { minLength: 1, maxLength: 60 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('', '\uFEFF'),
        (people, end, mark) => {
          const names = [...new Set(people.map((one) => one.category))];
          const rows = names.map((name) => {
            const own = people.filter((one) => one.category === name);
            return `${written(name)},${own.filter(({ forward }) => forward).length},${own.length}`;
          });
          const found = printed(mark + ['category,selected,total', ...rows, ''].join(end));
          expect(found.rate).toBe('selection_rate');
          expectClose(found.ratios, onPaper(people));
        },
      ),
    );
  });

  test('scores: above the median of everyone, those of unknown category among them', () => {
    const score = fc.integer({ min: -30, max: 30 }).map((n) => n / 4);
    fc.assert(
      fc.property(
        fc.array(fc.record({ category: fc.oneof(category, fc.constant('unknown')), score }), {
          minLength: 1,
          maxLength: 60,
        }),
        (people) => {
          const sorted = people.map((one) => one.score).sort((a, b) => a - b);
          const half = sorted.length / 2;
          const median = ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
          const rows = people.map((one) => `${written(one.category)},${one.score}`);
          const found = printed(`category,score\n${rows.join('\n')}`);
          expect(found.median).toBe(median);
          expect(found.tie_share).toBeCloseTo(
            people.filter((one) => one.score === median).length / people.length,
            12,
          );
          const known = people.filter((one) => one.category !== 'unknown');
          expectClose(
            found.ratios,
            onPaper(known.map((one) => ({ category: one.category, forward: one.score > median }))),
          );
          expect(found.unknown.total).toBe(people.length - known.length);
        },
      ),
    );
  });
});

describe('what is printed', () => {
  test('categories in two parts are printed as they were written, and by each part', () => {
    const found = printed(
      'category,selected,total\nWomen / Black,30,100\nWomen / White,50,100\nMen / White,60,100\nMen / unknown,1,4',
    );
    expect(found.ratios).toEqual({ 'Women / Black': 0.5, 'Women / White': 50 / 60, 'Men / White': 1 });
    expect(found.unknown).toEqual({ selected: 1, total: 4 });
    expect(found.by_part.map(({ part, ratios }) => [part, ratios])).toEqual([
      ['first', { Women: 0.4 / (61 / 104), Men: 1 }],
      ['second', { Black: 0.3 / 0.55, White: 1 }],
    ]);
    expect(printed('category,selected,total\nHispanic/Latino,1,2\nBlack,2,2')).not.toHaveProperty('by_part');
  });

  test('the reference is chosen after what is left out, which has to be below 2 %', () => {
    const table = 'category,selected,total\ntiny,19,19\na,250,500\nb,240,481';
    expect(printed(table).reference).toBe('tiny');
    const found = printed(table, '--leave-out', 'tiny');
    expect(found.reference).toBe('a');
    expect(found.categories[0]).toMatchObject({ finding: 'left-out', rate: 1, impact_ratio: null });
    expect(refused(table, '--leave-out', 'a')).toContain('2 % of the data or more');
    expect(refused(table, '--leave-out', 'z')).toBe('--leave-out: there is no category "z" to leave out');
    expect(refused(table, '--leave-out')).toContain('Usage:');
    expect(refused(table, '--csv', 'x')).toContain('--csv: no such option');
  });

  test('zeros, one category, and ties say what they cannot show', () => {
    const none = printed('category,selected,total\na,0,40\nb,0,40\nc,0,0');
    expect(none.ratios).toEqual({ a: null, b: null, c: null });
    expect(none.warnings.join(' ')).toContain('ratios are undefined');
    expect(printed('category,selected,total\na,3,40').warnings.join(' ')).toContain(
      'fewer than two categories',
    );
    const tied = printed('category,score\na,3\na,3\nb,3\nb,4');
    expect(tied.ratios).toEqual({ a: 0, b: 1 });
    expect(tied.warnings.join(' ')).toContain('3 of 4 people scored exactly the median');
  });

  test.each(['Not disclosed', 'Declined to answer', 'prefer not to say', 'Did not respond', 'N/A', ''])(
    '%j is a category that is not known',
    (name) => {
      const found = printed(`category,selected,total\na,10,40\nb,20,40\n${name},5,5`);
      expect(found.ratios).toEqual({ a: 0.5, b: 1 });
      expect(found.unknown).toEqual({ selected: 5, total: 5 });
    },
  );

  test('scores of programs are read exactly, however many people there are', () => {
    const found = printed('category,score\na,.5\na,5e-1\nb,0.50000000000000000001\nb,1.5E+2');
    expect(found.ratios).toEqual({ a: 0, b: 1 });
    const many = Array.from({ length: 200_000 }, (_, i) => `${'ab'[i % 2]},${i % 1000}.25`);
    expect(printed(`category,score\n${many.join('\n')}`)).toMatchObject({ median: 499.75 });
  });

  test.each([
    ['', 'line 1: header: is missing'],
    ['\uFEFF\r\n\r\n', 'line 1: header: is missing'],
    ['category,score\n', 'line 2: category: there is no row'],
    ['category;score\na;1', 'line 1: header: the columns have to be separated by commas'],
    ['a,1,2\nb,2,3', 'line 1: a: is no column of category,selected,total'],
    ['category,selected,total\na,3,2', 'line 2: selected: 3 is more than the total of 2'],
    ['category,selected,total\na,-3,2', 'line 2: selected: "-3" is not a whole number'],
    ['category,selected,total\na,1,2\nb,1,3\nTotal,2,5', 'line 4: category: "Total" adds up the other rows'],
    ['category,selected,total\na,1,2\na,1,2', 'line 3: category: "a" is already on line 2'],
    ['category,score\na,NaN', 'line 2: score: "NaN" is not a decimal number'],
    ['category,score\na,', 'line 2: score: "" is not a decimal number'],
    ['category,score\na,Infinity', 'line 2: score: "Infinity"'],
    ['category,score\n"a,1\nb,2', 'line 2: field 1: the quote is never closed'],
  ])('%j is refused with the line and the field', (text, why) => {
    expect(refused(text).slice(0, why.length)).toBe(why);
  });

  test('text in another encoding is refused', () => {
    const latin = Buffer.from('category,selected,total\nFran\xe7aise,1,2', 'latin1');
    expect(refused(latin)).toBe('line 2: text: is not UTF-8; save the table as UTF-8');
    const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('category,score\na,1', 'utf16le')]);
    expect(refused(wide)).toContain('is not UTF-8');
  });
});
