import * as engine from 'pdfjs-dist';
import * as parser from 'pdfjs-dist/build/pdf.worker.mjs';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { LIMITS } from '@/lib/documents/limits';
import { FACTORIES, newCanvas } from '@/lib/documents/pdf/without-page';
import type { ReadOrder } from '@/lib/documents/port';
import { readDocument } from '@/lib/documents/read';
import { systemClock } from '@/lib/platform/clock';

/** Stops by itself a little before the thread is ended, so that most slow files cost no new thread. */
const LIMIT = { milliseconds: LIMITS.milliseconds - 250 };

/** The thread that reads documents. It has no key, no storage of the extension's own to look into, and is ended when it overruns. */
export default defineUnlistedScript(() => {
  // pdf.js runs its parser on this very thread instead of starting another one.
  (globalThis as { pdfjsWorker?: unknown }).pdfjsWorker = parser;
  const here = (folder: string): string => new URL(`/pdf/${folder}/`, location.href).href;
  const assets = { cMapUrl: here('cmaps'), standardFontDataUrl: here('standard_fonts'), ...FACTORIES };
  const port = globalThis as unknown as {
    onmessage: ((event: { data: ReadOrder }) => void) | null;
    postMessage(answer: object): void;
  };
  port.onmessage = ({ data: { id, bytes, fileName } }) => {
    void readDocument(bytes, {
      clock: systemClock,
      pdf: { engine, assets, newCanvas },
      fileName,
      limits: LIMIT,
    }).then((reading) => port.postMessage({ id, reading }));
  };
});
