import type { Box, DocumentReading } from '@/lib/documents/reading';
import type { Assessment } from '@/lib/evidence/assess';
import type { Rubric } from '@/lib/evidence/rubric';
import type { Plan } from '@/lib/ledger/plan';
import { belowThreshold, type Judged, shortLabel, tierOf, whyOf } from './rules';
import type { StoredReview, StoredScreening } from './stored';
import type {
  ApplicantView,
  CriterionView,
  DocumentView,
  EngineView,
  LineView,
  PassageView,
  PlanView,
  ScoreView,
} from './views';

/** A4 in points, for documents without places. */
const A4 = { width: 595, height: 842 };
const MARGIN = 36;

/** What the ledger keeps beside a plan of this workflow. */
export interface WriteBackContext {
  note: string;
  formLeftOut: string | null;
  advanceLeftOut: string | null;
  /** What is known about fairness, said with every preview. */
  fairness: string;
}

export function planView(plan: Plan): PlanView {
  const context = plan.context as WriteBackContext;
  return {
    id: plan.id,
    opportunityId: plan.opportunityId,
    title: plan.title,
    state: plan.state,
    problem: plan.problem ?? null,
    writes: plan.actions.map(({ action, state }) => ({
      id: action.id,
      summary: action.summary,
      state,
      effect: action.effect,
    })),
    ...context,
    cannotRecall: plan.actions.flatMap(({ action }) => (action.irrevocable ? [action.irrevocable] : [])),
  };
}

/** The correction of a person, or the AI's verdict. */
export const correctionOf = (review: StoredReview, criterionId: string) =>
  review.overrides.findLast((one) => one.criterionId === criterionId) ?? null;

function criterionView(rubric: Rubric, review: StoredReview, assessment: Assessment): CriterionView | null {
  const criterion = rubric.criteria.find(({ id }) => id === assessment.criterionId);
  if (!criterion) return null;
  const correction = correctionOf(review, criterion.id);
  const label = review.labels.findLast((one) => one.criterionId === criterion.id);
  return {
    id: criterion.id,
    label: criterion.label,
    kind: criterion.kind,
    weight: criterion.weight,
    anchors: criterion.anchors,
    verdict: assessment.verdict,
    level: assessment.level,
    quotes: assessment.quotes.map(({ text, counts, why, location }) => ({
      text,
      counts,
      why: why ?? null,
      page: location.found ? (location.spans[0]?.page ?? null) : null,
      line: location.found ? (location.spans[0]?.line ?? null) : null,
    })),
    changed: assessment.changed ?? null,
    correction: correction && {
      verdict: correction.verdict,
      reason: correction.reason,
      byName: correction.byName,
    },
    confirmed: !correction && label !== undefined && label.human === label.ai && !label.before,
  };
}

export const passagesOf = (screening: StoredScreening): PassageView[] =>
  (screening.assessed?.suspicious ?? []).map(({ words, why, spans, hidden }) => ({
    text: words,
    why: hidden ? `${why} It is hidden: ${hidden}` : why,
    page: spans[0]?.page ?? null,
  }));

/** What tiers and reasons are made from. */
export function judgedOf({ assessed, document }: StoredScreening): Judged | null {
  return assessed && { ...assessed, suspicious: assessed.suspicious.length + document.hidden };
}

/** What an answer cost, US dollars; the rules cost nothing. */
export const costOf = ({ assessed }: Pick<StoredScreening, 'assessed'>): number =>
  (assessed?.uses ?? []).reduce((sum, use) => sum + use.costUsd, 0);

/** Why nobody is offered the next stage by this result; null when it is above the threshold. */
export function notAbove(
  rubric: Pick<Rubric, 'criteria'>,
  screening: StoredScreening,
  { overrides }: Pick<StoredReview, 'overrides'>,
  threshold: number,
): string | null {
  const judged = judgedOf(screening);
  if (!judged) return screening.document.message;
  return belowThreshold(rubric, { ...judged, moved: screening.assessed?.moved ?? [] }, overrides, threshold);
}

