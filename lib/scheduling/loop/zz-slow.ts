import { readFileSync } from 'node:fs';
import { solveLoop } from './solve'; import { droppable, drop } from './relax';
const lines = readFileSync('/work/shared/data/scheduling/loop.samples.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l));
const {instance} = lines.find(l=>l.id===process.argv[2]);
const conf: string[] = JSON.parse(process.argv[3]!); const all=droppable(instance);
for (const extra of ['',...conf]) { const kept=conf.filter(x=>x!==extra); const t=performance.now(); const ins=drop(instance, all.filter(x=>!kept.includes(x))); const r=solveLoop(ins,{anyPlan:true}); console.log('kept minus',extra, r.status, r.objective, 'work',r.work, (performance.now()-t).toFixed(1)); }
for (const extra of conf) { const t=performance.now(); const r=solveLoop(drop(instance,[extra])); console.log('fix',extra, r.status, r.objective, 'work',r.work, (performance.now()-t).toFixed(1)); }
