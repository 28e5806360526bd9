import { type NormalText, normalText } from './normal-text';
import { cutsInto, leavesOutNegation } from './quote-edges';
import { type LineSpan, type Passage, passages, spansMeet, spansOf, type TextLine } from './visible-lines';

/** Fewer normal characters than this are too common to prove anything. */
export const SHORTEST_QUOTE = 12;
/** From this length on, words that also stand in the posting are its copy, not the candidate's. */
const SHORTEST_COPY = 40;
/** Share of a quote, in percent, that a sentence of the posting has to make up for the rest to be its wrapping. */
const COPIED = 70;
/** Fewer letters say nothing: dates, numbers, signs. */
const FEWEST_LETTERS = 4;
/** A quote over more lines than this is a summary. */
const MOST_LINES = 4;
const HYPHENS = ['joined', 'kept'] as const;
const BLINDED = /\[[a-z]+(?:_\d+)?\]/g;
const COMPACT_SCRIPT = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

export type QuoteFault =
  | 'too-short'
  | 'not-found'
  | 'spliced'
  | 'hidden'
  | 'cut'
  | 'negation-left-out'
  | 'too-long'
  | 'suspicious'
  | 'copied-from-posting';

/** What is wrong with a quote, for the reviewer. */
export const FAULT_TEXT: Record<QuoteFault, string> = {
  'too-short': `The quote is shorter than ${SHORTEST_QUOTE} characters or holds hardly a word.`,
  'not-found': 'The visible text does not contain these words.',
  spliced: 'The quote puts together words from different places.',
  hidden: 'The words stand only in text that a reader cannot see.',
  cut: 'The quote begins or ends inside a word or a number.',
  'negation-left-out': 'The quote leaves out the "no" or "not" before it.',
  'too-long': `The quote runs over more than ${MOST_LINES} lines.`,
  suspicious: 'The words stand in text that was set aside as suspicious.',
  'copied-from-posting': 'The words are copied from the job posting.',
};

export type QuoteLocation =
  | {
      found: true;
      /** One part per line, top to bottom. */
      spans: LineSpan[];
      /** True when the words are not on the line that was named. */
      elsewhere: boolean;
      /** How many acceptable places there are. */
      places: number;
    }
  | { found: false; fault: QuoteFault };

interface SearchablePassage extends Passage {
  joined: NormalText;
  kept: NormalText;
}

/** A document prepared for many look-ups. */
export interface SearchableText {
  passages: readonly SearchablePassage[];
  hidden: readonly string[];
  posting: string;
  /** Sentences of it that are long enough to be known again. */
  sentences: readonly string[];
  suspicious: readonly LineSpan[];
}

/**
 * Prepares visible lines once. `hidden` are texts found but not visible (only to name the fault), `suspicious` parts that may not
 * prove anything, `posting` the job description whose sentences may not either.
 */
export function searchableText(options: {
  lines: readonly TextLine[];
  hidden?: readonly string[];
  suspicious?: readonly LineSpan[];
  posting?: string;
}): SearchableText {
  return {
    passages: passages(options.lines).map((passage) => ({
      ...passage,
      joined: normalText(passage.source, 'joined'),
      kept: normalText(passage.source, 'kept'),
    })),
    hidden: (options.hidden ?? []).map((text) => normalText(text).text),
    posting: normalText(options.posting ?? '').text,
    sentences: (options.posting ?? '')
      .split(/[\n.;!?•]+(?=\s|$)/)
      .map((sentence) => normalText(sentence).text)
      .filter((sentence) => sentence.length >= SHORTEST_COPY),
    suspicious: options.suspicious ?? [],
  };
}

/**
 * Where a quote stands, exactly. `line` is where the claim says it is and only chooses between equal places. Anything that
 * is not word for word in visible text, in one place, comes back with its fault and proves nothing.
 */
