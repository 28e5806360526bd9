import browser from 'webextension-polyfill';
import { createScheduleInterview } from '@/lib/workflows/schedule-interview/service';
import type { Rules } from './approvals';
import type { Core } from './core';
import { keyValues } from './key-values';

/** Single interviews: the panel in Lever, the prefetch behind it, and proposals by trigger. */
export function bindScheduling({ connections, settings, ledger, clock, screen }: Core, rules: Rules) {
  return createScheduleInterview(
    {
      lever: connections.lever,
      calendar: connections.calendar,
      accounts: connections.accounts,
      rooms: connections.rooms,
      settings: async () => (await settings.read()).settings,
      ledger,
      ...rules,
      memory: keyValues(browser.storage.session, 'schedule'),
      kept: keyValues(browser.storage.local, 'schedule'),
      clock,
      newId: () => crypto.randomUUID(),
      localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    screen,
  );
}
