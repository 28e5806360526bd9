import { type Cut, cutsAt, type FoldedText, fold, literally, wholeWords } from './blinding-text';

const NOT_A_NAME = new Set(
  'mr mrs ms miss mx dr prof sir phd md mba cpa msc bsc ma ba jr sr ii iii iv van von der den de del della di da dos la le el al bin ibn y e zu zur'.split(' '),
);
// English words that are also names. In small letters they stay, or half of all sentences would lose a verb.
const ALSO_WORDS = new Set(
  'will may mark grace rose dean bill rob art gene grant chase drew chuck frank jack pat rich sue ray max joy hope faith dawn summer april june august young king long brown green black white gray grey rice wood woods stone field fields brooks banks park parks page price bush baker cook cooper carter mason miller potter hunter fisher farmer taylor turner walker wright smith law case day love little small short best good strong singer bell ford hill hall lake rivers marsh moss reed church street west north read sharp storm wise noble power powers mills cross lane holland london paris georgia virginia florence charlotte jordan israel chase carol crystal ruby amber ivy lily olive iris daisy violet penny sandy sunny star sky robin jay do an so he ho ha you in on no see sun song tong than ran hung man can son so sa long'.split(
    ' ',
  ),
);
const MONTHS = /^(?:may|april|june|august)$/;
/** What may stand between the letters and words of one written name. */
const GAP = "[\\s._,'()\"-]*";

/** The words of a full name as they are compared, without titles and particles. */
export function nameParts(name: string): string[] {
  return fold(name)
    .text.split(/[^\p{L}\p{M}']+/u)
    .filter((word) => word.length > 1 && !NOT_A_NAME.has(word));
}

/** True when this spelling of a name part is the ordinary word, or the month, and not the name. */
export function isOrdinaryWord(part: string, words: string, after: string): boolean {
  if (MONTHS.test(part) && /^[\s.,/]*\d/.test(after)) return true;
  return ALSO_WORDS.has(part) && words === words.toLowerCase();
}

const spaced = (word: string): string => Array.from(word).map(literally).join('\\s?');

/**
 * Every writing of a person's names in a text: each part as a word, in any case and with or without accents; first and last name
 * run together, spaced out, in either order, with digits behind; initials with the last name; dotted initials.
 */
export function nameCuts(folded: FoldedText, names: readonly string[]): Cut[] {
  return names.flatMap((name) => {
    const parts = nameParts(name);
    const cuts = parts.flatMap((part) =>
      [...folded.text.matchAll(wholeWords(literally(part)))].flatMap((match): Cut[] => {
        const [start, end] = folded.back(match.index, match.index + part.length);
        const words = folded.source.slice(start, end);
        const after = folded.source.slice(end, end + 8);
        return isOrdinaryWord(part, words, after) ? [] : [{ start, end, kind: 'NAME' }];
      }),
    );
    const first = parts[0];
    const last = parts[parts.length - 1];
    if (first === undefined || last === undefined || parts.length < 2) return cuts;
    const whole = parts.map(spaced).join(GAP);
    const initials = parts.slice(0, -1).map((part) => part.slice(0, 1));
    const someInitial = `(?:${initials.map(literally).join('|')})`;
    const patterns = [
      whole,
      `${spaced(first)}${GAP}${spaced(last)}`,
      `${spaced(last)}${GAP}${spaced(first)}`,
      `(?:${someInitial}[.\\s]\\s?)+${literally(last)}`,
      `${someInitial}${literally(last)}`,
      `${literally(last)},?\\s(?:${someInitial}\\.\\s?)+`,
    ].map((pattern) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})\\d*(?![\\p{L}\\p{N}])`, 'gu'));
    const dotted = new RegExp(
      `(?<![\\p{L}\\p{N}])${literally(first.slice(0, 1))}\\.\\s?(?:\\p{L}\\.\\s?)?${literally(last.slice(0, 1))}\\.(?![\\p{L}\\p{N}])`,
      'gu',
    );
    return [
      ...cuts,
      ...patterns.flatMap((pattern) => cutsAt(folded, 'NAME', pattern)),
      ...cutsAt(folded, 'NAME', dotted, (words) => words === words.toUpperCase()),
    ];
  });
}
