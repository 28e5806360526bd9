import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { LoopInstance } from '@/lib/scheduling/loop/types';
import type { Outcome } from './loop-contestant';
import { processorMs } from './processor-time';

export const OURS = 'Fulcrum';

/** Solvers that are there: ours, those installed in `tests/bench/peers`, and a native MiniZinc; says which are not. */
export function contestants(say: (line: string) => void): { name: string; browser: boolean }[] {
  const installed = (name: string): boolean =>
    existsSync(join(import.meta.dirname, 'peers', 'node_modules', name));
  const found = [{ name: OURS, browser: true }];
  const missing: string[] = [];
  const wasm: [string, string[]][] = [
    ['highs', ['HiGHS']],
    ['clingo-wasm', ['clingo']],
    ['minizinc', ['Chuffed (wasm)', 'Gecode (wasm)']],
  ];
  for (const [name, solvers] of wasm)
    if (installed(name)) found.push(...solvers.map((solver) => ({ name: solver, browser: true })));
    else missing.push(name);
  if (missing.length > 0) say(`Missing: ${missing.join(', ')}. Run "npm ci" in tests/bench/peers.`);
  if (spawnSync('minizinc', ['--version']).status === 0)
    found.push({ name: 'Gecode (native)', browser: false });
  else say('No native MiniZinc on the path (Debian: apt-get install minizinc).');
  return found;
}

/**
 * One solver in its own process. The limit is processor time (wall time where that cannot be read; and four times the
 * limit of wall time on a busy machine). A run that goes on ends with its process, and a new one is started.
 */
export class Contestant {
  private child: ChildProcess | null = null;
  private peakMb = 0;

  constructor(private readonly name: string) {}

  /** `OPEN` at the limit, with the time it had as its time. */
  solve(instance: LoopInstance, limitMs: number): Promise<Outcome> {
    this.child ??= fork(join(import.meta.dirname, 'loop-contestant.ts'), [this.name], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const child = this.child;
    // A solver in the middle of a run does not notice that we are gone.
    const end = (): boolean => child.kill('SIGKILL');
    process.once('exit', end);
    let said = '';
    const listen = (text: Buffer): void => {
      said = (said + text).slice(-2000);
    };
    child.stderr!.on('data', listen);
    return new Promise((resolve, reject) => {
      const started = performance.now();
      const before = processorMs(child.pid!)?.own ?? 0;
      const timer = setInterval(() => {
        const wall = performance.now() - started;
        const now = processorMs(child.pid!);
        const cpu = now ? now.own - before : wall;
        if (cpu < limitMs && wall < limitMs * 4) return;
        done({ ...OUT_OF_TIME, cpu, wall, peakMb: this.peakMb });
        this.close();
      }, 100);
      const died = (code: number | null): void => {
        this.child = null;
        clearInterval(timer);
        reject(new Error(`${this.name} ended with ${code} on ${instance.id}: ${said}`));
      };
      const done = (outcome: Outcome): void => {
        clearInterval(timer);
        process.off('exit', end);
        child.removeAllListeners('message').off('exit', died);
        child.stderr!.off('data', listen);
        this.peakMb = outcome.peakMb;
        resolve(outcome);
      };
      child.once('message', (outcome) => done(outcome as Outcome));
      child.once('exit', died);
      child.send({ instance, limitMs });
    });
  }

  close(): void {
    this.child?.removeAllListeners();
    this.child?.kill('SIGKILL');
    this.child = null;
  }
}

const OUT_OF_TIME = { status: 'OPEN', objective: null, first: null, best: null } as const;
