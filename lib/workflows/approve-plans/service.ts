import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Plan } from '@/lib/ledger/plan';
import { cannotRecallOf, problemOfPlan, writeViewsOf } from '@/lib/ledger/plan-views';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { ApprovalItem, Approved, approvePlans, Inbox } from './contract';
import type { GovernanceAccess, LedgerAccess, Lever, PlanKind, Triggers } from './port';
import { isOpen, refusalOf, sectionsOf } from './rules';

export interface ApprovePlansDeps {
  ledger: LedgerAccess;
  governance: GovernanceAccess;
  /** By folder name of the workflow. */
  kinds: Readonly<Record<string, PlanKind>>;
  triggers: Triggers;
  lever: Lever;
  clock: Pick<Clock, 'now'>;
}

/** Far more than anybody would leave waiting; decided ones are cut by age. */
const MOST = 500;

/** The approvals inbox. Knows no workflow: what a plan is about and whether it still holds is asked of its {@link PlanKind}. */
export function createApprovePlans({ ledger, governance, kinds, triggers, lever, clock }: ApprovePlansDeps) {
  const kindOf = (plan: Plan): PlanKind | null =>
    Object.hasOwn(kinds, plan.workflow) ? (kinds[plan.workflow] ?? null) : null;

  const show = (plan: Plan, problem: Problem | null = null): ApprovalItem =>
    itemOf(plan, kindOf(plan), problem);

  async function mustFind(planId: string): Promise<Plan> {
    const plan = await ledger.plan(planId);
    if (plan) return plan;
    throw new Failure({
      code: 'plan-unknown',
      message: 'This proposal is not known on this machine any more.',
      next: 'Reload the list.',
      subject: planId,
    });
  }

  /** Everything that has to hold at the moment of the yes; null when it does. */
  async function obstacle(plan: Plan): Promise<{ problem: Problem; again: boolean } | null> {
    const own = refusalOf(plan, clock.now());
    if (own) return { problem: own, again: false };
    const kind = kindOf(plan);
    if (!kind)
      return {
        again: false,
        problem: {
          code: 'cannot-recheck',
          message: `This version of Fulcrum does not know “${plan.workflow}”, so it cannot check whether this still holds.`,
          next: 'Turn it down, or update Fulcrum.',
          subject: plan.id,
        },
      };
    const { off } = await governance.decide(kind.proposalOf(plan));
    if (off)
      return {
        again: false,
        problem: {
          code: 'workflow-off',
          message: 'This kind of work has been switched off, so nothing of it may run.',
          next: 'Switch it on again under Governance, or turn this down.',
          subject: plan.id,
        },
      };
    const checked = await kind.recheck(plan);
    return checked.ok ? null : checked;
  }

  const refused = (plan: Plan, problem: Problem, instead: ApprovalItem | null = null): Approved => ({
    planId: plan.id,
    outcome: 'refused',
    item: show(plan),
    problem,
    instead,
  });

  /** The next best in place of a plan whose time is gone; the old one is dropped only once the new one is saved. */
  async function nextBest(plan: Plan, problem: Problem): Promise<Approved> {
    let instead: Plan;
    try {
      instead = (await kindOf(plan)?.again(plan)) ?? plan;
    } catch (error) {
      const none = problemOf(error);
      return refused(plan, {
        ...problem,
        next: `Nothing was done and nobody was told. ${none.message} ${none.next}`,
      });
    }
    const old = await ledger.discard(plan.id, 'fulcrum');
    return refused(old, problem, show(instead));
  }

  async function approve(planId: string): Promise<Approved> {
    const plan = await mustFind(planId);
    const stands = await obstacle(plan);
    if (stands) return stands.again ? nextBest(plan, stands.problem) : refused(plan, stands.problem);
    const by = await lever.me();
    try {
      await ledger.approve(planId, by);
    } catch (error) {
      // Another page was faster: what became of it is the answer, not a failure.
      const now = await mustFind(planId);
      if (now.state === 'proposed') throw error;
      return refused(now, refusalOf(now, clock.now()) ?? problemOf(error));
    }
    await verdict(plan, by, 'agreed');
    const done = await ledger.run(planId);
    await kindOf(plan)?.forget(plan.opportunityId);
    if (done.state === 'done')
      return { planId, outcome: 'done', item: show(done), problem: null, instead: null };
    const item = show(done);
    if (done.state === 'running') return { planId, outcome: 'running', item, problem: null, instead: null };
    const found = done.state === 'rolled-back' ? await kindOf(plan)?.recheck(done) : null;
    // Taken between the check here and the check of the plan itself: nothing is left of it, so the next best is offered.
    const instead =
      found && !found.ok && found.again
        ? await kindOf(plan)
            ?.again(done)
            .then(show, () => null)
        : null;
    return { planId, outcome: 'failed', item, problem: item.problem, instead: instead ?? null };
  }

  const verdict = (plan: Plan, by: string, outcome: 'agreed' | 'refused'): Promise<void> =>
    governance.record({
      workflow: plan.workflow,
      postingId: plan.postingId,
      planId: plan.id,
      outcome,
      by,
      at: clock.now(),
    });

  async function turnDown(planId: string, reason: string): Promise<ApprovalItem> {
    const plan = await mustFind(planId);
    const by = await lever.me();
    const late = !isOpen(plan, clock.now());
    const dropped = await ledger.discard(planId, by, reason);
    // An expired proposal put away says nothing about whether it was a good one.
    if (!late) await verdict(plan, by, 'refused');
    return show(dropped);
  }

  async function proposeAgain(planId: string): Promise<ApprovalItem> {
    const plan = await mustFind(planId);
    const kind = kindOf(plan);
    if (!kind || isOpen(plan, clock.now()))
      throw new Failure({
        code: 'cannot-propose-again',
        message: kind
          ? 'This proposal is still open.'
          : `This version of Fulcrum does not know “${plan.workflow}”.`,
        next: kind ? 'Approve it or turn it down.' : 'Turn it down, or update Fulcrum.',
        subject: planId,
      });
    const checked = await kind.recheck(plan);
    if (!checked.ok && !checked.again) throw new Failure(checked.problem);
    const fresh = await kind.again(plan);
    if (plan.state === 'proposed') await ledger.discard(planId, 'fulcrum');
    return show(fresh);
  }

  async function inbox(): Promise<Inbox> {
    const [plans, status] = await Promise.all([ledger.plans({ limit: MOST }), triggers.status()]);
    const sections = sectionsOf(plans, clock.now());
    const { waiting, ...watch } = status;
    return {
      open: sections.open.map((plan) => show(plan)),
      expired: sections.expired.map((plan) => show(plan)),
      decided: sections.decided.map((plan) => show(plan)),
      waiting: waiting.map((one) => ({ ...one, told: one.escalatedAt !== null })),
      watch,
    };
  }

  async function count(): Promise<number> {
    const [plans, { waiting }] = await Promise.all([
      ledger.plans({ states: ['proposed'], limit: MOST }),
      triggers.status(),
    ]);
    const open = plans.filter((plan) => isOpen(plan, clock.now()));
    return open.length + waiting.filter((one) => one.escalatedAt !== null).length;
  }

  const implementation: Implementation<typeof approvePlans> = {
    inbox,
    count,
    item: async ({ planId }) => show(await mustFind(planId)),
    async check({ planId }) {
      const found = await obstacle(await mustFind(planId));
      return { ok: found === null, problem: found?.problem ?? null };
    },
    approve: ({ planId }) => approve(planId),
    turnDown: ({ planId, reason }) => turnDown(planId, reason.trim()),
    proposeAgain: ({ planId }) => proposeAgain(planId),
    async undo({ planId, force }) {
      const plan = await mustFind(planId);
      const undone = await ledger.undo(planId, await lever.me(), { force });
      await kindOf(plan)?.forget(plan.opportunityId);
      return show(undone);
    },
    async change({ planId }) {
      const plan = await mustFind(planId);
      await lever.open(plan.opportunityId, kindOf(plan)?.describe(plan).link ?? null);
      return null;
    },
    async openWaiting({ id }) {
      const one = (await triggers.status()).waiting.find((entry) => entry.id === id);
      if (one) await lever.open(one.opportunityId, one.link);
      return null;
    },
    async stopLooking({ id }) {
      await triggers.stop(id);
      return null;
    },
  };
  return { implementation, count };
}

/** One plan as the inbox shows it. Payloads never leave the worker. */
function itemOf(plan: Plan, kind: PlanKind | null, problem: Problem | null): ApprovalItem {
  const about = kind?.describe(plan);
  return {
    planId: plan.id,
    workflow: plan.workflow,
    title: plan.title,
    state: plan.state,
    opportunityId: plan.opportunityId,
    candidate: about?.candidate ?? null,
    posting: about?.posting ?? null,
    stage: about?.stage ?? null,
    when: about?.when ?? null,
    needs: plan.needs,
    writes: writeViewsOf(plan),
    texts: about?.texts ?? [],
    cannotRecall: cannotRecallOf(plan),
    proposedAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    factsAt: about?.factsAt ?? plan.createdAt,
    decidedAt: plan.approvedAt,
    updatedAt: plan.updatedAt,
    problem: problem ?? problemOfPlan(plan),
  };
}
