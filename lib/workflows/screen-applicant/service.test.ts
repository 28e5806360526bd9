import { beforeEach, describe, expect, test } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { createScreeningWorld, PLAIN, readyToScreen } from '@/tests/fakes/screening';

const postingId = postingIdOf('sre');
const ready = (change?: Parameters<typeof createScreeningWorld>[0]) => readyToScreen(postingId, change);
const problemOf = (job: Promise<unknown>) =>
  job.then(
    () => null,
    (error: unknown) => (error instanceof Failure ? error.problem.code : error),
  );

let world: Awaited<ReturnType<typeof ready>>;
beforeEach(async () => {
  world = await ready();
});

const inLever = (id: string) => world.kit.world.lever.opportunities.get(id) ?? {};
const tagsOf = (id: string) => world.kit.world.lever.opportunities.get(id)?.tags as string[];
const notesOf = (id: string) =>
  (world.kit.world.lever.notes.get(id) ?? []).filter(
    (note) => note.deletedAt === null && JSON.stringify(note).includes('[AI Agent]'),
  );

describe('one applicant', () => {
  test('nobody is screened before a person approved the criteria', async () => {
    const fresh = createScreeningWorld();
    expect(
      await problemOf(fresh.ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false })),
    ).toBe('no-criteria');
    expect(await problemOf(fresh.ask('watch', { postingId, on: true }))).toBe('no-criteria');
    expect(fresh.asked).toEqual([]);
  });

  test('the same resume and criteria ask once; a new version asks again and says what was made with the old one', async () => {
    const { ask, asked } = world;
    const first = await ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false });
    const second = await ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false });
    expect(second).toEqual(first);
    expect(asked).toHaveLength(1);
    const { approved } = await ask('rubric', { postingId });
    const criteria = structuredClone(approved.at(-1)?.criteria ?? []);
    const [heavier] = criteria;
    if (heavier) heavier.weight += 1;
    await ask('saveRubric', { postingId, criteria });
    await ask('approveRubric', { postingId });
    const before = await ask('applicant', { opportunityId: APPLICANTS.strong });
    expect(before.result).toMatchObject({ outdated: expect.stringContaining('version 2 is approved') });
    await ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false });
    expect(asked).toHaveLength(2);
    expect((await world.records.list('screening', { opportunityId: APPLICANTS.strong })).length).toBe(2);
  });

  test('asking again on purpose keeps both answers', async () => {
    await world.ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false });
    await world.ask('screen', { opportunityId: APPLICANTS.strong, again: true, rules: false });
    expect(world.asked).toHaveLength(2);
    expect((await world.records.list('screening')).length).toBe(2);
  });

  test('a failure of the engine stores nothing, is logged, and the next try works', async () => {
    let fail = true;
    const { ports } = world;
    const again = await ready({
      assessor: {
        ...ports.assessor,
        assess: (input, options) => {
          if (fail)
            throw new Failure({ code: 'engine-refused', message: 'It refused.', next: 'Read it yourself.' });
          return ports.assessor.assess(input, options);
        },
      },
    });
    expect(
      await problemOf(again.ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false })),
    ).toBe('engine-refused');
    expect((await again.ask('applicant', { opportunityId: APPLICANTS.strong })).result).toBeNull();
    const [entry] = await again.audit.read({ opportunityId: APPLICANTS.strong });
    expect(entry?.entry).toMatchObject({ event: 'ai-failed', outcome: 'engine-refused' });
    fail = false;
    expect(
      (await again.ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false })).result,
    ).not.toBeNull();
  });

  test('the log of an answer has hashes, versions, counts and cost, and is sealed', async () => {
    await world.ask('screen', { opportunityId: APPLICANTS.hidden, again: false, rules: false });
    const log = await world.audit.read({ opportunityId: APPLICANTS.hidden });
    const assessed = log.find(({ entry }) => entry.event === 'ai-assessed');
    expect(assessed?.details).toMatchObject({
      engine: { engine: 'rules' },
      rubric: { version: 1, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
      inputs: {
        bytes: expect.stringMatching(/^[0-9a-f]{64}$/),
        visibleText: expect.stringMatching(/^[0-9a-f]{64}$/),
        blindedText: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      takenOut: expect.objectContaining({ NAME: expect.any(Number) }),
      quotes: { checked: expect.any(Number), kept: expect.any(Number) },
    });
    expect(assessed?.entry.clear).toBeNull();
    expect(JSON.stringify(log.map(({ entry }) => entry))).not.toContain('Haruto');
    expect(log.map(({ entry }) => entry.event)).toContain('ai-shown');
  });

  test('a mark against the evidence is logged as one, with its reason, and so is a stability check', async () => {
    const { ask, audit } = world;
    const opportunityId = APPLICANTS.strong;
    await ask('screen', { opportunityId, again: false, rules: false });
    await ask('decide', { opportunityId, decision: 'reject', reason: 'Six months only' });
    await ask('decide', { opportunityId, decision: 'accept', reason: '' });
    await ask('stability', { opportunityId });
    const log = await audit.read({ opportunityId });
    const marks = log.filter(({ entry }) => entry.event === 'human-marked').map(({ details }) => details);
    expect(marks.reverse()).toMatchObject([
      { reason: 'Six months only', againstEvidence: true, afterReveal: true },
      { reason: '', againstEvidence: false },
    ]);
    expect(log.find(({ entry }) => entry.event === 'stability-checked')).toMatchObject({
      entry: { outcome: 'agree' },
      details: { runs: 3, uses: expect.arrayContaining([expect.objectContaining({ engine: 'rules' })]) },
    });
  });

  test('who may not erase or change policy is refused, and nothing happens', async () => {
    const no = new Failure({ code: 'not-allowed', message: 'Your role may not.', next: 'Ask an admin.' });
    const small = await ready();
    await small.ask('screen', { opportunityId: APPLICANTS.word, again: false, rules: false });
    Object.assign(small.ports, { forbids: async () => no });
    expect(await problemOf(small.ask('forget', { opportunityId: APPLICANTS.word }))).toBe('not-allowed');
    expect((await small.ask('applicant', { opportunityId: APPLICANTS.word })).result).not.toBeNull();
    expect(await problemOf(small.ask('change', { settings: { ...PLAIN, blinding: 0 } }))).toBe('not-allowed');
    expect((await small.ask('overview', {})).settings.blinding).toBe(2);
  });

  test('forgetting erases records, plans and the key; the log still verifies', async () => {
    const { ask, records } = world;
    await ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false });
    await ask('decide', { opportunityId: APPLICANTS.strong, decision: 'accept', reason: '' });
    await ask('preview', { opportunityIds: [APPLICANTS.strong] });
    await ask('forget', { opportunityId: APPLICANTS.strong });
    for (const kind of ['screening', 'applicant', 'review', 'reading'])
      expect(await records.list(kind, { opportunityId: APPLICANTS.strong })).toEqual([]);
    expect(await world.ledger.plans({ opportunityId: APPLICANTS.strong })).toEqual([]);
    expect(await world.audit.check()).toMatchObject({ ok: true });
  });

  test('a record whose key was deleted elsewhere reads as gone', async () => {
    await world.ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false });
    await world.ledger.erase(APPLICANTS.strong, 'someone');
    expect(await world.ask('applicant', { opportunityId: APPLICANTS.strong })).toMatchObject({
      result: null,
    });
    expect((await world.ask('queue', { postingId, limit: 12 })).rows).toEqual([]);
  });
});

