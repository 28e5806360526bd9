import browser from 'webextension-polyfill';
import type { Escalation } from '@/lib/domain/escalation';
import type { Decision } from '@/lib/governance/policy';
import type { Governance } from '@/lib/governance/port';
import { createApprovePlans } from '@/lib/workflows/approve-plans/service';
import type { Core } from './core';
import { keyValues } from './key-values';
import type { bindScheduling } from './scheduling';
import { command } from './screen';

export const WATCH = 'watch-stages';
const MINUTES = 2;
const OPEN_PANEL = 'open-panel';

/** What stands between a plan and its run: the policy, approval by a rule, and who is told when nothing works. */
export interface Rules {
  governance: Governance;
  approveByRule(planId: string, decision: Decision): Promise<unknown>;
  escalations: { raise(escalation: Escalation): Promise<void> };
}

/**
 * The inbox and the trigger that fills it. The alarm is there only while a posting and stage is watched; the badge
 * on the toolbar icon says how many decisions wait.
 */
export function bindApprovals(
  { connections, ledger, locking, clock, lock }: Core,
  scheduling: ReturnType<typeof bindScheduling>,
  { governance }: Rules,
  leverOrigins: readonly string[],
) {
  const { entered, approval, implementation } = scheduling;
  const opening = keyValues(browser.storage.session, OPEN_PANEL);

  const approvals = createApprovePlans({
    ledger,
    governance,
    kinds: { 'schedule-interview': approval },
    triggers: entered,
    lever: {
      me: async () => (await connections.lever()).me.id,
      /** The panel is opened as soon as the page in the new tab has said that it is there. */
      async open(opportunityId, link) {
        const tab = await browser.tabs.create({ url: pageOf(opportunityId, link, leverOrigins) });
        if (tab.id !== undefined) await opening.set(String(tab.id), true);
      },
    },
    clock,
  });

  let painting: Promise<void> = Promise.resolve();
  async function paint(): Promise<void> {
    const waiting = await approvals.count();
    await browser.action.setBadgeBackgroundColor({ color: '#0b6f7b' });
    await browser.action.setBadgeText({ text: waiting === 0 ? '' : waiting > 99 ? '99+' : String(waiting) });
    const title = waiting === 0 ? 'Fulcrum' : `Fulcrum: ${waiting} waiting for approval`;
    await browser.action.setTitle({ title });
  }
  /** One after the other, so that the last count is the one that stays. */
  const badge = (): Promise<void> => {
    painting = painting.then(paint, paint);
    return painting;
  };
  ledger.subscribe((plan) => {
    if (plan.origin === 'fulcrum') void badge();
  });

  async function setAlarm(): Promise<void> {
    const set = (await browser.alarms.get(WATCH)) !== undefined;
    const needed = await entered.needed();
    if (needed && !set) await browser.alarms.create(WATCH, { periodInMinutes: MINUTES });
    if (!needed && set) await browser.alarms.clear(WATCH);
  }

  return {
    implementation: approvals.implementation,
    /** The panel's calls; switching the trigger on or off also sets the alarm. */
    scheduleInterview: {
      ...implementation,
      automate: async (...call: Parameters<typeof implementation.automate>) => {
        const view = await implementation.automate(...call);
        await setAlarm();
        return view;
      },
    },
    /** One round at a time over all tabs and workers. Proposals also expire, so the badge is drawn anew in any case. */
    async round(): Promise<void> {
      if (await locking.lock.isLocked()) return;
      await lock('fulcrum:watch-stages', entered.round);
      await Promise.all([setAlarm(), badge()]);
    },
    async start(): Promise<void> {
      await Promise.all([setAlarm(), badge()]);
    },
    async arrived(tabId: number): Promise<void> {
      if (!(await opening.get(String(tabId)))) return;
      await opening.remove(String(tabId));
      await command(tabId, 'open-panel');
    },
  };
}

/** The candidate's page in Lever; an address that is not Lever's is not opened. */
function pageOf(opportunityId: string, link: string | null, leverOrigins: readonly string[]): string {
  const known = link !== null && URL.canParse(link) && leverOrigins.includes(new URL(link).origin);
  return known ? link : `${leverOrigins[0]}/candidates/${encodeURIComponent(opportunityId)}`;
}
