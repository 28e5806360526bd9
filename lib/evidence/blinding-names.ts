import { type Cut, cutsAt, type FoldedText, fold, literally, wholeWords } from './blinding-text';

const TITLES = new Set('mr mrs ms miss mx dr prof sir'.split(' '));
/** Left out only where at least two other words are left: they are also family names. */
const BEHIND = new Set('phd md mba cpa msc bsc ma ba jr sr ii iii iv'.split(' '));
/** Left out only inside a name: at its ends they are names. */
const PARTICLES = new Set('van von der den de del di da dos la le el al bin ibn zu zur'.split(' '));
// English words that are also names. In small letters they stay, or half of all sentences would lose a verb.
const ALSO_WORDS = new Set(
  'will may mark grace rose dean bill rob art gene grant chase drew chuck frank jack pat rich sue ray max joy hope faith dawn summer april june august young king long brown green black white gray grey rice wood woods stone field fields brooks banks park parks page price bush baker cook cooper carter mason miller potter hunter fisher farmer taylor turner walker wright smith law case day love little small short best good strong singer bell ford hill hall lake rivers marsh moss reed church street west north read sharp storm wise noble power powers mills cross lane holland london paris georgia virginia florence charlotte jordan israel chase carol crystal ruby amber ivy lily olive iris daisy violet penny sandy sunny star sky robin jay do an so he ho ha you in on no see sun song tong than ran hung man can son so sa long unique precious prince princess diamond destiny trinity major marshall miles chance rusty clay heath frost temple cotton banks branch bridges carpenter weaver marks pope bishop knight baron earl duke royal sterling rocky bright early true sage heaven genesis harmony melody justice patience christian angel sincere success loyal honor'.split(
    ' ',
  ),
);
// Adjectives among them: where a sentence begins, before a small word, they describe it (`Strong leadership`), unless that is a
// verb (`Strong led`).
const ADJECTIVES = new Set(
  'strong young long little small short best good sharp wise noble bright early true sincere loyal unique major green black white brown'.split(
    ' ',
  ),
);
const BEGINS = /(?:^|[.!?;:])[^\p{L}\p{N}]*$/u;
const VERB =
  /^\s(?:is|was|has|had|does|did|led|and|or|will|would|can|could|may|made|ran|built|wrote|took|won|\p{L}+(?:ed|s))(?!\p{L})/u;
// Names that are also towns, states and countries.
const ALSO_PLACES = new Set(
  'washington virginia georgia carolina dakota paris london florence jordan israel austin houston jackson lincoln madison charlotte savannah sydney phoenix dallas denver cleveland orlando santiago diego francisco jose antonio vienna sofia milan adelaide victoria chelsea brooklyn lima medina cordoba leon valencia toledo york lancaster warren troy aurora eugene montgomery hamilton holland'.split(
    ' ',
  ),
);
const PLACE_BEFORE =
  /(?:^|[^\p{L}])(?:san|santa|fort|port|new|lake|mount|saint|st\.?|los|las|(?:university|college|state|city|port|bank|district) of)\s$/iu;
const PLACE_AFTER =
  /^(?:\s(?:university|college|state|county|city|d\.?c\.?|institute|school|street|avenue|bank|area)(?!\p{L})|,\s(?:[A-Z]{2}|D\.C\.)(?!\p{L}))/iu;
const MONTHS = /^(?:may|april|june|august)$/;
// Firms with several people's names in theirs: whoever is called like one of them did not found it.
const FIRMS =
  /j\.?\s?p\.?\s?morgan(?:\schase)?|chase bank|morgan stanley|wells fargo|ernst (?:&|and) young|johnson (?:&|and) johnson|charles schwab|goldman sachs|price\s?waterhouse\s?coopers|procter (?:&|and) gamble|marks (?:&|and) spencer|harley[- ]davidson|bain (?:&|and) company|booz allen hamilton|lloyds banking|thomson reuters/giu;
/** What may stand between the words of one written name. */
const GAP = '[\\s._,\'()"-]*';
/** What may stand between the words of a name that is run together. */
const RUN = '[._-]*';
/** First and last name of so many letters together are found inside longer words, such as file names. */
export const SHORTEST_RUN = 8;

