import { settle } from '@/lib/evidence/compare-runs';
import { byCriterion, byWeek, ENOUGH_LABELS, hasDrifted } from './agreement';
import type { ScreenApplicantPorts } from './ports';
import type { Reviews } from './review';
import type { RubricBooks } from './rubric-book';
import type { ScreeningSettings } from './schema';
import type { Screening } from './screen-one';
import type { CalibrationView, StabilityView } from './views';

const RUNS = 3;

/** How far answers agree with each other, and with people. */
export function createMeasures(
  { clock, lever, audit }: Pick<ScreenApplicantPorts, 'clock' | 'lever' | 'audit'>,
  deps: {
    books: RubricBooks;
    reviews: Reviews;
    screening: Screening;
    settings(): Promise<ScreeningSettings>;
  },
) {
  const { books, reviews, screening, settings } = deps;
  return {
    /** Asks several times about the same resume. */
    async stability(opportunityId: string): Promise<StabilityView> {
      const { results, rubric } = await screening.repeat(opportunityId, await settings(), RUNS);
      const settled = settle(results.map(({ assessments }) => assessments));
      const uses = results.flatMap((one) => one.uses);
      const { me } = await lever();
      await audit.record([
        {
          actor: me.id,
          workflow: 'screen-applicant',
          opportunityId,
          event: 'stability-checked',
          outcome: settled.every(({ agreed }) => agreed === RUNS) ? 'agree' : 'differ',
          details: {
            runs: RUNS,
            criteria: settled.map(({ assessment, agreed }) => ({ id: assessment.criterionId, agreed })),
            uses,
          },
        },
      ]);
      return {
        runs: RUNS,
        criteria: settled.map(({ assessment, agreed }) => ({
          id: assessment.criterionId,
          label: rubric.criteria.find(({ id }) => id === assessment.criterionId)?.label ?? '',
          agreed,
          verdict: assessment.verdict,
        })),
        costUsd: uses.reduce((sum, use) => sum + use.costUsd, 0),
      };
    },

    async calibration(postingId: string): Promise<CalibrationView> {
      const book = await books.read(postingId);
      const labels = (await reviews.all(postingId)).flatMap(({ value }) => value.labels);
      const weeks = byWeek(labels, clock.now());
      return {
        posting: { id: postingId, title: book?.title ?? '' },
        labels: labels.length,
        needed: ENOUGH_LABELS,
        criteria: byCriterion(labels).map((one) => ({
          ...one,
          label:
            book?.approved
              .find(({ rubric }) => rubric.version === one.rubricVersion)
              ?.rubric.criteria.find(({ id }) => id === one.criterionId)?.label ?? one.criterionId,
        })),
        weeks,
        drifted: hasDrifted(weeks),
      };
    },
  };
}
