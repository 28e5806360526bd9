import { beforeEach, describe, expect, test, vi } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { createScreeningWorld, readyToScreen } from '@/tests/fakes/screening';
import type { ScreenApplicantPorts } from './ports';

const postingId = postingIdOf('sre');
const opportunityId = APPLICANTS.strong;
const ONCE = { opportunityId, again: false, rules: false } as const;

/** The first document loads the reader, which takes a while on a busy machine. */
const soon = <T>(of: () => T) => expect.poll(of, { timeout: 20_000 });

/** An assessor that answers only when it is let go. */
function held(real: ScreenApplicantPorts['assessor']) {
  let release: (() => void)[] = [];
  let asked = 0;
  const assessor: ScreenApplicantPorts['assessor'] = {
    ...real,
    async assess(input, options) {
      asked++;
      options.onProgress?.(0.4);
      await new Promise<void>((resolve) => {
        release.push(resolve);
      });
      options.signal?.throwIfAborted();
      return real.assess(input, options);
    },
  };
  return {
    assessor,
    asked: () => asked,
    letGo: () => {
      for (const go of release) go();
      release = [];
    },
  };
}

const approved = (change?: Partial<ScreenApplicantPorts>) => readyToScreen(postingId, change);

let first: Awaited<ReturnType<typeof approved>>;
let model: ReturnType<typeof held>;
beforeEach(async () => {
  model = held(createScreeningWorld().ports.assessor);
  first = await approved({ assessor: model.assessor });
});
/** Another life of the worker: the same disk, nothing in memory. */
const wakeAgain = () => createScreeningWorld(first.ports);
const progress = () => first.ask('progress', { opportunityId });

describe('a screening that is under way', () => {
  test('is said with how far it is, and whoever asks meanwhile gets the same one', async () => {
    const one = first.ask('screen', ONCE);
    await soon(model.asked).toBe(1);
    expect(await progress()).toEqual({
      underWay: { since: first.ports.clock.now(), share: 0.4 },
      waiting: false,
      failed: null,
    });
    const two = first.ask('screen', { ...ONCE, again: true });
    expect(await first.runner.needed()).toMatchObject({ soon: true });
    await soon(model.asked).toBe(1);
    model.letGo();
    expect((await one).result).toEqual((await two).result);
    expect(model.asked()).toBe(1);
    expect(await progress()).toEqual({ underWay: null, waiting: false, failed: null });
    expect(await first.runner.needed()).toMatchObject({ soon: false });
  });

  test('is taken up by the next worker, stored once, and answers no later question anew', async () => {
    void first.ask('screen', ONCE);
    await soon(model.asked).toBe(1);
    const second = wakeAgain();
    await second.runner.run();
    // The first request was lost with its worker: a second one cannot be avoided, a third one can.
    await soon(model.asked).toBe(2);
    expect((await second.ask('progress', { opportunityId })).underWay).toMatchObject({
      since: first.ports.clock.now(),
    });
    model.letGo();
    await soon(async () => (await second.ask('applicant', { opportunityId })).result).not.toBeNull();
    await second.ask('screen', ONCE);
    expect(model.asked()).toBe(2);
    expect(await first.records.list('screening', { opportunityId })).toHaveLength(1);
  });

  test('is left to a person when the worker ended during it three times', async () => {
    void first.ask('screen', ONCE);
    await soon(model.asked).toBe(1);
    let last = first;
    for (const n of [2, 3]) {
      last = wakeAgain();
      await last.runner.run();
      await soon(model.asked).toBe(n);
    }
    last = wakeAgain();
    await last.runner.run();
    expect(await last.ask('progress', { opportunityId })).toMatchObject({
      underWay: null,
      failed: { code: 'screening-interrupted' },
    });
    expect(model.asked()).toBe(3);
  });

  test('of the queue is taken up by the queue, in its place', async () => {
    await first.runner.addPosting(postingId);
    const { waiting } = await first.runner.view();
    void first.runner.run();
    await soon(model.asked).toBe(1);
    // The lock dies with its worker.
    const second = createScreeningWorld({ ...first.ports, lock: (_, work) => work() });
    void second.runner.run();
    await soon(model.asked).toBe(2);
    expect((await second.runner.view()).waiting).toBe(waiting);
    model.letGo();
    // The first world is not dead here and goes on beside the second, so one or two are done.
    await soon(async () => (await second.runner.view()).done).toBeGreaterThan(0);
    expect((await second.runner.view()).waiting).toBeLessThan(waiting);
    await second.runner.pause(true);
    model.letGo();
  });

  test('keeps nothing of somebody who is erased during it', async () => {
    const job = first.ask('screen', ONCE).catch((error: unknown) => error);
    await soon(model.asked).toBe(1);
    const forgetting = vi.spyOn(first.runner, 'forget');
    const gone = first.ask('forget', { opportunityId });
    await soon(() => forgetting.mock.calls.length).toBe(1);
    model.letGo();
    await gone;
    expect(await job).toBeInstanceOf(Error);
    for (const kind of ['screening', 'applicant', 'reading'])
      expect(await first.records.list(kind, { opportunityId })).toEqual([]);
    expect(await progress()).toEqual({ underWay: null, waiting: false, failed: null });
  });
});

describe('when it cannot be done', () => {
  const refusing = (code: string, retryable: boolean): Partial<ScreenApplicantPorts> => ({
    assessor: {
      ...first.ports.rules,
      assess: async () => {
        throw new Failure({ code, message: 'It did not answer.', next: 'Read it yourself.', retryable });
      },
    },
  });

  test('why is remembered until it is tried again, and the rules are another way', async () => {
    const world = await approved(refusing('engine-refused', false));
    await expect(world.ask('screen', ONCE)).rejects.toMatchObject({ problem: { code: 'engine-refused' } });
    expect(await world.ask('progress', { opportunityId })).toMatchObject({
      failed: { code: 'engine-refused' },
    });
    const view = await world.ask('screen', { ...ONCE, rules: true });
    expect(view.result).toMatchObject({ madeBy: { engine: 'rules' } });
    expect(view.progress.failed).toBeNull();
  });

  test.each([
    ['engine-refused', false],
    ['engine-cut-off', true],
  ])('three in a row with %s halt the queue before everybody was asked', async (code, retryable) => {
    const world = await approved(refusing(code, retryable));
    await world.runner.addPosting(postingId);
    const all = (await world.runner.view()).waiting;
    await world.runner.run();
    const view = await world.runner.view();
    expect(view.halted).toMatchObject({ code: 'screening-stuck' });
    expect(view.waiting + view.failed.length).toBe(all);
    expect(view.failed).toHaveLength(retryable ? 0 : 3);
    // The alarm does not go on with it; a person does, and then it is three again.
    await world.runner.run();
    expect((await world.runner.view()).failed).toHaveLength(view.failed.length);
    await world.runner.pause(false);
    await world.runner.run();
    expect((await world.runner.view()).failed).toHaveLength(retryable ? 0 : 6);
    if (retryable) return;
    await world.runner.pause(true);
    await world.ask('retry', { postingId });
    expect(await world.runner.view()).toMatchObject({ waiting: all, failed: [] });
  });
});
