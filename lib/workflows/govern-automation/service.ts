import { Failure, type Problem, problemOf } from '@/lib/domain/problem';
import type { Viewer } from '@/lib/governance/access';
import { capOf, offOf, withRule } from '@/lib/governance/phase-rules';
import type { Implementation } from '@/lib/messaging/contract';
import type { AutomatedWorkflow } from './automated-workflows';
import type { AutomationView, governAutomation } from './contract';
import type { Governor, PolicyChange } from './governor';
import type { Actor, GovernanceStore, PostingSource } from './port';
import { cappedProblem, fixedProblem, mayOf, viewOf } from './rules';

export interface GovernAutomationDeps {
  governor: Governor;
  store: Pick<GovernanceStore, 'postings' | 'keepPostings' | 'postingsReadAt'>;
  postings: PostingSource;
  workflows: readonly AutomatedWorkflow[];
  actor(): Promise<Actor>;
  /** Who looks, by their role in Lever; the least when Lever cannot tell. */
  viewer(): Promise<Viewer>;
  /** Called after a switch was thrown: running plans are held, timers go. Not waited for: other plans run on. */
  switched(): void;
}

/** The list of postings is read again when it is older than this, ms. */
const POSTINGS_LIFE = 60 * 60_000;

/** The Automation page in the worker. */
export function createGovernAutomation(deps: GovernAutomationDeps): Implementation<typeof governAutomation> {
  const { governor, store, workflows } = deps;

  function workflowOf(id: string): AutomatedWorkflow {
    const found = workflows.find((one) => one.workflow === id);
    if (found) return found;
    throw new Failure({
      code: 'workflow-unknown',
      message: `There is no workflow “${id}” to govern.`,
      next: 'Reload the page.',
    });
  }

  /** Reads the postings when they are old, unless everything is stopped: then nothing leaves this computer. */
  async function readPostings(refresh: boolean, problems: Problem[]): Promise<void> {
    const [policy, readAt] = await Promise.all([governor.load(), store.postingsReadAt()]);
    const old = readAt === null || governor.now() - readAt > POSTINGS_LIFE;
    if (policy.policy.allOff || !(refresh || old)) return;
    try {
      await store.keepPostings(await deps.postings.all(), governor.now());
    } catch (error) {
      problems.push(problemOf(error));
    }
  }

  async function view(refresh = false): Promise<AutomationView> {
    const problems: Problem[] = [];
    await readPostings(refresh, problems);
    const [viewer, policy, postings, readAt, histories] = await Promise.all([
      deps.viewer(),
      governor.load(),
      store.postings(),
      store.postingsReadAt(),
      Promise.all(
        workflows.map(async ({ workflow }) => [workflow, await governor.historyOf(workflow)] as const),
      ),
    ]);
    return viewOf(policy, workflows, new Map(histories), { postings, readAt, problems }, viewer);
  }

  /** @throws Failure with who may do it instead */
  async function must(what: 'stop' | 'change'): Promise<void> {
    const allowed = mayOf(await deps.viewer());
    if (!allowed[what] && allowed.why) throw new Failure(allowed.why);
  }

  async function change(make: (by: Actor) => PolicyChange): Promise<AutomationView> {
    const by = await deps.actor();
    await governor.change(by, make(by));
    return view();
  }

  const off = (by: Actor) => ({ by: by.id, name: by.name, at: governor.now() });

  return {
    read: ({ refresh }) => view(refresh),

    async switchWorkflow({ workflow, on }) {
      const { name } = workflowOf(workflow);
      await must(on ? 'change' : 'stop');
      if (on && offOf(await governor.load(), workflow)?.scope === 'admin')
        throw new Failure(fixedProblem(`that ${name} is off`));
      const shown = await change((by) => ({
        workflow,
        event: on ? 'workflow-switched-on' : 'workflow-switched-off',
        summary: `${name} switched ${on ? 'on' : 'off'}`,
        stops: !on,
        edit: (policy) => {
          const { [workflow]: _, ...others } = policy.off;
          return { ...policy, off: on ? others : { ...others, [workflow]: off(by) } };
        },
      }));
      deps.switched();
      return shown;
    },

    async switchEverything({ on }) {
      await must(on ? 'change' : 'stop');
      const shown = await change((by) => ({
        workflow: 'govern-automation',
        event: on ? 'everything-switched-on' : 'everything-stopped',
        summary: on ? 'Everything may run again' : 'Everything was stopped',
        stops: !on,
        edit: (policy) => ({ ...policy, allOff: on ? null : off(by) }),
      }));
      deps.switched();
      return shown;
    },

    async setPhase({ workflow, postingId, roleLevel, phase }) {
      const { name } = workflowOf(workflow);
      await must('change');
      if (phase !== null && phase > 1 && roleLevel !== null && roleLevel !== 'standard')
        throw new Failure(cappedProblem(roleLevel));
      const cap = capOf(await governor.load(), workflow);
      if (phase !== null && phase > cap)
        throw new Failure(fixedProblem(`that ${name} goes no higher than phase ${cap}`));
      const where =
        postingId === null ? (roleLevel === null ? '' : ` for ${roleLevel} roles`) : ' for one posting';
      return change(() => ({
        workflow,
        event: 'phase-wished',
        summary: `${name}${where}: ${phase === null ? 'no wish of its own' : `phase ${phase} wished`}`,
        details: { postingId, roleLevel, phase },
        edit: (policy) => ({
          ...policy,
          rules: withRule(policy.rules, { workflow, postingId, roleLevel }, phase),
        }),
      }));
    },

    async setRoleLevel({ postingId, level }) {
      await must('change');
      const { admin } = await governor.load();
      if (Object.hasOwn(admin.roleLevels, postingId))
        throw new Failure(fixedProblem('the role level of this posting'));
      return change(() => ({
        workflow: 'govern-automation',
        event: 'role-level-set',
        summary: `Role level of one posting: ${level ?? 'as its title suggests'}`,
        details: { postingId, level },
        edit: (policy) => {
          const { [postingId]: _, ...others } = policy.roleLevels;
          return { ...policy, roleLevels: level === null ? others : { ...others, [postingId]: level } };
        },
      }));
    },
  };
}
