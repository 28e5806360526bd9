import { solveLoop } from './solve';
const { genW2 } = await import('/work/shared/data/scheduling/generate/loop.mjs' as string);
for (const a of process.argv.slice(2)) { const [size,i]=a.split(':');
    const ins = genW2({seed: 500000+Number(i), size}); 
    const log: any[]=[];
    const t0=performance.now();
    const r = solveLoop(ins, {shouldStop: () => performance.now()-t0>5000, onProgress: (p) => log.push([p.objective,p.bound,Math.round(performance.now()-t0)]) });
    console.log(a, r.status,r.objective,r.bound,'work',r.work,(performance.now()-t0).toFixed(1)+'ms', JSON.stringify(log.slice(0,3)), JSON.stringify(log.slice(-2)), 'S',ins.sessions.length, JSON.stringify(ins.rules), 'rooms', ins.rooms.length);
    // variants
    for (const [name, f] of [['nogroups',(x:any)=>{x.rules.groups=[]}],['nodistinct',(x:any)=>{x.rules.distinct=false}],['noroom1',(x:any)=>{if(x.rules.roomMode)x.rules.roomMode='any'}],['nolunch',(x:any)=>{x.rules.lunch=null}],['nospan',(x:any)=>{x.rules.maxSpan=null}]] as any) { const c=structuredClone(ins); f(c); const t=performance.now(); const r=solveLoop(c,{shouldStop: () => performance.now()-t>2000}); console.log('   ',name, r.status, r.objective, (performance.now()-t).toFixed(1)); }
}
