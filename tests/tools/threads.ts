import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** More are of no use: the work is short, and every thread loads the reader anew. */
const MOST = 4;

/**
 * Answers to `jobs`, in their order, from as many threads as there are processors. `module` default-exports the function that
 * answers one job. The first error ends everything.
 */
export async function inThreads<Job, Answer>(
  module: URL,
  jobs: readonly Job[],
  onDone: (done: number, of: number) => void,
): Promise<Answer[]> {
  const answers = new Array<Answer>(jobs.length);
  let next = 0;
  let done = 0;
  const workers: Worker[] = [];
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
        workerData: module.href,
        env: process.env,
      });
      workers.push(worker);
      let at = -1;
      const give = (): void => {
        if (next >= jobs.length) {
          resolve();
          return;
        }
        at = next++;
        worker.postMessage(jobs[at]);
      };
      worker.on('error', reject);
      worker.on('message', (message: { ready: true } | { answer: Answer }) => {
        if ('answer' in message) {
          answers[at] = message.answer;
          onDone(++done, jobs.length);
        }
        give();
      });
    });
  const threads = Math.max(1, Math.min(MOST, availableParallelism(), jobs.length));
  try {
    await Promise.all(Array.from({ length: threads }, work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
  return answers;
}
