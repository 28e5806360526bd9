import { expect, test } from 'vitest';
import type { CalendarPort } from '@/lib/calendar/port';
import type { Availability } from '@/lib/domain/availability';
import { Failure } from '@/lib/domain/problem';
import { defaultSettings } from '@/lib/domain/settings';
import type { Plan } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import type { PlannedPool, ReviewLoadPorts } from './port';
import { createReviewLoad } from './service';

const HOUR = 3_600_000;
/** Wednesday 13 January 2027, noon in London. */
const NOW = Date.UTC(2027, 0, 13, 12);
const THURSDAY = Date.UTC(2027, 0, 14, 10);

const user = (id: string, deactivatedAt: number | null = null) => ({
  id,
  name: id.toUpperCase(),
  username: id,
  email: `${id}@acme.example`,
  accessRole: 'interviewer',
  deactivatedAt,
});

const known = (titles: [title: string, start: number][]): Availability => ({
  state: 'known',
  readAt: NOW,
  zone: 'Europe/London',
  busy: titles.map(([title, start]) => ({
    ...(title ? { title } : {}),
    start,
    end: start + HOUR,
    status: 'busy',
  })),
});

const booking = (who: string[], start: number): Plan =>
  ({
    id: `plan-${start}`,
    workflow: 'schedule-interview',
    opportunityId: 'o',
    postingId: 'backend',
    state: 'done',
    createdAt: NOW,
    context: { slot: { start, end: start + HOUR }, who },
    actions: [
      {
        action: { id: 'panel-event', effect: 'write', system: 'google' },
        state: 'done',
        result: { provider: 'google', id: `event-${start}`, start, end: start + HOUR },
      },
    ],
  }) as unknown as Plan;

function setUp({
  plans = [booking(['ana', 'ben'], THURSDAY)],
  pools = [] as PlannedPool[],
  ben = [],
  read = async () => ({
    cancelled: false,
    guests: [
      { email: 'Ana@acme.example', response: 'declined' },
      { email: 'ben@acme.example', response: 'accepted' },
      { email: 'room@acme.example', resource: true, response: 'declined' },
    ],
  }),
}: {
  plans?: Plan[];
  pools?: PlannedPool[];
  ben?: [title: string, start: number][];
  read?: () => Promise<unknown>;
} = {}) {
  const calls = { freeBusy: 0 };
  const byEmail: Record<string, Availability> = {
    'ana@acme.example': known([
      ['Interview: somebody', THURSDAY],
      ['Phone screen', THURSDAY + 24 * HOUR],
      ['Lunch', THURSDAY + 2 * HOUR],
    ]),
    'ben@acme.example': known(ben),
    'cora@acme.example': {
      state: 'unknown',
      readAt: NOW,
      problem: { code: 'calendar-unreadable', message: 'No.', next: 'Ask.' },
    },
  };
  const ports: ReviewLoadPorts = {
    lever: async () => ({
      api: {
        users: async () => [user('cora'), user('ana'), user('ben'), user('gone', 1)],
        postings: async () => [{ id: 'backend', text: 'Backend' }],
      } as unknown as LeverPort,
    }),
    calendar: async () =>
      ({
        freeBusy: async (emails: string[]) => {
          calls.freeBusy++;
          return Object.fromEntries(emails.map((email) => [email, byEmail[email]]));
        },
        read,
      }) as unknown as CalendarPort,
    accounts: async () => [{ provider: 'google', email: 'me@acme.example' }],
    settings: async () => ({
      ...defaultSettings,
      people: { ben: { weeklyLimit: null }, cora: { optedOut: true } },
    }),
    pools: async () => pools,
    ledger: {
      plans: async ({ workflow } = {}) => plans.filter((plan) => plan.workflow === workflow),
    } as ReviewLoadPorts['ledger'],
    clock: { now: () => NOW },
    localZone: () => 'Europe/London',
  };
  return { calls, read: createReviewLoad(ports).implementation.read };
}

const caller = { sender: 'own' as const, tabId: null, url: null };

test('counts what was booked here and what calendars call an interview, once each', async () => {
  const { read } = setUp();
  const view = await read({ refresh: false }, caller);
  const of = (id: string) => view.people.find((one) => one.id === id);
  expect(of('ana')?.interviews.map(({ start }) => start)).toEqual([THURSDAY, THURSDAY + 24 * HOUR]);
  expect(of('ben')?.interviews).toHaveLength(1);
  expect(of('gone')).toBeUndefined();
  expect(of('ana')).toMatchObject({ invited: 1, declined: 1, weeklyLimit: 12, postings: ['backend'] });
  expect(of('ben')).toMatchObject({ invited: 1, declined: 0, weeklyLimit: null });
  expect(of('cora')).toMatchObject({ optedOut: true, problem: { code: 'calendar-unreadable' } });
  expect(view.weeks[view.thisWeek]).toBe(Date.UTC(2027, 0, 11) / (24 * HOUR));
  expect(view.unanswered).toBeNull();
});

test('a calendar that tells no titles is not taken for one without interviews', async () => {
  const { read } = setUp({ ben: [['', THURSDAY + 48 * HOUR]] });
  const view = await read({ refresh: false }, caller);
  const ben = view.people.find(({ id }) => id === 'ben');
  expect(ben?.problem?.code).toBe('titles-hidden');
  expect(ben?.interviews).toHaveLength(1);
  expect(view.people.find(({ id }) => id === 'ana')?.problem).toBeNull();
});

test('answers that cannot be read are said; the rest is shown', async () => {
  const { read } = setUp({
    read: async () => {
      throw new Failure({ code: 'expired', message: 'Google has expired.', next: 'Connect it again.' });
    },
  });
  const view = await read({ refresh: false }, caller);
  expect(view.unanswered?.code).toBe('expired');
  expect(view.people.find(({ id }) => id === 'ana')?.interviews).toHaveLength(2);
});

test('pools come from remembered stage plans; calendars are read once in ten minutes unless asked for', async () => {
  const { read, calls } = setUp({
    plans: [],
    pools: [{ postingId: 'backend', stageId: 's', label: 'Design', members: ['ben'] }],
  });
  const view = await read({ refresh: false }, caller);
  expect(view.people[0]?.id).toBe('ben');
  expect(view.people[0]?.pools).toEqual([view.pools[0]?.id]);
  await read({ refresh: false }, caller);
  expect(calls.freeBusy).toBe(1);
  await read({ refresh: true }, caller);
  expect(calls.freeBusy).toBe(2);
});
