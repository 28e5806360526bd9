import { type Assessment, isEvidence } from './assess';
import { type Rubric, TOP_LEVEL } from './rubric';

/** One criterion's part of the sum. */
interface Term {
  criterionId: string;
  kind: 'must' | 'nice';
  verdict: Assessment['verdict'];
  weight: number;
  level: number;
  /** `weight * level`. */
  points: number;
  /** `weight * 5`. */
  outOf: number;
  /** True when there is evidence; otherwise the criterion is open, not failed. */
  counted: boolean;
  /** The term as a sum a person can check. */
  text: string;
}

export type Band = 'strong' | 'promising' | 'open';

export interface Score {
  terms: Term[];
  /** Sums over the terms with evidence. */
  points: number;
  outOf: number;
  /** Sum over all terms. */
  total: number;
  /** Percent of weights with evidence, rounded down. */
  coverage: number;
  musts: { met: number; all: number };
  /** Why there is no number and no band; then the three below are absent. */
  abstained?: string;
  /** `points` of `outOf`, in percent, rounded down: how strong the evidence is where there is some. */
  value?: number;
  /** In percent, rounded down: if nothing open is true, and if everything is. */
  range?: { least: number; most: number };
  /** By the must-haves met and `range.least`, so more evidence never lowers it and missing evidence never raises it. */
  band?: Band;
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((100 * part) / whole));
/** `part / whole >= share %`, without rounding. */
const reaches = (part: number, whole: number, share: number): boolean => 100 * part >= share * whole;

function term(rubric: Rubric, assessment: Assessment): Term {
  const criterion = rubric.criteria.find(({ id }) => id === assessment.criterionId);
  if (!criterion) throw new RangeError(`${assessment.criterionId} is not a criterion of this rubric`);
  const { id, kind, weight } = criterion;
  const counted = isEvidence(assessment);
  const level = counted ? assessment.level : 0;
  const points = weight * level;
  const outOf = weight * TOP_LEVEL;
  const text = counted
    ? `${id} ${kind}: weight ${weight} × level ${level} = ${points} of ${outOf}`
    : `${id} ${kind}: no evidence (${assessment.verdict}), ${outOf} points stay open`;
  return {
    criterionId: id,
    kind,
    verdict: assessment.verdict,
    weight,
    level,
    points,
    outOf,
    counted,
    text,
  };
}

/**
 * The score of assessments (one per criterion), in integers only. `unreadable` says why the document or the answer cannot be
 * judged at all, and makes it abstain, as do too little coverage and no evidence. `held` are criteria that suspicious text would have
 * raised: where they are open they count as nothing, so nobody gains by putting such text beside weak evidence.
 */
export function score(
  rubric: Rubric,
  assessments: readonly Assessment[],
  unreadable?: string,
  held: readonly string[] = [],
): Score {
  const terms = assessments.map((assessment) => term(rubric, assessment));
  const sum = (of: readonly Term[], pick: (term: Term) => number): number =>
    of.reduce((total, t) => total + pick(t), 0);
  const counted = terms.filter((t) => t.counted);
  const points = sum(counted, (t) => t.points);
  const outOf = sum(counted, (t) => t.outOf);
  const total = sum(terms, (t) => t.outOf);
  const against = sum(
    terms.filter((t) => !t.counted && held.includes(t.criterionId)),
    (t) => t.outOf,
  );
  const mustTerms = terms.filter(({ kind }) => kind === 'must');
  const musts = {
    met: mustTerms.filter((t) => t.verdict === 'shown' && t.level >= rubric.metFrom).length,
    all: mustTerms.length,
  };
  const base = { terms, points, outOf, total, coverage: percent(outOf, total), musts };
  if (unreadable) return { ...base, abstained: unreadable };
  if (outOf === 0) return { ...base, abstained: 'There is no verified evidence for any criterion.' };
  if (!reaches(outOf, total, rubric.enoughCoverage))
    return {
      ...base,
      abstained: `Evidence covers ${base.coverage} % of the weights; ${rubric.enoughCoverage} % are needed for a score.`,
    };
  const fits = ({ musts: share, points: least }: Rubric['bands']['strong']): boolean =>
    reaches(musts.met, musts.all, share) && reaches(points, total, least);
  return {
    ...base,
    value: percent(points, outOf + against),
    range: { least: percent(points, total), most: percent(points + total - outOf - against, total) },
    band: fits(rubric.bands.strong) ? 'strong' : fits(rubric.bands.promising) ? 'promising' : 'open',
  };
}
