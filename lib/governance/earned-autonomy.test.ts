import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowerBound } from './binomial';
import { agreementOf, agreementOverTime, agreementsNeeded, earnedPhase, fewestFor } from './earned-autonomy';

const BARS = { 2: 0.8, 3: 0.9 };
const outcome = fc.constantFrom(
  'agreed' as const,
  'agreed' as const,
  'agreed' as const,
  'changed' as const,
  'refused' as const,
);
const all = (n: number) => Array.from({ length: n }, () => 'agreed' as const);

describe('agreement', () => {
  it('counts the newest decisions only', () => {
    expect(agreementOf(['refused', ...all(3)], 3)).toMatchObject({ agreed: 3, decided: 3 });
    expect(agreementOf([], 200)).toEqual({ agreed: 0, decided: 0, lower: 0 });
  });

  it('needs 14 agreements for 80 % and 29 for 90 %', () => {
    expect(fewestFor(0.8)).toBe(14);
    expect(fewestFor(0.9)).toBe(29);
    expect(agreementsNeeded([], 0.8, 200)).toBe(14);
    expect(agreementsNeeded(all(10), 0.8, 200)).toBe(4);
    expect(agreementsNeeded(all(14), 0.8, 200)).toBe(0);
    expect(agreementsNeeded(all(3), 0.98, 20)).toBeNull();
  });

  it('says how many more: with so many it is reached, with one fewer not', () => {
    fc.assert(
      fc.property(
        fc.array(outcome, { maxLength: 80 }),
        fc.constantFrom(0.6, 0.8, 0.9),
        fc.constantFrom(30, 40, 200),
        (outcomes, bar, window) => {
          const needed = agreementsNeeded(outcomes, bar, window);
          const lower = (more: number) => agreementOf([...outcomes, ...all(more)], window).lower;
          if (needed === null) return expect(lowerBound(window, window)).toBeLessThan(bar);
          expect(lower(needed)).toBeGreaterThanOrEqual(bar - 1e-12);
          if (needed > 0) expect(lower(needed - 1)).toBeLessThan(bar);
        },
      ),
    );
  });

  it('keeps the last points of the whole history', () => {
    const verdicts = [...all(5), 'refused' as const].map((one, at) => ({ outcome: one, at }));
    const points = agreementOverTime(verdicts, 200, 2);
    expect(points.map((p) => [p.at, p.agreed, p.decided])).toEqual([
      [4, 5, 5],
      [5, 5, 6],
    ]);
    expect(points[1]?.lower).toBe(lowerBound(5, 6));
  });
});

describe('earned phase', () => {
  it('rises with agreement and falls back by itself', () => {
    expect(earnedPhase(all(13), null, BARS, 200).phase).toBe(1);
    expect(earnedPhase(all(14), null, BARS, 200).phase).toBe(2);
    expect(earnedPhase(all(29), null, BARS, 200).phase).toBe(3);
    expect(earnedPhase([...all(29), 'changed'], null, BARS, 200).phase).toBe(2);
    expect(earnedPhase([...all(14), 'refused'], null, BARS, 200).phase).toBe(1);
  });

  it('judges a posting by itself once it has enough decisions, by the workflow before', () => {
    const workflow = all(100);
    const bad = Array.from({ length: 14 }, () => 'changed' as const);
    expect(earnedPhase(workflow, all(3), BARS, 200)).toEqual({
      phase: 3,
      by: { 2: 'workflow', 3: 'workflow' },
    });
    expect(earnedPhase(workflow, bad.slice(0, 13), BARS, 200).phase).toBe(3);
    expect(earnedPhase(workflow, bad, BARS, 200)).toEqual({ phase: 1, by: { 2: 'posting', 3: 'workflow' } });
    expect(earnedPhase(workflow, all(14), BARS, 200).phase).toBe(3);
    expect(earnedPhase([...bad, ...all(29)], all(29), BARS, 200)).toEqual({
      phase: 3,
      by: { 2: 'posting', 3: 'posting' },
    });
  });

  it('is phase 2 or 3 only when the bound of the record it was judged on reaches the bar', () => {
    fc.assert(
      fc.property(
        fc.array(outcome, { maxLength: 120 }),
        fc.array(outcome, { maxLength: 60 }),
        (workflow, posting) => {
          const { phase, by } = earnedPhase(workflow, posting, BARS, 200);
          const lower = (n: 2 | 3) => agreementOf(by[n] === 'posting' ? posting : workflow, 200).lower;
          expect(phase >= 2).toBe(lower(2) >= 0.8);
          expect(phase === 3).toBe(lower(2) >= 0.8 && lower(3) >= 0.9);
        },
      ),
    );
  });
});
