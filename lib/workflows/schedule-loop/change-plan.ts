import type { EventChange } from '@/lib/calendar/port';
import { Failure } from '@/lib/domain/problem';
import { oneLine } from '@/lib/interviews/one-line';
import type {
  ChangeEventPayload,
  ChangePanelPayload,
  CheckedPerson,
  CheckMeetingsPayload,
  HoldPayload,
  LeverCheckPayload,
  NotePayload,
  VerifyChangePayload,
} from '@/lib/interviews/payloads';
import { spanText } from '@/lib/interviews/times';
import type { Action } from '@/lib/ledger/plan';
import type { LeverPanel, PanelUpdate } from '@/lib/lever/types';
import type { LoopContext } from './booked';
import {
  agendaOf,
  type BookedSession,
  dayOfSession,
  daysOfLoop,
  itineraryDraft,
  type LoopBookingFacts,
  loopNote,
  sessionGuests,
} from './drafts';
import {
  emptiedAction,
  emptiedDays,
  type ItineraryInput,
  itineraryActions,
  itineraryChanges,
  pairDays,
} from './itinerary-changes';

export interface ChangePlanInput extends ItineraryInput {
  performAs: string;
  organizerEmail: string;
  panel: LeverPanel;
  /** Whose time has to be read again, by session id: those who are new or move. */
  checked: Record<string, CheckedPerson[]>;
  softWords: string[];
  /** What of other people's bookings was there at the preview. */
  seen: Pick<LeverCheckPayload, 'stage' | 'known' | 'knownNotes'>;
  keyOf(actionId: string): string;
}

export const changeActionIds = (before: LoopBookingFacts, after: LoopBookingFacts): string[] => [
  'check-lever',
  'check-free',
  ...after.sessions.map((s) => `change-${s.id}`),
  ...daysOfLoop(after).flatMap((_, n) => [
    `itinerary-${n + 1}`,
    `new-itinerary-${n + 1}`,
    `invite-candidate-${n + 1}`,
  ]),
  ...daysOfLoop(before).map((_, n) => `drop-itinerary-${n + 1}`),
  'lever-panel',
  'lever-note',
  'check-free-again',
  'verify',
];

interface SessionChange {
  before: BookedSession;
  after: BookedSession;
  change: EventChange;
  back: EventChange;
  /** Names told, for the preview. */
  text: string;
}

const guestKey = (email: string): string => email.toLowerCase();

/** Sessions whose time, people or room differ, each with the way there and back. */
export function sessionChanges(
  before: LoopBookingFacts,
  after: LoopBookingFacts,
  organizerEmail: string,
): SessionChange[] {
  return after.sessions.flatMap((now) => {
    const was = before.sessions.find((s) => s.id === now.id);
    if (!was) return [];
    const had = sessionGuests(was, organizerEmail);
    const has = sessionGuests(now, organizerEmail);
    const add = has.filter((g) => !had.some((h) => guestKey(h.email) === guestKey(g.email)));
    const gone = had.filter((h) => !has.some((g) => guestKey(h.email) === guestKey(g.email)));
    const moved = was.start !== now.start || was.end !== now.end;
    const place = was.room?.email !== now.room?.email;
    if (!moved && !place && add.length + gone.length === 0) return [];
    const way = (to: BookedSession, plus: typeof add, minus: typeof gone): EventChange => ({
      ...(moved ? { time: { start: to.start, end: to.end, zone: after.recruiterZone } } : {}),
      ...(place ? { location: to.room?.name ?? '' } : {}),
      ...(plus.length > 0 ? { add: plus } : {}),
      ...(minus.length > 0 ? { remove: minus.map((g) => g.email) } : {}),
    });
    const names = (list: typeof add): string => list.map((g) => g.name ?? g.email).join(' and ');
    const zone = after.recruiterZone;
    const come = add.filter((g) => !g.resource);
    const leave = gone.filter((g) => !g.resource);
    const parts = [
      moved
        ? `moves from ${spanText(was.start, was.end, zone)} to ${spanText(now.start, now.end, zone)}`
        : null,
      come.length > 0 ? `${names(come)} ${come.length === 1 ? 'is' : 'are'} invited` : null,
      leave.length > 0 ? `${names(leave)} ${leave.length === 1 ? 'gets' : 'get'} a cancellation` : null,
      place ? `room ${now.room?.name ?? 'none'} instead of ${was.room?.name ?? 'none'}` : null,
    ].filter((part) => part !== null);
    return [
      {
        before: was,
        after: now,
        change: way(now, add, gone),
        back: way(was, gone, add),
        text: `“${now.name}”: ${parts.join('; ')}`,
      },
    ];
  });
}

