import browser from 'webextension-polyfill';
import type { Ledger } from '@/lib/ledger/executor';

export const EXPIRE = 'expire';
/** A proposal that could not be ended is tried again after this, ms. */
const AGAIN = 60_000;

/**
 * Ends proposals nobody decided in time. One alarm, for the proposal that is due first; none for proposals of
 * workflows that are off: those read as expired all the same.
 */
export function createExpiry(
  ledger: Pick<Ledger, 'plans' | 'expireDue' | 'subscribe'>,
  isOn: (workflow: string) => Promise<boolean>,
  now: () => number,
) {
  let settling: Promise<unknown> = Promise.resolve();

  async function settle(): Promise<void> {
    const ended = await ledger.expireDue();
    const open = await ledger.plans({ states: ['proposed'], limit: Number.MAX_SAFE_INTEGER });
    const on = new Map<string, boolean>();
    for (const workflow of new Set(open.map((plan) => plan.workflow))) on.set(workflow, await isOn(workflow));
    const due = open.flatMap((plan) =>
      plan.expiresAt !== null && on.get(plan.workflow) ? [plan.expiresAt] : [],
    );
    if (ended.some((one) => one.state === null)) due.push(now() + AGAIN);
    if (due.length > 0) await browser.alarms.create(EXPIRE, { when: Math.min(...due) });
    else await browser.alarms.clear(EXPIRE);
  }

  /** Call at every start of a worker, when the alarm rings, and when a switch was thrown. */
  const run = (): Promise<void> => {
    const turn = settling.then(settle);
    settling = turn.catch(() => undefined);
    return turn;
  };
  ledger.subscribe((plan) => {
    if (plan.state === 'proposed' && plan.expiresAt !== null) void run();
  });
  return run;
}
