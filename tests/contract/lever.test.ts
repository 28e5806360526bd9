import { beforeAll, describe, expect, it } from 'vitest';
import { API_KEYS, KNOWN } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import type { Json } from '@/sandbox/world/types';
import { basic, createLeverBench, type LeverBench } from './lever-client';
import { mismatches, SHAPES } from './lever-shapes';

let lever: LeverBench;
beforeAll(() => {
  lever = createLeverBench();
});
const data = async (path: string) => {
  const answer = await lever.call('GET', path);
  expect(answer.status, path).toBe(200);
  return answer.body.data;
};
const fits = (shape: keyof typeof SHAPES, records: Json[]) => {
  expect(records.length, `some ${shape}`).toBeGreaterThan(0);
  for (const record of records)
    expect(mismatches(SHAPES[shape], record), `${shape} ${record.id}`).toEqual([]);
};

describe('shapes of what Lever answers', () => {
  it('opportunities, everyone of them', async () => {
    fits('opportunity', [...lever.world.lever.opportunities.values()]);
    fits('opportunity', await data('/opportunities'));
  });
  it.each([
    ['stages', 'stage'],
    ['archive_reasons', 'archiveReason'],
    ['users', 'user'],
    ['postings', 'posting'],
    ['requisitions', 'requisition'],
    ['requisition_fields', 'requisitionField'],
    ['feedback_templates', 'feedbackTemplate'],
    ['form_templates', 'formTemplate'],
    ['tags', 'counted'],
    ['sources', 'counted'],
  ] as const)('%s', async (path, shape) => fits(shape, await data(`/${path}`)));

  it('what hangs on one candidacy', async () => {
    const of = (path: string) => data(`/opportunities/${KNOWN.withPanels}/${path}`);
    const panels = await of('panels');
    fits('panel', panels);
    fits(
      'panelInterview',
      panels.flatMap((panel: Json) => panel.interviews),
    );
    fits(
      'panelInterviewer',
      panels.flatMap((panel: Json) => panel.interviews.flatMap((one: Json) => one.interviewers)),
    );
    const interviews = await of('interviews');
    fits('interview', interviews);
    fits(
      'interviewer',
      interviews.flatMap((one: Json) => one.interviewers),
    );
    fits('feedback', await of('feedback'));
    fits('resume', await of('resumes'));
    fits('application', await of('applications'));
    fits('offer', await data(`/opportunities/${KNOWN.offer}/offers`));
    const notes = await data(`/opportunities/${KNOWN.simple}/notes`);
    fits('note', notes);
    fits(
      'noteField',
      notes.flatMap((note: Json) => note.fields),
    );
  });
  it('contacts and single objects come wrapped in data', async () => {
    const opportunity = await data(`/opportunities/${KNOWN.simple}`);
    fits('contact', [await data(`/contacts/${opportunity.contact}`)]);
    fits('stage', [await data('/stages/applicant-new')]);
  });
  it('the same candidacy answers under the old name', async () => {
    expect(await data(`/candidates/${KNOWN.simple}`)).toEqual(await data(`/opportunities/${KNOWN.simple}`));
  });
});

describe('who may read', () => {
  it.each([
    ['no header', ''],
    ['unknown key', basic('nobody')],
    ['revoked key', basic(API_KEYS.revoked)],
    ['key as bearer', `Bearer ${API_KEYS.normal}`],
    ['a password', `Basic ${btoa(`${API_KEYS.normal}:secret`)}`],
    ['not base64', 'Basic %%%'],
  ])('%s: 401 with the known body', async (_, header) => {
    const { status, body } = await lever.call('GET', '/stages', undefined, header);
    expect(status).toBe(401);
    expect(body).toEqual({ code: 'UnauthorizedError', message: 'The request requires authentication.' });
  });
  it('sends no CORS headers, also not to a page', async () => {
    const { headers } = await lever.call('GET', '/stages');
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect((await lever.call('OPTIONS', '/stages')).headers.get('access-control-allow-origin')).toBeNull();
  });
  it('hides confidential candidacies unless the key has the grant', async () => {
    const ids = async (query: string, auth?: string) =>
      (
        await lever.call(
          'GET',
          `/opportunities?posting_id=${postingIdOf('people-officer')}${query}`,
          undefined,
          auth,
        )
      ).body.data?.map((one: Json) => one.id);
    const granted = basic(API_KEYS.confidential);
    expect(await ids('')).toEqual([]);
    expect(await ids('', granted)).toEqual([]);
    expect(await ids('&confidentiality=all', granted)).toEqual([KNOWN.confidential]);
    expect((await lever.call('GET', '/opportunities?confidentiality=all')).status).toBe(403);
    expect((await lever.call('GET', `/opportunities/${KNOWN.confidential}/notes`)).status).toBe(403);
    expect((await lever.call('GET', `/opportunities/${KNOWN.confidential}`, undefined, granted)).status).toBe(
      200,
    );
  });
  it('unknown ids and unknown paths have different words', async () => {
    const unknown = await lever.call('GET', '/opportunities/39ca916a-0000-4cdd-9b0f-39396b52fba8');
    expect(unknown.status).toBe(404);
    expect(unknown.body).toEqual({
      code: 'ResourceNotFound',
      message: 'opportunity 39ca916a-0000-4cdd-9b0f-39396b52fba8 was not found',
    });
    const path = await lever.call('GET', '/nonsense');
    expect(path.body).toEqual({ code: 'ResourceNotFound', message: '/v1/nonsense does not exist' });
    expect((await lever.call('GET', '/requisition_fields/nope')).body.code).toBe('NotFoundError');
  });
  it('has no PUT or PATCH on an opportunity', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE'])
      expect((await lever.call(method, `/opportunities/${KNOWN.simple}`, {})).status).toBe(404);
  });
});

