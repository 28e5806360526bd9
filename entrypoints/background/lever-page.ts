import browser from 'webextension-polyfill';
import type { Ledger } from '@/lib/ledger/executor';
import type { leverPage } from '@/lib/lever/page/contract';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { BookingContext } from '@/lib/workflows/schedule-interview/people';
import { spanText } from '@/lib/workflows/schedule-interview/times';
import type { BrowserScreen } from './screen';

const KEPT_REPORTS = 20;

/** Answers the content script. It learns nothing it could not already see, except that an interview is booked. */
export function createLeverPage(deps: {
  screen: BrowserScreen;
  ledger: Ledger;
  clock: Clock;
  prefetch(opportunityId: string): Promise<void>;
}): Implementation<typeof leverPage> {
  return {
    async arrived({ opportunityId, theme }, { tabId }) {
      if (tabId === null) return null;
      await deps.screen.arrived(tabId, { opportunityId, theme });
      // A failed prefetch is not lost: the panel makes the same reading and shows why it fails.
      if (opportunityId) await deps.prefetch(opportunityId).catch(() => undefined);
      return null;
    },
    async badges({ ids }) {
      const wanted = new Set(ids);
      const plans = await deps.ledger.plans({ states: ['done'], workflow: 'schedule-interview', limit: 500 });
      const ahead = plans.flatMap((plan) => {
        const slot = (plan.context as BookingContext | null)?.slot;
        return slot && slot.end > deps.clock.now() && wanted.has(plan.opportunityId)
          ? [[plan.opportunityId, `Interview ${spanText(slot.start, slot.end, slot.zone)}`] as const]
          : [];
      });
      return Object.fromEntries(ahead);
    },
    async shortcut() {
      return shortcut();
    },
    async broke(report) {
      const { breakages = [] } = (await browser.storage.local.get('breakages')) as { breakages?: unknown[] };
      await browser.storage.local.set({
        breakages: [{ ...report, at: deps.clock.now() }, ...breakages].slice(0, KEPT_REPORTS),
      });
      return null;
    },
  };
}

/** The live binding; people may change or remove it. */
export async function shortcut(): Promise<string | null> {
  const all = await browser.commands.getAll();
  return all.find((c) => c.name === 'open-panel')?.shortcut || null;
}
