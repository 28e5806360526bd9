import type { CalendarProvider } from '@/lib/calendar/port';
import type {
  CheckedPerson,
  CheckMeetingsPayload,
  HoldPayload,
  InvitePayload,
  LeverCheckPayload,
  NotePayload,
  PanelPayload,
  VerifyPayload,
  VideoLinkPayload,
} from '@/lib/interviews/payloads';
import { clockText, dateText, spanText, zoneText } from '@/lib/interviews/times';
import type { Action } from '@/lib/ledger/plan';
import {
  agendaOf,
  type BookedSession,
  dayOfSession,
  daysOfLoop,
  itineraryDraft,
  type LoopBookingFacts,
  loopNote,
  sessionDraft,
  sessionGuests,
} from './drafts';

export interface LoopPlanInput {
  facts: LoopBookingFacts;
  performAs: string;
  applicationId: string | null;
  organizer: CalendarProvider;
  organizerEmail: string;
  /** By session id. */
  checked: Record<string, CheckedPerson[]>;
  softWords: string[];
  /** What of other people's bookings was there at the preview. */
  seen: Pick<LeverCheckPayload, 'stage' | 'known' | 'knownNotes'>;
  /** 64 hex characters per action id, unique to this booking attempt. */
  keyOf(actionId: string): string;
}

const CALENDAR = { google: 'Google Calendar', microsoft: 'Outlook' } as const;
const VIDEO = { google: 'Meet', microsoft: 'Teams' } as const;

export const eventAction = (session: { id: string }): string => `event-${session.id}`;
export const itineraryAction = (n: number): string => `itinerary-${n + 1}`;
const linkAction = (session: { id: string }): string => `link-${session.id}`;

/** Ids of all actions a loop may have, for their keys. */
export function loopActionIds(facts: LoopBookingFacts): string[] {
  const days = daysOfLoop(facts);
  return [
    'check-lever',
    'check-free',
    ...facts.sessions.flatMap((s) => [eventAction(s), linkAction(s), `invite-${s.id}`]),
    ...days.flatMap((_, n) => [itineraryAction(n), `invite-candidate-${n + 1}`]),
    'lever-panel',
    'lever-note',
    'check-lever-again',
    'check-free-again',
    'verify',
  ];
}

const when = (session: BookedSession, zone: string): string =>
  `${dateText(session.start, zone)}, ${clockText(session.start, zone)}-${clockText(session.end, zone)} ${zoneText(session.start, zone)}`;

/**
 * The whole on-site as one list of typed actions. Nobody is mailed before every calendar was read twice, every event
 * exists without guests, every video link is there, and Lever has the panel and the note.
 *
 * Interviewers get one event a session. The candidate gets one itinerary a day: one mail instead of one for each
 * session, the whole day in one place, and a later change touches one event of theirs.
 */
