import { Failure } from '@/lib/domain/problem';
import type { Assessment } from '@/lib/evidence/assess';
import { judgedOf } from './build-views';
import type { ScreenApplicantPorts } from './ports';
import { blindReason, comparable, goesAgainst, tierOf } from './rules';
import type { DecisionKind, OwnVerdict, ScreeningSettings } from './schema';
import { applicantId } from './screen-one';
import { type Label, noReview, type StoredReview, type StoredScreening } from './stored';

const WORKFLOW = 'screen-applicant';

/** What people say about an applicant: their own verdicts, corrections, marks. Each goes to the log. */
export function createReviews({ records, audit, clock, lever }: ScreenApplicantPorts) {
  const read = async (opportunityId: string, postingId: string): Promise<StoredReview> =>
    (await records.get<StoredReview>('review', applicantId(opportunityId, postingId))) ??
    noReview(opportunityId, postingId);

  async function save(review: StoredReview): Promise<StoredReview> {
    const { opportunityId, postingId } = review;
    const id = applicantId(opportunityId, postingId);
    await records.put({ kind: 'review', id, opportunityId, postingId, at: clock.now() }, review);
    return review;
  }

  async function log(
    review: StoredReview,
    entry: { actor: string; event: string; outcome?: string; details?: unknown },
  ): Promise<void> {
    await audit.record([{ workflow: WORKFLOW, opportunityId: review.opportunityId, ...entry }]);
  }

  const labelOf = (
    screening: StoredScreening,
    assessment: Assessment,
    human: OwnVerdict,
    before: boolean,
  ): Label => ({
    criterionId: assessment.criterionId,
    human,
    ai: comparable(assessment),
    before,
    at: clock.now(),
    rubricVersion: screening.rubricVersion,
    model: screening.identity.model,
    promptHash: screening.identity.promptHash,
  });

  const replaced = (labels: readonly Label[], fresh: readonly Label[]): Label[] => [
    ...labels.filter(
      (old) =>
        old.before ||
        !fresh.some((one) => one.criterionId === old.criterionId && one.rubricVersion === old.rubricVersion),
    ),
    ...fresh,
  ];

  return {
    read,
    /** Why the AI's verdicts stay back; null when they may be shown. */
    withheld(
      review: StoredReview,
      screening: StoredScreening,
      settings: ScreeningSettings,
    ): 'setting' | 'sample' | null {
      if (!screening.assessed || review.revealedAt !== null) return null;
      return blindReason(review.opportunityId, settings);
    },

    /** Notes that the verdicts were handed to a person, once. */
    async reveal(review: StoredReview, screening: StoredScreening): Promise<StoredReview> {
      if (review.revealedAt !== null || !screening.assessed) return review;
      const { me } = await lever();
      const next = await save({ ...review, revealedAt: clock.now() });
      await log(next, {
        actor: me.id,
        event: 'ai-shown',
        details: {
          resultId: screening.id,
          verdicts: screening.assessed.assessments.map(({ criterionId, verdict, level }) => ({
            criterionId,
            verdict,
            level,
          })),
        },
      });
      return next;
    },

    async own(
      review: StoredReview,
      screening: StoredScreening,
      verdicts: readonly { criterionId: string; verdict: OwnVerdict }[],
    ): Promise<StoredReview> {
      const { me } = await lever();
      const assessments = screening.assessed?.assessments ?? [];
      const missing = assessments.filter(
        ({ criterionId }) => !verdicts.some((one) => one.criterionId === criterionId),
      );
      if (missing.length > 0)
        throw new Failure({
          code: 'verdicts-missing',
          message: `${missing.length} ${missing.length === 1 ? 'criterion has' : 'criteria have'} no verdict of yours yet.`,
          next: 'Give one for each; then the AI’s are shown.',
        });
      if (review.revealedAt !== null)
        throw new Failure({
          code: 'already-shown',
          message: 'The AI’s verdicts were shown before, so yours would not be independent.',
          next: 'Correct single criteria instead.',
        });
      const labels = assessments.flatMap((assessment) => {
        const own = verdicts.find((one) => one.criterionId === assessment.criterionId);
        return own ? [labelOf(screening, assessment, own.verdict, true)] : [];
      });
      const next = await save({ ...review, labels: [...review.labels, ...labels] });
      await log(next, {
        actor: me.id,
        event: 'human-verdicts',
        outcome: 'before-ai',
        details: { resultId: screening.id, verdicts, before: true },
      });
      return next;
    },

    /** Agreement needs no reason, a correction does. */
    async correct(
      review: StoredReview,
      screening: StoredScreening,
      input: { criterionId: string; verdict: OwnVerdict; reason: string },
    ): Promise<StoredReview> {
      const { me } = await lever();
      const assessment = screening.assessed?.assessments.find(
        ({ criterionId }) => criterionId === input.criterionId,
      );
      if (!assessment)
        throw new Failure({
          code: 'criterion-unknown',
          message: 'This criterion is not part of the result on screen any more.',
          next: 'Open the candidate again.',
        });
      const label = labelOf(screening, assessment, input.verdict, false);
      const agreed = label.human === label.ai;
      if (!agreed && input.reason.length < 3)
        throw new Failure({
          code: 'reason-missing',
          message: 'A correction needs its reason.',
          next: 'Write in a few words why.',
        });
      const others = review.overrides.filter((one) => one.criterionId !== input.criterionId);
      const override = { ...input, by: me.id, byName: me.name, at: clock.now() };
      const next = await save({
        ...review,
        labels: replaced(review.labels, [label]),
        overrides: agreed ? others : [...others, override],
      });
      await log(next, {
        actor: me.id,
        event: agreed ? 'human-agreed' : 'human-corrected',
        outcome: input.verdict,
        details: { resultId: screening.id, ...input, ai: assessment.verdict, before: false },
      });
      return next;
    },

    async decide(
      review: StoredReview,
      screening: StoredScreening | null,
      kind: DecisionKind | null,
      reason: string,
    ): Promise<StoredReview> {
      const { me } = await lever();
      const judged = screening && judgedOf(screening);
      const decision = kind && { kind, reason, by: me.id, byName: me.name, at: clock.now() };
      const next = await save({ ...review, decision });
      await log(next, {
        actor: me.id,
        event: kind ? 'human-marked' : 'human-unmarked',
        ...(kind ? { outcome: kind } : {}),
        details: {
          resultId: screening?.id ?? null,
          reason,
          afterReveal: review.revealedAt !== null,
          // An override of the recommendation; null where nothing was recommended.
          againstEvidence:
            kind && judged ? goesAgainst(kind, tierOf({ screened: true, judged, blind: false })) : null,
        },
      });
      return next;
    },

    wrote: (review: StoredReview, planId: string): Promise<StoredReview> => save({ ...review, planId }),
    all: (postingId: string) => records.list<StoredReview>('review', { postingId }),
  };
}

export type Reviews = ReturnType<typeof createReviews>;
