import type { LayoutLine } from '@/lib/documents/lines/piece';
import type { WorkEntry } from '@/lib/documents/reading';
import { type Entry, entriesOf, type Fragment } from '@/lib/documents/sections/entries';
import { COMPANY, SCHOOL, TITLE } from '@/lib/documents/sections/lexicon';

interface Roles {
  title?: Fragment;
  company?: Fragment;
}

const isTitle = (text: string): boolean => TITLE.test(text) && !/\b(?:inc|llc|ltd|gmbh|corp)\.?$/i.test(text);

const isOrganisation = (text: string): boolean => COMPANY.test(text) || SCHOOL.test(text);

const tidy = (text: string): string => text.replace(/^[\s"“”'’.,;:()–-]+|[\s"“”,;:(–-]+$/g, '').trim();

/** Which fragment is the title and which the company; undefined where the words do not say. */
function byWords(fragments: readonly Fragment[]): Roles {
  const titles = fragments.filter((one) => isTitle(one.text));
  const clear = titles.filter((one) => !isOrganisation(one.text));
  const title = clear[0] ?? (fragments.length > 1 ? titles[0] : undefined) ?? titles[0];
  const others = fragments.filter(
    (one) =>
      one !== title &&
      !(isTitle(one.text) && !isOrganisation(one.text) && one.row === title?.row && one.bold === title.bold),
  );
  return {
    title,
    company:
      others.find((one) => isOrganisation(one.text) && one.text.length < 80) && !title
        ? others.find((one) => isOrganisation(one.text))
        : others[0],
  };
}

/** True when companies mostly stand before titles in the entries whose words say which is which. */
function companyComesFirst(entries: readonly Entry[]): boolean {
  let votes = 0;
  for (const { fragments } of entries) {
    const title = fragments.findIndex((one) => isTitle(one.text));
    if (title < 0 || fragments.length < 2) continue;
    votes += title === 0 ? -1 : 1;
  }
  return votes >= 0;
}

/** Positions with a period. A company named once above several positions counts for each of them. */
export function workOf(lines: readonly LayoutLine[]): WorkEntry[] {
  const entries = entriesOf(lines);
  const companyFirst = companyComesFirst(entries.filter((entry) => entry.found));
  const out: WorkEntry[] = [];
  let above: string | undefined;
  for (const { fragments, found } of entries) {
    let { title, company } = byWords(fragments);
    if (!title && fragments.length >= 2) {
      const [first, second] = fragments;
      company = fragments.find((one) => isOrganisation(one.text)) ?? (companyFirst ? first : second);
      title =
        fragments.find((one) => one !== company && one.row !== company?.row) ??
        fragments.find((one) => one !== company);
    }
    const entry: WorkEntry = {};
    const name = company ? tidy(company.text) : undefined;
    if (!found) {
      if (name && fragments.length <= 3 && !title) above = name;
      continue;
    }
    if (name) entry.company = name;
    else if (title && above) entry.company = above;
    if (title && tidy(title.text)) entry.title = tidy(title.text);
    if (found.period.start) entry.start = found.period.start;
    if (found.period.end) entry.end = found.period.end;
    if (!entry.company && !entry.title) continue;
    above = entry.company;
    out.push(entry);
  }
  return out;
}
