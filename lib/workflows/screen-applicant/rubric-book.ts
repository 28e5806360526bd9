import { contentHash } from '@/lib/ai/request-key';
import { Failure } from '@/lib/domain/problem';
import { refusalsOf } from '@/lib/evidence/protected-attributes';
import { RubricSchema } from '@/lib/evidence/rubric';
import type { LeverPosting } from '@/lib/lever/types';
import type { KeyValue } from '@/lib/platform/key-value';
import type { ScreenApplicantPorts } from './ports';
import type { DraftCriterion, RubricBook, RubricDraft } from './schema';
import type { RubricView } from './views';

const WORKFLOW = 'screen-applicant';
const place = (postingId: string): string => `rubric:${postingId}`;

/** The whole text of a posting; its own sentences are no evidence in a resume. */
export function postingText({ text, content }: Pick<LeverPosting, 'text' | 'content'>): string {
  const lists = content.lists.flatMap((list) => [list.text, ...list.items.map((item) => `- ${item}`)]);
  return [text, content.description, ...lists, content.closing].filter(Boolean).join('\n');
}

/** Why a draft cannot be approved yet, apart from what may not be judged at all. */
function faultsOf(postingId: string, criteria: readonly DraftCriterion[]): string[] {
  if (criteria.length === 0) return ['Add at least one criterion.'];
  const read = RubricSchema.safeParse({ postingId, version: 1, criteria });
  if (read.success) return [];
  return read.error.issues.map(({ path, message }) => {
    const at = typeof path[1] === 'number' ? criteria[path[1]] : undefined;
    const field = path[2] === 'anchors' ? `level ${String(path[3] ?? '')}` : String(path[2] ?? '');
    return at ? `${at.label || at.id}: ${field} ${message}` : message;
  });
}

/** What was approved last for a posting; null when nothing was. */
export const approvedOf = async (kept: Pick<KeyValue, 'get'>, postingId: string) =>
  (await kept.get<RubricBook>(place(postingId)))?.approved.at(-1) ?? null;

/** The criteria of postings: drafted, edited and approved by people, one version after the other. */
export function createRubricBooks({ kept, assessor, audit, clock, lever }: ScreenApplicantPorts) {
  const read = (postingId: string): Promise<RubricBook | null> => kept.get<RubricBook>(place(postingId));
  async function bookOf(postingId: string): Promise<RubricBook> {
    const known = await read(postingId);
    if (known) return known;
    const { api } = await lever();
    const { text } = await api.posting(postingId);
    return { postingId, title: text, draft: null, approved: [] };
  }
  async function save(book: RubricBook, draft: RubricDraft | null): Promise<RubricView> {
    const next = { ...book, draft };
    await kept.set(place(book.postingId), next);
    return viewOf(next);
  }
  async function logged(actor: string, event: string, details: unknown): Promise<void> {
    await audit.record([{ actor, workflow: WORKFLOW, opportunityId: null, event, details }]);
  }

  return {
    read,
    view: async (postingId: string): Promise<RubricView> => viewOf(await bookOf(postingId)),

    /** A proposal from the job description, by whatever judges now. */
    async draft(postingId: string): Promise<RubricView> {
      const { api, me } = await lever();
      const posting = await api.posting(postingId);
      const { proposal, use } = await assessor.draftRubric(
        { postingId, title: posting.text, description: postingText(posting) },
        { purpose: 'draft the criteria of a posting' },
      );
      await logged(me.id, 'rubric-drafted', { postingId, use, criteria: proposal.criteria.length });
      const criteria = proposal.criteria.map((one) => ({ ...one }));
      const book = { ...(await bookOf(postingId)), title: posting.text };
      return save(book, { criteria, leftOut: proposal.leftOut, source: use.engine, at: clock.now() });
    },

    async save(postingId: string, criteria: DraftCriterion[]): Promise<RubricView> {
      const book = await bookOf(postingId);
      return save(book, {
        criteria,
        leftOut: book.draft?.leftOut ?? [],
        source: 'person',
        at: clock.now(),
      });
    },

    discard: async (postingId: string): Promise<RubricView> => save(await bookOf(postingId), null),

    /** Makes the draft the next version. Throws `Failure` while it asks for what may not be judged, or is unfinished. */
    async approve(postingId: string): Promise<RubricView> {
      const { me } = await lever();
      const book = await bookOf(postingId);
      const criteria = book.draft?.criteria ?? [];
      const [refusal] = criteria.flatMap(refusalsOf);
      if (refusal)
        throw new Failure({
          code: 'rubric-refused',
          message: `“${refusal.words}” cannot be a criterion: ${refusal.reason}`,
          next: 'Change or remove it, then approve again.',
          subject: refusal.criterionId,
        });
      const [fault] = faultsOf(postingId, criteria);
      if (fault)
        throw new Failure({
          code: 'rubric-unfinished',
          message: `The criteria are not finished. ${fault}`,
          next: 'Complete them, then approve again.',
        });
      const version = (book.approved.at(-1)?.rubric.version ?? 0) + 1;
      const rubric = RubricSchema.parse({ postingId, version, criteria });
      const hash = await contentHash(rubric);
      await logged(me.id, 'rubric-approved', { postingId, version, hash });
      const approved = { rubric, hash, by: me.id, byName: me.name, at: clock.now() };
      return save({ ...book, approved: [...book.approved, approved] }, null);
    },
  };
}

export type RubricBooks = ReturnType<typeof createRubricBooks>;

function viewOf({ postingId, title, draft, approved }: RubricBook): RubricView {
  return {
    postingId,
    title,
    draft: draft && {
      criteria: draft.criteria,
      leftOut: draft.leftOut,
      source: draft.source,
      refusals: draft.criteria.flatMap(refusalsOf),
      faults: faultsOf(postingId, draft.criteria),
    },
    approved: approved.map(({ rubric, byName, at }) => ({
      version: rubric.version,
      criteria: rubric.criteria,
      byName,
      at,
    })),
  };
}
