import type { Failure } from '@/lib/domain/problem';
import type { Ledger } from './executor';
import type { Plan } from './plan';

export interface Concealment {
  /** Why this user may not see plans about a candidacy; null when they may. */
  refusal(opportunityId: string): Promise<Failure | null>;
  /** Why this user may not approve, run or change any plan; null when they may. */
  mayDecide(): Promise<Failure | null>;
}

/**
 * The ledger as pages and workflows see it: plans about a candidacy this user may not see are not listed, and
 * touching one is refused. What continues unfinished plans uses the ledger itself.
 */
export function concealLedger(ledger: Ledger, { refusal, mayDecide }: Concealment): Ledger {
  async function shown(plan: Plan): Promise<Plan> {
    const refused = await refusal(plan.opportunityId);
    if (refused) throw refused;
    return plan;
  }
  async function guard(planId: string): Promise<void> {
    const plan = await ledger.plan(planId);
    if (plan) await shown(plan);
    const refused = await mayDecide();
    if (refused) throw refused;
  }
  const guarded =
    <A extends unknown[], R>(method: (planId: string, ...rest: A) => Promise<R>) =>
    async (planId: string, ...rest: A): Promise<R> => {
      await guard(planId);
      return method(planId, ...rest);
    };

  return {
    ...ledger,
    async plan(planId) {
      const plan = await ledger.plan(planId);
      return plan ? shown(plan) : null;
    },
    async plans(query = {}) {
      const plans = await ledger.plans(query);
      const visible = await Promise.all(
        plans.map(async (plan) => ((await refusal(plan.opportunityId)) ? null : plan)),
      );
      return visible.filter((plan) => plan !== null);
    },
    async propose(draft) {
      const refused = (await refusal(draft.opportunityId)) ?? null;
      if (refused) throw refused;
      return ledger.propose(draft);
    },
    approve: guarded(ledger.approve),
    approveByRule: guarded(ledger.approveByRule),
    compareBeforeUndo: guarded(ledger.compareBeforeUndo),
    run: guarded(ledger.run),
    discard: guarded(ledger.discard),
    undo: guarded(ledger.undo),
    retry: guarded(ledger.retry),
    skip: guarded(ledger.skip),
  };
}
