import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { loopAsAsp } from './loop-asp';
import { loopAsMip } from './loop-mip';

export interface LoopPeer {
  name: string;
  /** The proven optimum, null for proven infeasible, or 'unsolved' at the time limit. */
  solve(instance: LoopInstance, limitMs: number): Promise<number | null | 'unsolved'>;
}

interface Highs {
  solve(lp: string, options: Record<string, unknown>): { Status: string; ObjectiveValue: number };
}

interface Clingo {
  run(
    program: string,
    models: number,
    options: string[],
  ): Promise<{ Result: string; Models?: { Costs?: number[] }; Error?: string }>;
}

/** General solvers installed in `tests/bench/peers` (npm install there); says plainly which ones are missing. */
export async function loopPeers(say: (line: string) => void): Promise<LoopPeer[]> {
  const folder = join(import.meta.dirname, 'peers');
  const load = createRequire(join(folder, 'package.json'));
  const there = (name: string): boolean => existsSync(join(folder, 'node_modules', name));
  const peers: LoopPeer[] = [];
  if (there('highs')) {
    const create = load('highs') as () => Promise<Highs>;
    peers.push({
      name: 'HiGHS',
      solve: (instance, limitMs) => withHighs(create, instance, limitMs),
    });
  } else say('HiGHS is missing: run "npm install" in tests/bench/peers.');
  if (there('clingo-wasm')) {
    const clingo = ((await import(pathToFileURL(load.resolve('clingo-wasm')).href)) as { default: Clingo })
      .default;
    peers.push({
      name: 'clingo',
      solve: (instance, limitMs) => withClingo(clingo, instance, limitMs),
    });
  } else say('clingo is missing: run "npm install" in tests/bench/peers.');
  return peers;
}

async function withClingo(
  clingo: Clingo,
  instance: LoopInstance,
  limitMs: number,
): Promise<number | null | 'unsolved'> {
  const model = loopAsAsp(instance);
  if (model === null) return null;
  const answer = await clingo.run(model.program, 0, [
    '--opt-mode=opt',
    '--opt-strategy=usc',
    `--time-limit=${Math.ceil(limitMs / 1000)}`,
  ]);
  if (answer.Result === 'UNSATISFIABLE') return null;
  if (answer.Result === 'ERROR') throw new Error(`clingo: ${answer.Error}`);
  return answer.Result === 'OPTIMUM FOUND' ? answer.Models!.Costs![0]! + model.constant : 'unsolved';
}

async function withHighs(
  create: () => Promise<Highs>,
  instance: LoopInstance,
  limitMs: number,
): Promise<number | null | 'unsolved'> {
  const { lp, constant } = loopAsMip(instance);
  if (lp === null) return null;
  // A new module per model: after some models the WebAssembly instance cannot be used again.
  const highs = await create();
  const { Status, ObjectiveValue } = highs.solve(lp, { time_limit: limitMs / 1000, output_flag: false });
  if (Status === 'Infeasible') return null;
  return Status === 'Optimal' ? Math.round(ObjectiveValue) + constant : 'unsolved';
}
