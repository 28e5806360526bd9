import { describe, expect, test } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { classifyLever } from '@/lib/lever/api/classify';
import { createLeverApi } from '@/lib/lever/api/lever';
import type { NewPanel } from '@/lib/lever/types';
import { API_KEYS, KNOWN } from '@/sandbox/world/known';
import { createKit, NOW } from './adapters-kit';

function connected(
  token: string = API_KEYS.normal,
  environment: 'production' | 'eu' | 'sandbox' = 'production',
) {
  const kit = createKit();
  const lever = createLeverApi({
    http: kit.http,
    credentials: async () => ({ scheme: 'basic', token, environment }),
  });
  return { kit, lever, me: kit.world.recruiter.id };
}

const problemOf = (job: Promise<unknown>) =>
  job.then(
    () => {
      throw new Error('no failure');
    },
    (error: unknown) => {
      if (!(error instanceof Failure)) throw error;
      return error.problem;
    },
  );

const panelFor = (interviewer: string): NewPanel => ({
  timezone: 'Europe/Lisbon',
  externalUrl: 'https://fulcrum.example/p/1',
  note: 'Booked by Fulcrum',
  interviews: [
    { subject: 'System design', interviewers: [{ id: interviewer }], date: NOW + 86_400_000, duration: 60 },
  ],
});

describe('reading', () => {
  test('every candidate of the company is readable, hostile and empty ones included', async () => {
    const { kit, lever } = connected(API_KEYS.confidential);
    kit.faults.set('lever-rate-limit-off', true);
    for (const id of [...kit.world.lever.opportunities.keys()]
      .slice(0, 60)
      .concat(KNOWN.hostile, KNOWN.anonymized, KNOWN.noEmail)) {
      const read = await lever.opportunity(id);
      expect(read.id).toBe(id);
      expect(read.applications.every((application) => typeof application === 'string')).toBe(true);
      if (read.application) expect(read.applications).toContain(read.application.id);
    }
  });

  test('application, posting, requisition, users, stages belong together', async () => {
    const { kit, lever } = connected();
    const { application } = await lever.opportunity(KNOWN.simple);
    const posting = await lever.posting(application?.posting ?? '');
    expect(posting.text).not.toBe('');
    const requisition = await lever.requisitionByCode(posting.requisitionCodes[0] ?? '');
    expect(requisition?.customFields).toHaveProperty('interview_duration');
    expect(await lever.requisitionByCode('PRD-031')).toBeNull();
    const users = await lever.users();
    expect(users.length).toBeGreaterThanOrEqual(60);
    expect(new Set(users.map((user) => user.id)).size).toBe(users.length);
    const someone = users[5];
    expect(await lever.userByEmail((someone?.email ?? '').toUpperCase())).toEqual(someone);
    expect(await lever.userByEmail('nobody@elsewhere.example')).toBeNull();
    expect(await lever.user(someone?.id ?? '')).toEqual(someone);
    expect((await lever.stages()).map((stage) => stage.id)).toContain('applicant-new');
    expect(kit.egress.every((entry) => entry.status === 200)).toBe(true);
  });

  test('published postings, over all pages, without the confidential ones', async () => {
    const { kit, lever } = connected();
    const made = kit.world.lever.postings;
    const [sample] = [...made.values()].filter((posting) => posting.state === 'published');
    for (let n = 0; n < 120; n++) made.set(`extra-${n}`, { ...sample, id: `extra-${n}`, text: `Extra ${n}` });
    const published = [...made.values()].filter((posting) => posting.state === 'published');
    const open = published.filter((posting) => posting.confidentiality !== 'confidential');
    expect(published.length).toBeGreaterThan(open.length);
    const read = await lever.postings();
    expect(new Set(read.map((posting) => posting.id))).toEqual(new Set(open.map((posting) => posting.id)));
    expect(read).toHaveLength(open.length);
    expect(kit.egress.map((entry) => entry.status)).toEqual([200, 200]);
    expect(read.find((posting) => posting.text === 'VP Engineering')?.categories).toMatchObject({
      team: 'Executive',
    });
    const granted = connected(API_KEYS.confidential).lever;
    expect((await granted.postings()).map((posting) => posting.text)).not.toContain('Chief People Officer');
  });

  test('panels, interviews, feedback and notes of a candidate', async () => {
    const { lever } = connected();
    const panels = await lever.panels(KNOWN.withPanels);
    expect(new Set(panels.map((panel) => panel.externallyManaged))).toEqual(new Set([false, true]));
    const interviews = await lever.interviews(KNOWN.withPanels);
    expect(new Set(interviews.map((interview) => interview.panel))).toEqual(
      new Set(panels.map((panel) => panel.id)),
    );
    await lever.feedback(KNOWN.withPanels);
    expect(
      (await lever.notes(KNOWN.constrained))
        .flatMap((note) => note.fields.map((field) => field.value))
        .join(' '),
    ).toContain('mornings');
  });
});