describe('lists', () => {
  it('pages through every visible candidacy once, in pipeline order, with tokens to be encoded again', async () => {
    const seen: Json[] = [];
    let next: string | undefined;
    let pages = 0;
    do {
      const { body } = await lever.call(
        'GET',
        `/opportunities?limit=40${next ? `&offset=${encodeURIComponent(next)}` : ''}`,
      );
      expect(body.data.length).toBeLessThanOrEqual(40);
      expect('next' in body).toBe(body.hasNext);
      seen.push(...body.data);
      next = body.next;
      pages++;
    } while (next);
    expect(pages).toBeGreaterThan(3);
    expect(seen.length).toBe(
      [...lever.world.lever.opportunities.values()].filter(
        (one) => one.confidentiality === 'non-confidential',
      ).length,
    );
    expect(new Set(seen.map((one) => one.id)).size).toBe(seen.length);
    const order = lever.world.lever.stages.map((stage) => stage.id);
    const ranks = seen.map((one) => order.indexOf(one.stage));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });
  it('refuses a made-up token and a limit out of range', async () => {
    const token = await lever.call('GET', '/opportunities?offset=42');
    expect(token.status).toBe(400);
    expect(token.body.message).toContain('Invalid offset token');
    for (const limit of ['0', '101', 'x'])
      expect((await lever.call('GET', `/users?limit=${limit}`)).status).toBe(400);
  });
  it('include drops everything else, expand puts objects in', async () => {
    const { body } = await lever.call('GET', `/opportunities/${KNOWN.simple}?include=id&include=name`);
    expect(Object.keys(body.data).sort()).toEqual(['id', 'name']);
    const expanded = await data(
      `/opportunities/${KNOWN.simple}?expand=applications&expand=stage&expand=owner&expand=contact`,
    );
    fits('application', expanded.applications);
    fits('stage', [expanded.stage]);
    fits('user', [expanded.owner]);
    fits('contact', [expanded.contact]);
  });
  it('filters by e-mail, tag and archived; a bad address is refused', async () => {
    const found = await data('/opportunities?email=ELENA.marquez%40candidate.example');
    expect(found.map((one: Json) => one.id).sort()).toEqual([...KNOWN.twice].sort());
    expect(await data('/opportunities?tag=senior%20backend%20engineer')).toEqual([]);
    expect((await data('/opportunities?archived=true')).every((one: Json) => one.archived !== null)).toBe(
      true,
    );
    expect((await lever.call('GET', '/opportunities?email=nope')).body.message).toBe(
      'Email address is not valid',
    );
  });
  it('finds users by e-mail and hides deactivated ones', async () => {
    const [maya] = await data('/users?email=maya.okafor%40larkspur.example');
    expect(maya.name).toBe('Maya Okafor');
    expect(await data('/users?email=quinn.abbott%40tidewater.example')).toEqual([]);
    expect(await data('/users?email=quinn.abbott%40tidewater.example&includeDeactivated=true')).toHaveLength(
      1,
    );
  });
  it('finds requisitions by code, and one posting names a code that does not exist', async () => {
    const [requisition] = await data('/requisitions?requisition_code=ENG-145');
    expect(requisition.customFields).toMatchObject({
      interview_duration: 60,
      required_interviewers: expect.any(String),
    });
    expect((await data(`/postings/${postingIdOf('product-manager')}`)).requisitionCodes).toEqual(['PRD-031']);
    expect(await data('/requisitions?requisition_code=PRD-031')).toEqual([]);
  });
});

describe('rate limit', () => {
  it('lets a burst of twenty through, then 429 without a hint, then ten a second', async () => {
    const limited = createLeverBench({ rateLimit: true });
    const statuses = async (count: number) =>
      Promise.all(Array.from({ length: count }, async () => (await limited.call('GET', '/stages')).status));
    expect(await statuses(20)).toEqual(Array(20).fill(200));
    const refused = await limited.call('GET', '/stages');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBeNull();
    expect(refused.body).toEqual({ code: expect.any(String), message: expect.any(String) });
    limited.time.now += 1000;
    const after = await statuses(12);
    expect(after.filter((status) => status === 200)).toHaveLength(10);
    expect((await limited.call('GET', '/stages', undefined, basic(API_KEYS.confidential))).status).toBe(200);
  });
});
