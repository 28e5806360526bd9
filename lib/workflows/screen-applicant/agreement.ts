import type { Label } from './stored';

/** Fewer labels than this say nothing; the plot says how many are missing. */
export const ENOUGH_LABELS = 30;
/** 97.5 % quantile of the normal distribution. */
const Z = 1.959963984540054;
const WEEK = 7 * 86_400_000;

/** How often people agreed. `low` and `high` bound the true share with 95 % confidence (Wilson score interval). */
export interface Share {
  agreed: number;
  of: number;
  low: number;
  high: number;
}

export function shareOf(agreed: number, of: number): Share {
  if (of === 0) return { agreed, of, low: 0, high: 1 };
  const p = agreed / of;
  const z2 = (Z * Z) / of;
  const middle = (p + z2 / 2) / (1 + z2);
  const reach = (Z * Math.sqrt((p * (1 - p)) / of + z2 / (4 * of))) / (1 + z2);
  return { agreed, of, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

export interface CriterionAgreement {
  criterionId: string;
  rubricVersion: number;
  all: Share;
  /** Only labels given before the AI's verdict was seen: free of its pull. */
  blind: Share;
}

export interface WeekAgreement extends Share {
  /** ms epoch, start of the week (seven days, counted back from `now`). */
  start: number;
  /** True when the model or the prompt changed in this week. */
  changed: boolean;
}

const agrees = (label: Label): boolean => label.human === label.ai;
const share = (labels: readonly Label[]): Share => shareOf(labels.filter(agrees).length, labels.length);

/** Agreement of people with the AI by criterion. Versions of criteria are not mixed. */
export function byCriterion(labels: readonly Label[]): CriterionAgreement[] {
  const groups = new Map<string, Label[]>();
  for (const label of labels) {
    const key = `${label.rubricVersion} ${label.criterionId}`;
    groups.set(key, [...(groups.get(key) ?? []), label]);
  }
  return [...groups.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { criterionId, rubricVersion } = first;
    return [
      { criterionId, rubricVersion, all: share(own), blind: share(own.filter(({ before }) => before)) },
    ];
  });
}

/** Agreement week by week over the last `weeks`, oldest first; weeks without labels have `of: 0`. */
export function byWeek(labels: readonly Label[], now: number, weeks = 12): WeekAgreement[] {
  const sorted = [...labels].sort((a, b) => a.at - b.at);
  return Array.from({ length: weeks }, (_, i) => {
    const start = now - (weeks - i) * WEEK;
    const own = sorted.filter(({ at }) => at > start && at <= start + WEEK);
    const before = sorted.findLast(({ at }) => at <= start);
    const versions = new Set(
      [...(before ? [before] : []), ...own].map((one) => `${one.model} ${one.promptHash}`),
    );
    return { start, ...share(own), changed: own.length > 0 && versions.size > 1 };
  });
}

/** True when the last four weeks agree clearly less than the weeks before: their intervals do not touch. */
export function hasDrifted(weeks: readonly WeekAgreement[]): boolean {
  const sum = (some: readonly WeekAgreement[]) =>
    shareOf(
      some.reduce((n, week) => n + week.agreed, 0),
      some.reduce((n, week) => n + week.of, 0),
    );
  const recent = sum(weeks.slice(-4));
  const earlier = sum(weeks.slice(0, -4));
  return recent.of >= ENOUGH_LABELS && earlier.of >= ENOUGH_LABELS && recent.high < earlier.low;
}
