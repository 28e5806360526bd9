import type { CalendarProvider, EventChange, EventDraft, EventGuest } from '@/lib/calendar/port';
import type { Interval } from '@/lib/domain/interval';
import type { NewPanel, PanelUpdate } from '@/lib/lever/types';

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
/** Several meetings checked together: every calendar is read once. */
export interface CheckMeetingsPayload {
  meetings: { name: string; start: number; end: number; people: CheckedPerson[] }[];
  zone: string;
  softWords: string[];
  /** Mailbox that by now holds our own events for these very times; not read again. */
  skip: string | null;
  /** Time somebody gives to what is being changed: their own old session does not stand in the way. By address. */
  own: Record<string, Interval[]>;
}
export interface HoldPayload {
  provider: CalendarProvider;
  draft: EventDraft;
  /** Action whose video link becomes the place. */
  locationFrom: string | null;
  /** Put behind the description: one line for each part, with the video link of an action where there is one. */
  agenda?: AgendaLine[];
}
export interface AgendaLine {
  text: string;
  /** Action whose video link belongs to the line. */
  linkFrom?: string | null;
  /** The link itself, when it is known already. */
  link?: string | null;
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
  /** One for each interview, where every interview has a link of its own. */
  locationsFrom?: (string | null)[];
}
export interface ChangeEventPayload {
  provider: CalendarProvider;
  /** Id of an event made by an earlier plan. */
  eventId: string;
  /** Zone in which a moved event is described. */
  zone: string;
  from: Interval;
  change: EventChange;
  /** The way back. */
  back: EventChange;
}
export interface ChangePanelPayload {
  opportunityId: string;
  performAs: string;
  panelId: string;
  after: PanelUpdate;
  before: PanelUpdate;
}
export interface VerifyChangePayload {
  opportunityId: string;
  panelId: string;
  interviews: { date: number; who: string[] }[];
  events: { provider: CalendarProvider; eventId: string; start: number; guests: string[]; gone: string[] }[];
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
  /** How many interviews the panel must have; absent = not counted. */
  interviews?: number;
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
