import browser from 'webextension-polyfill';
import { createScheduleInterview } from '@/lib/workflows/schedule-interview/service';
import type { Core } from './core';
import { whileOn } from './governance';
import { keyValues } from './key-values';

/** What is still answered while scheduling is off: what is on screen, what was booked here, and taking it back. */
const OPEN = ['current', 'closePanel', 'plans', 'status', 'discard', 'undo'] as const;

/** Single interviews: the panel in Lever and the prefetch behind it. */
export function bindScheduling({ connections, settings, governance, ledger, clock, screen }: Core) {
  const { implementation, prefetch } = createScheduleInterview(
    {
      lever: connections.lever,
      calendar: connections.calendar,
      accounts: connections.accounts,
      rooms: connections.rooms,
      settings: async () => (await settings.read()).settings,
      ledger,
      memory: keyValues(browser.storage.session, 'schedule'),
      kept: keyValues(browser.storage.local, 'schedule'),
      clock,
      newId: () => crypto.randomUUID(),
      localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    screen,
  );
  return {
    implementation: whileOn(governance, 'schedule-interview', implementation, OPEN),
    prefetch: whileOn(governance, 'schedule-interview', { prefetch }).prefetch,
  };
}