describe('candidates who entered a stage', () => {
  const place = async (lever: ReturnType<typeof connected>['lever'], id: string) => {
    const read = await lever.opportunity(id);
    return { posting: read.application?.posting ?? '', stage: read.stage };
  };
  const move = (kit: ReturnType<typeof createKit>, id: string, stage: string) =>
    kit.http.send({
      who: 'Lever',
      host: 'api.lever.co',
      method: 'PUT',
      path: '/v1/opportunities/{id}/stage',
      params: { id },
      json: { stage },
      effect: 'once',
      purpose: 'move the candidate',
      candidateData: true,
      classify: classifyLever,
      authorise: async () => ({ authorization: `Basic ${btoa(`${API_KEYS.normal}:`)}` }),
    });

  test('only those of that posting and stage that changed since, with the moment they came', async () => {
    const { kit, lever } = connected();
    const { posting, stage } = await place(lever, KNOWN.simple);
    const other = (await lever.stages()).find((one) => one.id !== stage)?.id ?? '';
    const filter = { postingIds: [posting], stageIds: [stage], updatedSince: kit.clock.now() + 1 };
    expect(await lever.opportunities(filter)).toEqual([]);
    kit.advance(60_000);
    await move(kit, KNOWN.simple, other);
    expect(await lever.opportunities(filter)).toEqual([]);
    kit.advance(60_000);
    await move(kit, KNOWN.simple, stage);
    const [entered, ...more] = await lever.opportunities(filter);
    expect(more).toEqual([]);
    expect(entered).toMatchObject({ id: KNOWN.simple, stage, lastAdvancedAt: kit.clock.now() });
    expect(entered?.application?.posting).toBe(posting);
    expect(entered?.stageChanges.at(-1)).toEqual({ toStageId: stage, updatedAt: kit.clock.now() });
    expect(entered?.name).not.toBe('');
  });

  test('several postings and stages in one call, all pages, nobody confidential or archived', async () => {
    const { kit, lever } = connected(API_KEYS.confidential);
    const postingIds = [...kit.world.lever.postings.keys()];
    const stageIds = (await lever.stages()).map((one) => one.id);
    const before = kit.egress.length;
    const all = await lever.opportunities({ postingIds, stageIds, updatedSince: 0 });
    expect(all.length).toBeGreaterThan(100);
    expect(kit.egress.length - before).toBe(Math.ceil(all.length / 100));
    const world = [...kit.world.lever.opportunities.values()];
    const wanted = world.filter(
      (one) =>
        one.archived === null &&
        one.updatedAt !== null &&
        one.confidentiality !== 'confidential' &&
        one.applications.length > 0,
    );
    expect(new Set(all.map((one) => one.id))).toEqual(new Set(wanted.map((one) => one.id)));
    expect(new Set(all.map((one) => one.id)).has(KNOWN.archived)).toBe(false);
    expect(new Set(all.map((one) => one.id)).has(KNOWN.confidential)).toBe(false);
  });
});

