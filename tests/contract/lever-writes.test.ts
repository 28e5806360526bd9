import { beforeEach, describe, expect, it } from 'vitest';
import { KNOWN } from '@/sandbox/world/known';
import type { Json } from '@/sandbox/world/types';
import { createLeverBench, type LeverBench, NOW } from './lever-client';
import { mismatches, SHAPES } from './lever-shapes';

let lever: LeverBench;
let maya: string;
beforeEach(() => {
  lever = createLeverBench();
  maya = lever.world.recruiter.id;
});
const idOf = (username: string) => lever.world.people.find((person) => person.username === username)!.id;
const O = `/opportunities/${KNOWN.simple}`;
const DATE = NOW + 3 * 86_400_000;
const panelBody = () => ({
  timezone: 'Europe/London',
  note: 'Loop',
  externalUrl: 'https://fulcrum.example/p/1',
  interviews: [
    {
      subject: 'System design',
      interviewers: [{ id: idOf('tom.becker') }],
      date: DATE,
      duration: 60,
      location: 'https://meet.example/x',
    },
    { subject: 'Coding', interviewers: [{ id: idOf('ines.duarte') }], date: DATE + 3_600_000, duration: 45 },
  ],
});
const createPanel = async (): Promise<Json> => {
  const { status, body } = await lever.call('POST', `${O}/panels?perform_as=${maya}`, panelBody());
  expect(status).toBe(201);
  return body.data;
};
const fits = (shape: keyof typeof SHAPES, record: Json) =>
  expect(mismatches(SHAPES[shape], record)).toEqual([]);

describe('writes on the opportunity', () => {
  const writes: [string, string, Json][] = [
    ['PUT', 'stage', { stage: 'offer' }],
    ['POST', 'addTags', { tags: ['x'] }],
    ['POST', 'removeTags', { tags: ['x'] }],
    ['POST', 'addSources', { sources: ['x'] }],
  ];
  it.each(writes)('%s %s answers without the person', async (method, path, body) => {
    const answer = await lever.call(method, `${O}/${path}`, body);
    expect(answer.status).toBe(200);
    fits('opportunityAfterWrite', answer.body.data);
    expect(answer.body.data).toMatchObject({
      name: '',
      headline: '',
      location: '',
      phones: [],
      emails: [],
      links: [],
    });
    expect((await lever.call('GET', O)).body.data.name).toBe('Alma Fitzgerald');
  });
  it('addLinks answers in full and shows on both candidacies of a person', async () => {
    const [first, second] = KNOWN.twice;
    const { body } = await lever.call('POST', `/opportunities/${first}/addLinks`, {
      links: ['https://x.example/r'],
    });
    expect(body.data.name).toBe('Elena Marquez');
    expect((await lever.call('GET', `/opportunities/${second}`)).body.data.links).toContain(
      'https://x.example/r',
    );
  });
  it('moves the stage, remembers the change, refuses an unknown stage', async () => {
    await lever.call('PUT', `${O}/stage?perform_as=${maya}`, { stage: 'offer' });
    const { data } = (await lever.call('GET', O)).body;
    expect(data.stage).toBe('offer');
    expect(data.stageChanges.at(-1)).toMatchObject({ toStageId: 'offer', userId: maya, updatedAt: NOW });
    expect((await lever.call('PUT', `${O}/stage`, { stage: 'nope' })).status).toBe(400);
  });
  it('archives and un-archives', async () => {
    const [reason] = (await lever.call('GET', '/archive_reasons?type=non-hired')).body.data;
    await lever.call('PUT', `${O}/archived`, { reason: reason.id });
    expect((await lever.call('GET', O)).body.data.archived).toEqual({ reason: reason.id, archivedAt: NOW });
    await lever.call('PUT', `${O}/archived`, { reason: null });
    expect((await lever.call('GET', O)).body.data.archived).toBeNull();
  });
  it('a known e-mail makes a new opportunity on the same person', async () => {
    const before = (await lever.call('GET', O)).body.data;
    const { status, body } = await lever.call('POST', `/opportunities?perform_as=${maya}`, {
      name: 'A',
      emails: before.emails,
    });
    expect(status).toBe(201);
    expect(body.deduped).toBe(true);
    expect(body.data.contact).toBe(before.contact);
    expect(body.data.id).not.toBe(before.id);
    expect((await lever.call('POST', '/opportunities', { name: 'A' })).status).toBe(400);
  });
  it('contact PUT erases what is left out and answers a smaller object; anonymised people refuse', async () => {
    const { contact } = (await lever.call('GET', O)).body.data;
    const { body } = await lever.call('PUT', `/contacts/${contact}`, { name: 'Alma F.' });
    fits('contactAfterPut', body.data);
    expect((await lever.call('GET', O)).body.data).toMatchObject({
      name: 'Alma F.',
      headline: '',
      emails: [],
    });
    const gone = (await lever.call('GET', `/opportunities/${KNOWN.anonymized}`)).body.data.contact;
    expect((await lever.call('PUT', `/contacts/${gone}`, { name: 'x' })).status).toBe(400);
  });
});

