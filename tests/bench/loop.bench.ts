import { explainInfeasible } from '@/lib/scheduling/loop/explain';
import { repairsFor } from '@/lib/scheduling/loop/repairs';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { certify } from '@/lib/scheduling/loop-check/certificate';
import { checkLoop } from '@/lib/scheduling/loop-check/check';
import { type LoopSize, makeLoop } from './loop-instances';
import { type LoopPeer, loopPeers } from './loop-peers';

const COUNTS: readonly (readonly [LoopSize, number])[] = [
  ['S', 60],
  ['M', 60],
  ['L', 40],
  ['XL', 12],
  ['XXL', 4],
  ['H', 4],
];
const LIMIT_MS = 10_000;
const PEER_LIMIT_MS = 30_000;
/** How many instances of a size the peers get; they are slow. */
const PEER_COUNTS: Partial<Record<LoopSize, number>> = { S: 8, M: 6, L: 2 };

interface Timing {
  instance: LoopInstance;
  status: string;
  objective: number | null;
  first: number | null;
  best: number | null;
  proof: number;
}

/** Times the loop search: to the first plan, the best plan and the proof; explanation, repairs, growth and peers. */
export async function main(): Promise<void> {
  console.log('Generated on-sites, one run, ms of one instance (warm); limit 10 s each.');
  for (let seed = 9000; seed < 9060; seed++) time(makeLoop(seed, seed % 2 ? 'S' : 'M'));
  const timings = new Map<LoopSize, Timing[]>();
  const rows = COUNTS.map(([size, count]) => {
    const list = Array.from({ length: count }, (_, i) => time(makeLoop(1000 + i, size)));
    timings.set(size, list);
    const heapMb = Math.round(process.memoryUsage().rss / 2 ** 20);
    const proofs = list.map(({ proof }) => proof);
    const solved = list.filter(({ status }) => status !== 'UNKNOWN');
    const within = (ms: number): string =>
      `${Math.round((100 * solved.filter(({ proof }) => proof <= ms).length) / count)} %`;
    return [
      size,
      String(count),
      String(list.filter(({ status }) => status === 'INFEASIBLE').length),
      median(list.flatMap(({ first }) => first ?? [])),
      median(list.flatMap(({ best }) => best ?? [])),
      median(proofs),
      ms(Math.max(...proofs)),
      within(100),
      within(1000),
      within(10_000),
      String(heapMb),
    ];
  });
  table(
    [
      'size',
      'n',
      'infeasible',
      'first plan',
      'best',
      'proof',
      'worst',
      '<= 100 ms',
      '<= 1 s',
      '<= 10 s',
      'process MB',
    ],
    rows,
  );
  certificates(timings);
  explanations(timings);
  growth();
  await peers(timings);
}

function time(instance: LoopInstance): Timing {
  const started = performance.now();
  const since = (): number => performance.now() - started;
  let first: number | null = null;
  let best: number | null = null;
  const { status, objective } = solveLoop(instance, {
    shouldStop: () => since() > LIMIT_MS,
    onProgress: () => {
      best = since();
      first ??= best;
    },
  });
  return { instance, status, objective, first, best, proof: since() };
}

/** Proof by the checker, with and without a certificate; ms. */
function certificates(timings: Map<LoopSize, Timing[]>): void {
  console.log('\nThe independent checker (steps limit as shipped): without and with a certificate, ms:');
  const rows = COUNTS.map(([size]) => {
    const list = timings
      .get(size)!
      .filter(({ status }) => status === 'OPTIMAL')
      .slice(0, 6);
    const spent = list.map(({ instance }) => {
      const { status, plan, objective, bound } = solveLoop(instance);
      const answer = { status, ...plan!, objective, bound };
      const begun = performance.now();
      const bare = checkLoop(instance, answer);
      const between = performance.now();
      const certificate = certify(instance, answer);
      const made = performance.now();
      const proven = checkLoop(instance, { ...answer, certificate });
      const open = Number(bare.unproven.length > 0) + Number(!certificate || proven.unproven.length > 0);
      return { bare: between - begun, make: made - between, check: performance.now() - made, open };
    });
    return [
      size,
      String(spent.length),
      median(spent.map(({ bare }) => bare)),
      median(spent.map(({ make }) => make)),
      median(spent.map(({ check }) => check)),
      ms(Math.max(...spent.map(({ check }) => check))),
      String(spent.reduce((sum, { open }) => sum + open, 0)),
    ];
  });
  table(['size', 'n', 'bare check', 'make certificate', 'check it', 'worst', 'unproven'], rows);
}

