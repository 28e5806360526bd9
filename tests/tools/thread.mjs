// Answers jobs on a thread of its own with the function that the named module exports by default.
import { parentPort, workerData } from 'node:worker_threads';
import { tsImport } from 'tsx/esm/api';

const { default: answer } = await tsImport(workerData, import.meta.url);
parentPort.on('message', async (job) => {
  parentPort.postMessage({ answer: await answer(job) });
});
parentPort.postMessage({ ready: true });
