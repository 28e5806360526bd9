import { isUnknownCategory } from './fairness-table';
import type { Counts } from './fisher';
import type { Category } from './impact-ratios';

/** Counts of one way to sort people into categories. */
export interface CategoryTable {
  /** Null when there is only one table. */
  by: 'first' | 'second' | 'both' | null;
  table: Category[];
  unknown: Counts;
}

const CROSS = /^(.*?\S)?\s*(?:×|\/|\s[xX]\s)\s*(\S.*)?$/u;

function collect(cells: readonly { category: string | null; counts: Counts }[]): Omit<CategoryTable, 'by'> {
  const table = new Map<string, Category>();
  const unknown = { selected: 0, total: 0 };
  for (const { category, counts } of cells) {
    const to = category === null ? unknown : (table.get(category) ?? { category, selected: 0, total: 0 });
    to.selected += counts.selected;
    to.total += counts.total;
    if (category !== null) table.set(category, { ...to, category });
  }
  return { table: [...table.values()], unknown };
}

const known = (text: string | undefined): string | null =>
  isUnknownCategory((text ?? '').trim()) ? null : (text ?? '').trim();
const bothParts = (first: string, second: string): string => `${first} × ${second}`;

/** The name that {@link tablesOf} gives a category in the table by both parts; null when it has none there. */
export function crossedName(category: string): string | null {
  const match = isUnknownCategory(category) ? null : CROSS.exec(category);
  const [first, second] = [known(match?.[1]), known(match?.[2])];
  return first === null || second === null ? null : bothParts(first, second);
}

/**
 * The tables the rules ask for. Categories written `Women / Black` or `Women × Black` give three: by the first part, by the second, and
 * by both; each person counts in each, as unknown where a part is not known. Any other table stays as it is.
 */
export function tablesOf(cells: readonly Category[]): CategoryTable[] {
  const parts = cells.map((counts) => {
    const match = isUnknownCategory(counts.category) ? null : CROSS.exec(counts.category);
    return { counts, match, first: known(match?.[1]), second: known(match?.[2]) };
  });
  const named = parts.filter(({ counts }) => !isUnknownCategory(counts.category));
  const crossed = named.length > 0 && named.every(({ match }) => match !== null);
  if (!crossed) {
    const plain = cells.map((counts) => ({
      category: isUnknownCategory(counts.category) ? null : counts.category,
      counts,
    }));
    return [{ by: null, ...collect(plain) }];
  }
  const both = parts.map(({ counts, first, second }) => ({
    category: first === null || second === null ? null : bothParts(first, second),
    counts,
  }));
  return [
    { by: 'first', ...collect(parts.map(({ counts, first }) => ({ category: first, counts }))) },
    { by: 'second', ...collect(parts.map(({ counts, second }) => ({ category: second, counts }))) },
    { by: 'both', ...collect(both) },
  ];
}