export function loopActions(input: LoopPlanInput): Action[] {
  const { facts, organizer, organizerEmail } = input;
  const zone = facts.recruiterZone;
  const actions: Omit<Action, 'key'>[] = [];
  const days = daysOfLoop(facts);
  const marker = `fulcrum-${input.keyOf('lever-note').slice(0, 16)}`;
  const everybody = new Set(facts.sessions.flatMap((s) => input.checked[s.id]?.map((p) => p.id) ?? []));

  const check = (id: string, skip: string | null): void => {
    actions.push({
      id,
      kind: 'check-meetings',
      payload: {
        meetings: facts.sessions.map((s) => ({
          name: s.name,
          start: s.start,
          end: s.end,
          people: input.checked[s.id] ?? [],
        })),
        zone,
        softWords: input.softWords,
        skip,
        own: {},
      } satisfies CheckMeetingsPayload,
      summary: skip
        ? 'Read the calendars once more before anybody is mailed'
        : `Read the ${everybody.size} calendars of all ${facts.sessions.length} sessions again`,
      system: 'fulcrum',
      effect: 'check',
    });
  };

  const panelKey = input.keyOf('lever-panel');
  const checkLever = (id: string, summary: string): void => {
    const payload: LeverCheckPayload = {
      ...input.seen,
      opportunityId: facts.opportunityId,
      own: [`#fulcrum-${panelKey}`, marker],
      zone,
    };
    actions.push({ id, kind: 'check-lever', payload, summary, system: 'lever', effect: 'check' });
  };

  checkLever('check-lever', 'Read in Lever that nobody else has booked this stage meanwhile');
  check('check-free', null);
  for (const session of facts.sessions)
    actions.push({
      id: eventAction(session),
      kind: 'create-hold',
      payload: {
        provider: organizer,
        draft: sessionDraft(session, facts),
        locationFrom: null,
      } satisfies HoldPayload,
      summary: `Create “${session.name}” on ${organizerEmail}, ${when(session, zone)}${session.video ? `, with a ${VIDEO[organizer]} link` : ''}${session.room ? `, for ${session.room.name}` : ''} (nobody is mailed yet)`,
      system: organizer,
      effect: 'write',
    });
  for (const session of facts.sessions.filter((s) => s.video))
    actions.push({
      id: linkAction(session),
      kind: 'wait-for-video-link',
      payload: { provider: organizer, event: eventAction(session) } satisfies VideoLinkPayload,
      summary: `Wait until ${VIDEO[organizer]} has given the link of “${session.name}”`,
      system: organizer,
      effect: 'check',
    });
  if (facts.candidateEmail)
    for (const [n, day] of days.entries())
      actions.push({
        id: itineraryAction(n),
        kind: 'create-hold',
        payload: {
          provider: organizer,
          draft: itineraryDraft(day, facts, n, days.length),
          locationFrom: null,
          agenda: agendaOf(day, facts.candidateZone, (s) => ({ linkFrom: s.video ? linkAction(s) : null })),
        } satisfies HoldPayload,
        summary: `Create the candidate's itinerary for ${dayOfSession(day[0] as BookedSession, facts)} in their zone (${day.length} ${day.length === 1 ? 'session' : 'sessions'}), without internal links`,
        system: organizer,
        effect: 'write',
      });
  actions.push(
    {
      id: 'lever-panel',
      kind: 'create-lever-panel',
      payload: {
        opportunityId: facts.opportunityId,
        performAs: input.performAs,
        locationFrom: null,
        locationsFrom: facts.sessions.map((s) => (s.video ? linkAction(s) : null)),
        panel: {
          ...(input.applicationId ? { applications: [input.applicationId] } : {}),
          timezone: zone,
          externalUrl: `${facts.leverUrl}#fulcrum-${panelKey}`,
          feedbackReminder: 'daily',
          interviews: facts.sessions.map((s) => ({
            subject: sessionDraft(s, facts).title,
            ...(s.focus ? { note: s.focus } : {}),
            interviewers: s.who.map((p) => ({ id: p.id })),
            date: s.start,
            duration: Math.round((s.end - s.start) / 60_000),
            ...(s.room ? { location: s.room.name } : {}),
          })),
        },
      } satisfies PanelPayload,
      summary: `Add one panel with ${facts.sessions.length} interviews to the candidate in Lever`,
      system: 'lever',
      effect: 'write',
    },
    {
      id: 'lever-note',
      kind: 'create-lever-note',
      payload: {
        opportunityId: facts.opportunityId,
        performAs: input.performAs,
        text: loopNote(facts, marker, `On-site scheduled: ${facts.sessions.length} sessions`),
        marker,
      } satisfies NotePayload,
      summary: 'Add a note with the whole plan to the candidate in Lever',
      system: 'lever',
      effect: 'write',
    },
  );
  checkLever('check-lever-again', 'Read in Lever once more before anybody is mailed');
  check('check-free-again', organizerEmail);
  for (const session of facts.sessions) {
    const guests = sessionGuests(session, organizerEmail);
    if (guests.length === 0) continue;
    actions.push({
      id: `invite-${session.id}`,
      kind: 'send-invitations',
      payload: {
        provider: organizer,
        event: eventAction(session),
        guests,
        cancelComment: `“${session.name}” on ${spanText(session.start, session.end, zone)} was cancelled.`,
        zone,
      } satisfies InvitePayload,
      summary: `${CALENDAR[organizer]} invites ${guests.map((g) => g.name ?? g.email).join(', ')} to “${session.name}”`,
      system: organizer,
      effect: 'mail',
      irrevocable: `The invitation to “${session.name}”: undo sends a cancellation, it cannot unsend the mail.`,
      after: [eventAction(session)],
    });
  }
  if (facts.candidateEmail)
    for (const [n, day] of days.entries())
      actions.push({
        id: `invite-candidate-${n + 1}`,
        kind: 'send-invitations',
        payload: {
          provider: organizer,
          event: itineraryAction(n),
          guests: [{ email: facts.candidateEmail, name: facts.candidateName.slice(0, 80) }],
          cancelComment: `Your interviews on ${dayOfSession(day[0] as BookedSession, facts)} were cancelled. We will be in touch.`,
          zone,
        } satisfies InvitePayload,
        summary: `${CALENDAR[organizer]} sends the candidate (${facts.candidateEmail}) the itinerary of ${dayOfSession(day[0] as BookedSession, facts)}`,
        system: organizer,
        effect: 'mail',
        irrevocable: `The candidate's itinerary of ${dayOfSession(day[0] as BookedSession, facts)}: undo sends a cancellation, it cannot unsend the mail.`,
        after: [itineraryAction(n)],
      });
  actions.push({
    id: 'verify',
    kind: 'verify-booking',
    payload: {
      opportunityId: facts.opportunityId,
      panel: 'lever-panel',
      interviews: facts.sessions.length,
      events: [
        ...facts.sessions.map((s) => ({
          provider: organizer,
          event: eventAction(s),
          guests: sessionGuests(s, organizerEmail).map((g) => g.email),
        })),
        ...(facts.candidateEmail
          ? days.map((_, n) => ({
              provider: organizer,
              event: itineraryAction(n),
              guests: [facts.candidateEmail as string],
            }))
          : []),
      ],
    } satisfies VerifyPayload,
    summary: 'Read everything back and compare',
    system: 'fulcrum',
    effect: 'check',
  });
  return actions.map((action) => ({ ...action, key: input.keyOf(action.id) }));
}
