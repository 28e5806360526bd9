import { Failure } from '@/lib/domain/problem';
import type { Journal } from './journal';
import type { Plan, PlanState } from './plan';
import type { LedgerStore, PlanQuery } from './store';

/** A proposal nobody decided in time. */
export const isDue = (plan: Plan, now: number): boolean =>
  plan.state === 'proposed' && plan.expiresAt !== null && plan.expiresAt <= now;

/** The plan as it is at `now`: a proposal is expired from the moment it is due, written down or not. */
export const asOf = (plan: Plan, now: number): Plan =>
  isDue(plan, now) ? { ...plan, state: 'expired' } : plan;

const asks = (states: readonly PlanState[] | undefined, state: PlanState): boolean =>
  states?.includes(state) ?? false;

/** {@link LedgerStore.plans} with due proposals among the expired ones. */
export async function plansAsOf(store: LedgerStore, query: PlanQuery, now: number): Promise<Plan[]> {
  const { states, limit = 100 } = query;
  if (!asks(states, 'proposed') && !asks(states, 'expired'))
    return (await store.plans(query)).map((plan) => asOf(plan, now));
  const wanted = new Set(states);
  const found = await store.plans({
    ...query,
    states: [...new Set<PlanState>([...wanted, 'proposed'])],
    limit: Number.MAX_SAFE_INTEGER,
  });
  return found
    .map((plan) => asOf(plan, now))
    .filter((plan) => wanted.has(plan.state))
    .slice(0, limit);
}

/** Writes down that nobody decided. */
export const expire = (journal: Journal, plan: Plan): Promise<void> =>
  journal.plan(plan, { to: 'expired', event: 'plan-expired', details: { expiresAt: plan.expiresAt } });

export const expired = (plan: Plan): Failure =>
  new Failure({
    code: 'proposal-expired',
    message: `"${plan.title}" cannot be approved: nobody decided before it expired.`,
    next: 'Nothing was done. Make a new proposal; it is worked out from what is true now.',
    subject: plan.id,
  });
