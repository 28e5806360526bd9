import type { Problem } from '@/lib/domain/problem';
import { may, type Viewer } from '@/lib/governance/access';
import {
  decide,
  type Known,
  type KnownPosting,
  notEarned,
  percent,
  roleLevelOf,
  standingOf,
} from '@/lib/governance/decide';
import { agreementOf, agreementOverTime, agreementsNeeded } from '@/lib/governance/earned-autonomy';
import { capOf, type OffBecause, offOf, ruleAt } from '@/lib/governance/phase-rules';
import type { Phase, RoleLevel } from '@/lib/governance/policy';
import { type PolicyInForce, WINDOW } from '@/lib/governance/policy-document';
import type { Verdict } from '@/lib/governance/port';
import { notAllowed } from '@/lib/governance/refusals';
import { proposeRoleLevel } from '@/lib/governance/role-level';
import type { AutomatedWorkflow } from './automated-workflows';
import type {
  AutomationView,
  LevelPlace,
  MayView,
  OffView,
  PostingPlace,
  PostingView,
  RecordView,
  WorkflowView,
} from './contract';
import type { ListedPosting } from './port';

/** The decisions about one workflow, oldest first. */
export interface History {
  verdicts: readonly Verdict[];
  /** How many of those that count cannot be read. */
  damaged: number;
}

const NONE: History = { verdicts: [], damaged: 0 };

/** The policy for a workflow whose record may be damaged: then nothing of it runs by itself. */
export const withHistory = (policy: PolicyInForce, name: string, { damaged }: History): PolicyInForce =>
  damaged === 0 ? policy : { ...policy, problems: [...policy.problems, recordProblem(name, damaged)] };

/** Stands for any posting that has no rules and no record of its own. */
const ANY: KnownPosting = { id: '*', title: '', level: null };
/** Decisions drawn in the plot. */
const POINTS = 200;

const offView = (because: OffBecause | null): OffView | null =>
  because && { scope: because.scope, name: because.off.name, at: because.off.at };

/** The phase in force at a place, and whole sentences for why it is no other. */
function inForce(
  policy: PolicyInForce,
  known: Known,
  workflow: AutomatedWorkflow,
): { phase: Phase; wished: Phase; why: string[] } {
  const { name } = workflow;
  const { phase, reasons, basis } = decide(policy, known, {
    workflow: workflow.workflow,
    postingId: known.posting?.id ?? null,
    roleLevel: 'standard',
    critical: [],
    rejects: false,
  });
  if (!basis) return { phase, wished: 1, why: reasons.map((one) => one.text) };
  const { wished, earned } = basis;
  const cap = capOf(policy, workflow.workflow);
  const why = reasons.filter((one) => one.code !== 'switched-off').map((one) => one.text);
  const reached = Math.min(wished, cap);
  if (phase > 1 && cap < wished) why.push(`Your administrator allows ${name} at most phase ${cap}.`);
  if (phase > 1 && phase < reached) {
    const needed = agreementsNeeded(
      standingOf(known.verdicts, known.posting?.id ?? null, policy.admin.bars).counted[3],
      policy.admin.bars[3],
      WINDOW,
    );
    why.push(notEarned(name, 3, basis, basis.bar, needed).text);
  } else if (phase > 1 && earned >= phase) {
    why.push(
      `Phase ${phase} is earned: ${basis.agreed} of the last ${basis.decided} decisions agreed, which proves ${percent(basis.lower)} agreement; ${percent(basis.bar)} is needed.`,
    );
  }
  return { phase, wished, why };
}

/** How far the proposals of a workflow were agreed with. */
export function recordOf(verdicts: readonly Verdict[], bars: { 2: number; 3: number }): RecordView {
  const outcomes = verdicts.map((one) => one.outcome);
  return {
    ...agreementOf(outcomes, WINDOW),
    earned: standingOf(verdicts, null, bars).earned.phase,
    needed: {
      2: agreementsNeeded(outcomes, bars[2], WINDOW),
      3: agreementsNeeded(outcomes, bars[3], WINDOW),
    },
    points: agreementOverTime(verdicts, WINDOW, POINTS),
  };
}

const LEVELS = ['standard', 'critical', 'executive'] as const;

const levelPlace = (
  { policy }: PolicyInForce,
  { workflow }: AutomatedWorkflow,
  level: RoleLevel,
): LevelPlace => ({
  level,
  own: ruleAt(policy.rules, { workflow, postingId: null, roleLevel: level }),
  capped: level !== 'standard',
});

function workflowView(policy: PolicyInForce, workflow: AutomatedWorkflow, history: History): WorkflowView {
  const { verdicts } = history;
  const known = { name: workflow.name, posting: ANY, verdicts };
  const { phase, wished, why } = inForce(withHistory(policy, workflow.name, history), known, workflow);
  return {
    workflow: workflow.workflow,
    name: workflow.name,
    about: workflow.about,
    phases: workflow.phases,
    off: offView(offOf(policy, workflow.workflow)),
    general:
      ruleAt(policy.policy.rules, { workflow: workflow.workflow, postingId: null, roleLevel: null }) ?? 1,
    levels: LEVELS.map((level) => levelPlace(policy, workflow, level)),
    wished,
    inForce: phase,
    why,
    cap: capOf(policy, workflow.workflow),
    record: recordOf(verdicts, policy.admin.bars),
  };
}

