import { expect, test } from 'vitest';
import { fuzzMessages } from '@/tests/tools/message-fuzz-run';

test('5,000 messages of a hostile content script: nothing privileged runs, no answer says more than it may', async () => {
  const { defects, tally, methods } = await fuzzMessages(5_000, 7);
  expect(defects).toEqual([]);
  // The fuzz reaches what it is about: pages get answers, and privileged calls are refused for who calls.
  expect(tally['Fulcrum refused a message: not allowed from here.']).toBeGreaterThan(500);
  expect(Object.keys(tally).filter((what) => what.startsWith('answered lever-page.')).length).toBe(4);
  expect(tally['Fulcrum refused a message: too many messages from this page.']).toBeGreaterThan(20);
  expect(methods).toBeGreaterThan(35);
});
