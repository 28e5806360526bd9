import { describe, expect, test } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { createHttp } from '@/lib/platform/http';
import { createLeverApi } from './lever';

type Answer = { status?: number; body: unknown };

function lever(...answers: Answer[]) {
  const urls: URL[] = [];
  const headers: Headers[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    urls.push(new URL(url));
    headers.push(new Headers(init.headers));
    const { status = 200, body } = answers[Math.min(urls.length, answers.length) - 1] ?? { body: null };
    return new Response(JSON.stringify(body), { status });
  };
  const clock = { now: () => 0, random: () => 0, sleep: async () => undefined };
  const http = createHttp({
    fetch: fetch as unknown as typeof globalThis.fetch,
    clock,
    log: () => undefined,
  });
  const credentials = async () => ({ scheme: 'basic', token: 'k3y', environment: 'production' }) as const;
  return { api: createLeverApi({ http, credentials }), urls, headers };
}

const problem = async (job: Promise<unknown>) => {
  const error = await job.catch((thrown: unknown) => thrown);
  if (!(error instanceof Failure)) throw new Error('no Failure');
  return error.problem;
};

const panel = {
  id: 'p1',
  applications: null,
  canceledAt: null,
  createdAt: '1782900000000',
  start: 1,
  end: 2,
  timezone: 'UTC',
  stage: 'offer',
  note: '',
  externallyManaged: true,
  externalUrl: 'https://x.example',
  user: 'u1',
  interviews: [
    {
      id: 'i1',
      date: 1,
      duration: 60,
      subject: 's',
      note: null,
      interviewers: [{ id: 'u1', name: 'A', email: 'a@x.example' }],
      brandNew: 1,
    },
  ],
};

test('signs with the key as user name and an empty password', async () => {
  const { api, headers } = lever({ body: { data: [], hasNext: false } });
  await api.stages();
  expect(atob(headers[0]?.get('authorization')?.slice(6) ?? '')).toBe('k3y:');
});

test('an opportunity with only what is certain reads as empty text, null and lists', async () => {
  const { api } = lever({ body: { data: { id: 'o1', createdAt: 5, name: null, archived: null } } });
  expect(await api.opportunity('o1')).toMatchObject({
    id: 'o1',
    name: '',
    headline: '',
    emails: [],
    tags: [],
    archived: null,
    updatedAt: null,
    owner: null,
    application: null,
    isAnonymized: false,
  });
});

test('an application that was not expanded is read on its own', async () => {
  const { api, urls } = lever(
    { body: { data: { id: 'o1', createdAt: 5, applications: ['a1'] } } },
    { body: { data: { id: 'a1', posting: 'p1' } } },
  );
  expect((await api.opportunity('o1')).application).toMatchObject({ id: 'a1', posting: 'p1' });
  expect(urls.map((url) => url.pathname)).toEqual([
    '/v1/opportunities/o1',
    '/v1/opportunities/o1/applications/a1',
  ]);
});

describe('lists', () => {
  test('follow the opaque token, encoded once, until it ends', async () => {
    const token = '%5B3%2C1491435120000%2C%22x%22%5D';
    const { api, urls } = lever(
      { body: { data: [{ id: 's1', text: 'A' }], hasNext: true, next: token } },
      { body: { data: [{ id: 's2' }] } },
    );
    expect(await api.stages()).toEqual([
      { id: 's1', text: 'A' },
      { id: 's2', text: '' },
    ]);
    expect(urls.map((url) => url.searchParams.get('offset'))).toEqual([null, token]);
  });

  test('a list that runs in circles ends in a message', async () => {
    const { api, urls } = lever({ body: { data: [], hasNext: true, next: 'again' } });
    expect(await problem(api.stages())).toMatchObject({ code: 'malformed-answer' });
    expect(urls).toHaveLength(2);
  });

  test('a bad entry is named by place and field', async () => {
    const { api } = lever({ body: { data: [{ id: 'u1' }, { id: 7 }] } });
    expect((await problem(api.users())).message).toContain('GET /v1/users, field data.1.id');
  });
});

describe('panels', () => {
  test.each([
    ['plain', { data: panel }],
    ['wrapped twice', { data: { data: [panel] } }],
  ])('a write answered %s is read', async (_, body) => {
    const { api, urls } = lever({ status: 201, body }, { status: 404, body: {} });
    const made = await api.createPanel('o1', 'me', {
      timezone: 'UTC',
      externalUrl: 'https://x.example',
      interviews: [],
    });
    expect(made).toMatchObject({ id: 'p1', applications: [], createdAt: 1782900000000, note: null });
    expect(made.interviews[0]).toMatchObject({ location: null, duration: 60 });
    expect(urls[0]?.searchParams.get('perform_as')).toBe('me');
  });

  test('a write answered without id may have happened', async () => {
    const { api } = lever({ status: 201, body: { data: {} } });
    const told = await problem(
      api.createPanel('o1', 'me', { timezone: 'UTC', externalUrl: 'x', interviews: [] }),
    );
    expect(told).toMatchObject({ code: 'malformed-answer', unknownOutcome: true });
  });
});

test('a note whose answer is only an id is read back, and kept when it cannot be', async () => {
  const { api } = lever({ status: 201, body: { data: { noteId: 'n1' } } }, { status: 404, body: {} });
  expect(await api.createNote('o1', 'me', 'text')).toMatchObject({
    id: 'n1',
    user: 'me',
    fields: [{ value: 'text' }],
  });
});

test.each([
  ['Forbidden', 'permission ticked'],
  ['Unable to find a signing key that matches', 'environment'],
])('403 "%s" tells the way out', async (message, next) => {
  const { api } = lever({ status: 403, body: { code: 'x', message } });
  const told = await problem(api.panels('o1'));
  expect(told).toMatchObject({ code: 'forbidden' });
  expect(told.next).toContain(next);
});
