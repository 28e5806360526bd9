import type { Problem } from '@/lib/domain/problem';
import type { Proposal } from '@/lib/governance/policy';
import type { Governance } from '@/lib/governance/port';
import type { Ledger } from '@/lib/ledger/executor';
import type { Plan } from '@/lib/ledger/plan';
import type { PlanText } from '@/lib/ledger/plan-views';
import type { WaitingView } from './contract';

/** What one workflow tells about its plans; bound in the background entrypoint. */
export interface PlanKind {
  /** From the plan alone; nothing is read. */
  describe(plan: Plan): {
    candidate: string | null;
    posting: string | null;
    stage: string | null;
    /** What is proposed for when; null when the plan is not about a time. Zones are IANA names. */
    when: { start: number; end: number; zone: string; candidateZone: string } | null;
    /** When the facts behind it were read, ms epoch. */
    factsAt: number;
    /** Page in Lever. */
    link: string | null;
    texts: PlanText[];
  };
  /** What the policy is asked about. */
  proposalOf(plan: Plan): Proposal;
  /** Reads what the plan rests on again. `again`: a new proposal in its place makes sense. Never throws for what it finds. */
  recheck(plan: Plan): Promise<{ ok: true } | { ok: false; problem: Problem; again: boolean }>;
  /** Proposes the best there is now. @throws Failure when there is nothing. */
  again(plan: Plan): Promise<Plan>;
  /** What was read about the candidate does not hold any more. */
  forget(opportunityId: string): Promise<void>;
}

export type LedgerAccess = Pick<Ledger, 'plan' | 'plans' | 'approve' | 'run' | 'discard' | 'undo'>;
export type GovernanceAccess = Pick<Governance, 'decide' | 'record'>;

/** Triggers that propose by themselves. */
export interface Triggers {
  /** What is looked for in vain so far, and how the looking itself is. */
  status(): Promise<{
    watched: { posting: string; stage: string; since: number }[];
    lookedAt: number | null;
    problem: Problem | null;
    waiting: Omit<WaitingView, 'told'>[];
  }>;
  /** A person takes it over. */
  stop(id: string): Promise<void>;
}

export interface Lever {
  /** Lever user id of whoever decides. @throws Failure when Lever is not connected. */
  me(): Promise<string>;
  /** Opens the candidate in Lever in a new tab, with the panel. */
  open(opportunityId: string, link: string | null): Promise<void>;
}
