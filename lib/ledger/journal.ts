import type { Problem } from '@/lib/domain/problem';
import type { Clock } from '@/lib/platform/clock';
import type { Audit } from './audit';
import type { ActionRecord, ActionState, Plan, PlanState } from './plan';
import { assertActionStep, assertPlanStep } from './states';

/** Who asked when nobody did. */
export const FULCRUM = 'fulcrum';

export interface ActionStep {
  to: ActionState;
  event: string;
  actor?: string;
  problem?: Problem;
  result?: unknown;
}

export interface PlanStep {
  to: PlanState;
  event: string;
  actor?: string;
  problem?: Problem;
  details?: unknown;
}

export type Journal = ReturnType<typeof createJournal>;

/**
 * Every change of a plan goes through here: checked against the table of steps, then made durable together
 * with its log entry, then told to listeners. A caller that gets an error must drop its copy of the plan.
 */
export function createJournal(audit: Audit, clock: Clock) {
  const listeners = new Set<(plan: Plan) => void>();

  async function write(
    plan: Plan,
    entry: Pick<ActionStep, 'event' | 'actor'> & {
      actionId?: string;
      key?: string;
      outcome?: string;
      details?: unknown;
    },
  ) {
    const { actor = FULCRUM, ...rest } = entry;
    plan.updatedAt = clock.now();
    const copy = structuredClone(plan);
    await audit.record(
      [{ ...rest, actor, workflow: plan.workflow, opportunityId: plan.opportunityId, planId: plan.id }],
      { plan: copy },
    );
    // A listener that throws must not stop a booking, and must not go unheard either.
    for (const listener of listeners) queueMicrotask(() => listener(structuredClone(copy)));
  }

  return {
    async action(plan: Plan, record: ActionRecord, step: ActionStep): Promise<void> {
      assertActionStep(record.action.id, record.state, step.to);
      record.state = step.to;
      record.at = clock.now();
      record.problem = step.problem;
      if ('result' in step) record.result = step.result;
      const { id, key, summary } = record.action;
      const details = { summary, attempt: record.attempts, problem: step.problem, result: step.result };
      await write(plan, {
        event: step.event,
        actor: step.actor,
        actionId: id,
        key,
        outcome: step.problem?.code ?? step.to,
        details,
      });
    },

    async plan(plan: Plan, step: PlanStep): Promise<void> {
      assertPlanStep(plan.id, plan.state, step.to);
      plan.state = step.to;
      plan.problem = step.problem;
      const details = {
        title: plan.title,
        problem: step.problem,
        ...(step.details === undefined ? {} : { more: step.details }),
      };
      await write(plan, {
        event: step.event,
        actor: step.actor,
        outcome: step.problem?.code ?? step.to,
        details,
      });
    },

    /** The first record of a plan, or a note about one that changes no state. */
    note: (plan: Plan, event: string, actor: string, details: unknown): Promise<void> =>
      write(plan, { event, actor, outcome: plan.state, details }),

    /** Calls `listener` with a copy after every durable change in this process; returns the way to stop. */
    subscribe(listener: (plan: Plan) => void): () => void {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
