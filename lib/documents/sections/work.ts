import type { LayoutLine } from '@/lib/documents/lines/piece';
import type { WorkEntry } from '@/lib/documents/reading';
import { commaParts, type Entry, entriesOf, type Fragment } from '@/lib/documents/sections/entries';
import { COMPANY, SCHOOL, TITLE } from '@/lib/documents/sections/lexicon';

interface Roles {
  title?: string;
  company?: string;
}

const isTitle = (text: string): boolean => TITLE.test(text) && !/\b(?:inc|llc|ltd|gmbh|corp)\.?$/i.test(text);

const isOrganisation = (text: string): boolean => COMPANY.test(text) || SCHOOL.test(text);

const onlyTitle = (text: string): boolean => isTitle(text) && !isOrganisation(text);

const tidy = (text: string): string =>
  text
    .replace(/^(?:at|bei|chez)\s+(?=\p{L})/iu, '')
    .replace(/^[\s"“”'’.,;:–-]+|[\s"“”,;:–-]+$/g, '')
    .replace(/^\(([^()]*)\)$/, '$1')
    .trim();

/** The name before a town: `Acme, Inc., London` is Acme, Inc. */
const companyName = (text: string): string => commaParts(text)[0] ?? text;

/** `Engineer, Acme, London` and `Acme, Engineer`, told apart by their words; `companyFirst` decides where words do not. */
function fromOne(text: string, companyFirst: boolean): Roles {
  const [, outside, inside] = /^(.{3,}?)\s*\(([^()]{3,60})\)$/.exec(text) ?? [];
  if (
    outside &&
    inside &&
    (isOrganisation(inside) || (onlyTitle(outside) && !/^[\p{Lu}.]{2,6}$/u.test(inside))) &&
    !isTitle(inside)
  )
    return { title: outside, company: companyName(inside) };
  const parts = commaParts(text);
  const [first = '', second] = parts;
  if (second === undefined) return isTitle(text) ? { title: text } : { company: text };
  const at = parts.findIndex(onlyTitle);
  if (at === 0) {
    const named = parts.findIndex((part, i) => i > 0 && isOrganisation(part) && !onlyTitle(part));
    const company = named > 0 ? named : parts.length - 1 > 1 && parts[1] && isTitle(parts[1]) ? 2 : 1;
    return { title: parts.slice(0, company).join(', '), company: parts[company] };
  }
  if (at > 0) return { company: first, title: parts.slice(at).join(', ') };
  return companyFirst
    ? { company: first, title: parts.slice(1).join(', ') }
    : { title: first, company: second };
}

/** Row and place in it of a fragment. */
const placeOf = (one: Fragment, all: readonly Fragment[]): string =>
  `${one.row} ${all.filter((other) => other.row === one.row).indexOf(one)}`;

/** Where titles mostly stand in the entries whose words say which is the title. */
function titlePlace(entries: readonly Entry[]): string | undefined {
  const votes = new Map<string, number>();
  for (const { fragments } of entries) {
    const titles = fragments.filter((one) => onlyTitle(one.text));
    const [title] = titles;
    if (!title || titles.length !== 1 || fragments.length < 2) continue;
    const place = placeOf(title, fragments);
    votes.set(place, (votes.get(place) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** Which fragment is the title and which the company, by their words, and by the section's order where those do not say. */
function rolesOf(all: readonly Fragment[], companyFirst: boolean, place: string | undefined): Roles {
  const labelled: Roles = {
    title: all.find((one) => one.role === 'title')?.text,
    company: all.find((one) => one.role === 'company')?.text,
  };
  const fragments = all.filter((one) => !one.role);
  if (labelled.company) labelled.company = companyName(labelled.company);
  if (labelled.title || labelled.company || fragments.length === 0) {
    const rest = fragments[0]?.text;
    if (labelled.title && labelled.company) return labelled;
    return labelled.title
      ? { ...labelled, company: rest && companyName(rest) }
      : { ...labelled, title: rest };
  }
  const [first, second] = fragments;
  if (!first) return {};
  if (!second) return fromOne(first.text, companyFirst);
  const title =
    fragments.find((one) => onlyTitle(one.text)) ??
    fragments.find((one) => isTitle(one.text)) ??
    fragments.find((one) => placeOf(one, fragments) === place) ??
    (companyFirst ? second : first);
  const others = fragments.filter((one) => one !== title);
  const [beside] = others;
  const company =
    (beside && isOrganisation(beside.text) ? beside : undefined) ??
    others.find((one) => isOrganisation(one.text) && one.row === beside?.row && !isTitle(one.text)) ??
    beside;
  // The only other text may be a town: `Acme, Engineer` with `London` at the margin.
  const parts = commaParts(title.text);
  const split = parts.findIndex(onlyTitle);
  if (
    split > 0 &&
    company &&
    company.row === title.row &&
    !isOrganisation(company.text) &&
    /^\p{Lu}[\p{L}-]+$/u.test(company.text)
  )
    return { company: parts[0], title: parts.slice(split).join(', ') };
  return { title: title.text, company: company && companyName(company.text) };
}

/** True when companies mostly stand before titles in the entries whose words say which is which. */
function companyComesFirst(entries: readonly Entry[]): boolean {
  let votes = 0;
  for (const { fragments } of entries) {
    const texts =
      fragments.length === 1 ? commaParts(fragments[0]?.text ?? '') : fragments.map((one) => one.text);
    const title = texts.findIndex(isTitle);
    if (title < 0 || texts.length < 2) continue;
    votes += title === 0 ? -1 : 1;
  }
  return votes >= 0;
}

const complete = (fragments: readonly Fragment[]): boolean => {
  const told = fragments.filter((one) => one.role !== 'skip');
  // Two names on one line may be a company and its town.
  if (told.length > 1)
    return told.some((one) => one.role || isTitle(one.text)) || told.some((one) => one.row !== told[0]?.row);
  if (told.length === 0) return false;
  const { title, company } = fromOne(told[0]?.text ?? '', true);
  return Boolean(title && company && isTitle(title) && isOrganisation(company));
};

/** Positions with a period. A company named once above several positions counts for each of them. */
export function workOf(lines: readonly LayoutLine[]): WorkEntry[] {
  const entries = entriesOf(lines, complete);
  const companyFirst = companyComesFirst(entries.filter((entry) => entry.found));
  const place = titlePlace(entries);
  const out: WorkEntry[] = [];
  let above: string | undefined;
  for (const { fragments, found } of entries) {
    const { title, company } = rolesOf(fragments, companyFirst, place);
    const entry: WorkEntry = {};
    const name = company ? tidy(company) : undefined;
    if (!found) {
      if (name && fragments.length <= 3 && !title) above = name;
      continue;
    }
    if (name) entry.company = name;
    else if (title && above) entry.company = above;
    if (title && tidy(title)) entry.title = tidy(title);
    if (found.period.start) entry.start = found.period.start;
    if (found.period.end) entry.end = found.period.end;
    if (!entry.company && !entry.title) continue;
    above = entry.company;
    out.push(entry);
  }
  return out;
}
