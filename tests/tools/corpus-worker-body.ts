import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import * as engine from 'pdfjs-dist/legacy/build/pdf.mjs';
import { LIMITS } from '@/lib/documents/limits';
import { readDocument } from '@/lib/documents/read';
import { systemClock } from '@/lib/platform/clock';

const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => `${join(home, name)}/`;
const assets = {
  cMapUrl: folder('cmaps'),
  standardFontDataUrl: folder('standard_fonts'),
  wasmUrl: folder('wasm'),
};

/** Stops by itself a little before its thread is ended, so that most slow files cost no new thread. */
const limits = { milliseconds: LIMITS.milliseconds - 250 };

const port = parentPort;
if (!port) throw new Error('This file is the body of a worker thread and is not run by itself.');

port.on('message', async ({ id, bytes, fileName }: { id: number; bytes: Uint8Array; fileName: string }) => {
  const reading = await readDocument(bytes, {
    clock: systemClock,
    pdf: { engine, assets },
    fileName,
    limits,
  });
  port.postMessage({ id, reading });
});
port.postMessage('ready');
