import browser from 'webextension-polyfill';
import type { Ledger } from '@/lib/ledger/executor';

export const RESUME = 'resume';
/** Alarms are 30 s at best in a packed extension. */
const MINUTES = 0.5;
const UNFINISHED = ['running', 'undoing'] as const;

/**
 * Finishes what an earlier worker left. The alarm is there only while a plan is unfinished: a worker sleeps after
 * 30 s without an event, so an alarm every 30 s would keep it awake for ever. While a booking runs, that is
 * just what is wanted.
 */
export function createResume(ledger: Pick<Ledger, 'plans' | 'resumeAll' | 'subscribe'>) {
  /** Null until this worker has looked: an alarm of an earlier one may still be set. */
  let alarmSet: boolean | null = null;
  let settling = Promise.resolve();

  async function setAlarm(): Promise<void> {
    const needed = (await ledger.plans({ states: UNFINISHED, limit: 1 })).length > 0;
    if (needed === alarmSet) return;
    if (needed) await browser.alarms.create(RESUME, { periodInMinutes: MINUTES });
    else await browser.alarms.clear(RESUME);
    alarmSet = needed;
  }
  /** One after the other: two plans may end at the same time. */
  const settle = (): Promise<void> => {
    settling = settling.then(setAlarm, setAlarm);
    return settling;
  };

  ledger.subscribe((plan) => {
    const unfinished = UNFINISHED.some((state) => state === plan.state);
    if (unfinished !== alarmSet) void settle();
  });

  /** Call at every start of a worker and when the alarm rings. */
  return async (): Promise<void> => {
    await Promise.all([settle(), ledger.resumeAll()]);
    await settle();
  };
}
