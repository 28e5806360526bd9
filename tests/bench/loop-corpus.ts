/**
 * Solves every sample in `scheduling/loop.samples.jsonl` of a corpus folder (environment `FULCRUM_CORPUS`, default
 * `../shared/data`): objective, single fixes and clash are compared or checked, and every answer goes through the
 * independent checker. Run: npx tsx tests/bench/loop-corpus.ts
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { explainInfeasible } from '@/lib/scheduling/loop/explain';
import { parseLoop } from '@/lib/scheduling/loop/parse';
import { drop, droppable } from '@/lib/scheduling/loop/relax';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { provePlan } from '@/lib/scheduling/loop-check/prove';
import { judgeSchedule } from '@/lib/scheduling/loop-check/schedule';

interface Sample {
  id: string;
  instance: unknown;
  expected: { status: string; objective?: number; singleFixes?: (string | { id: string })[] };
}

interface Count {
  objective: number;
  canonical: number;
  unproven: number;
  explained: number;
  infeasible: number;
}

function main(): number {
  const file = join(
    resolve(process.env.FULCRUM_CORPUS ?? '../shared/data'),
    'scheduling',
    'loop.samples.jsonl',
  );
  if (!existsSync(file)) {
    console.log(`No samples at ${file}; skipped. Set FULCRUM_CORPUS to the folder that holds scheduling/.`);
    return 0;
  }
  const samples = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Sample);
  const count: Count = { objective: 0, canonical: 0, unproven: 0, explained: 0, infeasible: 0 };
  const wrong: string[] = [];
  for (const { id, instance, expected } of samples) {
    const parsed = parseLoop(instance);
    if (!parsed.ok) {
      wrong.push(`${id}: refused, ${parsed.field}: ${parsed.message}`);
      continue;
    }
    wrong.push(...compare(parsed.instance, expected, count).map((fault) => `${id}: ${fault}`));
  }
  for (const line of wrong) console.log(line);
  console.log(
    `loop samples: ${count.objective} of ${samples.length} status and objective, ${count.canonical} canonical plans proven ` +
      `a second time (${count.unproven} too large), ${count.explained} of ${count.infeasible} clashes and fixes`,
  );
  return wrong.length === 0 ? 0 : 1;
}

function compare(instance: LoopInstance, expected: Sample['expected'], count: Count): string[] {
  const { status, objective, plan } = solveLoop(instance);
  if (status !== expected.status || objective !== (expected.objective ?? null))
    return [`${status} ${objective}, expected ${expected.status} ${expected.objective}`];
  count.objective++;
  if (plan) {
    const { errors } = judgeSchedule(instance, plan);
    const proof = provePlan(instance);
    if (proof.kind === 'open') count.unproven++;
    else if (proof.kind === 'best' && JSON.stringify(proof.plan) === JSON.stringify(plan)) count.canonical++;
    else errors.push('not the canonical plan');
    return errors;
  }
  count.infeasible++;
  const all = droppable(instance);
  const { conflict, singleFixes } = explainInfeasible(instance);
  const feasible = (kept: string[]): boolean =>
    solveLoop(
      drop(
        instance,
        all.filter((id) => !kept.includes(id)),
      ),
      { anyPlan: true },
    ).plan !== null;
  const faults: string[] = [];
  if (!conflict || feasible(conflict)) faults.push('the clash is none');
  for (const id of conflict ?? [])
    if (!feasible(conflict!.filter((other) => other !== id))) faults.push(`${id} is not needed`);
  const wanted = (expected.singleFixes ?? []).map((fix) => (typeof fix === 'string' ? fix : fix.id)).sort();
  if (JSON.stringify(singleFixes.map(({ ids }) => ids[0]).sort()) !== JSON.stringify(wanted))
    faults.push('other single fixes');
  if (faults.length === 0) count.explained++;
  return faults;
}

process.exitCode = main();
