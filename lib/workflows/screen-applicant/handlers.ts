import { Failure } from '@/lib/domain/problem';
import type { ActionHandler, Reconciled } from '@/lib/ledger/plan';
import type { LeverPort } from '@/lib/lever/port';
import type {
  CheckCandidatePayload,
  CheckedCandidate,
  FormPayload,
  StagePayload,
  TagsPayload,
  TagsWritten,
} from './payloads';

interface HandlerPorts {
  lever(): Promise<LeverPort>;
}

const ABSENT: Reconciled = { outcome: 'absent' };

function checkCandidate(ports: HandlerPorts): ActionHandler<CheckCandidatePayload, CheckedCandidate> {
  return {
    kind: 'check-candidate',
    async execute({ opportunityId }) {
      const lever = await ports.lever();
      const { archived, isAnonymized, tags, stage } = await lever.opportunity(opportunityId);
      if (archived || isAnonymized)
        throw new Failure({
          code: isAnonymized ? 'candidate-anonymised' : 'candidate-archived',
          message: isAnonymized
            ? 'The candidate was anonymised in Lever.'
            : 'The candidate was archived in Lever meanwhile.',
          next: 'Nothing was written. Look at the candidate in Lever.',
        });
      return { tags, stage };
    },
    reconcile: async () => ABSENT,
  };
}

/** What the action changes, worked out from the tags that were there before it: the same before and after a crash. */
function changeOf({ tags, replace }: TagsPayload, before: readonly string[]): TagsWritten {
  return {
    added: tags.filter((tag) => !before.includes(tag)),
    removed: before.filter((tag) => replace.includes(tag) && !tags.includes(tag)),
  };
}

function writeTags(ports: HandlerPorts): ActionHandler<TagsPayload, TagsWritten> {
  return {
    kind: 'write-screening-tags',
    async execute(payload, context) {
      const lever = await ports.lever();
      const change = changeOf(payload, context.resultOf<CheckedCandidate>(payload.check).tags);
      await lever.removeTags(payload.opportunityId, payload.performAs, change.removed);
      const now = await lever.addTags(payload.opportunityId, payload.performAs, change.added);
      const missing = change.added.filter((tag) => !now.includes(tag));
      if (missing.length > 0)
        throw new Failure({
          code: 'tags-not-written',
          message: `Lever accepted the tags, but ${missing.length} of them are not on the candidate.`,
          next: 'Retry; it is safe to send them again.',
          retryable: true,
        });
      return change;
    },
    async reconcile(payload, context) {
      const lever = await ports.lever();
      const change = changeOf(payload, context.resultOf<CheckedCandidate>(payload.check).tags);
      const { tags } = await lever.opportunity(payload.opportunityId);
      const done =
        change.added.every((tag) => tags.includes(tag)) && change.removed.every((tag) => !tags.includes(tag));
      return done ? { outcome: 'done', result: change } : ABSENT;
    },
    async compensate(payload, { added, removed }) {
      const lever = await ports.lever();
      await lever.removeTags(payload.opportunityId, payload.performAs, added);
      await lever.addTags(payload.opportunityId, payload.performAs, removed);
    },
  };
}

function changeStage(ports: HandlerPorts): ActionHandler<StagePayload, { from: string }> {
  return {
    kind: 'change-lever-stage',
    async execute(payload, context) {
      const lever = await ports.lever();
      const from = context.resultOf<CheckedCandidate>(payload.check).stage;
      const { stage } = await lever.opportunity(payload.opportunityId);
      if (stage !== from && stage !== payload.stageId)
        throw new Failure({
          code: 'changed-by-someone',
          message: 'Somebody moved the candidate to another stage meanwhile.',
          next: 'Nothing was moved. Look at the candidate in Lever and preview again.',
        });
      await lever.changeStage(payload.opportunityId, payload.performAs, payload.stageId);
      return { from };
    },
    async reconcile(payload, context) {
      const lever = await ports.lever();
      const { stage } = await lever.opportunity(payload.opportunityId);
      const { stage: from } = context.resultOf<CheckedCandidate>(payload.check);
      return stage === payload.stageId ? { outcome: 'done', result: { from } } : ABSENT;
    },
    async compensate(payload, { from }, context) {
      const lever = await ports.lever();
      const { stage } = await lever.opportunity(payload.opportunityId);
      if (stage === from) return;
      if (stage !== payload.stageId && !context.force)
        throw new Failure({
          code: 'changed-by-someone',
          message: `The candidate is not in “${payload.stageName}” any more: a person moved them on.`,
          next: 'Undo anyway moves the candidate back to the stage before the screening.',
        });
      await lever.changeStage(payload.opportunityId, payload.performAs, from);
    },
  };
}

/** No way back: Lever has no call that changes or deletes a profile form. So it is looked for before it is sent. */
function createForm(ports: HandlerPorts): ActionHandler<FormPayload, { formId: string; copies: number }> {
  async function ours({ opportunityId, marker }: FormPayload) {
    const lever = await ports.lever();
    const forms = await lever.forms(opportunityId);
    const found = forms
      .filter((form) => form.fields.some(({ value }) => typeof value === 'string' && value.includes(marker)))
      .sort((a, b) => a.createdAt - b.createdAt);
    return found[0] ? { formId: found[0].id, copies: found.length } : null;
  }
  return {
    kind: 'create-screening-form',
    async execute(payload) {
      const there = await ours(payload);
      if (there) return there;
      const lever = await ports.lever();
      const made = await lever.createForm(payload.opportunityId, payload.performAs, {
        baseTemplateId: payload.baseTemplateId,
        fields: payload.fields,
      });
      // A browser may have sent the request twice by itself; a copy cannot be removed, so it is at least counted.
      return (await ours(payload)) ?? { formId: made.id, copies: 1 };
    },
    async reconcile(payload) {
      const there = await ours(payload);
      return there ? { outcome: 'done', result: there } : ABSENT;
    },
  };
}

/** The actions that screening writes to Lever with, for the ledger. The note is the one interviews use, too. */
export function screeningHandlers(ports: HandlerPorts): ActionHandler[] {
  return [checkCandidate(ports), writeTags(ports), changeStage(ports), createForm(ports)] as ActionHandler[];
}
