/**
 * One solver in a process of its own, so that it can be stopped for certain and its memory measured. Started by
 * `loop-race.ts` with the solver's name; answers each instance it is sent. The model text is made before the clock runs.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import { loopAsAsp } from './loop-asp';
import { loopAsMiniZinc } from './loop-minizinc';
import { loopAsMip } from './loop-mip';
import { processorMs } from './processor-time';

/** What a solver says about one instance; all times in ms since it was given the model. */
export interface Outcome {
  status: 'OPTIMAL' | 'INFEASIBLE' | 'OPEN';
  objective: number | null;
  first: number | null;
  best: number | null;
  /** Processor time and wall time until the answer. */
  cpu: number;
  wall: number;
  /** Highest memory of the process so far, MB. */
  peakMb: number;
}

type Answer = Pick<Outcome, 'status' | 'objective'>;
/** Called by a solver whenever it has a better plan. */
type Mark = () => void;
type Run = (instance: LoopInstance, limitMs: number) => Promise<(mark: Mark) => Promise<Answer> | Answer>;

const INFEASIBLE: Answer = { status: 'INFEASIBLE', objective: null };
const OPEN: Answer = { status: 'OPEN', objective: null };
const optimal = (objective: number): Answer => ({ status: 'OPTIMAL', objective });

const folder = join(import.meta.dirname, 'peers');
const load = createRequire(join(folder, 'package.json'));

const fulcrum: Run = async (instance, limitMs) => (mark) => {
  const stop = now() + limitMs;
  const { status, objective } = solveLoop(instance, {
    shouldStop: () => now() > stop,
    onProgress: mark,
  });
  return status === 'OPTIMAL' ? optimal(objective!) : status === 'INFEASIBLE' ? INFEASIBLE : OPEN;
};

interface Highs {
  solve(lp: string, options: Record<string, unknown>): { Status: string; ObjectiveValue: number };
}

const highs: Run = async (instance) => {
  const create = load('highs') as (module: { print: (line: string) => void }) => Promise<Highs>;
  const { lp, constant } = loopAsMip(instance);
  if (lp === null) return () => INFEASIBLE;
  let said: (line: string) => void = () => undefined;
  // A new module per model: after some models the WebAssembly instance cannot be used again.
  const module = await create({ print: (line) => said(line) });
  return (mark) => {
    // A letter before the row of numbers: the log announces a better solution.
    said = (line) => {
      if (/^\s[A-Z]\s+\d/.test(line)) mark();
    };
    const { Status, ObjectiveValue } = module.solve(lp, {});
    if (Status === 'Infeasible') return INFEASIBLE;
    return Status === 'Optimal' ? optimal(Math.round(ObjectiveValue) + constant) : OPEN;
  };
};

interface Clingo {
  init(): Promise<void>;
  run(
    program: string,
    models: number,
    options: string[],
    onModel?: () => void,
  ): Promise<{ Result: string; Models?: { Costs?: number[] }; Error?: string }>;
}

let clingoReady: Promise<Clingo> | null = null;

const clingo: Run = async (instance) => {
  clingoReady ??= (async () => {
    const { default: loaded } = (await import(pathToFileURL(load.resolve('clingo-wasm')).href)) as {
      default: Clingo;
    };
    await loaded.init();
    return loaded;
  })();
  const solver = await clingoReady;
  const model = loopAsAsp(instance);
  if (model === null) return () => INFEASIBLE;
  return async (mark) => {
    const {
      Result,
      Models,
      Error: fault,
    } = await solver.run(model.program, 0, ['--opt-mode=opt', '--opt-strategy=usc'], mark);
    if (Result === 'UNSATISFIABLE') return INFEASIBLE;
    if (Result === 'ERROR') throw new Error(`clingo: ${fault}`);
    return Result === 'OPTIMUM FOUND' ? optimal(Models!.Costs![0]! + model.constant) : OPEN;
  };
};

/** What the browser gives the package's worker script, on top of a Node worker thread. */
const BROWSER = `
const { parentPort, workerData } = require('node:worker_threads');
globalThis.self = globalThis;
globalThis.addEventListener = (_, listen) => parentPort.on('message', (data) => listen({ data }));
globalThis.postMessage = (data) => parentPort.postMessage(data);
globalThis.require = require;
globalThis.__filename = workerData;
globalThis.__dirname = require('node:path').dirname(workerData);
require('node:vm').runInThisContext(require('node:fs').readFileSync(workerData, 'utf8'), workerData);
`;

