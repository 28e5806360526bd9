import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';
import { expect, test } from 'vitest';
import type { EgressEntry } from '@/lib/platform/http-types';
import { createEgressLog } from './egress-log';

const entry = (at: number): EgressEntry => ({
  at,
  host: 'api.lever.co',
  method: 'GET',
  path: '/v1/users',
  purpose: 'list the users',
  status: 200,
  bytesOut: 0,
  bytesIn: 10,
  candidateData: false,
  ms: 5,
});

test('newest first, bounded, and readable again after a restart', async () => {
  const indexedDB = new IDBFactory();
  const open = () => createEgressLog('egress', { indexedDB, IDBKeyRange });
  const log = open();
  for (let i = 0; i < 2400; i++) log.add(entry(i));
  const recent = await log.recent(3);
  expect(recent.map((e) => e.at)).toEqual([2399, 2398, 2397]);
  expect((await open().recent(10_000)).length).toBeLessThanOrEqual(2000);
});
