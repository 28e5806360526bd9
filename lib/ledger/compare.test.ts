import { describe, expect, it } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { instantClock } from '@/tests/fakes/ledger-memory';
import type { Work } from './call';
import { compareWithNow } from './compare';
import { createJournal } from './journal';
import type { ActionHandler, ActionRecord, Plan, PlanState } from './plan';
import { PATIENCE } from './retry';

const handlers: ActionHandler[] = [
  {
    kind: 'event',
    execute: async () => null,
    reconcile: async () => ({ outcome: 'absent' }),
    compare: async (payload) => {
      if (payload === 'unreadable')
        throw new Failure({ code: 'offline', message: 'Google could not be reached.', next: 'Try again.' });
      return payload === 'moved' ? [{ what: 'Time', written: '10:00', now: '11:00' }] : [];
    },
  },
  { kind: 'check', execute: async () => null, reconcile: async () => ({ outcome: 'absent' }) },
];
const work: Work = {
  journal: createJournal({ record: async () => undefined } as never, instantClock()),
  clock: instantClock(),
  handlers: new Map(handlers.map((one) => [one.kind, one])),
  patience: PATIENCE,
  signalFor: () => new AbortController().signal,
};
const record = (id: string, kind: string, payload: string, state: ActionRecord['state'] = 'done') => ({
  action: { id, kind, payload, summary: `Create ${id}`, system: 'google', effect: 'write', key: id },
  state,
  attempts: 1,
  at: 0,
  result: null,
});
const plan = (state: PlanState, ...actions: ReturnType<typeof record>[]): Plan =>
  ({ id: 'p', title: 'Book', state, actions }) as unknown as Plan;

describe('comparing before undo', () => {
  it('says what a person moved, and keeps what is unreadable apart from what is unchanged', async () => {
    const seen = await compareWithNow(
      work,
      plan(
        'done',
        record('a', 'check', ''),
        record('b', 'event', 'moved'),
        record('c', 'event', 'same'),
        record('d', 'event', 'unreadable'),
        record('e', 'event', 'moved', 'failed'),
      ),
    );
    expect(seen.read).toBe(3);
    expect(seen.refusal).toBeNull();
    expect(seen.items).toMatchObject([
      { actionId: 'b', differences: [{ what: 'Time', written: '10:00', now: '11:00' }], problem: null },
      { actionId: 'd', differences: [], problem: { code: 'offline' } },
    ]);
  });

  it.each(['undone', 'rolled-back', 'proposed', 'discarded', 'expired'] as const)(
    'refuses what is %s with a reason and reads nothing',
    async (state) => {
      const seen = await compareWithNow(work, plan(state, record('b', 'event', 'moved')));
      expect(seen).toMatchObject({ read: 0, items: [], refusal: { code: 'cannot-undo' } });
    },
  );
});