function explanations(timings: Map<LoopSize, Timing[]>): void {
  console.log('\nClash and all single fixes of infeasible ones; repairs for every person of a plan:');
  const rows = (['S', 'M', 'L'] as const).map((size) => {
    const list = timings.get(size)!;
    const costs = list.flatMap(({ status, instance, proof }) => {
      if (status !== 'INFEASIBLE') return [];
      const started = performance.now();
      explainInfeasible(instance);
      const spent = performance.now() - started;
      return [{ spent, ratio: spent / proof }];
    });
    const repairs = list.slice(0, 15).flatMap(({ instance }) => {
      const { plan } = solveLoop(instance, { maxWork: 1e6 });
      if (!plan) return [];
      const started = performance.now();
      repairsFor(instance, plan, { maxWork: 1e6 });
      return [performance.now() - started];
    });
    return [
      size,
      String(costs.length),
      median(costs.map(({ spent }) => spent)),
      costs.length > 0 ? ms(Math.max(...costs.map(({ spent }) => spent))) : '-',
      median(costs.map(({ ratio }) => ratio)),
      median(list.map(({ proof }) => proof)),
      median(repairs),
    ];
  });
  table(['size', 'n', 'explain', 'worst', 'x its own proof', 'median proof', 'all repairs'], rows);
}

function growth(): void {
  console.log('\nGrowth, median ms to the proof over 5 instances (size M otherwise):');
  const at = (change: Parameters<typeof makeLoop>[2]): string =>
    median(Array.from({ length: 5 }, (_, i) => time(makeLoop(3000 + i, 'M', change)).proof));
  const line = (
    name: string,
    values: number[],
    change: (n: number) => Parameters<typeof makeLoop>[2],
  ): void => table([name, ...values.map(String)], [['', ...values.map((n) => at(change(n)))]]);
  line('sessions', [3, 4, 6, 8, 10, 12], (n) => ({ sessions: [n, n], pool: [6, 6] }));
  line('days', [5, 10, 20, 40, 60], (n) => ({ days: [n, n] }));
  line('pool', [2, 4, 8, 16, 32], (n) => ({ pool: [n, n] }));
  line('step', [30, 15, 5], (n) => ({ step: n, durations: [30, 60] }));
}

async function peers(timings: Map<LoopSize, Timing[]>): Promise<void> {
  console.log(
    `\nPeers on the same instances, limit ${PEER_LIMIT_MS / 1000} s each; ratio = peer / ours, geometric mean:`,
  );
  const found: LoopPeer[] = await loopPeers((line) => console.log(line));
  if (found.length === 0) return;
  const rows: string[][] = [];
  for (const [size, count] of Object.entries(PEER_COUNTS) as [LoopSize, number][]) {
    const chosen = timings.get(size)!.slice(0, count);
    const best = chosen.map(() => Number.POSITIVE_INFINITY);
    for (const peer of found) {
      const spent: number[] = [];
      let ratios = 0;
      let unsolved = 0;
      let differ = 0;
      for (const [i, { instance, objective, proof }] of chosen.entries()) {
        const started = performance.now();
        const answer = await peer.solve(instance, PEER_LIMIT_MS);
        const took = performance.now() - started;
        spent.push(took);
        best[i] = Math.min(best[i]!, took);
        ratios += Math.log(took / proof);
        if (answer === 'unsolved') unsolved++;
        else if (answer !== objective) differ++;
      }
      rows.push([
        size,
        String(spent.length),
        peer.name,
        median(spent),
        ms(Math.max(...spent)),
        `${unsolved}`,
        `${differ}`,
        Math.exp(ratios / spent.length).toFixed(0),
      ]);
    }
    const ratios = chosen.map(({ proof }, i) => Math.log(best[i]! / proof));
    const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    rows.push([
      size,
      String(count),
      'best peer',
      median(best),
      ms(Math.max(...best)),
      '',
      '',
      Math.exp(mean).toFixed(0),
    ]);
  }
  table(['size', 'n', 'peer', 'median', 'worst', 'unsolved', 'other objective', 'ratio'], rows);
  console.log(
    'Missing and why: or-tools-wasm (318 MB on disk), minizinc (its npm package needs a native MiniZinc in Node).',
  );
}

function median(values: number[]): string {
  if (values.length === 0) return '-';
  return ms([...values].sort((a, b) => a - b)[values.length >> 1]!);
}

function ms(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

function table(head: string[], rows: string[][]): void {
  const width = head.map((cell, c) => Math.max(cell.length, ...rows.map((row) => row[c]!.length)));
  for (const row of [head, ...rows]) console.log(row.map((cell, c) => cell.padStart(width[c]!)).join('  '));
}
