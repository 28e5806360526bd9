import { CsvFault, type CsvRecord, parseCsv } from './csv';
import type { Category } from './impact-ratios';
import { isDecimal, type ScoredPerson } from './scoring-rates';

/** What a table of outcomes holds: counts per category, or one score per person. `null` is an unknown category. */
export type FairnessTable =
  | { kind: 'selection'; table: Category[]; unknown: { selected: number; total: number } }
  | { kind: 'scoring'; people: ScoredPerson[]; isUnknown: (category: string) => boolean };

const COLUMNS = { selection: ['category', 'selected', 'total'], scoring: ['category', 'score'] };
const UNKNOWN =
  /^(?:|unknown|not (?:known|stated|given|provided|disclosed)|undisclosed|declined(?: to (?:state|answer))?|prefer not to (?:say|answer)|n\/a)$/i;

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
    return { category, selected, total };
  });
  const unknown = counts.filter(({ category }) => UNKNOWN.test(category));
  return {
    kind,
    table: counts.filter(({ category }) => !UNKNOWN.test(category)),
    unknown: {
      selected: unknown.reduce((sum, { selected }) => sum + selected, 0),
      total: unknown.reduce((sum, { total }) => sum + total, 0),
    },
  };
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
