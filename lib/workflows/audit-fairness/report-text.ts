import type { ImpactRatio } from '@/lib/evidence/impact-ratios';
import { type Measured, measure, percentOf } from './rules';
import type { FairnessReport, LeftOut } from './schema';

export const BY_WORDS = {
  first: 'By the first part of the category',
  second: 'By the second part of the category',
  both: 'By both parts together',
  all: 'By category',
} as const;
export const byWords = (by: LeftOut['by']): string => BY_WORDS[by ?? 'all'];

export const FINDING_WORDS: Record<ImpactRatio['finding'], string> = {
  reference: 'highest rate',
  'below-four-fifths': 'below four fifths',
  'at-least-four-fifths': 'at least four fifths',
  'too-few-people': 'too few people',
  'left-out': 'left out',
  undefined: 'undefined',
};

export const KIND_LABELS = {
  name: 'Name',
  pronoun: 'Pronouns',
  age: 'Hints at age',
  school: 'School',
  gap: 'Year without work',
} as const;

export const LEVEL_LABELS = [
  'Blinding off',
  '1 · identifiers',
  '2 · and hints at traits',
  '3 · and schools and years',
] as const;

export const number = (value: number | null, digits = 2): string =>
  value === null ? '–' : value.toFixed(digits);
export const share = (value: number | null): string => (value === null ? '–' : percentOf(value));
export const pValue = (value: number | null): string =>
  value === null ? '–' : value < 0.0001 ? '< 0.0001' : value.toFixed(4);
export const interval = (bounds: { low: number; high: number | null } | null): string =>
  bounds ? `${bounds.low.toFixed(2)} to ${bounds.high === null ? '∞' : bounds.high.toFixed(2)}` : '–';
export const points = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : ''}${Math.abs(value).toFixed(1)}`;

/** A cell of a Markdown table; nothing in it is read as markup. */
const cell = (text: string | number): string =>
  String(text)
    .replace(/[\\|`*_<>[\]#]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ');
const row = (...cells: (string | number)[]): string => `| ${cells.map(cell).join(' | ')} |`;
const head = (...cells: string[]): string[] => [row(...cells), `| ${cells.map(() => '---').join(' | ')} |`];

function ratioLines(report: FairnessReport, measured: Measured): string[] {
  const scoring = report.outcomes?.kind === 'scoring';
  const rate = scoring ? 'scoring rate (share above the median of everyone)' : 'selection rate';
  return [
    '## Impact ratios',
    `${measured.assessed} people; ${rate} divided by the highest rate of the same table.`,
    ...(scoring
      ? [
          `Median of all scores: ${report.outcomes?.median}. Exactly at the median: ${share(measured.tieShare)}.`,
        ]
      : []),
    ...measured.warnings.map((one) => `* ${cell(one)}`),
    ...measured.tables.flatMap(({ by, report: table, leftOut }) => [
      '',
      `### ${byWords(by)}`,
      '',
      ...head(
        'Category',
        scoring ? 'Above the median' : 'Selected',
        'People',
        'Rate',
        'Impact ratio',
        '95 % interval',
        'Fisher p',
        'Finding',
        'With unknowns',
      ),
      ...table.categories.map((one) =>
        row(
          one.category,
          one.selected,
          one.total,
          share(one.rate),
          number(one.ratio),
          interval(one.interval),
          pValue(one.pValue),
          FINDING_WORDS[one.finding] + (one.oneMoreFlips ? '; one more person would turn it' : ''),
          interval(one.withUnknown),
        ),
      ),
      '',
      `Unknown category: ${table.unknown.total} people, ${table.unknown.selected} of them ${scoring ? 'above the median' : 'selected'}.`,
      ...leftOut.map(
        ({ category, why }) =>
          `Left out of the ratios (below 2 % of the data): ${cell(category)}. ${cell(why)}`,
      ),
      ...table.warnings.map((one) => `* ${cell(one)}`),
    ]),
  ];
}

function twinLines({ twins }: FairnessReport): string[] {
  if (!twins) return [];
  const missing = Object.entries(twins.notMade).map(
    ([kind, n]) => `${KIND_LABELS[kind as keyof typeof KIND_LABELS]}: ${n}`,
  );
  return [
    '## Twins',
    `Each resume was judged again by ${cell(twins.model)} with one thing changed, ${twins.criteria} criteria, blinding: ${LEVEL_LABELS[twins.level]}. A resume counts as flipped when any verdict, level or the band of any of its twins is another one.`,
    '',
    ...head(
      'Changed',
      'Resumes',
      'Flipped',
      'Share',
      '95 % interval',
      'Score drift (points of 100)',
      'Same request',
    ),
    ...twins.rates.map((one) =>
      row(
        KIND_LABELS[one.kind],
        one.resumes,
        one.flipped,
        share(one.rate),
        `${share(one.interval.low)} to ${share(one.interval.high)}`,
        `${points(one.drift.mean)}${one.drift.low === null || one.drift.high === null ? '' : ` (${points(one.drift.low)} to ${points(one.drift.high)})`}`,
        `${one.identical} of ${one.twins}`,
      ),
    ),
    '',
    ...head('Changed', 'To', 'Twins', 'Flipped', 'Score drift'),
    ...twins.rates.flatMap(({ kind, groups }) =>
      groups.map(({ group, twins: n, flipped, drift }) =>
        row(KIND_LABELS[kind], group, n, flipped, points(drift)),
      ),
    ),
    '',
    `Resumes that could not be judged: ${twins.leftOut}.${missing.length > 0 ? ` Twins that could not be made: ${missing.join(', ')}.` : ''}`,
    'Where the request after blinding is the same to the letter, nothing could answer differently; that says nothing about what blinding does not reach.',
    ...(twins.level === 0
      ? ['Blinding was off: this run counts for the gate only where screening runs without blinding.']
      : []),
  ];
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A report for people, as Markdown. */
export function reportMarkdown(report: FairnessReport): string {
  return `${[
    `# Fairness report: ${cell(report.postingTitle)}`,
    '',
    '**This is not an independent bias audit.** Fulcrum computed it from data its user gave; it is the tool under test and cannot be its own auditor. New York City Local Law 144 asks for an independent auditor, a summary published with these figures, and notice to candidates.',
    '',
    `* Made on ${day(report.at)} by ${cell(report.by)}`,
    `* Tool first used for this on: ${report.distributedOn || 'not stated'}`,
    `* Source and explanation of the data: ${cell(report.source || 'not stated')}`,
    '',
    ...(report.outcomes ? [...ratioLines(report, measure(report.outcomes)), ''] : []),
    ...twinLines(report),
  ]
    .join('\n')
    .trimEnd()}\n`;
}

/** The same for programs: the counts, and everything computed from them. */
export function reportJson(report: FairnessReport): string {
  const { outcomes } = report;
  const value = {
    independentAudit: false,
    ...report,
    at: new Date(report.at).toISOString(),
    measured: outcomes && measure(outcomes),
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}
