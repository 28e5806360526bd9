/**
 * Thousands of made-up on-sites of every size: the engine's answer against brute force (tiny), the second search
 * (which shares nothing with it) and, where they are installed, general solvers. Infeasible ones: the clash and every
 * constraint by exhaustive deletion. In as many processes as there are cores; each size has its share of the time.
 * Run: npm run bench:conformance -- [SHARE] [PART...]   (1 = everything, 0.1 = a tenth; default 1)
 * Parts: the sizes, and `solvers` for those that ask general solvers; default all.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { type Case, COUNTERS, judgeCase, noCounts } from './loop-conformance-case';
import type { LoopSize } from './loop-instances';
import { Contestant, contestants, OURS } from './loop-race';

interface Plan {
  size: LoopSize | 'tiny';
  count: number;
  /** Seconds at most; what is not begun by then is left out and said. */
  seconds: number;
  /** Also given to these general solvers; `all` that are installed. */
  solvers?: 'all' | readonly string[];
}

/** The quickest of the general solvers on these. */
const QUICKEST = ['clingo'];
const PLANS: Plan[] = [
  { size: 'tiny', count: 600, seconds: 60 },
  { size: 'S', count: 2000, seconds: 120 },
  { size: 'M', count: 700, seconds: 300 },
  { size: 'L', count: 120, seconds: 100 },
  { size: 'XL', count: 24, seconds: 60 },
  { size: 'XXL', count: 8, seconds: 50 },
  { size: 'H', count: 8, seconds: 80 },
  { size: 'S', count: 150, seconds: 40, solvers: QUICKEST },
  { size: 'M', count: 40, seconds: 40, solvers: QUICKEST },
  { size: 'S', count: 16, seconds: 60, solvers: 'all' },
  { size: 'M', count: 10, seconds: 60, solvers: 'all' },
  { size: 'L', count: 4, seconds: 60, solvers: 'all' },
];
/** Sizes whose proof begins with the engine's plan, and sizes where every constraint and pair is tried. */
const LARGE = ['L', 'XL', 'XXL', 'H'];
const FIRST_SEED = 50_000;
const partOf = ({ size, solvers }: Plan): string => (solvers ? 'solvers' : size);

interface Task extends Case {
  peers: string[];
}
type Report = { counts: ReturnType<typeof noCounts>; faults: string[] };

async function main(share: number, parts: readonly string[]): Promise<number> {
  const names = contestants((line) => console.log(line)).map(({ name }) => name);
  const peers = names.filter((name) => name !== OURS);
  const workers = Array.from({ length: Math.max(2, availableParallelism()) }, () => new Judge());
  const wrong: string[] = [];
  const known = [...new Set(PLANS.map(partOf))];
  const unknown = parts.filter((part) => !known.includes(part));
  if (unknown.length > 0 || !(share > 0)) {
    console.log(`usage: bench:conformance -- [SHARE] [PART...]; parts: ${known.join(', ')}`);
    return 2;
  }
  for (const plan of PLANS) {
    if (parts.length > 0 && !parts.includes(partOf(plan))) continue;
    const total = Math.max(1, Math.round(plan.count * share));
    const started = performance.now();
    const { size, solvers } = plan;
    const asked = solvers === 'all' ? peers : peers.filter((name) => solvers?.includes(name));
    if (solvers && asked.length === 0) {
      console.log(`${size} (solvers): left out, none of them is installed`);
      continue;
    }
    const large = LARGE.includes(size);
    const tasks = Array.from(
      { length: total },
      (_, i): Task => ({ size, seed: FIRST_SEED + i, claimed: large, exhaustive: !large, peers: asked }),
    );
    const counts = noCounts();
    let done = 0;
    let told = started;
    const over = (): boolean => performance.now() - started > plan.seconds * 1000 * Math.min(1, share);
    await Promise.all(
      workers.map(async (worker) => {
        for (let task = tasks.shift(); task && !over(); task = tasks.shift()) {
          const report = await worker.judge(task);
          done++;
          for (const name of COUNTERS) counts[name] += report.counts[name];
          wrong.push(...report.faults.map((fault) => `${plan.size} ${task!.seed}: ${fault}`));
          if (performance.now() - told < 15_000) continue;
          told = performance.now();
          process.stderr.write(`  ${plan.size}: ${done} of ${total}, ${wrong.length} differences\n`);
        }
      }),
    );
    const seconds = Math.round((performance.now() - started) / 1000);
    const left = done < total ? `, ${total - done} not begun in its time` : '';
    const found = COUNTERS.filter((name) => counts[name] > 0).map((name) => `${name} ${counts[name]}`);
    const name = `${size}${solvers ? ' (solvers)' : ''}`;
    console.log(`${name.padStart(12)}: ${done} of ${total} in ${seconds} s${left}; ${found.join(', ')}`);
  }
  for (const worker of workers) worker.close();
  for (const line of wrong) console.log(line);
  console.log(wrong.length === 0 ? 'no difference' : `${wrong.length} differences`);
  return wrong.length === 0 ? 0 : 1;
}

/** A process that judges one case after the other. */
class Judge {
  private child: ChildProcess | null = null;

  judge(task: Task): Promise<Report> {
    this.child ??= fork(import.meta.filename, ['--judge'], { execArgv: ['--import', 'tsx'] });
    const child = this.child;
    return new Promise((resolve) => {
      const done = (report: Report): void => {
        child.removeAllListeners();
        resolve(report);
      };
      child.once('message', (report) => done(report as Report));
      child.once('exit', (code) => {
        this.child = null;
        done({ counts: noCounts(), faults: [`the process ended with ${code}`] });
      });
      child.send(task);
    });
  }

  close(): void {
    this.child?.removeAllListeners();
    this.child?.disconnect();
  }
}

function judgeTasks(): void {
  const known = new Map<string, Contestant>();
  const solver = (name: string): Contestant => {
    const found = known.get(name) ?? new Contestant(name);
    known.set(name, found);
    return found;
  };
  process.on('message', (task: Task) => {
    const counts = noCounts();
    const peers = new Map(task.peers.map((name) => [name, solver(name)] as const));
    void judgeCase(task, counts, peers)
      .catch((error: unknown) => [String(error)])
      .then((faults) => process.send!({ counts, faults } satisfies Report));
  });
  process.once('disconnect', () => {
    for (const contestant of known.values()) contestant.close();
    process.exit();
  });
}

if (process.argv[2] === '--judge') judgeTasks();
else process.exitCode = await main(Number(process.argv[2] ?? 1), process.argv.slice(3));
