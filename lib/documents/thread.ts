import { LIMITS } from './limits';
import type { DocumentReader, ReadAnswer, ReadOrder } from './port';
import { type DocumentReading, unread } from './reading';

/** The part of a dedicated `Worker` that is used. */
export interface Thread {
  postMessage(order: ReadOrder): void;
  terminate(): void;
  onmessage: ((event: { data: ReadAnswer }) => void) | null;
  onerror: ((event: unknown) => void) | null;
}

/**
 * Documents one after another on a thread of their own. One that overruns its time is ended with its thread, and one whose thread dies (a
 * crash of the parser, no memory left) comes back as a reading that says so; the next document gets a new thread.
 */
export function createThreadReader(start: () => Thread, milliseconds = LIMITS.milliseconds): DocumentReader {
  let thread: Thread | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let next = 0;

  function readOne(bytes: Uint8Array, fileName: string): Promise<DocumentReading> {
    const id = next++;
    thread ??= start();
    const running = thread;
    return new Promise((resolve) => {
      const finish = (reading: DocumentReading): void => {
        clearTimeout(timer);
        running.onmessage = null;
        running.onerror = null;
        resolve(reading);
      };
      const abandon = (reading: DocumentReading): void => {
        running.terminate();
        thread = null;
        finish(reading);
      };
      const timer = setTimeout(
        () =>
          abandon(
            unread(
              'timed-out',
              `Reading this document took longer than ${Math.round(milliseconds / 1000)} seconds and was stopped. Read it yourself.`,
            ),
          ),
        milliseconds,
      );
      running.onmessage = ({ data }) => {
        if (data.id === id) finish(data.reading);
      };
      running.onerror = () =>
        abandon(
          unread(
            'damaged',
            'This document brought its reader down: it is damaged or needs too much memory. Read it yourself.',
          ),
        );
      running.postMessage({ id, bytes, fileName });
    });
  }

  return {
    read(bytes, fileName) {
      if (bytes.length > LIMITS.bytes)
        return Promise.resolve(
          unread(
            'too-large',
            `This file is larger than ${Math.round(LIMITS.bytes / 1024 / 1024)} MB and was not read. Ask for a smaller one.`,
          ),
        );
      const turn = queue.then(() => readOne(bytes, fileName));
      queue = turn;
      return turn;
    },
  };
}
