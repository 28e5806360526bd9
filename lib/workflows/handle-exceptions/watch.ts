import { choicesOf } from '@/lib/ledger/exceptions';
import type { Clock } from '@/lib/platform/clock';
import type { EscalationDesk } from './escalations';
import type { LedgerAccess } from './port';
import { dueOf, handOversOf, parkedEscalation, parkedKey } from './rules';

export interface WatchDeps {
  ledger: Pick<LedgerAccess, 'plans'>;
  escalations: EscalationDesk;
  /** ms a stopped plan may wait for somebody to act. */
  delay(): Promise<number>;
  clock: Pick<Clock, 'now'>;
}

const ALL = Number.MAX_SAFE_INTEGER;

/**
 * Escalates what has waited too long, and finishes what was interrupted. Resolves with the time (ms epoch) at
 * which to look again; null = nothing waits.
 */
export function createWatch({ ledger, escalations, delay, clock }: WatchDeps) {
  return async (): Promise<number | null> => {
    await escalations.resume();
    const [parked, handOvers] = await Promise.all([
      ledger.plans({ states: ['parked'], limit: ALL }),
      ledger.plans({ workflow: 'handle-exceptions', states: ['done'], limit: ALL }),
    ]);
    const found: typeof parked = [];
    for (const plan of parked) if (!(await escalations.has(parkedKey(plan)))) found.push(plan);
    const { due, next } = dueOf(found, handOversOf(handOvers), await delay(), clock.now());
    for (const plan of due) await escalations.raise(parkedEscalation(plan, choicesOf(plan)));
    const retry = await escalations.next();
    const times = [next, retry].filter((one) => one !== null);
    return times.length > 0 ? Math.min(...times) : null;
  };
}
