import { describe, expect, test } from 'vitest';
import { reportJson, reportMarkdown } from './report-text';
import { breaches, countOutcomes, gate, measure } from './rules';
import { DEFAULT_BAR, type FairnessReport, reportSchema } from './schema';

const NOW = Date.UTC(2026, 10, 20);
const DAY = 86_400_000;
const report = (more: Partial<FairnessReport>): FairnessReport =>
  reportSchema.parse({
    id: 'r1',
    postingId: 'p1',
    postingTitle: 'Engineer',
    at: NOW - DAY,
    by: 'Priya Nair',
    source: '',
    distributedOn: '',
    outcomes: null,
    twins: null,
    ...more,
  });
const ratios = (text: string, more: Partial<FairnessReport> = {}) =>
  report({ outcomes: countOutcomes(`category,selected,total\n${text}`), ...more });
const twins = (
  flipped: number,
  resumes: number,
  level: 0 | 1 | 2 | 3 = 2,
  more: Partial<FairnessReport> = {},
) =>
  report({
    twins: {
      level,
      model: 'rules-1',
      criteria: 3,
      leftOut: 0,
      notMade: { school: 2 },
      rates: [
        {
          kind: 'name',
          resumes,
          flipped,
          rate: flipped / resumes,
          interval: { low: 0, high: 1 },
          twins: 8 * resumes,
          identical: 0,
          drift: { mean: -1.25, low: null, high: null },
          groups: [{ group: 'read as Black man', twins: resumes, flipped, drift: -1.25 }],
        },
      ],
    },
    ...more,
  });
const asked = (reports: FairnessReport[], by: 'person' | 'automatic' = 'person', posting = 'p1') =>
  gate(reports, DEFAULT_BAR, posting, by, { now: NOW, blinding: 2 });

describe('the gate', () => {
  test('no report: a person may, with a warning; nothing by itself', () => {
    expect(asked([])).toEqual({
      allowed: true,
      checked: false,
      reason: 'Fairness was not checked for this posting in the last year with enough people.',
    });
    expect(asked([], 'automatic')).toMatchObject({ allowed: false, checked: false });
    expect(asked([twins(0, 20, 2, { at: NOW - 366 * DAY })], 'automatic')).toMatchObject({ checked: false });
  });

  test('flips above the bar block both, exactly at it nobody', () => {
    expect(asked([twins(2, 20)])).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('2 of 20 resumes were judged differently (10 %; the bar is 5 %)'),
    });
    expect(asked([twins(2, 20)], 'automatic').allowed).toBe(false);
    expect(asked([twins(1, 20)], 'automatic')).toMatchObject({
      allowed: true,
      checked: true,
      reason: expect.stringContaining('Impact ratios were not checked'),
    });
  });

  test('blinding off is no evidence, for or against', () => {
    expect(asked([twins(20, 20, 0)])).toMatchObject({ allowed: true, checked: false });
    expect(breaches(twins(20, 20, 0), DEFAULT_BAR, 2)).toEqual([]);
  });

  test('twins count for screening as it is set: more taken out clears nothing, less does', () => {
    const at = (blinding: 0 | 1 | 2 | 3, level: 0 | 1 | 2 | 3, flipped = 0) =>
      gate([twins(flipped, 20, level)], DEFAULT_BAR, 'p1', 'automatic', { now: NOW, blinding });
    expect(at(1, 3)).toMatchObject({ allowed: false, checked: false });
    expect(at(3, 1)).toMatchObject({ allowed: true, checked: true });
    // Where screening itself takes nothing out, that run is the one that counts.
    expect(at(0, 0)).toMatchObject({ allowed: true, checked: true });
    expect(at(0, 0, 9)).toMatchObject({ allowed: false, checked: true });
    expect(at(1, 3, 9)).toMatchObject({ allowed: false, checked: true });
  });

  test('ratios block with enough people only; 0.8 itself is within the bar', () => {
    expect(asked([ratios('a,12,40\nb,45,100')])).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('impact ratio of a against b is 0.67'),
    });
    expect(asked([ratios('a,3,10\nb,40,80')])).toMatchObject({ allowed: true, checked: false });
    expect(asked([ratios('a,24,100\nb,30,100')]).allowed).toBe(true);
    expect(
      gate([ratios('a,24,100\nb,30,100')], { flipRate: 0.05, ratio: 0.9 }, 'p1', 'person', {
        now: NOW,
        blinding: 2,
      }).allowed,
    ).toBe(false);
  });

  test('few resumes can block, but not clear, nor take the place of what blocks', () => {
    expect(asked([twins(0, 19)])).toMatchObject({ allowed: true, checked: false });
    expect(asked([twins(0, 19)], 'automatic').allowed).toBe(false);
    expect(asked([twins(1, 3)]).allowed).toBe(false);
    const bad = twins(9, 20, 2, { at: NOW - 3 * DAY });
    expect(asked([twins(0, 1), bad]).allowed).toBe(false);
    const ratio = ratios('a,12,40\nb,45,100', { at: NOW - 3 * DAY });
    expect(asked([ratios('a,1,1\nb,1,1'), ratio]).allowed).toBe(false);
  });

  test('twins of another model than the one that judges now block, but clear nothing', () => {
    const now = (reports: FairnessReport[]) =>
      gate(reports, DEFAULT_BAR, 'p1', 'automatic', { now: NOW, blinding: 2, model: 'claude-haiku-5-5' });
    expect(now([twins(0, 20)])).toMatchObject({ allowed: false, checked: false });
    expect(now([twins(9, 20)])).toMatchObject({ allowed: false, checked: true });
    const own = twins(0, 20);
    if (own.twins) own.twins.model = 'claude-haiku-5-5';
    expect(now([own])).toMatchObject({ allowed: true, checked: true });
    expect(now([own, twins(9, 20, 2, { at: NOW - 3 * DAY })])).toMatchObject({ allowed: true });
  });

  test('the newest of each counts, of the posting or of all of them', () => {
    const bad = twins(9, 20, 2, { at: NOW - 3 * DAY });
    expect(asked([bad, twins(0, 20)]).allowed).toBe(true);
    expect(asked([twins(0, 20, 2, { at: NOW - 9 * DAY }), bad]).allowed).toBe(false);
    expect(asked([bad, ratios('a,30,100\nb,30,100')]).allowed).toBe(false);
    expect(asked([bad], 'person', 'p2')).toMatchObject({ allowed: true, checked: false });
    expect(asked([{ ...bad, postingId: null }], 'person', 'p2').allowed).toBe(false);
  });
});

