import type { LayoutLine } from '@/lib/documents/lines/piece';
import type { DocumentReading, Sections } from '@/lib/documents/reading';
import { yearsCovered } from '@/lib/documents/sections/dates';
import { educationOf } from '@/lib/documents/sections/education';
import { type SectionKind, sectionsOf } from '@/lib/documents/sections/headings';
import { identityOf } from '@/lib/documents/sections/identity';
import { certificationsOf, skillsOf } from '@/lib/documents/sections/items';
import { unwrapped } from '@/lib/documents/sections/unwrap';
import { workOf } from '@/lib/documents/sections/work';

/** Lines without those that stand at the same height of several pages, numbers aside: running heads and feet. */
function withoutRunning(lines: readonly LayoutLine[]): LayoutLine[] {
  const pages = new Map<string, Set<number>>();
  const keyOf = (line: LayoutLine): string =>
    `${Math.round((line.box?.y ?? 0) / 4)} ${line.text.replace(/\d+/g, '#')}`;
  const keys = lines.map((line) => (line.box ? keyOf(line) : null));
  for (const [i, key] of keys.entries())
    if (key) pages.set(key, (pages.get(key) ?? new Set()).add(lines[i]?.page ?? 0));
  return lines.filter((_, i) => {
    const key = keys[i];
    return !key || (pages.get(key)?.size ?? 0) < 2;
  });
}

/**
 * What a resume's lines say about the person, by rules alone. What is not found is absent. `now` is ms epoch and ends
 * positions that are held to the present.
 */
export function understand(
  lines: readonly LayoutLine[],
  links: readonly string[],
  now: number,
): Pick<DocumentReading, 'identity' | 'sections' | 'yearsExperience'> {
  const parts = sectionsOf(withoutRunning(lines));
  const whole = (part: readonly LayoutLine[]) => unwrapped(part);
  const of = (kind: SectionKind): LayoutLine[][] =>
    parts.filter((part) => part.kind === kind && part.lines.length > 0).map((part) => part.lines);
  const work = of('work').flatMap((part) => workOf(whole(part)));
  const education = of('education').flatMap((part) => educationOf(whole(part)));
  const skills = [...new Set(of('skills').flatMap(skillsOf))];
  const certifications = of('certifications').flatMap((part) => certificationsOf(whole(part)));
  const sections: Sections = {
    ...(work.length > 0 ? { work } : {}),
    ...(education.length > 0 ? { education } : {}),
    ...(skills.length > 0 ? { skills } : {}),
    ...(certifications.length > 0 ? { certifications } : {}),
  };
  const contact = [...of('contact').flat(), ...lines.filter((line) => line.page === 1).slice(0, 12)];
  const years = yearsCovered(work, now);
  return {
    identity: identityOf(lines, contact, links),
    sections,
    ...(years === undefined ? {} : { yearsExperience: years }),
  };
}
