import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { loopAsMip } from './loop-mip';

export interface LoopPeer {
  name: string;
  /** The proven optimum, null for proven infeasible, or 'unsolved' at the time limit. */
  solve(instance: LoopInstance, limitMs: number): Promise<number | null | 'unsolved'>;
}

interface Highs {
  solve(lp: string, options: Record<string, unknown>): { Status: string; ObjectiveValue: number };
}

/** General solvers installed in `tests/bench/peers` (npm install there); says plainly which one is missing. */
export async function loopPeers(say: (line: string) => void): Promise<LoopPeer[]> {
  const folder = join(import.meta.dirname, 'peers');
  if (!existsSync(join(folder, 'node_modules', 'highs'))) {
    say('No peers: run "npm install" in tests/bench/peers to compare with HiGHS. Skipped.');
    return [];
  }
  const create = createRequire(join(folder, 'package.json'))('highs') as () => Promise<Highs>;
  return [{ name: 'HiGHS', solve: (instance, limitMs) => withHighs(create, instance, limitMs) }];
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
