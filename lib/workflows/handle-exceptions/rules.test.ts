import { describe, expect, it } from 'vitest';
import { choicesOf } from '@/lib/ledger/exceptions';
import type { ActionRecord, Plan } from '@/lib/ledger/plan';
import type { EscalationRecord } from '@/lib/storage/escalations';
import { dueOf, escalationOf, handOversOf, isOpen, itemOf, parkedEscalation, parkedKey } from './rules';

const AT = Date.UTC(2027, 2, 9, 10);
const MINUTE = 60_000;
const record = (
  id: string,
  state: ActionRecord['state'],
  change: Partial<ActionRecord['action']> = {},
): ActionRecord => ({
  action: {
    id,
    kind: 'create-hold',
    payload: null,
    summary: `Do ${id}`,
    system: 'google',
    effect: 'write',
    key: id,
    ...change,
  },
  state,
  attempts: state === 'planned' ? 0 : 1,
  at: AT,
});
const plan = (change: Partial<Plan> = {}): Plan => ({
  id: 'p1',
  workflow: 'schedule-interview',
  title: 'Book a 60-minute interview with Alma Fitzgerald',
  opportunityId: 'c1',
  approvedBy: 'u1',
  approvedAt: AT,
  createdAt: AT,
  updatedAt: AT,
  state: 'parked',
  actions: [
    record('check', 'done', { effect: 'check' }),
    record('event', 'done'),
    record('invite', 'done', { effect: 'mail', irrevocable: 'The mail.' }),
    record('second', 'failed', { effect: 'mail' }),
    record('last', 'planned'),
  ],
  origin: 'person',
  postingId: null,
  expiresAt: null,
  needs: [],
  context: null,
  problem: { code: 'stopped-halfway', message: 'Alma Fitzgerald was not invited.', next: 'Retry.' },
  ...change,
});
const handOver = (change: Partial<Plan> = {}): Plan =>
  plan({
    id: 'h1',
    workflow: 'handle-exceptions',
    state: 'done',
    updatedAt: AT + MINUTE,
    context: {
      of: 'p1',
      to: { id: 'u2', name: 'Priya Nair' },
      by: { id: 'u1', name: 'Ana Ruiz' },
      note: 'Please.',
    },
    ...change,
  });

describe('one exception in words', () => {
  it('keeps what is certain apart from what is not, and says what each choice does', () => {
    const item = itemOf(plan(), choicesOf(plan()), undefined);
    expect(item).toMatchObject({
      kind: 'stopped',
      happened: 'It stopped at “Do second” after people had been told.',
      done: ['Do event', 'Do invite'],
      notDone: ['Do second', 'Do last'],
      unknown: [],
      cannotRecall: ['The mail.'],
      waitsFor: 'second',
    });
    expect(item.choices.map((one) => one.choice)).toEqual(['retry', 'skip', 'undo', 'hand-over']);
    expect(item.choices[0]?.effect).toBe('Tries “Do second” again, then goes on with the write after it.');
    expect(item.choices[2]?.effect).toContain('2 writes');
  });

  it('says of an unknown outcome that nobody can tell, and that retry looks first', () => {
    const stuck = plan({ actions: [record('event', 'done'), record('panel', 'unknown')] });
    const item = itemOf(stuck, choicesOf(stuck), undefined);
    expect(item).toMatchObject({ kind: 'cannot-tell', unknown: ['Do panel'] });
    expect(item.choices[0]?.effect).toMatch(/^Looks again/);
  });

  it('does not offer to look up a message that cannot be read', () => {
    const stuck = plan({ actions: [record('m', 'unknown', { kind: 'post-message', effect: 'mail' })] });
    expect(itemOf(stuck, choicesOf(stuck), undefined).choices.map((one) => one.choice)).not.toContain(
      'retry',
    );
  });

  it('of an undo that stopped it goes backwards', () => {
    const stuck = plan({
      undo: { by: 'u1', at: AT, cause: 'asked', force: false },
      actions: [record('event', 'undo-failed'), record('last', 'undone')],
    });
    const item = itemOf(stuck, choicesOf(stuck), undefined);
    expect(item.kind).toBe('undo-stopped');
    expect(item.choices.map((one) => one.choice)).toEqual(['retry', 'skip', 'force-undo', 'hand-over']);
  });

  it('what is with a colleague says to whom, and can only be taken back', () => {
    const item = itemOf(plan(), choicesOf(plan()), handOver());
    expect(item.handedOver).toMatchObject({ to: 'Priya Nair', by: 'Ana Ruiz', note: 'Please.' });
    expect(item.choices.map((one) => one.choice)).toEqual(['take-back']);
  });
});

