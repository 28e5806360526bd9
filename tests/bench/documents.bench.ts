import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as engine from 'pdfjs-dist/legacy/build/pdf.mjs';
import { readDocument } from '@/lib/documents/read';
import { systemClock } from '@/lib/platform/clock';
import { makePdf, resume, say } from '../fakes/documents';

interface Sample {
  name: string;
  bytes: Uint8Array;
}
type Read = (bytes: Uint8Array) => Promise<number>;

const corpus = resolve(process.env.FULCRUM_CORPUS ?? '../shared/data');
const peers = join(import.meta.dirname, 'peers');
const ROUNDS = 2;
const MOST = 20;

/** Files of the corpus folder, or pages written here when there is none. */
function samples(ending: '.pdf' | '.docx', folders: readonly string[]): Sample[] {
  const real = folders
    .map((folder) => join(corpus, folder))
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .slice(0, MOST)
    .map((entry) => ({ name: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }));
  if (real.length > 0) return real;
  const line = (i: number): string => `Built service ${i} in TypeScript for ${i + 3} teams, 2019 - 2023`;
  return Array.from({ length: 20 }, (_, n) => {
    const lines = Array.from({ length: 40 + n }, (_, i) => line(i));
    const pages = [lines.map((text, i) => say(text, 50, 760 - 12 * i, { size: 9 })).join('')];
    return {
      name: `synthetic-${n}${ending}`,
      bytes: ending === '.pdf' ? makePdf({ pages }) : resume(lines.join('\n')),
    };
  });
}

const ours = async (bytes: Uint8Array): Promise<number> => {
  const reading = await readDocument(bytes, { clock: systemClock, pdf: { engine }, fileName: '' });
  return reading.lines.reduce((sum, { text }) => sum + text.length, 0);
};

async function unpdf(): Promise<Read> {
  const entry = createRequire(join(peers, 'package.json')).resolve('unpdf');
  const { extractText } = (await import(pathToFileURL(entry).href)) as {
    extractText(data: Uint8Array, options: { mergePages: true }): Promise<{ text: string }>;
  };
  return async (bytes) => (await extractText(bytes, { mergePages: true })).text.length;
}

async function mammoth(): Promise<Read> {
  const { extractRawText } = createRequire(join(peers, 'package.json'))('mammoth') as {
    extractRawText(input: { buffer: Buffer }): Promise<{ value: string }>;
  };
  return async (bytes) => (await extractRawText({ buffer: Buffer.from(bytes) })).value.length;
}

interface Figure {
  /** Milliseconds for all files, the best of the rounds. */
  ms: number;
  /** Most memory in use beyond the start, MB. */
  mb: number;
  letters: number;
  failed: number;
}

/** Reads all files in turn; a file that cannot be read counts as failed. Memory is what is in use after each file. */
async function time(read: Read, files: readonly Sample[]): Promise<Figure> {
  const figure: Figure = { ms: Number.POSITIVE_INFINITY, mb: 0, letters: 0, failed: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const { rss: before } = process.memoryUsage();
    let letters = 0;
    let failed = 0;
    const began = performance.now();
    for (const { bytes } of files) {
      try {
        // A reader may keep the bytes for itself.
        letters += await read(new Uint8Array(bytes));
      } catch {
        failed++;
      }
      figure.mb = Math.max(figure.mb, (process.memoryUsage().rss - before) / 2 ** 20);
    }
    figure.ms = Math.min(figure.ms, performance.now() - began);
    Object.assign(figure, { letters, failed });
  }
  return figure;
}

const row = (name: string, { ms, mb, letters, failed }: Figure, files: readonly Sample[]): string =>
  `  ${name.padEnd(8)} ${(ms / files.length).toFixed(1).padStart(7)} ms/file ${((1000 * files.length) / ms).toFixed(1).padStart(7)} files/s ${mb.toFixed(0).padStart(5)} MB more ${String(letters).padStart(8)} letters ${String(failed).padStart(3)} failed`;

/** Reading documents against the libraries that only extract text, on the same files in one run. */
export async function main(): Promise<void> {
  console.log('Ours also looks for hidden text, columns, sections and the name; the peers give plain text.');
  console.log(
    'Without a canvas here the ink test is off. Memory of the process, so the first reader pays more.',
  );
  for (const [ending, folders, name, load] of [
    ['.pdf', ['resumes'], 'unpdf', unpdf],
    ['.docx', ['hostile/docx_mammoth', 'hostile/docx_poi'], 'mammoth', mammoth],
  ] as const) {
    const files = samples(ending, folders);
    console.log(`\n${files.length} ${ending} files, such as ${basename(files[0]?.name ?? '')}`);
    const own = await time(ours, files);
    console.log(row('ours', own, files));
    if (!existsSync(join(peers, 'node_modules', name))) {
      console.log(`  No ${name}: run "npm ci" in tests/bench/peers to compare. Skipped.`);
      continue;
    }
    const peer = await time(await load(), files);
    console.log(row(name, peer, files));
    console.log(`  time ours / ${name}: ${(own.ms / peer.ms).toFixed(2)}`);
  }
}
