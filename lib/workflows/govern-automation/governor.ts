import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import { decide } from '@/lib/governance/decide';
import { offOf } from '@/lib/governance/phase-rules';
import type { Decision, Proposal } from '@/lib/governance/policy';
import { type Policy, type PolicyInForce, readPolicy } from '@/lib/governance/policy-document';
import type { Governance, Verdict } from '@/lib/governance/port';
import type { EntryDraft } from '@/lib/ledger/store';
import type { Clock } from '@/lib/platform/clock';
import { createAnnouncer } from './announce';
import type { AutomatedWorkflow } from './automated-workflows';
import type { Actor, GovernanceStore, ListedPosting, PostingSource } from './port';
import { type History, offProblem, withHistory } from './rules';
import { createSwitchboard } from './switchboard';

export interface GovernorDeps {
  store: GovernanceStore;
  audit: { record(drafts: readonly EntryDraft[]): Promise<void> };
  clock: Pick<Clock, 'now'>;
  workflows: readonly AutomatedWorkflow[];
  postings: PostingSource;
  /** The administrator's part, not yet checked; undefined = none. */
  preset(): Promise<unknown>;
  /** A moment in the words of this computer: "Sun 22 Nov, 10:15". */
  inWords(at: number): string;
}

/** One change of the policy and how the log tells it. */
export interface PolicyChange {
  workflow: string;
  event: string;
  summary: string;
  details?: Record<string, unknown>;
  edit(policy: Policy): Policy;
  /** It only takes away: in force before it is logged. Everything else is logged before it is in force. */
  stops?: boolean;
}

export type Governor = ReturnType<typeof createGovernor>;

/** The policy in the worker: what workflows ask, what stops them, and every change of it in the audit log. */
export function createGovernor(deps: GovernorDeps) {
  const { store, audit, clock, workflows } = deps;
  const board = createSwitchboard();
  const announcer = createAnnouncer({ store, audit });
  const nameOf = (workflow: string): string | null =>
    workflows.find((one) => one.workflow === workflow)?.name ?? null;
  let last: Promise<unknown> = Promise.resolve();

  /** Reads anew each time; whatever goes wrong means off, not on. */
  async function load(): Promise<PolicyInForce> {
    const [stored, preset] = await Promise.allSettled([store.policy(), deps.preset()]);
    const read = readPolicy(
      stored.status === 'fulfilled' ? stored.value : 'unreadable',
      preset.status === 'fulfilled' ? preset.value : 'unreadable',
    );
    for (const one of [stored, preset])
      if (one.status === 'rejected') read.problems.push(problemOf(one.reason));
    return read;
  }

  function whyOff(policy: PolicyInForce, workflow: string): Problem | null {
    const because = offOf(policy, workflow);
    if (!because) return null;
    const { at } = because.off;
    return offProblem(nameOf(workflow) ?? workflow, because, at === null ? null : deps.inWords(at));
  }

  function apply(policy: PolicyInForce): void {
    board.apply((workflow) => whyOff(policy, workflow));
  }

  async function start(): Promise<void> {
    const policy = await load();
    apply(policy);
  }
  let started: Promise<void> | null = null;
  const ready = (): Promise<void> => {
    started ??= start();
    return started;
  };

  const historyOf = (workflow: string): Promise<History> => store.verdicts(workflow);

  async function postingOf(id: string | null, mayRead: boolean): Promise<ListedPosting | null> {
    if (id === null) return null;
    const listed = (await store.postings()).find((one) => one.id === id);
    if (listed || !mayRead) return listed ?? null;
    try {
      return await deps.postings.one(id);
    } catch {
      // Not a failure of the question: the decision names the posting as unknown and asks for a person.
      return null;
    }
  }

  async function decideNow(proposal: Proposal): Promise<Decision> {
    const policy = await load();
    const name = nameOf(proposal.workflow);
    const [posting, history] = await Promise.all([
      postingOf(proposal.postingId, offOf(policy, proposal.workflow) === null),
      historyOf(proposal.workflow),
    ]);
    const inForce = withHistory(policy, name ?? proposal.workflow, history);
    return decide(inForce, { name, posting, verdicts: history.verdicts }, proposal);
  }

  async function changeNow(by: Actor, change: PolicyChange): Promise<void> {
    const before = await load();
    const edited = change.edit(before.policy);
    const entry = (event: string, summary: string, details: object = {}): EntryDraft => ({
      actor: by.id,
      workflow: change.workflow,
      opportunityId: null,
      event,
      details: { summary, ...details },
    });
    const entries = [entry(change.event, change.summary, change.details)];
    const damage = before.problems.find((one) => one.code === 'policy-unreadable');
    if (damage) entries.push(entry('policy-replaced', damage.message));
    if (change.stops) {
      // What is under way hears it before anything is written.
      apply({ ...before, policy: edited });
      await store.savePolicy(edited);
      await audit.record(entries);
    } else {
      await audit.record(entries);
      await store.savePolicy(edited);
    }
    apply(await load());
  }

  const governance: Governance = {
    decide: decideNow,
    isOn: async (workflow) => offOf(await load(), workflow) === null,
    async record(verdict: Verdict) {
      if (!(await store.addVerdict(verdict))) return;
      await announcer.announce(verdict, (await load()).admin.bars);
    },
  };

  return {
    ...governance,
    load,
    historyOf,
    now: clock.now,
    /** @throws Failure `workflow-switched-off` by whom and since when. */
    async mustBeOn(workflow: string): Promise<void> {
      const problem = whyOff(await load(), workflow);
      if (problem) throw new Failure(problem);
    },
    /** One after the other: two pages may change the policy at the same time. */
    change(by: Actor, change: PolicyChange): Promise<void> {
      const turn = last.then(() => changeNow(by, change));
      last = turn.catch(() => undefined);
      return turn;
    },
    /** Resolves when the switches of this worker are known; from then on `signalFor` tells the truth. */
    ready,
    signalFor: board.signalFor,
    /** The administrator's part changed. */
    async reload(): Promise<void> {
      const policy = await load();
      apply(policy);
      for (const { workflow } of workflows)
        await announcer.announce({ workflow, postingId: null }, policy.admin.bars);
    },
  };
}
