import { solveLoop } from './solve';
const { genW2 } = await import('/work/shared/data/scheduling/generate/loop.mjs' as string);
const plan: [string, number][] = [['S',200],['M',200],['L',100],['XL',30],['XXL',15],['H',10]];
const only = process.argv[2]?.split(',');
for (const [size,n] of plan) {
  if (only && !only.includes(size)) continue;
  const ts: number[] = []; let unk=0, inf=0; let worst=[0,0];
  for (let i=0;i<5;i++) solveLoop(genW2({seed: 1+i, size}), {maxWork: 3e6});
  for (let i=0;i<n;i++) {
    const ins = genW2({seed: 500000+i, size}); 
    const t0=performance.now();
    let first=0;
    const r = solveLoop(ins, {shouldStop: () => performance.now()-t0>5000, onProgress: () => { first ||= performance.now()-t0; }});
    const ms=performance.now()-t0; ts.push(ms); if (r.status==='UNKNOWN') {unk++; console.log('unk', i, r.objective, r.bound);} if (r.status==='INFEASIBLE') inf++;
    if (ms>worst[0]!) worst=[ms,i];
  }
  ts.sort((a,b)=>a-b);
  console.log(size, 'n',n,'inf',inf,'unk',unk,'p50',ts[n>>1]!.toFixed(2),'p90',ts[Math.floor(n*.9)]!.toFixed(2),'p99',ts[Math.floor(n*.99)]!.toFixed(2),'max',worst);
}
