import type { Interval } from './interval';
import type { Problem } from './problem';

/** How a calendar marks a span. `tentative` is soft; `elsewhere` (working elsewhere) is free time. */
export type BusyStatus = 'busy' | 'tentative' | 'out-of-office' | 'elsewhere';

/** One span a calendar reported. Titles come only from calendars whose owner shares them. */
export interface BusyBlock extends Interval {
  status: BusyStatus;
  title?: string;
  isPrivate?: boolean;
  /** Id of the event in its calendar, when the source tells; used to leave our own event out. */
  eventId?: string;
}

/** Weekly working hours in the owner's zone. `to <= from` runs past midnight; `to: '24:00'` is allowed. */
export interface WorkingWindow {
  /** 0 = Sunday … 6 = Saturday. */
  days: number[];
  /** Wall clock `HH:MM`. */
  from: string;
  to: string;
}

/**
 * What one calendar told us. An unreadable calendar is `unknown`, never free: both Google and Graph
 * report a failed person inside an HTTP 200 answer.
 */
export type Availability =
  | {
      state: 'known';
      busy: BusyBlock[];
      /** From Graph only; Google has no API for working hours. */
      hours?: WorkingWindow[];
      /** IANA zone of the owner, when the calendar tells. */
      zone?: string;
      /** ms epoch of the reading. */
      readAt: number;
      /** True when the source cannot tell tentative from busy (Google free/busy). */
      tentativeUnknown?: boolean;
    }
  | { state: 'unknown'; problem: Problem; readAt: number };
