import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BusyBlock } from '@/lib/domain/availability';
import { type Interval, merge, subtract } from '@/lib/domain/interval';
import { Failure } from '@/lib/domain/problem';
import { spansOf } from './chunks';
import { type Reading, readFreeBusy } from './free-busy';

const problem = (code: string) => ({ code, message: code, next: 'x' });
const limits = (ask: (emails: string[], span: Interval) => Promise<Map<string, Reading>>) => ({
  people: 2,
  span: 100,
  now: () => 7,
  missing: () => problem('missing'),
  ask,
});

test('spans touch, cover the window exactly, and none is too long', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1000 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.integer({ min: 1, max: 900 }),
      (start, length, ms) => {
        const window = { start, end: start + length };
        const spans = spansOf(window, ms);
        expect(merge(spans)).toEqual([window]);
        expect(spans.every((span) => span.end - span.start <= ms)).toBe(true);
        expect(spans.every((span, i) => i === 0 || span.start === spans[i - 1]?.end)).toBe(true);
      },
    ),
  );
});

test('whatever is busy is reported, whole, however the requests were cut', async () => {
  const block = fc
    .tuple(
      fc.integer({ min: 0, max: 990 }),
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom('busy', 'tentative'),
    )
    .map(([start, length, status]) => ({ start, end: start + length, status }) as BusyBlock);
  await fc.assert(
    fc.asyncProperty(fc.array(block, { maxLength: 12 }), fc.boolean(), async (truth, clipped) => {
      const answer = await readFreeBusy(
        ['A@x'],
        { start: 0, end: 1000 },
        limits(async (emails, span) => {
          const seen = truth.filter((one) => one.start < span.end && span.start < one.end);
          const busy = clipped
            ? seen.map((one) => ({
                ...one,
                start: Math.max(one.start, span.start),
                end: Math.min(one.end, span.end),
              }))
            : seen;
          return new Map([[emails[0] ?? '', { ok: true, busy }]]);
        }),
      );
      const read = answer['A@x'];
      if (read?.state !== 'known') throw new Error('unknown');
      const end = clipped ? 1000 : 2000;
      const real = merge(truth.map((one) => ({ start: one.start, end: Math.min(one.end, end) })));
      expect(subtract(real, read.busy)).toEqual([]);
      expect(subtract(read.busy, real)).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe('a part that failed', () => {
  const fine: Reading = { ok: true, busy: [] };

  test('makes its people unknown for the whole window, and nobody else', async () => {
    const answer = await readFreeBusy(
      ['a@x', 'b@x', 'c@x'],
      { start: 0, end: 300 },
      limits(async (emails, span) => {
        if (span.start === 200 && emails.includes('a@x')) throw new Failure(problem('timeout'));
        return new Map(emails.map((email) => [email, fine]));
      }),
    );
    expect(answer['a@x']).toMatchObject({ state: 'unknown', problem: { code: 'timeout', subject: 'a@x' } });
    expect(answer['b@x']?.state).toBe('unknown');
    expect(answer['c@x']?.state).toBe('known');
  });

  test('left out once is unknown', async () => {
    const answer = await readFreeBusy(
      ['a@x'],
      { start: 0, end: 300 },
      limits(async (emails, span) => new Map(span.start === 100 ? [] : emails.map((email) => [email, fine]))),
    );
    expect(answer['a@x']).toMatchObject({ state: 'unknown', problem: { code: 'missing' } });
  });

  test('when all fail, the first failure is thrown', async () => {
    const job = readFreeBusy(
      ['a@x', 'b@x', 'c@x'],
      { start: 0, end: 300 },
      limits(async () => {
        throw new Failure(problem('offline'));
      }),
    );
    await expect(job).rejects.toMatchObject({ problem: { code: 'offline' } });
  });
});

test('an impossible window is refused; nobody asked is an empty answer', async () => {
  const none = limits(async () => new Map());
  await expect(readFreeBusy(['a@x'], { start: 5, end: 5 }, none)).rejects.toMatchObject({
    problem: { code: 'impossible-window' },
  });
  expect(await readFreeBusy([], { start: 0, end: 5 }, none)).toEqual({});
});

test('meetings that touch stay two meetings inside one request', async () => {
  const busy: BusyBlock[] = [
    { start: 10, end: 20, status: 'busy' },
    { start: 20, end: 30, status: 'busy' },
    { start: 90, end: 110, status: 'busy' },
  ];
  const answer = await readFreeBusy(
    ['a@x'],
    { start: 0, end: 200 },
    limits(
      async (_, span) =>
        new Map([
          ['a@x', { ok: true, busy: busy.filter((one) => one.start < span.end && span.start < one.end) }],
        ]),
    ),
  );
  expect(answer['a@x']).toMatchObject({ busy });
});
