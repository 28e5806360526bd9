import { expect, test } from 'vitest';
import type { ReadOrder } from './port';
import { unread } from './reading';
import { createThreadReader, type Thread } from './thread';

/** Threads that answer, hang or die, by the name of the file. */
function threads() {
  const started: { ended: boolean }[] = [];
  const start = (): Thread => {
    const state = { ended: false };
    started.push(state);
    const thread: Thread = {
      onmessage: null,
      onerror: null,
      postMessage({ id, fileName }: ReadOrder) {
        if (fileName === 'hangs') return;
        setTimeout(() => {
          if (fileName === 'dies') thread.onerror?.({});
          else thread.onmessage?.({ data: { id, reading: unread('empty', fileName) } });
        });
      },
      terminate: () => {
        state.ended = true;
      },
    };
    return thread;
  };
  return { started, start };
}

test('a thread that hangs or dies is ended; the documents behind it are read by a new one', async () => {
  const { started, start } = threads();
  const reader = createThreadReader(start, 40);
  const bytes = new Uint8Array(1);
  const all = await Promise.all(['a', 'hangs', 'b', 'dies', 'c'].map((name) => reader.read(bytes, name)));
  expect(all.map(({ status, message }) => (status === 'empty' ? message : status))).toEqual([
    'a',
    'timed-out',
    'b',
    'damaged',
    'c',
  ]);
  expect(started.map(({ ended }) => ended)).toEqual([true, true, false]);
});

test('a file over the limit never reaches a thread', async () => {
  const { started, start } = threads();
  const reading = await createThreadReader(start).read(new Uint8Array(10 * 1024 * 1024 + 1), 'big.pdf');
  expect(reading.status).toBe('too-large');
  expect(started).toHaveLength(0);
});