describe('writing', () => {
  test('a panel is created, read back, deleted once', async () => {
    const { kit, lever, me } = connected();
    const interviewer = kit.world.people[3]?.id ?? '';
    const made = await lever.createPanel(KNOWN.simple, me, panelFor(interviewer));
    expect(made).toMatchObject({
      externallyManaged: true,
      externalUrl: 'https://fulcrum.example/p/1',
      user: me,
    });
    expect(made.interviews[0]?.interviewers[0]?.id).toBe(interviewer);
    expect((await lever.panels(KNOWN.simple)).map((panel) => panel.id)).toContain(made.id);
    expect(await lever.deletePanel(KNOWN.simple, me, made.id)).toBe(true);
    expect(await lever.deletePanel(KNOWN.simple, me, made.id)).toBe(false);
    expect(await lever.panel(KNOWN.simple, made.id)).toBeNull();
  });

  test('a panel is changed as a whole: interviews keep their ids by it', async () => {
    const { kit, lever, me } = connected();
    const [first, second] = [kit.world.people[3]?.id ?? '', kit.world.people[4]?.id ?? ''];
    const made = await lever.createPanel(KNOWN.simple, me, panelFor(first));
    const before = panelFor(second);
    const changed = await lever.updatePanel(KNOWN.simple, me, made.id, {
      ...before,
      interviews: before.interviews.map((one, n) => ({ ...one, id: made.interviews[n]?.id })),
    });
    expect(changed.id).toBe(made.id);
    expect(changed.interviews.map((i) => i.id)).toEqual(made.interviews.map((i) => i.id));
    expect(changed.interviews[0]?.interviewers.map((i) => i.id)).toEqual([second]);
  });

  test('a panel whose answer was lost is not written twice, and may be there', async () => {
    const { kit, lever, me } = connected();
    const before = (await lever.panels(KNOWN.simple)).length;
    kit.faults.add({ id: 'lost', method: 'POST', path: /panels/, effect: { kind: 'cut-after' }, times: 1 });
    const problem = await problemOf(lever.createPanel(KNOWN.simple, me, panelFor(me)));
    expect(problem.unknownOutcome).toBe(true);
    expect((await lever.panels(KNOWN.simple)).length).toBe(before + 1);
  });

  test('a panel that cannot be read back is still a panel', async () => {
    const { kit, lever, me } = connected();
    kit.faults.add({ id: 'down', method: 'GET', path: /panels\//, effect: { kind: 'status', status: 500 } });
    const made = await lever.createPanel(KNOWN.simple, me, panelFor(me));
    expect(made.interviews).toHaveLength(1);
  });

  test('a note is written with hostile text unchanged, then deleted once', async () => {
    const { lever, me } = connected();
    const text = 'Booked <img src=x onerror=alert(1)> \u202e & "quotes"\nsecond line';
    const note = await lever.createNote(KNOWN.simple, me, text);
    expect(note.fields[0]?.value).toBe(text);
    expect((await lever.notes(KNOWN.simple)).map((one) => one.id)).toContain(note.id);
    expect(await lever.deleteNote(KNOWN.simple, note.id)).toBe(true);
    expect(await lever.deleteNote(KNOWN.simple, note.id)).toBe(false);
  });

  test('a panel made inside Lever is refused by Lever, and that is told', async () => {
    const { lever, me } = connected();
    const app = (await lever.panels(KNOWN.withPanels)).find((panel) => !panel.externallyManaged);
    const problem = await problemOf(lever.deletePanel(KNOWN.withPanels, me, app?.id ?? ''));
    expect(problem.message).toContain('could not delete the interview panel');
    expect(problem.unknownOutcome).toBeUndefined();
  });
});

describe('trouble', () => {
  test('a wrong key is refused with the way out and never shown', async () => {
    const { lever } = connected(API_KEYS.revoked);
    const problem = await problemOf(lever.stages());
    expect(problem.code).toBe('unauthorised');
    expect(problem.next).toContain('Connections');
    expect(JSON.stringify(problem)).not.toContain(API_KEYS.revoked);
  });

  test('an unknown candidate is not-found', async () => {
    const { lever } = connected();
    expect((await problemOf(lever.opportunity('00000000-0000-4000-8000-000000000000'))).code).toBe(
      'not-found',
    );
  });

  test('forty calls at once stay below the limit of the key', async () => {
    const { kit, lever } = connected();
    await Promise.all(Array.from({ length: 40 }, () => lever.stages()));
    expect(kit.egress.filter((entry) => entry.status === 429)).toEqual([]);
    expect(kit.egress).toHaveLength(40);
  });

  test('each environment has its own host', async () => {
    for (const [environment, host] of [
      ['eu', 'api.eu.lever.co'],
      ['sandbox', 'api.sandbox.lever.co'],
    ] as const) {
      const { kit, lever } = connected(API_KEYS.normal, environment);
      await lever.stages();
      expect(kit.egress[0]?.host).toBe(host);
    }
  });
});
