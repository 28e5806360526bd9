import type { EventDraft, EventGuest } from '@/lib/calendar/port';
import { oneLine } from '@/lib/interviews/one-line';
import type { AgendaLine } from '@/lib/interviews/payloads';
import { clockText, dateText, spanText, zoneText } from '@/lib/interviews/times';

export interface LoopPerson {
  id: string;
  name: string;
  email: string;
  role: string | null;
  jobTitle: string | null;
}

/** One session as it is booked. */
export interface BookedSession {
  id: string;
  name: string;
  start: number;
  end: number;
  who: LoopPerson[];
  shadow: LoopPerson | null;
  room: { email: string; name: string } | null;
  video: boolean;
  focus: string;
}

/** Everything the texts of one on-site are written from; already chosen and checked. Sessions by start. */
export interface LoopBookingFacts {
  opportunityId: string;
  leverUrl: string;
  candidateName: string;
  candidateEmail: string | null;
  candidateZone: string;
  recruiterName: string;
  recruiterEmail: string;
  recruiterZone: string;
  /** Zone of the place; days are counted there. */
  zone: string;
  jobTitle: string | null;
  stage: string | null;
  candidateNote: string;
  sessions: BookedSession[];
}

const title = (session: BookedSession, facts: LoopBookingFacts): string =>
  oneLine(
    `${session.name}: ${oneLine(facts.candidateName, 80)}${facts.jobTitle ? `, ${facts.jobTitle}` : ''}`,
  );

/** Local date (`Tue 9 Mar 2027`) of the place; one itinerary is written for each. */
export const dayOfSession = (session: { start: number }, facts: Pick<LoopBookingFacts, 'zone'>): string =>
  dateText(session.start, facts.zone);

/** Sessions of each day, days in order. */
export function daysOfLoop(facts: LoopBookingFacts): BookedSession[][] {
  const days = new Map<string, BookedSession[]>();
  for (const session of facts.sessions) {
    const day = dayOfSession(session, facts);
    days.set(day, [...(days.get(day) ?? []), session]);
  }
  return [...days.values()];
}

/**
 * The interviewers' event of one session. It names neither the time nor the people, so that nothing in it gets
 * wrong when one of them changes: a description cannot be rewritten where it carries a Teams link.
 */
export function sessionDraft(session: BookedSession, facts: LoopBookingFacts): EventDraft {
  const lines = [
    title(session, facts),
    '',
    `Candidate: ${oneLine(facts.candidateName, 120)}`,
    ...(facts.jobTitle ? [`Role: ${oneLine(facts.jobTitle, 120)}`] : []),
    ...(facts.stage ? [`Stage: ${oneLine(facts.stage, 80)}`] : []),
    `Part of an on-site with ${facts.sessions.length} ${facts.sessions.length === 1 ? 'session' : 'sessions'}.`,
    `Profile and feedback form in Lever: ${facts.leverUrl}`,
    ...(session.focus ? ['', 'Focus', session.focus] : []),
  ];
  return {
    title: title(session, facts),
    description: lines.join('\n'),
    start: session.start,
    end: session.end,
    zone: facts.recruiterZone,
    conference: session.video,
    ...(session.room ? { location: oneLine(session.room.name, 120) } : {}),
    guestsSeeEachOther: true,
    sourceUrl: facts.leverUrl,
  };
}

export function sessionGuests(session: BookedSession, organizerEmail: string): EventGuest[] {
  const own = organizerEmail.toLowerCase();
  const guest = (p: LoopPerson, optional: boolean): EventGuest => ({
    email: p.email,
    name: oneLine(p.name, 80),
    optional,
  });
  const people = [
    ...session.who.map((p) => guest(p, false)),
    ...(session.shadow ? [guest(session.shadow, true)] : []),
  ].filter((g) => g.email.toLowerCase() !== own);
  return session.room
    ? [...people, { email: session.room.email, name: session.room.name, resource: true }]
    : people;
}

/** The part of the candidate's itinerary above its lines. */
export function itineraryText(facts: LoopBookingFacts, n: number, of: number): string {
  const first = oneLine(facts.candidateName, 120).split(' ')[0] || 'there';
  return [
    `Hello ${first},`,
    '',
    `this is ${of > 1 ? `day ${n + 1} of ${of}` : 'the plan'} of your interviews${facts.jobTitle ? ` for ${oneLine(facts.jobTitle, 120)}` : ''}.`,
    ...(facts.candidateNote ? ['', facts.candidateNote] : []),
    '',
    `If something does not suit you, answer this invitation or write to ${oneLine(facts.recruiterName, 80)} (${facts.recruiterEmail}).`,
  ].join('\n');
}

/** One line a session in the candidate's zone; lunch and breaks are what lies between. */
export function itineraryLine(session: BookedSession, zone: string): string {
  const time = `${clockText(session.start, zone)}-${clockText(session.end, zone)} ${zoneText(session.start, zone)}`;
  const who = session.who.map((p) =>
    p.jobTitle ? `${oneLine(p.name, 80)} (${oneLine(p.jobTitle, 60)})` : oneLine(p.name, 80),
  );
  return `${time}  ${oneLine(session.name, 80)} with ${who.join(' and ')}${session.room ? `, room ${oneLine(session.room.name, 60)}` : ''}`;
}

/** The candidate's own event for one day: their zone, no internal link. */
export function itineraryDraft(
  day: BookedSession[],
  facts: LoopBookingFacts,
  n: number,
  of: number,
): EventDraft {
  return {
    title: oneLine(
      `Your interviews${facts.jobTitle ? `: ${facts.jobTitle}` : ''}${of > 1 ? ` (day ${n + 1} of ${of})` : ''}`,
    ),
    description: itineraryText(facts, n, of),
    start: day[0]?.start ?? 0,
    end: day.at(-1)?.end ?? 0,
    zone: facts.candidateZone,
    conference: false,
    guestsSeeEachOther: false,
  };
}

export const agendaOf = (
  day: BookedSession[],
  zone: string,
  link: (session: BookedSession) => Pick<AgendaLine, 'linkFrom' | 'link'>,
): AgendaLine[] => day.map((session) => ({ text: itineraryLine(session, zone), ...link(session) }));

/** The note on the candidate in Lever; `marker` is how it is found again. */
export function loopNote(
  facts: LoopBookingFacts,
  marker: string,
  heading: string,
  changes: string[] = [],
): string {
  const line = (s: BookedSession): string =>
    `- ${spanText(s.start, s.end, facts.recruiterZone)}: ${oneLine(s.name, 80)}, ${s.who.map((p) => oneLine(p.name, 80)).join(' and ')}${s.room ? `, ${oneLine(s.room.name, 60)}` : ''}`;
  return [
    `[Fulcrum] ${heading}`,
    ...changes.map((text) => `* ${text}`),
    ...facts.sessions.map(line),
    `Booked by ${oneLine(facts.recruiterName, 80)}. Ref ${marker}`,
  ].join('\n');
}

/** "Book an on-site of 5 sessions with Alex Rivera on Tue 9 Mar 2027 and Wed 10 Mar 2027" */
export function loopTitle(facts: LoopBookingFacts): string {
  const days = daysOfLoop(facts).flatMap((day) => (day[0] ? [dayOfSession(day[0], facts)] : []));
  return `Book an on-site of ${facts.sessions.length} sessions with ${oneLine(facts.candidateName, 80)} on ${days.join(' and ')}`;
}
