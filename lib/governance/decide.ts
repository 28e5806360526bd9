import { type Agreement, agreementOf, agreementsNeeded, type Earned, earnedPhase } from './earned-autonomy';
import { capOf, type OffBecause, offOf, wishedPhase } from './phase-rules';
import type { Decision, Phase, Proposal, Reason, RoleLevel } from './policy';
import { type PolicyInForce, WINDOW } from './policy-document';
import type { Verdict } from './port';
import { proposeRoleLevel, stricter } from './role-level';

/** A posting as Lever describes it. */
export interface KnownPosting {
  id: string;
  title: string;
  /** Lever's level field. */
  level: string | null;
}

/** What is known beside the policy. */
export interface Known {
  /** Name of the workflow as people read it; null = no such workflow is known. */
  name: string | null;
  /** Null when Lever does not know the posting or it could not be read. */
  posting: KnownPosting | null;
  /** Every decision about the workflow, oldest first. */
  verdicts: readonly Verdict[];
}

export type RoleLevelSource = 'admin' | 'you' | 'title';

/** The level in force of a posting: the administrator's, else the recruiter's, else what its title suggests. */
export function roleLevelOf(
  { policy, admin }: PolicyInForce,
  posting: KnownPosting,
): { level: RoleLevel; source: RoleLevelSource } {
  const fixed = Object.hasOwn(admin.roleLevels, posting.id) ? admin.roleLevels[posting.id] : undefined;
  if (fixed) return { level: fixed, source: 'admin' };
  const said = Object.hasOwn(policy.roleLevels, posting.id) ? policy.roleLevels[posting.id] : undefined;
  if (said) return { level: said, source: 'you' };
  return { level: proposeRoleLevel(posting.title, posting.level), source: 'title' };
}

/** The record a phase is judged on. */
export interface Standing {
  earned: Earned;
  /** Outcomes the bar of phase `n` is held against. */
  counted: { 2: readonly Verdict['outcome'][]; 3: readonly Verdict['outcome'][] };
}

/** What a workflow, or one posting in it, has earned. */
export function standingOf(
  verdicts: readonly Verdict[],
  postingId: string | null,
  bars: { 2: number; 3: number },
): Standing {
  const all = verdicts.map((one) => one.outcome);
  const own =
    postingId === null
      ? null
      : verdicts.filter((one) => one.postingId === postingId).map((one) => one.outcome);
  const earned = earnedPhase(all, own, bars, WINDOW);
  const of = (by: 'workflow' | 'posting') => (by === 'posting' && own ? own : all);
  return { earned, counted: { 2: of(earned.by[2]), 3: of(earned.by[3]) } };
}

/**
 * What the policy says about a plan, with a whole sentence for everything that asks for a person. The stricter of
 * the proposal's role level and the title's counts, unless a recruiter or the administrator said which it is.
 */
