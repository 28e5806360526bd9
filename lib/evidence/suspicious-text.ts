import { columnsOf } from './line-columns';
import { normalText } from './normal-text';
import {
  COURTESY,
  OPENING_WORDS,
  OPENINGS,
  SIGNS,
  SUSPICION_TEXT,
  type SuspicionKind,
} from './suspicious-words';
import { type LineSpan, type Passage, passages, spansMeet, spansOf, type TextLine } from './visible-lines';

/** Text that is set aside: shown to the reviewer, never evidence, and left out of the second reading. */
export interface SuspiciousPassage {
  kind: SuspicionKind;
  /** The words as they stand in the document, shortened. */
  words: string;
  /** For people, one sentence. */
  why: string;
  /** Where it stands in the visible text; empty for text that no reader sees. */
  spans: LineSpan[];
  /** How it was hidden, for text that no reader sees. */
  hidden?: string;
}

/** Text found in the file but not in front of a reader. */
export interface UnseenText {
  page: number;
  text: string;
  why: string;
}

const LONGEST_SHOWN = 400;
/** So many unsuspicious sentences between two suspicious ones belong to the same speech. */
const BRIDGE = 6;
/** From so many suspicious sentences on it is a speech, and what stands beside it belongs to it. */
const SPEECH = 3;

/** Cyrillic and Greek letters that look like Latin ones, and those. */
const LOOKALIKE: Record<string, string> = Object.fromEntries(
  [...'аеорсухіјѕһԁԛԝкмтвнαορεινυκτχ'].map((letter, i) => [
    letter,
    'aeopcyxijshdqwkmtbnaopeivuktx'[i] ?? letter,
  ]),
);
const MIXED = /(?=\p{L}*\p{Script=Latin})(?=\p{L}*[\p{Script=Cyrillic}\p{Script=Greek}])\p{L}{3,}/u;
/** Greek letters that stand in words and formulas for what they are. */
const SIGNS_OF_MEASURE = /[µμΩΔσπλβα]/u;

/** A sentence in the form the patterns read. */
function folded(sentence: string): string {
  const plain = normalText(sentence)
    .text.normalize('NFD')
    .replace(/([a-z])\p{M}+/gu, '$1')
    .normalize('NFC');
  const latin = plain.replace(/[\p{L}]+/gu, (word) =>
    /[a-z]/.test(word) ? [...word].map((letter) => LOOKALIKE[letter] ?? letter).join('') : word,
  );
  return latin.replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .*_-]){3,}\p{L}(?![\p{L}\p{N}])/gu, (word) =>
    word.replace(/[ .*_-]/g, ''),
  );
}

const DIGITS: Record<string, string> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };

/** Words in which digits and signs stand for letters, with the letters. */
const spelt = (text: string): string =>
  text.replace(/[a-z0134579@$']*[a-z][a-z0134579@$']*|(?<![\p{L}\p{N}.,])4(?![\p{L}\p{N}.,])/gu, (word) =>
    word.replace(/[013457@$]/g, (sign) => DIGITS[sign] ?? sign),
  );

