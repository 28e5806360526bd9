import { beforeEach, describe, expect, test } from 'vitest';
import { createClaimBatches } from '@/lib/ai/anthropic/batch';
import { assessResume, withKnownAnswers } from '@/lib/ai/assess-resume';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { anthropicKit } from '@/tests/fakes/anthropic';
import { createScreeningWorld } from '@/tests/fakes/screening';
import type { ScreenApplicantPorts } from './ports';

// Documents are really read; on a busy machine that takes a while.
const postingId = postingIdOf('sre');

/** The workflow in front of the pretend model service, in one process. */
async function setUp() {
  const model = anthropicKit({ cap: { day: 50, month: null } });
  const assessor: ScreenApplicantPorts['assessor'] = {
    identity: async () => {
      const identity = await model.engine.identity?.();
      if (!identity) throw new TypeError('no identity');
      return identity;
    },
    assess: (input, { known, ...options }) =>
      assessResume({
        ...input,
        ...options,
        engine: known ? withKnownAnswers(model.engine, known) : model.engine,
      }),
    draftRubric: (request, options) => model.engine.draftRubric(request, options),
  };
  const claims = createClaimBatches(model.deps);
  const world = createScreeningWorld({
    assessor,
    batches: async () => ({ claims, usd: (n) => n * 0.017 }),
  });
  const rules = createScreeningWorld();
  // The rules' criteria have signs, so that quotes can hold.
  const draft = await rules.ask('draftRubric', { postingId });
  await world.ask('saveRubric', { postingId, criteria: draft.draft?.criteria ?? [] });
  await world.ask('approveRubric', { postingId });
  await world.ask('change', {
    settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false, advanceAt: 60, scale: '100' },
  });
  const sent = (path: RegExp) => model.sent.filter((one) => path.test(one.path));
  return {
    model,
    world,
    claims,
    singles: () => sent(/^\/v1\/messages$/).length,
    submitted: () => sent(/batches$/).filter(({ body }) => body !== '').length,
    tags: () => sent(/batches$/).map(({ body }) => body),
  };
}

let at: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  at = await setUp();
});
const view = async () => (await at.world.backfill.view())[0];
const lives = () => createScreeningWorld(at.world.ports);

