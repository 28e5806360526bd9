import { Worker } from 'node:worker_threads';
import { LIMITS } from '@/lib/documents/limits';
import { type DocumentReading, unread } from '@/lib/documents/reading';

const MEMORY_MB = 768;

export interface LimitedReader {
  /** The reading, and whether the thread had to be ended. */
  read(
    bytes: Uint8Array,
    fileName: string,
  ): Promise<{ reading: DocumentReading; cut: 'time' | 'crash' | null; ms: number }>;
  close(): Promise<void>;
}

/**
 * Reads documents one after another on a worker thread with a limit on its time and memory. A thread that overruns or
 * dies is replaced, and the document comes back as `timed-out`, `too-large` or `damaged`.
 */
export function createLimitedReader(): LimitedReader {
  let worker: Worker | null = null;
  let next = 0;

  const start = async (): Promise<Worker> => {
    if (worker) return worker;
    const fresh = new Worker(new URL('./corpus-worker.mjs', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    // pdf.js prints its warnings; they are about the file and belong to nobody's output.
    await new Promise<void>((resolve, reject) => {
      fresh.once('message', () => resolve());
      fresh.once('error', reject);
    });
    worker = fresh;
    return fresh;
  };

  const stop = async (): Promise<void> => {
    const old = worker;
    worker = null;
    old?.removeAllListeners();
    old?.on('error', () => undefined);
    await old?.terminate();
  };

  const read: LimitedReader['read'] = async (bytes, fileName) => {
    const running = await start();
    const began = performance.now();
    const id = next++;
    const outcome = await new Promise<DocumentReading | 'time' | Error>((resolve) => {
      const timer = setTimeout(() => finish('time'), LIMITS.milliseconds);
      const onMessage = (message: { id: number; reading: DocumentReading }): void => {
        if (message.id === id) finish(message.reading);
      };
      const onError = (error: Error): void => finish(error);
      const finish = (result: DocumentReading | 'time' | Error): void => {
        clearTimeout(timer);
        running.off('message', onMessage);
        running.off('error', onError);
        resolve(result);
      };
      running.on('message', onMessage);
      running.on('error', onError);
      running.postMessage({ id, bytes, fileName });
    });
    const ms = performance.now() - began;
    if (outcome === 'time') {
      await stop();
      return {
        reading: unread(
          'timed-out',
          `Reading this document took longer than ${LIMITS.milliseconds / 1000} seconds and was stopped. Read it yourself.`,
        ),
        cut: 'time',
        ms,
      };
    }
    if (outcome instanceof Error) {
      await stop();
      const memory = (outcome as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
      const reading = memory
        ? unread('too-large', 'Reading this document needs more memory than it may have. Read it yourself.')
        : unread('damaged', 'This document is damaged and cannot be read. Ask for it again.');
      return { reading, cut: 'crash', ms };
    }
    return { reading: outcome, cut: null, ms };
  };

  return { read, close: stop };
}