describe('panels and interviews', () => {
  it("creates one externally managed panel with Lever's defaults", async () => {
    const panel = await createPanel();
    fits('panel', panel);
    for (const interview of panel.interviews) fits('panelInterview', interview);
    expect(panel).toMatchObject({
      externallyManaged: true,
      start: DATE,
      end: DATE + 105 * 60_000,
      user: maya,
      feedbackReminder: 'daily',
      externalUrl: 'https://fulcrum.example/p/1',
    });
    expect(panel.applications).toHaveLength(1);
    expect(panel.interviews[1]).toMatchObject({
      location: null,
      note: null,
      feedbackTemplate: 'no-feedback',
    });
    expect(panel.interviews[0].interviewers[0]).toMatchObject({
      responseStatus: 'needsAction',
      name: 'Tom Becker',
    });
    const interviews = (await lever.call('GET', `${O}/interviews`)).body.data.filter(
      (one: Json) => one.panel === panel.id,
    );
    expect(interviews).toHaveLength(2);
    for (const interview of interviews) fits('interview', interview);
    expect('responseStatus' in interviews[0].interviewers[0]).toBe(false);
  });
  it('has no idempotency: two posts make two panels', async () => {
    const before = (await lever.call('GET', `${O}/panels`)).body.data.length;
    await createPanel();
    await createPanel();
    expect((await lever.call('GET', `${O}/panels`)).body.data).toHaveLength(before + 2);
  });
  it('refuses what the reference says must be there', async () => {
    const post = async (change: Json, query = `?perform_as=${maya}`) =>
      (await lever.call('POST', `${O}/panels${query}`, { ...panelBody(), ...change })).status;
    expect(await post({}, '')).toBe(400);
    expect(await post({}, '?perform_as=nobody')).toBe(400);
    expect(await post({ timezone: undefined })).toBe(400);
    expect(await post({ timezone: 'Mars/Base' })).toBe(400);
    expect(await post({ interviews: [] })).toBe(400);
    expect(await post({ applications: [] })).toBe(400);
    const [one] = panelBody().interviews;
    expect(await post({ interviews: [{ ...one, interviewers: [] }] })).toBe(400);
    expect(await post({ interviews: [{ ...one, interviewers: [{ id: 'nobody' }] }] })).toBe(400);
    expect(await post({ interviews: [{ ...one, duration: 0 }] })).toBe(400);
    expect(await post({ interviews: [{ ...one, date: '2027-03-08' }] })).toBe(400);
    expect((await lever.call('POST', `${O}/panels?perform_as=${maya}`, '{')).status).toBe(400);
  });
  it('PUT replaces the whole panel: what is left out is erased', async () => {
    const panel = await createPanel();
    const kept = panel.interviews[0];
    const { status, body } = await lever.call('PUT', `${O}/panels/${panel.id}?perform_as=${maya}`, {
      timezone: 'Europe/Berlin',
      interviews: [
        { id: kept.id, interviewers: [{ id: idOf('tom.becker') }], date: DATE + 7_200_000, duration: 30 },
      ],
    });
    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      note: null,
      externalUrl: null,
      timezone: 'Europe/Berlin',
      start: DATE + 7_200_000,
    });
    expect(body.data.interviews).toEqual([
      expect.objectContaining({ id: kept.id, subject: null, location: null }),
    ]);
    expect((await lever.call('GET', `${O}/interviews/${panel.interviews[1].id}`)).status).toBe(404);
  });
  it('interview PUT keeps the panel and clears place and template', async () => {
    const panel = await createPanel();
    const [first] = panel.interviews;
    const { body } = await lever.call('PUT', `${O}/interviews/${first.id}?perform_as=${maya}`, {
      subject: 'Moved',
      interviewers: [{ id: idOf('tom.becker') }],
      date: DATE,
      duration: 30,
    });
    expect(body.data).toMatchObject({
      panel: panel.id,
      subject: 'Moved',
      location: null,
      feedbackTemplate: null,
      duration: 30,
    });
  });
  it('deleting the last interview deletes the panel', async () => {
    const panel = await createPanel();
    for (const { id } of panel.interviews)
      expect((await lever.call('DELETE', `${O}/interviews/${id}?perform_as=${maya}`)).status).toBe(204);
    expect((await lever.call('GET', `${O}/panels/${panel.id}`)).status).toBe(404);
    expect((await lever.call('DELETE', `${O}/panels/${panel.id}?perform_as=${maya}`)).status).toBe(404);
  });
  it('does not touch panels made in the app', async () => {
    const W = `/opportunities/${KNOWN.withPanels}`;
    const own = (await lever.call('GET', `${W}/panels`)).body.data.find(
      (panel: Json) => !panel.externallyManaged,
    );
    expect((await lever.call('DELETE', `${W}/panels/${own.id}?perform_as=${maya}`)).status).toBe(400);
    expect((await lever.call('PUT', `${W}/panels/${own.id}?perform_as=${maya}`, panelBody())).status).toBe(
      400,
    );
    expect(
      (
        await lever.call('POST', `${W}/interviews?perform_as=${maya}`, {
          ...panelBody().interviews[0],
          panel: own.id,
        })
      ).status,
    ).toBe(400);
    expect((await lever.call('GET', `${W}/panels/${own.id}`)).body.data).toEqual(own);
  });
});

