/**
 * A text in the form quotes are compared in, with the way back. `starts[i]` and `ends[i]` are the UTF-16 offsets, in the
 * source, of the character that unit `i` of `text` came from.
 *
 * The form, in order: invisible characters (soft hyphen, zero-width, bidi, tags, variation selectors) are dropped; quotes
 * and dashes become `'`, `"` and `-`; the rest is Unicode NFKC, which takes ligatures apart, in lower case. Raised and
 * lowered digits keep a mark (`10²` is not `102`), fractions and circled numbers stand apart (`3½` is `3 1/2`). A list marker that
 * begins a line is dropped; one inside a line stays, as `•`. Runs of white space become one space, none at dashes and
 * before `, ; : )`. A word divided at a line's end is put together again. Nothing else is forgiven: every other letter,
 * digit and sign has to be there.
 */
export interface NormalText {
  text: string;
  starts: number[];
  ends: number[];
}

// A base character with what attaches to it, or Hangul letters that make syllables: the pieces NFKC treats independently.
const CLUSTER =
  /(?:[\uac00-\ud7a3][\u11a8-\u11c2]+|[\u1100-\u11ff\ua960-\ua97c\ud7b0-\ud7fb]+)[\p{M}\p{Cf}]*|\P{M}[\p{M}\p{Cf}\uff9e\uff9f]*|[\p{M}\p{Cf}]+/gu;
const INVISIBLE =
  /\p{Cf}|\u034f|[\u115f\u1160\u3164\uffa0]|[\u17b4\u17b5]|[\u180b-\u180f]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;
const CONTROL = /^\p{Cc}$/u;
const MARKER = /^[•●▪■◦‣⁃∙·○◆◇▸▶►➢➤✓✔★☆❖\uf0b7\uf0a7]$/u;
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/g;
const SINGLE = /[\u2018-\u201b\u2032\u2039\u203a\u00b4\u02bc`]/g;
const DOUBLE = /[\u201c-\u201f\u2033\u00ab\u00bb]/g;
const TRADE_SIGN = /[™®©℠]/g;
const RAISED = /^[\u00b2\u00b3\u00b9\u2070-\u209c]/;

/** Text in which every character is a piece of its own; nearly all of nearly every document. */
const TYPED = /^[\n\x20-\x7e]*$/;
/** What of it only changes its case, wherever it stands inside a line. */
const UNCHANGED = /[!#-&(-,.-_a-~]/;

function* pieces(source: string): Generator<{ raw: string; start: number }> {
  if (TYPED.test(source)) for (let i = 0; i < source.length; i++) yield { raw: source[i] ?? '', start: i };
  else for (const match of source.matchAll(CLUSTER)) yield { raw: match[0], start: match.index };
}

/** `text` without the characters nobody can see. */
export function visibleCharacters(text: string): string {
  return text.replace(INVISIBLE, '');
}

function plain(cluster: string): string {
  if (MARKER.test(cluster)) return '•';
  const typed = cluster.replace(DASH, '-').replace(SINGLE, "'").replace(DOUBLE, '"').replace(TRADE_SIGN, '');
  const folded = typed
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(/⁄/g, '/')
    .replace(/ς/g, 'σ');
  if (!/^\p{No}/u.test(typed)) return folded;
  return RAISED.test(typed) ? `^${folded}` : ` ${folded} `;
}

/**
 * The normal form of `source`. `hyphen` says what a hyphen between a letter and a line break becomes when a small letter follows:
 * `joined` takes it for a divided word (`manage-/ment`), `kept` for a compound (`client-/side`).
 */
export function normalText(source: string, hyphen: 'joined' | 'kept' = 'joined'): NormalText {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const last = (): string | undefined => units[units.length - 1];
  const drop = (): void => {
    units.pop();
    starts.pop();
    ends.pop();
  };
  let lineStart = true;
  /** What stood before the line break just read. */
  let divided: 'soft' | 'hyphen' | undefined;
  let softHyphen = false;

  const push = (unit: string, start: number, end: number): void => {
    if (/\s/.test(unit)) {
      if (units.length === 0 || last() === ' ' || last() === '-') return;
      units.push(' ');
    } else {
      if (last() === ' ' && /[-,;:)]/.test(unit)) drop();
      units.push(unit);
    }
    starts.push(start);
    ends.push(end);
  };

  for (const { raw, start } of pieces(source)) {
    const end = start + raw.length;
    if (!lineStart && !divided && raw.length === 1 && UNCHANGED.test(raw)) {
      softHyphen = false;
      const unit = raw.toLowerCase();
      if (/[,;:)]/.test(unit)) push(unit, start, end);
      else {
        units.push(unit);
        starts.push(start);
        ends.push(end);
      }
      continue;
    }
    const seen = visibleCharacters(raw);
    const soft = raw.includes('\u00ad');
    if (/^[\n\r\u2028\u2029]/.test(seen)) {
      if (softHyphen) divided = 'soft';
      else if (last() === '-' && /\p{L}/u.test(units[units.length - 2] ?? '')) divided = 'hyphen';
      push(' ', start, end);
      lineStart = true;
      continue;
    }
    if (seen === '' || (CONTROL.test(seen) && !/\s/.test(seen))) {
      softHyphen ||= soft;
      continue;
    }
    const text = plain(seen);
    const blank = /^\s*$/.test(text);
    if (lineStart && (text === '•' || (/^[-*]$/.test(text) && /^\s/.test(source.slice(end))))) continue;
    if (!blank) {
      lineStart = false;
      if (divided && /^\p{Ll}/u.test(text)) {
        if (divided === 'soft' && last() === ' ') drop();
        if (divided === 'hyphen' && last() === '-' && hyphen === 'joined') drop();
      }
      divided = undefined;
    }
    if (!blank || soft) softHyphen = soft;
    for (const unit of text.split('')) push(unit, start, end);
  }
  while (last() === ' ') drop();
  return { text: units.join(''), starts, ends };
}
