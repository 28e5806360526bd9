/**
 * Reads every document of a folder of real files (environment `FULCRUM_CORPUS`, default `../shared/data`), prints what
 * became of them, and measures the fields against the structured truth that lies beside some. Fails when a document
 * brought the reader down, held it up, or when a measure is below its mark.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, resolve, sep } from 'node:path';
import { type DocumentReading, type DocumentStatus, STATUSES } from '@/lib/documents/reading';
import { createLimitedReader } from './corpus-reader';
import { type Measure, measure, type Score, type Truth, truthOfJson, truthOfYaml } from './corpus-truth';

const root = resolve(process.env.FULCRUM_CORPUS ?? '../shared/data');
const FOLDERS = ['resumes', 'hostile'];
/** Sources and notes that lie beside the documents. */
const NOT_DOCUMENTS = /\.(tex|gz|bib|conf|py|toml|md|tsv|yaml|yml|json)$|\.python-version$/i;
const MARKS: Record<Measure, number> = { name: 0.95, email: 0.95, companies: 0.9, schools: 0.85 };
const MEASURES = Object.keys(MARKS) as Measure[];
const SLOW = 3_000;

/** The structured truth of the same name beside a document. */
function truthBeside(file: string): Truth | null {
  const stem = file.slice(0, -extname(file).length);
  for (const [ending, read] of [
    ['.yaml', truthOfYaml],
    ['.json', truthOfJson],
  ] as const)
    if (existsSync(stem + ending)) return read(readFileSync(stem + ending, 'utf8'));
  return null;
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

const percent = ({ right, of }: Score): string =>
  of === 0 ? '-' : `${((100 * right) / of).toFixed(1)} % (${right}/${of})`;

export async function main(): Promise<number> {
  if (!existsSync(root)) {
    console.log(
      `No corpus at ${root}; skipped. Set FULCRUM_CORPUS to a folder that holds resumes and hostile files.`,
    );
    return 0;
  }
  const files = FOLDERS.filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && !NOT_DOCUMENTS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const chatty = process.argv.includes('--each');
  const reader = createLimitedReader();
  const counts = new Map<string, Map<DocumentStatus | 'files' | 'hidden', number>>();
  const totals = Object.fromEntries(MEASURES.map((one) => [one, { right: 0, of: 0 }])) as Record<
    Measure,
    Score
  >;
  const misses: string[] = [];
  const notes: string[] = [];
  const times: number[] = [];
  let failed = 0;

  const weigh = (name: string, truth: Truth, reading: DocumentReading): void => {
    const scores = measure(truth, reading);
    for (const one of MEASURES) {
      totals[one].right += scores[one].right;
      totals[one].of += scores[one].of;
    }
    const low = MEASURES.filter((one) => scores[one].right < scores[one].of);
    if (low.length > 0)
      misses.push(`${name}: ${low.map((one) => `${one} ${scores[one].right}/${scores[one].of}`).join(', ')}`);
  };

  for (const file of files) {
    const name = relative(root, file);
    const { reading, cut, ms } = await reader.read(readFileSync(file), file);
    times.push(ms);
    const folder = name.split(sep).slice(0, 2).join('/');
    const row = counts.get(folder) ?? new Map<DocumentStatus | 'files' | 'hidden', number>();
    counts.set(folder, row);
    const add = (
      what: DocumentStatus | 'files' | 'hidden',
    ): Map<DocumentStatus | 'files' | 'hidden', number> => row.set(what, (row.get(what) ?? 0) + 1);
    add('files');
    if (STATUSES.includes(reading.status)) add(reading.status);
    else {
      failed++;
      notes.push(`UNTYPED ${name}: ${String(reading.status)}`);
    }
    if (reading.hidden.some((one) => one.kind !== 'metadata')) add('hidden');
    if (cut === 'crash') {
      failed++;
      notes.push(`CRASH ${name}: ${reading.message}`);
    } else if (cut === 'time') notes.push(`CUT OFF ${name}: ${Math.round(ms)} ms`);
    else if (ms > SLOW) notes.push(`slow ${name}: ${Math.round(ms)} ms, ${reading.status}`);
    if (chatty)
      console.log(
        `${reading.status.padEnd(11)} ${String(reading.lines.length).padStart(5)} lines ${String(Math.round(ms)).padStart(5)} ms  ${name}`,
      );
    const truth = truthBeside(file);
    if (truth) weigh(name, truth, reading);
  }
  await reader.close();

  const columns = ['files', ...STATUSES, 'hidden'] as const;
  const rows = [...counts].map(([folder, row]) => [
    folder,
    ...columns.map((one) => String(row.get(one) ?? 0)),
  ]);
  const sum = columns.map((one) =>
    String([...counts.values()].reduce((total, row) => total + (row.get(one) ?? 0), 0)),
  );
  console.log(table([['folder', ...columns], ...rows, ['all', ...sum]]));
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0);
  console.log(
    `\n${files.length} documents, ${failed} failures; milliseconds: middle ${at(0.5)}, 95 % ${at(0.95)}, longest ${at(1)}.`,
  );
  for (const note of notes) console.log(note);
  if (totals.name.of > 0) {
    console.log('\nFields against the truth beside the documents (exact apart from case and punctuation):');
    for (const one of MEASURES) {
      const { right, of } = totals[one];
      const low = of > 0 && right / of < MARKS[one];
      if (low) failed++;
      console.log(
        `  ${one.padEnd(9)} ${percent(totals[one])}, mark ${100 * MARKS[one]} %${low ? '  BELOW' : ''}`,
      );
    }
    for (const miss of misses) console.log(`  missed ${miss}`);
  }
  return failed === 0 ? 0 : 1;
}
