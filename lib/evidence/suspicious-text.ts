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
  if (found.length > 0 || lines.length === 1) return found;
  const kind = kindOf(source, sentence);
  return kind ? [{ ...sentence, kind }] : [];
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
