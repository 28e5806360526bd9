import type { DocumentReading } from '@/lib/documents/reading';
import { Failure, problemOf } from '@/lib/domain/problem';
import type { Implementation } from '@/lib/messaging/contract';
import { createBackfill } from './backfill';
import { documentView, engineView, notAbove, resultView } from './build-views';
import type { screenApplicant } from './contract';
import { createMeasures } from './measures';
import type { ScreenApplicantPorts } from './ports';
import { createQueue } from './queue';
import { readSettings, SETTINGS } from './read-settings';
import { readingId } from './resume-file';
import { createReviews } from './review';
import { createRubricBooks } from './rubric-book';
import { createRunner } from './runner';
import type { ScreeningSettings } from './schema';
import { applicantId, createScreening } from './screen-one';
import type { StoredApplicant, StoredReview, StoredScreening } from './stored';
import type { ApplicantView, EngineView, OverviewView, PostingRow, ProgressView, RubricState } from './views';
import { createWriter } from './writer';

/** The workflow behind its contract, and the runner for alarms. */
export function createScreenApplicant(ports: ScreenApplicantPorts) {
  const { kept, lever, records, assessor, policy, ledger } = ports;
  const books = createRubricBooks(ports);
  const screening = createScreening(ports, books);
  const reviews = createReviews(ports);
  const settings = (): Promise<ScreeningSettings> => readSettings(kept);
  const writer = createWriter(ports, books, reviews, settings);
  const runner = createRunner(ports, books, screening, settings);
  const backfill = createBackfill(ports, screening, runner, settings);
  const measures = createMeasures(ports, { books, reviews, screening, settings });
  const queue = createQueue({ ports, books, reviews, writer, runner, settings });

  async function engine(): Promise<{
    view: EngineView | null;
    problem: ReturnType<typeof problemOf> | null;
  }> {
    try {
      return { view: engineView(await assessor.identity()), problem: null };
    } catch (error) {
      return { view: null, problem: problemOf(error) };
    }
  }

  const requireOn = async (): Promise<void> => {
    if (await policy.isOn()) return;
    throw new Failure({
      code: 'switched-off',
      message: 'Screening is switched off.',
      next: 'An administrator switches it on in the control room.',
    });
  };

  const stateOf = (book: { draft: unknown; approved: readonly unknown[] } | null): RubricState =>
    book?.approved.length ? 'approved' : book?.draft ? 'draft' : 'none';

  async function standing(opportunityId: string, postingId: string) {
    const applicant = await records.get<StoredApplicant>('applicant', applicantId(opportunityId, postingId));
    const result = applicant && (await records.get<StoredScreening>('screening', applicant.screeningId));
    return { applicant, result };
  }

  async function outdatedOf(
    result: StoredScreening,
    version: number | null,
    now: EngineView | null,
  ): Promise<string | null> {
    if (version !== null && version !== result.rubricVersion)
      return `Made with version ${result.rubricVersion} of the criteria; version ${version} is approved.`;
    if (now && (now.model !== result.identity.model || now.promptVersion !== result.identity.promptVersion))
      return `Made by ${result.identity.model}; now ${now.model} would judge.`;
    return null;
  }

  async function progressOf(opportunityId: string): Promise<ProgressView> {
    const [now, together] = await Promise.all([runner.progress(opportunityId), backfill.has(opportunityId)]);
    return { ...now, waiting: now.waiting || together };
  }

  async function applicantView(opportunityId: string): Promise<ApplicantView> {
    const { api } = await lever();
    const candidate = await api.opportunity(opportunityId);
    const postingId = candidate.application?.posting ?? null;
    const book = postingId ? await books.read(postingId) : null;
    const title = book?.title ?? (postingId ? (await api.posting(postingId)).text : '');
    const version = book?.approved.at(-1)?.rubric.version ?? null;
    const [now, progress, set, { result }, stored] = await Promise.all([
      engine(),
      progressOf(opportunityId),
      settings(),
      standing(opportunityId, postingId ?? ''),
      reviews.read(opportunityId, postingId ?? ''),
    ]);
    const rubric = book?.approved.find(({ hash }) => hash === result?.rubricHash)?.rubric;
    let review: StoredReview = stored;
    let view: ApplicantView['result'] = null;
    if (result && rubric) {
      const why = reviews.withheld(review, result, set);
      if (why) {
        const criteria = rubric.criteria.map(({ id, label, kind, anchors }) => ({
          id,
          label,
          kind,
          anchors,
        }));
        view = { withheld: true, why, criteria };
      } else {
        review = await reviews.reveal(review, result);
        view = resultView(result, review, rubric, await outdatedOf(result, version, now.view));
      }
    }
    const own = review.labels.filter(({ before }) => before);
    return {
      opportunityId,
      name: candidate.name,
      posting: postingId ? { id: postingId, title } : null,
      rubric: { state: stateOf(book), version },
      engine: now.view,
      showNumber: set.showNumber,
      scale: set.scale,
      document: result && {
        state: result.document.state,
        message: result.document.message,
        fileName: result.document.fileName,
        pages: result.document.pages,
      },
      result: view,
      progress,
      own: own.map(({ criterionId, human }) => ({ criterionId, verdict: human })),
      decision: review.decision,
      plan: await writer.plan(review.planId),
    };
  }

  /** The result on screen with its review. Throws when this user may not see the candidacy. */
  async function onScreen(opportunityId: string) {
    const refused = await ports.refusal(opportunityId);
    if (refused) throw refused;
    // What is stored names the posting; Lever is asked only about somebody new.
    const known = await records.list<StoredApplicant>('applicant', { opportunityId });
    const postingId =
      known.at(-1)?.value.postingId ??
      (await (await lever()).api.opportunity(opportunityId)).application?.posting ??
      '';
    const { result } = await standing(opportunityId, postingId);
    const review = await reviews.read(opportunityId, postingId);
    return { result, review, postingId };
  }

  async function judged(opportunityId: string) {
    const { result, review } = await onScreen(opportunityId);
    if (result?.assessed) return { result, review };
    throw new Failure({
      code: 'not-screened',
      message: 'There is no judgement of this candidate yet.',
      next: 'Screen the candidate first.',
    });
  }

  async function overview(): Promise<OverviewView> {
    const { api } = await lever();
    const [now, set, open, runnerView, backfills, on] = await Promise.all([
      engine(),
      settings(),
      api.openPostings(),
      runner.view(),
      backfill.view(),
      policy.isOn(),
    ]);
    const postings = await Promise.all(
      open.map(async ({ id, text }): Promise<PostingRow> => {
        const book = await books.read(id);
        const screened = book ? await records.list<StoredApplicant>('applicant', { postingId: id }) : [];
        return {
          id,
          title: text,
          rubric: stateOf(book),
          version: book?.approved.at(-1)?.rubric.version ?? null,
          watched: set.watched.includes(id),
          screened: screened.length,
        };
      }),
    );
    return {
      engine: now.view,
      engineProblem: now.problem,
      settings: set,
      // What is in use comes first.
      postings: postings.sort(
        (a, b) =>
          Number(b.rubric === 'approved') - Number(a.rubric === 'approved') || a.title.localeCompare(b.title),
      ),
      runner: runnerView,
      backfills,
      on,
    };
  }

  async function change(how: (set: ScreeningSettings) => ScreeningSettings): Promise<void> {
    await kept.set(SETTINGS, how(await settings()));
  }

  /** Who is above the threshold is proposed to move on; the first mark of a person says whether they agree. */
  async function counted(
    result: StoredScreening,
    { overrides, postingId }: StoredReview,
    { kind, by }: NonNullable<StoredReview['decision']>,
  ): Promise<void> {
    const rubric = (await books.read(postingId))?.approved.find(
      ({ hash }) => hash === result.rubricHash,
    )?.rubric;
    if (!rubric || notAbove(rubric, result, { overrides: [] }, (await settings()).advanceAt)) return;
    const outcome = kind !== 'accept' ? 'refused' : overrides.length > 0 ? 'changed' : 'agreed';
    await policy.decided({ postingId, resultId: result.id, outcome, by });
  }

  const implementation: Implementation<typeof screenApplicant> = {
    overview,
    async change({ settings: next }) {
      const refused = await ports.forbids('change-policy');
      if (refused) throw refused;
      await change((set) => ({ ...next, watched: set.watched }));
      return overview();
    },
    async watch({ postingId, on }) {
      if (on) {
        await requireOn();
        if (!(await books.read(postingId))?.approved.length)
          throw new Failure({
            code: 'no-criteria',
            message: 'The criteria of this posting are not approved yet.',
            next: 'Approve them first; then new applicants can be screened.',
            subject: postingId,
          });
      }
      await change((set) => ({
        ...set,
        watched: on
          ? [...set.watched.filter((id) => id !== postingId), postingId]
          : set.watched.filter((id) => id !== postingId),
      }));
      if (on) await runner.poll();
      void runner.run();
      return overview();
    },
    async pause({ on }) {
      await runner.pause(on);
      if (on) void backfill.stop();
      else void runner.run();
      return overview();
    },
    async screenAll({ postingId }) {
      await requireOn();
      await runner.addPosting(postingId);
      void runner.run();
      return overview();
    },
    async backlog({ postingId }) {
      const applicants = (await runner.backlog(postingId)).length;
      const batches = await ports.batches();
      return {
        applicants,
        usd: batches && { now: 2 * batches.usd(applicants), batch: batches.usd(applicants) },
      };
    },
    async backfill({ postingId }) {
      await requireOn();
      await backfill.start(postingId);
      void backfill.run();
      return overview();
    },
    async backfillLook() {
      await requireOn();
      await backfill.run();
      return overview();
    },
    async backfillStop({ postingId }) {
      await backfill.stop(postingId);
      return overview();
    },
    async retry({ postingId }) {
      await requireOn();
      await runner.retry(postingId);
      void runner.run();
      return null;
    },

    rubric: ({ postingId }) => books.view(postingId),
    draftRubric: ({ postingId }) => books.draft(postingId),
    saveRubric: ({ postingId, criteria }) => books.save(postingId, criteria),
    approveRubric: ({ postingId }) => books.approve(postingId),
    discardDraft: ({ postingId }) => books.discard(postingId),

    async queue({ postingId, limit }) {
      return queue(postingId, limit, (await engine()).view);
    },
    applicant: ({ opportunityId }) => applicantView(opportunityId),
    async screen({ opportunityId, again, rules }) {
      await requireOn();
      const { me } = await lever();
      const { postingId } = await onScreen(opportunityId);
      await runner.screenFor({ opportunityId, postingId, by: me.id, again, rules });
      return applicantView(opportunityId);
    },
    progress: ({ opportunityId }) => progressOf(opportunityId),
    async document({ opportunityId }) {
      const { result, review } = await onScreen(opportunityId);
      if (!result)
        throw new Failure({
          code: 'not-screened',
          message: 'The resume was not read yet.',
          next: 'Screen the candidate first.',
        });
      await ports.shown(opportunityId, 'resume');
      const { bytesHash } = result.document;
      const reading = bytesHash
        ? await records.get<DocumentReading>('reading', readingId(opportunityId, bytesHash))
        : null;
      return documentView(result, reading, reviews.withheld(review, result, await settings()) !== null);
    },
    async decide({ opportunityId, decision, reason }) {
      const { result, review } = await onScreen(opportunityId);
      if (decision === 'accept' && !result?.assessed)
        throw new Failure({
          code: 'nothing-to-accept',
          message: 'There is no judgement to accept: the resume was not judged.',
          next: 'Flag the candidate, or look at the resume in Lever.',
        });
      if (decision === 'accept' && result && reviews.withheld(review, result, await settings()))
        throw new Failure({
          code: 'own-verdict-first',
          message: 'Your own verdicts come first for this candidate.',
          next: 'Open the candidate and give them; then the AI’s are shown.',
        });
      const next = await reviews.decide(review, result, decision, reason);
      if (next.decision && result) await counted(result, next, next.decision);
      return next.decision;
    },
    async own({ opportunityId, verdicts }) {
      const { result, review } = await judged(opportunityId);
      await reviews.reveal(await reviews.own(review, result, verdicts), result);
      return applicantView(opportunityId);
    },
    async correct({ opportunityId, ...input }) {
      const { result, review } = await judged(opportunityId);
      if (reviews.withheld(review, result, await settings()))
        throw new Failure({
          code: 'own-verdict-first',
          message: 'Your own verdicts come first for this candidate.',
          next: 'Give them; then single ones can be corrected.',
        });
      await reviews.correct(review, result, input);
      return applicantView(opportunityId);
    },
    async stability({ opportunityId }) {
      await requireOn();
      return measures.stability(opportunityId);
    },

    preview: ({ opportunityIds }) => writer.preview(opportunityIds),
    write: ({ planIds }) => writer.write(planIds),
    discard: ({ planIds }) => writer.discard(planIds),
    undo: ({ planId, force }) => writer.undo(planId, force),

    calibration: ({ postingId }) => measures.calibration(postingId),
    async forget({ opportunityId }) {
      const refused = (await ports.refusal(opportunityId)) ?? (await ports.forbids('erase-candidate'));
      if (refused) throw refused;
      const { me } = await lever();
      await runner.forget(opportunityId);
      await backfill.forget(opportunityId);
      await ledger.erase(opportunityId, me.id);
      await records.erase(opportunityId);
      return null;
    },
  };
  return { implementation, runner, backfill };
}
