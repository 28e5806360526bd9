import type { CalendarProvider, EventDraft, EventGuest } from '@/lib/calendar/port';
import type { NewPanel } from '@/lib/lever/types';

/** Somebody whose time is read again just before the booking. */
export interface CheckedPerson {
  id: string;
  name: string;
  email: string;
  provider: CalendarProvider;
  bufferBefore: number;
  bufferAfter: number;
  /** Tentative time of this person may be booked over. */
  tentativeOk: boolean;
}

export interface CheckPayload {
  people: CheckedPerson[];
  start: number;
  end: number;
  zone: string;
  /** Blocks with these words in a visible title may be booked over. */
  softWords: string[];
  /** Mailbox that by now holds our own event for this very time; not read again. */
  skip: string | null;
}
export interface HoldPayload {
  provider: CalendarProvider;
  draft: EventDraft;
  /** Action whose video link becomes the place. */
  locationFrom: string | null;
}
export interface VideoLinkPayload {
  provider: CalendarProvider;
  event: string;
}
export interface PanelPayload {
  opportunityId: string;
  performAs: string;
  panel: NewPanel;
  locationFrom: string | null;
}
export interface NotePayload {
  opportunityId: string;
  performAs: string;
  text: string;
  marker: string;
}
export interface InvitePayload {
  provider: CalendarProvider;
  event: string;
  guests: EventGuest[];
  cancelComment: string;
  /** IANA zone in which a moved event is described. */
  zone: string;
}
export interface VerifyPayload {
  opportunityId: string;
  panel: string;
  events: { provider: CalendarProvider; event: string; guests: string[] }[];
}

export interface LeverCheckPayload {
  opportunityId: string;
  /** Lever stage id the candidate was in at the preview; a panel in another stage is no clash. */
  stage: string;
  /** Lever panel ids that were there at the preview, so that a person has seen them. */
  known: string[];
  /** Lever note ids that were there at the preview. Ids, not a time: the clocks of two machines differ. */
  knownNotes: string[];
  /** Text in a panel's `externalUrl` or in a note by which this plan's own writes are told from those of another plan. */
  own: string[];
  /** IANA zone in which times are said. */
  zone: string;
}
