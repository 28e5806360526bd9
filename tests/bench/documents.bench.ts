import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { makePdf, resume, say } from '../fakes/documents';
import type { Figure, Reader } from './document-contestant';

const run = promisify(execFile);
const corpus = resolve(process.env.FULCRUM_CORPUS ?? '../shared/data');
const peers = join(import.meta.dirname, 'peers');
/** Files of each kind, spread evenly over the folder. */
const MOST = 30;

/** Files of the corpus folder, or files written to `folder` when there are none. */
function samples(ending: '.pdf' | '.docx', folders: readonly string[], folder: string): string[] {
  const real = folders
    .map((name) => join(corpus, name))
    .filter(existsSync)
    .flatMap((name) => readdirSync(name, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const step = Math.max(1, real.length / MOST);
  if (real.length > 0) return real.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step));
  const line = (i: number): string => `Built service ${i} in TypeScript for ${i + 3} teams, 2019 - 2023`;
  return Array.from({ length: MOST }, (_, n) => {
    const lines = Array.from({ length: 40 + n }, (_, i) => line(i));
    const pages = [lines.map((text, i) => say(text, 50, 760 - 12 * i, { size: 9 })).join('')];
    const path = join(folder, `synthetic-${n}${ending}`);
    writeFileSync(path, ending === '.pdf' ? makePdf({ pages }) : resume(lines.join('\n')));
    return path;
  });
}

/** One reader over all files, in a process of its own: memory is a process's, and whoever ran first would pay for all. */
async function contest(reader: Reader, list: string): Promise<Figure> {
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'document-contestant.ts'), reader, list],
    { maxBuffer: 1 << 24, timeout: 10 * 60_000 },
  );
  return JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1)) as Figure;
}

const row = (name: string, { ms, mb, peakMb, letters, failed, files }: Figure): string =>
  `  ${name.padEnd(8)} ${(ms / files).toFixed(1).padStart(7)} ms/file ${((1000 * files) / ms).toFixed(1).padStart(7)} files/s  peak ${peakMb.toFixed(0).padStart(4)} MB, ${mb.toFixed(0).padStart(4)} MB of it for reading ${String(letters).padStart(8)} letters ${String(failed).padStart(3)} failed`;

/** Reading documents against the libraries that only extract text, on the same files in one run. */
export async function main(): Promise<void> {
  console.log('Ours also looks for hidden text, columns, sections and the name; the peers give plain text.');
  console.log('Each in a process of its own. Without a canvas here the ink test is off.');
  const folder = mkdtempSync(join(tmpdir(), 'fulcrum-documents-'));
  try {
    for (const [ending, folders, peer] of [
      ['.pdf', ['resumes'], 'unpdf'],
      ['.docx', ['resumes', 'hostile'], 'mammoth'],
    ] as const) {
      const files = samples(ending, folders, folder);
      const list = join(folder, `list${ending}.json`);
      writeFileSync(list, JSON.stringify(files));
      console.log(`\n${files.length} ${ending} files, such as ${basename(files[0] ?? '')}`);
      const own = await contest('ours', list);
      console.log(row('ours', own));
      if (!existsSync(join(peers, 'node_modules', peer))) {
        console.log(`  No ${peer}: run "npm ci" in tests/bench/peers to compare. Skipped.`);
        continue;
      }
      const other = await contest(peer, list);
      console.log(row(peer, other));
      console.log(
        `  ours / ${peer}: time ${(own.ms / other.ms).toFixed(2)}, peak memory ${(own.peakMb / other.peakMb).toFixed(2)}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
