/** Chance of being wrong that a lower bound may have: 5 %, one-sided. */
export const ALPHA = 0.05;
const HALVINGS = 60;

/**
 * P(X >= k) for X ~ Binomial(n, p): how likely at least k of n successes are when each comes with probability p.
 * Summed from the largest term outwards, so that neither tiny terms nor large n lose digits.
 */
export function upperTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  if (k > n || p <= 0) return 0;
  if (p >= 1) return 1;
  const largest = Math.min(n, Math.max(k, Math.floor((n + 1) * p)));
  const odds = p / (1 - p);
  const top = Math.exp(logTerm(largest, n, p));
  let sum = top;
  for (let i = largest, term = top; i < n && term > 0; i++) {
    term *= ((n - i) / (i + 1)) * odds;
    sum += term;
  }
  for (let i = largest, term = top; i > k && term > 0; i--) {
    term *= i / (n - i + 1) / odds;
    sum += term;
  }
  return Math.min(1, sum);
}

/** log of C(n, i) p^i (1 - p)^(n - i). */
function logTerm(i: number, n: number, p: number): number {
  let log = i * Math.log(p) + (n - i) * Math.log1p(-p);
  for (let j = 1; j <= Math.min(i, n - i); j++) log += Math.log((n - j + 1) / j);
  return log;
}

/** Whether the lower bound for k of n reaches `bar`; the same test {@link lowerBound} solves, without solving it. */
export const reaches = (k: number, n: number, bar: number): boolean =>
  n > 0 && k > 0 && upperTail(k, n, bar) <= ALPHA;

/**
 * Exact one-sided 95 % lower confidence bound for a share of which k of n were seen (Clopper and Pearson 1934):
 * the largest share under which k or more of n would still be seen in at most 5 % of all cases. 0 without data.
 */
export function lowerBound(k: number, n: number): number {
  if (n <= 0 || k <= 0) return 0;
  let below = 0;
  let above = 1;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (below + above) / 2;
    if (upperTail(k, n, middle) <= ALPHA) below = middle;
    else above = middle;
  }
  return below;
}
