import { readFileSync } from 'node:fs';
import { solveLoop } from '@/lib/scheduling/loop/solve';
const lines = readFileSync('/work/shared/data/scheduling/loop.samples.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l));
let okA=0, okC=0, n=0, inf=0;
for (const {id,instance,expected} of lines) {
  for (let r=0;r<20;r++) solveLoop(instance,{maxWork:5e6});
  const t=performance.now(); const a=solveLoop(instance); const ms=performance.now()-t;
  const good = a.status===expected.status && (expected.status!=='OPTIMAL' || a.objective===expected.objective);
  const same = expected.status!=='OPTIMAL' || JSON.stringify(a.plan)===JSON.stringify(expected.witness);
  console.log(id, expected.status, expected.objective, a.status, a.objective, 'A',good,'C', same, ms.toFixed(2)+'ms', 'work', a.work);
  if (good && !same) console.log(JSON.stringify(a.plan), JSON.stringify(expected.witness), expected.optimalCount);
}
