import { beforeEach, describe, expect, it } from 'vitest';
import type { CalendarEvent, CalendarPort } from '@/lib/calendar/port';
import { problemOf } from '@/lib/domain/problem';
import type { ActionContext, ActionHandler, Plan } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import { bookingHandlers } from './handlers';
import type { HeldEvent } from './held-event';

const START = Date.UTC(2027, 2, 9, 10);
const END = START + 3_600_000;
const draft = { title: 'Interview', start: START, end: END, zone: 'Europe/London' };
const guests = [{ email: 'priya@x.example', name: 'Priya' }];
const hold = { provider: 'google', draft, locationFrom: null };
const invite = { provider: 'google', event: 'event', guests, cancelComment: '', zone: 'Europe/London' };
const panel = {
  opportunityId: 'o1',
  performAs: 'me',
  locationFrom: null,
  panel: {
    timezone: 'Europe/London',
    externalUrl: 'https://x.example/#fulcrum-1',
    interviews: [{ date: START, duration: 60, interviewers: [{ id: 'priya' }] }],
  },
};
const written: HeldEvent = {
  provider: 'google',
  id: 'e',
  version: '1',
  start: START,
  end: END,
  url: '',
  joinUrl: null,
};

let event: CalendarEvent | null;
let there: { canceledAt: number | null; interviews: object[] } | null;
let removed: string[];

const calendar = {
  read: async () => event,
  account: async () => ({ provider: 'google', email: 'me@x.example', zone: null }),
  cancel: async (id: string) => removed.push(id) > 0,
} as unknown as CalendarPort;
const lever = {
  panel: async () => there,
  panels: async () => [],
  deletePanel: async (_id: string, _as: string, panelId: string) => removed.push(panelId) > 0,
} as unknown as LeverPort;
const handlers = bookingHandlers({
  lever: async () => lever,
  calendar: async () => calendar,
  clock: { now: () => 0 } as never,
});

/** Takes one action back; the code it was refused with and what it said, or null. */
async function takeBack(kind: string, payload: object, result: object, force = false) {
  const handler = handlers.find((one) => one.kind === kind) as ActionHandler;
  const context = {
    force,
    plan: { actions: [{ action: { id: 'event', payload: hold } }] } as unknown as Plan,
    resultOf: () => written,
  } as unknown as ActionContext;
  try {
    await handler.compensate?.(payload, result, context);
    return null;
  } catch (error) {
    const { code, message } = problemOf(error);
    return `${code}: ${message}`;
  }
}

beforeEach(() => {
  removed = [];
  event = {
    ...written,
    title: 'Interview',
    conference: 'none',
    cancelled: false,
    guests: [{ email: 'Priya@x.example', response: 'declined' }, { email: 'me@x.example' }],
    key: null,
  };
  there = { canceledAt: null, interviews: [{ date: START, duration: 60, interviewers: [{ id: 'priya' }] }] };
});

describe('taking back what nobody touched', () => {
  it.each([
    ['send-invitations', invite, written, 'e'],
    ['create-hold', hold, written, 'e'],
    ['create-lever-panel', panel, { panelId: 'pn' }, 'pn'],
  ])('%s is simply taken back; answers of guests are no change', async (kind, payload, result, id) => {
    expect(await takeBack(kind, payload, result)).toBeNull();
    expect(removed).toEqual([id]);
  });

  it('what is gone already is no change either', async () => {
    if (event) event.cancelled = true;
    there = null;
    expect(await takeBack('send-invitations', invite, written)).toBeNull();
    expect(await takeBack('create-hold', hold, written)).toBeNull();
    expect(await takeBack('create-lever-panel', panel, { panelId: 'pn' })).toBeNull();
  });
});

describe('what a person changed is not taken back without asking', () => {
  const changes: [string, (now: CalendarEvent) => void, string][] = [
    ['moved', (now) => Object.assign(now, { start: START + 3_600_000, end: END + 3_600_000 }), '11:00-12:00'],
    ['renamed', (now) => Object.assign(now, { title: 'Chat' }), 'now “Chat”'],
    ['with a guest more', (now) => now.guests.push({ email: 'tom@x.example', name: 'Tom' }), 'Tom'],
    ['with a guest less', (now) => now.guests.splice(0, 1), 'now “nobody”'],
  ];
  it.each(changes)('an event %s', async (_, change, said) => {
    change(event as CalendarEvent);
    const refusal = await takeBack('send-invitations', invite, written);
    expect(refusal).toContain('changed-by-someone');
    expect(refusal).toContain(said);
    expect(removed).toEqual([]);
    expect(await takeBack('send-invitations', invite, written, true)).toBeNull();
    expect(removed).toEqual(['e']);
  });

  it('an event nobody was invited to yet', async () => {
    Object.assign(event ?? {}, { title: 'Mine now' });
    expect(await takeBack('create-hold', hold, written)).toContain('Mine now');
    expect(removed).toEqual([]);
    expect(await takeBack('create-hold', hold, written, true)).toBeNull();
  });

  it('a panel in Lever with another time or other people', async () => {
    for (const change of [{ date: START + 3_600_000 }, { interviewers: [{ id: 'tom', name: 'Tom' }] }]) {
      there = {
        canceledAt: null,
        interviews: [{ date: START, duration: 60, interviewers: [{ id: 'priya' }], ...change }],
      };
      expect(await takeBack('create-lever-panel', panel, { panelId: 'pn' })).toContain('changed-by-someone');
      expect(removed).toEqual([]);
    }
    expect(await takeBack('create-lever-panel', panel, { panelId: 'pn' }, true)).toBeNull();
    expect(removed).toEqual(['pn']);
  });
});