function scoreView(screening: StoredScreening, rubric: Rubric): ScoreView | null {
  const score = screening.assessed?.score;
  if (!score) return null;
  return {
    band: score.band ?? null,
    abstained: score.abstained ?? null,
    musts: score.musts,
    coverage: score.coverage,
    value: score.value ?? null,
    range: score.range ?? null,
    // A person reads names, not c1; what follows the colon is the arithmetic itself.
    terms: score.terms.map(({ criterionId, text }) => {
      const label = rubric.criteria.find(({ id }) => id === criterionId)?.label ?? criterionId;
      return `${shortLabel(label)}: ${text.slice(text.indexOf(':') + 2)}`;
    }),
    sum: { points: score.points, outOf: score.outOf },
  };
}

export const engineView = ({ engine, model, promptVersion }: EngineView): EngineView => ({
  engine,
  model,
  promptVersion,
});

export function resultView(
  screening: StoredScreening,
  review: StoredReview,
  rubric: Rubric,
  outdated: string | null,
): Extract<NonNullable<ApplicantView['result']>, { withheld: false }> {
  const { assessed } = screening;
  const judged = judgedOf(screening);
  return {
    withheld: false,
    at: screening.at,
    tier: tierOf({ screened: true, judged, blind: false }),
    why: judged ? whyOf(rubric, judged) : screening.document.message,
    criteria: (assessed?.assessments ?? []).flatMap((one) => criterionView(rubric, review, one) ?? []),
    score: scoreView(screening, rubric),
    suspicious: passagesOf(screening),
    moved: assessed?.moved ?? [],
    notes: assessed?.notes ?? [],
    madeBy: {
      ...engineView(screening.identity),
      rubricVersion: screening.rubricVersion,
      costUsd: costOf(screening),
    },
    outdated,
  };
}

/** Sizes of pages are not kept; the boxes say how far the text goes. */
function sizeOf(boxes: readonly Box[]): { width: number; height: number } {
  if (boxes.length === 0) return A4;
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return {
    width: Math.max(A4.width, Math.ceil(right + MARGIN)),
    height: Math.max(A4.height, Math.ceil(bottom + MARGIN)),
  };
}

/** Marks without overlap, left to right; suspicious text is on top of evidence. */
function disjoint(marks: LineView['marks']): LineView['marks'] {
  const sorted = [...marks].sort(
    (a, b) => a.start - b.start || (a.kind === 'suspicious' ? -1 : 1) || b.end - a.end,
  );
  const result: LineView['marks'] = [];
  for (const mark of sorted) {
    const start = Math.max(mark.start, result.at(-1)?.end ?? 0);
    if (start < mark.end) result.push({ ...mark, start });
  }
  return result;
}

/** The document as a reader sees it, with what counts marked; without marks while the result is withheld. */
export function documentView(
  screening: StoredScreening,
  reading: DocumentReading | null,
  withheld: boolean,
): DocumentView {
  const { state, message, fileName, format } = screening.document;
  const evidence = withheld
    ? []
    : (screening.assessed?.assessments ?? []).flatMap(({ criterionId, quotes }) =>
        quotes.flatMap(({ counts, location }) =>
          counts && location.found
            ? location.spans.map((span) => ({ ...span, criterionId, kind: 'evidence' as const }))
            : [],
        ),
      );
  const suspicious = (screening.assessed?.suspicious ?? []).flatMap(({ spans }) =>
    spans.map((span) => ({ ...span, criterionId: null, kind: 'suspicious' as const })),
  );
  const marks = [...evidence, ...suspicious];
  const numbers = [...new Set((reading?.lines ?? []).map(({ page }) => page))];
  return {
    state,
    message,
    fileName,
    format,
    pages: numbers.map((page) => {
      const lines = (reading?.lines ?? []).filter((line) => line.page === page);
      return {
        page,
        ...sizeOf(lines.flatMap(({ box }) => box ?? [])),
        lines: lines.map(({ n, text, box }) => ({
          n,
          page,
          text,
          box: box ?? null,
          marks: disjoint(
            marks
              .filter(({ line }) => line === n)
              .map(({ start, end, criterionId, kind }) => ({ start, end, criterionId, kind })),
          ),
        })),
      };
    }),
    hidden: (reading?.hidden ?? [])
      .filter(({ text }) => text.trim() !== '')
      .map(({ text, why, page }) => ({ text, why, page: page || null })),
  };
}
