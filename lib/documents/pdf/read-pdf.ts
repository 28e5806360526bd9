import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { Deadline, DocumentLimits } from '@/lib/documents/limits';
import { TimedOut } from '@/lib/documents/limits';
import type { LayoutLine } from '@/lib/documents/lines/piece';
import { openPdf, type PdfAssets, type PdfEngine } from '@/lib/documents/pdf/engine';
import type { NewCanvas } from '@/lib/documents/pdf/ink';
import { refuseBombs } from '@/lib/documents/pdf/packed-streams';
import { type PageReading, readPage } from '@/lib/documents/pdf/read-page';
import { unseenInFile } from '@/lib/documents/pdf/unseen-parts';
import type { HiddenText } from '@/lib/documents/reading';

export interface PdfPort {
  engine: PdfEngine;
  assets?: PdfAssets;
  /** Given, pages are drawn to find text that leaves no ink. */
  newCanvas?: NewCanvas;
}

/** What either format comes to before headings and entries are looked for. */
export interface RawReading {
  pages: number;
  lines: LayoutLine[];
  hidden: HiddenText[];
  links: string[];
  /** Pages that are a picture without text. */
  pictures: number[];
  /** Pages whose text was recognised by a machine. */
  recognised: number[];
  /** Pages that could not be read. */
  broken: number[];
  /** Pages read; fewer than `pages` when a limit was reached. */
  read: number;
}

/** Share of a page a picture needs to be the page. */
const PICTURE = 0.5;

const layersOf = async (pdf: PDFDocumentProxy): Promise<(properties: unknown) => boolean> => {
  const config = await pdf.getOptionalContentConfig();
  return (properties) =>
    properties === null ||
    properties === undefined ||
    config.isVisible(properties as Parameters<typeof config.isVisible>[0]) !== false;
};

/**
 * Reads the pages one after another until a limit. A page that cannot be read is named and the others go on.
 * Throws what pdf.js throws for a file that cannot be opened, {@link TimedOut}, and `TooMuch`.
 */
export async function readPdf(
  bytes: Uint8Array,
  port: PdfPort,
  limits: DocumentLimits,
  deadline: Deadline,
): Promise<RawReading> {
  refuseBombs(bytes, limits, deadline);
  const task = openPdf(port.engine, bytes, port.assets ?? {});
  try {
    const pdf = await deadline.race(task.promise);
    const out: RawReading = {
      pages: pdf.numPages,
      lines: [],
      hidden: [],
      links: [],
      pictures: [],
      recognised: [],
      broken: [],
      read: 0,
    };
    const layerIsOn = await deadline.race(layersOf(pdf));
    let characters = 0;
    for (
      let number = 1;
      number <= Math.min(pdf.numPages, limits.pages) && characters <= limits.characters;
      number++
    ) {
      const page = await readOrName(pdf, number, port, layerIsOn, deadline);
      out.read = number;
      if (!page) {
        out.broken.push(number);
        continue;
      }
      out.lines.push(...page.lines);
      out.hidden.push(...page.hidden);
      out.links.push(...page.links);
      const length = page.lines.reduce((sum, line) => sum + line.text.length, 0);
      characters += length;
      if (page.recognised) out.recognised.push(number);
      else if (length < 15 && page.pictured >= PICTURE) out.pictures.push(number);
    }
    out.hidden.unshift(...(await deadline.race(unseenInFile(pdf))));
    return out;
  } finally {
    // Destroying may fail for a file that never opened; the reading's own error is the one that counts.
    await task.destroy().catch(() => undefined);
  }
}

async function readOrName(
  pdf: PDFDocumentProxy,
  number: number,
  port: PdfPort,
  layerIsOn: (properties: unknown) => boolean,
  deadline: Deadline,
): Promise<PageReading | null> {
  try {
    const page = await deadline.race(pdf.getPage(number));
    try {
      return await readPage(page, number, port.engine, layerIsOn, deadline, port.newCanvas);
    } finally {
      page.cleanup();
    }
  } catch (error) {
    if (error instanceof TimedOut) throw error;
    return null;
  }
}
