import type { Colleague } from './people';
import type { LeverWorld, WorldCalendars } from './types';

/** Interviews that are planned in Lever also stand in the calendars of those who hold them. */
export function putInCalendars(
  lever: LeverWorld,
  people: readonly Colleague[],
  calendars: WorldCalendars,
  now: number,
): void {
  const byId = new Map(people.map((person) => [person.id, person]));
  for (const [opportunityId, interviews] of lever.interviews) {
    for (const interview of interviews) {
      if (interview.date < now) continue;
      const organizer = byId.get(interview.user)?.calendarEmail;
      for (const { id } of interview.interviewers) {
        const mailbox = byId.get(id)?.calendarEmail;
        if (!mailbox) continue;
        calendars.add({
          id: interview.id.replaceAll('-', ''),
          mailbox,
          organizer: organizer ?? mailbox,
          title: `Interview: ${lever.opportunities.get(opportunityId).name}`,
          start: interview.date,
          end: interview.date + interview.duration * 60_000,
          status: 'busy',
          isPrivate: false,
          allDay: false,
          recurringId: null,
          cancelled: false,
        });
      }
    }
  }
}
