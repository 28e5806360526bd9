// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import { systemClock } from '@/lib/platform/clock';
import type { ApprovalItem, Approved, Inbox } from '../contract';
import type { ApprovalsClient } from '../store';
import { ApprovalsPage } from './approvals-page';
import { ARMED_MS } from './keys';

const HOSTILE = '<img src=x onerror="window.hacked=1">';
const HOUR = 3_600_000;

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

let now = Date.UTC(2027, 2, 8, 9);
let inbox: Inbox;
let client: { [K in keyof ApprovalsClient]: ReturnType<typeof vi.fn<ApprovalsClient[K]>> };

const item = (planId: string, over: Partial<ApprovalItem> = {}): ApprovalItem => ({
  planId,
  workflow: 'greet',
  title: `Greet ${planId}`,
  state: 'proposed',
  opportunityId: planId,
  candidate: `Candidate ${planId}`,
  posting: 'Engineer',
  stage: 'On-site',
  when: {
    start: Date.UTC(2027, 2, 9, 15),
    end: Date.UTC(2027, 2, 9, 16),
    zone: 'Europe/London',
    candidateZone: 'Asia/Tokyo',
  },
  needs: ['Phase 1 only suggests.'],
  writes: [
    {
      id: 'mail',
      summary: `Mail ${HOSTILE}`,
      system: 'google',
      effect: 'mail',
      irrevocable: 'Cannot be unsent.',
      state: 'planned',
      problem: null,
    },
  ],
  texts: [{ audience: 'panel', to: ['ana@acme.example'], subject: 'Hello', body: HOSTILE }],
  cannotRecall: ['Cannot be unsent.'],
  proposedAt: now,
  expiresAt: now + HOUR,
  factsAt: now - 60_000,
  decidedAt: null,
  updatedAt: now,
  problem: null,
  ...over,
});

const done = (planId: string): Approved => ({
  planId,
  outcome: 'done',
  item: item(planId, { state: 'done' }),
  problem: null,
  instead: null,
});

beforeEach(() => {
  now = Date.UTC(2027, 2, 8, 9);
  inbox = {
    open: ['a', 'b', 'c'].map((id) => item(id)),
    expired: [],
    decided: [],
    waiting: [],
    watch: { watched: [], lookedAt: null, problem: null },
  };
  client = {
    inbox: vi.fn(async () => inbox),
    count: vi.fn(async () => inbox.open.length),
    item: vi.fn(async ({ planId }) => item(planId, { state: 'running' })),
    check: vi.fn(async () => ({ ok: true, problem: null })),
    approve: vi.fn(async ({ planId }) => {
      inbox = { ...inbox, open: inbox.open.filter((one) => one.planId !== planId) };
      return done(planId);
    }),
    turnDown: vi.fn(async ({ planId }) => item(planId, { state: 'discarded' })),
    proposeAgain: vi.fn(async ({ planId }) => item(`${planId}-again`)),
    undo: vi.fn(async ({ planId }) => item(planId, { state: 'undone' })),
    change: vi.fn(async () => null),
    openWaiting: vi.fn(async () => null),
    stopLooking: vi.fn(async () => null),
  };
});

const clock = { ...systemClock, now: () => now };
const show = async () => {
  render(<ApprovalsPage client={client} clock={clock} />);
  await screen.findByRole('article', { name: 'Candidate a' });
};
const press = (key: string, more: object = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });
const card = (id: string) => screen.getByRole('article', { name: `Candidate ${id}` });

