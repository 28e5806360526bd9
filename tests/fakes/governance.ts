import type { Phase } from '@/lib/governance/policy';
import type { Verdict } from '@/lib/governance/port';
import type { EntryDraft } from '@/lib/ledger/store';
import { createGovernor, type GovernorDeps } from '@/lib/workflows/govern-automation/governor';
import type { GovernanceStore, ListedPosting } from '@/lib/workflows/govern-automation/port';

export const POSTING: ListedPosting = {
  id: 'p1',
  title: 'Backend Engineer',
  level: null,
  team: 'Platform',
  location: 'London',
};
export const WORKFLOWS = [
  {
    workflow: 'schedule-interview',
    name: 'Scheduling',
    about: 'Books.',
    phases: { 1: 'Proposes.', 2: 'Books some.', 3: 'Books.' },
  },
];

/** The governance database in memory, with its parts open to the test. */
export function memoryGovernanceStore() {
  const kept = {
    policy: undefined as unknown,
    verdicts: [] as Verdict[],
    damaged: 0,
    announced: new Map<string, Phase>(),
    postings: [POSTING] as ListedPosting[],
    readAt: 0 as number | null,
  };
  const store: GovernanceStore = {
    policy: async () => structuredClone(kept.policy),
    savePolicy: async (policy) => {
      kept.policy = structuredClone(policy);
    },
    verdicts: async (workflow) => ({
      verdicts: kept.verdicts.filter((one) => one.workflow === workflow).sort((a, b) => a.at - b.at),
      damaged: kept.damaged,
    }),
    addVerdict: async (verdict) => {
      if (kept.verdicts.some((one) => one.planId === verdict.planId)) return false;
      kept.verdicts.push(verdict);
      return true;
    },
    announced: async (place) => kept.announced.get(place) ?? null,
    announce: async (place, phase) => void kept.announced.set(place, phase),
    postings: async () => kept.postings,
    keepPostings: async (postings, readAt) => {
      kept.postings = [...postings];
      kept.readAt = readAt;
    },
    postingsReadAt: async () => kept.readAt,
  };
  return { kept, store };
}

/** A governor over memory; `log` holds what it wrote into the audit log. */
export function newGovernor(more: Partial<GovernorDeps> = {}, memory = memoryGovernanceStore()) {
  const log: EntryDraft[] = [];
  const governor = createGovernor({
    store: memory.store,
    audit: { record: async (drafts) => void log.push(...drafts) },
    clock: { now: () => 1_800_000_000_000 },
    workflows: WORKFLOWS,
    postings: { all: async () => [POSTING], one: async (id) => ({ ...POSTING, id }) },
    preset: async () => undefined,
    inWords: (at) => new Date(at).toISOString(),
    ...more,
  });
  return { ...memory, governor, log };
}

export const verdict = (n: number, outcome: Verdict['outcome'] = 'agreed', postingId = 'p1'): Verdict => ({
  workflow: 'schedule-interview',
  postingId,
  planId: `plan-${n}`,
  outcome,
  by: 'user-rec',
  at: n,
});
