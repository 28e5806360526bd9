import type { CalendarPort, CalendarProvider, CalendarRoom } from '@/lib/calendar/port';
import type { Settings } from '@/lib/domain/settings';
import type { Ledger } from '@/lib/ledger/executor';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverUser } from '@/lib/lever/types';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';

/** Everything the workflow reaches the world through; bound in the background entrypoint. */
export interface ScheduleInterviewPorts {
  /** Throws `Failure` (`not-connected`, `expired`) with the way out. Readings are logged under `purpose`. */
  lever(
    purpose?: 'panel' | 'prefetch',
  ): Promise<{ api: LeverPort; me: Pick<LeverUser, 'id' | 'name' | 'email'> }>;
  calendar(provider: CalendarProvider): Promise<CalendarPort>;
  /** Calendar accounts that are connected (also those whose token has expired). */
  accounts(): Promise<{ provider: CalendarProvider; email: string }[]>;
  settings(): Promise<Settings>;
  rooms(): Promise<CalendarRoom[]>;
  ledger: Ledger;
  /** Lives as long as the browser. */
  memory: KeyValue;
  /** Survives the browser. */
  kept: KeyValue;
  clock: Clock;
  newId(): string;
  /** Zone of this computer (IANA). */
  localZone(): string;
}
