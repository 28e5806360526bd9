import { isOrdinaryWord, nameFinder, nameParts } from './blinding-names';
import { fold } from './blinding-text';

export interface NewName {
  given: string;
  family: string;
}

/** `word` in the case of `like`: all capitals, all small, or with a capital in front. */
function inCaseOf(like: string, word: string): string {
  if (like.length > 1 && like === like.toUpperCase()) return word.toUpperCase();
  return like === like.toLowerCase() ? word.toLowerCase() : word;
}

/** Between two parts of one written name, as blinding joins them. */
const WITHIN = /^[\s.,'’"-]*(?:\p{L}\.?[\s,]+)?$/u;

const plain = (word: string): string => fold(word).text;
const onlyLetters = (word: string): string => word.replace(/[^\p{L}]/gu, '');

/** One run of letters of a written name, replaced; a middle name goes, anything that is no name stays. */
function renamedWord(word: string, parts: readonly string[], others: readonly string[], to: NewName): string {
  const text = plain(word);
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  const family = parts.length > 1 ? last : '';
  const given = onlyLetters(to.given);
  const surname = onlyLetters(to.family);
  if (text === first) return inCaseOf(word, to.given);
  if (family && text === family) return inCaseOf(word, to.family);
  if (others.includes(text)) return '';
  if (family && text === `${first}${family}`) return inCaseOf(word, `${given}${surname}`);
  if (family && text === `${family}${first}`) return inCaseOf(word, `${surname}${given}`);
  if (family && text === `${first[0]}${family}`) return inCaseOf(word, `${given[0]}${surname}`);
  if (family && text === `${first}${family[0]}`) return inCaseOf(word, `${given}${surname[0]}`);
  if (text.length === 1 && text === first[0]) return inCaseOf(word, given[0] ?? '');
  if (text.length === 1 && text === family[0]) return inCaseOf(word, surname[0] ?? '');
  if (text.length === 1) return '';
  if (family && text.includes(`${first}${family}`))
    return word.replace(new RegExp(`${first}${family}`, 'iu'), inCaseOf(word, `${given}${surname}`));
  return word;
}

/**
 * Writes another name wherever blinding would find this one: whole, in parts, in initials, run together in an address. What is an
 * ordinary word or a place (`will`, `Washington, D.C.`) stays, as it does in blinding.
 */
export function renamer(name: string, to: NewName): (text: string) => string {
  const parts = nameParts(name);
  /** Particles and middle names, too: the new name has none. */
  const others = fold(name)
    .text.split(/[^\p{L}\p{M}']+/u)
    .filter((word) => word !== '');
  const find = nameFinder([name]);
  return (text) => {
    const cuts = find(fold(text)).sort((a, b) => a.start - b.start || b.end - a.end);
    let out = '';
    let at = 0;
    let end = -1;
    let from = 0;
    const flush = (): void => {
      if (end < 0) return;
      const before = text.slice(from, end);
      const after = before.replace(/\p{L}(?:[\p{L}\p{M}'’]*[\p{L}\p{M}])?/gu, (word, offset: number) => {
        const start = from + offset;
        return isOrdinaryWord(plain(word), text, start, start + word.length)
          ? word
          : renamedWord(word, parts, others, to);
      });
      out += text.slice(at, from) + (after === before ? after : after.replace(/(\s)\.?\s+/gu, '$1'));
      at = end;
    };
    for (const cut of cuts) {
      if (end >= 0 && (cut.start <= end || WITHIN.test(text.slice(end, cut.start)))) {
        end = Math.max(end, cut.end);
        continue;
      }
      flush();
      from = cut.start;
      end = cut.end;
    }
    flush();
    return out + text.slice(at);
  };
}
