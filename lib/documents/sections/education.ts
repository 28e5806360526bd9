import type { LayoutLine } from '@/lib/documents/lines/piece';
import type { EducationEntry } from '@/lib/documents/reading';
import { entriesOf, type Fragment } from '@/lib/documents/sections/entries';
import { DEGREE, SCHOOL } from '@/lib/documents/sections/lexicon';

const tidy = (text: string): string => text.replace(/^[\s"“”.,;:()–-]+|[\s"“”,;:(–-]+$/g, '').trim();

/** A degree alone is followed by its subject. */
const BARE = /^(?:[\p{L}.]{1,8}|bachelor|master|doctorate|diploma)$/iu;

function degreeOf(fragments: readonly Fragment[], school: Fragment | undefined): string | undefined {
  const at = fragments.findIndex((one) => one !== school && DEGREE.test(one.text));
  const degree = fragments[at];
  if (!degree) return undefined;
  const text = tidy(degree.text);
  const subject = fragments.find(
    (one, i) => one !== school && i !== at && i > at && !SCHOOL.test(one.text) && one.text.length < 60,
  );
  return BARE.test(text) && subject && !DEGREE.test(subject.text) ? `${text}, ${tidy(subject.text)}` : text;
}

/** Schools with degree and period as the section states them. */
export function educationOf(lines: readonly LayoutLine[]): EducationEntry[] {
  const out: EducationEntry[] = [];
  for (const { fragments, found } of entriesOf(lines)) {
    const school =
      fragments.find(
        (one) => SCHOOL.test(one.text) && !/^(?:thesis|advis|gpa|minor|major)/i.test(one.text),
      ) ?? (found ? fragments.find((one) => !DEGREE.test(one.text)) : undefined);
    const degree = degreeOf(fragments, school);
    if (!school && !degree) continue;
    const entry: EducationEntry = {};
    if (school && tidy(school.text)) entry.school = tidy(school.text);
    if (degree) entry.degree = degree;
    if (found?.period.start) entry.start = found.period.start;
    if (found?.period.end) entry.end = found.period.end;
    out.push(entry);
  }
  return out;
}
