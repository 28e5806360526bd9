import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { parentPort } from 'node:worker_threads';
import * as engine from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readDocument } from '@/lib/documents/read';
import { systemClock } from '@/lib/platform/clock';

const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => `${join(home, name)}/`;
const assets = { cMapUrl: folder('cmaps'), standardFontDataUrl: folder('standard_fonts'), wasmUrl: folder('wasm') };

const port = parentPort;
if (!port) throw new Error('This file is the body of a worker thread and is not run by itself.');

port.on('message', async ({ id, bytes, fileName }: { id: number; bytes: Uint8Array; fileName: string }) => {
  const reading = await readDocument(bytes, { clock: systemClock, pdf: { engine, assets }, fileName });
  port.postMessage({ id, reading });
});
port.postMessage('ready');
