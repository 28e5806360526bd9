import { Failure } from '@/lib/domain/problem';
import type { LoopProgress } from '@/lib/scheduling/loop/types';
import type { Job, JobAnswer, JobName } from './jobs';

export interface ToWorker {
  turn: number;
  name: JobName;
  input: unknown;
}
export type FromWorker =
  | { turn: number; progress: LoopProgress }
  | { turn: number; answer: JobAnswer[JobName] }
  | { turn: number; error: string };

/** The part of a Web Worker that is used; tests give one that runs in place. */
export interface SearchWorker {
  postMessage(message: ToWorker): void;
  terminate(): void;
  onmessage: ((event: { data: FromWorker }) => void) | null;
  onerror: ((event: { message?: string }) => void) | null;
}

/** Ended by `stop` before it was through; not a failure. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

export type Solver = ReturnType<typeof createSolver>;

/**
 * Jobs for the search, one after the other. A running search cannot hear anything, so stopping ends the worker
 * and the next job gets a new one; what was found until then has been told by `onProgress`.
 */
export function createSolver(start: () => SearchWorker) {
  let worker: SearchWorker | null = null;
  let turn = 0;
  let waiting: { reject(error: Error): void } | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let stops = 0;

  const failure = (message: string): Failure =>
    new Failure({
      code: 'search-failed',
      message: `The search stopped with an error: ${message}`,
      next: 'Search again. If it happens again, export the activity log and report it.',
    });

  function ask<N extends JobName>(name: N, input: Job[N], onProgress?: (progress: LoopProgress) => void) {
    return new Promise<JobAnswer[N]>((resolve, reject) => {
      worker ??= start();
      const mine = ++turn;
      waiting = { reject };
      worker.onmessage = ({ data }) => {
        if (data.turn !== mine) return;
        if ('progress' in data) return onProgress?.(data.progress);
        waiting = null;
        if ('error' in data) reject(failure(data.error));
        else resolve(data.answer as JobAnswer[N]);
      };
      worker.onerror = ({ message }) => {
        worker = null;
        waiting = null;
        reject(failure(message ?? 'unknown'));
      };
      worker.postMessage({ turn: mine, name, input });
    });
  }

  return {
    /** Rejects with `Stopped` when `stop` was called before the answer. */
    run<N extends JobName>(
      name: N,
      input: Job[N],
      onProgress?: (progress: LoopProgress) => void,
    ): Promise<JobAnswer[N]> {
      const asked = stops;
      const next = queue.then(() => {
        if (asked !== stops) throw new Stopped();
        return ask(name, input, onProgress);
      });
      queue = next.catch(() => undefined);
      return next;
    },
    /** Ends the running job and everything that waits. */
    stop(): void {
      stops++;
      worker?.terminate();
      worker = null;
      waiting?.reject(new Stopped());
      waiting = null;
    },
  };
}
