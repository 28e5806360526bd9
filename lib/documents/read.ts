import { identifyArchive, readDocx } from '@/lib/documents/docx/read-docx';
import { ArchiveError, openArchive } from '@/lib/documents/docx/zip';
import { nameCompoundFile, sniffFormat } from '@/lib/documents/format';
import {
  type Deadline,
  type DocumentLimits,
  deadlineAt,
  LIMITS,
  TimedOut,
  TooMuch,
} from '@/lib/documents/limits';
import type { LayoutLine } from '@/lib/documents/lines/piece';
import { type PdfPort, type RawReading, readPdf } from '@/lib/documents/pdf/read-pdf';
import { type DocumentReading, type HiddenText, unread } from '@/lib/documents/reading';
import { understand } from '@/lib/documents/sections/understand';
import { cleanText } from '@/lib/documents/unseen-characters';
import type { Clock } from '@/lib/platform/clock';

export interface ReadOptions {
  clock: Clock;
  pdf: PdfPort;
  /** Used only when the bytes do not say what they are. */
  fileName?: string;
  limits?: Partial<DocumentLimits>;
}

type Format = 'pdf' | 'docx';

const WHAT_WE_READ = 'Ask for a PDF or a Word document (.docx).';

const list = (pages: readonly number[]): string =>
  `${pages.length === 1 ? 'Page' : 'Pages'} ${pages.length === 1 ? pages[0] : `${pages.slice(0, -1).join(', ')} and ${pages.at(-1)}`}`;

/** Unseen characters taken out; lines that were nothing else dropped; the characters limit applied. */
function cleanLines(
  raw: RawReading,
  limits: DocumentLimits,
): { lines: LayoutLine[]; hidden: HiddenText[]; cut: boolean } {
  const hidden: HiddenText[] = [];
  const lines: LayoutLine[] = [];
  let left = limits.characters;
  for (const line of raw.lines) {
    if (line.page > limits.pages) return { lines, hidden, cut: true };
    const cells = line.cells
      .map((cell) => {
        const { text, unseen } = cleanText(cell.text);
        hidden.push(
          ...unseen.map((one) => ({ ...one, page: line.page, ...(line.box ? { box: line.box } : {}) })),
        );
        const spans = cell.spans
          ?.map((span) => ({ ...span, text: cleanText(span.text).text }))
          .filter((span) => span.text);
        return { ...cell, text, ...(spans && spans.length > 1 ? { spans } : { spans: undefined }) };
      })
      .filter((cell) => cell.text);
    const text = cells.map((cell) => cell.text).join(' ');
    if (!text) continue;
    if (text.length > left) return { lines, hidden, cut: true };
    left -= text.length + 1;
    lines.push({ ...line, cells, text });
  }
  return { lines, hidden, cut: raw.read < raw.pages };
}

/** Where the cells after the first begin in the line's text. */
function partsOf(cells: LayoutLine['cells']): number[] {
  let at = 0;
  return cells.flatMap(({ text }, i) => {
    const start = at;
    at += text.length + 1;
    return i === 0 ? [] : [start];
  });
}

