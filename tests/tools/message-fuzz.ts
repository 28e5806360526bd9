// npx tsx tests/tools/message-fuzz.ts [COUNT] [SEED]: sends COUNT made-up messages (100,000) from a hostile content
// script to the worker's real server and contracts. Exit 1 when one has an effect it must not have.
import { fuzzMessages } from './message-fuzz-run';

const count = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? 1);
const started = performance.now();
const { contracts, methods, tally, defects } = await fuzzMessages(count, seed);
for (const [what, times] of Object.entries(tally).sort((a, b) => b[1] - a[1]))
  console.log(`${String(times).padStart(7)}  ${what}`);
for (const defect of defects) console.log(`DEFECT: ${defect}`);
console.log(
  `${count} messages to ${methods} methods of ${contracts} contracts, seed ${seed}: ${defects.length} defects (${((performance.now() - started) / 1000).toFixed(1)} s)`,
);
process.exitCode = defects.length > 0 ? 1 : 0;
