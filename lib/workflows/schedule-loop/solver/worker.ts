import { type Job, type JobAnswer, type JobName, runJob } from './jobs';
import type { FromWorker, ToWorker } from './solver';

/** The search off the page's thread: one job after the other; to stop one, the page ends this worker. */
interface WorkerScope {
  postMessage(message: FromWorker): void;
  addEventListener(type: 'message', listener: (event: { data: ToWorker }) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

scope.addEventListener('message', ({ data: { turn, name, input } }) => {
  try {
    const answer = runJob(name as JobName, input as Job[JobName], (progress) =>
      scope.postMessage({ turn, progress }),
    );
    scope.postMessage({ turn, answer: answer as JobAnswer[JobName] });
  } catch (error) {
    scope.postMessage({ turn, error: error instanceof Error ? error.message : String(error) });
  }
});
