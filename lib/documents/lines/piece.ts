import type { Box } from '@/lib/documents/reading';

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
}

/** Part of a line between two wide gaps or tabs. */
export interface Cell {
  text: string;
  bold: boolean;
  box?: Box;
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
  /** The style says that it is a heading. */
  heading?: boolean;
  box?: Box;
}

const MARK = /^\s*(?:[•◦▪▫■□●○◆◇❖➢➤►▸▹‣⁃∙∗–—*§·›»✓✔★☆]|[-o](?=\s))\s*/u;

/** Whether a text begins with a list mark. A lone dash before a digit is no mark. */
export const hasMark = (text: string): boolean => MARK.test(text) && text.replace(MARK, '').length > 0;

export const isMark = (text: string): boolean =>
  text.trim().length > 0 && text.replace(MARK, '').length === 0;

export const withoutMark = (text: string): string => text.replace(MARK, '');
