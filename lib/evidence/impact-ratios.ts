import { type Counts, fisherExact } from './fisher';
import { type Bounds, ratioInterval } from './ratio-interval';

/** Fewer people than this in a group or its reference, and no finding is made from the ratio. */
export const FEWEST_PEOPLE = 30;
/** Below this p-value a difference is called unlikely to be chance. */
const UNLIKELY = 0.05;

/** One category of one table (sex, or race and ethnicity, or both crossed). For scores, `selected` are those above the median. */
export interface Category extends Counts {
  category: string;
}

export type Finding =
  | 'reference'
  | 'below-four-fifths'
  | 'at-least-four-fifths'
  | 'too-few-people'
  | 'left-out'
  | 'undefined';

export interface ImpactRatio extends Category {
  /** `selected / total`; null in an empty category. */
  rate: number | null;
  /** Rate divided by the highest rate among the categories that are not left out; null when that is 0 or unknown. */
  ratio: number | null;
  finding: Finding;
  /** Two-sided Fisher's exact test against the reference. */
  pValue: number | null;
  /** True when `pValue` is below 0.05. */
  significant: boolean | null;
  /** 95 % interval of this category's rate over the reference's. */
  interval: Bounds | null;
  /** True when one more person selected here and one fewer in the reference would lift the ratio to four fifths. */
  oneMoreFlips: boolean;
  /** Lowest and highest ratio over all ways the people of unknown category could belong to the categories. */
  withUnknown: { low: number; high: number } | null;
}

export interface ImpactReport {
  /** Category with the highest rate; null when nobody was selected. */
  reference: string | null;
  assessed: number;
  unknown: Counts;
  categories: ImpactRatio[];
  /** What a reader of the figures has to know, one sentence each. */
  warnings: string[];
}

