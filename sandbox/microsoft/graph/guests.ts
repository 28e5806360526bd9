import type * as Graph from '@microsoft/microsoft-graph-types';
import { mailboxOf } from '../../mailboxes';
import type { Guest } from '../../meetings';
import type { World } from '../../world/types';
import { graphError } from './errors';

const MAX_ATTENDEES = 500;

/** The attendee list a write asks for; people already on it keep their answers. */
export function guestsOf(world: World, attendees: Graph.Attendee[], before: readonly Guest[]): Guest[] {
  if (attendees.length > MAX_ATTENDEES)
    throw graphError(400, 'ErrorInvalidRecipients', 'The number of attendees is over the limit of 500.');
  const guests = new Map<string, Guest>();
  for (const { emailAddress, type } of attendees) {
    const email = emailAddress?.address?.trim() ?? '';
    if (!/^[^\s@]+@[^\s@]+$/.test(email))
      throw graphError(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.');
    const old = before.find((guest) => guest.email.toLowerCase() === email.toLowerCase());
    guests.set(email.toLowerCase(), {
      email,
      name: emailAddress?.name ?? old?.name ?? mailboxOf(world, email)?.name ?? null,
      optional: type === 'optional',
      resource: type === 'resource',
      answer: old?.answer ?? 'none',
      answeredAt: old?.answeredAt ?? null,
      comment: old?.comment ?? null,
      told: old?.told ?? false,
    });
  }
  return [...guests.values()];
}
