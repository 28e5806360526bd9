import type { CalendarEvent, CalendarPort, CalendarProvider } from '@/lib/calendar/port';
import type { Reconciled } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import type { Clock } from '@/lib/platform/clock';

export interface BookingPorts {
  lever(): Promise<LeverPort>;
  /** Throws `Failure` when the provider is not connected. */
  calendar(provider: CalendarProvider): Promise<CalendarPort>;
  clock: Clock;
}

/** What the ledger keeps of an event: enough to find it, undo it, and see whether a person moved it. */
export interface HeldEvent {
  provider: CalendarProvider;
  id: string;
  version: string;
  start: number;
  end: number;
  url: string;
  joinUrl: string | null;
}

export const held = (event: CalendarEvent): HeldEvent => ({
  provider: event.provider,
  id: event.id,
  version: event.version,
  start: event.start,
  end: event.end,
  url: event.url,
  joinUrl: event.joinUrl,
});

export const absent = async (): Promise<Reconciled> => ({ outcome: 'absent' });
