import type { CalendarProvider, EventChange } from '@/lib/calendar/port';
import { agendaText } from '@/lib/interviews/agenda';
import { oneLine } from '@/lib/interviews/one-line';
import type { ChangeEventPayload, InvitePayload } from '@/lib/interviews/payloads';
import { clockText, dateText } from '@/lib/interviews/times';
import type { Action } from '@/lib/ledger/plan';
import {
  agendaOf,
  type BookedSession,
  dayOfSession,
  daysOfLoop,
  itineraryText,
  type LoopBookingFacts,
} from './drafts';

/** What the candidate's itineraries are changed from and to. */
export interface ItineraryInput {
  before: LoopBookingFacts;
  after: LoopBookingFacts;
  organizer: CalendarProvider;
  /** Video links by session id. */
  events: Record<string, { id: string; joinUrl: string | null }>;
  /** Event ids of the itineraries, in order of days. */
  itineraries: string[];
}

export interface ItineraryChange {
  /** Place among the days of the new plan. */
  n: number;
  day: BookedSession[];
  /** Place among the days of the old plan; null = a further day. */
  from: number | null;
}

/** Days whose itinerary reads differently, as "day 1 of 2" does when a day is left out. A day that moves keeps its event. */
export function itineraryChanges(before: LoopBookingFacts, after: LoopBookingFacts): ItineraryChange[] {
  const old = daysOfLoop(before);
  const now = daysOfLoop(after);
  /** The date counts too: the lines name the hour only. */
  const text = (list: BookedSession[], facts: LoopBookingFacts): string =>
    `${daysOfLoop(facts).length} ${list[0]?.start} ${agendaText(
      agendaOf(list, facts.candidateZone, () => ({})),
      () => '',
    )}`;
  return pairDays(before, after).flatMap((from, n) => {
    const day = now[n] ?? [];
    const same = from !== null && text(old[from] ?? [], before) === text(day, after);
    return same ? [] : [{ n, day, from }];
  });
}

/** For each new day the old one whose event it takes over: the same date, else one that is left. */
export function pairDays(before: LoopBookingFacts, after: LoopBookingFacts): (number | null)[] {
  const old = daysOfLoop(before).map((day) => (day[0] ? dayOfSession(day[0], before) : ''));
  const now = daysOfLoop(after).map((day) => (day[0] ? dayOfSession(day[0], after) : ''));
  const left = old.map((_, n) => n).filter((n) => !now.includes(old[n] ?? ''));
  return now.map((date) => (old.includes(date) ? old.indexOf(date) : (left.shift() ?? null)));
}

/** Days of the old plan on which nothing is left, by their place; their events are not needed by any other day. */
export function emptiedDays(before: LoopBookingFacts, after: LoopBookingFacts): number[] {
  const kept = pairDays(before, after);
  return daysOfLoop(before).flatMap((_, n) => (kept.includes(n) ? [] : [n]));
}

/**
 * The candidate is uninvited from the itinerary of a day on which nothing is left. The event itself stays, without
 * guests: a deleted one could not be brought back with its id, and so the change could not be taken back.
 */
export function emptiedAction(
  { before, after, organizer, itineraries }: ItineraryInput,
  n: number,
): Omit<Action, 'key'> {
  const old = daysOfLoop(before)[n] ?? [];
  const date = dayOfSession(old[0] as BookedSession, before);
  const email = before.candidateEmail as string;
  return {
    id: `drop-itinerary-${n + 1}`,
    kind: 'change-event',
    payload: {
      provider: organizer,
      eventId: itineraries[n] ?? '',
      zone: after.candidateZone,
      from: { start: old[0]?.start ?? 0, end: old.at(-1)?.end ?? 0 },
      change: { remove: [email] },
      back: { add: [{ email, name: oneLine(before.candidateName, 80) }] },
    } satisfies ChangeEventPayload,
    summary: `The candidate's itinerary of ${date} is cancelled, nothing is left on that day; an entry without guests stays in your calendar until the on-site is undone`,
    system: organizer,
    effect: 'mail',
    irrevocable: `The cancellation for ${date}: undo invites the candidate again, it cannot unsend it.`,
  };
}

/** The update of one day's itinerary, or the invitation to a further day. */
export function itineraryActions(
  input: ItineraryInput,
  n: number,
  day: BookedSession[],
  from: number | null,
  total: number,
): Omit<Action, 'key'>[] {
  const { before, after, organizer } = input;
  const date = dayOfSession(day[0] as BookedSession, after);
  const told = `The candidate's itinerary of ${date}: undo sends another update, it cannot unsend this one.`;
  if (from === null)
    return [
      {
        id: `invite-candidate-${n + 1}`,
        kind: 'send-invitations',
        payload: {
          provider: organizer,
          event: `new-itinerary-${n + 1}`,
          guests: [{ email: after.candidateEmail as string, name: oneLine(after.candidateName, 80) }],
          cancelComment: `Your interviews on ${date} were cancelled. We will be in touch.`,
          zone: after.recruiterZone,
        } satisfies InvitePayload,
        summary: `The candidate (${after.candidateEmail}) gets an itinerary for ${date}`,
        system: organizer,
        effect: 'mail',
        irrevocable: told,
        after: [`new-itinerary-${n + 1}`],
      },
    ];
  const old = daysOfLoop(before)[from] ?? [];
  const lines = (facts: LoopBookingFacts, list: BookedSession[], at: number, of: number): string =>
    itineraryText(facts, at, of) +
    agendaText(
      agendaOf(list, facts.candidateZone, (s) => ({ link: input.events[s.id]?.joinUrl ?? null })),
      () => '',
    );
  const span = (list: BookedSession[]) => ({ start: list[0]?.start ?? 0, end: list.at(-1)?.end ?? 0 });
  const moved = span(old).start !== span(day).start || span(old).end !== span(day).end;
  const way = (facts: LoopBookingFacts, list: BookedSession[], at: number, of: number): EventChange => ({
    description: lines(facts, list, at, of),
    ...(moved ? { time: { ...span(list), zone: facts.candidateZone } } : {}),
  });
  const clock = `${clockText(span(day).start, after.candidateZone)}-${clockText(span(day).end, after.candidateZone)}`;
  return [
    {
      id: `itinerary-${n + 1}`,
      kind: 'change-event',
      payload: {
        provider: organizer,
        eventId: input.itineraries[from] ?? '',
        zone: after.candidateZone,
        from: span(old),
        change: way(after, day, n, total),
        back: way(before, old, from, daysOfLoop(before).length),
      } satisfies ChangeEventPayload,
      summary: moved
        ? `The candidate's itinerary becomes ${dateText(span(day).start, after.candidateZone)}, ${clock} their time; they get an update`
        : `The candidate's itinerary of ${date} names the new people; they get an update, the times stay`,
      system: organizer,
      effect: 'mail',
      irrevocable: told,
    },
  ];
}
