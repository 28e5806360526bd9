import { describe, expect, test } from 'vitest';
import { defaultSettings } from '@/lib/domain/settings';
import type { Reading } from '@/lib/interviews/read-calendars';
import type { Change } from '@/lib/scheduling/panel';
import { searchPanel } from '@/lib/scheduling/search-panel';
import { buildView, prepare, question, type ViewInput } from './build-view';
import type { CandidateState } from './candidate-state';

/** Monday 8 March 2027, 07:00 UTC. */
const NOW = Date.UTC(2027, 2, 8, 7);
const user = (id: string, name: string) => ({
  id,
  name,
  username: id,
  email: `${id}@larkspur.example`,
  accessRole: 'team member',
  deactivatedAt: null,
  jobTitle: null,
});

const SETUP = {
  title: 'Interview: Alma Fitzgerald',
  durationMinutes: 60,
  groups: [
    { label: 'Hiring manager', members: ['priya'], need: 1 },
    { label: 'Tech lead', members: ['tom'], need: 1 },
  ],
  optional: [],
  roomPolicy: 'none' as const,
  video: true,
  candidateNote: '',
  focus: '',
};

function input(state: Partial<CandidateState> = {}, over: Partial<ViewInput> = {}): ViewInput {
  return {
    facts: {
      opportunity: {
        id: 'o1',
        name: 'Alma Fitzgerald',
        contact: 'c',
        headline: '',
        stage: 's',
        confidentiality: 'non-confidential',
        location: 'London',
        emails: [],
        phones: [],
        links: [],
        tags: [],
        owner: null,
        followers: [],
        applications: [],
        archived: null,
        createdAt: 1,
        updatedAt: null,
        isAnonymized: false,
        urls: { list: '', show: '' },
      },
      application: null,
      posting: null,
      requisition: null,
      stage: null,
      panels: [],
      notes: [],
      users: [user('priya', 'Priya Nair'), user('tom', 'Tom Becker')],
      problems: [],
      readAt: NOW,
    },
    settings: defaultSettings,
    state: { adjustment: {}, decisions: {}, applied: [], ...state },
    remembered: SETUP,
    automatic: false,
    accounts: [{ provider: 'google', email: 'me@larkspur.example' }],
    rooms: [],
    plans: [],
    localZone: 'Europe/London',
    now: NOW,
    ...over,
  };
}

function viewOf(given: ViewInput, unreadable: string[] = []) {
  const prepared = prepare(given);
  const reading: Reading = { window: prepared.window, readAt: NOW, byEmail: {} };
  for (const { email } of prepared.wanted) {
    reading.byEmail[email] = unreadable.includes(email)
      ? { state: 'unknown', readAt: NOW, problem: { code: 'not-visible', message: 'm', next: 'n' } }
      : { state: 'known', busy: [], readAt: NOW };
  }
  const asked = question(prepared, reading);
  const answer = asked.request ? searchPanel(asked.request) : null;
  return buildView(prepared, { ...asked, answer, readAt: NOW, timing: null });
}

const change = (over: Partial<Change>): Change => ({
  id: 'x',
  kind: 'shorten',
  text: 'x',
  opens: NOW,
  gainMinutes: null,
  facts: [],
  ...over,
});

describe('accepted changes show in the set-up, not only in the times', () => {
  test('a shorter meeting', () => {
    const view = viewOf(input({ applied: [change({ kind: 'shorten', durationMinutes: 30 })] }));
    expect(view.setup.durationMinutes).toBe(30);
    const slot = view.answer?.slots[0];
    expect((slot?.end ?? 0) - (slot?.start ?? 0)).toBe(30 * 60_000);
  });

  test('somebody made optional, somebody vouched for', () => {
    const optional = viewOf(input({ applied: [change({ kind: 'make-optional', personId: 'tom' })] }));
    expect(optional.people.map((p) => [p.id, p.optional])).toEqual([
      ['priya', false],
      ['tom', true],
    ]);
    const unread = ['tom@larkspur.example'];
    expect(viewOf(input(), unread).people[1]?.state).toBe('unknown');
    const assumed = input({ applied: [change({ kind: 'assume-free', personId: 'tom' })] });
    expect(viewOf(assumed, unread).people[1]?.state).toBe('assumed');
  });
});

test('an unreadable calendar leaves no time, and says whose', () => {
  const view = viewOf(input(), ['tom@larkspur.example']);
  expect(view.answer).toMatchObject({ slots: [], unknown: ['tom'] });
});

test('without any connected calendar nothing is searched and the connection is named', () => {
  const view = viewOf(input({}, { accounts: [] }));
  expect(view.answer).toBeNull();
  expect(view.problems[0]?.code).toBe('no-calendar-connected');
});

test('whole weeks are read around the search, and a candidate without e-mail is said', () => {
  const prepared = prepare(input());
  // The search runs Mon 8 to Tue 16 March; limits need Mon 8 to Sun 21.
  expect(prepared.window.start).toBeLessThanOrEqual(Date.UTC(2027, 2, 8));
  expect(prepared.window.end).toBeGreaterThanOrEqual(Date.UTC(2027, 2, 22));
  expect(viewOf(input()).problems.map((p) => p.code)).toContain('candidate-without-email');
});
