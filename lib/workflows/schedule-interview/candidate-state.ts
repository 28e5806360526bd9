import { z } from 'zod';
import { decisionsSchema } from '@/lib/domain/scheduling-constraint';
import type { Decisions } from '@/lib/interviews/constraint-views';
import type { Facts } from '@/lib/interviews/facts';
import type { KeyValue } from '@/lib/platform/key-value';
import type { Change } from '@/lib/scheduling/panel';
import { type Adjustment, adjustmentSchema, type InterviewSetup, interviewSetupSchema } from './schema';

/** What the recruiter decided for one candidate; survives the browser. */
export interface CandidateState {
  adjustment: Adjustment;
  decisions: Decisions;
  applied: Change[];
}

const appliedSchema = z
  .array(z.looseObject({ id: z.string(), kind: z.string(), text: z.string() }))
  .catch([]);

export async function readState(kept: KeyValue, opportunityId: string): Promise<CandidateState> {
  const raw = (await kept.get<Partial<CandidateState>>(`candidate:${opportunityId}`)) ?? {};
  return {
    adjustment: adjustmentSchema.catch({}).parse(raw.adjustment ?? {}),
    decisions: decisionsSchema.parse(raw.decisions ?? {}),
    applied: appliedSchema.parse(raw.applied ?? []) as unknown as Change[],
  };
}

export const writeState = (kept: KeyValue, opportunityId: string, state: CandidateState): Promise<void> =>
  kept.set(`candidate:${opportunityId}`, state);

/** Later adjustments win field by field; people are merged one by one. */
export function mergeAdjustment(before: Adjustment, change: Adjustment): Adjustment {
  const people = { ...before.people };
  for (const [id, value] of Object.entries(change.people ?? {})) people[id] = { ...people[id], ...value };
  return {
    ...before,
    ...change,
    ...(before.setup || change.setup ? { setup: { ...before.setup, ...change.setup } } : {}),
    ...(Object.keys(people).length > 0 ? { people } : {}),
  };
}

const setupKey = (facts: Facts): string => `setup:${facts.posting?.id ?? 'none'}:${facts.opportunity.stage}`;

/** The remembered plan of this posting and stage; a damaged one counts as none. */
export async function rememberedSetup(kept: KeyValue, facts: Facts): Promise<InterviewSetup | null> {
  const found = interviewSetupSchema.safeParse(await kept.get(setupKey(facts)));
  return found.success ? found.data : null;
}

export const rememberSetup = (kept: KeyValue, facts: Facts, setup: InterviewSetup): Promise<void> =>
  kept.set(setupKey(facts), setup);
