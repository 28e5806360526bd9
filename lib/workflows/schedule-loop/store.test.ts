import { expect, test, vi } from 'vitest';
import { solveLoop } from '@/lib/scheduling/loop/solve';
import { compileLoop } from './compile';
import type { LoopView } from './contract';
import { choiceOf } from './question';
import { factsFor } from './sample.fixture';
import { type Job, type JobName, runJob } from './solver/jobs';
import { createSolver, type SearchWorker } from './solver/solver';
import { createLoopStore } from './store';
import { canPreview, type LoopClient } from './store-state';

/** A worker that answers in a later task, as a real one does. */
const worker = (): SearchWorker => {
  let ended = false;
  const self: SearchWorker = {
    onmessage: null,
    onerror: null,
    postMessage: ({ turn, name, input }) =>
      void setTimeout(() => {
        if (ended) return;
        const tell = (data: object) => !ended && self.onmessage?.({ data: { turn, ...data } as never });
        tell({
          answer: runJob(name as JobName, input as Job[JobName], (progress) => void tell({ progress })),
        });
      }, 0),
    terminate: () => {
      ended = true;
    },
  };
  return self;
};

function setUp(facts = factsFor()) {
  const view = (): LoopView =>
    ({
      opportunityId: 'o',
      candidate: {
        name: 'Alex Rivera',
        email: null,
        zone: 'Europe/Lisbon',
        zoneIsGuess: false,
        location: '',
      },
      posting: null,
      setup: facts.setup,
      draft: {},
      question: compileLoop(facts),
      booked: null,
      problems: [],
      wishes: [],
      people: [],
      rooms: [],
    }) as unknown as LoopView;
  const client = {
    load: vi.fn(async () => view()),
    remember: vi.fn(async () => view()),
    plans: vi.fn(async () => []),
    preview: vi.fn(async () => ({ id: 'plan', state: 'discarded', writes: [] })),
  };
  const clock = { now: () => 0, random: () => 0, sleep: async () => undefined };
  const solver = createSolver(worker);
  return { client, store: createLoopStore({ client: client as unknown as LoopClient, solver, clock }) };
}

const until = (check: () => boolean) => vi.waitFor(() => expect(check()).toBe(true), { timeout: 10_000 });

test('the best plan is found, edited, taken back and pinned', async () => {
  const { store } = setUp();
  await store.getState().show('o');
  await until(() => store.getState().search.phase === 'proven');
  const best = store.getState().shown;
  if (!best) throw new Error('no plan');
  expect(canPreview(store.getState())).toBe(true);
  store.getState().edit({ ...best, start: best.start.map(() => best.start[0] ?? 0) });
  expect(canPreview(store.getState())).toBe(false);
  store.getState().undoEdit();
  expect(store.getState().shown).toBe(best);
  store.getState().redoEdit();
  expect(store.getState().shown).not.toBe(best);
  store.getState().undoEdit();
  store.getState().pin('s1', true);
  await store.getState().searchAgain();
  expect(store.getState().shown?.start[0]).toBe(best.start[0]);
});

test('the same question read again while the search runs does not lose its answer', async () => {
  const { store } = setUp();
  await store.getState().show('o');
  await store.getState().remember();
  await until(() => store.getState().search.phase === 'proven');
  expect(store.getState().shown).not.toBeNull();
});

test('stopping keeps what there is and says that it is not proven; searching on finds the best', async () => {
  const { store } = setUp();
  await store.getState().show('o');
  store.getState().stop();
  expect(store.getState().search.phase).toBe('stopped');
  await store.getState().searchAgain();
  expect(store.getState().search.phase).toBe('proven');
  expect(store.getState().failed).toBeNull();
});

test('no plan is explained without being asked', async () => {
  const facts = factsFor();
  facts.setup.days = { ...facts.setup.days, most: 1 };
  const { store } = setUp(facts);
  await store.getState().show('o');
  await until(() => store.getState().relaxations !== null);
  expect(store.getState().facts?.length).toBeGreaterThan(0);
  expect(store.getState().relaxations?.length).toBeGreaterThan(0);
});

test('the preview says what was proposed first, whatever is chosen instead; pins are no proposal', async () => {
  const { client, store } = setUp();
  await store.getState().show('o');
  await until(() => store.getState().checked !== null);
  expect(store.getState().checked?.verdict).toBe('valid');
  const sent = () => client.preview.mock.lastCall?.at(0) as unknown as { choice: unknown; proposed: unknown };
  await store.getState().preview();
  const { choice, proposed } = sent();
  expect(proposed).toEqual(choice);

  await store.getState().closePlan();
  const other = store.getState().alternatives?.[0]?.plan;
  if (!other) throw new Error('no alternative');
  store.getState().take(other);
  await store.getState().preview();
  expect(sent().proposed).toEqual(choice);
  expect(sent().choice).not.toEqual(choice);

  await store.getState().closePlan();
  for (const id of ['s1', 's2', 's3', 's4', 's5']) store.getState().pin(id, true);
  await store.getState().searchAgain();
  await store.getState().preview();
  expect(sent().proposed, 'a search around pins proposes nothing of its own').toEqual(choice);
});

test('a plan handed over is shown as it is, until the person searches for this candidate alone', async () => {
  const facts = factsFor();
  const question = compileLoop(facts);
  const best = solveLoop(question.instance).plan;
  if (!best) throw new Error('no plan');
  // A later day for everything: valid, and not what the search would choose.
  const later = { ...best, start: best.start.map((start) => start + 7 * 24 * 60) };
  const { client, store } = setUp(facts);
  const base = client.load.getMockImplementation();
  client.load.mockImplementation(async () => ({
    ...((await base?.()) as LoopView),
    suggested: { choice: choiceOf(question, later), from: 'the on-site queue', at: 5 },
  }));
  await store.getState().show('o');
  expect(store.getState().shown).toEqual(later);
  expect(canPreview(store.getState())).toBe(true);
  expect(store.getState().pinned.size).toBe(later.start.length);
  await store.getState().searchAlone();
  await until(() => store.getState().search.phase === 'proven');
  expect(store.getState().shown).toEqual(best);
});

test('a plan handed over that does not hold any more is not shown', async () => {
  const question = compileLoop(factsFor());
  const plan = solveLoop(question.instance).plan;
  if (!plan) throw new Error('no plan');
  const { client, store } = setUp();
  const base = client.load.getMockImplementation();
  const broken = { ...plan, start: plan.start.map(() => plan.start[0] ?? 0) };
  client.load.mockImplementation(async () => ({
    ...((await base?.()) as LoopView),
    suggested: { choice: choiceOf(question, broken), from: 'the on-site queue', at: 5 },
  }));
  await store.getState().show('o');
  await until(() => store.getState().search.phase === 'proven');
  expect(store.getState().shown).toEqual(plan);
});
