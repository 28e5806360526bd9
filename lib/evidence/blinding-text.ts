import { normalText, visibleCharacters } from './normal-text';

export type BlindedKind =
  | 'NAME'
  | 'EMAIL'
  | 'PHONE'
  | 'LINK'
  | 'ADDRESS'
  | 'ID'
  | 'PRONOUN'
  | 'TITLE'
  | 'AGE'
  | 'PERSONAL'
  | 'FAMILY'
  | 'TRAIT'
  | 'SCHOOL'
  | 'PLACE'
  | 'YEAR';

/** A part of a text to be taken out: UTF-16 offsets, half-open. */
export interface Cut {
  start: number;
  end: number;
  kind: BlindedKind;
}

/** A text as names are compared: normal form, without accents; `cut` leads back to the source. */
export interface FoldedText {
  source: string;
  text: string;
  /** The source offsets of `[start, end)` of `text`; `start < end`. */
  back(start: number, end: number): [number, number];
}

const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

export function fold(source: string): FoldedText {
  const normal = normalText(source);
  let text = '';
  const starts: number[] = [];
  const ends: number[] = [];
  for (const [i, unit] of normal.text.split('').entries()) {
    const plain = unit < '\x80' ? unit : (LETTERS[unit] ?? unit.normalize('NFD').replace(/\p{M}/gu, ''));
    for (let k = 0; k < plain.length; k++) {
      starts.push(normal.starts[i] ?? 0);
      ends.push(normal.ends[i] ?? 0);
    }
    text += plain;
  }
  return { source, text, back: (start, end) => [starts[start] ?? 0, ends[end - 1] ?? 0] };
}

/** `source` as a pattern over folded text that begins and ends with whole words. */
export function wholeWords(source: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${source})(?![\\p{L}\\p{N}])`, 'gu');
}

/** Folded words with nothing in them that a pattern would read as an operator. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** The cuts at every match of `pattern` that `accept` (given the source words, without invisible characters) does not turn down. */
export function cutsAt(
  folded: FoldedText,
  kind: BlindedKind,
  pattern: RegExp,
  accept: (words: string) => boolean = () => true,
): Cut[] {
  return [...folded.text.matchAll(pattern)].flatMap((match) => {
    if (match[0].trim() === '') return [];
    const lead = match[0].length - match[0].trimStart().length;
    const [start, end] = folded.back(match.index + lead, match.index + match[0].trimEnd().length);
    return accept(visibleCharacters(folded.source.slice(start, end))) ? [{ start, end, kind }] : [];
  });
}
