import { Failure } from '@/lib/domain/problem';
import type { BlindedText, Identity } from './blinding';
import { isOrdinaryWord, nameParts, SHORTEST_RUN } from './blinding-names';
import { type BlindedKind, type FoldedText, fold, literally, wholeWords } from './blinding-text';

/** Kinds that are taken out only where they tell something (a year beside a degree), and stay elsewhere. */
const BY_PLACE: readonly BlindedKind[] = ['YEAR', 'TITLE', 'NAME'];
/** Telephone numbers shorter than this also occur by chance. */
const SHORTEST_PHONE = 8;

/**
 * Refuses to let a request out in which something that was taken out is still to be found. `body` is the request exactly as it is
 * sent, `template` the same request made without any candidate's text: words it holds of its own (`will`, `her`) are no
 * leak. Shares only the reading of names with the code that blinds; looks into every string of the JSON, unescaped.
 * @throws {Failure} `blinding-leak`, naming kinds and counts, never the words.
 */
export function refuseLeaks(blinded: BlindedText, identity: Identity, body: string, template: string): void {
  if (blinded.level === 0) return;
  const { sent, own } = different(textsOf(body), textsOf(template));
  const found = new Map<BlindedKind, number>();
  const check = (kind: BlindedKind, count: (text: FoldedText) => number): void => {
    const sum = (texts: readonly FoldedText[]): number =>
      texts.reduce((total, text) => total + count(text), 0);
    const more = sum(sent) - sum(own);
    if (more > 0) found.set(kind, (found.get(kind) ?? 0) + more);
  };

  for (const name of identity.names) {
    const parts = nameParts(name);
    for (const part of parts) check('NAME', (text) => nameCount(text, part));
    const [first = '', last = ''] = [parts[0], parts[parts.length - 1]];
    if (parts.length > 1 && first.length + last.length >= SHORTEST_RUN)
      for (const run of [first + last, last + first])
        check('NAME', ({ text }) => text.replace(/[\s._,'()"-]/g, '').split(run).length - 1);
  }
  const literals = new Map<string, BlindedKind>();
  for (const { kind, words } of blinded.edits)
    if (!BY_PLACE.includes(kind)) literals.set(fold(words).text, kind);
  for (const email of identity.emails ?? []) literals.set(fold(email).text, 'EMAIL');
  for (const link of identity.links ?? []) literals.set(fold(link).text, 'LINK');
  for (const [literal, kind] of literals)
    if (literal.length > 1)
      check(kind, ({ text }) => [...text.matchAll(wholeWords(literally(literal)))].length);
  for (const phone of identity.phones ?? []) {
    const digits = phone.replace(/\D/g, '');
    if (digits.length >= SHORTEST_PHONE)
      check('PHONE', ({ text }) => text.replace(/\D/g, '').split(digits).length - 1);
  }

  if (found.size === 0) return;
  const kinds = [...found].map(([kind, count]) => `${kind.toLowerCase()} (${count})`).join(', ');
  throw new Failure({
    code: 'blinding-leak',
    message: `The request was not sent: it still holds what blinding took out: ${kinds}.`,
    next: 'Review this candidate by hand, or report it with the document so that the blinding can be mended.',
  });
}

function nameCount({ source, text, back }: FoldedText, part: string): number {
  return [...text.matchAll(new RegExp(`(?<!\\p{L})${literally(part)}(?!\\p{L})`, 'gu'))].filter((match) => {
    const [start, end] = back(match.index, match.index + part.length);
    return !isOrdinaryWord(part, source, start, end);
  }).length;
}

/** What the two do not share, ready to be looked into: a text that stands in both adds nothing to the one. */
function different(
  sent: readonly string[],
  own: readonly string[],
): { sent: FoldedText[]; own: FoldedText[] } {
  const left = new Map<string, number>();
  for (const text of own) left.set(text, (left.get(text) ?? 0) + 1);
  const more = sent.filter((text) => {
    const count = left.get(text) ?? 0;
    if (count > 0) left.set(text, count - 1);
    return count === 0;
  });
  const rest = [...left].flatMap(([text, count]) => Array.from({ length: count }, () => text));
  return { sent: more.map(fold), own: rest.map(fold) };
}

/** Every string of a JSON text, member names included; a text that is not JSON is one string. */
function textsOf(body: string): string[] {
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string' || typeof value === 'number') found.push(String(value));
    else if (typeof value === 'object' && value !== null)
      for (const [name, member] of Object.entries(value)) {
        found.push(name);
        collect(member);
      }
  };
  try {
    collect(JSON.parse(body));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    found.push(body);
  }
  return found;
}
