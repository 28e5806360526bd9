import { explainInfeasible } from '@/lib/scheduling/loop/explain';
import { repairsFor } from '@/lib/scheduling/loop/repairs';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance, LoopResult } from '@/lib/scheduling/loop/types';
import { certify } from '@/lib/scheduling/loop-check/certificate';
import { checkLoop } from '@/lib/scheduling/loop-check/check';
import { provePlan } from '@/lib/scheduling/loop-check/prove';
import type { Outcome } from './loop-contestant';
import { type LoopSize, makeLoop } from './loop-instances';
import { Contestant, contestants, OURS } from './loop-race';
import { geometricMean, median, ms, table } from './table';

/** Instances of a size in the race, and alone. */
const COUNTS: Record<LoopSize, { race: number; alone: number }> = {
  S: { race: 8, alone: 200 },
  M: { race: 6, alone: 200 },
  L: { race: 3, alone: 100 },
  XL: { race: 1, alone: 20 },
  XXL: { race: 1, alone: 6 },
  H: { race: 1, alone: 4 },
};
const SIZES = Object.keys(COUNTS) as LoopSize[];
/** Processor time per instance and solver; `LOOP_LIMIT_S` for more. */
const LIMIT_MS = 1000 * Number(process.env.LOOP_LIMIT_S ?? 10);
/** Multiplies the number of instances in the race; `LOOP_TIMES`. */
const TIMES = Number(process.env.LOOP_TIMES ?? 1);

const processorMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Loops: us and general solvers side by side, then us alone on more instances, explained, checked and growing. */
export async function main(): Promise<void> {
  console.log(
    `Made-up on-sites, warm; ms of processor time, so that a busy machine changes little; at most ${LIMIT_MS / 1000} s an instance.`,
  );
  const goals = await race();
  alone(goals);
  explanations();
  certificates();
  growth();
}

/** Every solver on the same instances; answers compared. Returns the ratios to the best browser peer by size. */
async function race(): Promise<Map<LoopSize, number>> {
  const names = contestants((line) => console.log(line));
  const ratios = new Map<LoopSize, number>();
  for (const size of SIZES) {
    const instances = Array.from({ length: COUNTS[size].race * TIMES }, (_, i) => makeLoop(1000 + i, size));
    const results: { name: string; browser: boolean; outcomes: Outcome[] }[] = [];
    for (const { name, browser } of names) {
      const contestant = new Contestant(name);
      const outcomes: Outcome[] = [];
      const warmUp = name === OURS ? 40 : 1;
      for (let i = 0; i < warmUp; i++)
        await contestant.solve(makeLoop(9000 + i, i % 2 ? 'M' : 'S'), LIMIT_MS);
      for (const instance of instances) outcomes.push(await contestant.solve(instance, LIMIT_MS));
      contestant.close();
      results.push({ name, browser, outcomes });
    }
    const ours = results[0]!.outcomes;
    console.log(
      `\nSize ${size}, ${instances.length} instances (${ours.filter(({ status }) => status === 'INFEASIBLE').length} without a plan):`,
    );
    table(
      [
        'solver',
        'first plan',
        'best plan',
        'proof',
        'worst',
        '<= 1 s',
        '<= 10 s',
        'unfinished',
        'differ',
        'peak MB',
        'x ours',
      ],
      results.map(({ name, outcomes }) => raceRow(name, outcomes, ours)),
    );
    const browser = results.filter((result) => result.browser && result.name !== OURS);
    if (browser.length === 0) continue;
    const best = instances.map((_, i) => Math.min(...browser.map(({ outcomes }) => outcomes[i]!.cpu)));
    const ratio = geometricMean(best.map((cpu, i) => cpu / ours[i]!.cpu));
    ratios.set(size, ratio);
    console.log(
      `best browser peer of each instance: ${ms(median(best))} ms median, ${ratio.toFixed(0)} x ours`,
    );
  }
  console.log(
    '\nAn unfinished run counts with the time it had. "differ": proofs that contradict ours. "x ours": geometric mean. Native: a process of its own per instance.',
  );
  return ratios;
}

