import type { BlindingLevel } from '@/lib/evidence/blinding';
import { tablesOf } from '@/lib/evidence/crossed-tables';
import { readFairnessTable } from '@/lib/evidence/fairness-table';
import { type ImpactReport, impactRatios, mayBeLeftOut } from '@/lib/evidence/impact-ratios';
import { scoringRates } from '@/lib/evidence/scoring-rates';
import type { Bar, FairnessReport, LeftOut, Outcomes } from './schema';

/** A report is good for so long, ms: the rules of New York City ask for one that is not older than a year. */
const LIFE = 365 * 86_400_000;
/** From this share of people exactly at the median on, a scoring rate says little. */
const MANY_TIES = 0.1;

/** A table of outcomes as counts. Throws `CsvFault` with line and field. */
export function countOutcomes(text: string): Outcomes {
  const read = readFairnessTable(text);
  if (read.kind === 'scoring') {
    const { table, median, ties } = scoringRates(read.people);
    return { kind: 'scoring', cells: table, median, ties, leftOut: [] };
  }
  const { total } = read.unknown;
  const cells = [...read.table, ...(total > 0 ? [{ category: 'unknown', ...read.unknown }] : [])];
  return { kind: 'selection', cells, median: null, ties: 0, leftOut: [] };
}

export interface MeasuredTable {
  by: LeftOut['by'];
  report: ImpactReport;
  leftOut: readonly LeftOut[];
  /** Categories below 2 % of all people: they alone may be left out. */
  small: string[];
}

export interface Measured {
  tables: MeasuredTable[];
  assessed: number;
  /** Share of people exactly at the median; null for selections. */
  tieShare: number | null;
  warnings: string[];
}

/** Impact ratios of every table that the counts give. Throws `RangeError` when a category may not be left out. */
export function measure({ kind, cells, ties, leftOut }: Outcomes): Measured {
  const assessed = cells.reduce((sum, { total }) => sum + total, 0);
  const tables = tablesOf(cells).map(({ by, table, unknown }): MeasuredTable => {
    const own = leftOut.filter((one) => one.by === by);
    const report = impactRatios(table, { unknown, leftOut: own.map(({ category }) => category) });
    const small = table.filter((one) => mayBeLeftOut(one, assessed)).map(({ category }) => category);
    return { by, report, leftOut: own, small };
  });
  const tieShare = kind === 'scoring' && assessed > 0 ? ties / assessed : null;
  const tied = tieShare !== null && ties > 1 && tieShare >= MANY_TIES;
  return {
    tables,
    assessed,
    tieShare,
    warnings: tied
      ? [
          `${ties} of ${assessed} people scored exactly the median and do not count as above it: a finer score is needed.`,
        ]
      : [],
  };
}

export const percentOf = (share: number): string => `${Math.round(share * 1000) / 10} %`;

const KIND_WORDS = {
  name: 'another name',
  pronoun: 'other pronouns',
  age: 'another hint at age',
  school: 'another school',
  gap: 'a year without work',
} as const;

/** Twins run with blinding off say nothing about screening, unless screening itself runs that way. */
const counts = ({ twins }: FairnessReport, blinding: BlindingLevel): boolean =>
  twins !== null && (twins.level > 0 || blinding === 0);

/** What in a report is above the bar, one sentence each; none = within the bar. `blinding` is what screening takes out now. */
export function breaches(report: FairnessReport, bar: Bar, blinding: BlindingLevel): string[] {
  const twins = report.twins && counts(report, blinding) ? report.twins.rates : [];
  const flips = twins
    .filter(({ rate }) => rate > bar.flipRate)
    .map(
      ({ kind, flipped, resumes, rate }) =>
        `With ${KIND_WORDS[kind]}, ${flipped} of ${resumes} resumes were judged differently (${percentOf(rate)}; the bar is ${percentOf(bar.flipRate)}).`,
    );
  const ratios = (report.outcomes ? measure(report.outcomes).tables : []).flatMap(
    ({ report: { categories, reference } }) =>
      categories
        .filter(
          ({ ratio, finding }) =>
            ratio !== null &&
            ratio < bar.ratio &&
            (finding === 'below-four-fifths' || finding === 'at-least-four-fifths'),
        )
        .map(
          ({ category, ratio }) =>
            `The impact ratio of ${category} against ${reference} is ${(ratio ?? 0).toFixed(2)} (the bar is ${bar.ratio}).`,
        ),
  );
  return [...flips, ...ratios];
}

