/** Up to this many people the test is done in whole numbers, without any rounding before the last division. */
const EXACT_UP_TO = 4_000;
/** Tables this close in probability to the observed one count as equally likely when logarithms replace whole numbers. */
const SAME = 1e-9;
/** The exponential of anything smaller is 0. */
const SMALLEST_LOG = -745;

/** Two groups of people, `selected` of `total` in each; whole numbers, `0 <= selected <= total`. */
export interface Counts {
  selected: number;
  total: number;
}

/**
 * Two-sided p-value of Fisher's exact test: the probability, with all margins fixed, of every table that is no more likely than
 * the one observed. 1 when a margin is empty; never 0.
 */
export function fisherExact(a: Counts, b: Counts): number {
  const people = a.total + b.total;
  const chosen = a.selected + b.selected;
  const least = Math.max(0, chosen - b.total);
  const most = Math.min(a.total, chosen);
  if (least === most) return 1;
  const table = { people, chosen, group: a.total, least, most, observed: a.selected };
  return people <= EXACT_UP_TO ? inWholeNumbers(table) : inLogarithms(table);
}

interface Table {
  people: number;
  chosen: number;
  group: number;
  least: number;
  most: number;
  observed: number;
}

/** Numerator and denominator of `weight(k + 1) / weight(k)`, where weight(k) counts the tables with k selected in the group. */
function step({ people, chosen, group }: Table, k: number): [number, number] {
  return [(group - k) * (chosen - k), (k + 1) * (people - group - chosen + k + 1)];
}

function inWholeNumbers(table: Table): number {
  let weight =
    choose(table.group, table.least) * choose(table.people - table.group, table.chosen - table.least);
  const weights = [weight];
  for (let k = table.least; k < table.most; k++) {
    const [up, down] = step(table, k);
    weight = (weight * BigInt(up)) / BigInt(down);
    weights.push(weight);
  }
  const observed = weights[table.observed - table.least] ?? 0n;
  let all = 0n;
  let extreme = 0n;
  for (const w of weights) {
    all += w;
    if (w <= observed) extreme += w;
  }
  return quotient(extreme, all);
}

function choose(n: number, k: number): bigint {
  let result = 1n;
  for (let i = 1; i <= Math.min(k, n - k); i++) result = (result * BigInt(n - i + 1)) / BigInt(i);
  return result;
}

/** `part / whole` with about 17 significant digits, however large or unlike they are; `0 < part <= whole`. */
function quotient(part: bigint, whole: bigint): number {
  const digits = Math.max(0, whole.toString().length - part.toString().length) + 18;
  const scaled = (part * 10n ** BigInt(digits)) / whole;
  return Number(`${scaled}e-${digits}`);
}

/** From the most likely table outwards, until a table is too unlikely for a floating-point number to hold. */
function inLogarithms(table: Table): number {
  const { people, chosen, group, least, most, observed } = table;
  const mode = Math.min(most, Math.max(least, Math.floor(((group + 1) * (chosen + 1)) / (people + 2))));
  const logs = new Map([[mode, 0]]);
  for (let k = mode, log = 0; k < most && log > SMALLEST_LOG; k++) {
    const [up, down] = step(table, k);
    log += Math.log(up) - Math.log(down);
    logs.set(k + 1, log);
  }
  for (let k = mode, log = 0; k > least && log > SMALLEST_LOG; k--) {
    const [up, down] = step(table, k - 1);
    log += Math.log(down) - Math.log(up);
    logs.set(k - 1, log);
  }
  const limit = logs.get(observed);
  if (limit === undefined) return Number.MIN_VALUE;
  // Small terms first, so that they are not lost beside the large ones.
  let all = 0;
  let extreme = 0;
  for (const log of [...logs.values()].sort((a, b) => a - b)) {
    const weight = Math.exp(log);
    all += weight;
    if (log <= limit + SAME) extreme += weight;
  }
  return Math.max(Number.MIN_VALUE, Math.min(1, extreme / all));
}
