import type { Phase, RoleLevel } from './policy';
import type { Off, PhaseRule, PolicyInForce } from './policy-document';

export interface Place {
  workflow: string;
  postingId: string | null;
  roleLevel: RoleLevel;
}

const named = (rule: PhaseRule): number =>
  [rule.workflow, rule.postingId, rule.roleLevel].filter((part) => part !== null).length;

const fits = (rule: PhaseRule, place: Place): boolean =>
  (rule.workflow === null || rule.workflow === place.workflow) &&
  (rule.postingId === null || rule.postingId === place.postingId) &&
  (rule.roleLevel === null || rule.roleLevel === place.roleLevel);

/** The wish for a place: the most specific rules that fit decide, of those the lowest phase; 1 without any. */
export function wishedPhase(rules: readonly PhaseRule[], place: Place): Phase {
  const fitting = rules.filter((rule) => fits(rule, place));
  const most = Math.max(...fitting.map(named), 0);
  const deciding = fitting.filter((rule) => named(rule) === most).map((rule) => rule.phase);
  return deciding.length > 0 ? (Math.min(...deciding) as Phase) : 1;
}

/** The rules with the wish for exactly this place replaced; null takes it away. */
export function withRule(
  rules: readonly PhaseRule[],
  place: Omit<PhaseRule, 'phase'>,
  phase: Phase | null,
): PhaseRule[] {
  const { workflow, postingId, roleLevel } = place;
  const others = rules.filter(
    (rule) => rule.workflow !== workflow || rule.postingId !== postingId || rule.roleLevel !== roleLevel,
  );
  return phase === null ? others : [...others, { workflow, postingId, roleLevel, phase }];
}

/** The wish for exactly this place, or null. */
export const ruleAt = (rules: readonly PhaseRule[], place: Omit<PhaseRule, 'phase'>): Phase | null =>
  rules.find(
    (rule) =>
      rule.workflow === place.workflow &&
      rule.postingId === place.postingId &&
      rule.roleLevel === place.roleLevel,
  )?.phase ?? null;

/** Why a workflow is off; `admin` can only be changed by the administrator. */
export interface OffBecause {
  scope: 'everything' | 'workflow' | 'admin';
  off: Off;
}

const ADMIN: Off = { by: 'admin', name: 'your administrator', at: null };

/** Null while the workflow is on. */
export function offOf({ policy, admin }: PolicyInForce, workflow: string): OffBecause | null {
  if (Object.hasOwn(admin.workflows, workflow) && admin.workflows[workflow]?.off)
    return { scope: 'admin', off: ADMIN };
  if (policy.allOff) return { scope: 'everything', off: policy.allOff };
  const off = Object.hasOwn(policy.off, workflow) ? policy.off[workflow] : undefined;
  return off ? { scope: 'workflow', off } : null;
}

/** The administrator's cap for a workflow; 3 = none. */
export function capOf({ admin }: PolicyInForce, workflow: string): Phase {
  const own = Object.hasOwn(admin.workflows, workflow) ? admin.workflows[workflow]?.maxPhase : undefined;
  return Math.min(admin.maxPhase ?? 3, own ?? 3) as Phase;
}
