// npx tsx tests/tools/audit-fuzz.ts [COUNT] [SEED]: damages an exported activity log COUNT times (10,000) and
// asks the offline verifier each time. Exit 1 when one damaged log passes, or the undamaged one does not.
import { mutate, sampleExports, seeded } from '../fakes/ledger-mutations';
import { verifyExport } from './cli/audit-verify';

const count = Number(process.argv[2] ?? 10_000);
const seed = Number(process.argv[3] ?? 1);
const random = seeded(seed);
const { log, fork } = await sampleExports();
const undamaged = verifyExport(JSON.stringify(log));
console.log(undamaged.message);

const tally = new Map<string, { tried: number; found: number }>();
for (let n = 0; n < count; n++) {
  const { name, text } = mutate(log, fork, random);
  const row = tally.get(name) ?? { tried: 0, found: 0 };
  const found = verifyExport(text).code !== 0;
  if (!found && row.tried === row.found) console.log(`NOT DETECTED: ${name} (seed ${seed}, number ${n})`);
  tally.set(name, { tried: row.tried + 1, found: row.found + (found ? 1 : 0) });
}
for (const [name, { tried, found }] of [...tally].sort())
  console.log(`${name.padEnd(28)} ${String(found).padStart(6)} of ${tried}`);
const missed = [...tally.values()].reduce((sum, { tried, found }) => sum + tried - found, 0);
console.log(`${count} mutations, ${count - missed} detected, ${missed} missed`);
process.exitCode = missed > 0 || undamaged.code !== 0 ? 1 : 0;
