import { mailboxOf } from '../../mailboxes';
import type { Guest, Meetings } from '../../meetings';
import type { World } from '../../world/types';
import { invalid } from '../errors';
import type { ApiAttendee, GoogleEvent } from './types';
import { answerOf } from './wire';

export type SendUpdates = 'all' | 'externalOnly' | 'none';

/** `sendUpdates`, or the older `sendNotifications`; the default is to tell nobody. */
export function sendUpdatesOf(query: { sendUpdates?: string; sendNotifications?: string }): SendUpdates {
  const value = query.sendUpdates ?? (query.sendNotifications === 'true' ? 'all' : 'none');
  if (value === 'all' || value === 'externalOnly' || value === 'none') return value;
  throw invalid(
    `Invalid value '${value}'. Values must be within the following set: [all, externalOnly, none]`,
    'sendUpdates',
  );
}

/** The guest list a write asks for. It replaces the old one whole: an entry sent without its answer loses it. */
export function guestsOf(
  world: World,
  attendees: ApiAttendee[] | undefined,
  before: readonly Guest[],
): Guest[] {
  const guests = new Map<string, Guest>();
  for (const one of attendees ?? []) {
    const email = one.email?.trim() ?? '';
    if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('Invalid attendee email.');
    const answer = answerOf(one.responseStatus);
    if (!answer) throw invalid('Invalid attendee response status.');
    const old = before.find((guest) => guest.email.toLowerCase() === email.toLowerCase());
    const resource = old?.resource ?? (one.resource === true || mailboxOf(world, email)?.kind === 'room');
    guests.set(email.toLowerCase(), {
      email,
      name: one.displayName ?? old?.name ?? null,
      optional: one.optional ?? false,
      resource,
      answer: resource ? (old?.answer ?? 'none') : answer,
      answeredAt: old?.answeredAt ?? null,
      comment: one.comment ?? null,
      told: old?.told ?? false,
    });
  }
  return [...guests.values()];
}

/** Mails whoever `sendUpdates` reaches: new guests are invited, known ones updated when something they see changed. */
export function notify(
  world: World,
  meetings: Meetings,
  event: GoogleEvent,
  send: SendUpdates,
  change: { removed: Guest[]; visible: boolean; now: number; cancelled?: boolean },
): void {
  meetings.askRooms(event);
  // Google mails nobody about events that lie in the past.
  if (send === 'none' || event.end <= change.now) return;
  const reached = (guest: Guest) =>
    !guest.resource && (send === 'all' || mailboxOf(world, guest.email)?.provider !== 'google');
  const text = event.fields.description ?? '';
  const guests = event.guests.filter(reached);
  if (change.cancelled) {
    meetings.tell(
      event,
      guests.filter((guest) => guest.told),
      'cancellation',
      text,
    );
    return;
  }
  const known = guests.filter((guest) => guest.told);
  meetings.tell(
    event,
    guests.filter((guest) => !guest.told),
    'invitation',
    text,
  );
  if (change.visible) meetings.tell(event, known, 'update', text);
  meetings.tell(
    event,
    change.removed.filter((guest) => guest.told && reached(guest)),
    'cancellation',
    text,
  );
}
