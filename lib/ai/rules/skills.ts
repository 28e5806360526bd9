import { BUSINESS } from './skills-business';
import { TECHNICAL } from './skills-technical';

export interface Skill {
  name: string;
  /** All ways to write it, the name among them; without the mark for exact capitals. */
  forms: readonly string[];
  /** The first words of the forms, in small letters. */
  plain: readonly string[];
  pattern: RegExp;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/ /g, '\\s+');
/** A form stands alone: `C` is not in `C++`, `C#` or `Vitamin C3`, `Node` is not in `Node.js`. */
const alone = (source: string): string =>
  `(?<![\\p{L}\\p{N}_@#+.&/-])(?:${source})(?![\\p{L}\\p{N}_+#&]|\\.\\p{L}|-\\p{L})`;

/** A single letter is a skill only as an item of a list or after a preposition: not in "vitamin C". */
const inList = (letter: string): string =>
  `(?<=(?:^|[,;:/(|•·]\\s?|\\b(?:in|with|and|or|using)\\s))${letter}(?=\\s*(?:$|[,;/)|.]|and\\b|or\\b|programming|language|code))`;

function skillOf(line: string): Skill {
  const written = line.split(', ').map((one) => one.trim());
  const exact = written.filter((one) => one.startsWith('=')).map((one) => one.slice(1));
  const free = written.filter((one) => !one.startsWith('='));
  const either = (word: string): string =>
    [...word]
      .map((letter) =>
        /\p{L}/u.test(letter) ? `[${letter.toLowerCase()}${letter.toUpperCase()}]` : literal(letter),
      )
      .join('');
  const sources = [
    ...exact.map((form) => (form.length === 1 ? inList(form) : literal(form))),
    ...free.map(either),
  ].sort((a, b) => b.length - a.length);
  return {
    name: (written[0] ?? '').replace(/^=/, ''),
    forms: [...free, ...exact],
    plain: [...free, ...exact].map((form) => form.toLowerCase().split(' ')[0] ?? ''),
    pattern: new RegExp(alone(sources.join('|')), 'u'),
  };
}

/** The taxonomy: names of skills with their synonyms. */
export const SKILLS: readonly Skill[] = [TECHNICAL, BUSINESS].flatMap((list) =>
  list.trim().split('\n').map(skillOf),
);

/** The skills a text names. */
export function skillsIn(text: string): Skill[] {
  const small = text.toLowerCase();
  // Most skills are not named at all, and looking for letters is cheaper than a pattern.
  return SKILLS.filter(
    ({ plain, pattern }) => plain.some((form) => small.includes(form)) && pattern.test(text),
  );
}

/** A pattern for words that are in no list, in any capitals, as whole words. */
export function phrase(words: readonly string[]): RegExp | undefined {
  const sources = words
    .map((word) => word.trim())
    .filter(Boolean)
    .map(literal);
  return sources.length > 0
    ? new RegExp(alone(sources.sort((a, b) => b.length - a.length).join('|')), 'iu')
    : undefined;
}