export function locateQuote(document: SearchableText, quote: { text: string; line?: number }): QuoteLocation {
  const words = normalText(quote.text).text;
  if (weight(words) < SHORTEST_QUOTE) return { found: false, fault: 'too-short' };
  const places: LineSpan[][] = [];
  const faults: QuoteFault[] = [];
  for (const hyphen of HYPHENS) {
    if (places.length > 0) break;
    const wanted = normalText(quote.text, hyphen).text;
    for (const passage of document.passages)
      for (const place of occurrences(passage, passage[hyphen], wanted)) {
        const fault = faultOf(document, passage, place);
        if (fault) faults.push(fault);
        else places.push(place.spans);
      }
  }
  if (places.length > 0 && isCopy(document, words)) return { found: false, fault: 'copied-from-posting' };
  const named = places.find((spans) => spans.some(({ line }) => line === quote.line));
  const spans = named ?? places[0];
  if (spans)
    return { found: true, spans, elsewhere: quote.line !== undefined && !named, places: places.length };
  return { found: false, fault: faults[0] ?? absence(document, words) };
}

/** True for words of the posting, also with a few of one's own around them. */
function isCopy({ posting, sentences }: SearchableText, words: string): boolean {
  if (words.length < SHORTEST_COPY) return false;
  return (
    posting.includes(words) ||
    sentences.some((one) => words.includes(one) && 100 * one.length >= COPIED * words.length)
  );
}

/** Length of a normal text as evidence: stand-ins for blinded words say nothing, ideographs and syllables say more. */
function weight(words: string): number {
  const own = words.replace(BLINDED, '').trim();
  const letters = own.match(/\p{L}/gu)?.length ?? 0;
  if (letters < FEWEST_LETTERS) return 0;
  return own.length + 2 * (own.match(COMPACT_SCRIPT)?.length ?? 0);
}

interface Place {
  start: number;
  end: number;
  /** True when the place begins or ends inside one character of the source, such as half a ligature. */
  split: boolean;
  spans: LineSpan[];
}

function* occurrences(passage: Passage, normal: NormalText, wanted: string): Generator<Place> {
  for (let at = normal.text.indexOf(wanted); at >= 0; at = normal.text.indexOf(wanted, at + 1)) {
    const last = at + wanted.length - 1;
    const start = normal.starts[at] ?? 0;
    const end = normal.ends[last] ?? start;
    const shares = (unit: number, edges: number[], edge: number): boolean =>
      edges[unit] === edge && normal.text[unit] !== ' ';
    const split = shares(at - 1, normal.starts, start) || shares(last + 1, normal.ends, end);
    yield { start, end, split, spans: spansOf(passage, start, end) };
  }
}

function faultOf(document: SearchableText, passage: Passage, place: Place): QuoteFault | undefined {
  if (place.split || cutsInto(passage.source, place.start, place.end)) return 'cut';
  if (place.spans.length > MOST_LINES) return 'too-long';
  if (document.suspicious.some((bad) => place.spans.some((span) => spansMeet(span, bad))))
    return 'suspicious';
  if (leavesOutNegation(passage.source, place.start)) return 'negation-left-out';
  return undefined;
}

function absence(document: SearchableText, words: string): QuoteFault {
  if (document.hidden.some((text) => text.includes(words))) return 'hidden';
  const visible = document.passages.map(({ joined }) => joined.text);
  const seen = (part: string): boolean => visible.some((text) => text.includes(part));
  // Longest beginning that is there: if a beginning is there, so is every shorter one.
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (seen(words.slice(0, middle))) low = middle;
    else high = middle - 1;
  }
  const gap = /^[\s.…[\]/|,;•-]+/;
  for (let at = low; at >= 6; at--) {
    const rest = words.slice(at).replace(gap, '');
    if (rest.length >= 6 && /[\s.,;•|/-]/.test(`${words[at - 1]}${words[at]}`) && seen(rest))
      return 'spliced';
  }
  return 'not-found';
}
