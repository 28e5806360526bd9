import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditRead } from '@/lib/ledger/audit';
import type { ActionState, Plan, PlanState } from '@/lib/ledger/plan';
import { activityOf, eventInWords, matches, nameOf, rowOf, verdictInWords } from './rules';

const action = (id: string, state: ActionState, irrevocable?: string): Plan['actions'][number] => ({
  action: {
    id,
    kind: 'k',
    payload: { secret: 'payload-stays-here' },
    summary: `Do ${id}`,
    system: 'lever',
    effect: 'write',
    key: 'k',
    ...(irrevocable ? { irrevocable } : {}),
  },
  state,
  attempts: 1,
  at: 5,
});
const plan = (state: PlanState, actions: Plan['actions'] = []): Plan => ({
  id: 'p1',
  workflow: 'schedule-interview',
  title: 'Book',
  opportunityId: 'o1',
  approvedBy: 'u1',
  approvedAt: 1,
  createdAt: 1,
  updatedAt: 2,
  state,
  origin: 'person',
  postingId: null,
  expiresAt: null,
  needs: [],
  actions,
  context: { note: 'context-stays-here' },
});

describe('a plan in Activity', () => {
  it.each<[PlanState, string[]]>([
    ['proposed', []],
    ['running', ['undo']],
    ['done', ['undo']],
    ['parked', ['retry', 'skip']],
    ['undoing', []],
    ['undone', []],
    ['rolled-back', []],
    ['discarded', []],
  ])('%s offers %j', (state, choices) => {
    const parked =
      state === 'parked'
        ? { actionId: 'a', choices: ['retry', 'skip'] as const }
        : { actionId: null, choices: [] };
    expect(activityOf(plan(state), parked, [], {}).choices).toEqual(choices);
  });

  it('says before undoing what cannot be recalled, and afterwards what was left', () => {
    const actions = [
      action('a', 'done', 'Mail to 3 people stays sent'),
      action('b', 'planned', 'never happened'),
    ];
    const none = { actionId: null, choices: [] };
    expect(activityOf(plan('done', actions), none, ['x'], {}).cannotRecall).toEqual([
      'Mail to 3 people stays sent',
    ]);
    expect(activityOf(plan('undone', actions), none, ['A note was left'], {}).cannotRecall).toEqual([
      'A note was left',
    ]);
  });

  it('shows names, and neither payloads nor context', () => {
    const shown = activityOf(plan('done', [action('a', 'done')]), { actionId: null, choices: [] }, [], {
      u1: 'Maya Okafor',
    });
    expect(shown.approvedBy).toBe('Maya Okafor');
    expect(JSON.stringify(shown)).not.toMatch(/stays-here/);
  });
});

const read = (details: unknown, change: Partial<AuditRead['entry']> = {}, erased = false): AuditRead => ({
  entry: {
    seq: 4,
    at: 9,
    actor: 'u1',
    workflow: 'schedule-interview',
    opportunityId: 'o1',
    planId: 'p',
    actionId: null,
    event: 'action-failed',
    key: null,
    outcome: 'calendar-busy',
    clear: null,
    sealed: null,
    prevHash: '',
    hash: 'ab12',
    ...change,
  },
  details,
  erased,
});

describe('a log entry as a row', () => {
  it.each<[string, AuditRead, string]>([
    [
      'summary and problem',
      read({ summary: 'Invite 3', problem: { message: 'Taken.' } }),
      'Invite 3 · Taken.',
    ],
    ['a plan’s title', read({ title: 'Book' }), 'Book'],
    ['only an outcome', read(null), 'Calendar busy'],
    ['nothing at all', read(null, { outcome: null }), ''],
    ['erased', read(null, {}, true), 'Details were erased with the candidate.'],
    ['details of another shape', read({ summary: 7, problem: 'x' }), 'Calendar busy'],
    ['details that are a text', read('hello'), 'Calendar busy'],
  ])('%s', (_name, entry, summary) => {
    expect(rowOf(entry, {}).summary).toBe(summary);
  });

  it('names people, and never finds a name in the object’s prototype', () => {
    expect(nameOf('fulcrum', {})).toBe('Fulcrum');
    expect(nameOf('fulcrum:phase-2', {})).toBe('Fulcrum, by the rules of phase 2');
    expect(nameOf('u1', { u1: 'Maya' })).toBe('Maya');
    expect(nameOf('constructor', {})).toBe('constructor');
  });

  it('finds every row by any part of itself', () => {
    const row = rowOf(read({ summary: 'Create the panel in Lever' }), { u1: 'Maya Okafor' });
    expect(['', 'maya PANEL', 'ab12', 'o1', 'action failed'].every((text) => matches(row, text))).toBe(true);
    expect(matches(row, 'maya google')).toBe(false);
    fc.assert(
      fc.property(fc.nat(row.summary.length), fc.nat(8), (from, length) =>
        matches(row, row.summary.slice(from, from + length)),
      ),
    );
  });

  it('writes events as words', () => {
    expect(eventInWords('plan-approved')).toBe('Plan approved');
    expect(eventInWords('')).toBe('');
  });
});

it.each([
  [{ ok: true, entries: 0, head: '0', bad: null }, /empty/],
  [{ ok: true, entries: 3, head: 'abcdef0123456789', bad: null }, /All 3 entries.*abcdef012345…/],
  [{ ok: false, entries: 9, head: 'a', bad: 4 }, /Entry 4/],
  [{ ok: false, entries: 9, head: 'a', bad: 9 }, /ends too early/],
])('the verdict %#', (check, words) => {
  expect(verdictInWords(check)).toMatch(words);
});
