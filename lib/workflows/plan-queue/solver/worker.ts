import { type Job, type JobName, runJob } from './jobs';
import type { FromWorker, ToWorker } from './solver';

/** The search off the page's thread; to stop it, the page ends this worker. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: { data: ToWorker }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.addEventListener('message', ({ data: { name, input } }) => {
  try {
    const answer = runJob(name, input as Job[JobName], (news) => scope.postMessage({ news }));
    scope.postMessage({ answer });
  } catch (error) {
    scope.postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
});
