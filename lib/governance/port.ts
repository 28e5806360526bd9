import type { Decision, Proposal } from './policy';

/** How a person's decision compares with what Fulcrum proposed; the measure autonomy is earned by. */
export interface Verdict {
  workflow: string;
  postingId: string | null;
  planId: string;
  /** `agreed`: approved as proposed. `changed`: something else was done. `refused`: turned down. */
  outcome: 'agreed' | 'changed' | 'refused';
  /** Lever user id. */
  by: string;
  /** ms epoch. */
  at: number;
}

/** The policy as workflows see it. */
export interface Governance {
  /** What the policy says now; asked when a plan is proposed and again right before it runs. */
  decide(proposal: Proposal): Promise<Decision>;
  /** False while the kill switch of the workflow is on: no timers, no reads, no writes. */
  isOn(workflow: string): Promise<boolean>;
  /** Keeps one decision; the same plan counts once. */
  record(verdict: Verdict): Promise<void>;
}
