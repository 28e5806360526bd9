import { describe, expect, it } from 'vitest';
import { type Case, judgeCase, noCounts } from '@/tests/bench/loop-conformance-case';
import { makeLoop } from '@/tests/bench/loop-instances';
import { solveLoop } from './solve';

/** Seeds of instances with (or without) a plan. */
function seedsOf(size: 'S' | 'M', feasible: boolean, count: number, from: number): number[] {
  const found: number[] = [];
  for (let seed = from; found.length < count; seed++) {
    const { plan } = solveLoop(makeLoop(seed, size), { anyPlan: true });
    if ((plan !== null) === feasible) found.push(seed);
  }
  return found;
}

async function judge(size: Case['size'], seeds: number[], exhaustive: boolean) {
  const counts = noCounts();
  const faults: string[] = [];
  for (const seed of seeds)
    for (const fault of await judgeCase({ size, seed, claimed: false, exhaustive }, counts, new Map()))
      faults.push(`${size} ${seed}: ${fault}`);
  expect(faults).toEqual([]);
  expect(counts).toMatchObject({ unknown: 0, open: 0 });
  return counts;
}

describe('the loop engine against programs that share nothing with it', () => {
  it('gives the canonical best plan of 240 instances (second search)', async () => {
    const small = await judge('S', seedsOf('S', true, 190, 60_000), false);
    const middle = await judge('M', seedsOf('M', true, 50, 60_000), false);
    expect(small.feasible + middle.feasible).toBe(240);
  }, 300_000);

  it('names clashes of 26 infeasible instances, every single fix and every pair, as the second search tells them', async () => {
    const small = await judge('S', seedsOf('S', false, 24, 70_000), true);
    const middle = await judge('M', seedsOf('M', false, 2, 70_000), false);
    expect(small.clashes + middle.clashes).toBe(26);
    expect(small.members).toBeGreaterThan(60);
    expect(small.pairs).toBeGreaterThan(300);
  }, 300_000);

  it('says of tiny infeasible ones what judging every assignment says', async () => {
    const seeds = Array.from({ length: 16 }, (_, i) => 2010 + i);
    const { feasible, infeasible } = await judge('tiny', seeds, true);
    expect(feasible + infeasible).toBe(16);
    expect(infeasible).toBeGreaterThan(3);
  }, 300_000);
});
