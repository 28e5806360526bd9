import { describe, expect, test } from 'vitest';
import type { ChangeEventPayload, ChangePanelPayload } from '@/lib/interviews/payloads';
import type { LeverPanel } from '@/lib/lever/types';
import { changeActions, differenceOf } from './change-plan';
import type { BookedSession, LoopBookingFacts, LoopPerson } from './drafts';
import { loopActionIds, loopActions } from './plan';
import { HOUR, MONDAY } from './sample.fixture';

const person = (id: string): LoopPerson => ({
  id,
  name: id,
  email: `${id}@acme.example`,
  role: null,
  jobTitle: null,
});
const session = (
  id: string,
  hour: number,
  who: string[],
  more: Partial<BookedSession> = {},
): BookedSession => ({
  id,
  name: id,
  start: MONDAY + hour * HOUR,
  end: MONDAY + (hour + 1) * HOUR,
  who: who.map(person),
  shadow: null,
  room: null,
  video: true,
  focus: '',
  ...more,
});
const facts = (sessions: BookedSession[]): LoopBookingFacts => ({
  opportunityId: 'o',
  leverUrl: 'https://hire.lever.co/candidates/o',
  candidateName: 'Alex Rivera',
  candidateEmail: 'alex@candidate.example',
  candidateZone: 'Europe/Lisbon',
  recruiterName: 'Rec',
  recruiterEmail: 'rec@acme.example',
  recruiterZone: 'Europe/London',
  zone: 'Europe/London',
  jobTitle: 'Engineer',
  stage: null,
  candidateNote: '',
  sessions,
});
const before = facts([
  session('coding', 10, ['ana']),
  session('design', 11, ['ben', 'cora']),
  session('end', 34, ['dora']),
]);
const panel = {
  id: 'panel',
  applications: ['a'],
  timezone: 'Europe/London',
  externalUrl: 'https://hire.lever.co/candidates/o#fulcrum-1',
  note: null,
  interviews: before.sessions.map((s) => ({
    id: `i-${s.id}`,
    date: s.start,
    duration: 60,
    subject: s.name,
    note: null,
    location: `https://meet.example/${s.id}`,
    interviewers: s.who.map(({ id, name, email }) => ({ id, name, email })),
  })),
} as unknown as LeverPanel;
const change = (after: LoopBookingFacts) =>
  changeActions({
    before,
    after,
    performAs: 'me',
    organizer: 'google',
    organizerEmail: 'rec@acme.example',
    events: Object.fromEntries(
      before.sessions.map((s) => [s.id, { id: `event-${s.id}`, joinUrl: `https://meet.example/${s.id}` }]),
    ),
    itineraries: ['day-1', 'day-2'],
    panel,
    checked: {},
    softWords: [],
    seen: { stage: 'onsite', known: ['panel'], knownNotes: [] },
    keyOf: (id) => id.padEnd(64, '0'),
  });

test('a booking mails nobody before every check and write; every event, one panel, one note', () => {
  const actions = loopActions({
    facts: before,
    performAs: 'me',
    applicationId: 'a',
    organizer: 'google',
    organizerEmail: 'rec@acme.example',
    checked: {},
    softWords: [],
    seen: { stage: 'onsite', known: ['panel'], knownNotes: [] },
    keyOf: (id) => id,
  });
  const kinds = actions.map((a) => a.kind);
  const firstMail = actions.findIndex((a) => a.effect === 'mail');
  expect(actions.slice(firstMail).filter((a) => a.effect === 'write')).toEqual([]);
  expect(kinds.lastIndexOf('check-meetings')).toBe(firstMail - 1);
  expect(kinds[0]).toBe('check-lever');
  expect(kinds.lastIndexOf('check-lever')).toBe(firstMail - 2);
  expect(kinds.filter((k) => k === 'create-hold')).toHaveLength(3 + 2);
  expect(kinds.filter((k) => k === 'create-lever-panel')).toHaveLength(1);
  const ids = loopActionIds(before);
  for (const { id } of actions) expect(ids).toContain(id);
});