function conclude(format: Format, raw: RawReading, limits: DocumentLimits, now: number): DocumentReading {
  const { lines, hidden, cut } = cleanLines(raw, limits);
  const everything = [
    ...raw.hidden.map((one) => ({ ...one, text: cleanText(one.text).text || one.text.trim() })),
    ...hidden,
  ];
  const letters = lines.reduce((sum, line) => sum + line.text.length, 0);
  const base = { format, pages: raw.pages, hidden: everything };
  if (letters < 15 && raw.pictures.length > 0)
    return unread(
      'scan',
      'This document is a picture of text. Fulcrum does not read pictures; ask for the original file, or read it yourself.',
      base,
    );
  if (letters === 0 && raw.read > 0 && raw.broken.length === raw.read)
    return unread('damaged', 'No page of this document could be read; the file is damaged.', base);
  if (letters === 0 && everything.some((one) => one.page > 0))
    return unread('empty', 'This document shows no text; the text it holds is hidden from readers.', base);
  if (letters === 0)
    return unread(
      'empty',
      'This document holds no text. What is on its pages, if anything, is drawn and not written.',
      base,
    );
  const notes = [
    cut
      ? `Only the beginning was read (${limits.pages} pages, ${limits.characters} characters at most).`
      : '',
    raw.broken.length > 0 ? `${list(raw.broken)} could not be read.` : '',
    raw.pictures.length > 0
      ? `${list(raw.pictures)} ${raw.pictures.length === 1 ? 'is a picture' : 'are pictures'} without text.`
      : '',
  ].filter(Boolean);
  const recognised = raw.recognised.length > 0;
  const read = {
    ...base,
    lines: lines.map(({ page, text, box, cells }, i) => {
      const parts = partsOf(cells);
      return { n: i + 1, page, text, ...(box ? { box } : {}), ...(parts.length > 0 ? { parts } : {}) };
    }),
    ...understand(lines, raw.links, now),
  };
  if (recognised)
    return {
      ...read,
      status: 'ocr',
      message: [
        `${list(raw.recognised)} of this document: a picture with text that a machine recognised. Nobody has checked it against the picture.`,
        ...notes,
      ].join(' '),
    };
  if (notes.length > 0) return { ...read, status: 'partial', message: notes.join(' ') };
  return { ...read, status: 'read', message: `The document was read (${lines.length} lines).` };
}

async function readBytes(
  bytes: Uint8Array,
  options: ReadOptions,
  limits: DocumentLimits,
  deadline: Deadline,
): Promise<DocumentReading> {
  const format = sniffFormat(bytes, options.fileName);
  const unsupported = (name: string): DocumentReading =>
    unread('unsupported', `This file is ${name}, which Fulcrum does not read. ${WHAT_WE_READ}`);
  const now = options.clock.now();
  if (format.kind === 'pdf')
    return conclude('pdf', await readPdf(bytes, options.pdf, limits, deadline), limits, now);
  if (format.kind === 'zip') {
    const archive = openArchive(bytes, limits, deadline);
    const found = identifyArchive(archive);
    if ('other' in found) return unsupported(found.other);
    return conclude('docx', readDocx(archive, found.main, deadline), limits, now);
  }
  if (format.kind === 'compound-file') {
    const name = nameCompoundFile(bytes);
    return name === 'password' ? locked() : unsupported(name);
  }
  return unsupported(format.kind === 'other' ? format.name : 'of an unknown format');
}

const locked = (): DocumentReading =>
  unread('password', 'This document is protected by a password. Ask for a copy without one.');

function refusal(error: unknown, limits: DocumentLimits): DocumentReading {
  if (error instanceof TimedOut)
    return unread(
      'timed-out',
      `Reading this document took longer than ${Math.round(limits.milliseconds / 1000)} seconds and was stopped. Read it yourself.`,
    );
  if (error instanceof ArchiveError && error.reason === 'password') return locked();
  if (error instanceof TooMuch || (error instanceof ArchiveError && error.reason === 'too-large'))
    return unread('too-large', `This document was not unpacked: ${error.message}.`);
  if (error instanceof ArchiveError)
    return unread('damaged', `This document is damaged: ${error.message}. Ask for it again.`);
  const name = error instanceof Error ? error.name : '';
  if (name === 'PasswordException') return locked();
  return unread('damaged', 'This document is damaged and cannot be opened. Ask for it again.');
}

/**
 * Reads a PDF or Word document to visible, numbered text, with what is hidden in it and what its sections say.
 * Any bytes come to a typed result; it never throws. Where the parser itself may hang, run it in a worker and end that
 * at {@link DocumentLimits.milliseconds}.
 */
export async function readDocument(bytes: Uint8Array, options: ReadOptions): Promise<DocumentReading> {
  const limits = { ...LIMITS, ...options.limits };
  if (bytes.length === 0) return unread('empty', 'This file is empty. Ask for it again.');
  if (bytes.length > limits.bytes)
    return unread(
      'too-large',
      `This file is larger than ${Math.round(limits.bytes / 1024 / 1024)} MB and was not read. Ask for a smaller one.`,
    );
  const deadline = deadlineAt(options.clock.now() + limits.milliseconds, options.clock);
  try {
    return await readBytes(bytes, options, limits, deadline);
  } catch (error) {
    return refusal(error, limits);
  }
}