describe('by keyboard', () => {
  it('moves, opens, and approves only with a second press a moment later', async () => {
    await show();
    press('j');
    press('ArrowDown');
    expect(document.activeElement).toBe(card('b'));
    press('Enter');
    expect(within(card('b')).getByText(`Mail ${HOSTILE}`)).toBeTruthy();
    press('Enter', { repeat: true });
    press('Enter');
    expect(client.approve).not.toHaveBeenCalled();
    now += ARMED_MS;
    press('Enter');
    await waitFor(() => expect(client.approve).toHaveBeenCalledExactlyOnceWith({ planId: 'b' }));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'Candidate b' })).toBeNull());
    expect('hacked' in window).toBe(false);
  });

  it('selects a range, checks each, runs each, and shows a result for each: one that fails hides none', async () => {
    client.check.mockImplementation(async ({ planId }) =>
      planId === 'b'
        ? { ok: false, problem: { code: 'slot-gone', message: 'Ana is busy.', next: 'Another time.' } }
        : { ok: true, problem: null },
    );
    client.approve.mockImplementation(async ({ planId }) => {
      if (planId === 'a') throw new Failure({ code: 'offline', message: 'No network.', next: 'Wait.' });
      if (planId === 'c') return done('c');
      const problem = { code: 'slot-gone', message: 'Ana is busy.', next: 'Another time.' };
      inbox = { ...inbox, open: [item('a'), item('d')] };
      return {
        planId,
        outcome: 'refused',
        item: item('b', { state: 'discarded' }),
        problem,
        instead: item('d'),
      };
    });
    await show();
    press('j');
    press('x');
    press('J', { shiftKey: true });
    press('J', { shiftKey: true });
    expect(screen.getByText('3 selected')).toBeTruthy();
    press('Enter');
    const dialog = await screen.findByRole('dialog');
    await within(dialog).findByText(/2 of 3 still hold. Together: mails 1 person/);
    expect(within(dialog).getByText('2 mails to ana@acme.example')).toBeTruthy();
    expect(client.approve).not.toHaveBeenCalled();
    fireEvent.click(within(dialog).getByRole('button', { name: 'Approve 3 proposals' }));
    await within(dialog).findByText('Close');
    expect(client.approve.mock.calls.map(([one]) => one.planId)).toEqual(['a', 'b', 'c']);
    expect(within(dialog).getByText(/No network/)).toBeTruthy();
    expect(within(dialog).getByText('Proposed instead: Greet d')).toBeTruthy();
    expect(within(dialog).getByText('· Done')).toBeTruthy();
    fireEvent.click(within(dialog).getByText('Close'));
    expect(within(card('d')).getByText('Ana is busy.')).toBeTruthy();
  });

  it('turns down with a reason; Escape closes and clears; fields keep their keys', async () => {
    await show();
    press('j');
    press('Enter');
    press('Escape');
    expect(within(card('a')).queryByText(`Mail ${HOSTILE}`)).toBeNull();
    press('x');
    press('Escape');
    expect(screen.getByText('Select all')).toBeTruthy();
    press('d');
    const reason = screen.getByLabelText('Reason, if you like');
    fireEvent.change(reason, { target: { value: 'Too soon' } });
    fireEvent.keyDown(reason, { key: 'x' });
    fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Turn down' }));
    await waitFor(() =>
      expect(client.turnDown).toHaveBeenCalledExactlyOnceWith({ planId: 'a', reason: 'Too soon' }),
    );
  });
});

it('says why it needs a person, when in both zones, what it does, how old the facts are and until when', async () => {
  await show();
  const text = card('a').textContent ?? '';
  expect(text).toContain('Phase 1 only suggests.');
  expect(text).toContain('Tue 9 Mar 2027, 15:00-16:00 GMT');
  expect(text).toContain('Wed 10 Mar 2027, 00:00-01:00');
  expect(text).toContain('Mails 1 person');
  expect(text).toContain('calendars read 1 min ago');
  expect(text).toContain('Expires in 1 h');
});

it('expired ones are proposed again, finished ones undone, from the same card', async () => {
  inbox = {
    ...inbox,
    open: [item('a')],
    expired: [item('old', { state: 'expired' })],
    decided: [item('ok', { state: 'done' })],
  };
  await show();
  fireEvent.click(within(card('old')).getByRole('button', { name: 'Propose again' }));
  await waitFor(() => expect(client.proposeAgain).toHaveBeenCalledExactlyOnceWith({ planId: 'old' }));
  fireEvent.click(within(card('ok')).getByRole('button', { name: 'Undo' }));
  const dialog = screen.getByRole('dialog');
  expect(within(dialog).getByText('Cannot be unsent.')).toBeTruthy();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Undo everything' }));
  await waitFor(() => expect(client.undo).toHaveBeenCalledExactlyOnceWith({ planId: 'ok', force: false }));
});

it('an empty inbox says how it fills; a list that cannot be read says why', async () => {
  inbox = { ...inbox, open: [] };
  const { unmount } = render(<ApprovalsPage client={client} clock={clock} />);
  expect(await screen.findByText('Nothing waits for you')).toBeTruthy();
  expect(screen.getByText(/Propose times by itself/)).toBeTruthy();
  unmount();
  client.inbox.mockRejectedValue(new Failure({ code: 'x', message: 'The store is gone.', next: 'Reload.' }));
  render(<ApprovalsPage client={client} clock={clock} />);
  expect(await screen.findByText('The store is gone.')).toBeTruthy();
});

it('no time found: why, what would help, and the ways out', async () => {
  inbox.waiting = [
    {
      id: 'o:s',
      opportunityId: 'o',
      candidate: 'Zoë',
      posting: 'Engineer',
      stage: 'On-site',
      link: '',
      since: now - 49 * HOUR,
      nextTryAt: now + HOUR,
      tries: 30,
      escalatedAt: now,
      reasons: ['Ana is away.'],
      suggestions: ['Ask Ben instead.'],
      told: true,
    },
  ];
  await show();
  const one = screen.getByRole('article', { name: 'Zoë' });
  expect(one.textContent).toContain('Looked for 2 d 1 h, 30 times; again in 1 h. Somebody has been told.');
  expect(one.textContent).toContain('Ana is away.');
  fireEvent.click(within(one).getByRole('button', { name: 'Open the panel' }));
  await waitFor(() => expect(client.openWaiting).toHaveBeenCalledExactlyOnceWith({ id: 'o:s' }));
  fireEvent.click(within(one).getByRole('button', { name: 'Stop looking' }));
  await waitFor(() => expect(client.stopLooking).toHaveBeenCalledExactlyOnceWith({ id: 'o:s' }));
});
