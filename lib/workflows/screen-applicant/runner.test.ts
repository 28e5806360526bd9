import { beforeEach, expect, test } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { createScreeningWorld, readyToScreen } from '@/tests/fakes/screening';

const postingId = postingIdOf('sre');
const ready = (change?: Parameters<typeof createScreeningWorld>[0]) => readyToScreen(postingId, change);

let world: Awaited<ReturnType<typeof ready>>;
beforeEach(async () => {
  world = await ready();
});

const inLever = (id: string) => world.kit.world.lever.opportunities.get(id) ?? {};

test('screens everybody once, in order, and says what could not be judged', async () => {
  const { ask, runner, asked } = world;
  await ask('screenAll', { postingId });
  await runner.run();
  // The first call works in the background; both end when nobody waits.
  await expect.poll(async () => (await runner.view()).waiting, { timeout: 20_000 }).toBe(0);
  const { open, runner: view } = await ask('queue', { postingId, limit: 15 });
  const all = Object.values(open).reduce((sum, n) => sum + n, 0);
  expect(all).toBeGreaterThanOrEqual(44);
  expect(view.done).toBe(all);
  const before = asked.length;
  await ask('screenAll', { postingId });
  expect((await runner.view()).waiting).toBe(0);
  expect(asked.length).toBe(before);
});

test('a spending cap halts everybody, loses nobody, and a pause is kept', async () => {
  let capped = true;
  const { ports } = world;
  world = await ready({
    assessor: {
      ...ports.assessor,
      assess: (input, options) => {
        if (capped)
          throw new Failure({ code: 'engine-spending-cap', message: 'Over the cap.', next: 'Raise it.' });
        return ports.assessor.assess(input, options);
      },
    },
  });
  await world.runner.addPosting(postingId);
  await world.runner.run();
  const halted = await world.runner.view();
  expect(halted.halted?.code).toBe('engine-spending-cap');
  expect(halted.waiting).toBeGreaterThanOrEqual(30);
  expect(await world.runner.needed()).toEqual({ soon: false, watched: true });
  capped = false;
  await world.runner.pause(true);
  await world.runner.run();
  expect((await world.runner.view()).waiting).toBe(halted.waiting);
  await world.runner.pause(false);
  await world.runner.run();
  expect(await world.runner.view()).toMatchObject({ waiting: 0, halted: null });
});

test('who resumes while a halted run is still on its way out is not forgotten', async () => {
  let capped = true;
  const { ports } = world;
  world = await ready({
    assessor: {
      ...ports.assessor,
      assess: (input, options) => {
        if (capped)
          throw new Failure({ code: 'engine-spending-cap', message: 'Over the cap.', next: 'Raise it.' });
        return ports.assessor.assess(input, options);
      },
    },
    lock: async (name, work) => {
      const result = await ports.lock(name, work);
      // The run has seen the halt and gives its lock back: just now somebody resumes.
      if (name === 'fulcrum:screening-run' && capped) {
        capped = false;
        await world.runner.pause(false);
        await world.runner.run();
      }
      return result;
    },
  });
  await world.runner.addPosting(postingId);
  await world.runner.run();
  expect(await world.runner.view()).toMatchObject({ waiting: 0, halted: null, working: false });
});

test('one applicant who cannot be screened does not stop the others', async () => {
  world.kit.faults.add({
    id: 'broken',
    method: 'GET',
    path: new RegExp(`${APPLICANTS.strong}/resumes`),
    effect: { kind: 'status', status: 400 },
  });
  await world.runner.addPosting(postingId);
  await world.runner.run();
  const view = await world.runner.view();
  expect(view.waiting).toBe(0);
  expect(view.failed.map(({ opportunityId }) => opportunityId)).toEqual([APPLICANTS.strong]);
});

test('polling finds who is new, once, and does nothing while it is switched off', async () => {
  inLever(APPLICANTS.strong).createdAt = world.ports.clock.now() - 60_000;
  let on = false;
  const { ports } = world;
  world = createScreeningWorld({ ...ports, policy: { ...ports.policy, isOn: async () => on } });
  on = true;
  await world.ask('draftRubric', { postingId });
  await world.ask('approveRubric', { postingId });
  await world.ask('watch', { postingId, on: true });
  await expect.poll(async () => (await world.runner.view()).done).toBe(1);
  await world.runner.poll();
  expect((await world.runner.view()).waiting).toBe(0);
  on = false;
  inLever(APPLICANTS.word).createdAt = world.ports.clock.now();
  await world.runner.poll();
  await world.runner.run();
  expect(await world.runner.view()).toMatchObject({ waiting: 0, done: 1 });
});
