import * as engine from 'pdfjs-dist';
import * as parser from 'pdfjs-dist/build/pdf.worker.mjs';
import { readDocument } from '@/lib/documents/read';
import type { Clock } from '@/lib/platform/clock';
import type { DocumentReader } from '@/lib/workflows/screen-applicant/ports';

/** Reads documents where it runs: pdf.js finds its parser in place, so that it starts no worker of its own. */
export function documentReader(clock: Clock): DocumentReader {
  Object.assign(globalThis, { pdfjsWorker: parser });
  return { read: (bytes, fileName) => readDocument(bytes, { clock, pdf: { engine }, fileName }) };
}
