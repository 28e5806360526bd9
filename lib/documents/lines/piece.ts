import type { Box } from '@/lib/documents/reading';

/** Words of one look that follow each other. */
export interface Span {
  text: string;
  bold: boolean;
  italic: boolean;
}

/** Text without a wide gap in it, standing on one baseline. Lengths are points from the page's upper left corner. */
export interface Piece {
  text: string;
  left: number;
  right: number;
  top: number;
  bottom: number;
  baseline: number;
  size: number;
  bold: boolean;
  italic: boolean;
  /** Present when the look changes within the text. */
  spans?: Span[];
}

/** Part of a line between two wide gaps or tabs. */
export interface Cell {
  text: string;
  bold: boolean;
  italic?: boolean;
  box?: Box;
  /** Present when the look changes within the text. */
  spans?: Span[];
}

/** A line in reading order, with what headings and entries are recognised by. */
export interface LayoutLine {
  page: number;
  cells: Cell[];
  text: string;
  /** Height of the em, in points. */
  size: number;
  bold: boolean;
  /** Begins with a list mark. */
  bullet: boolean;
  /** More space above than lines of one paragraph have, or the first of a column. */
  apart: boolean;
  /** Runs on from the line above: its first word did not fit there. */
  wrapped?: boolean;
  /** Column or band of the page that it stands in, counted over the page. */
  block?: number;
  /** The style says that it is a heading. */
  heading?: boolean;
  box?: Box;
}

// Symbol and Wingdings put their marks into a private area; old TeX fonts into control codes.
const MARK = /^\s*(?:[\uF020-\uF0FF\u0080-\u009F•◦▪▫■□●○◆◇❖➢➤►▸▹‣⁃∙∗–—*§·›»✓✔★☆]|[-o](?=\s))\s*/u;

/** The second half of a period whose line was too short for it. */
const HALF_PERIOD =
  /^\s*[–—-]\s*(?:\d|\p{L}{3,9}\.? \d{4}|(?:present|now|current|heute|aujourd|actual|oggi)\b)/iu;

/** Whether a text begins with a list mark. A dash before a date is no mark. */
export const hasMark = (text: string): boolean =>
  MARK.test(text) && text.replace(MARK, '').length > 0 && !HALF_PERIOD.test(text);

export const isMark = (text: string): boolean =>
  text.trim().length > 0 && text.replace(MARK, '').length === 0;

export const withoutMark = (text: string): string => text.replace(MARK, '');

/** Words (or, with an empty `glue`, raw runs) with their looks as spans; undefined when all look the same. */
export function spansOf(words: readonly Span[], glue = ' '): Span[] | undefined {
  const out: Span[] = [];
  for (const word of words) {
    const last = out.at(-1);
    if (!word.text) continue;
    // Punctuation by itself is set in either look.
    const bare = !/[\p{L}\p{N}]/u.test(word.text);
    if (last && (bare || (last.bold === word.bold && last.italic === word.italic)))
      last.text += glue + word.text;
    else out.push({ ...word });
  }
  const trimmed = out.map((span) => ({ ...span, text: span.text.replace(/\s+/g, ' ').trim() }));
  return trimmed.length > 1 ? trimmed : undefined;
}
