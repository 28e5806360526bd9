import type { Counts } from './fisher';

/** 95 % quantile of the chi-squared distribution with one degree of freedom. */
const CHI_SQUARED_95 = 3.841458820694124;
const HALVINGS = 80;
const SMALLEST = 1e-9;
const LARGEST = 1e9;

/** Bounds of an interval; `high: null` means there is no upper bound. */
export interface Bounds {
  low: number;
  high: number | null;
}

/**
 * 95 % score interval of `rate(a) / rate(b)`: all ratios that the data do not contradict by the score test (Koopman 1984). It keeps its
 * promise with few people and with none selected, where the usual logarithmic interval breaks down. Undefined
 * when a group is empty or nobody at all was selected.
 */
export function ratioInterval(a: Counts, b: Counts): Bounds | undefined {
  if (a.total === 0 || b.total === 0 || (a.selected === 0 && b.selected === 0)) return undefined;
  const estimate = (a.selected * b.total) / (b.selected * a.total);
  const inside = Math.min(Math.max(estimate, SMALLEST), LARGEST);
  return {
    low: a.selected === 0 ? 0 : lastFitting(a, b, inside, SMALLEST),
    high: b.selected === 0 ? null : lastFitting(a, b, inside, LARGEST),
  };
}

/** The last ratio on the way from `inside` to `outside` that the data do not contradict, by halving on a logarithmic scale. */
function lastFitting(a: Counts, b: Counts, inside: number, outside: number): number {
  let good = inside;
  let bad = outside;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = Math.sqrt(good * bad);
    if (chiSquared(a, b, middle) <= CHI_SQUARED_95) good = middle;
    else bad = middle;
  }
  return good;
}

/** Score statistic of "the ratio of the two rates is `ratio`", with the rates most likely under that statement. */
function chiSquared(a: Counts, b: Counts, ratio: number): number {
  const people = a.total + b.total;
  const selected = a.selected + b.selected;
  const linear = ratio * (a.total + b.selected) + a.selected + b.total;
  const root = Math.sqrt(Math.max(0, linear * linear - 4 * ratio * people * selected));
  // The smaller root of ratio*people*q² - linear*q + selected = 0, written so that nothing cancels.
  const q = (2 * selected) / (linear + root);
  return distance(a, q * ratio) + distance(b, q);
}

/** Squared distance of a count from what `rate` predicts, in variances. */
function distance({ selected, total }: Counts, rate: number): number {
  const p = Math.min(rate, 1);
  const off = selected - total * p;
  if (Math.abs(off) <= total * 1e-12) return 0;
  return (off * off) / (total * p * (1 - p));
}
