import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Failure, type Problem } from '@/lib/domain/problem';
import type { Caller } from './contract';
import { defineContract, method } from './contract';
import { createServer } from './serve';

vi.mock('webextension-polyfill', () => ({
  default: { runtime: { onMessage: { addListener: () => undefined } } },
}));

const ID = 'abcdefghijklmnopabcdefghijklmnop';
const OWN_ORIGIN = `chrome-extension://${ID}`;
const LEVER = 'https://hire.lever.co';
const FROM_OWN = { id: ID, origin: OWN_ORIGIN, url: `${OWN_ORIGIN}/options.html`, tab: { id: 1 } };
const FROM_PAGE = { id: ID, origin: LEVER, url: `${LEVER}/candidates`, frameId: 0, tab: { id: 7 } };
const SECRET = 'ya29.a0AfB_byC1d2E3f4G5h6';

const vault = defineContract('vault', {
  open: method<string>()(z.object({ name: z.string().max(5) })),
  look: method<string>()(z.object({ name: z.string().max(5) }), ['page', 'own']),
});

type Sender = Parameters<ReturnType<typeof createServer>['answer']>[1];
type Answer = { ok: true; value: unknown } | { ok: false; problem: Problem };

let at = 0;
const open = vi.fn(async (input: { name: string }, _caller: Caller) => `open ${input.name}`);
const look = vi.fn(async (input: { name: string }, _caller: Caller) => `look ${input.name}`);
let ask: (message: unknown, sender?: object) => Promise<Answer>;

beforeEach(() => {
  at = 1_000_000;
  open.mockReset().mockImplementation(async ({ name }) => `open ${name}`);
  look.mockReset().mockImplementation(async ({ name }) => `look ${name}`);
  const server = createServer(OWN_ORIGIN, ID, [LEVER], () => at);
  server.serve(vault, { open, look });
  ask = (message, sender = FROM_OWN) => server.answer(message, sender as Sender);
});

const call = (name: string, input: unknown = { name: 'a' }, contract = 'vault') => ({
  fulcrum: 1,
  contract,
  method: name,
  input,
});

test('a call that is allowed reaches its implementation, with parsed input and the stamped caller', async () => {
  expect(await ask(call('open', { name: 'a', smuggled: true }))).toEqual({ ok: true, value: 'open a' });
  expect(open).toHaveBeenCalledExactlyOnceWith({ name: 'a' }, { sender: 'own', tabId: 1, url: null });
  expect(await ask(call('look'), FROM_PAGE)).toEqual({ ok: true, value: 'look a' });
  expect(look.mock.calls[0]?.[1]).toEqual({ sender: 'page', tabId: 7, url: FROM_PAGE.url });
});

describe('refused, and nothing runs', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
    'prototype',
    '',
  ];
  test.each<[string, unknown, object]>([
    ['a page calling what is not for pages', call('open'), FROM_PAGE],
    [
      'a page that claims to be ours',
      { ...call('open'), sender: 'own', origin: OWN_ORIGIN, id: ID },
      FROM_PAGE,
    ],
    ['a sub-frame', call('look'), { ...FROM_PAGE, frameId: 3 }],
    ['another extension', call('look'), { ...FROM_OWN, id: 'other' }],
    ['another site', call('look'), { ...FROM_PAGE, origin: 'https://elsewhere.example' }],
    ['nobody', call('look'), {}],
    ['an unknown contract', call('open', {}, 'nothing'), FROM_OWN],
    ['an unknown method', call('close'), FROM_OWN],
    ['another case', call('Open'), FROM_OWN],
    ['a method that only reads like its name', { ...call('open'), method: ['open'] }, FROM_OWN],
    ['a contract that only reads like its name', { ...call('open'), contract: ['vault'] }, FROM_OWN],
    ['another protocol', { ...call('open'), fulcrum: 2 }, FROM_OWN],
    ['another protocol in words', { ...call('open'), fulcrum: '1' }, FROM_OWN],
    ['bad input', call('open', { name: 'much too long' }), FROM_OWN],
    ['no input', call('open', null), FROM_OWN],
    ['input only in the prototype', call('open', JSON.parse('{"__proto__":{"name":"a"}}')), FROM_OWN],
    ...NAMES.flatMap((name): [string, unknown, object][] => [
      [`the method "${name}"`, call(name), FROM_OWN],
      [`the contract "${name}"`, call('open', {}, name), FROM_OWN],
    ]),
    ...[undefined, null, 0, 'open', [], [1], true].map((m): [string, unknown, object] => [
      `the message ${JSON.stringify(m)}`,
      m,
      FROM_OWN,
    ]),
  ])('%s', async (_what, message, sender) => {
    const answer = await ask(message, sender);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'message-refused' } });
    expect(open).not.toHaveBeenCalled();
    expect(look).not.toHaveBeenCalled();
  });
});