function raceRow(name: string, outcomes: Outcome[], ours: Outcome[]): string[] {
  const count = outcomes.length;
  const proven = outcomes.filter(({ status }) => status !== 'OPEN');
  const within = (limit: number): string =>
    `${Math.round((100 * proven.filter(({ cpu }) => cpu <= limit).length) / count)} %`;
  const differ = outcomes.filter(
    ({ status, objective }, i) =>
      status !== 'OPEN' &&
      ours[i]!.status !== 'OPEN' &&
      (status !== ours[i]!.status || objective !== ours[i]!.objective),
  );
  return [
    name,
    ms(median(outcomes.flatMap(({ first }) => first ?? []))),
    ms(median(proven.flatMap(({ best }) => best ?? []))),
    ms(median(outcomes.map(({ cpu }) => cpu))),
    ms(Math.max(...outcomes.map(({ cpu }) => cpu))),
    within(1000),
    within(10_000),
    String(count - proven.length),
    String(differ.length),
    String(Math.max(...outcomes.map(({ peakMb }) => peakMb))),
    geometricMean(outcomes.map(({ cpu }, i) => cpu / ours[i]!.cpu)).toFixed(0),
  ];
}

interface Timing extends LoopResult {
  instance: LoopInstance;
  first: number | null;
  lastBetter: number | null;
  proof: number;
}

function time(instance: LoopInstance): Timing {
  const started = processorMs();
  const since = (): number => processorMs() - started;
  let first: number | null = null;
  let lastBetter: number | null = null;
  const result = solveLoop(instance, {
    shouldStop: () => since() > LIMIT_MS,
    onProgress: () => {
      lastBetter = since();
      first ??= lastBetter;
    },
  });
  return { ...result, instance, first, lastBetter, proof: since() };
}

function alone(ratios: Map<LoopSize, number>): void {
  console.log('\nFulcrum alone, more instances:');
  for (let seed = 9000; seed < 9040; seed++) time(makeLoop(seed, seed % 2 ? 'S' : 'M'));
  const upTo8: number[] = [];
  const rows = SIZES.map((size) => {
    const list = Array.from({ length: COUNTS[size].alone }, (_, i) => time(makeLoop(2000 + i, size)));
    const proofs = list.map(({ proof }) => proof);
    const solved = list.filter(({ status }) => status !== 'UNKNOWN');
    const within = (limit: number): string =>
      `${Math.round((1000 * solved.filter(({ proof }) => proof <= limit).length) / list.length) / 10} %`;
    for (const { instance, proof } of list) if (instance.sessions.length <= 8) upTo8.push(proof);
    return [
      size,
      String(list.length),
      ms(median(list.flatMap(({ first }) => first ?? []))),
      ms(median(list.flatMap(({ lastBetter }) => lastBetter ?? []))),
      ms(median(proofs)),
      ms(Math.max(...proofs)),
      within(100),
      within(1000),
      within(10_000),
    ];
  });
  table(['size', 'n', 'first plan', 'best', 'proof', 'worst', '<= 100 ms', '<= 1 s', '<= 10 s'], rows);
  const share = (100 * upTo8.filter((proof) => proof <= 100).length) / upTo8.length;
  console.log(`Up to 8 sessions: ${share.toFixed(1)} % of ${upTo8.length} proven within 100 ms (goal 99 %).`);
  for (const [size, goal] of [
    ['S', 30],
    ['M', 100],
    ['L', 200],
  ] as const)
    if (ratios.has(size))
      console.log(`Best browser peer, size ${size}: ${ratios.get(size)!.toFixed(0)} x ours (goal ${goal}).`);
}

