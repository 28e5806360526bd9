/// <reference types="@maxim_mazurok/gapi.client.calendar-v3" />
import type { Meeting } from '../../meetings';

export type ApiEvent = gapi.client.calendar.Event;
export type ApiAttendee = gapi.client.calendar.EventAttendee;

export interface Conference {
  requestId: string;
  /** Reads left until the link is there. */
  pending: number;
  state: 'pending' | 'success' | 'failure';
  /** `abc-defg-hij`. */
  code: string;
}

/** A booking as Google keeps it. */
export interface GoogleEvent extends Meeting {
  provider: 'google';
  /** The writable fields exactly as the client set them. */
  fields: ApiEvent;
  conference: Conference | null;
  sequence: number;
}
