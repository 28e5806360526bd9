import Anthropic, {
  AuthenticationError,
  BadRequestError,
  NotFoundError,
  OverloadedError,
} from '@anthropic-ai/sdk';
import { describe, expect, test } from 'vitest';
import { createClaimBatches } from '@/lib/ai/anthropic/batch';
import type { ClaimsRequest } from '@/lib/ai/port';
import { Failure } from '@/lib/domain/problem';
import { RubricSchema } from '@/lib/evidence/rubric';
import { createAnthropic, SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { createFaults } from '@/sandbox/faults';
import { anthropicKit, NOW } from '@/tests/fakes/anthropic';

const anchors = ['nothing', 'named', 'one task', 'a result', 'years of it', 'led it'];
const rubric = RubricSchema.parse({
  postingId: 'p1',
  version: 1,
  criteria: [
    { id: 'c1', label: 'TypeScript', kind: 'must', weight: 3, anchors },
    { id: 'c2', label: 'Kubernetes', kind: 'nice', weight: 1, anchors },
  ],
});
const request: ClaimsRequest = {
  rubric,
  today: '2026-11-22',
  lines: [
    { n: 1, page: 1, text: '[NAME]' },
    { n: 2, page: 1, text: 'Built a design system in TypeScript over 4 years' },
  ],
};
const options = { purpose: 'read a resume', guard: () => undefined };
const codeOf = async (job: Promise<unknown>): Promise<string> => {
  const error = await job.then(
    () => new Error('it did not fail'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw error;
  expect(error.problem.message).toMatch(/\.$|\)$/);
  expect(error.problem.next).toBeTruthy();
  return error.problem.code;
};

describe('the adapter', () => {
  test('reads a resume: claims, cost, request id, progress, one line in the egress log', async () => {
    const kit = anthropicKit();
    const shares: number[] = [];
    const { claims, use } = await kit.engine.claims(request, {
      ...options,
      onProgress: (s) => shares.push(s),
    });
    expect(claims.map((c) => [c.criterion_id, c.verdict])).toEqual([
      ['c1', 'shown'],
      ['c2', 'not_found'],
    ]);
    expect(claims[0]?.quotes[0]).toEqual({
      line: 'L2',
      text: 'Built a design system in TypeScript over 4 years',
    });
    expect(use).toMatchObject({
      engine: 'anthropic',
      model: 'claude-sonnet-5-5',
      requestId: 'req_sandbox000001',
    });
    expect(use.costUsd).toBeGreaterThan(0);
    expect(use.promptHash).toMatch(/^[0-9a-f]{64}$/);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(kit.egress).toMatchObject([
      {
        host: 'api.anthropic.com',
        path: '/v1/messages',
        status: 200,
        candidateData: true,
        purpose: 'read a resume',
      },
    ]);
    expect(kit.egress[0]?.bytesIn).toBeGreaterThan(500);
    const spent = await kit.spending.soFar();
    expect(spent.day).toBeCloseTo(use.costUsd, 6);
  });

  test('sends what the API of 2026-10-21 wants, and nothing that it dropped', async () => {
    const kit = anthropicKit({ origin: 'chrome-extension://abc' });
    await kit.engine.claims(request, options);
    const { headers, body } = kit.sent[0]!;
    expect(headers.get('anthropic-version')).toBe('2026-10-21');
    expect(headers.get('anthropic-dangerous-direct-browser-access')).toBe('true');
    expect(headers.get('authorization')).toBe(`Bearer ${SANDBOX_KEY}`);
    const sent = JSON.parse(body);
    expect(Object.keys(sent).sort()).toEqual([
      'max_tokens',
      'messages',
      'model',
      'output_config',
      'stream',
      'system',
    ]);
    expect(sent.output_config.format.schema.additionalProperties).toBe(false);
    expect(body).not.toMatch(/tools|temperature|maxLength|maxItems/);
    expect(sent.system.at(-1).cache_control).toEqual({ type: 'ephemeral' });
  });

  test('the second resume of a posting reads the instructions from the cache', async () => {
    const kit = anthropicKit();
    const criteria = Array.from({ length: 12 }, (_, i) => ({ ...rubric.criteria[0]!, id: `c${i + 1}` }));
    const long = { ...request, rubric: { ...rubric, criteria } };
    const first = await kit.engine.claims(long, options);
    const second = await kit.engine.claims(long, options);
    expect(first.use.tokensCached).toBe(0);
    expect(second.use.tokensCached).toBeGreaterThan(500);
    expect(second.use.costUsd).toBeLessThan(first.use.costUsd);
    expect(kit.sent[0]?.body).toBe(kit.sent[1]?.body);
  });

  test.each([
    ['refuser', 'engine-refused'],
    ['truncator', 'engine-cut-off'],
    ['verbose', 'engine-bad-answer'],
  ])('a model that is a %s is a state of its own: %s', async (personality, code) => {
    const kit = anthropicKit();
    kit.faults.set('anthropic-personality', personality);
    expect(await codeOf(kit.engine.claims(request, options))).toBe(code);
    // The answer was paid for all the same.
    expect((await kit.spending.soFar()).day).toBeGreaterThan(0);
    expect(kit.sent).toHaveLength(1);
  });

  test.each([
    ['anthropic-stream-error', 1, 'engine-overloaded', 1],
    ['anthropic-stream-cut', 1, 'engine-cut-off', 1],
    ['anthropic-overloaded', true, 'engine-overloaded', 3],
    ['anthropic-server-error', true, 'engine-overloaded', 3],
    ['anthropic-spend-limit', true, 'engine-limited', 1],
    ['anthropic-no-credit', true, 'engine-limited', 1],
  ])('%s is %s', { timeout: 20_000 }, async (fault, value, code, attempts) => {
    const kit = anthropicKit();
    kit.faults.set(fault, value);
    expect(await codeOf(kit.engine.claims(request, options))).toBe(code);
    expect(kit.sent).toHaveLength(attempts);
    expect(kit.egress).toHaveLength(attempts);
    // What broke off in the middle may have been charged; what was turned down was not.
    expect((await kit.spending.soFar()).day > 0).toBe(fault.includes('stream'));
  });

  test.each([
    ['anthropic-key-revoked', true, 'engine-key-refused', 'Enter a new key'],
    ['anthropic-not-permitted', true, 'engine-key-refused', 'choose another model'],
    ['anthropic-model-retired', 'claude-sonnet-5-5', 'engine-no-model', 'Choose another model'],
    ['anthropic-timeout', true, 'engine-timeout', 'check the network'],
    ['anthropic-rate-limit', true, 'engine-limited', 'Wait 1 second and'],
    ['anthropic-stream-lost', 1, 'engine-offline', 'Check the network'],
    ['anthropic-personality', 'misshapen', 'engine-bad-answer', 'choose another model'],
  ])('%s says what to do: %s is %s', { timeout: 20_000 }, async (fault, value, code, next) => {
    const kit = anthropicKit();
    kit.faults.set(fault, value);
    const error: unknown = await kit.engine.claims(request, options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ problem: { code, next: expect.stringContaining(next) } });
    // A time-out and a lost connection leave open whether it was read, a wrong form does not: it was paid for.
    const free = code === 'engine-key-refused' || code === 'engine-no-model' || code === 'engine-limited';
    expect((await kit.spending.soFar()).day === 0).toBe(free);
  });

  test('a rate limit is waited for', { timeout: 10_000 }, async () => {
    const kit = anthropicKit();
    kit.faults.set('anthropic-rate-limit', 1);
    await kit.engine.claims(request, options);
    expect(kit.egress.map((one) => one.status)).toEqual([429, 200]);
    expect(kit.sent[1]?.headers.get('x-stainless-retry-count')).toBe('1');
  });

  test('a lost connection, a wrong key, no key, a browser that is not welcome', {
    timeout: 10_000,
  }, async () => {
    const cut = anthropicKit();
    cut.faults.add({ id: 'cut', effect: { kind: 'cut-before' } });
    expect(await codeOf(cut.engine.claims(request, options))).toBe('engine-offline');
    expect((await cut.spending.soFar()).day).toBeGreaterThan(0);
    expect(await codeOf(anthropicKit({ key: 'sk-ant-revoked' }).engine.claims(request, options))).toBe(
      'engine-key-refused',
    );
    const none = anthropicKit({ key: null });
    expect(await codeOf(none.engine.claims(request, options))).toBe('engine-not-connected');
    expect(none.sent).toHaveLength(0);
    const unwelcome = anthropicKit({ origin: 'chrome-extension://abc' });
    unwelcome.faults.set('anthropic-no-browsers', true);
    const told = await unwelcome.engine.claims(request, options).catch((error: Failure) => error.problem);
    expect(told).toMatchObject({ code: 'engine-key-refused', next: expect.stringContaining('proxy') });
  });

  test('stopped by the caller', async () => {
    const kit = anthropicKit();
    kit.faults.set('anthropic-personality', 'slow-stream');
    const stop = new AbortController();
    const job = kit.engine.claims(request, { ...options, signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    expect(await codeOf(job)).toBe('aborted');
    expect(kit.egress).toMatchObject([{ failure: 'aborted' }]);
  });

  test('the cap is checked before a call, with the most it can cost', async () => {
    const kit = anthropicKit({ cap: { day: 0.01, month: null } });
    expect(await codeOf(kit.engine.claims(request, options))).toBe('engine-spending-cap');
    expect(kit.sent).toHaveLength(0);
    expect((await kit.spending.soFar()).day).toBe(0);
  });

  test('without a guard nothing about a document is sent; a guard sees the body as it is sent and stops it', async () => {
    const kit = anthropicKit();
    expect(await codeOf(kit.engine.claims(request, { purpose: 'x' }))).toBe('blinding-leak');
    expect(kit.sent).toHaveLength(0);
    const seen: string[] = [];
    const refusing = {
      purpose: 'x',
      guard(body: string, template: string) {
        seen.push(body);
        expect(template).not.toContain('design system');
        throw new Failure({ code: 'blinding-leak', message: 'No.', next: 'Look.' });
      },
    };
    expect(await codeOf(kit.engine.claims(request, refusing))).toBe('blinding-leak');
    expect(kit.sent).toHaveLength(0);
    expect(kit.egress).toHaveLength(0);
    expect((await kit.spending.soFar()).day).toBe(0);
    await kit.engine.claims(request, { purpose: 'x', guard: (body) => void seen.push(body) });
    expect(seen.at(-1)).toBe(kit.sent[0]?.body);
  });

  test('drafts a rubric and leaves out what no criterion may ask', async () => {
    const kit = anthropicKit();
    const description =
      '- Must have TypeScript in production\n- Native English speaker required\n- Knows SQL well';
    const { proposal } = await kit.engine.draftRubric(
      { postingId: 'p', title: 'Engineer', description },
      { purpose: 'x' },
    );
    expect(proposal.criteria.map((c) => [c.id, c.label])).toEqual([
      ['c1', 'Must have TypeScript in production'],
      ['c2', 'Knows SQL well'],
    ]);
    expect(proposal.leftOut[0]?.why).toMatch(/national origin/);
  });

  test('a batch: sent once, guarded one by one, read when it is done, at half the price', async () => {
    const kit = anthropicKit();
    const batches = createClaimBatches(kit.deps);
    const guarded: string[] = [];
    const items = ['a', 'b'].map((id) => ({ id, request, guard: (body: string) => void guarded.push(body) }));
    const batchId = await batches.submit(items, 'read a backlog of resumes');
    expect(guarded).toHaveLength(2);
    expect(await batches.poll(batchId)).toMatchObject({ ended: false, counts: { processing: 2 } });
    const reserved = (await kit.spending.soFar()).day;
    kit.advance(5_000);
    kit.faults.set('anthropic-batch-error', 'b');
    expect((await batches.poll(batchId)).ended).toBe(true);
    const answers = await batches.collect(batchId);
    const done = answers.find((one) => one.id === 'a');
    expect(done).toMatchObject({ claims: [{ criterion_id: 'c1', verdict: 'shown' }, {}] });
    expect(answers.find((one) => one.id === 'b')).toMatchObject({ problem: { code: 'engine-bad-answer' } });
    const settled = (await kit.spending.soFar()).day;
    expect(settled).toBeLessThan(reserved);
    await batches.collect(batchId);
    expect((await kit.spending.soFar()).day).toBe(settled);
    expect(kit.egress.every((one) => !one.path.includes(batchId))).toBe(true);
  });

  test('the worst case of a lost worker stays booked', async () => {
    const kit = anthropicKit({ cap: { day: 1, month: null } });
    await kit.spending.reserve('lost', 900_000);
    const later = anthropicKit({ cap: { day: 1, month: null } });
    later.kept.all.set('spending', kit.kept.all.get('spending'));
    expect((await later.spending.soFar()).day).toBe(0.9);
    expect(await codeOf(later.spending.reserve('next', 200_000))).toBe('engine-spending-cap');
    later.advance(24 * 3_600_000);
    await later.spending.reserve('next', 200_000);
    expect(await later.spending.soFar()).toEqual({ day: 0.2, month: 1.1 });
  });
});

describe('the pretend service and the SDK itself', () => {
  const faults = createFaults();
  const service = createAnthropic({ faults, now: () => NOW });
  const client = (more: { origin?: string; key?: string; version?: string } = {}) =>
    new Anthropic({
      apiKey: more.key ?? SANDBOX_KEY,
      maxRetries: 0,
      logLevel: 'off',
      fetch: async (input, init) => {
        const sent = new Request(String(input), init as RequestInit);
        if (more.origin) sent.headers.set('origin', more.origin);
        if (more.version) sent.headers.set('anthropic-version', more.version);
        return service.app.fetch(sent);
      },
    });
  const hello = {
    model: 'claude-sonnet-5-5',
    max_tokens: 100,
    messages: [{ role: 'user' as const, content: 'Hello' }],
  };

  test('answers and streams the same message', async () => {
    const plain = await client().messages.create(hello);
    expect(plain.content.at(-1)).toMatchObject({ type: 'text', text: expect.stringContaining('sandbox') });
    const stream = client().messages.stream(hello);
    const types: string[] = [];
    stream.on('streamEvent', (event) => types.push(event.type));
    const streamed = await stream.finalMessage();
    expect(streamed.content.at(-1)).toEqual(plain.content.at(-1));
    expect(streamed.stop_reason).toBe('end_turn');
    expect(streamed.usage.output_tokens).toBe(plain.usage.output_tokens);
    expect(stream.request_id).toMatch(/^req_/);
    expect(new Set(types)).toEqual(
      new Set([
        'message_start',
        'content_block_start',
        'content_block_delta',
        'content_block_stop',
        'message_delta',
        'message_stop',
      ]),
    );
  });

  test('refuses what the API refuses', async () => {
    const bad = async (more: object) => client().messages.create({ ...hello, ...more } as never);
    for (const more of [
      { temperature: 0 },
      { top_p: 1 },
      { output_format: {} },
      { thinking: { type: 'disabled' } },
      { tool_choice: { type: 'any' } },
      { messages: [...hello.messages, { role: 'assistant', content: '{' }] },
      { output_config: { format: { type: 'json_schema', schema: { type: 'object', properties: {} } } } },
      {
        output_config: {
          format: { type: 'json_schema', schema: { type: 'string', maxLength: 3 } },
        },
      },
    ])
      await expect(bad(more), JSON.stringify(more)).rejects.toBeInstanceOf(BadRequestError);
    await expect(bad({ model: 'claude-2' })).rejects.toBeInstanceOf(NotFoundError);
    await expect(client({ key: 'sk-ant-other' }).models.list()).rejects.toBeInstanceOf(AuthenticationError);
    await expect(client({ version: '1999-01-01' }).models.list()).rejects.toBeInstanceOf(BadRequestError);
    await expect(client({ origin: 'https://x.example' }).models.list()).rejects.toThrow(
      /dangerous-direct-browser-access/,
    );
  });

  test('errors have type, code and request id', async () => {
    faults.set('anthropic-overloaded', 1);
    const error = await client()
      .messages.create(hello)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(OverloadedError);
    expect(error).toMatchObject({
      status: 529,
      type: 'overloaded_error',
      requestID: expect.stringMatching(/^req_/),
    });
  });

  test('counts tokens and lists models', async () => {
    expect(
      (await client().messages.countTokens({ model: hello.model, messages: hello.messages })).input_tokens,
    ).toBeGreaterThan(0);
    const models = await client().models.list();
    expect(models.data.map((one) => one.id)).toContain('claude-opus-5-5');
  });

  test('fills any schema', async () => {
    const schema = {
      type: 'object',
      properties: { kind: { type: 'string', enum: ['x', 'y'] }, text: { type: 'string' } },
      required: ['kind', 'text'],
      additionalProperties: false,
    };
    const { content } = await client().messages.create({
      ...hello,
      output_config: { format: { type: 'json_schema', schema } },
    });
    const last = content.at(-1);
    expect(JSON.parse(last?.type === 'text' ? last.text : '')).toEqual({ kind: 'x', text: 'Hello' });
  });
});
