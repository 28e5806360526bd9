import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byWeek, nearness, rowsOf, spreadOf, weeksOf } from './rules';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Monday 11 January 2027, 00:00 UTC, and its day number. */
const MONDAY = Date.UTC(2027, 0, 11);
const NUMBER = MONDAY / DAY;
const at = (start: number, hours = 1) => ({ start, end: start + hours * HOUR });

describe('weeks', () => {
  test('run from Monday in the person’s own zone', () => {
    const sundayNight = at(MONDAY - HOUR);
    expect(byWeek({ zone: 'UTC', interviews: [sundayNight] }, [NUMBER - 7, NUMBER])).toEqual([1, 0]);
    expect(byWeek({ zone: 'Europe/Berlin', interviews: [sundayNight] }, [NUMBER - 7, NUMBER])).toEqual([
      0, 1,
    ]);
  });

  test('stay whole over a clock change', () => {
    const monday = Date.UTC(2027, 2, 29) / DAY;
    // Clocks went forward in London on Sunday 28 March.
    const interviews = [at(Date.UTC(2027, 2, 28, 22, 30)), at(Date.UTC(2027, 2, 28, 23, 30))];
    expect(byWeek({ zone: 'Europe/London', interviews }, [monday - 7, monday])).toEqual([1, 1]);
  });

  test('of a span', () => {
    expect(weeksOf('past', 4, 8)).toEqual({ from: 0, to: 4 });
    expect(weeksOf('ahead', 4, 8)).toEqual({ from: 4, to: 8 });
    expect(weeksOf('all', 4, 8)).toEqual({ from: 0, to: 8 });
  });
});

test('near a limit by the fullest week; no limit is never near', () => {
  expect(nearness([1, 4], 5)).toBe('near');
  expect(nearness([1, 5], 5)).toBe('at');
  expect(nearness([3], 5)).toBe('none');
  expect(nearness([50], null)).toBe('none');
});

test('rows count the weeks asked for, and tell the last and the next whatever the span', () => {
  const person = { zone: 'UTC', weeklyLimit: 2, invited: 0, declined: 0 };
  const people = [
    { ...person, id: 'a', interviews: [at(MONDAY - DAY), at(MONDAY + HOUR), at(MONDAY + DAY, 2)] },
    { ...person, id: 'b', interviews: [] },
  ];
  const [a, b] = rowsOf(people, [NUMBER - 7, NUMBER], { from: 1, to: 2 }, MONDAY + 2 * HOUR);
  expect(a).toMatchObject({ weeks: [2], count: 2, minutes: 180, share: 1, near: 'at', ahead: 1 });
  expect(a?.last).toBe(MONDAY + HOUR);
  expect(a?.next).toBe(MONDAY + DAY);
  expect(b).toMatchObject({ count: 0, share: 0, last: null, next: null });
});

describe('spread', () => {
  test('is 0 for equal shares, (n-1)/n for one person alone, unknown without interviews', () => {
    expect(spreadOf([3, 3, 3]).gini).toBe(0);
    expect(spreadOf([0, 0, 0, 8]).gini).toBe(0.75);
    expect(spreadOf([0, 0]).gini).toBeNull();
    expect(spreadOf([])).toMatchObject({ people: 0, total: 0, gini: null, median: 0, half: 0 });
  });

  test('is half the mean difference over the mean, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 12 }), (counts) => {
        const total = counts.reduce((sum, count) => sum + count, 0);
        fc.pre(total > 0);
        const pairs = counts.flatMap((a) => counts.map((b) => Math.abs(a - b)));
        const expected = pairs.reduce((sum, by) => sum + by, 0) / (2 * counts.length * total);
        expect(spreadOf(counts).gini).toBeCloseTo(expected, 10);
        expect(spreadOf([...counts].reverse()).gini).toBeCloseTo(expected, 10);
        const { half, most, median } = spreadOf(counts);
        const sorted = [...counts].sort((a, b) => b - a);
        const held = (k: number): number => sorted.slice(0, k).reduce((sum, count) => sum + count, 0);
        expect(held(half) * 2).toBeGreaterThanOrEqual(total);
        expect(held(half - 1) * 2).toBeLessThan(total);
        expect(most).toBeGreaterThanOrEqual(median);
      }),
    );
  });
});
