import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Decision } from '@/lib/governance/policy';
import type { Clock } from '@/lib/platform/clock';
import { mustAllow, ruleOf } from './approve';
import type { Audit } from './audit';
import { mustBeOn, type Work } from './call';
import { type Comparison, cannotUndo, compareWithNow } from './compare';
import { stuckAt } from './exceptions';
import { asOf, expire, expired, isDue, plansAsOf } from './expiry';
import { createJournal } from './journal';
import type { ActionHandler, Plan, PlanState } from './plan';
import { type PlanDraft, planFrom } from './propose';
import { markInterrupted } from './reconcile';
import { PATIENCE, type Patience } from './retry';
import { advance } from './run';
import { isFinal } from './states';
import type { LedgerStore, Lock, PlanQuery } from './store';
import { takeBack } from './undo';

export interface LedgerDeps {
  store: LedgerStore;
  audit: Audit;
  handlers: readonly ActionHandler[];
  clock: Clock;
  lock: Lock;
  patience?: Partial<Patience>;
  /** Kill switch: aborted while the workflow is off. Default: never. */
  signalFor?(workflow: string): AbortSignal;
  /** Resolves when `signalFor` knows: a worker that has just started has to read the switch first. */
  ready?(): Promise<void>;
}

/** What became of one plan nobody waits for: `state` is null when it could not even be continued. */
export interface Resumed {
  planId: string;
  state: PlanState | null;
  problem: Problem | null;
}

export type Ledger = ReturnType<typeof createLedger>;

/**
 * The one door for effects on the world: preview, approve, run, undo. Every step is durable before and after
 * the call, so any worker may continue what another one left. Methods throw `Failure` when the plan is not
 * in a state for them; what goes wrong while running is in the plan they return.
 */
