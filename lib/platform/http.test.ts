import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Failure, type Problem } from '@/lib/domain/problem';
import type { Clock } from './clock';
import { createHttp } from './http';
import type { Classifier, EgressEntry, HttpRequest } from './http-types';
import { addressOf } from './http-wire';

const SECRET = 'tok-3f9a';

/** A clock that jumps over every wait and remembers them. */
function jumpingClock(): Clock & { waits: number[] } {
  let now = 1_800_000_000_000;
  const waits: number[] = [];
  return {
    waits,
    now: () => now,
    random: () => 0.5,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
      now += ms;
    },
  };
}

const classify: Classifier = ({ status }) => {
  if (status === 401) return { act: 'reauthorise' };
  if (status === 429) return { act: 'retry', code: 'rate-limited', applied: 'no' };
  if (status >= 500) return { act: 'retry', code: 'server-error', applied: 'maybe' };
  if (status === 403) return { act: 'fail', code: 'forbidden' };
  if (status === 404) return { act: 'fail', code: 'not-found' };
  return { act: 'fail', code: 'invalid-request' };
};

const request = (more: Partial<HttpRequest> = {}): HttpRequest => ({
  host: 'api.lever.co',
  method: 'GET',
  path: '/v1/users/{user}',
  params: { user: 'u-1' },
  who: 'Lever',
  purpose: 'read a Lever user',
  candidateData: false,
  effect: 'none',
  classify,
  authorise: async () => ({ authorization: `Bearer ${SECRET}` }),
  ...more,
});

type Step = Response | 'cut' | 'hang';

function script(...steps: (Step | (() => Step))[]) {
  const sent: { url: string; init: RequestInit }[] = [];
  const entries: EgressEntry[] = [];
  const clock = jumpingClock();
  const fetch = async (url: unknown, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url: String(url), init });
    const next = steps[Math.min(sent.length, steps.length) - 1];
    const step = typeof next === 'function' ? next() : next;
    if (step === 'cut') throw new TypeError(`fetch failed for ${String(url)} with ${SECRET}`);
    if (step === 'hang') {
      return new Promise((_, reject) => {
        init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      });
    }
    return (step as Response).clone();
  };
  const http = createHttp({
    fetch: fetch as typeof globalThis.fetch,
    clock,
    log: (entry) => entries.push(entry),
  });
  return { http, sent, entries, clock };
}

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

async function problemFrom(job: Promise<unknown>): Promise<Problem> {
  const error = await job.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Failure);
  expect(JSON.stringify((error as Failure).problem)).not.toContain(SECRET);
  return (error as Failure).problem;
}

describe('what may go out', () => {
  test('an undeclared host is refused before any request', async () => {
    const { http, sent, entries } = script(json(200, {}));
    const problem = await problemFrom(http.send(request({ host: 'evil.example' as never })));
    expect(problem.code).toBe('undeclared-host');
    expect(sent).toHaveLength(0);
    expect(entries).toMatchObject([
      { host: 'evil.example', status: null, failure: 'undeclared-host', bytesOut: 0 },
    ]);
    expect((await problemFrom(http.send(request({ host: 'toString' as never })))).code).toBe(
      'undeclared-host',
    );
  });

  test.each(['', '.', '..', 'a\ud800'])('an id of "%s" is refused', async (user) => {
    const { http, sent } = script(json(200, {}));
    expect((await problemFrom(http.send(request({ params: { user } })))).code).toBe('invalid-request');
    expect(sent).toHaveLength(0);
  });

  test('whatever an id holds, the request stays on its host and path', () => {
    const hostile = [
      '..',
      '/',
      '\\',
      '?',
      '#',
      '%',
      '%2e',
      '%2f',
      '@',
      ':',
      ' ',
      '+',
      '&',
      '=',
      ';',
      '\u0000',
      '\n',
      '\u202e',
      'é',
      '😀',
    ];
    const piece = fc.oneof(fc.constantFrom(...hostile), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        const user = pieces.join('');
        fc.pre(user !== '' && user !== '.' && user !== '..');
        const url = new URL(addressOf(request({ params: { user }, query: [['q', user]] })));
        const [, version, kind, id, ...more] = url.pathname.split('/');
        expect([url.host, version, kind, ...more]).toEqual(['api.lever.co', 'v1', 'users']);
        expect(decodeURIComponent(id ?? '')).toBe(user);
        expect([...url.searchParams]).toEqual([['q', user]]);
        expect(url.hash).toBe('');
      }),
    );
  });

  test('the log has one line per attempt, without id, query value or token', async () => {
    const { http, entries } = script(json(500, {}), json(200, { a: 1 }));
    await http.send(request({ query: [['email', 'ana@acme.example']], candidateData: true }));
    expect(entries.map((entry) => entry.status)).toEqual([500, 200]);
    expect(entries[1]?.path).toBe('/v1/users/{user}');
    expect(entries[1]).toMatchObject({ host: 'api.lever.co', bytesIn: 7, bytesOut: 0, candidateData: true });
    expect(JSON.stringify(entries)).not.toMatch(/u-1|ana@|tok-/);
  });

  test('cookies are left out and redirects are not followed', async () => {
    const { http, sent } = script(
      new Response(null, { status: 302, headers: { location: 'https://evil.example/' } }),
    );
    expect((await problemFrom(http.send(request()))).code).toBe('malformed-answer');
    expect(sent).toHaveLength(1);
    expect(sent[0]?.init).toMatchObject({ redirect: 'manual', credentials: 'omit' });
  });
});