describe('which plans need a person', () => {
  const none = new Set<string>();
  it('stopped ones always', () => expect(isOpen(plan(), [], none, AT + 1e12)).toBe(true));
  it.each(['expired', 'rolled-back'] as const)('%s until dismissed, superseded or old', (state) => {
    const failed = plan({ state });
    expect(isOpen(failed, [failed], none, AT)).toBe(true);
    expect(isOpen(failed, [failed], new Set(['p1']), AT)).toBe(false);
    expect(isOpen(failed, [failed, plan({ id: 'p2', createdAt: AT + 1, state: 'done' })], none, AT)).toBe(
      false,
    );
    expect(isOpen(failed, [failed], none, AT + 15 * 86_400_000)).toBe(false);
  });
  it('finished ones never', () => expect(isOpen(plan({ state: 'done' }), [], none, AT)).toBe(false));
  it('only hand-overs that are done count', () => {
    expect([...handOversOf([handOver()]).keys()]).toEqual(['p1']);
    expect(handOversOf([handOver({ state: 'undone' }), handOver({ state: 'parked' })]).size).toBe(0);
  });
});

describe('escalating what nobody acted on', () => {
  const delay = 30 * MINUTE;
  it('waits for the setting, and counts from the last thing somebody did', () => {
    expect(dueOf([plan()], new Map(), delay, AT + delay - 1)).toEqual({ due: [], next: AT + delay });
    expect(dueOf([plan()], new Map(), delay, AT + delay).due).toHaveLength(1);
    const tried = plan({ updatedAt: AT + 20 * MINUTE });
    expect(dueOf([tried], new Map(), delay, AT + delay).due).toEqual([]);
    expect(parkedKey(tried)).not.toBe(parkedKey(plan()));
  });
  it('leaves alone what is with a colleague', () => {
    expect(dueOf([plan()], handOversOf([handOver()]), 0, AT + delay)).toEqual({ due: [], next: null });
  });
  it('is built without a sentence that names the candidate', () => {
    const raised = parkedEscalation(plan(), choicesOf(plan()));
    expect(JSON.stringify(raised)).not.toMatch(/Alma|Fitzgerald/);
    expect(raised.reasons).toEqual([
      'Step 4 of 5 (Google) did not work: stopped halfway.',
      'People have been told of it already.',
    ]);
  });
  it('never calls accepted delivered', () => {
    const base: EscalationRecord = {
      key: 'k',
      workflow: 'schedule-interview',
      opportunityId: null,
      postingId: null,
      planId: null,
      since: AT,
      message: { title: 't', lines: [], lists: [], link: { label: 'l', url: 'https://x.example' } },
      raisedAt: AT,
      state: 'sent',
      attempts: [{ channel: 'teams', at: AT, state: 'accepted', words: 'w' }],
      rounds: 1,
      retryAt: null,
      settled: null,
    };
    expect(escalationOf(base).words).toBe('Accepted, not certainly delivered: Teams.');
    expect(escalationOf(base).open).toBe(false);
    expect(escalationOf({ ...base, state: 'unknown' }).open).toBe(true);
    expect(escalationOf({ ...base, state: 'unsent', settled: { by: 'u', at: AT } }).open).toBe(false);
  });
});