describe('tables', () => {
  test('the reference is chosen after the exclusion, which needs fewer than 2 %', () => {
    const outcomes = countOutcomes('category,selected,total\na,30,100\nb,45,100\nc,2,2');
    expect(measure(outcomes).tables[0]).toMatchObject({ report: { reference: 'c' }, small: ['c'] });
    const without = { ...outcomes, leftOut: [{ by: null, category: 'c', why: 'two people' }] };
    expect(measure(without).tables[0]).toMatchObject({ report: { reference: 'b' } });
    expect(() => measure({ ...outcomes, leftOut: [{ by: null, category: 'a', why: 'x' }] })).toThrow('2 %');
  });

  test('scores: the median of everyone, the share of ties, and the warning about them', () => {
    const outcomes = countOutcomes('category,score\na,1\na,3\nb,3\nb,3\nb,5\nunknown,4');
    expect(measure(outcomes)).toMatchObject({
      assessed: 6,
      tieShare: 0.5,
      warnings: [expect.stringContaining('3 of 6 people scored exactly the median')],
    });
    expect(measure(outcomes).tables[0]?.report.unknown).toEqual({ selected: 1, total: 1 });
  });

  test('every ratio lies between 0 and 1, one of them is 1, and nobody selected is undefined', () => {
    const crossed = measure(
      countOutcomes('category,selected,total\nF / x,3,40\nF / y,9,40\nM / x,8,40\nM / unknown,1,9'),
    );
    expect(crossed.tables.map(({ by }) => by)).toEqual(['first', 'second', 'both']);
    for (const { report: table } of crossed.tables) {
      const all = table.categories.map(({ ratio }) => ratio ?? Number.NaN);
      expect(Math.max(...all)).toBe(1);
      expect(Math.min(...all)).toBeGreaterThanOrEqual(0);
    }
    const none = measure(countOutcomes('category,selected,total\na,0,50\nb,0,50')).tables[0];
    expect(none?.report.categories.map(({ ratio, finding }) => [ratio, finding])).toEqual([
      [null, 'undefined'],
      [null, 'undefined'],
    ]);
  });
});

describe('a report in words', () => {
  test('says what it is not, where the data come from, and every figure', () => {
    const text = reportMarkdown(
      ratios('a|b,12,40\nb,45,100\nunknown,1,4', { source: 'Our *own* export', distributedOn: '2026-02-01' }),
    );
    for (const part of [
      'not an independent bias audit',
      'cannot be its own auditor',
      'Our \\*own\\* export',
      '2026-02-01',
      '| a\\|b | 12 | 40 | 30 % | 0.67 |',
      'Unknown category: 4 people, 1 of them selected',
    ])
      expect(text).toContain(part);
    const run = reportMarkdown(twins(2, 20));
    expect(run).toContain('| Name | 2');
    expect(run).toContain('School: 2');
  });

  test('for programs it has the counts and what follows from them', () => {
    expect(JSON.parse(reportJson(ratios('a,12,40\nb,45,100')))).toMatchObject({
      independentAudit: false,
      outcomes: { cells: [{ category: 'a', selected: 12, total: 40 }, {}] },
      measured: { tables: [{ report: { reference: 'b' } }] },
    });
  });
});
