import type { HiddenKind } from '@/lib/documents/reading';

/** Characters that change nothing a reader sees, taken out of a text. */
export interface Cleaned {
  text: string;
  unseen: { kind: HiddenKind; text: string; why: string }[];
}

const TAGS = /[\u{E0000}-\u{E007F}]/gu;
const LIGATURES = /[\uFB00-\uFB06]/g;
/** Variation selectors in rows: one belongs to the character before it, more than one carries something else. */
const SELECTORS = /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}|[\u{E0100}-\u{E01EF}]/gu;
const BIDI = /[\u202A-\u202E\u2066-\u2069\u061C]/g;
// biome-ignore lint/suspicious/noMisleadingCharacterClass: these are meant one by one.
const ZERO_WIDTH = /[\u200B\u200E\u200F\u2060-\u2064\uFEFF\u180E\u034F\u115F\u1160\u3164\uFFA0]/g;
/** Joiners are spelling in these scripts and in emoji. */
const JOINERS =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: these are meant one by one.
  /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}\p{M}\p{Extended_Pictographic}\uFE0F])[\u200C\u200D]/gu;
const ICONS = /[\uE000-\uF8FF\u{F0000}-\u{10FFFD}]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out.
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]|\p{Cs}/gu;

const decodeTags = (text: string): string =>
  [...text]
    .map((one) => String.fromCodePoint(Math.max(32, (one.codePointAt(0) ?? 0) - 0xe0000)))
    .join('')
    .trim();

/**
 * Takes unseen characters out of `text` and says what they were. Icons of private use areas and control characters go
 * silently.
 */
export function cleanText(text: string): Cleaned {
  const unseen: Cleaned['unseen'] = [];
  // Flags of regions are a black flag followed by tags; those are emoji.
  let out = text.replace(/(?<!\u{1F3F4})[\u{E0000}-\u{E007F}]+/gu, (tags) => {
    unseen.push({
      kind: 'unicode-tags',
      text: decodeTags(tags) || `${[...tags].length} tag characters`,
      why: 'Unicode tag characters, which no font shows',
    });
    return '';
  });
  out = out.replace(TAGS, '');
  const count = (pattern: RegExp): number => out.match(pattern)?.length ?? 0;
  const plain = (): string =>
    out
      .replace(BIDI, '')
      .replace(ZERO_WIDTH, '')
      .replace(SELECTORS, '')
      .replace(JOINERS, '')
      .trim()
      .slice(0, 200);
  const bidi = count(BIDI);
  if (bidi > 0)
    unseen.push({
      kind: 'bidi-control',
      text: plain(),
      why: `${bidi} control character(s) that change the direction of writing`,
    });
  const zero =
    count(ZERO_WIDTH) +
    count(JOINERS) +
    (out.match(SELECTORS) ?? []).reduce((sum, one) => sum + [...one].length, 0);
  if (zero > 0)
    unseen.push({
      kind: 'zero-width',
      text: plain(),
      why: `${zero} character(s) of no width inside the text`,
    });
  out = out
    .replace(BIDI, '')
    .replace(SELECTORS, '')
    .replace(ZERO_WIDTH, '')
    .replace(JOINERS, '')
    // A soft hyphen that ends a line was printed; inside a line it was not.
    .replace(/\u00AD\s*$/, '-')
    .replace(/\u00AD/g, '')
    .replace(LIGATURES, (one) => one.normalize('NFKC'))
    .replace(ICONS, ' ')
    .replace(CONTROLS, ' ')
    .replace(/[\s\u00A0]+/g, ' ')
    .trim();
  return { text: out, unseen };
}
