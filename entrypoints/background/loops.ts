import browser from 'webextension-polyfill';
import { decisionsSchema } from '@/lib/domain/scheduling-constraint';
import { loopSetupSchema } from '@/lib/workflows/schedule-loop/schema';
import { createScheduleLoop } from '@/lib/workflows/schedule-loop/service';
import type { Core } from './core';
import { whileOn } from './governance';
import { keyValues } from './key-values';

/** What is still answered while on-sites are off: what is on screen, what was booked here, and taking it back. */
const OPEN = ['current', 'closePanel', 'plans', 'status', 'discard', 'undo', 'compare'] as const;

/** On-sites with several sessions. Readings are kept apart from those of single interviews: other people, other days. */
export function bindLoops({ connections, settings, governance, ledger, gate, clock, screen }: Core) {
  const interviews = keyValues(browser.storage.local, 'schedule');
  const loops = createScheduleLoop(
    {
      lever: () => connections.lever('panel'),
      calendar: connections.calendar,
      accounts: connections.accounts,
      rooms: connections.rooms,
      settings: async () => (await settings.read()).settings,
      ledger,
      governance: governance.governor,
      decisions: async (opportunityId) =>
        decisionsSchema.parse(
          (await interviews.get<{ decisions?: unknown }>(`candidate:${opportunityId}`))?.decisions ?? {},
        ),
      memory: keyValues(browser.storage.session, 'loop'),
      kept: keyValues(browser.storage.local, 'loop'),
      clock,
      newId: () => crypto.randomUUID(),
      localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    screen,
  );
  const implementation = whileOn(governance, 'schedule-loop', loops.implementation, OPEN);
  return {
    together: loops.together,
    suggest: loops.suggest,
    implementation: {
      ...implementation,
      // The answer may come from what was read a moment ago; that somebody looked is logged all the same.
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
  };
}

const SETUP = 'loop:loop:';

/** Every stage plan remembered on this computer, with the posting and stage it is for. */
export async function rememberedSetups() {
  const all = await browser.storage.local.get(null);
  return Object.entries(all).flatMap(([key, value]) => {
    const [postingId = '', stageId = ''] = key.startsWith(SETUP) ? key.slice(SETUP.length).split(':') : [];
    const setup = loopSetupSchema.safeParse(value);
    return postingId && stageId && setup.success ? [{ postingId, stageId, setup: setup.data }] : [];
  });
}
