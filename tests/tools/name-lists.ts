import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Person {
  given: string;
  family: string;
}

export interface NameList {
  name: string;
  people: Person[];
}

/** The person every other one is compared with. */
export const NOBODY: Person = { given: 'Corvina', family: 'Ashdale' };

/** Our own, so that the swap is tried without any corpus: origins, accents, particles, apostrophes, words that are also names. */
const BUILT_IN: readonly Person[] = [
  { given: 'Emily', family: 'Walsh' },
  { given: 'Lakisha', family: 'Washington' },
  { given: 'Nguyễn Thị', family: 'Hồng' },
  { given: 'Ængus', family: 'Østergård' },
  { given: 'Siobhán', family: "O'Neill" },
  { given: 'María José', family: 'García-López' },
  { given: 'Wei', family: 'Li' },
  { given: 'Will', family: 'Hunter' },
  { given: 'Mark', family: 'Young' },
  { given: 'Jean-Luc', family: 'Dupré' },
  { given: 'Zoë', family: 'Müller-Lüdenscheidt' },
  { given: 'Pieter', family: 'van der Berg' },
  { given: 'Bo', family: 'Ng' },
];

/** `ADAM O'CONNELL` as `Adam O'Connell`; a name in mixed case stays. */
const titled = (text: string): string =>
  text === text.toUpperCase()
    ? text.toLowerCase().replace(/(?<![\p{L}])\p{L}/gu, (letter) => letter.toUpperCase())
    : text;

const person = (full: string): Person[] => {
  const words = titled(full.trim()).split(/\s+/);
  const family = words.pop();
  return family && words.length > 0 ? [{ given: words.join(' '), family }] : [];
};

/** Cells of a line of a table in a file; quotes are taken off. */
const cells = (line: string): string[] =>
  [...line.matchAll(/"((?:[^"]|"")*)"|([^,]+)|(?<=,)(?=,)/g)].map((match) => match[1] ?? match[2] ?? '');

const rowsOf = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/)
    .map(cells);

/** First column of a table whose other names are given with it. */
const column = (file: string, from: (row: string[]) => boolean): string[] => [
  ...new Set(
    rowsOf(file)
      .filter(from)
      .flatMap(([first = '']) => (/^\p{L}[\p{L}'. -]*$/u.test(first) ? [titled(first)] : [])),
  ),
];

const isCount = (text: string | undefined): boolean => /^[\d,]+$/.test(text ?? '');

/** The built-in list, and every list of names in a corpus folder; `found` is false when there is no such folder. */
export function nameLists(root: string): { lists: NameList[]; found: boolean } {
  const folder = join(root, 'bias');
  const lists: NameList[] = [{ name: 'built in', people: [...BUILT_IN] }];
  if (!existsSync(folder)) return { lists, found: false };
  for (const who of ['men', 'women']) {
    const file = join(folder, 'bloomberg', `data__input__top_${who}s_names.json`);
    if (!existsSync(file)) continue;
    const groups = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string[]>;
    for (const [group, names] of Object.entries(groups))
      lists.push({ name: `bloomberg ${who} ${group}`, people: names.flatMap(person) });
  }
  const surnames = join(folder, 'bloomberg', 'data__input__Names_2010Census_Top1000.csv');
  if (existsSync(surnames))
    lists.push({
      name: 'census family names',
      people: column(surnames, (row) => isCount(row[1])).map((family) => ({ given: 'Corvina', family })),
    });
  for (const file of ['names_by_group.csv', 'ResumeNames.csv']) {
    const path = join(folder, 'bertrand_mullainathan', file);
    if (existsSync(path))
      lists.push({
        name: `bertrand-mullainathan ${file.replace('.csv', '')}`,
        people: column(path, (row) => row[0] !== 'name').map((given) => ({ given, family: 'Ashdale' })),
      });
  }
  return { lists: lists.filter(({ people }) => people.length > 0), found: true };
}

/** Resumes of a corpus folder with `{name}` where the name goes. */
export function resumesWithoutName(root: string): string[] {
  const file = join(root, 'bias', 'bloomberg', 'data__intermediary__resumes_to_rank.json');
  if (!existsSync(file)) return [];
  const jobs = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { resumes?: string[] }>;
  return Object.values(jobs)
    .flatMap(({ resumes }) => resumes ?? [])
    .filter((text) => text.includes('{name}'));
}