/** Compares `a.selected/a.total` with `b.selected/b.total` without rounding: negative, zero or positive. */
function compareRates(a: Counts, b: Counts): number {
  const difference = BigInt(a.selected) * BigInt(b.total) - BigInt(b.selected) * BigInt(a.total);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** `rate(a) < 4/5 * rate(b)`, without rounding. */
function belowFourFifths(a: Counts, b: Counts): boolean {
  return 5n * BigInt(a.selected) * BigInt(b.total) < 4n * BigInt(b.selected) * BigInt(a.total);
}

const quotient = (a: Counts, b: Counts): number => (a.selected * b.total) / (b.selected * a.total);

/** True when the category holds less than 2 % of all people assessed: the only ones the rules let an auditor leave out. */
export function mayBeLeftOut(category: Counts, assessed: number): boolean {
  return category.total * 50 < assessed;
}

/**
 * Impact ratios of one table as the rules to New York City's Local Law 144 define them (6 RCNY 5-300), the four-fifths rule of
 * 29 CFR 1607.4(D), and what chance alone could do. `unknown` are people whose category is not known: they are
 * counted, never in a ratio. `leftOut` names categories under 2 %: their count and rate are still given.
 */
export function impactRatios(
  table: readonly Category[],
  options: { unknown?: Counts; leftOut?: readonly string[] } = {},
): ImpactReport {
  const unknown = options.unknown ?? { selected: 0, total: 0 };
  const assessed = table.reduce((sum, { total }) => sum + total, unknown.total);
  const leftOut = new Set(options.leftOut);
  for (const name of leftOut) {
    const category = table.find((one) => one.category === name);
    if (!category) throw new RangeError(`there is no category "${name}" to leave out`);
    if (!mayBeLeftOut(category, assessed))
      throw new RangeError(`"${name}" is 2 % of the data or more and may not be left out`);
  }
  const included = table.filter(({ category, total }) => total > 0 && !leftOut.has(category));
  const best = included.reduce<Category | undefined>(
    (a, b) => (a && compareRates(a, b) >= 0 ? a : b),
    undefined,
  );
  const reference = best && best.selected > 0 ? best : undefined;
  const categories = table.map((category): ImpactRatio => {
    const { total, selected } = category;
    const base = {
      ...category,
      rate: total > 0 ? selected / total : null,
      ratio: null,
      pValue: null,
      significant: null,
      interval: null,
      oneMoreFlips: false,
      withUnknown: null,
    };
    if (leftOut.has(category.category)) return { ...base, finding: 'left-out' };
    if (!reference || total === 0) return { ...base, finding: 'undefined' };
    const withUnknown = unknown.total > 0 ? boundsWithUnknown(category, included, unknown) : null;
    if (category === reference) return { ...base, ratio: 1, finding: 'reference', withUnknown };
    const pValue = fisherExact(category, reference);
    const below = belowFourFifths(category, reference);
    const few = total < FEWEST_PEOPLE || reference.total < FEWEST_PEOPLE;
    return {
      ...base,
      ratio: quotient(category, reference),
      finding: few ? 'too-few-people' : below ? 'below-four-fifths' : 'at-least-four-fifths',
      pValue,
      significant: pValue < UNLIKELY,
      interval: ratioInterval(category, reference) ?? null,
      oneMoreFlips:
        below &&
        selected < total &&
        !belowFourFifths(
          { selected: selected + 1, total },
          { ...reference, selected: reference.selected - 1 },
        ),
      withUnknown,
    };
  });
  return {
    reference: reference?.category ?? null,
    assessed,
    unknown,
    categories,
    warnings: warningsOf(categories, included, reference, unknown, assessed),
  };
}

/**
 * The ratio of `own` if the unknown people are spread over the categories in the worst and in the best way for it. Worst: all who
 * were not selected belong to it, and all who were to one other. Best: the other way round, with those not
 * selected spread so that the highest of the other rates becomes as low as it can.
 */
function boundsWithUnknown(
  own: Category,
  included: readonly Category[],
  unknown: Counts,
): { low: number; high: number } {
  const others = included.filter(({ category }) => category !== own.category);
  const { selected } = unknown;
  const rejected = unknown.total - selected;
  const add = (to: Counts, yes: number, no: number): Counts => ({
    selected: to.selected + yes,
    total: to.total + yes + no,
  });
  const against = (a: Counts, b: Counts): number => (compareRates(a, b) >= 0 ? 1 : quotient(a, b));
  const worst = add(own, 0, rejected);
  const low = Math.min(1, ...others.map((other) => against(worst, add(other, selected, 0))));

  const bestOwn = add(own, selected, 0);
  // How many more not selected `other` needs so that its rate is at most `top`'s.
  const needed = (other: Counts, top: Counts): bigint => {
    const total =
      (BigInt(other.selected) * BigInt(top.total) + BigInt(top.selected) - 1n) / BigInt(top.selected);
    return total > BigInt(other.total) ? total - BigInt(other.total) : 0n;
  };
  const affordable = (top: Counts): boolean =>
    others.reduce((sum, other) => sum + needed(other, top), 0n) <= BigInt(rejected);
  if (bestOwn.selected === 0) return { low, high: others.some((other) => other.selected > 0) ? 0 : 1 };
  if (affordable(bestOwn)) return { low, high: 1 };
  // The highest rate left over is `other.selected / (other.total + n)` for one of the others: the lowest of those that can be afforded.
  const tops = others
    .filter((other) => other.selected > 0)
    .map((other) => {
      let few = -1;
      let enough = rejected + 1;
      while (enough - few > 1) {
        const middle = Math.floor((few + enough) / 2);
        if (affordable(add(other, 0, middle))) few = middle;
        else enough = middle;
      }
      return few < 0 ? undefined : add(other, 0, few);
    })
    .filter((top) => top !== undefined);
  return { low, high: Math.max(...tops.map((top) => against(bestOwn, top))) };
}

function warningsOf(
  categories: readonly ImpactRatio[],
  included: readonly Category[],
  reference: Category | undefined,
  unknown: Counts,
  assessed: number,
): string[] {
  const few = categories.filter(({ total, finding }) => total < FEWEST_PEOPLE && finding !== 'left-out');
  const names = few.map(({ category }) => category).join(', ');
  return [
    ...(included.length < 2
      ? ['There are fewer than two categories with people in them: nothing can be compared.']
      : []),
    ...(reference ? [] : ['Nobody was selected in any category: the ratios are undefined.']),
    ...(few.length ? [`Fewer than ${FEWEST_PEOPLE} people: ${names}. No finding is made from so few.`] : []),
    ...(reference && reference.total < FEWEST_PEOPLE
      ? [
          `The highest rate belongs to a small group (${reference.category}, ${reference.total} people): every ratio rests on it.`,
        ]
      : []),
    ...(unknown.total > 0
      ? [
          `${unknown.total} of ${assessed} people are of unknown category and in no ratio; the bounds show what they could change.`,
        ]
      : []),
  ];
}