describe('notes, feedback, files', () => {
  it('a note comes back whole with noteId, can be answered, replaced and deleted', async () => {
    const { status, body } = await lever.call('POST', `${O}/notes?perform_as=${maya}`, {
      value: 'Booked <b>x</b>',
    });
    expect(status).toBe(201);
    const { noteId, ...note } = body.data;
    fits('note', note);
    expect(noteId).toBe(note.id);
    expect(note.fields[0].value).toBe('Booked <b>x</b>');
    await lever.call('POST', `${O}/notes?perform_as=${maya}&note_id=${note.id}`, { value: 'Reply' });
    expect((await lever.call('GET', `${O}/notes/${note.id}`)).body.data.fields).toHaveLength(2);
    await lever.call('PUT', `${O}/notes/${note.id}`, { values: [{ value: 'New' }] });
    expect(
      (await lever.call('GET', `${O}/notes/${note.id}`)).body.data.fields.map((field: Json) => field.value),
    ).toEqual(['New']);
    expect((await lever.call('DELETE', `${O}/notes/${note.id}`)).status).toBe(204);
    expect((await lever.call('GET', `${O}/notes`)).body.data.some((one: Json) => one.id === note.id)).toBe(
      false,
    );
    expect((await lever.call('DELETE', `${O}/notes/${note.id}`)).status).toBe(404);
  });
  it('notes written in the app cannot be changed', async () => {
    const [own] = (await lever.call('GET', `${O}/notes`)).body.data;
    expect((await lever.call('DELETE', `${O}/notes/${own.id}`)).status).toBe(400);
    expect((await lever.call('POST', `${O}/notes`, { value: '' })).status).toBe(400);
  });
  it('feedback: panel and interview together, raw answer on PUT, deleted forms stay readable', async () => {
    const [template] = (await lever.call('GET', '/feedback_templates')).body.data;
    const panel = await createPanel();
    const post = (extra: Json) =>
      lever.call('POST', `${O}/feedback?perform_as=${maya}`, {
        baseTemplateId: template.id,
        fieldValues: [{ id: template.fields[0].id, value: '3 - Hire' }],
        ...extra,
      });
    expect((await post({ panel: panel.id })).status).toBe(400);
    const { body } = await post({ panel: panel.id, interview: panel.interviews[0].id });
    fits('feedback', body.data);
    expect(
      (await lever.call('GET', `${O}/interviews/${panel.interviews[0].id}`)).body.data.feedbackForms,
    ).toEqual([body.data.id]);
    fits(
      'feedbackAfterPut',
      (await lever.call('PUT', `${O}/feedback/${body.data.id}?perform_as=${maya}`, { fieldValues: [] })).body
        .data,
    );
    expect((await lever.call('DELETE', `${O}/feedback/${body.data.id}?perform_as=${maya}`)).status).toBe(204);
    expect((await lever.call('GET', `${O}/feedback/${body.data.id}`)).body.data.deletedAt).toBe(NOW);
  });
  it('downloads a resume as a PDF, and says 422 for one that was not processed', async () => {
    const [resume] = (await lever.call('GET', `${O}/resumes`)).body.data;
    const { status, headers, body } = await lever.call('GET', `${O}/resumes/${resume.id}/download`);
    expect([status, headers.get('content-type'), body.slice(0, 5)]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const [broken] = (await lever.call('GET', `/opportunities/${KNOWN.hostile}/resumes`)).body.data;
    expect(
      (await lever.call('GET', `/opportunities/${KNOWN.hostile}/resumes/${broken.id}/download`)).status,
    ).toBe(422);
  });
});
