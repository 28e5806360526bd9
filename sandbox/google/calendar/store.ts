import { take } from '../../conditions';
import { mailboxOf } from '../../mailboxes';
import type { OfficeContext } from '../../meetings';
import type { GoogleEvent } from './types';

export type GoogleStore = ReturnType<typeof createGoogleStore>;

/** Bookings per calendar. A deleted event keeps its id for ever. */
export function createGoogleStore({ world, faults, now, meetings }: OfficeContext) {
  const calendars = new Map<string, Map<string, GoogleEvent>>();
  const of = (owner: string) => {
    const events = calendars.get(owner) ?? new Map<string, GoogleEvent>();
    calendars.set(owner, events);
    return events;
  };
  return {
    get: (owner: string, id: string) => of(owner).get(id),
    list: (owner: string) => [...of(owner).values()],
    add(event: GoogleEvent) {
      of(event.owner).set(event.id, event);
      meetings.add(event);
    },
    /** Condition `competing-booking`: somebody else takes the same time, between the last check and this write. */
    compete(start: number, end: number) {
      const rival = faults.get('competing-booking');
      if (typeof rival !== 'string' || !mailboxOf(world, rival)) return;
      faults.set('competing-booking', false);
      world.calendars.add({
        id: `rival-${start}-${now()}`,
        mailbox: rival,
        organizer: rival,
        title: 'Booked by somebody else',
        start,
        end,
        status: 'busy',
        isPrivate: false,
        allDay: false,
        recurringId: null,
        cancelled: false,
      });
    },
    /** Condition `google-etag-conflict`: the event changes just before a conditional write reaches it. */
    disturb(event: GoogleEvent) {
      if (take(faults, 'google-etag-conflict')) meetings.touch(event);
    },
  };
}
