/** One reader of documents over a list of files, in a process of its own; prints a `Figure` as JSON. Arguments: reader, list. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

export type Reader = 'ours' | 'unpdf' | 'mammoth';

export interface Figure {
  files: number;
  /** Milliseconds for all files, the best of the rounds. */
  ms: number;
  /** Most memory the process ever held, MB, and how much of that came after the reader was loaded. */
  peakMb: number;
  mb: number;
  letters: number;
  failed: number;
}

/** Characters read. */
type Read = (bytes: Uint8Array, name: string) => Promise<number>;

const ROUNDS = 2;
const peers = createRequire(join(import.meta.dirname, 'peers', 'package.json'));

const READERS: Record<Reader, () => Promise<Read>> = {
  async ours() {
    const [engine, { readDocument }, { systemClock }] = await Promise.all([
      import('pdfjs-dist/legacy/build/pdf.mjs'),
      import('@/lib/documents/read'),
      import('@/lib/platform/clock'),
    ]);
    return async (bytes, fileName) => {
      const reading = await readDocument(bytes, { clock: systemClock, pdf: { engine }, fileName });
      return reading.lines.reduce((sum, { text }) => sum + text.length, 0);
    };
  },
  async unpdf() {
    const { extractText } = (await import(pathToFileURL(peers.resolve('unpdf')).href)) as {
      extractText(data: Uint8Array, options: { mergePages: true }): Promise<{ text: string }>;
    };
    return async (bytes) => (await extractText(bytes, { mergePages: true })).text.length;
  },
  async mammoth() {
    const { extractRawText } = peers('mammoth') as {
      extractRawText(input: { buffer: Buffer }): Promise<{ value: string }>;
    };
    return async (bytes) => (await extractRawText({ buffer: Buffer.from(bytes) })).value.length;
  },
};

const mbOf = (bytes: number): number => bytes / 2 ** 20;

async function main([reader, list]: string[]): Promise<void> {
  const files = (JSON.parse(readFileSync(list ?? '', 'utf8')) as string[]).map((path) => ({
    name: path,
    bytes: readFileSync(path),
  }));
  const read = await READERS[reader as Reader]();
  const loaded = mbOf(process.memoryUsage().rss);
  const figure: Figure = {
    files: files.length,
    ms: Number.POSITIVE_INFINITY,
    peakMb: 0,
    mb: 0,
    letters: 0,
    failed: 0,
  };
  for (let round = 0; round < ROUNDS; round++) {
    let letters = 0;
    let failed = 0;
    const began = performance.now();
    for (const { name, bytes } of files) {
      try {
        // A reader may keep the bytes for itself.
        letters += await read(new Uint8Array(bytes), name);
      } catch {
        failed++;
      }
    }
    figure.ms = Math.min(figure.ms, performance.now() - began);
    Object.assign(figure, { letters, failed });
  }
  // `maxRSS` is in kilobytes.
  figure.peakMb = process.resourceUsage().maxRSS / 1024;
  figure.mb = Math.max(0, figure.peakMb - loaded);
  console.log(`\n${JSON.stringify(figure)}`);
}

await main(process.argv.slice(2));