export function createLedger({
  store,
  audit,
  handlers,
  clock,
  lock,
  patience,
  signalFor,
  ready = () => Promise.resolve(),
}: LedgerDeps) {
  const journal = createJournal(audit, clock);
  const never = new AbortController().signal;
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]));
  const work: Work = {
    journal,
    clock,
    handlers: byKind,
    patience: { ...PATIENCE, ...patience },
    signalFor: signalFor ?? (() => never),
  };

  async function get(planId: string): Promise<Plan> {
    const plan = await store.plan(planId);
    if (plan) return plan;
    throw refused(
      'plan-unknown',
      `There is no plan ${planId}.`,
      'Make a new one; this one was erased or never saved.',
    );
  }

  /** Plans about one candidate never run at the same time: they would trip over each other's checks. */
  const lockFor = <T>(opportunityId: string, job: () => Promise<T>) =>
    lock(`fulcrum:candidate:${opportunityId}`, job);

  async function within(planId: string, job: (plan: Plan) => Promise<void>): Promise<Plan> {
    const [{ opportunityId }] = await Promise.all([get(planId), ready()]);
    return lockFor(opportunityId, async () => {
      const plan = await get(planId);
      await job(plan);
      return plan;
    });
  }

  function must(plan: Plan, states: readonly PlanState[], verb: string): void {
    if (states.includes(plan.state)) return;
    throw refused(
      `cannot-${verb}`,
      `"${plan.title}" cannot be ${PAST[verb] ?? verb}: ${NOW[plan.state]}.`,
      isFinal(plan.state) ? 'Make a new plan.' : 'Look at its state in Activity.',
    );
  }

  /** An expired proposal is ended on the spot, so that nobody can approve it by being quick. */
  async function mustBeOpen(plan: Plan): Promise<void> {
    if (isDue(plan, clock.now())) {
      await expire(journal, plan);
      throw expired(plan);
    }
    if (plan.state === 'expired') throw expired(plan);
    must(plan, ['proposed'], 'approve');
    mustBeOn(work, plan);
  }

  /** True when a plan held by the kill switch was held for so long that its checks mean nothing any more. */
  const heldTooLong = ({ problem, updatedAt }: Plan): boolean =>
    problem?.code === 'workflow-switched-off' && clock.now() - updatedAt > work.patience.stale;

  /** Continues in the direction the plan is going. */
  async function carryOn(plan: Plan, stale = false): Promise<void> {
    await markInterrupted(work, plan);
    await (plan.state === 'undoing' ? takeBack(work, plan) : advance(work, plan, stale));
  }

  async function outcome(planId: string, job: (plan: Plan) => Promise<void>): Promise<Resumed> {
    try {
      const plan = await within(planId, job);
      return { planId, state: plan.state, problem: plan.problem ?? null };
    } catch (error) {
      return { planId, state: null, problem: problemOf(error) };
    }
  }

  const resume = ({ id }: Plan): Promise<Resumed> =>
    outcome(id, async (plan) => {
      if (plan.state !== 'running' && plan.state !== 'undoing') return;
      await carryOn(plan, clock.now() - plan.updatedAt > work.patience.stale);
    });

  return {
    /** Saves a plan for preview; nothing is done. */
    propose: async (draft: PlanDraft): Promise<Plan> =>
      lockFor(draft.opportunityId, async () => {
        const plan = planFrom(draft, byKind, clock.now());
        if (await store.plan(plan.id))
          throw refused('plan-exists', `There already is a plan ${plan.id}.`, 'Use a new id for a new plan.');
        const actions = plan.actions.map(({ action: { id, kind, summary, system, effect, key } }) => ({
          id,
          kind,
          summary,
          system,
          effect,
          key,
        }));
        await journal.note(plan, 'plan-proposed', 'fulcrum', {
          title: plan.title,
          context: plan.context,
          actions,
        });
        return plan;
      }),

    /** `by`: Lever user id. The plan counts as running from here: a worker that starts would run it. */
    approve: (planId: string, by: string): Promise<Plan> =>
      within(planId, async (plan) => {
        await mustBeOpen(plan);
        Object.assign(plan, { approvedBy: by, approvedAt: clock.now() });
        await journal.plan(plan, { to: 'running', event: 'plan-approved', actor: by });
      }),

    /** Approves what the policy lets run by itself; the decision with its numbers goes into the log. */
    approveByRule: (planId: string, decision: Decision): Promise<Plan> =>
      within(planId, async (plan) => {
        await mustBeOpen(plan);
        mustAllow(plan, decision);
        const by = ruleOf(decision);
        Object.assign(plan, { approvedBy: by, approvedAt: clock.now() });
        const details = { decision };
        await journal.plan(plan, { to: 'running', event: 'plan-approved-by-rule', actor: by, details });
      }),

    /** Ends proposals nobody decided in time. Never rejects for one: what could not be ended now is due next time. */
    expireDue: async (now: number = clock.now()): Promise<Resumed[]> => {
      const proposed = await store.plans({ states: ['proposed'], limit: Number.MAX_SAFE_INTEGER });
      const end = async (plan: Plan) => {
        if (isDue(plan, now)) await expire(journal, plan);
      };
      return Promise.all(proposed.filter((plan) => isDue(plan, now)).map(({ id }) => outcome(id, end)));
    },

    /** Does an approved plan and resolves when it is done, taken back or parked; asking twice does it once. */
    run: (planId: string): Promise<Plan> =>
      within(planId, async (plan) => {
        must(plan, ['running', 'undoing', 'done', 'parked', 'rolled-back', 'undone'], 'run');
        if (plan.state === 'running' || plan.state === 'undoing') await carryOn(plan);
      }),

    /** Drops a plan that nobody approved; the reason, when there is one, goes into the log. */
    discard: (planId: string, by: string, reason = ''): Promise<Plan> =>
      within(planId, async (plan) => {
        must(plan, ['proposed', 'expired'], 'discard');
        const details = reason ? { reason } : undefined;
        await journal.plan(plan, { to: 'discarded', event: 'plan-discarded', actor: by, details });
      }),

    /**
     * Takes a plan back, last action first; also while the workflow is switched off. `force` also where somebody
     * changed the thing meanwhile.
     */
    undo: (planId: string, by: string, { force = false } = {}): Promise<Plan> =>
      within(planId, async (plan) => {
        const refusal = cannotUndo(plan);
        if (refusal) throw new Failure(refusal);
        await markInterrupted(work, plan);
        plan.undo = {
          ...(plan.undo ?? { by, at: clock.now(), cause: 'asked' as const }),
          force,
          insistedBy: by,
        };
        if (plan.state !== 'undoing')
          await journal.plan(plan, {
            to: 'undoing',
            event: force ? 'undo-forced' : 'undo-started',
            actor: by,
          });
        await takeBack(work, plan);
      }),

    /** Tries a parked plan again in the direction it was going; an unknown outcome is read again, not resent. */
    retry: (planId: string, by: string): Promise<Plan> =>
      within(planId, async (plan) => {
        must(plan, ['parked'], 'retry');
        if (plan.undo) plan.undo = { ...plan.undo, insistedBy: by };
        mustBeOn(work, plan);
        const stale = heldTooLong(plan);
        for (const record of plan.undo ? [] : plan.actions) {
          if (record.state !== 'failed') continue;
          record.attempts = 0;
          await journal.action(plan, record, { to: 'planned', event: 'action-retried', actor: by });
        }
        await journal.plan(plan, { to: plan.undo ? 'undoing' : 'running', event: 'plan-retried', actor: by });
        await carryOn(plan, stale);
      }),

    /** Goes on without the action a parked plan waits for: forwards it is not done, backwards it stays standing. */
    skip: (planId: string, actionId: string, by: string): Promise<Plan> =>
      within(planId, async (plan) => {
        must(plan, ['parked'], 'skip');
        const record = stuckAt(plan);
        if (!record || record.action.id !== actionId)
          throw refused(
            'cannot-skip',
            `"${plan.title}" does not wait for ${actionId}.`,
            `It waits for ${record?.action.summary ?? 'nothing that can be skipped'}.`,
          );
        if (plan.undo) plan.undo = { ...plan.undo, insistedBy: by };
        mustBeOn(work, plan);
        await journal.action(plan, record, {
          to: 'skipped',
          event: 'action-skipped',
          actor: by,
          problem: record.problem,
        });
        await journal.plan(plan, { to: plan.undo ? 'undoing' : 'running', event: 'plan-retried', actor: by });
        await carryOn(plan);
      }),

    /**
     * Continues everything left unfinished: call at every worker start, from the alarm, and when a switch was
     * thrown: plans of a workflow that is off are parked with the reason. Never rejects for one plan.
     */
    resumeAll: async (): Promise<Resumed[]> => {
      const plans = await store.plans({ states: ['running', 'undoing'], limit: Number.MAX_SAFE_INTEGER });
      return Promise.all(plans.map(resume));
    },

    /** Erases what is held about a candidate: plans and the key of sealed log details. The chain still verifies. */
    erase: (opportunityId: string, by: string): Promise<void> =>
      lockFor(opportunityId, async () => {
        const open = await store.plans({ opportunityId, states: ['running', 'undoing', 'parked'], limit: 1 });
        if (open[0])
          throw refused(
            'cannot-erase',
            `"${open[0].title}" is not finished, so what is known about it is still needed.`,
            'Finish or undo it in Activity first.',
          );
        await audit.record(
          [{ actor: by, workflow: 'review-activity', opportunityId, event: 'candidate-erased' }],
          { erase: opportunityId },
        );
      }),

    /** What undo would meet: what the plan wrote beside what is there now. Reads only. */
    compareBeforeUndo: async (planId: string): Promise<Comparison> => compareWithNow(work, await get(planId)),

    /** A proposal that is due reads as expired. */
    plan: async (planId: string): Promise<Plan | null> => {
      const plan = await store.plan(planId);
      return plan && asOf(plan, clock.now());
    },
    /** Most recently changed first. */
    plans: (query: PlanQuery = {}): Promise<Plan[]> => plansAsOf(store, query, clock.now()),
    subscribe: journal.subscribe,
  };
}

const PAST: Record<string, string> = {
  approve: 'approved',
  run: 'run',
  discard: 'discarded',
  retry: 'retried',
  skip: 'continued',
};

const NOW: Record<PlanState, string> = {
  proposed: 'nobody has approved it yet',
  running: 'it is running',
  done: 'it is done',
  'rolled-back': 'it failed, and everything it did was already taken back',
  parked: 'it waits for a decision',
  undoing: 'it is being taken back',
  undone: 'it has already been undone',
  discarded: 'it was discarded',
  expired: 'nobody approved it in time',
};

const refused = (code: string, message: string, next: string) => new Failure({ code, message, next });
