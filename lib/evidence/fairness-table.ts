import { CsvFault, type CsvRecord, parseCsv } from './csv';
import type { Category } from './impact-ratios';
import { isDecimal, type ScoredPerson } from './scoring-rates';

/** What a table of outcomes holds: counts per category, or one score per person. `null` is an unknown category. */
export type FairnessTable =
  | { kind: 'selection'; table: Category[]; unknown: { selected: number; total: number } }
  | { kind: 'scoring'; people: ScoredPerson[]; isUnknown: (category: string) => boolean };

const COLUMNS = { selection: ['category', 'selected', 'total'], scoring: ['category', 'score'] };
/** How published audits and forms name people who gave no answer. */
const UNKNOWN = new RegExp(
  `^(?:${[
    '',
    'unknown',
    'undisclosed',
    'unspecified',
    'missing',
    'n/a',
    'no (?:answer|response|data)',
    'not (?:known|stated|given|provided|disclosed|specified|reported|answered|available|applicable)',
    '(?:do(?:es)?|did) not (?:wish to )?(?:answer|disclose|respond|state|identify|specify|provide|self-identify)',
    '(?:decline[ds]?|prefer(?:red|s)? not|(?:choose|chose) not|refused?) to (?:answer|disclose|respond|state|say|identify|specify|provide|self-identify)',
    'declined|refused',
  ].join('|')})$`,
  'i',
);

/** Rows that published tables close with. */
const SUM = /^(?:grand )?(?:total|all|overall|sum|everyone)s?$/i;

/** True for an empty category, `unknown`, `declined` and the like. */
export const isUnknownCategory = (category: string): boolean => UNKNOWN.test(category);

function fail(line: number, field: string, message: string): never {
  throw new CsvFault(line, `${field}: ${message}`);
}

/**
 * Reads a table with a header `category,selected,total` or `category,score` (columns in any order). An empty category, `unknown`,
 * `declined` and the like mean that the category is not known.
 * @throws {CsvFault} naming the line, the field and what is wrong.
 */
export function readFairnessTable(text: string): FairnessTable {
  const [header, ...records] = parseCsv(text);
  if (!header) fail(1, 'header', 'is missing; write category,selected,total or category,score');
  const names = header.fields.map((name) => name.trim().toLowerCase());
  const kind = names.includes('score') ? 'scoring' : 'selection';
  if (names.length === 1 && /[;\t|]/.test(names[0] ?? ''))
    fail(header.line, 'header', 'the columns have to be separated by commas');
  for (const [i, name] of names.entries()) {
    if (!COLUMNS[kind].includes(name))
      fail(header.line, header.fields[i] || `column ${i + 1}`, `is no column of ${COLUMNS[kind].join(',')}`);
    if (names.indexOf(name) !== i) fail(header.line, name, 'is there twice');
  }
  for (const name of COLUMNS[kind])
    if (!names.includes(name)) fail(header.line, name, `is missing; write ${COLUMNS[kind].join(',')}`);
  if (records.length === 0) fail(header.line + 1, 'category', 'there is no row under the header');

  const spelled = new Map<string, { as: string; line: number }>();
  const rows = records.map((record) => {
    const row = named(names, record);
    const category = (row.category ?? '').trim();
    const known = spelled.get(category.toLowerCase());
    if (known && known.as !== category && !UNKNOWN.test(category))
      fail(record.line, 'category', `"${category}" is written "${known.as}" on line ${known.line}`);
    if (known && kind === 'selection')
      fail(record.line, 'category', `"${category}" is already on line ${known.line}`);
    if (!known) spelled.set(category.toLowerCase(), { as: category, line: record.line });
    return { row, category, line: record.line };
  });

  if (kind === 'scoring') {
    const people = rows.map(({ category, line, row: { score = '' } }) => {
      if (!isDecimal(score)) fail(line, 'score', `"${score}" is not a decimal number`);
      return { category, score };
    });
    return { kind, people, isUnknown: (category) => UNKNOWN.test(category) };
  }
  const counts = rows.map(({ category, line, row }) => {
    const selected = whole(line, 'selected', row.selected ?? '');
    const total = whole(line, 'total', row.total ?? '');
    if (selected > total) fail(line, 'selected', `${selected} is more than the total of ${total}`);
    return { category, selected, total, line };
  });
  refuseSum(counts);
  const unknown = counts.filter(({ category }) => UNKNOWN.test(category));
  return {
    kind,
    table: counts
      .filter(({ category }) => !UNKNOWN.test(category))
      .map(({ category, selected, total }) => ({ category, selected, total })),
    unknown: {
      selected: unknown.reduce((sum, { selected }) => sum + selected, 0),
      total: unknown.reduce((sum, { total }) => sum + total, 0),
    },
  };
}

/** A row that adds up the others would count everybody twice. */
function refuseSum(counts: readonly (Category & { line: number })[]): void {
  const total = counts.reduce((sum, one) => sum + one.total, 0);
  const selected = counts.reduce((sum, one) => sum + one.selected, 0);
  const found = counts.find(
    (one) => SUM.test(one.category) && 2 * one.total === total && 2 * one.selected === selected,
  );
  if (found && counts.length > 2)
    fail(found.line, 'category', `"${found.category}" adds up the other rows; leave it out`);
}

function named(names: readonly string[], { line, fields }: CsvRecord): Record<string, string> {
  const missing = names[fields.length];
  if (missing !== undefined)
    fail(line, missing, `is missing; the line has ${fields.length} of ${names.length} fields`);
  if (fields.length > names.length)
    fail(line, `field ${names.length + 1}`, `is one too many; the header has ${names.length} fields`);
  return Object.fromEntries(names.map((name, i) => [name, fields[i] ?? '']));
}

/** Counts above this are refused; sums and products of them stay within what the arithmetic can hold. */
const MOST_PEOPLE = 1_000_000;

function whole(line: number, field: string, text: string): number {
  if (!/^\d+$/.test(text)) fail(line, field, `"${text}" is not a whole number`);
  const value = Number(text);
  if (value > MOST_PEOPLE) fail(line, field, `${text} is more than ${MOST_PEOPLE}`);
  return value;
}
