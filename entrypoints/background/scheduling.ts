import browser from 'webextension-polyfill';
import { createScheduleInterview } from '@/lib/workflows/schedule-interview/service';
import type { Rules } from './approvals';
import type { Core } from './core';
import { whileOn } from './governance';
import { keyValues } from './key-values';

/** What is still answered while scheduling is off: what is on screen, what was booked here, and taking it back. */
const OPEN = ['current', 'closePanel', 'plans', 'status', 'discard', 'undo', 'compare'] as const;

/** Single interviews: the panel in Lever, the prefetch behind it, and proposals by trigger. */
export function bindScheduling(
  { connections, settings, governance, ledger, gate, locking, clock, screen }: Core,
  rules: Rules,
) {
  const scheduling = createScheduleInterview(
    {
      lever: (purpose = 'panel') => connections.lever(purpose),
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
  const implementation = whileOn(governance, 'schedule-interview', scheduling.implementation, OPEN);
  const { prefetch } = whileOn(governance, 'schedule-interview', { prefetch: scheduling.prefetch });
  const { entered, approval } = scheduling;
  return {
    entered,
    approval,
    implementation: {
      ...implementation,
      // The answer may come from what was read ahead; that somebody looked is logged all the same.
      load: async (...[input, caller]: Parameters<typeof implementation.load>) => {
        const refused = await gate.refusal(input.opportunityId);
        const [view] = await Promise.all([
          // What was read before it was refused is not shown; Lever is asked again.
          implementation.load(refused ? { ...input, refresh: true } : input, caller),
          gate.shown(input.opportunityId),
        ]);
        return view;
      },
    },
    prefetch: async (opportunityId: string): Promise<void> => {
      if (!(await locking.lock.isLocked())) await prefetch(opportunityId);
    },
  };
}
