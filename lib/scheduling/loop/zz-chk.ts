import { readFileSync } from 'node:fs';
import { solveLoop } from './solve'; import { explainInfeasible } from './explain'; import { checkLoop } from '../loop-check/check'; import { provePlan } from '../loop-check/prove';
const lines = readFileSync('/work/shared/data/scheduling/loop.samples.jsonl','utf8').trim().split('\n').map(l=>JSON.parse(l));
for (const {id,instance} of lines) { const r=solveLoop(instance); const t=process.cpuUsage().user; 
 const e=r.status==='INFEASIBLE'?explainInfeasible(instance):null; const t1=process.cpuUsage().user;
 const a={status:r.status,objective:r.objective,start:r.plan?.start,who:r.plan?.who,room:r.plan?.room,bound:r.bound??undefined,terms:r.terms as any,conflict:e?.conflict,singleFixes:e?.singleFixes.map(f=>({id:f.ids[0]!,objective:f.objective}))};
 const v=checkLoop(instance,a as any,(i,any)=>provePlan(i,{anyPlan:any,steps:500000}));
 console.log(id, r.status, v.valid, v.errors, v.unproven.join(' '),'explain',((t1-t)/1000).toFixed(1),'check', ((process.cpuUsage().user-t1)/1000).toFixed(0));
}
