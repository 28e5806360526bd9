// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { Failure } from '@/lib/domain/problem';
import type { Client } from '@/lib/messaging/contract';
import type { ActivityPlan, AuditRow, reviewActivity } from '../contract';
import { ActivityPage } from './activity-page';
import { AuditPage } from './audit-page';
import { EgressPage } from './egress-page';

type Review = Client<typeof reviewActivity>;
const HOSTILE = '<img src=x onerror="window.hacked=1">';

beforeAll(() => {
  HTMLDialogElement.prototype.showModal = function show() {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function close() {
    this.open = false;
  };
});
// Finding things by role reads the whole page; on a busy machine that takes its time.
afterEach(cleanup);

const plan: ActivityPlan = {
  id: 'p1',
  workflow: 'schedule-interview',
  title: HOSTILE,
  opportunityId: 'o',
  state: 'parked',
  createdAt: 1,
  updatedAt: 2,
  approvedBy: HOSTILE,
  problem: { code: 'x', message: HOSTILE, next: 'Retry.' },
  cannotRecall: ['The mail to 3 people'],
  choices: ['retry', 'skip', 'undo'],
  waitsFor: 'panel',
  writes: [
    {
      id: 'panel',
      summary: 'Create the panel',
      system: 'lever',
      effect: 'write',
      state: 'failed',
      problem: { code: 'y', message: HOSTILE, next: '' },
      at: 3,
    },
  ],
};
const row: AuditRow = {
  seq: 0,
  at: 1,
  actor: HOSTILE,
  workflow: 'x',
  opportunityId: HOSTILE,
  event: HOSTILE,
  summary: HOSTILE,
  hash: HOSTILE,
  planId: HOSTILE,
  erased: false,
};

function clientOf(change: Partial<Review> = {}): Review {
  const done = async () => ({ ...plan, title: 'Done now', state: 'done' as const, choices: [] });
  return {
    plans: async () => [plan],
    compare: async ({ planId }) => ({ planId, items: [], read: 2, refusal: null }),
    undo: done,
    retry: done,
    skip: done,
    audit: async () => ({ rows: [row], total: 1, head: HOSTILE }),
    overview: async () => ({
      candidates: [{ value: HOSTILE, label: HOSTILE, count: 1 }],
      workflows: [],
      actors: [],
      events: [],
      matching: 1,
      activity: [{ from: 1, to: 2, count: 1 }],
      concealed: 0,
    }),
    story: async () => ({
      title: HOSTILE,
      workflow: 'x',
      opportunityId: 'o',
      planId: 'p1',
      writes: [{ id: 'panel', summary: HOSTILE }],
      steps: [
        {
          seq: 0,
          at: 1,
          actor: HOSTILE,
          event: 'Plan proposed',
          summary: HOSTILE,
          facts: [{ name: HOSTILE, value: HOSTILE }],
          plan: 'proposed',
          states: { panel: 'planned' },
          hash: 'aa',
          before: '00',
          fits: true,
          erased: false,
        },
        {
          seq: 3,
          at: 2,
          actor: 'Maya',
          event: 'Action done',
          summary: 'Create the panel',
          facts: [],
          plan: 'running',
          states: { panel: 'done' },
          hash: 'bb',
          before: 'cc',
          fits: false,
          erased: false,
        },
      ],
      erased: null,
    }),
    may: async () => ({ role: 'Super Admin', known: true, readLog: true, exportLog: true, erase: true }),
    candidates: async () => [],
    erasure: async () => Promise.reject(new Error('not asked')),
    erase: async () => ({ ok: true, message: 'done' }),
    hosts: async () => [],
    exportAudit: async () => ({ fileName: 'a.json', text: '{}' }),
    verifyAudit: async () => ({ ok: false, entries: 1, message: 'Entry 0 does not fit.' }),
    pageReports: async () => [
      { at: 1, selector: 'profile-controls', seen: '2026-02-20', path: HOSTILE, structure: HOSTILE },
    ],
    egress: async () => [
      {
        at: 1,
        host: HOSTILE,
        method: 'GET',
        path: HOSTILE,
        purpose: HOSTILE,
        status: null,
        bytesOut: 1,
        bytesIn: 2,
        candidateData: true,
        ms: 3,
        failure: 'timeout',
      },
    ],
    ...change,
  };
}

it('asks before undoing and says what cannot be recalled', async () => {
  const undo = vi.fn<Review['undo']>(clientOf().undo);
  render(<ActivityPage client={clientOf({ undo })} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Undo the rest' }));
  const dialog = screen.getByRole('dialog');
  expect(within(dialog).getByText('The mail to 3 people')).toBeTruthy();
  expect(undo).not.toHaveBeenCalled();
  await within(dialog).findByText(/everything is as Fulcrum left it/);
  fireEvent.click(within(dialog).getByRole('button', { name: 'Undo' }));
  expect(await screen.findByText('Done now')).toBeTruthy();
  expect(undo).toHaveBeenCalledWith({ planId: 'p1', force: false });
});

it('shows what somebody changed beside what was written, and goes on only when told so', async () => {
  const undo = vi.fn<Review['undo']>(clientOf().undo);
  const compare: Review['compare'] = async ({ planId }) => ({
    planId,
    read: 2,
    refusal: null,
    items: [
      {
        actionId: 'event',
        summary: 'Create the event',
        differences: [{ what: 'Time', written: 'Tue, 10:00', now: HOSTILE }],
        problem: null,
      },
      {
        actionId: 'panel',
        summary: 'Create the panel',
        differences: [],
        problem: { code: 'offline', message: 'Lever could not be reached.', next: 'Try again.' },
      },
    ],
  });
  render(<ActivityPage client={clientOf({ undo, compare })} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Undo the rest' }));
  const dialog = screen.getByRole('dialog');
  expect(await within(dialog).findByText('Tue, 10:00')).toBeTruthy();
  expect(within(dialog).getAllByText(HOSTILE).length).toBeGreaterThan(0);
  expect(within(dialog).getByText('Could not be compared: Create the panel')).toBeTruthy();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Undo all the same' }));
  await screen.findByText('Done now');
  expect(undo).toHaveBeenCalledWith({ planId: 'p1', force: true });
});

it('skips exactly the write the plan waits for', async () => {
  const skip = vi.fn<Review['skip']>(clientOf().skip);
  render(<ActivityPage client={clientOf({ skip })} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Skip “Create the panel”' }));
  await screen.findByText('Done now');
  expect(skip).toHaveBeenCalledWith({ planId: 'p1', actionId: 'panel' });
});

it('shows why a press failed and keeps the plan', async () => {
  const retry = () =>
    Promise.reject(new Failure({ code: 'x', message: 'The network is away.', next: 'Try again.' }));
  render(<ActivityPage client={clientOf({ retry })} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Retry' }));
  expect(await screen.findByText('The network is away.')).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Retry' })).toBeTruthy();
});

it('tells an empty log from one where nothing matches', async () => {
  render(<AuditPage client={clientOf({ audit: async () => ({ rows: [], total: 0, head: null }) })} />);
  expect(await screen.findByText('The log is empty')).toBeTruthy();
  cleanup();
  render(<AuditPage client={clientOf({ audit: async () => ({ rows: [], total: 9, head: 'x' }) })} />);
  expect(await screen.findByText('Nothing matches')).toBeTruthy();
});

it('reports a broken chain loudly, and keeps hostile text as text', async () => {
  render(<AuditPage client={clientOf()} />);
  render(<EgressPage client={clientOf()} />);
  render(<ActivityPage client={clientOf()} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Verify' }));
  expect(await screen.findByText('The log was changed')).toBeTruthy();
  expect(screen.getAllByText(HOSTILE, { exact: false }).length).toBeGreaterThan(5);
  expect(document.querySelectorAll('img').length).toBe(0);
});

it('replays a story step by step by keyboard, and shouts where the chain breaks', async () => {
  HTMLDialogElement.prototype.showModal ??= function show(this: HTMLDialogElement) {
    this.open = true;
  };
  render(<AuditPage client={clientOf()} />);
  fireEvent.click(await screen.findByRole('button', { name: /show its story/ }));
  expect(await screen.findByText('1 of 2')).toBeTruthy();
  expect(screen.getByText('Entry 3 does not fit the one before it')).toBeTruthy();
  expect(screen.getByText('not yet')).toBeTruthy();
  expect(screen.getByText('Verified: continues', { exact: false })).toBeTruthy();
  fireEvent.keyDown(screen.getByRole('slider'), { key: 'ArrowRight' });
  expect(screen.getByText('2 of 2')).toBeTruthy();
  expect(screen.getByText('Does not fit: should continue', { exact: false })).toBeTruthy();
  expect(screen.queryByText('not yet')).toBeNull();
  fireEvent.keyDown(screen.getByRole('slider'), { key: 'Home' });
  expect(screen.getByText('1 of 2')).toBeTruthy();
});

it('offers export and erasure only to those who may, and says why not', async () => {
  const may = async () => ({
    role: 'Interviewer',
    known: true,
    readLog: false,
    exportLog: false,
    erase: false,
  });
  render(<AuditPage client={clientOf({ may })} />);
  expect(await screen.findByText('You see what you did yourself.')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Export' })).toBeNull();
  expect(screen.queryByRole('button', { name: 'Erase a candidate' })).toBeNull();
});
