import { costOf, judgedOf } from './build-views';
import type { ScreenApplicantPorts } from './ports';
import type { Reviews } from './review';
import type { RubricBooks } from './rubric-book';
import { TIERS, type Tier, tierOf, whyOf } from './rules';
import type { Runner } from './runner';
import type { ScreeningSettings } from './schema';
import { applicantId } from './screen-one';
import type { StoredApplicant, StoredScreening } from './stored';
import type { EngineView, PlanView, QueueRow, QueueView } from './views';

interface QueueDeps {
  ports: ScreenApplicantPorts;
  books: RubricBooks;
  reviews: Reviews;
  writer: { plan(planId: string | null): Promise<PlanView | null> };
  runner: Runner;
  settings(): Promise<ScreeningSettings>;
}

const WHY_BLIND = {
  setting: 'Your own verdicts come first, then the AI’s are shown.',
  sample: 'In the sample: your own verdicts come first, then the AI’s are shown.',
};

/** The queue of a posting from what is stored; it asks Lever for nothing, so the popup opens at once. */
export function createQueue({ ports, books, reviews, writer, runner, settings }: QueueDeps) {
  const { records } = ports;

  async function rowOf(
    applicant: StoredApplicant,
    set: ScreeningSettings,
  ): Promise<{ row: QueueRow; costUsd: number } | null> {
    const { opportunityId, postingId, name, appliedAt } = applicant;
    const [result, review, book] = await Promise.all([
      records.get<StoredScreening>('screening', applicant.screeningId),
      reviews.read(opportunityId, postingId),
      books.read(postingId),
    ]);
    const rubric = book?.approved.find(({ hash }) => hash === result?.rubricHash)?.rubric;
    if (!result || !rubric) return null;
    const judged = judgedOf(result);
    const blind = reviews.withheld(review, result, set);
    const plan = await writer.plan(review.planId);
    const row: QueueRow = {
      opportunityId,
      name,
      appliedAt,
      tier: tierOf({ screened: true, judged, blind: blind !== null }),
      why: !judged ? result.document.message : blind ? WHY_BLIND[blind] : whyOf(rubric, judged),
      decision: review.decision?.kind ?? null,
      written: plan !== null && ['done', 'running', 'parked', 'undoing'].includes(plan.state),
    };
    return { row, costUsd: costOf(result) };
  }

  /** Undecided ones in the order of tiers; inside a tier who applied first comes first. At most `limit`. */
  return async (postingId: string, limit: number, engine: EngineView | null): Promise<QueueView> => {
    const [book, set, stored] = await Promise.all([
      books.read(postingId),
      settings(),
      records.list<StoredApplicant>('applicant', { postingId }),
    ]);
    const made = await Promise.all(
      stored
        .filter(({ place, value }) => place.id === applicantId(value.opportunityId, postingId))
        .map(async ({ value }) => ((await ports.refusal(value.opportunityId)) ? null : rowOf(value, set))),
    );
    const rows = made.flatMap((one) => one?.row ?? []);
    const undecided = rows.filter(({ decision }) => decision === null);
    const order = (row: QueueRow): number => TIERS.indexOf(row.tier);
    undecided.sort((a, b) => order(a) - order(b) || a.appliedAt - b.appliedAt);
    const count = (of: readonly QueueRow[], has: (row: QueueRow) => boolean): number => of.filter(has).length;
    const page = undecided.slice(0, limit);
    const [waiting, runnerView, spent] = await Promise.all([
      runner.waitingIn(postingId),
      runner.view(),
      ports.spent(),
      ...page.map(({ opportunityId }) => ports.shown(opportunityId, 'opportunity')),
    ]);
    const failed = runnerView.failed.filter((one) => one.postingId === postingId);
    const last = failed.at(-1);
    return {
      posting: { id: postingId, title: book?.title ?? '' },
      rubric: book?.approved.length ? 'approved' : book?.draft ? 'draft' : 'none',
      engine,
      rows: page,
      open: Object.fromEntries(
        TIERS.map((tier) => [tier, count(undecided, (row) => row.tier === tier)]),
      ) as Record<Tier, number>,
      decided: {
        accept: count(rows, ({ decision }) => decision === 'accept'),
        reject: count(rows, ({ decision }) => decision === 'reject'),
        flag: count(rows, ({ decision }) => decision === 'flag'),
      },
      toWrite: rows
        .filter(({ decision, written }) => decision === 'accept' && !written)
        .map(({ opportunityId, name }) => ({ opportunityId, name })),
      waiting,
      failed: last ? { count: failed.length, problem: last.problem } : null,
      costUsd: made.reduce((sum, one) => sum + (one?.costUsd ?? 0), 0),
      spent,
      runner: runnerView,
    };
  };
}
