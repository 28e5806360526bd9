import type { KnownPosting } from '@/lib/governance/decide';
import type { Phase } from '@/lib/governance/policy';
import type { Verdict } from '@/lib/governance/port';

/** A posting as the page lists it. */
export interface ListedPosting extends KnownPosting {
  team: string | null;
  location: string | null;
}

/** Durable home of the policy, the decisions, and what was announced about them. */
export interface GovernanceStore {
  /** As stored, not yet checked; undefined = never. */
  policy(): Promise<unknown>;
  savePolicy(policy: unknown): Promise<void>;
  /** Every readable decision about a workflow, oldest first; `damaged` = how many of those that count are not. */
  verdicts(workflow: string): Promise<{ verdicts: Verdict[]; damaged: number }>;
  /** False when there is a decision about this plan already: a plan counts once. */
  addVerdict(verdict: Verdict): Promise<boolean>;
  /** The earned phase last written to the audit log, by place; null = never. */
  announced(place: string): Promise<Phase | null>;
  announce(place: string, phase: Phase): Promise<void>;
  /** Postings seen in Lever. */
  postings(): Promise<ListedPosting[]>;
  /** Keeps these, in place of those listed before; `readAt` ms epoch. */
  keepPostings(postings: readonly ListedPosting[], readAt: number): Promise<void>;
  /** When the list was read, ms epoch; null = never. */
  postingsReadAt(): Promise<number | null>;
}

/** Postings in Lever; throws `Failure` when Lever is not connected or does not answer. */
export interface PostingSource {
  all(): Promise<ListedPosting[]>;
  one(id: string): Promise<ListedPosting>;
}

/** Who is at the computer, for the log and for the words "switched off by". */
export interface Actor {
  /** Lever user id, or `local` before Lever is connected. */
  id: string;
  name: string;
}