describe('errors', () => {
  test.each([
    [403, 'forbidden'],
    [404, 'not-found'],
    [400, 'invalid-request'],
  ])('status %i is %s, asked once', async (status, code) => {
    const { http, sent } = script(json(status, {}));
    const problem = await problemFrom(http.send(request()));
    expect(problem).toMatchObject({ code, subject: 'Lever' });
    expect(problem.message).toContain('Lever: could not read a Lever user');
    expect(sent).toHaveLength(1);
  });

  test('silence ends in timeout; a read is tried once more', async () => {
    const { http, sent, entries } = script('hang');
    const problem = await problemFrom(http.send(request({ timeoutMs: 5 })));
    expect(problem).toMatchObject({ code: 'timeout', retryable: true });
    expect(problem.unknownOutcome).toBeUndefined();
    expect(sent).toHaveLength(2);
    expect(entries.map((entry) => entry.failure)).toEqual(['timeout', 'timeout']);
  });

  test.each(['cut', 'hang'] as const)(
    'a write that is %s is not repeated and may have happened',
    async (step) => {
      const { http, sent } = script(step);
      const problem = await problemFrom(
        http.send(request({ method: 'POST', effect: 'once', json: {}, timeoutMs: 5 })),
      );
      expect(problem.unknownOutcome).toBe(true);
      expect(problem.message).toContain('may have taken effect');
      expect(sent).toHaveLength(1);
    },
  );

  test('a machine that knows it is offline sends nothing, so the outcome is known', async () => {
    const { clock } = script();
    const sent: unknown[] = [];
    const http = createHttp({
      fetch: (async (url: unknown) => sent.push(url)) as never,
      clock,
      log: () => undefined,
      online: () => false,
    });
    const problem = await problemFrom(http.send(request({ effect: 'once' })));
    expect(problem.code).toBe('offline');
    expect(problem.unknownOutcome).toBeUndefined();
    expect(sent).toHaveLength(0);
  });

  test('a server error is repeated for a repeatable write and unknown for one that is not', async () => {
    const once = script(json(503, {}));
    const problem = await problemFrom(once.http.send(request({ method: 'POST', effect: 'once' })));
    expect(problem).toMatchObject({ code: 'server-error', unknownOutcome: true });
    expect(once.sent).toHaveLength(1);
    const again = script(json(503, {}), json(503, {}), json(200, {}));
    expect((await again.http.send(request({ method: 'PATCH', effect: 'repeatable' }))).status).toBe(200);
  });

  test('a rate limit is waited out even for a write, growing, and ends', async () => {
    const { http, sent, clock } = script(json(429, {}));
    const problem = await problemFrom(http.send(request({ method: 'POST', effect: 'once' })));
    expect(problem).toMatchObject({ code: 'rate-limited', retryable: true });
    expect(problem.unknownOutcome).toBeUndefined();
    expect(sent).toHaveLength(5);
    expect(clock.waits).toEqual([500, 1000, 2000, 4000]);
  });

  test('Retry-After is obeyed when short and told when long', async () => {
    const short = script(json(429, {}, { 'retry-after': '7' }), json(200, {}));
    await short.http.send(request());
    expect(short.clock.waits).toEqual([7000]);
    const long = script(json(429, {}, { 'retry-after': '120' }));
    const problem = await problemFrom(long.http.send(request()));
    expect(problem.next).toContain('120 seconds');
    expect(long.sent).toHaveLength(1);
    const next = await problemFrom(long.http.send(request()));
    expect(next).toMatchObject({ code: 'rate-limited', next: 'Wait 120 seconds and try again.' });
    expect(long.sent).toHaveLength(1);
  });

  test('a refused token is renewed once', async () => {
    const renewals: boolean[] = [];
    const authorise = async (renew: boolean) => {
      renewals.push(renew);
      return { authorization: renew ? 'Bearer new' : `Bearer ${SECRET}` };
    };
    const healed = script(json(401, {}), json(200, {}));
    await healed.http.send(request({ authorise, effect: 'once' }));
    expect(renewals).toEqual([false, true]);
    expect(healed.sent[1]?.init.headers).toMatchObject({ authorization: 'Bearer new' });
    const refused = script(json(401, {}));
    expect((await problemFrom(refused.http.send(request({ authorise })))).code).toBe('unauthorised');
    expect(refused.sent).toHaveLength(2);
  });

  test('the caller can stop it, while sending and while waiting', async () => {
    const controller = new AbortController();
    const { http } = script('hang');
    const job = http.send(request({ signal: controller.signal }));
    controller.abort();
    expect((await problemFrom(job)).code).toBe('aborted');
    const late = new AbortController();
    const storm = script(() => {
      late.abort();
      return json(429, {});
    });
    expect((await problemFrom(storm.http.send(request({ signal: late.signal })))).code).toBe('aborted');
  });
});

describe('reading answers', () => {
  const schema = z.object({ data: z.object({ id: z.string() }) });

  test('HTML in place of JSON is malformed and names the endpoint', async () => {
    const { http } = script(
      new Response('<html>proxy</html>', { headers: { 'content-type': 'text/html; charset=x' } }),
    );
    const problem = await problemFrom(http.read(request(), schema));
    expect(problem.code).toBe('malformed-answer');
    expect(problem.message).toContain('GET /v1/users/{user} answered text/html');
  });

  test('a missing field is named; for a write the effect is unknown', async () => {
    const { http } = script(json(200, { data: { name: 'x' } }));
    const problem = await problemFrom(http.read(request({ method: 'POST', effect: 'once' }), schema));
    expect(problem.message).toContain('field data.id');
    expect(problem.unknownOutcome).toBe(true);
  });

  test('unknown fields are tolerated', async () => {
    const { http } = script(json(200, { data: { id: 'a', fresh: 1 }, next: 2 }));
    expect(await http.read(request(), schema)).toEqual({ data: { id: 'a' } });
  });
});
