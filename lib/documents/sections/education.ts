import type { LayoutLine } from '@/lib/documents/lines/piece';
import type { EducationEntry } from '@/lib/documents/reading';
import { commaParts, entriesOf, type Fragment } from '@/lib/documents/sections/entries';
import { DEGREE, isCampus, SCHOOL } from '@/lib/documents/sections/lexicon';

const tidy = (text: string): string =>
  text
    .replace(/^[\s"“”.,;:–-]+|[\s"“”,;:–-]+$/g, '')
    .replace(/^\(([^()]*)\)$/, '$1')
    .trim();

/** A degree alone is followed by its subject. */
const BARE = /^(?:[\p{L}.]{1,8}|bachelor|master|doctorate|diploma)$/iu;
const NOTE =
  /^(?:thesis|advis|c?gpa|grade|minor|major|honou?rs|coursework|relevant|note\b|mention|dissertation|final mark)/i;

const isSchool = (text: string): boolean => SCHOOL.test(text) && !NOTE.test(text);
const isDegree = (text: string): boolean => DEGREE.test(text) && !NOTE.test(text);

/** A school's name before its town; a campus belongs to the name. */
function schoolName(text: string): string {
  const parts = commaParts(text);
  const at = Math.max(0, parts.findIndex(isSchool));
  const [name = text, campus] = parts.slice(at);
  return campus && isCampus(name) && !isSchool(campus) && campus.length < 30 ? `${name}, ${campus}` : name;
}

/** Parts of a fragment that names both, as `B.Sc. Physics, University of X` does. */
function divided(fragments: readonly Fragment[]): Fragment[] {
  return fragments.flatMap((one) => {
    if (one.role || !isSchool(one.text) || !isDegree(one.text)) return [one];
    const parts = commaParts(one.text);
    const school = parts.findIndex((part) => isSchool(part) && !isDegree(part));
    if (school < 0) return [one];
    const before = parts.slice(0, school).join(', ');
    const after = parts.slice(school);
    const degree = after.findIndex((part, i) => i > 0 && isDegree(part));
    const split = degree > 0 ? degree : after.length;
    return [before, after.slice(0, split).join(', '), after.slice(split).join(', ')]
      .filter(Boolean)
      .map((text) => ({ ...one, text }));
  });
}

function degreeOf(fragments: readonly Fragment[], school: Fragment | undefined): string | undefined {
  const at = fragments.findIndex(
    (one) => one !== school && (one.role === 'degree' || (!one.role && isDegree(one.text))),
  );
  const degree = fragments[at];
  if (!degree) return undefined;
  const text = tidy(
    commaParts(degree.text)
      .filter((part) => !NOTE.test(part))
      .join(', '),
  );
  // A degree at the margin may be named in full beside the school.
  const full = fragments.find(
    (one) => one !== degree && one !== school && one.text.startsWith(`${text} `) && isDegree(one.text),
  );
  if (full && BARE.test(text)) return tidy(full.text);
  const subject = fragments.find(
    (one, i) =>
      one !== school &&
      i > at &&
      !one.role &&
      !isSchool(one.text) &&
      !NOTE.test(one.text) &&
      one.text.length < 60,
  );
  return BARE.test(text) && subject && !isDegree(subject.text) ? `${text}, ${tidy(subject.text)}` : text;
}

const complete = (fragments: readonly Fragment[]): boolean => {
  const parts = divided(fragments);
  return (
    parts.some((one) => isSchool(one.text)) && parts.some((one) => isDegree(one.text) && !isSchool(one.text))
  );
};

/** Schools with degree and period as the section states them. */
export function educationOf(lines: readonly LayoutLine[]): EducationEntry[] {
  const out: EducationEntry[] = [];
  for (const { fragments: all, found } of entriesOf(lines, complete)) {
    const fragments = divided(all.filter((one) => one.role !== 'skip'));
    const school =
      fragments.find((one) => one.role === 'school') ??
      fragments.find((one) => !one.role && isSchool(one.text) && !isDegree(one.text)) ??
      fragments.find((one) => !one.role && isSchool(one.text)) ??
      (found ? fragments.find((one) => !one.role && !isDegree(one.text) && !NOTE.test(one.text)) : undefined);
    const degree = degreeOf(fragments, school);
    if (!school && !degree) continue;
    const entry: EducationEntry = {};
    const name = school && tidy(schoolName(school.text));
    if (name) entry.school = name;
    if (degree) entry.degree = degree;
    if (found?.period.start) entry.start = found.period.start;
    if (found?.period.end) entry.end = found.period.end;
    out.push(entry);
  }
  return out;
}
