import { normalText } from './normal-text';
import { COURTESY, SIGNS, SUSPICION_TEXT, type SuspicionKind } from './suspicious-words';
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
const BRIDGE = 3;

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
  const plain = normalText(sentence).text.normalize('NFD').replace(/\p{M}/gu, '');
  const latin = plain.replace(/[\p{L}]+/gu, (word) =>
    /[a-z]/.test(word) ? [...word].map((letter) => LOOKALIKE[letter] ?? letter).join('') : word,
  );
  return latin
    .replace(/(?<![\p{L}\p{N}])(?:\p{L}[ .*_-]){3,}\p{L}(?![\p{L}\p{N}])/gu, (word) =>
      word.replace(/[ .*_-]/g, ''),
    )
    .replace(
      /(?<=[a-z])[013457@$](?=[a-z])/g,
      (sign) => ({ 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' })[sign] ?? sign,
    );
}

/** What is suspicious about a sentence or a piece of hidden text; undefined when nothing is. */
export function suspicionOf(sentence: string): SuspicionKind | undefined {
  const mixed = MIXED.exec(sentence);
  const text = folded(sentence);
  const own = text.replace(COURTESY, ' ');
  const found = SIGNS.find(({ kind, pattern }) => pattern.test(kind === 'address' ? own : text));
  if (found) return found.kind;
  return mixed && !SIGNS_OF_MEASURE.test(mixed[0]) ? 'mixed-script' : undefined;
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

/** One line and two lines at a time, of a sentence that runs over several. */
function windowsOf(source: string, { start, end }: Sentence): Sentence[] {
  const edges = [start];
  for (let at = source.indexOf('\n', start); at >= 0 && at < end; at = source.indexOf('\n', at + 1))
    edges.push(at + 1);
  edges.push(end);
  if (edges.length <= 2) return [];
  return [1, 2].flatMap((lines) =>
    edges.slice(0, -lines).map((from, i) => ({ start: from, end: edges[i + lines] ?? end })),
  );
}

const kindOf = (source: string, { start, end }: Sentence): SuspicionKind | undefined =>
  suspicionOf(source.slice(start, end));

/** The suspicious lines of a sentence; the whole of it when no two lines alone show it. */
function partsOf(source: string, sentence: Sentence): (Sentence & { kind: SuspicionKind })[] {
  const found = (of: readonly Sentence[]): (Sentence & { kind: SuspicionKind })[] =>
    of.flatMap((one) => {
      const kind = kindOf(source, one);
      return kind ? [{ ...one, kind }] : [];
    });
  const narrow = found(windowsOf(source, sentence));
  return narrow.length > 0 ? narrow : found([sentence]);
}

function flagsOf(passage: Passage): (Sentence & { kind: SuspicionKind })[] {
  const sentences = sentencesOf(passage.source);
  const found = sentences.map((one) => partsOf(passage.source, one));
  return found.flatMap((parts, i) => {
    if (parts.length > 0) return parts;
    const sentence = sentences[i];
    const before = found.slice(Math.max(0, i - BRIDGE), i).findLast((some) => some.length > 0);
    const after = found.slice(i + 1, i + 1 + BRIDGE).find((some) => some.length > 0);
    return sentence && before?.[0] && after ? [{ ...sentence, kind: before[0].kind }] : [];
  });
}

/** Neighbouring parts as one. */
function joined(
  parts: readonly (Sentence & { kind: SuspicionKind })[],
): (Sentence & { kind: SuspicionKind })[] {
  const result: (Sentence & { kind: SuspicionKind })[] = [];
  for (const part of [...parts].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = result[result.length - 1];
    if (last && part.start <= last.end + 1) last.end = Math.max(last.end, part.end);
    else result.push({ ...part });
  }
  return result;
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST_SHOWN ? `${line.slice(0, LONGEST_SHOWN - 1)}…` : line;
};

/**
 * Sentences in a resume that give orders, imitate a model's own marks, pronounce the verdict or are not written for people, in
 * several languages. It only sets text aside for a person to look at: nobody is turned down for it. A false statement of
 * skill is not suspicious in this sense; that is a claim of the applicant, and shown as their words.
 */
export function findSuspicious(
  lines: readonly TextLine[],
  unseen: readonly UnseenText[] = [],
): SuspiciousPassage[] {
  const visible = passages(lines).flatMap((passage) =>
    joined(flagsOf(passage)).flatMap(({ start, end, kind }): SuspiciousPassage[] => {
      const spans = spansOf(passage, start, end);
      if (spans.length === 0) return [];
      return [{ kind, words: shortened(passage.source.slice(start, end)), why: SUSPICION_TEXT[kind], spans }];
    }),
  );
  const hidden = unseen.flatMap(({ text, why }): SuspiciousPassage[] => {
    const kind = sentencesOf(text)
      .map((one) => suspicionOf(text.slice(one.start, one.end)))
      .find(Boolean);
    return kind ? [{ kind, words: shortened(text), why: SUSPICION_TEXT[kind], spans: [], hidden: why }] : [];
  });
  return [...visible, ...hidden];
}

/** The lines without these parts; every line keeps its number. */
export function withoutSpans(lines: readonly TextLine[], spans: readonly LineSpan[]): TextLine[] {
  return lines.map((line) => {
    const own = spans
      .filter((span) => spansMeet(span, { line: line.n, page: line.page, start: 0, end: line.text.length }))
      .sort((a, b) => b.start - a.start);
    const text = own.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), line.text);
    return own.length > 0 ? { ...line, text: text.replace(/\s+/g, ' ').trim() } : line;
  });
}