function explanations(): void {
  console.log(
    '\nClash and all single fixes of infeasible ones, against the plain proof; repairs of every decline:',
  );
  for (let seed = 9000; seed < 9200; seed++) {
    const instance = makeLoop(seed, seed % 3 ? 'S' : 'M');
    if (!solveLoop(instance, { anyPlan: true }).plan) explainInfeasible(instance, { maxWork: 100_000 });
  }
  const rows = (['S', 'M', 'L', 'XL'] as const).map((size) => {
    const list = Array.from({ length: { S: 120, M: 160, L: 160, XL: 40 }[size] }, (_, i) =>
      makeLoop(4000 + i, size),
    );
    const plain = list.map((instance) => time(instance));
    const costs = plain.flatMap(({ status, instance, proof }) => {
      if (status !== 'INFEASIBLE') return [];
      const started = processorMs();
      explainInfeasible(instance);
      const spent = processorMs() - started;
      return [{ spent, ratio: spent / proof }];
    });
    const usual = median(plain.map(({ proof }) => proof))!;
    const repairs = plain.slice(0, 15).flatMap(({ instance, plan }) => {
      if (!plan) return [];
      const started = processorMs();
      repairsFor(instance, plan, { maxWork: 1e6 });
      return [processorMs() - started];
    });
    return [
      size,
      String(costs.length),
      ms(median(costs.map(({ spent }) => spent))),
      ms(Math.max(...costs.map(({ spent }) => spent))),
      `${costs.filter(({ spent }) => spent <= 1000).length} of ${costs.length}`,
      ms(median(costs.map(({ ratio }) => ratio))),
      ms(median(costs.map(({ spent }) => spent / usual))),
      ms(Math.max(...costs.map(({ spent }) => spent / usual))),
      `${costs.filter(({ spent }) => spent <= 20 * usual).length} of ${costs.length}`,
      ms(median(repairs)),
    ];
  });
  table(
    [
      'size',
      'n',
      'explain',
      'worst',
      '<= 1 s',
      'x its own proof',
      'x usual solve',
      'worst x usual',
      '<= 20 x usual',
      'all repairs',
    ],
    rows,
  );
}

/** Steps of each proof, so that the largest do not take minutes; what is left open is counted. */
const PROOF_STEPS = 200_000_000;
const limited: typeof provePlan = (instance, options) =>
  provePlan(instance, { ...options, steps: PROOF_STEPS });

/** Proof by the checker, with and without a certificate. */
function certificates(): void {
  console.log('\nThe independent checker: without and with a certificate:');
  const rows = SIZES.map((size) => {
    const list = Array.from({ length: size.length > 1 || size === 'H' ? 2 : 6 }, (_, i) =>
      makeLoop(1000 + i, size),
    );
    const spent = list.flatMap((instance) => {
      const { status, plan, objective, bound } = solveLoop(instance, { maxWork: 1e8 });
      if (status !== 'OPTIMAL') return [];
      const answer = { status, ...plan!, objective, bound };
      const begun = processorMs();
      const bare = checkLoop(instance, answer, limited);
      const between = processorMs();
      const certificate = certify(instance, answer, PROOF_STEPS);
      const made = processorMs();
      const proven = checkLoop(instance, { ...answer, certificate }, limited);
      const open = Number(bare.unproven.length > 0) + Number(!certificate || proven.unproven.length > 0);
      return [{ bare: between - begun, make: made - between, check: processorMs() - made, open }];
    });
    return [
      size,
      String(spent.length),
      ms(median(spent.map(({ bare }) => bare))),
      ms(median(spent.map(({ make }) => make))),
      ms(median(spent.map(({ check }) => check))),
      ms(Math.max(0, ...spent.map(({ check }) => check))),
      String(spent.reduce((sum, { open }) => sum + open, 0)),
    ];
  });
  table(['size', 'n', 'bare check', 'make certificate', 'check it', 'worst', 'unproven'], rows);
}

function growth(): void {
  console.log('\nGrowth, median ms to the proof over 5 instances (size M otherwise):');
  const at = (change: Parameters<typeof makeLoop>[2]): string =>
    ms(median(Array.from({ length: 5 }, (_, i) => time(makeLoop(3000 + i, 'M', change)).proof)));
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
