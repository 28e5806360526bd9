import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Plan } from '@/lib/ledger/plan';
import {
  isExpired,
  isOpen,
  lengthText,
  moved,
  NOTHING,
  pruned,
  refusalOf,
  type Selection,
  sectionsOf,
  toggled,
  totalsOf,
} from './rules';

const NOW = Date.UTC(2027, 2, 8, 9);
const HOUR = 3_600_000;

const plan = (id: string, over: Partial<Plan> = {}): Plan => ({
  id,
  workflow: 'schedule-interview',
  title: id,
  opportunityId: `opp-${id}`,
  approvedBy: null,
  approvedAt: null,
  createdAt: NOW - HOUR,
  updatedAt: NOW - HOUR,
  state: 'proposed',
  actions: [],
  origin: 'fulcrum',
  postingId: null,
  expiresAt: NOW + HOUR,
  needs: [],
  context: null,
  ...over,
});

const ids = (plans: readonly Plan[]) => plans.map((one) => one.id);

describe('where a plan stands', () => {
  test('a proposal expires at its moment, whether the ledger was told or not', () => {
    expect(isExpired(plan('a'), NOW)).toBe(false);
    expect(isExpired(plan('a', { expiresAt: NOW }), NOW)).toBe(true);
    expect(isExpired(plan('a', { state: 'expired', expiresAt: null }), NOW)).toBe(true);
    expect(isExpired(plan('a', { expiresAt: null }), NOW)).toBe(false);
    expect(isExpired(plan('a', { state: 'done', expiresAt: NOW - HOUR }), NOW)).toBe(false);
  });

  test('what a person previewed in the panel is not in the inbox', () => {
    expect(isOpen(plan('a', { origin: 'person' }), NOW)).toBe(false);
    const { open, expired, decided } = sectionsOf(
      [plan('a', { origin: 'person' }), plan('b', { origin: 'person', state: 'done' })],
      NOW,
    );
    expect([open, expired, decided]).toEqual([[], [], []]);
  });

  test('open by what expires first; decided for a day; expired until a newer plan stands in its place', () => {
    const { open, expired, decided } = sectionsOf(
      [
        plan('later', { expiresAt: NOW + 5 * HOUR }),
        plan('sooner', { expiresAt: NOW + HOUR }),
        plan('no-limit', { expiresAt: null }),
        plan('late', { expiresAt: NOW - 1 }),
        plan('replaced', { expiresAt: NOW - 1, opportunityId: 'x', createdAt: NOW - 3 * HOUR }),
        plan('replacement', { expiresAt: NOW + 2 * HOUR, opportunityId: 'x' }),
        plan('forgotten', { expiresAt: NOW - 8 * 24 * HOUR }),
        plan('done', { state: 'done' }),
        plan('old', { state: 'done', updatedAt: NOW - 25 * HOUR }),
        plan('still-running', { state: 'running', updatedAt: NOW - 25 * HOUR }),
        plan('dropped', { state: 'discarded' }),
      ],
      NOW,
    );
    expect(ids(open)).toEqual(['sooner', 'replacement', 'later', 'no-limit']);
    expect(ids(expired)).toEqual(['late']);
    expect(ids(decided)).toEqual(['done', 'still-running']);
  });

  test.each([
    ['running', 'already-decided'],
    ['done', 'already-decided'],
    ['discarded', 'already-decided'],
    ['expired', 'proposal-expired'],
  ] as const)('a plan that is %s cannot be approved: %s', (state, code) => {
    expect(refusalOf(plan('a', { state }), NOW)?.code).toBe(code);
    expect(refusalOf(plan('a'), NOW)).toBeNull();
  });
});

test('several plans add up: each address once, each mail counted, writes by system', () => {
  const write = (system: 'google' | 'lever' | 'fulcrum', effect: 'write' | 'mail' | 'check', id: string) => ({
    id,
    summary: id,
    system,
    effect,
    irrevocable: effect === 'mail' ? 'Mail.' : null,
    state: 'planned' as const,
    problem: null,
  });
  const one = {
    writes: [
      write('fulcrum', 'check', '1'),
      write('google', 'write', '2'),
      write('lever', 'write', '3'),
      write('google', 'mail', '4'),
    ],
    texts: [
      { audience: 'panel' as const, to: ['Ana@acme.example', 'ben@acme.example'], subject: '', body: '' },
    ],
    cannotRecall: ['Mail.'],
  };
  expect(totalsOf([one, one])).toEqual({
    plans: 2,
    people: ['ana@acme.example', 'ben@acme.example'],
    mails: 4,
    writes: [
      { system: 'google', count: 2 },
      { system: 'lever', count: 2 },
    ],
    cannotRecall: ['Mail.'],
  });
});

describe('selecting by keyboard', () => {
  const all = ['a', 'b', 'c', 'd', 'e'];
  test('moves stop at both ends; the first move lands on the nearer end', () => {
    expect(moved(NOTHING, all, 1, false).at).toBe('a');
    expect(moved(NOTHING, all, -1, false).at).toBe('e');
    expect(moved({ ...NOTHING, at: 'e' }, all, 1, false).at).toBe('e');
    expect(moved({ ...NOTHING, at: 'gone' }, all, 1, false).at).toBe('a');
  });

  test('a range keeps what was ticked before and starts anew after a plain move', () => {
    let now: Selection = toggled(NOTHING, all, 'a', false);
    now = moved(now, all, 2, false);
    expect(now).toEqual({ at: 'c', chosen: ['a'], anchor: null });
    now = moved(moved(now, all, 1, true), all, 1, true);
    expect(now).toEqual({ at: 'e', chosen: ['a', 'c', 'd', 'e'], anchor: 'c' });
    expect(toggled(now, all, 'd', false).chosen).toEqual(['a', 'c', 'e']);
    expect(toggled({ at: 'b', chosen: [], anchor: null }, all, 'd', true).chosen).toEqual(['b', 'c', 'd']);
  });

  test('what left the list is not ticked any more', () => {
    expect(pruned({ at: 'a', chosen: ['a', 'z'], anchor: 'z' }, all)).toEqual({
      at: 'a',
      chosen: ['a'],
      anchor: null,
    });
  });

  test('whatever is pressed, only cards of the list are ticked, each once', () => {
    const step = fc.oneof(
      fc.record({ step: fc.constantFrom(1, -1), extend: fc.boolean() }),
      fc.record({ id: fc.constantFrom(...all), extend: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now = NOTHING;
        for (const one of steps)
          now = 'id' in one ? toggled(now, all, one.id, one.extend) : moved(now, all, one.step, one.extend);
        expect(new Set(now.chosen).size).toBe(now.chosen.length);
        expect(now.chosen.every((id) => all.includes(id))).toBe(true);
        expect(now.at === null || all.includes(now.at)).toBe(true);
      }),
    );
  });
});

test.each([
  [-5, 'less than a minute'],
  [59_000, 'less than a minute'],
  [60_000, '1 min'],
  [3 * HOUR, '3 h'],
  [3 * HOUR + 20 * 60_000, '3 h 20 min'],
  [48 * HOUR, '2 d'],
  [52 * HOUR, '2 d 4 h'],
])('%i ms is %s', (ms, text) => expect(lengthText(ms)).toBe(text));
