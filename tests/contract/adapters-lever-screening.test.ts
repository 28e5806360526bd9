import { describe, expect, test } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { createLeverApi } from '@/lib/lever/api/lever';
import { API_KEYS, APPLICANTS, KNOWN } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { read } from '@/tests/fakes/documents';
import { createKit, NOW } from './adapters-kit';

const SRE = postingIdOf('sre');
const DAY = 86_400_000;

function connected() {
  const kit = createKit();
  const credentials = async () => ({
    scheme: 'basic' as const,
    token: API_KEYS.normal,
    environment: 'production' as const,
  });
  return { kit, lever: createLeverApi({ http: kit.http, credentials }), me: kit.world.recruiter.id };
}

describe('applicants', () => {
  test('of one posting, by date and stage, archived ones left out', async () => {
    const { kit, lever } = connected();
    const all = await lever.applicants(SRE);
    expect(all.length).toBeGreaterThanOrEqual(44);
    expect(all.map((one) => one.id)).toContain(APPLICANTS.strong);
    expect(all.every((one) => one.archived === null && one.name !== '')).toBe(true);
    const fresh = await lever.applicants(SRE, { createdFrom: NOW - 3 * DAY, stageIds: ['applicant-new'] });
    expect(fresh.length).toBeGreaterThan(0);
    expect(fresh.length).toBeLessThan(all.length);
    expect(fresh.every((one) => one.createdAt >= NOW - 3 * DAY && one.stage === 'applicant-new')).toBe(true);
    kit.world.lever.opportunities.get(APPLICANTS.strong)!.archived = { reason: 'x', archivedAt: NOW };
    expect((await lever.applicants(SRE)).map((one) => one.id)).not.toContain(APPLICANTS.strong);
  });

  test('a posting carries its lists as plain items; only open postings are listed', async () => {
    const { lever } = connected();
    const posting = await lever.posting(SRE);
    expect(posting.content.lists[0]?.items).toContain('Programming in Go or Python');
    const states = new Set((await lever.openPostings()).map((one) => one.state));
    expect(states).toEqual(new Set(['published', 'internal']));
  });
});

describe('resumes', () => {
  test('every kind of document of the queue comes to the state it should', async () => {
    const { lever } = connected();
    const state = async (id: string) => {
      const [resume] = await lever.resumes(id);
      if (!resume) return 'no-resume';
      const bytes = await lever.resumeFile(id, resume.id);
      return bytes ? (await read(bytes, { fileName: resume.file?.name ?? '' })).status : 'not-processed';
    };
    const states = Object.fromEntries(
      await Promise.all(Object.entries(APPLICANTS).map(async ([key, id]) => [key, await state(id)])),
    );
    expect(states).toEqual({
      strong: 'read',
      word: 'read',
      partly: 'read',
      other: 'read',
      scan: 'scan',
      password: 'password',
      injection: 'read',
      hidden: 'read',
      vanished: 'read',
      unprocessed: 'not-processed',
      noResume: 'no-resume',
      blank: 'empty',
    });
  });

  test('hidden words are found and are not among the visible lines', async () => {
    const { lever } = connected();
    for (const id of [APPLICANTS.hidden, APPLICANTS.vanished]) {
      const [resume] = await lever.resumes(id);
      const bytes = await lever.resumeFile(id, resume?.id ?? '');
      const reading = await read(bytes ?? new Uint8Array());
      expect(reading.hidden.map((one) => one.text).join(' ')).toContain('90 production services');
      expect(reading.lines.map((one) => one.text).join(' ')).not.toContain('90 production services');
    }
  });

  test('the bytes are the same in every world', async () => {
    const [a, b] = await Promise.all(
      [connected(), connected()].map(async ({ lever }) => {
        const [resume] = await lever.resumes(APPLICANTS.word);
        return lever.resumeFile(APPLICANTS.word, resume?.id ?? '');
      }),
    );
    expect(a).toEqual(b);
  });
});

describe('writing back', () => {
  test('tags come and go, case matters, and the answer is the whole list although Lever blanks the rest', async () => {
    const { kit, lever, me } = connected();
    const before = (await lever.opportunity(APPLICANTS.strong)).tags;
    const after = await lever.addTags(APPLICANTS.strong, me, ['AI: strong evidence', 'Kubernetes']);
    expect(after).toEqual([...before, 'AI: strong evidence', 'Kubernetes']);
    expect(await lever.addTags(APPLICANTS.strong, me, ['Kubernetes'])).toEqual(after);
    expect(await lever.removeTags(APPLICANTS.strong, me, ['kubernetes'])).toEqual(after);
    expect(await lever.removeTags(APPLICANTS.strong, me, ['AI: strong evidence', 'Kubernetes'])).toEqual(
      before,
    );
    expect(await lever.addTags(APPLICANTS.strong, me, [])).toEqual(before);
    expect(kit.world.lever.opportunities.get(APPLICANTS.strong)?.name).toBe('Anouk Verhoeven');
  });

  test('a form needs every field of its template, and cannot be changed afterwards', async () => {
    const { lever, me } = connected();
    const template = (await lever.formTemplates()).find((one) =>
      one.fields.some((field) => field.text === 'ai_screening_score'),
    );
    if (!template) throw new Error('no template');
    expect(template.fields.find((field) => field.type === 'dropdown')?.options).toEqual([
      'Strong',
      'Possible',
      'Weak',
    ]);
    const fields = template.fields.map(({ id }, n) => ({ id, value: n === 0 ? '82' : null }));
    const made = await lever.createForm(APPLICANTS.strong, me, { baseTemplateId: template.id, fields });
    expect(made).toMatchObject({ baseTemplateId: template.id, user: me });
    expect((await lever.forms(APPLICANTS.strong)).map((one) => one.id)).toEqual([made.id]);
    const short = lever.createForm(APPLICANTS.strong, me, {
      baseTemplateId: template.id,
      fields: fields.slice(1),
    });
    await expect(short).rejects.toBeInstanceOf(Failure);
  });

  test('a stage is changed and read back', async () => {
    const { lever, me } = connected();
    const stages = await lever.stages();
    const screen = stages.find((one) => one.text === 'Recruiter screen')?.id ?? '';
    expect(await lever.changeStage(APPLICANTS.strong, me, screen)).toBe(screen);
    expect((await lever.opportunity(APPLICANTS.strong)).name).toBe('Anouk Verhoeven');
    await expect(lever.changeStage(KNOWN.simple, me, 'no-such-stage')).rejects.toBeInstanceOf(Failure);
  });

  test('a lost answer of a form is told as unknown, and the form is there', async () => {
    const { kit, lever, me } = connected();
    const template = (await lever.formTemplates()).find((one) => /screening/i.test(one.text));
    if (!template) throw new Error('no template');
    kit.faults.add({ id: 'lost', method: 'POST', path: /forms/, effect: { kind: 'cut-after' }, times: 1 });
    const problem = await lever
      .createForm(APPLICANTS.strong, me, {
        baseTemplateId: template.id,
        fields: template.fields.map(({ id }) => ({ id, value: null })),
      })
      .catch((error: unknown) => (error instanceof Failure ? error.problem : null));
    expect(problem).toMatchObject({ unknownOutcome: true });
    expect(await lever.forms(APPLICANTS.strong)).toHaveLength(1);
  });
});