/** "Change one session of the on-site with Alex Rivera" */
export function changeTitle(
  before: LoopBookingFacts,
  after: LoopBookingFacts,
  organizerEmail: string,
): string {
  const count = sessionChanges(before, after, organizerEmail).length;
  return `Change ${count === 1 ? 'one session' : `${count} sessions`} of the on-site with ${oneLine(after.candidateName, 80)}`;
}

/** What changes and what does not, in sentences for the preview. */
export function differenceOf(
  before: LoopBookingFacts,
  after: LoopBookingFacts,
  organizerEmail: string,
): string[] {
  const changes = sessionChanges(before, after, organizerEmail);
  const same = after.sessions.filter((s) => !changes.some((c) => c.after.id === s.id));
  const moved = changes.some((c) => c.change.time);
  const told = itineraryChanges(before, after).length > 0 && after.candidateEmail;
  return [
    ...changes.map((c) => `${c.text}.`),
    ...(same.length > 0
      ? [`Stays as it is, nobody is told: ${same.map((s) => `“${s.name}”`).join(', ')}.`]
      : []),
    told
      ? moved
        ? 'The candidate gets an updated itinerary with the new times.'
        : 'The candidate keeps every time and gets an update with the new names.'
      : 'The candidate is not told anything.',
    ...(after.candidateEmail
      ? emptiedDays(before, after).map((n) => {
          const [first] = daysOfLoop(before)[n] ?? [];
          return `Nothing is left on ${first ? dayOfSession(first, before) : 'that day'}: the candidate gets a cancellation of that day.`;
        })
      : []),
  ];
}

const panelBody = (panel: LeverPanel): PanelUpdate => ({
  ...(panel.applications.length > 0 ? { applications: panel.applications } : {}),
  timezone: panel.timezone,
  externalUrl: panel.externalUrl ?? '',
  feedbackReminder: 'daily',
  ...(panel.note ? { note: panel.note } : {}),
  interviews: panel.interviews.map((i) => ({
    id: i.id,
    subject: i.subject ?? 'Interview',
    ...(i.note ? { note: i.note } : {}),
    interviewers: i.interviewers.map(({ id }) => ({ id })),
    date: i.date,
    duration: i.duration,
    ...(i.location ? { location: i.location } : {}),
    ...(i.feedbackTemplate ? { feedbackTemplate: i.feedbackTemplate } : {}),
  })),
});

/**
 * The writes that turn one booked on-site into another: only what differs. Lever and the note come first, then the
 * calendars are read once more, then those concerned are told. Undo puts everything back.
 */
