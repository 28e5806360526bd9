import browser from 'webextension-polyfill';
import { createScheduleLoop } from '@/lib/workflows/schedule-loop/service';
import type { Core } from './core';
import { keyValues } from './key-values';

/** On-sites with several sessions. Readings are kept apart from those of single interviews: other people, other days. */
export function bindLoops({ connections, settings, ledger, clock, screen }: Core) {
  return createScheduleLoop(
    {
      lever: connections.lever,
      calendar: connections.calendar,
      accounts: connections.accounts,
      rooms: connections.rooms,
      settings: async () => (await settings.read()).settings,
      ledger,
      memory: keyValues(browser.storage.session, 'loop'),
      kept: keyValues(browser.storage.local, 'loop'),
      clock,
      newId: () => crypto.randomUUID(),
      localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    screen,
  );
}
