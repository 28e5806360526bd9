import { take } from '../../conditions';
import { mailboxOf } from '../../mailboxes';
import type { OfficeContext } from '../../meetings';
import type { GraphEvent } from './types';

export type GraphStore = ReturnType<typeof createGraphStore>;

/** Bookings by mailbox, found by either id; both are case-sensitive. */
export function createGraphStore({ world, faults, now, meetings }: OfficeContext) {
  const events: GraphEvent[] = [];
  return {
    list: (owner: string) => events.filter((event) => event.owner === owner),
    /** A cancelled or deleted item has left the calendar. */
    get: (owner: string, id: string) =>
      events.find(
        (event) => event.owner === owner && !event.cancelled && (event.id === id || event.movableId === id),
      ),
    byTransaction: (owner: string, transactionId: string) =>
      events.find((event) => event.owner === owner && event.transactionId === transactionId),
    add(event: GraphEvent) {
      events.push(event);
      meetings.add(event);
    },
    /** Condition `competing-booking`: somebody else takes the same time just before this write. */
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
    /** Condition `microsoft-conflict`: Exchange touches the item just before the write. */
    disturbed: (): boolean => take(faults, 'microsoft-conflict'),
  };
}
