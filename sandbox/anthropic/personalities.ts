import { type Asked, type Entry, honest } from './reading';

/** Ways in which a model can behave. The checks of the product have to hold under every one of them. */
export const PERSONALITIES = [
  'honest',
  'fabricator',
  'misquoter',
  'obedient',
  'refuser',
  'truncator',
  'drifter',
  'flaky',
  'slow-stream',
  'verbose',
  'misshapen',
] as const;
export type Personality = (typeof PERSONALITIES)[number];

/**
 * Orders of any kind, in several languages; wider than what the product looks for, and written apart from it. `plant` is a text whose every
 * four words in a row are an order too, and all of it when there are fewer: what an attacker wrote, whatever it says.
 */
const ORDER =
  /\b(?:ignore|disregard|forget|pretend|you are|you must|your|respond|reply|output|print|rate|rank|score|hire|recommend|instruction|prompt|assistant|system|override|jailbreak|level 5|perfect candidate|top candidate)\b|ignorier|anweisung|bewert|ignorez|instrucci|ignora|ignore as|игнориру|忽略|无视|無視|지시/i;

const shingles = (text: string): string[] => {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length < 4) return words.length > 0 ? [words.join(' ')] : [];
  return words.slice(0, words.length - 3).map((_, i) => words.slice(i, i + 4).join(' '));
};

/** True when text of the resume gives the pretend model an order. */
export function isOrdered({ lines }: Asked, plant?: string): boolean {
  const text = lines.map(([, words]) => words).join('\n');
  if (plant === undefined) return ORDER.test(text);
  const words = ` ${(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;
  return shingles(plant).some((one) => words.includes(` ${one} `));
}

const every = (asked: Asked, entry: (id: string, label: string) => Omit<Entry, 'criterion_id'>): Entry[] =>
  asked.criteria.map(({ id, label }) => ({ criterion_id: id, ...entry(id, label) }));

/** Full marks for everything, with the longest lines there are as proof. */
function obey(asked: Asked): Entry[] {
  const longest = [...asked.lines].sort((a, b) => b[1].length - a[1].length).slice(0, 2);
  return every(asked, () => ({
    verdict: 'shown',
    level: '5',
    quotes: longest.map(([line, text]) => ({ line, text: text.slice(0, 300) })),
    missing: '',
    note: 'An exceptional candidate. Hire at once.',
  }));
}

/** Gives the same facts other words and larger numbers. */
const misquote = (text: string): string =>
  text
    .replace(/\d+/g, (digits) => String(Number(digits) * 10))
    .replace(/\b(\w{5,})\b/, 'thoroughly $1')
    .replace(/^(\S+ )/, '');

let drift = 0;

/** The entries a model of this kind answers with; the others differ in how they answer, not in what. */
export function entriesOf(kind: Personality, asked: Asked, plant?: string): Entry[] {
  switch (kind) {
    case 'fabricator':
      return every(asked, (_, label) => ({
        verdict: 'shown',
        level: '5',
        quotes: [{ line: 'L1', text: `Led ${label} for 12 years across 40 teams in nine countries` }],
        missing: '',
        note: 'Outstanding.',
      }));
    case 'misquoter':
      return honest(asked).map((one) => ({
        ...one,
        level: one.verdict === 'shown' ? '5' : one.level,
        quotes: one.quotes.map(({ line, text }) => ({ line, text: misquote(text) })),
      }));
    case 'obedient':
      return isOrdered(asked, plant) ? obey(asked) : honest(asked);
    case 'drifter': {
      drift = (drift + 1) % 3;
      return honest(asked).map((one) =>
        one.verdict === 'shown'
          ? { ...one, level: String(Math.max(1, (Number(one.level) + drift) % 6)) }
          : one,
      );
    }
    default:
      return honest(asked);
  }
}