describe('a change', () => {
  test('a stand-in touches one event, one interview and one itinerary; the way back is complete', () => {
    const after = facts([session('coding', 10, ['eli']), ...before.sessions.slice(1)]);
    const { actions, itineraries } = change(after);
    const events = actions
      .filter((a) => a.kind === 'change-event')
      .map((a) => a.payload as ChangeEventPayload);
    expect(events.map((e) => e.eventId)).toEqual(['event-coding', 'day-1']);
    expect(events[0]?.change).toMatchObject({
      add: [{ email: 'eli@acme.example' }],
      remove: ['ana@acme.example'],
    });
    expect(events[0]?.change.time).toBeUndefined();
    expect(events[0]?.back).toMatchObject({
      add: [{ email: 'ana@acme.example' }],
      remove: ['eli@acme.example'],
    });
    expect(events[1]?.change.description).toContain('eli');
    expect(events[1]?.back.description).toContain('ana');
    const lever = actions.find((a) => a.kind === 'change-lever-panel')?.payload as ChangePanelPayload;
    expect(lever.after.interviews.map((i) => i.interviewers.map((p) => p.id))).toEqual([
      ['eli'],
      ['ben', 'cora'],
      ['dora'],
    ]);
    expect(lever.after.interviews.map((i) => i.id)).toEqual(lever.before.interviews.map((i) => i.id));
    expect(itineraries).toEqual([
      { eventId: 'day-1', action: null },
      { eventId: 'day-2', action: null },
    ]);
    const said = differenceOf(before, after, 'rec@acme.example').join(' ');
    expect(said).toMatch(/eli is invited; ana gets a cancellation/);
    expect(said).toMatch(/Stays as it is, nobody is told: “design”, “end”/);
    expect(said).toMatch(/keeps every time/);
  });

  test('nobody is told before Lever is written and the calendars were read once more', () => {
    const { actions } = change(facts([session('coding', 10, ['eli']), ...before.sessions.slice(1)]));
    const firstMail = actions.findIndex((a) => a.effect === 'mail');
    expect(actions.slice(0, firstMail).map((a) => a.id)).toEqual([
      'check-lever',
      'check-free',
      'lever-panel',
      'lever-note',
      'check-free-again',
    ]);
  });

  test('a session that moves to a further day gets an itinerary of its own; a moved day keeps its event', () => {
    const further = change(
      facts(
        [
          before.sessions[0] as BookedSession,
          session('design', 59, ['ben', 'cora']),
          before.sessions[2] as BookedSession,
        ].sort((a, b) => a.start - b.start),
      ),
    );
    expect(further.itineraries).toEqual([
      { eventId: 'day-1', action: null },
      { eventId: 'day-2', action: null },
      { eventId: null, action: 'new-itinerary-3' },
    ]);
    const moved = change(facts([...before.sessions.slice(0, 2), session('end', 58, ['dora'])]));
    const day = moved.actions.find((a) => a.id === 'itinerary-2')?.payload as ChangeEventPayload;
    expect(day).toMatchObject({
      eventId: 'day-2',
      change: { time: { start: MONDAY + 58 * HOUR } },
      back: { time: { start: MONDAY + 34 * HOUR } },
    });
  });

  test('a day on which nothing is left: the candidate is uninvited, and invited again by undo', () => {
    const one = facts([...before.sessions.slice(0, 2), session('end', 15, ['dora'])]);
    const { actions, itineraries } = change(one);
    expect(itineraries).toEqual([{ eventId: 'day-1', action: null }]);
    const dropped = actions.find((a) => a.id === 'drop-itinerary-2');
    expect(dropped?.payload).toMatchObject({
      eventId: 'day-2',
      from: { start: MONDAY + 34 * HOUR, end: MONDAY + 35 * HOUR },
      change: { remove: ['alex@candidate.example'] },
      back: { add: [{ email: 'alex@candidate.example', name: 'Alex Rivera' }] },
    });
    expect(dropped?.irrevocable).toMatch(/cannot unsend/);
    const day = actions.find((a) => a.id === 'itinerary-1')?.payload as ChangeEventPayload;
    expect(day.change.description).toMatch(/this is the plan of your interviews/);
    expect(day.back.description).toMatch(/this is day 1 of 2/);
    expect(differenceOf(before, one, 'rec@acme.example').join(' ')).toMatch(
      /Nothing is left on Tue 12 Jan 2027: the candidate gets a cancellation of that day\./,
    );
  });

  test('what changes nothing is refused by name', () => {
    expect(() => change(before)).toThrow(/what is booked already/);
  });
});
