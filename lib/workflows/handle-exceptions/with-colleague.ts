import { Failure } from '@/lib/domain/problem';
import type { Ledger } from '@/lib/ledger/executor';
import type { Plan } from '@/lib/ledger/plan';
import { handOversOf } from './rules';

/** What is with a colleague, and the refusal to act on it behind their back; for every page that changes plans. */
export function createWithColleague(ledger: Pick<Ledger, 'plan' | 'plans'>) {
  /** The hand-over in force of each plan, by plan id. */
  const inForce = async (): Promise<Map<string, Plan>> =>
    handOversOf(
      await ledger.plans({
        workflow: 'handle-exceptions',
        states: ['done'],
        limit: Number.MAX_SAFE_INTEGER,
      }),
    );
  return {
    inForce,
    /** @throws Failure `handed-over` */
    async mustBeFree(planId: string): Promise<void> {
      if (!(await inForce()).has(planId)) return;
      const plan = await ledger.plan(planId);
      throw new Failure({
        code: 'handed-over',
        message: `"${plan?.title ?? 'This plan'}" is with a colleague.`,
        next: 'Take it back first under Exceptions; the colleague should know.',
      });
    },
  };
}
