import { beforeEach, describe, expect, test } from 'vitest';
import type { DocumentReading } from '@/lib/documents/reading';
import { Failure } from '@/lib/domain/problem';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { createScreeningWorld } from '@/tests/fakes/screening';
import { createScreenedBatch } from './screened-batch';

// Documents are really read; on a busy machine that takes a while.
const postingId = postingIdOf('sre');
const SCREENED = [APPLICANTS.strong, APPLICANTS.word, APPLICANTS.scan];
const refusedFor = new Set<string>();
const refusal = async (id: string) =>
  refusedFor.has(id)
    ? new Failure({ code: 'confidential', message: 'This candidacy is confidential.', next: 'Ask.' })
    : null;

let world: ReturnType<typeof createScreeningWorld>;
let batch: ReturnType<typeof createScreenedBatch>;
beforeEach(async () => {
  refusedFor.clear();
  world = createScreeningWorld({ refusal });
  await world.ask('draftRubric', { postingId });
  await world.ask('approveRubric', { postingId });
  await world.ask('change', {
    settings: {
      blinding: 3,
      blindFirst: false,
      sample: 0,
      showNumber: false,
      advanceAt: 60,
      scale: '100',
    },
  });
  for (const opportunityId of SCREENED)
    await world.ask('screen', { opportunityId, again: false, rules: false });
  batch = createScreenedBatch(world.ports);
});
const ids = async (): Promise<string[]> => (await batch.list(postingId)).map(({ id }) => id);
const codeOf = (job: Promise<unknown>) =>
  job.then(
    () => null,
    (error: unknown) => (error instanceof Failure ? error.problem.code : error),
  );
const downloads = (): number => world.kit.egress.filter(({ path }) => path.endsWith('/download')).length;
const readingsOf = (opportunityId: string) => world.records.list('reading', { opportunityId });

describe('applicants who were screened before', () => {
  test('are those of the posting, as they were read, with what Lever knows of them; nothing is downloaded', async () => {
    expect((await ids()).toSorted()).toEqual([...SCREENED].toSorted());
    expect(await batch.list(postingIdOf('vp'))).toEqual([]);
    const before = downloads();
    const found = await batch.one(postingId, APPLICANTS.strong);
    expect(found?.reading).toEqual((await readingsOf(APPLICANTS.strong))[0]?.value);
    const candidate = await world.api.opportunity(APPLICANTS.strong);
    expect(found?.identity).toMatchObject({ names: [candidate.name], emails: candidate.emails });
    expect(downloads()).toBe(before);
    expect((await batch.rubric(postingId))?.version).toBe(1);
    expect(await batch.rubric(postingIdOf('vp'))).toBeNull();
    expect(await batch.blinding()).toBe(3);
    expect((await batch.one(postingId, APPLICANTS.scan))?.reading).toMatchObject({
      status: 'scan',
      lines: [],
    });
    expect(await batch.one(postingId, APPLICANTS.partly)).toBeNull();
  });

  test('without the reading the same file is read again from Lever and kept; another file is refused', async () => {
    const [kept] = await readingsOf(APPLICANTS.strong);
    await world.records.remove('reading', kept?.place.id ?? '');
    const before = downloads();
    const found = await batch.one(postingId, APPLICANTS.strong);
    expect(found?.reading.lines).toEqual((kept?.value as DocumentReading | undefined)?.lines);
    expect(downloads()).toBe(before + 1);
    expect(await readingsOf(APPLICANTS.strong)).toHaveLength(1);

    await world.records.remove('reading', kept?.place.id ?? '');
    const { resumeFile } = world.api;
    world.api.resumeFile = async (...args) => {
      const bytes = await resumeFile(...args);
      bytes?.set([0], bytes.length - 1);
      return bytes;
    };
    expect(await codeOf(batch.one(postingId, APPLICANTS.strong))).toBe('resume-changed');
    world.api.resumeFile = async () => null;
    expect(await codeOf(batch.one(postingId, APPLICANTS.strong))).toBe('resume-changed');
    expect(await readingsOf(APPLICANTS.strong)).toEqual([]);
  });

  test('confidential ones are hidden, and so are they in the queue, the document and the marks', async () => {
    refusedFor.add(APPLICANTS.strong);
    expect(await ids()).not.toContain(APPLICANTS.strong);
    const queue = await world.ask('queue', { postingId, limit: 12 });
    expect(queue.rows.map(({ opportunityId }) => opportunityId)).not.toContain(APPLICANTS.strong);
    expect(JSON.stringify(queue)).not.toContain(APPLICANTS.strong);
    const opportunityId = APPLICANTS.strong;
    expect(await codeOf(world.ask('document', { opportunityId }))).toBe('confidential');
    expect(await codeOf(world.ask('decide', { opportunityId, decision: 'flag', reason: '' }))).toBe(
      'confidential',
    );
  });

  test('who was erased or anonymised is gone', async () => {
    await world.ask('forget', { opportunityId: APPLICANTS.word });
    expect(await ids()).not.toContain(APPLICANTS.word);
    expect(await batch.one(postingId, APPLICANTS.word)).toBeNull();
    // The key alone is enough, wherever a copy of the records went.
    await world.ledger.erase(APPLICANTS.scan, 'somebody');
    expect(await ids()).toEqual([APPLICANTS.strong]);
    const opportunity = world.kit.world.lever.opportunities.get(APPLICANTS.strong);
    if (opportunity) opportunity.isAnonymized = true;
    expect(await batch.one(postingId, APPLICANTS.strong)).toBeNull();
  });
});
