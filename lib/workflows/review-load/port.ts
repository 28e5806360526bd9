import type { CalendarPort, CalendarProvider } from '@/lib/calendar/port';
import type { Settings } from '@/lib/domain/settings';
import type { Ledger } from '@/lib/ledger/executor';
import type { LeverPort } from '@/lib/lever/port';
import type { Clock } from '@/lib/platform/clock';

/** People who can take a seat, from a remembered stage plan. */
export interface PlannedPool {
  postingId: string;
  stageId: string;
  /** "System design". */
  label: string;
  /** Lever user ids. */
  members: string[];
}

export interface ReviewLoadPorts {
  /** Throws `Failure` with the way out. */
  lever(): Promise<{ api: LeverPort }>;
  calendar(provider: CalendarProvider): Promise<CalendarPort>;
  accounts(): Promise<{ provider: CalendarProvider; email: string }[]>;
  settings(): Promise<Settings>;
  pools(): Promise<PlannedPool[]>;
  ledger: Pick<Ledger, 'plans'>;
  clock: Pick<Clock, 'now'>;
  /** Zone of this computer (IANA). */
  localZone(): string;
}
