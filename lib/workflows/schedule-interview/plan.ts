import type { CalendarProvider } from '@/lib/calendar/port';
import type {
  CheckedPerson,
  CheckPayload,
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
import { type BookingFacts, candidateDraft, noteText, panelDraft, panelGuests } from './drafts';

export interface BookingPlanInput {
  facts: BookingFacts;
  performAs: string;
  applicationId: string | null;
  organizer: CalendarProvider;
  organizerEmail: string;
  checked: CheckedPerson[];
  softWords: string[];
  /** What of other people's bookings was there at the preview. */
  seen: Pick<LeverCheckPayload, 'stage' | 'known' | 'knownNotes'>;
  /** 64 hex characters per action id, unique to this booking attempt. */
  keyOf(actionId: string): string;
}

const SYSTEM_NAME = { google: 'Google Calendar', microsoft: 'Outlook' } as const;

/**
 * The booking as a list of typed actions. Order matters: nobody is mailed before the calendars were read
 * again twice, both events exist without guests, and Lever has the panel and the note. Events are created
 * without guests because Graph mails guests on create and has no silent mode.
 */
export function bookingActions(input: BookingPlanInput): Action[] {
  const { facts, organizer } = input;
  const where = SYSTEM_NAME[organizer];
  const when = `${dateText(facts.start, facts.recruiterZone)}, ${clockText(facts.start, facts.recruiterZone)}-${clockText(facts.end, facts.recruiterZone)} ${zoneText(facts.start, facts.recruiterZone)}`;
  const video = facts.video ? 'video-link' : null;
  const noteMarker = `fulcrum-${input.keyOf('lever-note').slice(0, 16)}`;
  const panelKey = input.keyOf('lever-panel');
  const guests = panelGuests(facts);
  const names = facts.interviewers.map((i) => i.name).join(', ');
  const actions: Omit<Action, 'key'>[] = [];

  const check = (id: string, skip: string | null): void => {
    const payload: CheckPayload = {
      people: input.checked,
      start: facts.start,
      end: facts.end,
      zone: facts.recruiterZone,
      softWords: input.softWords,
      skip,
    };
    const words = skip
      ? 'Read the calendars once more before anybody is mailed'
      : `Read the calendars of ${input.checked.map((p) => p.name).join(', ')} again`;
    actions.push({
      id,
      kind: 'check-availability',
      payload,
      summary: words,
      system: 'fulcrum',
      effect: 'check',
    });
  };

  const checkLever = (id: string, summary: string): void => {
    const payload: LeverCheckPayload = {
      ...input.seen,
      opportunityId: facts.opportunityId,
      own: [`#fulcrum-${panelKey}`, noteMarker],
      zone: facts.recruiterZone,
    };
    actions.push({ id, kind: 'check-lever', payload, summary, system: 'lever', effect: 'check' });
  };

  checkLever('check-lever', 'Read in Lever that nobody else has booked this stage meanwhile');
  check('check-free', null);
  actions.push({
    id: 'panel-event',
    kind: 'create-hold',
    payload: { provider: organizer, draft: panelDraft(facts), locationFrom: null } satisfies HoldPayload,
    summary: `Create “${facts.title}” on ${input.organizerEmail}, ${when}${facts.video ? `, with a ${organizer === 'google' ? 'Meet' : 'Teams'} link` : ''} (nobody is mailed yet)`,
    system: organizer,
    effect: 'write',
  });
  if (video) {
    actions.push({
      id: video,
      kind: 'wait-for-video-link',
      payload: { provider: organizer, event: 'panel-event' } satisfies VideoLinkPayload,
      summary: `Wait until ${organizer === 'google' ? 'Meet' : 'Teams'} has given the video link`,
      system: organizer,
      effect: 'check',
    });
  }
  if (facts.candidateEmail) {
    actions.push({
      id: 'candidate-event',
      kind: 'create-hold',
      payload: {
        provider: organizer,
        draft: candidateDraft(facts),
        locationFrom: video,
      } satisfies HoldPayload,
      summary: `Create the candidate's own event in their zone (${clockText(facts.start, facts.candidateZone)} ${zoneText(facts.start, facts.candidateZone)}), without internal links`,
      system: organizer,
      effect: 'write',
    });
  }
  actions.push({
    id: 'lever-panel',
    kind: 'create-lever-panel',
    payload: {
      opportunityId: facts.opportunityId,
      performAs: input.performAs,
      locationFrom: video,
      panel: {
        ...(input.applicationId ? { applications: [input.applicationId] } : {}),
        timezone: facts.recruiterZone,
        externalUrl: `${facts.leverUrl}#fulcrum-${panelKey}`,
        feedbackReminder: 'daily',
        interviews: [
          {
            subject: facts.title,
            ...(facts.focus ? { note: facts.focus } : {}),
            interviewers: facts.interviewers.map((i) => ({ id: i.id })),
            date: facts.start,
            duration: Math.round((facts.end - facts.start) / 60_000),
            ...(facts.room ? { location: facts.room.name } : {}),
          },
        ],
      },
    } satisfies PanelPayload,
    summary: `Add a panel with one interview for ${names} to the candidate in Lever`,
    system: 'lever',
    effect: 'write',
  });
  actions.push({
    id: 'lever-note',
    kind: 'create-lever-note',
    payload: {
      opportunityId: facts.opportunityId,
      performAs: input.performAs,
      text: noteText(facts, noteMarker),
      marker: noteMarker,
    } satisfies NotePayload,
    summary: 'Add a note to the candidate in Lever',
    system: 'lever',
    effect: 'write',
  });
  checkLever('check-lever-again', 'Read in Lever once more, in case another machine was at it too');
  check('check-free-again', input.organizerEmail);
  const cancelComment = `The interview on ${spanText(facts.start, facts.end, facts.recruiterZone)} was cancelled.`;
  if (guests.length > 0) {
    actions.push({
      id: 'invite-panel',
      kind: 'send-invitations',
      payload: {
        provider: organizer,
        event: 'panel-event',
        guests,
        cancelComment,
        zone: facts.recruiterZone,
      } satisfies InvitePayload,
      summary: `${where} invites ${guests.length === 1 ? '1 guest' : `${guests.length} guests`}: ${guests.map((g) => g.name ?? g.email).join(', ')}`,
      system: organizer,
      effect: 'mail',
      irrevocable: 'Invitations to the panel: undo sends a cancellation, it cannot unsend the mail.',
      after: ['panel-event'],
    });
  }
  if (facts.candidateEmail) {
    actions.push({
      id: 'invite-candidate',
      kind: 'send-invitations',
      payload: {
        provider: organizer,
        event: 'candidate-event',
        guests: [{ email: facts.candidateEmail, name: facts.candidateName.slice(0, 80) }],
        cancelComment: `Your interview on ${spanText(facts.start, facts.end, facts.candidateZone)} was cancelled. We will be in touch.`,
        zone: facts.recruiterZone,
      } satisfies InvitePayload,
      summary: `${where} invites the candidate (${facts.candidateEmail})`,
      system: organizer,
      effect: 'mail',
      irrevocable: 'The invitation to the candidate: undo sends a cancellation, it cannot unsend the mail.',
      after: ['candidate-event'],
    });
  }
  actions.push({
    id: 'verify',
    kind: 'verify-booking',
    payload: {
      opportunityId: facts.opportunityId,
      panel: 'lever-panel',
      events: [
        { provider: organizer, event: 'panel-event', guests: guests.map((g) => g.email) },
        ...(facts.candidateEmail
          ? [{ provider: organizer, event: 'candidate-event', guests: [facts.candidateEmail] }]
          : []),
      ],
    } satisfies VerifyPayload,
    summary: 'Read everything back and compare',
    system: 'fulcrum',
    effect: 'check',
  });
  return actions.map((action) => ({ ...action, key: input.keyOf(action.id) }));
}
