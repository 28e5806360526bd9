import type { Category } from './impact-ratios';

/** From this share of people exactly at the median on, scoring rates say more about ties than about people. */
const MANY_TIES = 0.1;

export interface ScoredPerson {
  category: string;
  /** As written: an optional sign, digits, an optional decimal part. */
  score: string;
}

export interface ScoringRates {
  /** `selected` are those whose score is above the median of everyone. */
  table: Category[];
  median: number;
  /** How many people scored exactly the median. */
  ties: number;
  warnings: string[];
}

/** True for what {@link scoringRates} can read exactly. */
export function isDecimal(text: string): boolean {
  return /^[+-]?\d{1,30}(?:\.\d{1,30})?$/.test(text);
}

/**
 * Scoring rates as 6 RCNY 5-300 defines them: per category, the share of people whose score is strictly above the median of the
 * whole sample. Scores are compared as decimal numbers without rounding. Expects at least one person.
 */
export function scoringRates(people: readonly ScoredPerson[]): ScoringRates {
  const decimals = Math.max(...people.map(({ score }) => score.split('.')[1]?.length ?? 0));
  const exact = people.map(({ score }) => {
    const [whole = '', fraction = ''] = score.split('.');
    return BigInt(whole.replace(/^\+/, '') + fraction.padEnd(decimals, '0'));
  });
  const sorted = [...exact].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0n;
  const lower = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0n;
  const twice = lower + upper;
  const counts = new Map<string, Category>();
  let ties = 0;
  for (const [i, { category }] of people.entries()) {
    const score = exact[i] ?? 0n;
    const count = counts.get(category) ?? { category, selected: 0, total: 0 };
    count.total++;
    if (2n * score > twice) count.selected++;
    if (2n * score === twice) ties++;
    counts.set(category, count);
  }
  const tied = ties / people.length >= MANY_TIES && ties > 1;
  return {
    table: [...counts.values()],
    median: Number(twice) / 2 / 10 ** decimals,
    ties,
    warnings: tied
      ? [
          `${ties} of ${people.length} people scored exactly the median and do not count as above it: a finer score is needed.`,
        ]
      : [],
  };
}