describe('what people say', () => {
  beforeEach(() => world.ask('screen', { opportunityId: APPLICANTS.strong, again: false, rules: false }));

  test('a rejection is a mark: Lever hears nothing of it', async () => {
    const sent = world.kit.egress.filter(({ method }) => method !== 'GET').length;
    await world.ask('decide', { opportunityId: APPLICANTS.strong, decision: 'reject', reason: 'no' });
    expect(world.kit.egress.filter(({ method }) => method !== 'GET').length).toBe(sent);
    expect(await problemOf(world.ask('preview', { opportunityIds: [APPLICANTS.strong] }))).toBe(
      'not-accepted',
    );
  });

  test('who was not judged cannot be accepted', async () => {
    await world.ask('screen', { opportunityId: APPLICANTS.scan, again: false, rules: false });
    expect(
      await problemOf(
        world.ask('decide', { opportunityId: APPLICANTS.scan, decision: 'accept', reason: '' }),
      ),
    ).toBe('nothing-to-accept');
  });

  test('a correction needs its reason, agreement does not; the last word of a person counts once', async () => {
    const opportunityId = APPLICANTS.strong;
    const say = (verdict: 'shown' | 'not_found', reason: string) =>
      world.ask('correct', { opportunityId, criterionId: 'c1', verdict, reason });
    expect(await problemOf(say('not_found', ''))).toBe('reason-missing');
    await say('not_found', 'It is about somebody else');
    await say('shown', '');
    const { labels, criteria } = await world.ask('calibration', { postingId });
    expect(labels).toBe(1);
    expect(criteria[0]?.all).toMatchObject({ agreed: 1, of: 1 });
    const view = await world.ask('applicant', { opportunityId });
    expect(view.result?.withheld === false && view.result.criteria[0]).toMatchObject({
      correction: null,
      confirmed: true,
    });
  });

  test('own verdicts come before the AI’s or not at all', async () => {
    const opportunityId = APPLICANTS.partly;
    await world.ask('change', { settings: { ...PLAIN, blindFirst: true } });
    const view = await world.ask('screen', { opportunityId, again: false, rules: false });
    expect(view.result?.withheld).toBe(true);
    expect(await problemOf(world.ask('decide', { opportunityId, decision: 'accept', reason: '' }))).toBe(
      'own-verdict-first',
    );
    expect(
      await problemOf(
        world.ask('correct', { opportunityId, criterionId: 'c1', verdict: 'shown', reason: '' }),
      ),
    ).toBe('own-verdict-first');
    expect(await problemOf(world.ask('own', { opportunityId, verdicts: [] }))).toBe('verdicts-missing');
    const verdicts = (view.result?.criteria ?? []).map(({ id }) => ({
      criterionId: id,
      verdict: 'shown' as const,
    }));
    expect((await world.ask('own', { opportunityId, verdicts })).result?.withheld).toBe(false);
    expect(await problemOf(world.ask('own', { opportunityId, verdicts }))).toBe('already-shown');
    // Who saw the AI's before the setting was switched on is past judging first.
    expect((await world.ask('applicant', { opportunityId: APPLICANTS.strong })).result?.withheld).toBe(false);
  });
});

