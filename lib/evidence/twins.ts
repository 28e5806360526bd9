import { nameParts } from './blinding-names';
import { type NewName, renamer } from './rename';
import { NAME_GROUPS, PRONOUN_GROUPS, type PronounGroup, SCHOOL_GROUPS } from './twin-lists';
import type { TextLine } from './visible-lines';

export type TwinKind = 'name' | 'pronoun' | 'age' | 'school' | 'gap';
export const TWIN_KINDS: readonly TwinKind[] = ['name', 'pronoun', 'age', 'school', 'gap'];

/** A resume as it was read, and what it says about whom. */
export interface TwinSource {
  lines: readonly TextLine[];
  name?: string;
  emails: readonly string[];
  schools: readonly string[];
  /** Years or months, `2019` or `2019-04`; an end may be `present`. */
  work: readonly { start?: string; end?: string }[];
}

/** One version of a resume. */
export interface TwinVersion extends Pick<TwinSource, 'name' | 'emails' | 'schools'> {
  group: string;
  lines: TextLine[];
}

/** Versions that differ from `base` in one thing only. */
export interface TwinSet {
  kind: TwinKind;
  /** What was changed, in words: "the name", "the year of birth". */
  what: string;
  base: TwinVersion;
  twins: TwinVersion[];
}

export interface Twins {
  sets: TwinSet[];
  /** What could not be changed in this resume, one sentence each. */
  notMade: { kind: TwinKind; why: string }[];
}

/** A small number that depends on the text only. */
function turn(text: string): number {
  let sum = 0;
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_003;
  return sum;
}

const copy = ({ n, page, text, block }: TextLine, words = text): TextLine => ({
  n,
  page,
  text: words,
  ...(block === undefined ? {} : { block }),
});

function versionOf(source: TwinSource, group: string, change: (text: string, line: TextLine) => string) {
  const { emails, schools, name } = source;
  const lines = source.lines.map((line) => copy(line, change(line.text, line)));
  return { group, lines, emails, schools, ...(name === undefined ? {} : { name }) };
}

const asItIs = (source: TwinSource): TwinVersion => versionOf(source, 'as it is', (text) => text);

/** With a line of its own behind everything else. */
function withLine(source: TwinSource, group: string, text: string): TwinVersion {
  const version = asItIs(source);
  const last = source.lines[source.lines.length - 1];
  const line = { n: (last?.n ?? 0) + 1, page: last?.page ?? 1, text };
  // A line without words keeps it from being read on from the last one.
  return {
    ...version,
    group,
    lines: [...version.lines, { ...line, text: '' }, { ...line, n: line.n + 1 }],
  };
}

function names(source: TwinSource): TwinSet | string {
  const { name } = source;
  if (!name || nameParts(name).length < 2) return 'No first and last name was found in it.';
  const own = nameParts(name);
  const twins = NAME_GROUPS.map(({ group, given, family }): TwinVersion => {
    const pick = (from: readonly string[]): string => {
      const free = from.filter((one) => !own.includes(one.toLowerCase()));
      return free[turn(name) % free.length] ?? '';
    };
    const to: NewName = { given: pick(given), family: pick(family) };
    const rename = renamer(name, to);
    return {
      ...versionOf(source, group, rename),
      name: `${to.given} ${to.family}`,
      emails: source.emails.map(rename),
    };
  });
  return { kind: 'name', what: 'the name', base: asItIs(source), twins };
}

const STATED = /\b(?:she|he|they|ze)\s?\/\s?(?:her|him|them|hers|his|theirs|hir)(?:\s?\/\s?\p{L}+)?/iu;
const WORDS =
  /(?<![\p{L}\p{N}/])(?:herself|himself|themsel(?:f|ves)|hers|theirs|she|he|her|him|his)(?![\p{L}\p{N}/])/giu;

function pronounIn(word: string, next: string, to: PronounGroup): string {
  const small = word.toLowerCase();
  const noun = /^\s+\p{L}/u.test(next);
  const at = /^(?:she|he)$/.test(small)
    ? 0
    : /sel/.test(small)
      ? 4
      : small === 'him' || (small === 'her' && !noun)
        ? 1
        : noun
          ? 2
          : 3;
  const found = to.words[at] ?? word;
  return word === small ? found : `${found[0]?.toUpperCase()}${found.slice(1)}`;
}

function pronouns(source: TwinSource): TwinSet {
  const stated = source.lines.some(({ text }) => STATED.test(text));
  const at = source.name ? source.lines.findIndex(({ text }) => text.includes(source.name ?? '')) : -1;
  const version = (to: PronounGroup): TwinVersion => {
    const swapped = versionOf(source, to.group, (text) =>
      text
        .replace(STATED, to.stated)
        .replace(WORDS, (word, offset: number) => pronounIn(word, text.slice(offset + word.length), to)),
    );
    if (stated) return swapped;
    const line = swapped.lines[at];
    if (line) swapped.lines[at] = copy(line, `${line.text} (${to.stated})`);
    else return withLine({ ...source, lines: swapped.lines }, to.group, `Pronouns: ${to.stated}`);
    return swapped;
  };
  const [base, ...others] = PRONOUN_GROUPS;
  return { kind: 'pronoun', what: 'the pronouns', base: version(base), twins: others.map(version) };
}

