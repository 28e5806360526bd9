import { dayName, timeRange } from '@/components/zoned';
import type { BlockingFact, Change } from '@/lib/scheduling/panel';
import type { PlanView, ScheduleView, Source } from '../contract';

const SOURCE: Record<Source, string> = {
  requisition: 'requisition',
  posting: 'posting',
  plan: 'remembered',
  settings: 'your default',
  you: 'changed by you',
  lever: 'Lever',
  calendar: 'calendar',
  guess: 'a guess',
};
export const sourceText = (source: Source | undefined): string | null => (source ? SOURCE[source] : null);

export const PLAN_STATE: Record<
  PlanView['state'],
  { text: string; tone: 'neutral' | 'accent' | 'good' | 'warn' | 'danger' }
> = {
  proposed: { text: 'Not booked', tone: 'neutral' },
  running: { text: 'Booking', tone: 'accent' },
  done: { text: 'Booked', tone: 'good' },
  'rolled-back': { text: 'Taken back', tone: 'warn' },
  parked: { text: 'Needs you', tone: 'danger' },
  undoing: { text: 'Undoing', tone: 'accent' },
  undone: { text: 'Undone', tone: 'neutral' },
  discarded: { text: 'Discarded', tone: 'neutral' },
  expired: { text: 'Expired', tone: 'warn' },
};

export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** `60 min`, `1 h 30 min` */
export function minutesText(minutes: number): string {
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''}`;
}

/** `4 days earlier`; whole days and hours are rounded down, as the engine's sentences do. */
export function gainText({ gainMinutes }: Change): string {
  if (gainMinutes === null) return 'a first time';
  if (gainMinutes < 60) return `${gainMinutes} min earlier`;
  if (gainMinutes < 1440) return `${plural(Math.floor(gainMinutes / 60), 'hour')} earlier`;
  return `${plural(Math.floor(gainMinutes / 1440), 'day')} earlier`;
}

/** The engine's sentence without its tail ", Mon 23 Nov 16:30 opens, 3 days earlier.", which stands beside it. */
export const conditionText = (text: string): string => text.replace(/,[^,]*\d{1,2}:\d{2} opens\b.*$/su, '');

/** Name of a person or room in the view; the candidate when there is no id. */
export function nameOf(view: ScheduleView, id: string | undefined): string {
  if (!id) return view.candidate.name;
  return (
    view.people.find((person) => person.id === id)?.name ??
    view.rooms.find((room) => room.id === id)?.name ??
    view.directory.find((person) => person.id === id)?.name ??
    id
  );
}

/** One blocking fact for a reader, in the recruiter's zone. */
export function factText(fact: BlockingFact, view: ScheduleView): string {
  const who = nameOf(view, fact.personId);
  const when = fact.interval
    ? ` (${timeRange(fact.interval.start, fact.interval.end, view.recruiterZone)})`
    : '';
  const what = fact.title ? `“${fact.title}”` : 'a meeting';
  switch (fact.kind) {
    case 'busy':
      return fact.bufferOnly
        ? `${who} needs the buffer around ${what}${when}`
        : `${who} is in ${what}${when}`;
    case 'tentative':
      return `${who} holds ${what}, not confirmed${when}`;
    case 'out-of-office':
      return `${who} is out of office`;
    case 'outside-hours':
      return `Outside ${who}’s working hours`;
    case 'day-off':
      return `${who} does not work that day`;
    case 'unknown-calendar':
      return `${who}’s calendar could not be read, so it does not count as free`;
    case 'daily-limit':
      return `${who} has reached the interviews of that day`;
    case 'weekly-limit':
      return `${who} has reached the interviews of that week`;
    case 'candidate-window':
      return `${view.candidate.name} did not offer this time`;
    case 'candidate-hours':
      return `Too early or too late for ${view.candidate.name}`;
    case 'notice':
      return 'Sooner than the notice you set';
    case 'no-room':
      return fact.personId ? `${who} is taken${when}` : 'No room is free';
  }
}

/** The engine's sentence without its leading "Mon 9:00-11:30:", which the timeline shows in its own column. */
export const withoutTime = (text: string): string => {
  const rest = text.replace(/^[\p{L}\d .,]*\d{1,2}:\d{2}\s*[-–]\s*[\p{L}\d .,]*\d{1,2}:\d{2}\s*:\s*/u, '');
  return rest.charAt(0).toUpperCase() + rest.slice(1);
};

/** A message the recruiter can send to whoever alone can make the change. */
export function requestDraft(change: Change, view: ScheduleView): string {
  const end = change.opens + view.setup.durationMinutes * 60_000;
  if (change.kind === 'ask-candidate') {
    const zone = view.candidate.zone;
    return `Hi ${firstName(view.candidate.name)},\n\nwould ${dayName(change.opens, zone)}, ${timeRange(change.opens, end, zone)} (${zone.replaceAll('_', ' ')}) work for your interview${
      view.posting ? ` for ${view.posting.title}` : ''
    }? If not, which times around then would?\n\nThank you!`;
  }
  const person = view.people.find((one) => one.id === change.personId);
  const zone = person?.zone ?? view.recruiterZone;
  const block = change.facts.find((fact) => fact.personId === change.personId && fact.interval);
  const meeting = block?.interval
    ? `${block.title ? `“${block.title}”` : 'your meeting'} on ${dayName(block.interval.start, zone)}, ${timeRange(block.interval.start, block.interval.end, zone)}`
    : 'the meeting that is in the way';
  return `Hi ${firstName(person?.name ?? '')},\n\ncould you move ${meeting}? Then the whole panel can interview a candidate${
    view.posting ? ` for ${view.posting.title}` : ''
  } on ${dayName(change.opens, zone)}, ${timeRange(change.opens, end, zone)} your time.\n\nThank you!`;
}

const firstName = (name: string): string => name.trim().split(/\s+/)[0] || 'there';

/** True when only the person concerned can make the change; all others are the recruiter's to apply. */
export const needsSomebodyElse = (change: Change): boolean =>
  change.kind === 'move-meeting' || change.kind === 'ask-candidate';