describe('writing back', () => {
  const id = APPLICANTS.strong;
  async function accepted() {
    await world.ask('screen', { opportunityId: id, again: false, rules: false });
    await world.ask('decide', { opportunityId: id, decision: 'accept', reason: '' });
    const [plan] = await world.ask('preview', { opportunityIds: [id] });
    if (!plan) throw new Error('no plan');
    return plan;
  }

  test('undo takes off only tags that were not there before, and puts an older band tag back', async () => {
    inLever(id).tags.push('Kubernetes', 'AI: open questions');
    const before = [...tagsOf(id)];
    const plan = await accepted();
    expect(plan.state).toBe('proposed');
    expect(tagsOf(id)).toEqual(before);
    const [done] = await world.ask('write', { planIds: [plan.id] });
    expect(done?.state).toBe('done');
    expect(tagsOf(id)).toContain('AI: strong evidence');
    expect(tagsOf(id)).not.toContain('AI: open questions');
    expect(notesOf(id)).toHaveLength(1);
    const undone = await world.ask('undo', { planId: plan.id, force: false });
    expect(undone.state).toBe('undone');
    expect(undone.problem?.message).toContain('cannot delete');
    expect([...tagsOf(id)].sort()).toEqual(before.sort());
    expect(notesOf(id)).toEqual([]);
  });

  test.each(['addTags', 'notes', 'forms'])(
    'a lost answer of %s is looked up, and nothing is written twice',
    async (path) => {
      const plan = await accepted();
      world.kit.faults.add({
        id: 'lost',
        method: 'POST',
        path: new RegExp(path),
        effect: { kind: 'cut-after' },
        times: 2,
      });
      const [done] = await world.ask('write', { planIds: [plan.id] });
      expect(done?.state).toBe('done');
      expect(notesOf(id)).toHaveLength(1);
      expect(world.kit.world.lever.forms.get(id)).toHaveLength(1);
      expect(new Set(tagsOf(id)).size).toBe(tagsOf(id).length);
      await world.ask('undo', { planId: plan.id, force: false });
      expect(tagsOf(id).filter((tag) => tag.startsWith('AI:'))).toEqual([]);
    },
  );

  test('an archived candidate is left alone', async () => {
    const plan = await accepted();
    inLever(id).archived = { reason: 'x', archivedAt: 1 };
    const [done] = await world.ask('write', { planIds: [plan.id] });
    expect(done).toMatchObject({ state: 'rolled-back', problem: { code: 'candidate-archived' } });
    expect(notesOf(id)).toEqual([]);
  });

  test('nothing is written while the fairness report stands in the way', async () => {
    world = await ready({
      policy: {
        isOn: async () => true,
        mayWrite: async () => ({ allowed: false, why: 'Twins were judged differently.' }),
        mayAdvance: async () => ({ allowed: false, why: '' }),
        decided: async () => undefined,
      },
    });
    await expect(accepted()).rejects.toMatchObject({
      problem: { code: 'fairness-bar', message: expect.stringContaining('Twins were judged differently.') },
    });
    expect(notesOf(id)).toEqual([]);
  });

  test('without a form, or without the right to read forms, the preview says so and the rest is written', async () => {
    const id = APPLICANTS.strong;
    await world.ask('screen', { opportunityId: id, again: false, rules: false });
    await world.ask('decide', { opportunityId: id, decision: 'accept', reason: 'Asked for by the team' });
    const { formTemplates } = world.api;
    world.api.formTemplates = async () => [];
    const [none] = await world.ask('preview', { opportunityIds: [id] });
    expect(none?.formLeftOut).toContain('Lever has none with the fields ai_screening_score');
    expect(none?.note).toContain('because: Asked for by the team');
    world.api.formTemplates = async () => {
      throw new Failure({ code: 'forbidden', message: 'No.', next: '' });
    };
    const [forbidden] = await world.ask('preview', { opportunityIds: [id] });
    expect(forbidden?.formLeftOut).toContain('may not read forms');
    expect(forbidden?.writes.map((one) => one.id)).toEqual(['check-candidate', 'tags', 'note']);
    world.api.formTemplates = formTemplates;
    const [whole] = await world.ask('preview', { opportunityIds: [id] });
    expect(whole).toMatchObject({ formLeftOut: null });
    expect(whole?.writes.map((one) => one.id)).toContain('form');
  });

  test('written once is written; a second preview is refused until it is undone', async () => {
    const plan = await accepted();
    await world.ask('write', { planIds: [plan.id] });
    expect(await problemOf(world.ask('preview', { opportunityIds: [id] }))).toBe('already-written');
  });
});
