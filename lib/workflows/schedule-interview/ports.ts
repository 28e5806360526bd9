import type { CalendarPort, CalendarProvider, CalendarRoom } from '@/lib/calendar/port';
import type { Escalation } from '@/lib/domain/escalation';
import type { Settings } from '@/lib/domain/settings';
import type { Decision } from '@/lib/governance/policy';
import type { Governance } from '@/lib/governance/port';
import type { Ledger } from '@/lib/ledger/executor';
import type { LeverPort } from '@/lib/lever/port';
import type { LeverUser } from '@/lib/lever/types';
import type { Clock } from '@/lib/platform/clock';
import type { KeyValue } from '@/lib/platform/key-value';

/** Everything the workflow reaches the world through; bound in the background entrypoint. */
export interface ScheduleInterviewPorts {
  /** Throws `Failure` (`not-connected`, `expired`) with the way out. Readings are logged under `purpose`. */
  lever(
    purpose?: 'panel' | 'prefetch' | 'trigger',
  ): Promise<{ api: LeverPort; me: Pick<LeverUser, 'id' | 'name' | 'email'> }>;
  calendar(provider: CalendarProvider): Promise<CalendarPort>;
  /** Calendar accounts that are connected (also those whose token has expired). */
  accounts(): Promise<{ provider: CalendarProvider; email: string }[]>;
  settings(): Promise<Settings>;
  rooms(): Promise<CalendarRoom[]>;
  ledger: Ledger;
  governance: Governance;
  /** Approves a plan in the name of the rule that allows it; the decision goes into the log. */
  approveByRule(planId: string, decision: Decision): Promise<unknown>;
  escalations: {
    /** Tells a person outside the browser; the same key is sent once. */
    raise(escalation: Escalation): Promise<void>;
  };
  /** Lives as long as the browser. */
  memory: KeyValue;
  /** Survives the browser. */
  kept: KeyValue;
  clock: Clock;
  newId(): string;
  /** Zone of this computer (IANA). */
  localZone(): string;
}
