import { visibleCharacters } from './normal-text';

const DASHES = '-\u2010-\u2015\u2212';
// Scripts written without spaces: a quote may begin and end between any two letters.
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}\p{M}_]/u;
const YEAR = /^(?:19|20)\d\d(?!\d)/;
const NEGATION = /^(?:no|not|never|without|lacks?|lacking|neither|nor|hardly|barely|cannot|non|zero|.*n't)$/;
/** How many words before a quote are read for a negation. */
const REACH = 3;

const before = (text: string): string => Array.from(text.slice(-4)).at(-1) ?? '';
const after = (text: string): string => Array.from(text.slice(0, 4))[0] ?? '';

function insideWord(left: string, right: string): boolean {
  return WORD.test(left) && WORD.test(right) && !(UNSPACED.test(left) || UNSPACED.test(right));
}

/**
 * True when `[start, end)` of `source` begins or ends inside a word, a compound or a number, where the rest would say something
 * else: `5 years` of `3-5 years`, `founder` of `co-founder`, `Java` of `JavaScript`, `4` of `4.5`.
 */
export function cutsInto(source: string, start: number, end: number): boolean {
  const quote = visibleCharacters(source.slice(start, end)).trim();
  const head = visibleCharacters(source.slice(Math.max(0, start - 40), start));
  const tail = visibleCharacters(source.slice(end, end + 40));
  const first = after(quote);
  const final = before(quote);
  const digitFirst = /\p{Nd}/u.test(first);
  const digitLast = /\p{Nd}/u.test(final);
  if (insideWord(before(head), first) || insideWord(final, after(tail))) return true;
  if (new RegExp(`\\p{L}[${DASHES}]$`, 'u').test(head) && WORD.test(first)) return true;
  if (new RegExp(`\\p{L}[${DASHES}]\\s*\\n\\s*$`, 'u').test(head) && /\p{Ll}/u.test(first)) return true;
  if (digitFirst && /\p{N}[.,:/]$|[<≤~≈]\s*$/u.test(head)) return true;
  if (
    digitFirst &&
    new RegExp(`\\p{N}\\s*[${DASHES}]\\s*$|(?:^|\\s)[${DASHES}]$`, 'u').test(head) &&
    !YEAR.test(quote)
  )
    return true;
  if (digitLast && /^(?:[.,:/]\p{N}|\s?[%‰]|[\^²³])/u.test(tail)) return true;
  if (/[\p{L}\p{N}]/u.test(final) && new RegExp(`^[${DASHES}][\\p{L}\\p{N}]`, 'u').test(tail))
    return !(digitLast && /(?:19|20)\d\d$/.test(quote));
  return /\p{L}/u.test(final) && /^[+#]/.test(tail);
}

/** True when a negation stands in the same clause, at most three words before `start`, and was left out of the quote. */
export function leavesOutNegation(source: string, start: number): boolean {
  const clause = (
    source
      .slice(Math.max(0, start - 120), start)
      .split(/[.,;:!?•|]|\s[-–—]\s/)
      .at(-1) ?? ''
  ).toLowerCase();
  const words = clause.replace(/[\u2018\u2019]/g, "'").match(/[\p{L}']+/gu) ?? [];
  return words
    .slice(-REACH)
    .some((word, i, near) => NEGATION.test(word) && !(word === 'not' && near[i + 1] === 'only'));
}
