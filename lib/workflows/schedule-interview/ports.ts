import type { CalendarPort, CalendarProvider, CalendarRoom } from '@/lib/calendar/port';
import type { Settings } from '@/lib/domain/settings';
import type { Ledger } from '@/lib/ledger/executor';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverUser } from '@/lib/lever/types';
import type { Clock } from '@/lib/platform/clock';

/** JSON by key. `memory` lives as long as the browser (storage.session), `kept` survives it. */
export interface KeyValue {
  get<T>(key: string): Promise<T | null>;
  set(key: string, value: unknown): Promise<void>;
  remove(key: string): Promise<void>;
}

/** Everything the workflow reaches the world through; bound in the background entrypoint. */
export interface ScheduleInterviewPorts {
  /** Throws `Failure` (`not-connected`, `expired`) with the way out. */
  lever(): Promise<{ api: LeverPort; me: Pick<LeverUser, 'id' | 'name' | 'email'> }>;
  calendar(provider: CalendarProvider): Promise<CalendarPort>;
  /** Calendar accounts that are connected (also those whose token has expired). */
  accounts(): Promise<{ provider: CalendarProvider; email: string }[]>;
  settings(): Promise<Settings>;
  rooms(): Promise<CalendarRoom[]>;
  ledger: Ledger;
  memory: KeyValue;
  kept: KeyValue;
  clock: Clock;
  newId(): string;
  /** Zone of this computer (IANA). */
  localZone(): string;
}