describe('everybody who waits, read together', () => {
  test('is one request, and the queue screens each of them from its answers, at half the price', async () => {
    const { world, model } = at;
    const backlog = await world.ask('backlog', { postingId });
    expect(backlog.applicants).toBeGreaterThan(40);
    expect(backlog.usd?.now).toBeCloseTo(2 * (backlog.usd?.batch ?? 0));
    await world.backfill.start(postingId);
    await world.backfill.run();
    expect(await view()).toMatchObject({ state: 'sent', problem: null, applicants: backlog.applicants });
    expect(at.submitted()).toBe(1);
    expect(await world.ask('progress', { opportunityId: APPLICANTS.strong })).toMatchObject({
      waiting: true,
    });
    expect((await world.runner.view()).waiting).toBe(0);
    // Nothing that blinding takes out has left, in any of them.
    expect(at.tags().join(' ')).not.toMatch(/@candidate\.example|Haruto|Mireille/);

    // Still under way: looking changes nothing. Then they are read.
    await world.backfill.run();
    expect(await view()).toMatchObject({ state: 'sent' });
    model.advance(60_000);
    await world.backfill.run();
    expect(await view()).toBeUndefined();
    await expect.poll(async () => (await world.runner.view()).waiting, { timeout: 50_000 }).toBe(0);
    expect(at.singles(), 'nobody was asked about again').toBe(0);
    const { costUsd } = await world.ask('queue', { postingId, limit: 15 });
    expect(costUsd).toBeCloseTo((await model.spending.soFar()).day, 6);
    const result = (await world.ask('applicant', { opportunityId: APPLICANTS.strong })).result;
    if (!result || result.withheld) throw new Error('no result');
    expect(result.criteria.filter(({ verdict }) => verdict === 'shown').length).toBeGreaterThan(0);
    const single = await world.ask('screen', {
      opportunityId: APPLICANTS.strong,
      again: true,
      rules: false,
    });
    if (!single.result || single.result.withheld) throw new Error('no result');
    expect(result.madeBy.costUsd).toBeLessThan(0.75 * single.result.madeBy.costUsd);
    expect(await world.records.list('claims')).toEqual([]);
    expect((await world.runner.view()).costUsd).toBeGreaterThan(0);
  });

  test('what the batch did not answer is asked one by one', async () => {
    const { world, model } = at;
    await world.backfill.start(postingId);
    await world.backfill.run();
    const { requests } = JSON.parse(at.tags()[0] ?? '{}') as { requests: { custom_id: string }[] };
    model.faults.set('anthropic-batch-error', requests[3]?.custom_id ?? '');
    model.faults.set('anthropic-batch-expires', requests[5]?.custom_id ?? '');
    model.advance(60_000);
    await world.backfill.run();
    await expect.poll(async () => (await world.runner.view()).waiting, { timeout: 50_000 }).toBe(0);
    expect(at.singles()).toBe(2);
    expect((await world.runner.view()).failed).toEqual([]);
  });

  test('survives the worker: sent batches are looked for by the next one, half-sent ones are not sent twice by themselves', async () => {
    const { world, model, claims } = at;
    await world.backfill.start(postingId);
    const second = lives();
    await second.backfill.run();
    expect(await view()).toMatchObject({ state: 'sent' });
    const third = lives();
    model.advance(60_000);
    await third.backfill.run();
    await expect.poll(async () => (await third.runner.view()).waiting, { timeout: 50_000 }).toBe(0);
    expect(at.singles()).toBe(0);
    expect(at.submitted()).toBe(1);

    // The worker ends between sending and knowing that it arrived.
    const fresh = await setUp();
    let hang = true;
    const held: ScreenApplicantPorts['batches'] = async () => ({
      claims: {
        ...claims,
        submit: (items, purpose) =>
          hang ? new Promise<string>(() => undefined) : claims.submit(items, purpose),
      },
      usd: () => 0,
    });
    const lost = createScreeningWorld({ ...fresh.world.ports, batches: held, lock: (_, work) => work() });
    await lost.backfill.start(postingId);
    void lost.backfill.run();
    await expect
      .poll(async () => (await lost.backfill.view())[0]?.state, { timeout: 30_000 })
      .toBe('sending');
    const next = createScreeningWorld({ ...lost.ports });
    await next.backfill.run();
    expect((await next.backfill.view())[0]).toMatchObject({
      state: 'reading',
      problem: { code: 'batch-unknown' },
    });
    await next.backfill.run();
    expect((await next.backfill.view())[0]?.problem?.code).toBe('batch-unknown');
    hang = false;
    await next.backfill.start(postingId);
    await next.backfill.run();
    expect((await next.backfill.view())[0]).toMatchObject({ state: 'sent', problem: null });
  });

  test('a cap, a pause, an erased applicant', async () => {
    const { world, model } = at;
    await world.backfill.start(postingId);
    await world.backfill.forget(APPLICANTS.strong);
    const before = (await view())?.applicants ?? 0;
    await world.backfill.run();
    await world.ask('pause', { on: true });
    await expect.poll(async () => (await view())?.state, { timeout: 10_000 }).toBe('stopping');
    model.advance(60_000);
    await world.backfill.run();
    expect(await view()).toBeUndefined();
    const { waiting, paused } = await world.runner.view();
    expect({ waiting, paused }).toEqual({ waiting: before, paused: true });
    expect(await world.ask('progress', { opportunityId: APPLICANTS.strong })).toMatchObject({
      waiting: false,
    });

    const capped = createScreeningWorld({
      ...at.world.ports,
      batches: async () => ({
        claims: createClaimBatches(anthropicKit({ cap: { day: 0.01, month: null } }).deps),
        usd: () => 0,
      }),
    });
    await capped.runner.pause(true);
    await capped.backfill.start(postingId);
    await capped.backfill.run();
    expect((await capped.backfill.view())[0]).toMatchObject({
      state: 'reading',
      problem: { code: 'engine-spending-cap' },
    });
    await capped.backfill.stop(postingId);
    expect(await capped.backfill.view()).toEqual([]);
    // Erased here is not erased in Lever: asking for everybody who waits finds them again.
    expect((await capped.runner.view()).waiting).toBe(before + 1);
  });

  test('needs a model', async () => {
    const rules = createScreeningWorld();
    await expect(rules.ask('backfill', { postingId })).rejects.toMatchObject({
      problem: { code: 'engine-not-connected' },
    });
    expect((await rules.ask('backlog', { postingId })).usd).toBeNull();
  });
});