export function decide(policy: PolicyInForce, known: Known, proposal: Proposal): Decision {
  const name = known.name ?? proposal.workflow;
  const said = known.posting ? roleLevelOf(policy, known.posting) : null;
  const roleLevel =
    said === null
      ? proposal.roleLevel
      : said.source === 'title'
        ? stricter(said.level, proposal.roleLevel)
        : said.level;
  const wished = wishedPhase(policy.policy.rules, { ...proposal, roleLevel });
  const cap = capOf(policy, proposal.workflow);
  const { earned, counted } = standingOf(known.verdicts, proposal.postingId, policy.admin.bars);
  const allowed = Math.min(wished, cap) as Phase;
  const next = (allowed > earned.phase ? earned.phase + 1 : Math.max(2, allowed)) as 2 | 3;
  const record = agreementOf(counted[next], WINDOW);
  const bar = policy.admin.bars[next];

  const off = offOf(policy, proposal.workflow);
  const lowest: Reason[] = [
    ...(off ? [offReason(name, off)] : []),
    ...policy.problems.map(({ code, message }) => ({ code, text: message })),
    ...(known.name === null ? [unknownWorkflow(proposal.workflow)] : []),
    ...postingReasons(proposal, known),
    ...roleReasons(roleLevel, said?.source ?? null),
  ];
  const phase = lowest.length > 0 ? 1 : (Math.min(allowed, earned.phase) as Phase);
  const reasons: Reason[] = [
    ...lowest,
    ...(proposal.rejects ? [SAYS_NO] : []),
    ...proposal.critical.map((what) => ({
      code: 'critical',
      text: `${what.replace(/[.\s]+$/, '')}.`,
    })),
    ...(wished === 1 ? [onlySuggests(name)] : []),
    ...(wished > 1 && cap === 1 ? [capped(name)] : []),
    ...(allowed > 1 && earned.phase === 1
      ? [notEarned(name, 2, record, bar, agreementsNeeded(counted[2], bar, WINDOW))]
      : []),
  ];
  return {
    phase,
    off: off !== null,
    mayRun: reasons.length === 0 && phase > 1,
    reasons,
    basis: { roleLevel, wished, earned: earned.phase, ...record, bar },
  };
}

/** "Scheduling was switched off by Maya Okafor." The time is left to who shows it: zones differ. */
function offReason(name: string, { scope, off }: OffBecause): Reason {
  const what = scope === 'everything' ? 'Everything' : name;
  return { code: 'switched-off', text: `${what} was switched off by ${off.name}.` };
}

const SAYS_NO: Reason = {
  code: 'says-no',
  text: 'It says no to a candidate, and a person always decides that.',
};

const unknownWorkflow = (workflow: string): Reason => ({
  code: 'unknown-workflow',
  text: `Nobody has set how far “${workflow}” may act, so a person decides.`,
});

function postingReasons({ postingId }: Proposal, { posting }: Known): Reason[] {
  if (postingId === null)
    return [
      {
        code: 'no-posting',
        text: 'The candidate has no posting, so nobody can tell how much care the role needs.',
      },
    ];
  if (posting?.id === postingId) return [];
  return [
    {
      code: 'unknown-posting',
      text: 'Lever’s posting could not be found or read, so nobody can tell how much care the role needs.',
    },
  ];
}

function roleReasons(level: RoleLevel, source: RoleLevelSource | null): Reason[] {
  if (level === 'standard') return [];
  const by =
    source === 'admin'
      ? 'your administrator says so'
      : source === 'you'
        ? 'a recruiter says so'
        : 'its title suggests it';
  return [
    {
      code: `role-${level}`,
      text: `The role is ${level} (${by}), and for such roles a person always decides.`,
    },
  ];
}

const onlySuggests = (name: string): Reason => ({
  code: 'phase-1',
  text: `${name} is set to phase 1 here: it suggests, and a person decides.`,
});

const capped = (name: string): Reason => ({
  code: 'admin-cap',
  text: `Your administrator keeps ${name} in phase 1.`,
});

/** Whole per cent, rounded down: a bound is never shown higher than it is. */
export const percent = (share: number): string => `${Math.floor(share * 100 + 1e-9)} %`;

/** Why a wished phase is not in force, in numbers. */
export function notEarned(
  name: string,
  phase: 2 | 3,
  { agreed, decided, lower }: Agreement,
  bar: number,
  needed: number | null,
): Reason {
  const sofar =
    decided === 0
      ? 'no proposal of it has been decided yet'
      : `of the last ${decided} decisions ${agreed} agreed with its proposal, which proves only ${percent(lower)} agreement`;
  const more =
    needed === null
      ? 'it cannot be reached at present'
      : `${needed} more ${needed === 1 ? 'agreement' : 'agreements in a row'} would be enough`;
  return {
    code: 'not-earned',
    text: `${name} has not earned phase ${phase}: ${sofar}; ${percent(bar)} has to be proven, and ${more}.`,
  };
}