interface MiniZincMessage {
  type: string;
  status?: string;
  message?: string;
  code?: number | null;
  output?: { default?: string };
}

const minizincWasm =
  (args: string[]): Run =>
  async (instance) => {
    const model = loopAsMiniZinc(instance);
    if (model === null) return () => INFEASIBLE;
    const dist = join(folder, 'node_modules', 'minizinc', 'dist');
    // As the package itself does: a worker for every run, loaded beforehand.
    const worker = new Worker(BROWSER, { eval: true, workerData: join(dist, 'minizinc-worker.js') });
    const listeners: ((message: MiniZincMessage) => void)[] = [];
    worker.on('message', (message: MiniZincMessage) => {
      for (const listen of listeners) listen(message);
    });
    const until = (wanted: string): Promise<MiniZincMessage> =>
      new Promise((resolve, reject) => {
        worker.once('error', reject);
        listeners.push((message) => {
          if (message.type === wanted) resolve(message);
          if (message.type === 'error') reject(new Error(`minizinc: ${message.message}`));
        });
      });
    const ready = until('ready');
    worker.postMessage({ wasmURL: join(dist, 'minizinc.wasm'), dataURL: join(dist, 'minizinc.data') });
    await ready;
    return async (mark) => {
      let status = 'UNKNOWN';
      let objective: number | null = null;
      listeners.push((message) => {
        if (message.type === 'status') status = message.status!;
        const found = message.type === 'solution' ? /obj=(-?\d+)/.exec(message.output?.default ?? '') : null;
        if (!found) return;
        objective = Number(found[1]);
        mark();
      });
      const ended = until('exit');
      worker.postMessage({
        jsonStream: true,
        files: { 'loop.mzn': model },
        args: [...args, '-i', 'loop.mzn'],
      });
      await ended;
      await worker.terminate();
      return judged(status, objective);
    };
  };

function judged(status: string, objective: number | null): Answer {
  if (status === 'UNSATISFIABLE') return INFEASIBLE;
  return status === 'OPTIMAL_SOLUTION' && objective !== null ? optimal(objective) : OPEN;
}

const minizincNative: Run = async (instance, limitMs) => {
  const model = loopAsMiniZinc(instance);
  if (model === null) return () => INFEASIBLE;
  const file = join(mkdtempSync(join(tmpdir(), 'loop-')), 'loop.mzn');
  writeFileSync(file, model);
  return async (mark) => {
    const child = spawn('minizinc', ['--solver', 'gecode', '--time-limit', String(limitMs), '-i', file], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    let status = 'UNKNOWN';
    let objective: number | null = null;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      for (const [, value] of text.matchAll(/obj=(-?\d+)/g)) {
        objective = Number(value);
        mark();
      }
      if (text.includes('=====UNSATISFIABLE')) status = 'UNSATISFIABLE';
      else if (/^==========$/m.test(text)) status = 'OPTIMAL_SOLUTION';
    });
    await new Promise((resolve, reject) => {
      child.once('close', resolve);
      child.once('error', reject);
    });
    return judged(status, objective);
  };
};

const RUNS: Record<string, Run> = {
  Fulcrum: fulcrum,
  HiGHS: highs,
  clingo,
  'Chuffed (wasm)': minizincWasm(['--solver', 'chuffed', '-f']),
  'Gecode (wasm)': minizincWasm(['--solver', 'gecode']),
  'Gecode (native)': minizincNative,
};

process.on('message', (message: { instance: LoopInstance; limitMs: number }) => {
  void answer(message.instance, message.limitMs).then((outcome) => process.send!(outcome));
});

/** This process to the microsecond, the children it has waited for in ticks. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + (processorMs(process.pid)?.children ?? 0);
}

async function answer(instance: LoopInstance, limitMs: number): Promise<Outcome> {
  const solve = await RUNS[process.argv[2]!]!(instance, limitMs);
  const before = now();
  const started = performance.now();
  let first: number | null = null;
  let best: number | null = null;
  const found = await solve(() => {
    best = now() - before;
    first ??= best;
  });
  const cpu = now() - before;
  const wall = performance.now() - started;
  if (found.status === 'OPTIMAL') best ??= cpu;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return { ...found, first: first ?? best, best, cpu, wall, peakMb };
}
