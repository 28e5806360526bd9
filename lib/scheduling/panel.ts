import type { Availability, WorkingWindow } from '@/lib/domain/availability';
import type { Interval } from '@/lib/domain/interval';

/**
 * The product's question to the slot engine. It compiles down to the `common-slot` workload
 * (`common-slot.ts`) and extends it with unknown calendars, soft time, limits, rooms and candidate windows.
 * All instants are ms epoch, all durations minutes, all zones IANA names.
 */
export interface PanelRequest {
  /** When the question is asked (ms epoch); earliest start is `now + noticeMinutes`. */
  now: number;
  noticeMinutes: number;
  horizon: Interval;
  stepMinutes: number;
  durationMinutes: number;
  /** How many slots to propose. */
  count: number;
  rank: 'earliest' | 'best';
  /** `any` overlapping slots, `disjoint` slots, or at most one a `day` (in the candidate's zone). */
  spread: 'any' | 'disjoint' | 'days';
  people: PanelPerson[];
  /** Every group needs `need` free members for the whole meeting. Optional people are in no group. */
  groups: PanelGroup[];
  rooms: PanelRoom[];
  /** `required`: a slot without a free room is no slot; `preferred`: it costs; `none`: rooms are not looked at. */
  roomPolicy: 'required' | 'preferred' | 'none';
  candidate: {
    name: string;
    zone: string;
    /** When the candidate said they can; null = not asked. */
    windows: Interval[] | null;
    /** Acceptable wall-clock hours in the candidate's zone; empty = any hour. */
    hours: WorkingWindow[];
  };
  /** What tentative time counts as. */
  tentative: 'busy' | 'soft' | 'free';
  /** Words in a visible title that make a block soft ("focus", "hold"); compared case-insensitively. */
  softWords: string[];
  /** IANA zone for the times in texts; the candidate's zone when absent. */
  displayZone?: string;
}

export interface PanelPerson {
  id: string;
  name: string;
  /** What they do in this interview: "Hiring manager", "Technical". */
  role?: string;
  zone: string;
  hours: WorkingWindow[];
  /** Replaces every window that starts on that local date; [] = off. */
  overrides: { date: string; hours: { from: string; to: string }[]; why?: string }[];
  availability: Availability;
  /** The recruiter took responsibility for an unreadable calendar ("she told me she is free"). */
  assumeFree?: boolean;
  bufferBefore: number;
  bufferAfter: number;
  optional: boolean;
  /** Lower is more important; the hiring manager is 0. Breaks ties and weighs discomfort. */
  priority: number;
  /** Interviews a day / a week (Monday to Sunday, own zone); null = no limit. */
  dailyLimit: number | null;
  weeklyLimit: number | null;
  /** Interviews already booked, ms epoch; counted against the limits. */
  interviews: Interval[];
}

export interface PanelGroup {
  label: string;
  members: string[];
  need: number;
}

export interface PanelRoom {
  id: string;
  name: string;
  capacity: number | null;
  availability: Availability;
}

/** Why a slot stands where it stands; points are whole numbers, lower is better. */
export interface RankTerm {
  code:
    | 'outside-core'
    | 'tentative'
    | 'soft'
    | 'optional-missing'
    | 'no-room'
    | 'candidate-early-late'
    | 'back-to-back'
    | 'load';
  points: number;
  /** For people: "Priya starts at 08:30 her time". */
  text: string;
  personId?: string;
}

export interface ProposedSlot extends Interval {
  cost: number;
  terms: RankTerm[];
  /** Required people chosen, by id. */
  who: string[];
  optionalFree: string[];
  optionalBusy: string[];
  roomId: string | null;
  /** Short reasons for a card, best first: "earliest time for everyone", "all inside 10-16". */
  reasons: string[];
}

/** One thing that makes a start impossible. `interval` is the calendar block, window gap or limit day it comes from. */
export interface BlockingFact {
  kind:
    | 'busy'
    | 'out-of-office'
    | 'tentative'
    | 'outside-hours'
    | 'day-off'
    | 'unknown-calendar'
    | 'daily-limit'
    | 'weekly-limit'
    | 'candidate-window'
    | 'candidate-hours'
    | 'notice'
    | 'no-room';
  /** Person or room concerned; absent for the candidate and the notice. */
  personId?: string;
  interval?: Interval;
  /** True when only the buffer around `interval` hits the meeting. */
  bufferOnly?: boolean;
  title?: string;
}

/** A run of starts that fail for the same people and kinds, told for a reader. */
export interface WhyNot {
  /** First and last failing start, ms epoch (inclusive). */
  from: number;
  to: number;
  facts: BlockingFact[];
  /** "Mon 9:00-11:30: Priya is in 3 meetings". Times in the zone the caller asked for. */
  text: string;
}

/** The smallest changes that would open an earlier slot, cheapest first. */
export interface Change {
  id: string;
  kind:
    | 'move-meeting'
    | 'use-soft-time'
    | 'make-optional'
    | 'swap-person'
    | 'shorten'
    | 'drop-buffer'
    | 'extend-hours'
    | 'lift-limit'
    | 'assume-free'
    | 'less-notice'
    | 'ask-candidate'
    | 'no-room';
  /** "If Ana moves her Tue 10:00 one-to-one, Tue 10:00 opens, 2 days earlier." */
  text: string;
  personId?: string;
  /** `swap-person`: who comes instead of `personId`. */
  swapWith?: string;
  /** `shorten`: the length that fits, minutes. */
  durationMinutes?: number;
  /** The start that would open, ms epoch. */
  opens: number;
  /** How much earlier than the earliest start that is possible now; null when there is none. */
  gainMinutes: number | null;
  facts: BlockingFact[];
}

/** How one person's time looks over the horizon, for the lanes. */
export interface Lane {
  personId: string;
  working: Interval[];
  spans: (Interval & {
    kind: 'busy' | 'tentative' | 'out-of-office' | 'buffer' | 'unknown';
    title?: string;
  })[];
}

export interface PanelAnswer {
  slots: ProposedSlot[];
  feasibleCount: number;
  /** FNV-1a over all feasible starts (minutes), see `common-slot.ts`. */
  feasibleHash: number;
  /** Every grid start before the first slot (or the whole horizon), grouped. Complete: that is the certificate. */
  whyNot: WhyNot[];
  changes: Change[];
  lanes: Lane[];
  /** People whose calendar could not be read and was not assumed free. */
  unknown: string[];
}
