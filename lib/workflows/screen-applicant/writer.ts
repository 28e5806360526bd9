import { Failure } from '@/lib/domain/problem';
import { actionKey } from '@/lib/ledger/propose';
import type { LeverFormTemplate } from '@/lib/lever/types';
import { notAbove, planView, type WriteBackContext } from './build-views';
import type { ScreenApplicantPorts } from './ports';
import type { Reviews } from './review';
import type { RubricBooks } from './rubric-book';
import type { ScreeningSettings } from './schema';
import { applicantId } from './screen-one';
import type { StoredApplicant, StoredScreening } from './stored';
import type { PlanView } from './views';
import { screeningForm, writeBack } from './write-back';

const WORKFLOW = 'screen-applicant';
const ACTION_IDS = ['check-candidate', 'tags', 'note', 'stage', 'form'] as const;
/** Nobody decided by then: the candidate may have changed. */
const OFFERED_FOR = 60 * 60_000;

const NO_FORM =
  'No profile form is filled in: Lever has none with the fields ai_screening_score, ai_skills_match and ai_screening_summary.';
const FORMS_FORBIDDEN =
  'No profile form is filled in: the Lever credential may not read forms. An administrator can allow it in Lever.';

const dateOf = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(at);

/** Accepted screenings into Lever: a plan for each, previewed, approved by a person, run and undone by the ledger. */
export function createWriter(
  ports: ScreenApplicantPorts,
  books: RubricBooks,
  reviews: Reviews,
  settings: () => Promise<ScreeningSettings>,
) {
  const { lever, ledger, records, policy, clock, newId } = ports;

  /** The team's form, or why there is none to fill in: a preview says what it leaves out. */
  async function formOf(): Promise<{ template: LeverFormTemplate | null; missing: string | null }> {
    const { api } = await lever();
    try {
      const template = screeningForm(await api.formTemplates());
      return { template, missing: template ? null : NO_FORM };
    } catch (error) {
      if (error instanceof Failure && error.problem.code === 'forbidden')
        return { template: null, missing: FORMS_FORBIDDEN };
      throw error;
    }
  }

  async function advance(
    { postingId, screening, rubric, review }: Awaited<ReturnType<typeof accepted>>,
    stage: string,
  ) {
    const { allowed, why } = await policy.mayAdvance(postingId);
    if (!allowed) return { advance: null, advanceLeftOut: why };
    const below = notAbove(rubric, screening, review, (await settings()).advanceAt);
    if (below) return { advance: null, advanceLeftOut: `${below} It stays a step for a person in Lever.` };
    const { api } = await lever();
    const stages = await api.stages();
    const next = stages[stages.findIndex(({ id }) => id === stage) + 1];
    return next
      ? { advance: { stageId: next.id, stageName: next.text }, advanceLeftOut: null }
      : { advance: null, advanceLeftOut: 'There is no later stage.' };
  }

  async function accepted(opportunityId: string) {
    const { api, me } = await lever();
    const candidate = await api.opportunity(opportunityId);
    const postingId = candidate.application?.posting ?? '';
    const applicant = await records.get<StoredApplicant>('applicant', applicantId(opportunityId, postingId));
    const screening = applicant && (await records.get<StoredScreening>('screening', applicant.screeningId));
    const book = await books.read(postingId);
    const rubric = book?.approved.find(({ hash }) => hash === screening?.rubricHash)?.rubric;
    if (!screening?.assessed || !book || !rubric)
      throw new Failure({
        code: 'nothing-to-write',
        message: `There is no screening of ${candidate.name || 'this candidate'} that could be written.`,
        next: 'Screen the candidate first.',
        subject: opportunityId,
      });
    const review = await reviews.read(opportunityId, postingId);
    if (review.decision?.kind !== 'accept')
      throw new Failure({
        code: 'not-accepted',
        message: `The screening of ${candidate.name} was not accepted by a person.`,
        next: 'Accept it first; only what a person accepted is written.',
        subject: opportunityId,
      });
    return { candidate, postingId, screening, book, rubric, review, me };
  }

  async function preview(opportunityId: string, form: Awaited<ReturnType<typeof formOf>>): Promise<PlanView> {
    const facts = await accepted(opportunityId);
    const { candidate, postingId, screening, book, rubric, review, me } = facts;
    const known = review.planId ? await ledger.plan(review.planId) : null;
    if (known && ['running', 'undoing', 'parked'].includes(known.state)) return planView(known);
    if (known?.state === 'done')
      throw new Failure({
        code: 'already-written',
        message: `The screening of ${candidate.name} is in Lever already.`,
        next: 'Undo it first to write it again.',
        subject: opportunityId,
      });
    if (known?.state === 'proposed') await ledger.discard(known.id, me.id);
    const planId = newId();
    const keys = new Map(
      await Promise.all(
        ACTION_IDS.map(async (id) => [id as string, await actionKey(planId, id, 1)] as const),
      ),
    );
    const fairness = await policy.mayWrite(postingId);
    if (!fairness.allowed)
      throw new Failure({
        code: 'fairness-bar',
        message: `Screening results of this posting are not written: ${fairness.why}`,
        next: 'Look at Fairness in the control room. Results stay readable here.',
        subject: postingId,
      });
    const moved = await advance(facts, candidate.stage);
    const { actions, note, formLeftOut } = writeBack({
      opportunityId,
      candidateName: candidate.name,
      performAs: me.id,
      by: me.name,
      date: dateOf(clock.now()),
      postingTitle: book.title,
      screening,
      rubric,
      review,
      template: form.template,
      advance: moved.advance,
      scale: (await settings()).scale,
      keyOf: (id) => keys.get(id) ?? '',
    });
    const plan = await ledger.propose({
      id: planId,
      workflow: WORKFLOW,
      title: `Write the screening of ${candidate.name} to Lever`,
      opportunityId,
      postingId,
      expiresAt: clock.now() + OFFERED_FOR,
      context: {
        note,
        formLeftOut: formLeftOut ?? form.missing,
        advanceLeftOut: moved.advanceLeftOut,
        fairness: fairness.why,
      } satisfies WriteBackContext,
      actions,
    });
    await reviews.wrote(review, planId);
    return planView(plan);
  }

  async function owned(planId: string) {
    const plan = await ledger.plan(planId);
    if (plan?.workflow === WORKFLOW) return plan;
    throw new Failure({
      code: 'plan-unknown',
      message: 'This preview does not exist any more.',
      next: 'Preview again.',
    });
  }

  return {
    async preview(opportunityIds: readonly string[]): Promise<PlanView[]> {
      const form = await formOf();
      const plans: PlanView[] = [];
      for (const opportunityId of opportunityIds) plans.push(await preview(opportunityId, form));
      return plans;
    },

    /** Runs every plan; what goes wrong with one is in that plan and keeps no other from running. */
    async write(planIds: readonly string[]): Promise<PlanView[]> {
      const { me } = await lever();
      const done: PlanView[] = [];
      for (const planId of planIds) {
        const plan = await owned(planId);
        if (plan.state === 'proposed') {
          if (plan.expiresAt !== null && clock.now() > plan.expiresAt)
            throw new Failure({
              code: 'preview-expired',
              message: `The preview for “${plan.title}” is too old.`,
              next: 'Preview again; nothing was written for it.',
            });
          await ledger.approve(planId, me.id);
        }
        done.push(planView(await ledger.run(planId)));
      }
      return done;
    },

    async discard(planIds: readonly string[]): Promise<null> {
      const { me } = await lever();
      for (const planId of planIds)
        if ((await owned(planId)).state === 'proposed') await ledger.discard(planId, me.id);
      return null;
    },

    async undo(planId: string, force: boolean): Promise<PlanView> {
      const { me } = await lever();
      await owned(planId);
      return planView(await ledger.undo(planId, me.id, { force }));
    },

    async plan(planId: string | null): Promise<PlanView | null> {
      const plan = planId ? await ledger.plan(planId) : null;
      return plan && planView(plan);
    },
  };
}