describe('the rate limit for pages', () => {
  const flood = async (count: number, sender: object) => {
    const answers = await Promise.all(Array.from({ length: count }, () => ask(call('look'), sender)));
    return answers.filter((a) => a.ok).length;
  };

  test('twenty a second, and again in the next second', async () => {
    expect(await flood(100, FROM_PAGE)).toBe(20);
    at += 1000;
    expect(await flood(100, FROM_PAGE)).toBe(20);
  });

  test('rubbish counts too', async () => {
    for (let n = 0; n < 20; n++) await ask('rubbish', FROM_PAGE);
    expect(await ask(call('look'), FROM_PAGE)).toMatchObject({ ok: false });
  });

  test('a page that floods takes nothing from another tab, nor from our own pages', async () => {
    await flood(500, FROM_PAGE);
    expect(await flood(5, { ...FROM_PAGE, tab: { id: 8 } })).toBe(5);
    expect(await flood(200, FROM_OWN)).toBe(200);
  });
});

describe('errors', () => {
  const THROWN: [string, unknown][] = [
    ['an error', new Error(`GET https://x.example/?access_token=${SECRET} failed`)],
    ['an error with a cause', new Error('no', { cause: new Error(SECRET) })],
    ['a text', `Bearer ${SECRET}`],
    ['an object', { token: SECRET }],
    ['a header', new TypeError(`Invalid header: Basic c2FuZGJveC1sZXZlci1rZXktNGYyYzBhNmQ5YjFlNzM1ODo=`)],
  ];

  test.each(THROWN)('%s nobody foresaw: no secret, no stack, no place in the code', async (_what, thrown) => {
    open.mockRejectedValueOnce(thrown);
    const answer = await ask(call('open'));
    expect(answer).toMatchObject({ ok: false, problem: { code: 'unexpected' } });
    const said = JSON.stringify(answer);
    expect(said).not.toContain(SECRET);
    expect(said).not.toContain('c2FuZGJveC1s');
    expect(said).not.toMatch(/\bat .+:\d+:\d+|\.ts\b|stack/);
  });

  test('a problem reaches our own pages as it is, and pages not at all', async () => {
    const problem = {
      code: 'calendar-unreadable',
      message: 'Priya Nair cannot be read.',
      next: 'Ask Priya.',
    };
    look.mockImplementation(async () => Promise.reject(new Failure(problem)));
    expect(await ask(call('look'))).toEqual({ ok: false, problem });
    const seen = await ask(call('look'), FROM_PAGE);
    expect(seen).toMatchObject({ ok: false, problem: { code: 'not-now' } });
    expect(JSON.stringify(seen)).not.toContain('Priya');
  });

  test('readable words of an unexpected error are kept, so that it can be reported', async () => {
    open.mockRejectedValueOnce(new TypeError("Cannot read properties of undefined (reading 'interviewers')"));
    expect(await ask(call('open'))).toMatchObject({
      problem: {
        message: expect.stringContaining("Cannot read properties of undefined (reading 'interviewers')"),
      },
    });
  });
});

test('whatever arrives, from whomever: it is answered, and only allowed calls run', async () => {
  const senders = fc.constantFrom<object>(
    FROM_PAGE,
    { ...FROM_PAGE, frameId: 1 },
    { ...FROM_OWN, id: 'x' },
    {},
  );
  const messages = fc.oneof(
    fc.jsonValue(),
    fc.record(
      {
        fulcrum: fc.constantFrom<unknown>(1, 1, 1, '1', true, null),
        contract: fc.oneof(fc.constantFrom('vault', '__proto__'), fc.jsonValue()),
        method: fc.oneof(fc.constantFrom('open', 'look', 'constructor'), fc.jsonValue()),
        input: fc.oneof(fc.record({ name: fc.string({ maxLength: 8 }) }), fc.jsonValue()),
      },
      { requiredKeys: [] },
    ),
  );
  await fc.assert(
    fc.asyncProperty(messages, senders, async (message, sender) => {
      at += 100;
      const answer = await ask(message, sender);
      expect(open).not.toHaveBeenCalled();
      if (answer.ok) expect(sender).toBe(FROM_PAGE);
      else expect(Object.keys(answer.problem).sort()).toEqual(['code', 'message', 'next']);
    }),
    { numRuns: 1000 },
  );
});
