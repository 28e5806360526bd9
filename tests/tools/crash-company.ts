// npx tsx tests/tools/crash-company.ts [KIND]: the crash matrix on the sandbox company with the real adapters.
import { crashKind, KINDS } from '../fakes/crash-company-matrix';

const only = process.argv[2];
const started = performance.now();
let bad = 0;
let runs = 0;
let deaths = 0;
let lost = 0;
let doubled = 0;
for (const kind of KINDS.filter((one) => !only || one.name === only)) {
  const report = await crashKind(kind, (line) => console.log(line));
  runs += report.runs;
  deaths += report.deaths;
  lost += report.lost;
  doubled += report.doubled;
  bad += report.bad.length;
  for (const cell of report.bad) console.log('NOT SOUND', JSON.stringify(cell));
}
console.log(
  `\n${runs} runs on the sandbox company, ${deaths} deaths: ${lost} lost, ${doubled} doubled, ${bad} not as without deaths (${((performance.now() - started) / 1000).toFixed(1)} s)`,
);
process.exitCode = bad > 0 ? 1 : 0;