const BIRTH =
  /(?<![\p{L}])(?:date of birth|d\.?o\.?b\.?|birth ?date|born(?: on| in)?)\s?[:-]?\s?[^;|•]{0,20}?\b((?:19|20)\d\d)\b/iu;
/** Somebody who looks for work now may have been born in any of these. */
const BIRTH_YEARS = [1988, 1962, 2001] as const;

function births(source: TwinSource): TwinSet {
  const stated = source.lines.some(({ text }) => BIRTH.test(text));
  const version = (year: number): TwinVersion =>
    stated
      ? versionOf(source, `born in ${year}`, (text) =>
          text.replace(BIRTH, (all, old: string) => all.slice(0, -old.length) + String(year)),
        )
      : withLine(source, `born in ${year}`, `Date of birth: ${year}-05-01`);
  const [base, ...others] = BIRTH_YEARS;
  return { kind: 'age', what: 'the year of birth', base: version(base), twins: others.map(version) };
}

const YEAR = /(?<![\p{L}\p{N}.,-])(?:19|20)\d\d(?![\p{L}\p{N}])/gu;
const ERA = 20;

function graduation(source: TwinSource): TwinSet | string {
  const school = source.schools.filter((one) => one.length > 2);
  const hasYear = (i: number): boolean => (source.lines[i]?.text ?? '').search(YEAR) >= 0;
  const dated = source.lines.flatMap(({ text }, i) => {
    if (!school.some((one) => text.includes(one))) return [];
    const at = [i, i + 1, i - 1].find(hasYear);
    return at === undefined ? [] : [at];
  });
  if (dated.length === 0) return 'No year of education was found in it.';
  const version = (years: number, group: string): TwinVersion =>
    versionOf(source, group, (text, line) =>
      dated.some((i) => source.lines[i] === line)
        ? text.replace(YEAR, (year) => String(Number(year) - years))
        : text,
    );
  return {
    kind: 'age',
    what: 'the years of education',
    base: asItIs(source),
    twins: [version(ERA, `graduated ${ERA} years earlier`)],
  };
}

const MANY_YEARS =
  /(?:(?:more than|over|with)\s)?\b(?:1[5-9]|[2-4]\d)\+?\s?(?:years|yrs)(?:['’])?(?!\p{L})/giu;

function yearCount(source: TwinSource): TwinSet | string {
  if (!source.lines.some(({ text }) => text.search(MANY_YEARS) >= 0))
    return 'It does not speak of fifteen years or more.';
  const without = versionOf(source, 'no count of years', (text) => text.replace(MANY_YEARS, 'years'));
  return { kind: 'age', what: 'a count of many years', base: asItIs(source), twins: [without] };
}

function schools(source: TwinSource): TwinSet | string {
  const known = source.schools.filter(
    (one) => one.length > 2 && source.lines.some(({ text }) => text.includes(one)),
  );
  if (known.length === 0) return 'No school was found in it.';
  const twins = SCHOOL_GROUPS.filter(({ school }) => !known.includes(school)).map(({ group, school }) => ({
    ...versionOf(source, group, (text) => known.reduce((rest, one) => rest.replaceAll(one, school), text)),
    schools: source.schools.map((one) => (known.includes(one) ? school : one)),
  }));
  return { kind: 'school', what: 'the school', base: asItIs(source), twins };
}

const yearOf = (date: string | undefined): string | undefined => /^\d{4}/.exec(date ?? '')?.[0];

/** A year without work before the newest position: everything older lies a year further back, so no time worked is lost. */
function gap(source: TwinSource): TwinSet | string {
  const spans = source.work.flatMap(({ start, end }) => {
    const [from, to] = [yearOf(start), yearOf(end)];
    return from ? [{ from, to: to ?? (end === 'present' ? 'present' : from) }] : [];
  });
  const newest = spans.reduce<(typeof spans)[number] | undefined>(
    (a, b) => (a && a.from >= b.from ? a : b),
    undefined,
  );
  const older = spans.filter(({ from, to }) => from !== newest?.from && to !== 'present');
  const shifts = (text: string): boolean =>
    older.some(({ from, to }) => text.includes(from) && text.includes(to)) &&
    !source.schools.some((one) => text.includes(one));
  if (!source.lines.some(({ text }) => shifts(text))) return 'It has no two dated positions to part.';
  const twin = versionOf(source, 'a year without work', (text) =>
    shifts(text) ? text.replace(YEAR, (year) => String(Number(year) - 1)) : text,
  );
  return { kind: 'gap', what: 'the time between two positions', base: asItIs(source), twins: [twin] };
}

/**
 * Counterfactual twins of one resume: each differs from its base in one thing that says who somebody is and not what they can do.
 * Deterministic; a resume that says nothing about a thing is left out of that kind, with the reason.
 */
export function makeTwins(source: TwinSource): Twins {
  const made: [TwinKind, TwinSet | string][] = [
    ['name', names(source)],
    ['pronoun', pronouns(source)],
    ['age', births(source)],
    ['age', graduation(source)],
    ['age', yearCount(source)],
    ['school', schools(source)],
    ['gap', gap(source)],
  ];
  return {
    sets: made.flatMap(([, set]) => (typeof set === 'string' ? [] : [set])),
    notMade: made.flatMap(([kind, why]) => (typeof why === 'string' ? [{ kind, why }] : [])),
  };
}
