import type { Availability } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';

export type CalendarProvider = 'google' | 'microsoft';

/** Who the token belongs to; compared on every renewal so that a second signed-in account cannot slip in. */
export interface CalendarAccount {
  provider: CalendarProvider;
  /** Stable id at the provider (Google `sub`, Entra `oid`). */
  id: string;
  email: string;
  name: string;
  /** IANA zone of the mailbox; null when the provider does not tell. */
  zone: string | null;
}

export interface CalendarRoom {
  email: string;
  name: string;
  capacity: number | null;
  building: string | null;
  provider: CalendarProvider;
}

/** An event before anybody is invited. */
export interface EventDraft extends Interval {
  title: string;
  /** Plain text; adapters make HTML where the provider wants it, escaping everything. */
  description: string;
  /** IANA zone the event is written in. */
  zone: string;
  /** Ask the provider for its own video link (Meet or Teams). */
  conference: boolean;
  /** Shown as place; for the candidate's event the video link of the interviewers' event. */
  location?: string;
  guestsSeeEachOther: boolean;
  /** Link shown only to the organiser where the provider can (Google `source`). */
  sourceUrl?: string;
}

export interface EventGuest {
  email: string;
  name?: string;
  optional?: boolean;
  /** A room or other resource. */
  resource?: boolean;
  response?: 'none' | 'accepted' | 'declined' | 'tentative';
}

/** What shall be different about an event; everything absent stays as it is. */
export interface EventChange {
  /** New time, in the zone it is written in. */
  time?: Interval & { zone: string };
  description?: string;
  location?: string;
  add?: EventGuest[];
  /** Addresses of guests to uninvite. */
  remove?: string[];
}

export interface CalendarEvent extends Interval {
  provider: CalendarProvider;
  /** Provider id (Graph: immutable id). */
  id: string;
  /** ETag or change key for conditional writes. */
  version: string;
  title: string;
  /** Link for people. */
  url: string;
  joinUrl: string | null;
  /** Meet links arrive late. */
  conference: 'none' | 'pending' | 'ready' | 'failed';
  cancelled: boolean;
  guests: EventGuest[];
  /** Our own key, when the event carries one. */
  key: string | null;
  /** The description in words, markup taken off; absent when the provider did not tell. */
  words?: string;
}

/**
 * One connected calendar account. Every method throws `Failure` with a problem that names the account.
 * Two-step booking: `createHold` mails nobody (no guests; Google `sendUpdates=none`), `invite` mails everybody
 * once. Graph mails on every create with attendees, so guests may never be part of the hold.
 */
export interface CalendarPort {
  readonly provider: CalendarProvider;
  account(): Promise<CalendarAccount>;
  /**
   * Busy time of people and rooms; one entry for every address asked, in any case. A person the provider
   * could not read (or left out of its answer) is `unknown`. Chunked to the provider's limits.
   */
  freeBusy(emails: readonly string[], window: Interval): Promise<Record<string, Availability>>;
  rooms(): Promise<CalendarRoom[]>;
  /**
   * Creates the event once per `key` (lower-case hex, ≥ 32 chars): Google event id, Graph transactionId plus
   * an extended property. Asking again with the same key gives the existing event.
   */
  createHold(draft: EventDraft, key: string): Promise<CalendarEvent>;
  /** The event carrying `key`; null = certainly not there. Throws when it cannot be told. */
  findByKey(key: string): Promise<CalendarEvent | null>;
  /** Reads one event; null when it is gone. */
  read(id: string): Promise<CalendarEvent | null>;
  /** Sets the guests and sends the invitations, once; guests already on the event are kept as they are. */
  invite(id: string, version: string, guests: readonly EventGuest[]): Promise<CalendarEvent>;
  /**
   * Changes an event and tells those concerned, once: new guests are invited, removed ones get a cancellation, the
   * others an update when what they see changed. Guests that people added themselves stay. A description may only
   * be given for an event without a Teams meeting: replacing the text destroys the meeting's link.
   */
  change(id: string, version: string, change: EventChange): Promise<CalendarEvent>;
  /** Cancels and tells the guests (`notify`), or removes silently. False when it was already gone. */
  cancel(id: string, notify: boolean, comment?: string): Promise<boolean>;
}