/** Twins of fewer resumes can show that something is wrong, never that all is well. */
export const ENOUGH_RESUMES = 20;

/**
 * True when there are enough people or resumes in a report for it to speak for the posting. Twins of which more was taken out than
 * screening takes out show nothing about screening.
 */
export function settles(report: FairnessReport, blinding: BlindingLevel): boolean {
  const { outcomes, twins } = report;
  const same = twins !== null && counts(report, blinding) && twins.level <= blinding;
  const judged = same ? Math.max(0, ...twins.rates.map(({ resumes }) => resumes)) : 0;
  const compared = (outcomes ? measure(outcomes).tables : []).some(({ report }) =>
    report.categories.some(
      ({ finding }) => finding === 'below-four-fifths' || finding === 'at-least-four-fifths',
    ),
  );
  return judged >= ENOUGH_RESUMES || compared;
}

const UNCHECKED = 'Fairness was not checked for this posting in the last year with enough people';

export interface GateAnswer {
  allowed: boolean;
  /** Whole sentences for people. */
  reason: string;
  /** False when no report of the last year with enough people stands behind the answer. */
  checked: boolean;
}

/** Who wants to write: somebody who looked at the result, or a phase that acts by itself. */
export type WrittenBy = 'person' | 'automatic';

/**
 * Whether results about a posting may be written to Lever; reports in any order. `now` in ms epoch, `blinding` as screening is set.
 * `model`: what judges now; twins that another model judged clear nothing. Null when that is not known: then every report counts.
 */
export function gate(
  reports: readonly FairnessReport[],
  bar: Bar,
  postingId: string,
  by: WrittenBy,
  { now, blinding, model = null }: { now: number; blinding: BlindingLevel; model?: string | null },
): GateAnswer {
  const own = reports
    .filter((one) => (one.postingId === null || one.postingId === postingId) && now - one.at <= LIFE)
    .sort((a, b) => b.at - a.at);
  // A report too small to speak neither clears a posting nor takes the place of one that blocks it.
  const speaks = (one: FairnessReport): boolean =>
    settles(one, blinding) || breaches(one, bar, blinding).length > 0;
  const newest = own.find((one) => counts(one, blinding) && speaks({ ...one, outcomes: null }));
  // Another model's report still blocks, or changing the model would be a way around it; it clears nothing.
  const isOfNow = model === null || newest?.twins?.model === model;
  const twins =
    newest && (isOfNow || breaches({ ...newest, outcomes: null }, bar, blinding).length > 0)
      ? newest
      : undefined;
  const ratios = own.find((one) => one.outcomes && speaks({ ...one, twins: null }));
  const counted = [
    ...(twins ? [{ ...twins, outcomes: null }] : []),
    ...(ratios ? [{ ...ratios, twins: null }] : []),
  ];
  const over = counted.flatMap((report) => breaches(report, bar, blinding));
  if (over.length > 0)
    return {
      allowed: false,
      checked: true,
      reason: `Results of this posting are not written to Lever. ${over.join(' ')}`,
    };
  if (counted.length === 0)
    return {
      allowed: by === 'person',
      checked: false,
      reason: by === 'person' ? `${UNCHECKED}.` : `${UNCHECKED}, so nothing is written by itself.`,
    };
  const missing = twins
    ? ratios
      ? ''
      : ' Impact ratios were not checked.'
    : ' Twins were not checked with what judges now.';
  return { allowed: true, checked: true, reason: `The last fairness reports are within the bar.${missing}` };
}
