import type { EventDraft, EventGuest } from '@/lib/calendar/port';
import { oneLine } from '@/lib/interviews/one-line';
import { clockText, dateText, spanText, zoneText } from '@/lib/interviews/times';

/** Everything the texts of one booking are written from; already chosen and checked. */
export interface BookingFacts {
  opportunityId: string;
  leverUrl: string;
  candidateName: string;
  candidateEmail: string | null;
  candidateZone: string;
  recruiterName: string;
  recruiterEmail: string;
  recruiterZone: string;
  company: string | null;
  jobTitle: string | null;
  stage: string | null;
  title: string;
  start: number;
  end: number;
  interviewers: {
    id: string;
    name: string;
    email: string;
    role: string | null;
    jobTitle: string | null;
    zone: string;
    optional: boolean;
  }[];
  room: { id: string; name: string } | null;
  video: boolean;
  candidateNote: string;
  focus: string;
}

const person = (name: string, role: string | null): string =>
  role ? `${oneLine(name, 80)} (${oneLine(role, 60)})` : oneLine(name, 80);

/** The event the interviewers get: it may say what the candidate must not read. */
export function panelDraft(facts: BookingFacts): EventDraft {
  const panel = facts.interviewers.map(
    (i) =>
      `- ${person(i.name, i.role)}${i.optional ? ', optional' : ''}: ${clockText(facts.start, i.zone)} ${zoneText(facts.start, i.zone)}`,
  );
  const lines = [
    `${oneLine(facts.title)}`,
    '',
    `Candidate: ${oneLine(facts.candidateName, 120)}`,
    ...(facts.jobTitle ? [`Role: ${oneLine(facts.jobTitle, 120)}`] : []),
    ...(facts.stage ? [`Stage: ${oneLine(facts.stage, 80)}`] : []),
    `Profile and feedback form in Lever: ${facts.leverUrl}`,
    '',
    'Panel',
    ...panel,
    ...(facts.room ? ['', `Room: ${oneLine(facts.room.name, 120)}`] : []),
    ...(facts.focus ? ['', 'Focus', facts.focus] : []),
  ];
  return {
    title: oneLine(facts.title),
    description: lines.join('\n'),
    start: facts.start,
    end: facts.end,
    zone: facts.recruiterZone,
    conference: facts.video,
    ...(facts.room ? { location: oneLine(facts.room.name, 120) } : {}),
    guestsSeeEachOther: true,
    sourceUrl: facts.leverUrl,
  };
}

/** The candidate's own event: their zone, who they meet, no internal link. The video link is put in as place when it exists. */
export function candidateDraft(facts: BookingFacts): EventDraft {
  const first = oneLine(facts.candidateName, 120).split(' ')[0] || 'there';
  const meet = facts.interviewers.filter((i) => !i.optional).map((i) => `- ${person(i.name, i.jobTitle)}`);
  const lines = [
    `Hello ${first},`,
    '',
    `your interview${facts.jobTitle ? ` for ${oneLine(facts.jobTitle, 120)}` : ''} is set for ${spanText(facts.start, facts.end, facts.candidateZone)}.`,
    '',
    'You will meet',
    ...meet,
    ...(facts.candidateNote ? ['', facts.candidateNote] : []),
    '',
    `If the time does not suit you, answer this invitation or write to ${oneLine(facts.recruiterName, 80)} (${facts.recruiterEmail}).`,
  ];
  return {
    title: oneLine(
      `Interview with ${facts.company ?? oneLine(facts.recruiterName, 80)}${facts.jobTitle ? `: ${facts.jobTitle}` : ''}`,
    ),
    description: lines.join('\n'),
    start: facts.start,
    end: facts.end,
    zone: facts.candidateZone,
    conference: false,
    guestsSeeEachOther: false,
  };
}

/** The note on the candidate in Lever; `marker` is how we find it again. */
export function noteText(facts: BookingFacts, marker: string): string {
  return [
    `[Fulcrum] Interview scheduled: ${spanText(facts.start, facts.end, facts.recruiterZone)}`,
    `Interviewers: ${facts.interviewers.map((i) => person(i.name, i.role)).join(', ')}`,
    ...(facts.room ? [`Room: ${oneLine(facts.room.name, 120)}`] : []),
    `Invitations: ${facts.interviewers.length} to the panel, ${facts.candidateEmail ? '1 to the candidate' : 'none to the candidate (no e-mail in Lever)'}.`,
    `Booked by ${oneLine(facts.recruiterName, 80)}. Ref ${marker}`,
  ].join('\n');
}

export function panelGuests(facts: BookingFacts): EventGuest[] {
  const people = facts.interviewers
    .filter((i) => i.email.toLowerCase() !== facts.recruiterEmail.toLowerCase())
    .map((i): EventGuest => ({ email: i.email, name: oneLine(i.name, 80), optional: i.optional }));
  return facts.room ? [...people, { email: facts.room.id, name: facts.room.name, resource: true }] : people;
}

/** "Book a 60-minute interview with Alex Rivera on Tue 9 Mar 2027, 15:00" */
export function planTitle(facts: BookingFacts): string {
  const minutes = Math.round((facts.end - facts.start) / 60_000);
  return `Book a ${minutes}-minute interview with ${oneLine(facts.candidateName, 80)} on ${dateText(facts.start, facts.recruiterZone)}, ${clockText(facts.start, facts.recruiterZone)} ${zoneText(facts.start, facts.recruiterZone)}`;
}
