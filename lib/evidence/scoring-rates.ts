import type { Category } from './impact-ratios';

/** From this share of people exactly at the median on, scoring rates say more about ties than about people. */
const MANY_TIES = 0.1;

export interface ScoredPerson {
  category: string;
  /** As written: a decimal number, with an exponent if need be. */
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

const DECIMAL = /^([+-]?)(?:(\d{1,30})(?:\.(\d{0,30}))?|\.(\d{1,30}))(?:[eE]([+-]?\d{1,2}))?$/;

/** True for what {@link scoringRates} can read exactly: `85`, `-2.50`, `.5`, `1.5e-3`. */
export const isDecimal = (text: string): boolean => DECIMAL.test(text);

/** Digits without a point, and how many of them stand behind it. */
function digitsOf(text: string): { digits: bigint; behind: number } {
  const [, sign = '', whole = '', fraction = '', only = '', power = '0'] = DECIMAL.exec(text) ?? [];
  const digits = BigInt(whole + fraction + only || '0');
  return {
    digits: sign === '-' ? -digits : digits,
    behind: (fraction + only).length - Number(power),
  };
}

/**
 * Scoring rates as 6 RCNY 5-300 defines them: per category, the share of people whose score is strictly above the median of the
 * whole sample. Scores are compared as decimal numbers without rounding. Expects at least one person.
 */
export function scoringRates(people: readonly ScoredPerson[]): ScoringRates {
  const scores = people.map(({ score }) => digitsOf(score));
  const behind = scores.reduce((most, one) => Math.max(most, one.behind), 0);
  const exact = scores.map((one) => one.digits * 10n ** BigInt(behind - one.behind));
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
    // Written as a decimal and read once, so that no step rounds but the last.
    median: Number(`${5n * twice}e-${behind + 1}`),
    ties,
    warnings: tied
      ? [
          `${ties} of ${people.length} people scored exactly the median and do not count as above it: a finer score is needed.`,
        ]
      : [],
  };
}
