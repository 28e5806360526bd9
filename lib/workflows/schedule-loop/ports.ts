import type { CalendarPort, CalendarProvider, CalendarRoom } from '@/lib/calendar/port';
import type { Settings } from '@/lib/domain/settings';
import type { Governance } from '@/lib/governance/port';
import type { Decisions } from '@/lib/interviews/constraint-views';
import type { Ledger } from '@/lib/ledger/executor';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverUser } from '@/lib/lever/types';
import type { Caller } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';

/** Everything the workflow reaches the world through; bound in the background entrypoint. */
export interface ScheduleLoopPorts {
  /** Throws `Failure` (`not-connected`, `expired`) with the way out. */
  lever(): Promise<{ api: LeverPort; me: Pick<LeverUser, 'id' | 'name' | 'email'> }>;
  calendar(provider: CalendarProvider): Promise<CalendarPort>;
  /** Calendar accounts that are connected (also those whose token has expired). */
  accounts(): Promise<{ provider: CalendarProvider; email: string }[]>;
  settings(): Promise<Settings>;
  rooms(): Promise<CalendarRoom[]>;
  ledger: Ledger;
  /** What was decided about sentences of this candidate's notes when a single interview was scheduled. */
  decisions(opportunityId: string): Promise<Decisions>;
  governance: Pick<Governance, 'record'>;
  /** Lives as long as the browser. */
  memory: KeyValue;
  /** Survives the browser. */
  kept: KeyValue;
  clock: Clock;
  newId(): string;
  /** Zone of this computer (IANA). */
  localZone(): string;
}

/** Where the panel is: told by the browser, not by the message. */
export interface LoopScreen {
  current(caller: Caller): Promise<{ opportunityId: string | null; theme: 'light' | 'dark' | null }>;
  closePanel(caller: Caller): Promise<void>;
}
