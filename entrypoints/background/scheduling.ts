import browser from 'webextension-polyfill';
import { createScheduleInterview } from '@/lib/workflows/schedule-interview/service';
import type { Core } from './core';
import { keyValues } from './key-values';

/** Single interviews: the panel in Lever and the prefetch behind it. */
export function bindScheduling({ connections, settings, ledger, clock, screen }: Core) {
  return createScheduleInterview(
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
}
