import type { SandboxContext } from '@/sandbox/service';
import { uuidOf } from '@/sandbox/world/random';
import { stageIndexOf } from '@/sandbox/world/stages';
import type { Json } from '@/sandbox/world/types';

/** A note of the signed-in recruiter, made in the app: the API may read it and not change it. False = empty. */
export function writeNote(ctx: SandboxContext, opportunity: Json, value: unknown): boolean {
  if (typeof value !== 'string' || !value.trim()) return false;
  const at = ctx.now();
  const user = ctx.world.recruiter.id;
  const list = ctx.world.lever.notes.get(opportunity.id) ?? [];
  ctx.world.lever.notes.set(opportunity.id, list);
  list.push({
    id: uuidOf('app-note', opportunity.id, at, list.length),
    text: 'Note',
    fields: [
      { createdAt: at, score: null, stage: opportunity.stage, text: 'Comment', type: 'note', user, value },
    ],
    user,
    secret: false,
    completedAt: at,
    deletedAt: null,
    createdAt: at,
  });
  return true;
}

/** Moves a candidacy as the recruiter would with the stage menu. False = no such stage. */
export function moveStage(ctx: SandboxContext, opportunity: Json, stage: unknown): boolean {
  if (typeof stage !== 'string' || stageIndexOf(stage) < 0) return false;
  const at = ctx.now();
  Object.assign(opportunity, { stage, lastAdvancedAt: at, lastInteractionAt: at, updatedAt: at });
  opportunity.stageChanges.push({
    toStageId: stage,
    toStageIndex: stageIndexOf(stage),
    updatedAt: at,
    userId: ctx.world.recruiter.id,
  });
  return true;
}
