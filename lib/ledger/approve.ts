import { Failure } from '@/lib/domain/problem';
import type { Decision } from '@/lib/governance/policy';
import type { Plan } from './plan';

/** Who is named for an approval by rule. */
export const ruleOf = ({ phase }: Decision): string => `fulcrum:phase-${phase}`;

/** @throws Failure `rule-does-not-allow` unless the decision lets this plan run without a person. */
export function mustAllow(plan: Plan, decision: Decision): void {
  const why =
    plan.origin !== 'fulcrum'
      ? 'a person made it, so a person approves it'
      : decision.off
        ? 'the workflow is switched off'
        : decision.reasons[0]
          ? decision.reasons[0].text
          : !decision.mayRun || decision.phase === 1
            ? 'the phase in force only suggests'
            : null;
  if (why === null) return;
  throw new Failure({
    code: 'rule-does-not-allow',
    message: `"${plan.title}" may not run by itself: ${why.replace(/\.$/, '')}.`,
    next: 'Approve or refuse it yourself.',
    subject: plan.id,
  });
}