function placeView(
  policy: PolicyInForce,
  workflow: AutomatedWorkflow,
  posting: ListedPosting,
  history: History,
  general: readonly string[],
): PostingPlace {
  const { verdicts } = history;
  const known = { name: workflow.name, posting, verdicts };
  const { phase, why } = inForce(withHistory(policy, workflow.name, history), known, workflow);
  const own = verdicts.filter((one) => one.postingId === posting.id).map((one) => one.outcome);
  return {
    workflow: workflow.workflow,
    own: ruleAt(policy.policy.rules, {
      workflow: workflow.workflow,
      postingId: posting.id,
      roleLevel: null,
    }),
    inForce: phase,
    // What holds for the workflow everywhere is said there, once.
    why: why.filter((one) => !general.includes(one)),
    record: own.length > 0 ? agreementOf(own, WINDOW) : null,
  };
}

/** The whole page. Postings come by title. */
export function viewOf(
  policy: PolicyInForce,
  workflows: readonly AutomatedWorkflow[],
  histories: ReadonlyMap<string, History>,
  listed: { postings: readonly ListedPosting[]; readAt: number | null; problems: readonly Problem[] },
  viewer: Viewer,
): AutomationView {
  const of = ({ workflow }: AutomatedWorkflow) => histories.get(workflow) ?? NONE;
  const views = workflows.map((one) => workflowView(policy, one, of(one)));
  const postings = listed.postings.map((posting): PostingView => {
    const { level, source } = roleLevelOf(policy, posting);
    return {
      id: posting.id,
      title: posting.title,
      team: posting.team,
      location: posting.location,
      level,
      source,
      suggested: proposeRoleLevel(posting.title, posting.level),
      places: workflows.map((one, i) => placeView(policy, one, posting, of(one), views[i]?.why ?? [])),
    };
  });
  const { allOff } = policy.policy;
  return {
    everything: allOff && { scope: 'everything', name: allOff.name, at: allOff.at },
    workflows: views,
    postings: postings.sort((a, b) => a.title.localeCompare(b.title) || a.id.localeCompare(b.id)),
    postingsReadAt: listed.readAt,
    bars: policy.admin.bars,
    window: WINDOW,
    maxPhase: policy.admin.maxPhase,
    fixedByAdmin: policy.admin.fixed,
    problems: [
      ...policy.problems,
      ...workflows.flatMap((one) => (of(one).damaged > 0 ? [recordProblem(one.name, of(one).damaged)] : [])),
      ...listed.problems,
    ],
    may: mayOf(viewer),
  };
}

/**
 * Stopping is open to everybody who may schedule, and while nobody can tell the role: a stop only takes away.
 * Everything that gives Fulcrum more room needs the right to change the policy.
 */
export function mayOf({ id, role }: Viewer): MayView {
  const change = id !== null && may(role, 'change-policy');
  const stop = change || role === 'unknown' || may(role, 'schedule');
  if (change) return { stop, change, why: null };
  const why: Problem =
    id === null
      ? {
          code: 'not-connected',
          message: 'Lever is not connected, so nobody knows your role.',
          next: 'Connect Lever under Connections to change what may act by itself.',
          subject: 'Lever',
        }
      : notAllowed(role, 'change-policy').problem;
  return { stop, change, why };
}

export const cappedProblem = (level: RoleLevel): Problem => ({
  code: 'role-level-capped',
  message: `For ${level} roles a person always decides: they stay in phase 1.`,
  next: 'Set the role level of single postings below if one of them is not that delicate.',
});

/** What everybody reads who asks a workflow that is off. `since` is the moment in words; null = not known. */
export function offProblem(name: string, { scope, off }: OffBecause, since: string | null): Problem {
  const what = scope === 'everything' ? 'Everything is stopped' : `${name} is switched off`;
  return {
    code: 'workflow-switched-off',
    message: `${what} by ${off.name}${since === null ? '' : ` since ${since}`}.`,
    next:
      scope === 'admin'
        ? 'Only your administrator can switch it on again.'
        : 'Switch it on again under Automation in the control room.',
  };
}

export const fixedProblem = (what: string): Problem => ({
  code: 'fixed-by-admin',
  message: `Your administrator fixed ${what}.`,
  next: 'Ask them to change the policy; everything else stays yours.',
});

/** Damaged decisions would make the record look better or worse than it is. */
const recordProblem = (name: string, damaged: number): Problem => ({
  code: 'record-unreadable',
  message: `${damaged} of the decisions ${name} is measured by cannot be read, so it stays in phase 1.`,
  next: `It counts again when ${WINDOW} newer decisions have taken their place.`,
});
