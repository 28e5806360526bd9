import type { Availability } from './availability';
import type { Interval } from './interval';
import type { Problem } from './problem';
import type { PersonSettings, Settings } from './settings';

/** One Lever user as the search needs them. Rules see no ports, so this is what the service distils. */
export interface Interviewer {
  id: string;
  name: string;
  jobTitle: string | null;
  active: boolean;
  settings: PersonSettings;
  calendar: { provider: 'google' | 'microsoft'; email: string } | null;
  /** Null until read. */
  availability: Availability | null;
  /** Interviews already booked, ms epoch. */
  interviews: Interval[];
}

const noCalendar = (person: Interviewer): Problem => ({
  code: 'no-calendar',
  subject: person.name,
  message: `${person.name} has no calendar that Fulcrum could read.`,
  next: 'Give the calendar address under People in the control room, make the person optional, or say here that they are free.',
});

const notRead = (name: string): Problem => ({
  code: 'calendar-not-read',
  subject: name,
  message: `${name}'s calendar has not been read yet.`,
  next: 'Refresh.',
  retryable: true,
});

/** Why a person's time is not known; null when it is. */
export function unknownReason(person: Interviewer): Problem | null {
  if (!person.calendar) return noCalendar(person);
  if (!person.availability) return notRead(person.name);
  return person.availability.state === 'unknown' ? person.availability.problem : null;
}

/** Zone of a person: set by the recruiter, else reported by the calendar, else the recruiter's own. */
export function zoneOf(
  person: Interviewer,
  settings: Settings,
  recruiterZone: string,
): { zone: string; source: 'settings' | 'calendar' | 'guess' } {
  if (person.settings.zone) return { zone: person.settings.zone, source: 'settings' };
  if (person.availability?.state === 'known' && person.availability.zone)
    return { zone: person.availability.zone, source: 'calendar' };
  return { zone: settings.zone ?? recruiterZone, source: 'guess' };
}