/** Where a sentence may begin inside a line: after a sign that divides, or with a capital before a small word. */
const OPENING = /(?:^|[,;:|•·(]\s+|\s(?=\p{Lu}[\p{L}'’]*\s\p{Ll}))/gu;

/** What follows is not needed to tell an order or a question by its beginning. */
const OPENING_LENGTH = 200;
const WORD_LENGTH = 16;

const BASE64 = /(?<![A-Za-z0-9+/=])[A-Za-z0-9+/]{16,}={0,2}(?![A-Za-z0-9+/=])/g;
/** Code points of text as people write it; in bytes that only look like base64 most are others. */
const WRITTEN = /^[\t\n\r\x20-\x7e]+$/;

/** True for letters and digits that hold a readable text in base64; long names decode to noise. */
function holdsText(sentence: string): boolean {
  return [...sentence.matchAll(BASE64)].some(([token]) => {
    const whole = token.replace(/=+$/, '');
    const text = atob(whole.slice(0, whole.length - (whole.length % 4)));
    return WRITTEN.test(text);
  });
}

function signIn(text: string): SuspicionKind | undefined {
  const own = text.replace(COURTESY, ' ');
  return SIGNS.find(({ kind, pattern }) => pattern.test(kind === 'address' ? own : text))?.kind;
}

/** What is suspicious about a sentence, and where in it that may begin. */
function signOf(sentence: string): { kind: SuspicionKind; at: number } | undefined {
  const text = folded(sentence);
  const read = spelt(text);
  const found = signIn(text) ?? (read === text ? undefined : signIn(read));
  if (found && found !== 'address') return { kind: found, at: 0 };
  const openings = [...sentence.matchAll(OPENING)].flatMap(({ index, 0: edge }) => {
    const at = index + edge.length;
    if (!OPENING_WORDS.test(spelt(folded(sentence.slice(at, at + WORD_LENGTH))))) return [];
    const rest = spelt(folded(sentence.slice(at, at + OPENING_LENGTH)));
    const opened = OPENINGS.find(({ pattern }) => pattern.test(rest));
    return opened ? [{ kind: opened.kind, at }] : [];
  });
  const order = openings.find(({ kind }) => kind !== 'address');
  if (order) return order;
  if (holdsText(sentence)) return { kind: 'encoded', at: 0 };
  if (found) return { kind: found, at: 0 };
  const mixed = MIXED.exec(sentence);
  if (mixed && !SIGNS_OF_MEASURE.test(mixed[0])) return { kind: 'mixed-script', at: 0 };
  return openings[0];
}

/** What is suspicious about a sentence or a piece of hidden text; undefined when nothing is. */
export function suspicionOf(sentence: string): SuspicionKind | undefined {
  return signOf(sentence)?.kind;
}

interface Sentence {
  start: number;
  end: number;
}

/** Sentences of a passage; line ends inside one are no ends of sentences. */
function sentencesOf(source: string): Sentence[] {
  const ends = [...source.matchAll(/[.!?。！？…]+["'”’)\]]*(?=\s|$)|[。！？]/gu)].map(
    (match) => match.index + match[0].length,
  );
  return [...ends, source.length].flatMap((end, i, all) => {
    const start = all[i - 1] ?? 0;
    return source.slice(start, end).trim() === '' ? [] : [{ start, end }];
  });
}

/** The lines of a sentence that runs over several. */
function linesOf(source: string, { start, end }: Sentence): Sentence[] {
  const edges = [start];
  for (let at = source.indexOf('\n', start); at >= 0 && at < end; at = source.indexOf('\n', at + 1))
    edges.push(at + 1);
  return edges.map((from, i) => ({ start: from, end: edges[i + 1] ?? end }));
}

const kindOf = (source: string, { start, end }: Sentence): SuspicionKind | undefined =>
  suspicionOf(source.slice(start, end));

/** Lines that begin in the middle of a sentence belong to the line before. */
const goesOn = (source: string, line: Sentence | undefined): boolean =>
  line !== undefined && /^\s*\p{Ll}/u.test(source.slice(line.start, line.end));

/**
 * The suspicious lines of a sentence, alone or two together, with the lines they run on from and into; the whole of it when no two
 * lines show it. Lists without full stops would otherwise be set aside as one sentence.
 */
function partsOf(source: string, sentence: Sentence): (Sentence & { kind: SuspicionKind })[] {
  const lines = linesOf(source, sentence);
  const kinds = lines.map((line) => kindOf(source, line));
  for (const [i, line] of lines.entries()) {
    const next = lines[i + 1];
    if (!next || kinds[i] || kinds[i + 1]) continue;
    const both = kindOf(source, { start: line.start, end: next.end });
    if (both) kinds[i] = kinds[i + 1] = both;
  }
  for (let i = 1; i < lines.length; i++)
    if (kinds[i - 1] && goesOn(source, lines[i])) kinds[i] ??= kinds[i - 1];
  for (let i = lines.length - 2; i >= 0; i--)
    if (kinds[i + 1] && goesOn(source, lines[i + 1])) kinds[i] ??= kinds[i + 1];
  const found = lines.flatMap((line, i) => {
    const kind = kinds[i];
    return kind ? [{ ...line, kind }] : [];
  });
  const mild = found.every(({ kind }) => kind === 'address');
  if (!mild || lines.length === 1) return found;
  const whole = signOf(source.slice(sentence.start, sentence.end));
  if (!whole) return found;
  if (found.length > 0) return found.map((part) => ({ ...part, kind: whole.kind }));
  return [{ start: sentence.start + whole.at, end: sentence.end, kind: whole.kind }];
}

function flagsOf(passage: Passage): (Sentence & { kind: SuspicionKind })[] {
  const sentences = sentencesOf(passage.source);
  const found = sentences.map((one) => partsOf(passage.source, one));
  const flagged = found.flatMap((parts, i) => (parts.length > 0 ? [i] : []));
  return found.flatMap((parts, i) => {
    if (parts.length > 0) return parts;
    const sentence = sentences[i];
    const before = flagged.filter((at) => at < i && i - at <= BRIDGE);
    const after = flagged.filter((at) => at > i && at - i <= BRIDGE);
    const within = before.length > 0 && after.length > 0;
    const kind = found[before.at(-1) ?? after[0] ?? -1]?.[0]?.kind;
    return sentence && kind && (within || before.length + after.length >= SPEECH)
      ? [{ ...sentence, kind }]
      : [];
  });
}

/** Neighbouring parts as one, of the first kind that is more than an address to the reader. */
function joined(
  parts: readonly (Sentence & { kind: SuspicionKind })[],
): (Sentence & { kind: SuspicionKind })[] {
  const result: (Sentence & { kind: SuspicionKind })[] = [];
  for (const part of [...parts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result[result.length - 1];
    if (!last || part.start > last.end + 1) {
      result.push({ ...part });
      continue;
    }
    last.end = Math.max(last.end, part.end);
    if (last.kind === 'address') last.kind = part.kind;
  }
  return result;
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN - 1)}…` : line;
};

function visibleIn(lines: readonly TextLine[]): SuspiciousPassage[] {
  return passages(lines).flatMap((passage) =>
    joined(flagsOf(passage)).flatMap(({ start, end, kind }): SuspiciousPassage[] => {
      const spans = spansOf(passage, start, end);
      if (spans.length === 0) return [];
      return [{ kind, words: shortened(passage.source.slice(start, end)), why: SUSPICION_TEXT[kind], spans }];
    }),
  );
}

/**
 * Sentences in a resume that give orders, imitate a model's own marks, pronounce the verdict or are not written for people, in
 * several languages. It only sets text aside for a person to look at: nobody is turned down for it. A false statement of
 * skill is not suspicious in this sense; that is a claim of the applicant, and shown as their words. `parts`: by line, where
 * something begins that stands apart from what is before it.
 */
export function findSuspicious(
  lines: readonly TextLine[],
  unseen: readonly UnseenText[] = [],
  parts: ReadonlyMap<number, readonly number[]> = new Map(),
): SuspiciousPassage[] {
  const across = visibleIn(lines);
  const down = columnsOf(lines, parts).flatMap((column) =>
    visibleIn(column.lines).flatMap((one) => {
      const spans = one.spans.map((span) => {
        const from = column.from.get(span.line) ?? 0;
        return { ...span, start: span.start + from, end: span.end + from };
      });
      const known = spans.every((span) =>
        across.some((other) => other.spans.some((s) => spansMeet(s, span))),
      );
      return known ? [] : [{ ...one, spans }];
    }),
  );
  const hidden = unseen.flatMap(({ text, why }): SuspiciousPassage[] => {
    const kind = sentencesOf(text)
      .map((one) => suspicionOf(text.slice(one.start, one.end)))
      .find(Boolean);
    return kind ? [{ kind, words: shortened(text), why: SUSPICION_TEXT[kind], spans: [], hidden: why }] : [];
  });
  return [...across, ...down, ...hidden];
}
