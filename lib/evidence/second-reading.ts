import type { SuspiciousPassage } from './suspicious-text';
import type { SuspicionKind } from './suspicious-words';
import { LIST_ITEM, type LineSpan, spansMeet, type TextLine } from './visible-lines';

export interface SecondReading {
  /** Every line keeps its number; what is left out is empty. */
  lines: TextLine[];
  /** Numbers of the lines that hold nothing suspicious themselves and were left out for what stands beside them. */
  around: number[];
}

/** Kinds that honest resumes also have, where a template or a letter says "you". A little of it takes only its own sentences along. */
const MILD: readonly SuspicionKind[] = ['address'];
/** More characters of it than this are a speech. */
const LITTLE = 300;
/** How far the company of a suspicious line reaches when nothing ends it before, in characters. */
const REACH = 1_000;
/** So few characters between two that are left out go with them, whatever they are. */
const BETWEEN = 400;

const DATES =
  /(?<!\d)(?:19|20)\d\d\s*(?:[-–—/]|to|until|bis|à|a)\s*(?:\d{1,2}[./])?(?:(?:19|20)\d\d|\p{L}{2,12}\.?\s(?:19|20)\d\d|present|now|today|current|ongoing|heute|aujourd|actual|oggi|present)|(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\p{L}*\.?\s(?:19|20)\d\d|(?<!\d)[01]?\d[./](?:19|20)\d\d/iu;
const HEADING =
  /^(?:\P{L}*)(?:\p{L}+\s(?:and\s|&\s)?){0,2}(?:experience|employment|career|education|training|skills|competenc\p{L}+|certifica\p{L}+|projects|publications|languages|references|interests|awards|profile|summary|contact|berufserfahrung|ausbildung|kenntnisse|sprachen|exp[eé]riences?|formation|comp[eé]tences|langues|experiencia|educaci[oó]n|habilidades|idiomas|esperienze?|istruzione|competenze)\P{L}*$/iu;
const CONTACT = /\[(?:EMAIL|PHONE)_\d+\]/;

/** Dates of an entry stand at an end of its line; behind more words than this they are in the middle of something else. */
const BESIDE_DATES = 12;

/** A line that is plainly part of a resume: a dated entry, a heading, a way to reach the person. */
function isResumeLine(text: string): boolean {
  const dates = DATES.exec(text);
  const entry =
    dates !== null &&
    (dates.index < BESIDE_DATES || text.length - dates.index - dates[0].length <= BESIDE_DATES);
  return entry || HEADING.test(text.trim()) || CONTACT.test(text);
}

/** The line without these parts. */
function without(line: TextLine, spans: readonly LineSpan[]): TextLine {
  const own = spans
    .filter((span) => spansMeet(span, { line: line.n, page: line.page, start: 0, end: line.text.length }))
    .sort((a, b) => b.start - a.start);
  const text = own.reduce((rest, { start, end }) => rest.slice(0, start) + rest.slice(end), line.text);
  return own.length > 0 ? { ...line, text: text.replace(/\s+/g, ' ').trim() } : line;
}

/**
 * Indexes of the lines that stand with those in `found`: outwards to the next plain resume line, or the next item of a list when
 * they are no list themselves; and what lies between two.
 */
function company(lines: readonly TextLine[], found: readonly number[]): Set<number> {
  const out = new Set(found);
  const list = found.some((i) => LIST_ITEM.test(lines[i]?.text ?? ''));
  for (const at of found)
    for (const step of [-1, 1]) {
      let passed = 0;
      for (let i = at + step; i >= 0 && i < lines.length && passed <= REACH; i += step) {
        const text = lines[i]?.text ?? '';
        if (isResumeLine(text) || (!list && LIST_ITEM.test(text))) break;
        passed += text.length;
        out.add(i);
      }
    }
  const sorted = [...out].sort((a, b) => a - b);
  for (const [k, i] of sorted.entries()) {
    const next = sorted[k + 1] ?? i + 1;
    const between = lines.slice(i + 1, next);
    if (between.reduce((sum, { text }) => sum + text.length, 0) <= BETWEEN)
      for (let j = i + 1; j < next; j++) out.add(j);
  }
  return out;
}

/**
 * The text for the reading without what is suspicious; undefined when nothing visible is. A model that follows orders may also
 * follow the sentences beside them in which nothing was noticed, so whole lines go, and their company up to the next
 * dated entry, heading or contact. What that costs is only ever evidence in the neighbourhood of an attack.
 */
export function secondReading(
  lines: readonly TextLine[],
  suspicious: readonly SuspiciousPassage[],
): SecondReading | undefined {
  const spans = suspicious.flatMap((one) => one.spans);
  if (spans.length === 0) return undefined;
  const mild = suspicious.every((one) => one.spans.length === 0 || MILD.includes(one.kind));
  if (mild && spans.reduce((sum, { start, end }) => sum + end - start, 0) <= LITTLE)
    return { lines: lines.map((line) => without(line, spans)), around: [] };
  const marked = new Set(spans.map(({ line }) => line));
  const found = [...lines.keys()].filter((i) => marked.has(lines[i]?.n ?? 0));
  const out = company(lines, found);
  return {
    lines: lines.map((line, i) => (out.has(i) ? { ...line, text: '' } : line)),
    around: [...out]
      .sort((a, b) => a - b)
      .flatMap((i) => (lines[i] && !marked.has(lines[i].n) ? [lines[i].n] : [])),
  };
}
