import { solveLoop } from './solve'; import { provePlan } from '../loop-check/prove'; import { judgeSchedule } from '../loop-check/schedule';
const { genW2 } = await import('/work/shared/data/scheduling/generate/loop.mjs' as string);
const [size,n,base]=[process.argv[2]!,Number(process.argv[3]),Number(process.argv[4]??7000)];
let open=0,bad=0,inf=0; let tp=0,ts=0;
for (let i=0;i<n;i++) { const ins=genW2({seed:base+i,size}); const t0=process.cpuUsage().user; const r=solveLoop(ins); const t1=process.cpuUsage().user; const p=provePlan(ins,{steps:3e6}); const t2=process.cpuUsage().user; ts+=t1-t0; tp+=t2-t1;
 if (r.plan){ const j=judgeSchedule(ins,r.plan); if (j.errors.length||j.objective!==r.objective||JSON.stringify(j.terms)!==JSON.stringify(r.terms)) {console.log('JUDGE',base+i,j,r.objective,r.terms);bad++;} } else inf++;
 if (p.kind==='open') {open++;continue;}
 const want=p.kind==='best'?JSON.stringify([p.objective,p.plan]):'none'; const got=r.plan?JSON.stringify([r.objective,r.plan]):'none';
 if (want!==got){ bad++; console.log('DIFF',base+i,'\n',want,'\n',got); }
}
console.log(size,n,'bad',bad,'open',open,'inf',inf,'engine ms',(ts/1000/n).toFixed(2),'prover ms',(tp/1000/n).toFixed(2));
