import { Failure } from '@/lib/domain/problem';
import type { Job, JobAnswer, JobName, JobNews } from './jobs';

export interface ToWorker {
  name: JobName;
  input: unknown;
}
export type FromWorker = { news: JobNews } | { answer: JobAnswer[JobName] } | { error: string };

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

/** One job at a time, each in a worker of its own. A running search hears nothing, so stopping ends the worker. */
export function createSolver(start: () => SearchWorker) {
  let end: (() => void) | null = null;

  return {
    /** Ends what runs before. Rejects with `Stopped` when it is stopped itself. */
    run<N extends JobName>(name: N, input: Job[N], onNews: (news: JobNews) => void): Promise<JobAnswer[N]> {
      end?.();
      return new Promise<JobAnswer[N]>((resolve, reject) => {
        const worker = start();
        const finish = (settle: () => void): void => {
          worker.onmessage = null;
          worker.onerror = null;
          worker.terminate();
          end = null;
          settle();
        };
        end = () => finish(() => reject(new Stopped()));
        const fail = (message: string): void =>
          finish(() =>
            reject(
              new Failure({
                code: 'search-failed',
                message: `The search stopped with an error: ${message}`,
                next: 'Plan again. If it happens again, export the activity log and report it.',
              }),
            ),
          );
        worker.onmessage = ({ data }) => {
          if ('news' in data) onNews(data.news);
          else if ('error' in data) fail(data.error);
          else finish(() => resolve(data.answer as JobAnswer[N]));
        };
        worker.onerror = ({ message }) => fail(message ?? 'unknown');
        worker.postMessage({ name, input });
      });
    },
    stop: (): void => end?.(),
  };
}
