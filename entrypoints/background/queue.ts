import browser from 'webextension-polyfill';
import { createPlanQueue } from '@/lib/workflows/plan-queue/service';
import type { Core } from './core';
import { whileOn } from './governance';
import { keyValues } from './key-values';
import { type bindLoops, rememberedSetups } from './loops';

/** Everybody who waits for an on-site; what is known about each comes from the workflow for one. */
export function bindQueue(
  { connections, governance, gate, clock }: Core,
  { together, suggest }: Pick<ReturnType<typeof bindLoops>, 'together' | 'suggest'>,
) {
  const queue = createPlanQueue({
    lever: () => connections.lever('panel'),
    onSites: {
      async standing(opportunityId, refresh) {
        // What was read before it was refused is not shown; Lever is asked again.
        const refused = await gate.refusal(opportunityId);
        return together.standing(opportunityId, refresh || refused !== null);
      },
      async questions(opportunityIds, refresh) {
        for (const id of opportunityIds) if (await gate.refusal(id)) await together.standing(id, true);
        return together.questions(opportunityIds, refresh);
      },
      suggest: (opportunityId, choice) => suggest(opportunityId, choice, 'the on-site queue'),
      planned: rememberedSetups,
    },
    kept: keyValues(browser.storage.local, 'queue'),
    clock,
  });
  // It plans on-sites, so it is off when they are.
  return whileOn(governance, 'schedule-loop', queue.implementation);
}
