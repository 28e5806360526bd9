import browser from 'webextension-polyfill';
import { spanText } from '@/lib/interviews/times';
import type { Ledger } from '@/lib/ledger/executor';
import type { leverPage } from '@/lib/lever/page/contract';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { PageReport } from '@/lib/workflows/review-activity/contract';
import type { BookingContext } from '@/lib/workflows/schedule-interview/people';
import { loopBadges } from '@/lib/workflows/schedule-loop/booked';
import type { BrowserScreen } from './screen';

const KEPT_REPORTS = 20;

/** Answers the content script. It learns nothing it could not already see, except that an interview is booked. */
export function createLeverPage(deps: {
  screen: BrowserScreen;
  ledger: Ledger;
  clock: Clock;
  prefetch(opportunityId: string): Promise<void>;
  /** The page of a tab is there and listens. */
  arrived(tabId: number): Promise<void>;
}): Implementation<typeof leverPage> {
  const wanted = new Map<number, string>();
  /** One reading at a time for a tab, the newest next: a page that runs through addresses must not eat Lever's budget. */
  async function prefetch(tabId: number, opportunityId: string): Promise<void> {
    const underway = wanted.has(tabId);
    wanted.set(tabId, opportunityId);
    if (underway) return;
    for (let done: string | undefined; done !== wanted.get(tabId); ) {
      done = wanted.get(tabId);
      // A failed prefetch is not lost: the panel makes the same reading and shows why it fails.
      if (done) await deps.prefetch(done).catch(() => undefined);
    }
    wanted.delete(tabId);
  }

  return {
    async arrived({ opportunityId, theme }, { tabId }) {
      if (tabId === null) return null;
      await deps.screen.arrived(tabId, { opportunityId, theme });
      if (opportunityId) await deps.arrived(tabId);
      if (opportunityId) await prefetch(tabId, opportunityId);
      return null;
    },
    async badges({ ids }) {
      const wanted = new Set(ids);
      const [plans, loops] = await Promise.all([
        deps.ledger.plans({ states: ['done'], workflow: 'schedule-interview', limit: 500 }),
        deps.ledger.plans({ states: ['done', 'proposed'], workflow: 'schedule-loop', limit: 500 }),
      ]);
      const ahead = plans.flatMap((plan) => {
        const slot = (plan.context as BookingContext | null)?.slot;
        return slot && slot.end > deps.clock.now() && wanted.has(plan.opportunityId)
          ? [[plan.opportunityId, `Interview ${spanText(slot.start, slot.end, slot.zone)}`] as const]
          : [];
      });
      const onSites = loopBadges(loops, deps.clock.now());
      return Object.fromEntries([...ahead, ...[...onSites].filter(([id]) => wanted.has(id))]);
    },
    async shortcut() {
      return shortcut();
    },
    async broke(report) {
      const known = await pageReports();
      await browser.storage.local.set({
        breakages: [{ ...report, at: deps.clock.now() }, ...known].slice(0, KEPT_REPORTS),
      });
      return null;
    },
  };
}

/** Reports of places that were not found, newest first. */
export async function pageReports(): Promise<PageReport[]> {
  const { breakages = [] } = (await browser.storage.local.get('breakages')) as { breakages?: PageReport[] };
  return breakages;
}

/** The live binding; people may change or remove it. */
export async function shortcut(): Promise<string | null> {
  const all = await browser.commands.getAll();
  return all.find((c) => c.name === 'open-panel')?.shortcut || null;
}
