import { Failure } from '@/lib/domain/problem';

/** The key belongs to an event that was deleted; both providers keep such a key for ever. */
export function keySpent(who: string): Failure {
  return new Failure({
    code: 'event-key-spent',
    message: `${who}: the event made for this booking was deleted there, and its id cannot be used again.`,
    next: 'Book again: a new attempt gets a new id.',
    subject: who,
  });
}

/** The id is in use by an event that is not ours. */
export function keyTaken(who: string): Failure {
  return new Failure({
    code: 'event-key-taken',
    message: `${who}: another event already has the id meant for this booking.`,
    next: 'Book again: a new attempt gets a new id.',
    subject: who,
  });
}

/** The event vanished between being made and being used. */
export function eventGone(who: string): Failure {
  return new Failure({
    code: 'event-gone',
    message: `${who}: the event was deleted before the invitations were sent.`,
    next: 'Book again, or undo what was done so far.',
    subject: who,
  });
}

/** Somebody keeps changing the event while it is written. */
export function eventContended(who: string): Failure {
  return new Failure({
    code: 'conflict',
    message: `${who}: the event was changed by somebody else twice while the invitations were being added.`,
    next: 'Look at the event in the calendar, then try again.',
    subject: who,
    retryable: true,
  });
}
