/** The pretend company all simulated services share, so that Lever, Google and Microsoft agree with each other. */
export interface World {
  seed: number;
  company: { name: string; googleDomain: string; microsoftDomain: string; leverSite: string };
  /** The person in front of the screen; has an account at both providers. */
  recruiter: WorldPerson;
  people: WorldPerson[];
  rooms: WorldRoom[];
  calendars: WorldCalendars;
  lever: LeverWorld;
}

export interface WorldPerson {
  /** Lever user id (uuid). */
  id: string;
  name: string;
  username: string;
  /** Lever e-mail. Usually the calendar address; for a few people it is not. */
  email: string;
  /** Address of the mailbox; null = no calendar anybody could read. */
  calendarEmail: string | null;
  provider: 'google' | 'microsoft' | null;
  /** IANA zone. */
  zone: string;
  jobTitle: string;
  accessRole: string;
  deactivatedAt: number | null;
  /** Local working hours; Graph reports them, Google cannot. */
  hours: { days: number[]; from: string; to: string };
  /** How others see the calendar: titles, times only, or not at all (free/busy answers an error). */
  sharing: 'titles' | 'times' | 'hidden';
  /** A second account at the other provider; only the recruiter has one. */
  secondMailbox?: { email: string; provider: 'google' | 'microsoft' };
}

export interface WorldRoom {
  email: string;
  name: string;
  building: string;
  floor: string;
  capacity: number;
  provider: 'google' | 'microsoft';
  zone: string;
}

export type WorldStatus = 'busy' | 'tentative' | 'oof' | 'free' | 'elsewhere';

export interface WorldEvent {
  id: string;
  /** Mailbox the copy lives in. */
  mailbox: string;
  organizer: string;
  title: string;
  /** ms epoch, half-open. */
  start: number;
  end: number;
  status: WorldStatus;
  isPrivate: boolean;
  allDay: boolean;
  recurringId: string | null;
  cancelled: boolean;
}

/** Calendars of everybody. `between` is deterministic and may generate on demand; `add` is for new bookings. */
export interface WorldCalendars {
  between(mailbox: string, start: number, end: number): WorldEvent[];
  add(event: WorldEvent): void;
  /** Changes or cancels by event id in one mailbox; false = not there. */
  update(mailbox: string, eventId: string, change: Partial<WorldEvent>): boolean;
  has(mailbox: string): boolean;
  /** Replaces a mailbox's generated calendar by given events (loaded from .ics). */
  replace(mailbox: string, events: WorldEvent[]): void;
}

/** Lever's objects exactly as the Data API answers them, by id; simulators mutate them. */
export interface LeverWorld {
  apiKeys: { key: string; confidential: boolean }[];
  stages: Json[];
  archiveReasons: Json[];
  postings: Map<string, Json>;
  requisitions: Map<string, Json>;
  requisitionFields: Json[];
  opportunities: Map<string, Json>;
  contacts: Map<string, Json>;
  applications: Map<string, Json>;
  /** By opportunity id. */
  panels: Map<string, Json[]>;
  interviews: Map<string, Json[]>;
  feedback: Map<string, Json[]>;
  notes: Map<string, Json[]>;
  resumes: Map<string, Json[]>;
  files: Map<string, Json[]>;
  offers: Map<string, Json[]>;
  forms: Map<string, Json[]>;
  feedbackTemplates: Json[];
  formTemplates: Json[];
  /** Bytes of resume and other files by file id. */
  blobs: Map<string, { name: string; type: string; bytes: Uint8Array }>;
}

// biome-ignore lint/suspicious/noExplicitAny: Lever objects in the simulator are free-form JSON that tests check against recorded shapes
export type Json = any;
