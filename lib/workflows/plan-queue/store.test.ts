import { expect, test, vi } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { makeQueue } from '@/tests/bench/queue-instances';
import type { CandidateState, QueueList } from './contract';
import { gapOf, loadsOf, regretOf, rowsOf } from './outcome';
import type { QueueQuestion } from './rules';
import { type Job, type JobName, runJob } from './solver/jobs';
import { createSolver, type SearchWorker } from './solver/solver';
import { createQueueStore, type QueueClient, waitingOf } from './store';

const queue = makeQueue(3, 'S', 5, { skills: 3 });
const question: QueueQuestion = {
  queue,
  origin: 0,
  candidates: queue.candidates.map(({ id, sessions }) => ({
    opportunityId: id,
    name: id,
    sessions: sessions.map((one) => ({ id: one.id, name: one.id })),
  })),
  people: queue.people.map(({ id }) => ({ id, name: id, unknown: null })),
  rooms: [],
  days: queue.days.map((_, d) => `2027-01-${11 + d}`),
  skills: {},
  left: [],
  readAt: 0,
};
const list: QueueList = {
  stages: [{ id: 'on-site', name: 'On-site', chosen: true }],
  candidates: [...queue.candidates, { id: 'booked' }, { id: 'hidden' }].map(({ id }) => ({
    opportunityId: id,
    name: id,
    posting: null,
    stageId: 'on-site',
    since: 0,
  })),
  leftOut: 0,
  readAt: 0,
};
const problem = {
  code: 'forbidden',
  message: 'Lever does not show this candidate.',
  next: 'Ask an administrator.',
};

const stateOf = (opportunityId: string): CandidateState => ({
  opportunityId,
  state: opportunityId === 'booked' ? 'booked' : opportunityId === 'hidden' ? 'unreadable' : 'waiting',
  posting: null,
  sessions: 3,
  setupFrom: 'lever',
  booked: opportunityId === 'booked' ? { by: 'lever', start: 1 } : null,
  problem: opportunityId === 'hidden' ? problem : null,
});

/** A worker that tells its news at once and answers in a later task, unless it was ended before. */
function worker(): SearchWorker {
  let ended = false;
  const self: SearchWorker = {
    onmessage: null,
    onerror: null,
    postMessage: ({ name, input }) => {
      setTimeout(() => {
        if (ended) return;
        const answer = runJob(name as JobName, input as Job[JobName], (news) =>
          self.onmessage?.({ data: { news } }),
        );
        setTimeout(() => !ended && self.onmessage?.({ data: { answer } }), 5);
      }, 0);
    },
    terminate: () => {
      ended = true;
    },
  };
  return self;
}

function setUp(change: Partial<Record<keyof QueueClient, unknown>> = {}) {
  const client = {
    list: vi.fn(async () => list),
    choose: vi.fn(async () => list),
    read: vi.fn(async ({ opportunityIds }: { opportunityIds: string[] }) => opportunityIds.map(stateOf)),
    ask: vi.fn(async () => question),
    takeOver: vi.fn(async () => null),
    ...change,
  };
  const store = createQueueStore({ client: client as unknown as QueueClient, solver: createSolver(worker) });
  return { client, store };
}

test('who waits is planned in the order they came; booked and unreadable ones are left out, and said', async () => {
  const { client, store } = setUp();
  await store.getState().load();
  expect(store.getState().reading).toBeNull();
  expect(client.read).toHaveBeenCalledTimes(2);
  expect(waitingOf(store.getState())).toEqual(queue.candidates.map(({ id }) => id));
  expect(store.getState().states.hidden?.problem).toEqual(problem);
  await store.getState().planTogether();
  const { plan, phase } = store.getState();
  expect(phase).toBe('done');
  if (!plan) throw new Error('no plan');

  const rows = rowsOf(question, plan);
  for (const { byDay, lastDay, candidate } of rows) {
    const own = plan.best.places[candidate]?.plan;
    expect(byDay?.reduce((sum, count) => sum + count, 0) ?? null).toBe(own?.start.length ?? null);
    if (byDay) expect(byDay.findLastIndex((count) => count > 0)).toBe(lastDay);
  }
  const loads = loadsOf(question, plan.best);
  const seats = plan.best.places.reduce((sum, { plan: own }) => sum + (own?.who.flat().length ?? 0), 0);
  expect(loads.reduce((sum, { total }) => sum + total, 0)).toBe(seats);
  for (const { byDay, total } of loads) expect(byDay.reduce((sum, { added }) => sum + added, 0)).toBe(total);
  const { earlierDays, laterDays, placed } = regretOf(rows, plan);
  if (placed === 0) expect(earlierDays - laterDays).toBe(plan.regret.days);
  const gap = gapOf(queue, plan);
  expect(gap.kind === 'proven' ? 0 : gap.points).toBe(plan.best.points - plan.bound);
});

test('stopping keeps the first plan there is; a new list throws it away', async () => {
  const { store } = setUp();
  await store.getState().load();
  const going = store.getState().planTogether();
  await vi.waitFor(() => expect(store.getState().plan).not.toBeNull());
  store.getState().stop();
  await going;
  expect(store.getState()).toMatchObject({ phase: 'stopped', problem: null });
  expect(store.getState().plan?.greedy).toBeDefined();
  await store.getState().load(true);
  expect(store.getState()).toMatchObject({ phase: 'idle', plan: null });
});

test('what would help is told one by one and sorted; the plan of a candidate is handed over in their words', async () => {
  const { client, store } = setUp();
  await store.getState().load();
  await store.getState().planTogether();
  await store.getState().askWhatHelps();
  const { help } = store.getState();
  expect(help.phase).toBe('done');
  expect(help.done).toBe(help.of);
  expect(await store.getState().takeOver(0)).toBe(true);
  expect(client.takeOver).toHaveBeenCalledWith({
    opportunityId: 'candidate-0',
    choice: expect.objectContaining({
      sessions: expect.arrayContaining([expect.objectContaining({ room: null })]),
    }),
  });
  const read = client.read as ReturnType<typeof vi.fn>;
  read.mockClear();
  await store.getState().lookAgain();
  expect(read).toHaveBeenCalledWith({ opportunityIds: ['candidate-0'], refresh: true });
});

test('what fails is said where it failed', async () => {
  const fail = async () => {
    throw new Failure(problem);
  };
  const nothing = setUp({ list: vi.fn(fail) });
  await nothing.store.getState().load();
  expect(nothing.store.getState()).toMatchObject({ list: null, listProblem: problem, loading: false });
  const unasked = setUp({ ask: vi.fn(fail), takeOver: vi.fn(fail) });
  await unasked.store.getState().load();
  await unasked.store.getState().planTogether();
  expect(unasked.store.getState()).toMatchObject({ phase: 'idle', problem });
});
