/** Axis-parallel rectangle in points (1/72 inch) from the page's upper left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One line of visible text, numbered from 1 through the whole document, in reading order. */
export interface TextLine {
  n: number;
  /** From 1. DOCX pages are those the word processor last laid out; 1 when it left no marks. */
  page: number;
  text: string;
  /** Where the line stands on the page; absent for DOCX, which has no fixed places. */
  box?: Box;
  /** Offsets in `text` at which something begins that stands apart from what is before it: a date at the margin, another column. */
  parts?: number[];
}

/** Ways in which text can be in a file without a reader seeing it. */
export type HiddenKind =
  | 'low-contrast'
  | 'invisible-mode'
  | 'transparent'
  | 'tiny'
  | 'off-page'
  | 'clipped'
  | 'covered'
  | 'layer-off'
  | 'no-ink'
  | 'annotation'
  | 'metadata'
  | 'attachment'
  | 'vanish'
  | 'comment'
  | 'deletion'
  | 'alt-text'
  | 'unused-part'
  | 'field-code'
  | 'zero-width'
  | 'unicode-tags'
  | 'bidi-control';

/** Text that is in the file but not in front of a reader. `page` is 0 for the file as a whole. */
export interface HiddenText {
  page: number;
  text: string;
  kind: HiddenKind;
  /** One sentence for people. */
  why: string;
  box?: Box;
}

export const STATUSES = [
  'read',
  'partial',
  'ocr',
  'scan',
  'empty',
  'password',
  'unsupported',
  'too-large',
  'damaged',
  'timed-out',
] as const;

/**
 * What became of a document.
 * `read`: the visible text, whole. `partial`: the beginning, or all but some pages (the message says which).
 * `ocr`: text that a machine recognised under a picture; nobody has checked it. `scan`: pictures of pages, no text.
 * `empty`: no text at all. The others have no lines: `password`, `unsupported` (a format that is not read),
 * `too-large`, `damaged`, `timed-out`.
 */
export type DocumentStatus = (typeof STATUSES)[number];

/** Who the document says it is about. Unknown fields are absent. */
export interface Identity {
  name?: string;
  emails?: string[];
  phones?: string[];
  links?: string[];
}

/** Dates are `YYYY`, `YYYY-MM` or, for an end, `present`. */
export interface WorkEntry {
  company?: string;
  title?: string;
  start?: string;
  end?: string;
}

export interface EducationEntry {
  school?: string;
  degree?: string;
  start?: string;
  end?: string;
}

export interface Sections {
  work?: WorkEntry[];
  education?: EducationEntry[];
  skills?: string[];
  certifications?: string[];
}

/** The typed result of reading one document; every outcome has this shape. */
export interface DocumentReading {
  status: DocumentStatus;
  /** For people: what happened and, where there is one, the way out. */
  message: string;
  format?: 'pdf' | 'docx';
  /** Pages the file has; 0 when that could not be learnt. */
  pages: number;
  lines: TextLine[];
  hidden: HiddenText[];
  identity: Identity;
  sections: Sections;
  /** Years covered by the dated work entries, overlaps counted once, to one decimal. */
  yearsExperience?: number;
}

/** A {@link DocumentReading} without text. */
export function unread(
  status: DocumentStatus,
  message: string,
  more: Partial<DocumentReading> = {},
): DocumentReading {
  return { status, message, pages: 0, lines: [], hidden: [], identity: {}, sections: {}, ...more };
}
