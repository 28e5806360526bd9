import { readFileSync } from 'node:fs';
import { solveLoop } from './solve'; import { explainInfeasible, pairFixes } from './explain'; import {parseLoop} from './parse'; import { droppable, drop } from './relax'; import {repairsFor} from './repairs';
const lines = readFileSync('/work/shared/data/scheduling/loop.samples.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l));
let geo=0,n=0;
for (const {id,instance:raw,expected} of lines) {
  const p = parseLoop(raw); if (!p.ok) { console.log('PARSE', id, p); continue; } const instance=p.instance;
  if (expected.status!=='INFEASIBLE') { const r=solveLoop(instance); const t=performance.now(); const rep=repairsFor(instance,r.plan!); console.log(id,'repairs',(performance.now()-t).toFixed(1), rep.repairs.map(x=>x.kind+x.moved.length+'/'+x.reseated.length).join(' ')); continue; }
  if (JSON.stringify(droppable(instance))!==JSON.stringify(expected.relaxable)) console.log('relaxable differs', id, droppable(instance), expected.relaxable);
  for (let i=0;i<5;i++) {solveLoop(instance); }
  explainInfeasible(instance);
  const t0=performance.now(); solveLoop(instance); const t1=performance.now(); const e=explainInfeasible(instance); const t2=performance.now(); const pf=pairFixes(instance,e); const t3=performance.now();
  const inf=(k:string[])=>solveLoop(drop(instance, droppable(instance).filter(x=>!k.includes(x)))).status==='INFEASIBLE';
  const ok = inf(e.conflict!) && e.conflict!.every(c=>!inf(e.conflict!.filter(x=>x!==c)));
  const expFix=JSON.stringify([...expected.singleFixes].sort()); const got=JSON.stringify(e.singleFixes.map(f=>f.ids[0]).sort());
  geo+=Math.log((t2-t1)/(t1-t0)); n++;
  console.log(id,'plain',(t1-t0).toFixed(2),'explain',(t2-t1).toFixed(2),'x',((t2-t1)/(t1-t0)).toFixed(1),'valid',ok,'fixes ok',expFix===got, JSON.stringify(e.conflict),JSON.stringify(expected.conflict), JSON.stringify(e.singleFixes.map(f=>[f.ids[0],f.objective])),'pairs',pf?.length,(t3-t2).toFixed(1));
}
console.log('geo', Math.exp(geo/n));
