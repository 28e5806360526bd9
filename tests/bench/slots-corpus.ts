/**
 * Answers every sample in `scheduling/common-slot.samples.jsonl` of a corpus folder (environment `FULCRUM_CORPUS`,
 * default `../shared/data`) and compares with the expected answer, to the byte. Run: npx tsx tests/bench/slots-corpus.ts
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../tools/cli/slots';

interface Sample {
  id: string;
  instance: unknown;
  expected: { slots: unknown; feasibleCount: number; feasibleHash: number };
}

function main(): number {
  const file = join(
    resolve(process.env.FULCRUM_CORPUS ?? '../shared/data'),
    'scheduling',
    'common-slot.samples.jsonl',
  );
  if (!existsSync(file)) {
    console.log(`No samples at ${file}; skipped. Set FULCRUM_CORPUS to the folder that holds scheduling/.`);
    return 0;
  }
  const samples = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);
  let failed = 0;
  for (const { id, instance, expected } of samples) {
    const lines: string[] = [];
    run(
      JSON.stringify(instance),
      { explain: false },
      (line) => lines.push(line),
      (line) => lines.push(line),
    );
    const wanted = JSON.stringify({ id, ...expected });
    if (lines[0] === wanted) continue;
    failed++;
    console.log(`${id}\n  expected ${wanted}\n  answered ${lines[0]}`);
  }
  console.log(`common-slot samples: ${samples.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = main();
