import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALPHA, lowerBound, reaches, upperTail } from './binomial';

const choose = (n: number, k: number): bigint => {
  let all = 1n;
  for (let i = 1; i <= k; i++) all = (all * BigInt(n - i + 1)) / BigInt(i);
  return all;
};
const PARTS = 1_000_000n;

/** The tail as a sum in whole numbers, for p = parts / 1,000,000: no rounding before the last division. */
function directTail(k: number, n: number, parts: bigint): number {
  let sum = 0n;
  for (let i = k; i <= n; i++) sum += choose(n, i) * parts ** BigInt(i) * (PARTS - parts) ** BigInt(n - i);
  const scale = 10n ** 18n;
  return Number((sum * scale) / PARTS ** BigInt(n)) / 1e18;
}

const counts = fc
  .integer({ min: 1, max: 220 })
  .chain((n) => fc.record({ n: fc.constant(n), k: fc.integer({ min: 0, max: n }) }));

describe('binomial tail', () => {
  it('is the direct sum', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 999_999 }), ({ n, k }, parts) => {
        expect(Math.abs(upperTail(k, n, parts / 1e6) - directTail(k, n, BigInt(parts)))).toBeLessThan(1e-11);
      }),
      { numRuns: 300 },
    );
  });

  it('knows its ends', () => {
    expect(upperTail(0, 10, 0.3)).toBe(1);
    expect(upperTail(11, 10, 0.3)).toBe(0);
    expect(upperTail(3, 10, 0)).toBe(0);
    expect(upperTail(10, 10, 1)).toBe(1);
    expect(upperTail(10, 10, 0.5)).toBeCloseTo(0.5 ** 10, 15);
    expect(upperTail(900, 1000, 0.5)).toBeGreaterThan(0);
  });
});

describe('lower bound', () => {
  it('is where the direct sum crosses 5 %', () => {
    fc.assert(
      fc.property(counts, ({ n, k }) => {
        const bound = lowerBound(k, n);
        const parts = BigInt(Math.floor(bound * 1e6));
        if (k === 0) {
          expect(bound).toBe(0);
          return;
        }
        expect(directTail(k, n, parts)).toBeLessThanOrEqual(ALPHA + 1e-12);
        expect(directTail(k, n, parts + 2n)).toBeGreaterThan(ALPHA);
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with published tables and with the closed form when all agreed', () => {
    // One-sided 95 % = lower end of the two-sided 90 % interval.
    expect(lowerBound(8, 10)).toBeCloseTo(0.4930987, 6);
    expect(lowerBound(1, 20)).toBeCloseTo(0.0025614, 6);
    for (const n of [1, 14, 29, 200]) expect(lowerBound(n, n)).toBeCloseTo(0.05 ** (1 / n), 12);
    expect(lowerBound(0, 0)).toBe(0);
    expect(lowerBound(0, 50)).toBe(0);
  });

  it('grows with every agreement and falls with every other decision', () => {
    fc.assert(
      fc.property(counts, ({ n, k }) => {
        expect(lowerBound(k + 1, n + 1)).toBeGreaterThanOrEqual(lowerBound(k, n));
        expect(lowerBound(k, n + 1)).toBeLessThanOrEqual(lowerBound(k, n));
        expect(lowerBound(k, n)).toBeLessThanOrEqual(k / n);
      }),
    );
  });

  it('says the same as the quick test against a bar', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 99 }), ({ n, k }, percent) => {
        const bound = lowerBound(k, n);
        if (Math.abs(bound - percent / 100) > 1e-9)
          expect(reaches(k, n, percent / 100)).toBe(bound >= percent / 100);
      }),
    );
  });

  it('keeps its promise: seen from any true share, the bound is above it in at most 5 % of cases', () => {
    for (const share of [0.5, 0.8, 0.9, 0.95])
      for (const n of [14, 29, 60]) {
        let tooHigh = 0;
        for (let k = 0; k <= n; k++)
          if (lowerBound(k, n) > share) tooHigh += upperTail(k, n, share) - upperTail(k + 1, n, share);
        expect(tooHigh).toBeLessThanOrEqual(ALPHA + 1e-12);
      }
  });
});