/** The words of a full name as they are compared, without titles and particles. */
export function nameParts(name: string): string[] {
  const words = fold(name)
    .text.split(/[^\p{L}\p{M}']+/u)
    .filter((word) => word.length > 1 && !TITLES.has(word));
  const inside = words.filter((word, i) => i === 0 || i === words.length - 1 || !PARTICLES.has(word));
  const plain = inside.filter((word) => !BEHIND.has(word));
  return plain.length >= 2 ? plain : inside;
}

/**
 * True when a name part stands here as an ordinary word, a month or part of a place (`San Francisco`, `University of Washington`),
 * for whoever is called so: a person of another name would keep the same words.
 */
export function isOrdinaryWord(part: string, source: string, start: number, end: number): boolean {
  const before = source.slice(Math.max(0, start - 24), start);
  const after = source.slice(end, end + 16);
  if (MONTHS.test(part) && /^[\s.,/]*\d/.test(after)) return true;
  if (PLACE_BEFORE.test(before) || PLACE_AFTER.test(after)) return true;
  if (ALSO_PLACES.has(part) && /\p{Lu}\p{L}+,\s$/u.test(before)) return true;
  const from = Math.max(0, start - 30);
  for (const firm of source.slice(from, end + 30).matchAll(FIRMS))
    if (from + firm.index <= start && end <= from + firm.index + firm[0].length) return true;
  const words = source.slice(start, end);
  if (ALSO_WORDS.has(part) && words === words.toLowerCase()) return true;
  return ADJECTIVES.has(part) && BEGINS.test(before) && /^\s\p{Ll}/u.test(after) && !VERB.test(after);
}

const spaced = (word: string): string => Array.from(word).map(literally).join('\\s?');

/**
 * Finds every writing of a person's names in a text: each part as a word, in any case and with or without accents; first and last
 * name run together, spaced out, in either order, with digits behind; initials with the last name; dotted initials.
 */
export function nameFinder(names: readonly string[]): (folded: FoldedText) => Cut[] {
  const finders = names.map(rememberedFinder);
  return (folded) => finders.flatMap((find) => find(folded));
}

/** Patterns of names take longer to make than to use, and one resume is looked into several times. */
const REMEMBERED = 8;
const finders = new Map<string, (folded: FoldedText) => Cut[]>();

function rememberedFinder(name: string): (folded: FoldedText) => Cut[] {
  const find = finders.get(name) ?? oneNameFinder(name);
  finders.delete(name);
  finders.set(name, find);
  for (const oldest of finders.keys()) if (finders.size > REMEMBERED) finders.delete(oldest);
  return find;
}

function oneNameFinder(name: string): (folded: FoldedText) => Cut[] {
  const parts = nameParts(name);
  // Digits may touch a name (`smith42`): once they are taken out themselves, the name would stand free.
  const words = parts.map((part) => new RegExp(`(?<!\\p{L})${literally(part)}(?!\\p{L})`, 'gu'));
  const wordCuts = (folded: FoldedText): Cut[] =>
    words.flatMap((pattern) =>
      [...folded.text.matchAll(pattern)].flatMap((match): Cut[] => {
        const [start, end] = folded.back(match.index, match.index + match[0].length);
        return isOrdinaryWord(match[0], folded.source, start, end) ? [] : [{ start, end, kind: 'NAME' }];
      }),
    );
  const first = parts[0];
  const last = parts[parts.length - 1];
  if (first === undefined || last === undefined || parts.length < 2) return wordCuts;
  // `Æ` is two letters once it is folded.
  const initials = [
    ...parts.slice(0, -1).map((part) => part.slice(0, 1)),
    ...name.split(/[\s-]+/).map((word) => fold(word.slice(0, 1)).text),
  ];
  const initial = `(?:${[...new Set(initials)].filter(Boolean).map(literally).join('|')})`;
  const particles = [...PARTICLES].filter((word) =>
    fold(name)
      .text.split(/[^\p{L}]+/u)
      .includes(word),
  );
  const bounded = (pattern: string): RegExp => new RegExp(`(?<!\\p{L})(?:${pattern})\\d*(?!\\p{L})`, 'gu');
  const inside = first.length + last.length >= SHORTEST_RUN;
  const before = particles.length > 0 ? `(?:(?:${particles.join('|')})[\\s-])*` : '';
  /** The family name, which may be one of two joined ones, with what belongs to it. */
  const family = `${before}(?:${parts.slice(1).map(literally).join('|')})`;
  const all = fold(name)
    .text.split(/[^\p{L}\p{M}']+/u)
    .filter(Boolean);
  const written = (gap: string): string[] => [
    ...(all.length > parts.length ? [all.map(spaced).join(gap)] : []),
    parts.map(spaced).join(gap),
    `${spaced(first)}${gap}${spaced(last)}`,
    `${spaced(last)}${gap}${spaced(first)}`,
  ];
  const together = [
    // Only what is run together may go on: `Bo Le` does not stand in `Bo leads`.
    ...(inside ? written(RUN).map((pattern) => new RegExp(`${pattern}\\d*`, 'gu')) : []),
    ...written(GAP).map(bounded),
    ...[
      ...(particles.length ? [`(?:(?:${particles.join('|')})[\\s-])+${literally(last)}`] : []),
      `(?:${initial}[.\\s]\\s?)+${family}`,
      `${initial}${literally(last)}`,
      `${literally(last)},?\\s(?:${initial}\\.\\s?)+`,
    ].map(bounded),
  ];
  const dotted = wholeWords(
    `${literally(first.slice(0, 1))}\\.\\s?(?:\\p{L}\\.\\s?)?${literally(last.slice(0, 1))}\\.`,
  );
  return (folded) => [
    ...wordCuts(folded),
    ...together.flatMap((pattern) => cutsAt(folded, 'NAME', pattern)),
    // `J.P. Morgan` is no one's initials.
    ...cutsAt(folded, 'NAME', dotted, (found) => found === found.toUpperCase()).filter(
      ({ end }) => !/^\s?\p{Lu}\p{Ll}/u.test(folded.source.slice(end, end + 4)),
    ),
  ];
}
