// npm run --silent cli -- extract FILE: what Fulcrum reads in a document, as JSON.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { DocumentReading } from '@/lib/documents/reading';
import { createLimitedReader } from '../corpus-reader';

const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const report = ({
  status,
  message,
  pages,
  lines,
  hidden,
  identity,
  sections,
  yearsExperience,
}: DocumentReading) => ({
  status,
  message,
  pages,
  lines: lines.map(({ n, page, text }) => ({ n, page, text })),
  hidden: hidden.map(({ page, text, why }) => ({ page, text, why })),
  identity,
  sections,
  ...(yearsExperience === undefined ? {} : { years_experience: yearsExperience }),
});

export async function main(args: string[]): Promise<number> {
  const [file, ...more] = args;
  if (!file || more.length > 0) {
    say('Usage: npm run --silent cli -- extract FILE');
    return 2;
  }
  let bytes: Uint8Array;
  try {
    if (!statSync(file).isFile()) {
      say(`${file} is not a file.`);
      return 2;
    }
    bytes = readFileSync(file);
  } catch (error) {
    say(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  const reader = createLimitedReader();
  try {
    const { reading } = await reader.read(bytes, basename(file));
    process.stdout.write(`${JSON.stringify(report(reading), null, 2)}\n`);
  } finally {
    await reader.close();
  }
  return 0;
}