export function changeActions(input: ChangePlanInput): {
  actions: Action[];
  itineraries: LoopContext['itineraries'];
} {
  const { before, after, organizer, organizerEmail } = input;
  const zone = after.recruiterZone;
  const changes = sessionChanges(before, after, organizerEmail);
  const days = after.candidateEmail ? itineraryChanges(before, after) : [];
  if (changes.length === 0)
    throw new Failure({
      code: 'nothing-changes',
      message: 'This plan is what is booked already.',
      next: 'Move a session or choose somebody else first.',
    });
  const marker = `fulcrum-${input.keyOf('lever-note').slice(0, 16)}`;
  const actions: Omit<Action, 'key'>[] = [];
  const own: CheckMeetingsPayload['own'] = {};
  for (const session of before.sessions)
    for (const guest of sessionGuests(session, ''))
      own[guestKey(guest.email)] = [
        ...(own[guestKey(guest.email)] ?? []),
        { start: session.start, end: session.end },
      ];
  const check = (id: string, summary: string): void => {
    const meetings = changes.map(({ after: s }) => ({
      name: s.name,
      start: s.start,
      end: s.end,
      people: input.checked[s.id] ?? [],
    }));
    const payload = { meetings, zone, softWords: input.softWords, skip: organizerEmail, own };
    actions.push({
      id,
      kind: 'check-meetings',
      payload: payload satisfies CheckMeetingsPayload,
      summary,
      system: 'fulcrum',
      effect: 'check',
    });
  };
  const names = [
    ...new Set(changes.flatMap(({ after: s }) => (input.checked[s.id] ?? []).map((p) => p.name))),
  ];
  actions.push({
    id: 'check-lever',
    kind: 'check-lever',
    payload: {
      ...input.seen,
      opportunityId: after.opportunityId,
      own: [marker],
      zone,
    } satisfies LeverCheckPayload,
    summary: 'Read in Lever that nobody else has booked or changed this stage meanwhile',
    system: 'lever',
    effect: 'check',
  });
  check(
    'check-free',
    names.length > 0 ? `Read the calendars of ${names.join(', ')} again` : 'Nobody new has to be free',
  );
  const link = (s: BookedSession) => ({ link: input.events[s.id]?.joinUrl ?? null });
  const total = daysOfLoop(after).length;
  for (const { n, day, from } of days)
    if (from === null)
      actions.push({
        id: `new-itinerary-${n + 1}`,
        kind: 'create-hold',
        payload: {
          provider: organizer,
          draft: itineraryDraft(day, after, n, total),
          locationFrom: null,
          agenda: agendaOf(day, after.candidateZone, link),
        } satisfies HoldPayload,
        summary: `Create the candidate's itinerary for ${dayOfSession(day[0] as BookedSession, after)}`,
        system: organizer,
        effect: 'write',
      });
  const body = panelBody(input.panel);
  actions.push(
    {
      id: 'lever-panel',
      kind: 'change-lever-panel',
      payload: {
        opportunityId: after.opportunityId,
        performAs: input.performAs,
        panelId: input.panel.id,
        before: body,
        after: { ...body, interviews: body.interviews.map((one) => interviewAfter(one, changes, input)) },
      } satisfies ChangePanelPayload,
      summary: `Change ${changes.length === 1 ? 'one interview' : `${changes.length} interviews`} of the panel in Lever`,
      system: 'lever',
      effect: 'write',
    },
    {
      id: 'lever-note',
      kind: 'create-lever-note',
      payload: {
        opportunityId: after.opportunityId,
        performAs: input.performAs,
        text: loopNote(
          after,
          marker,
          'On-site changed',
          changes.map((c) => c.text),
        ),
        marker,
      } satisfies NotePayload,
      summary: 'Add a note about the change to the candidate in Lever',
      system: 'lever',
      effect: 'write',
    },
  );
  check('check-free-again', 'Read them once more before anybody is told');
  for (const { before: was, after: now, change, back, text } of changes)
    actions.push({
      id: `change-${now.id}`,
      kind: 'change-event',
      payload: {
        provider: organizer,
        eventId: input.events[now.id]?.id ?? '',
        zone,
        from: { start: was.start, end: was.end },
        change,
        back,
      } satisfies ChangeEventPayload,
      summary: text,
      system: organizer,
      effect: 'mail',
      irrevocable: `The mails about “${now.name}”: undo sends the opposite, it cannot unsend them.`,
    });
  for (const { n, day, from } of days) actions.push(...itineraryActions(input, n, day, from, total));
  if (after.candidateEmail) actions.push(...emptiedDays(before, after).map((n) => emptiedAction(input, n)));
  actions.push({
    id: 'verify',
    kind: 'verify-change',
    payload: {
      opportunityId: after.opportunityId,
      panelId: input.panel.id,
      interviews: changes.map(({ after: s }) => ({ date: s.start, who: s.who.map((p) => p.id) })),
      events: changes.map(({ after: s, change }) => ({
        provider: organizer,
        eventId: input.events[s.id]?.id ?? '',
        start: s.start,
        guests: sessionGuests(s, organizerEmail).map((g) => g.email),
        gone: change.remove ?? [],
      })),
    } satisfies VerifyChangePayload,
    summary: 'Read everything back and compare',
    system: 'fulcrum',
    effect: 'check',
  });
  return {
    actions: actions.map((action) => ({ ...action, key: input.keyOf(action.id) })),
    itineraries: after.candidateEmail
      ? pairDays(before, after).map((from, n) =>
          from === null
            ? { eventId: null, action: `new-itinerary-${n + 1}` }
            : { eventId: input.itineraries[from] ?? null, action: null },
        )
      : [],
  };
}

function interviewAfter(
  one: PanelUpdate['interviews'][number],
  changes: SessionChange[],
  { events }: ChangePlanInput,
): PanelUpdate['interviews'][number] {
  const change = changes.find(({ before }) => before.start === one.date);
  if (!change) return one;
  const { after } = change;
  const place = [events[after.id]?.joinUrl, after.room?.name].filter(Boolean).join(' · ');
  const { location: _old, ...rest } = one;
  return {
    ...rest,
    date: after.start,
    duration: Math.round((after.end - after.start) / 60_000),
    interviewers: after.who.map(({ id }) => ({ id })),
    ...(place ? { location: place } : {}),
  };
}
