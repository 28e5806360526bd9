import { Failure } from '@/lib/domain/problem';
import { sha256, toHex, utf8 } from './bytes';
import type { Action, ActionHandler, Plan } from './plan';

/** A plan as a workflow makes it; the ledger adds the rest. */
export type PlanDraft = Pick<Plan, 'id' | 'workflow' | 'title' | 'opportunityId' | 'context'> &
  Partial<Pick<Plan, 'origin' | 'postingId' | 'expiresAt' | 'needs'>> & {
    actions: Action[];
  };

/**
 * The idempotency key of an action: 64 hex characters, the same for the same plan, action and attempt. The
 * attempt is part of it because a deleted Google event keeps its id: a new booking needs new keys.
 */
export async function actionKey(planId: string, actionId: string, attempt: number): Promise<string> {
  return toHex(await sha256(utf8(JSON.stringify([planId, actionId, attempt]))));
}

/** The draft as a plan that nobody has approved. @throws Failure `plan-malformed` naming what is wrong. */
export function planFrom(draft: PlanDraft, handlers: ReadonlyMap<string, ActionHandler>, now: number): Plan {
  const seen = new Set<string>();
  const keys = new Set<string>();
  if (draft.actions.length === 0) throw malformed(draft, 'it has no actions');
  for (const action of draft.actions) {
    const { id, kind, key, after = [] } = action;
    if (seen.has(id)) throw malformed(draft, `two actions are called "${id}"`);
    if (!handlers.has(kind)) throw malformed(draft, `nobody knows how to do "${kind}"`);
    if (!/^[0-9a-f]{64}$/.test(key) || keys.has(key))
      throw malformed(draft, `the key of "${id}" is not a new one of 64 hex characters`);
    const early = after.find((other) => !seen.has(other));
    if (early !== undefined) throw malformed(draft, `"${id}" comes before "${early}", which it needs`);
    seen.add(id);
    keys.add(key);
  }
  return {
    origin: 'person',
    postingId: null,
    expiresAt: null,
    needs: [],
    // A JSON copy: what is stored, hashed and previewed is the same thing.
    ...(JSON.parse(JSON.stringify({ ...draft, actions: [] })) as Omit<
      PlanDraft,
      'origin' | 'postingId' | 'expiresAt' | 'needs'
    >),
    approvedBy: null,
    approvedAt: null,
    createdAt: now,
    updatedAt: now,
    state: 'proposed',
    actions: draft.actions.map((action) => ({
      action: JSON.parse(JSON.stringify(action)) as Action,
      state: 'planned' as const,
      attempts: 0,
      at: now,
    })),
  };
}

const malformed = (draft: PlanDraft, why: string) =>
  new Failure({
    code: 'plan-malformed',
    message: `The plan "${draft.title}" cannot be used: ${why}.`,
    next: 'Report this: it is a fault in Fulcrum. Nothing was done.',
    subject: draft.id,
  });
