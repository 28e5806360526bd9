import { upperTail } from '@/lib/governance/binomial';
import type { Assessment } from './assess';
import type { Score } from './score';
import { TWIN_KINDS, type TwinKind } from './twins';

/** What one changed thing did to one resume. Holds nothing about the person. */
export interface TwinOutcome {
  /** Number of the resume within its batch. */
  resume: number;
  kind: TwinKind;
  what: string;
  group: string;
  /** After blinding the request is the same, so there is nothing that could answer differently. */
  identical: boolean;
  /** Criteria whose verdict or level is another one. */
  criteria: number;
  /** The band, or whether there is one at all, is another one. */
  band: boolean;
  /** Points of all points in percent: the twin's less the base's. */
  drift: number;
}

/** A twin flipped when any verdict, level or the band is another one. */
export const flipped = ({ criteria, band }: Pick<TwinOutcome, 'criteria' | 'band'>): boolean =>
  criteria > 0 || band;

interface Judged {
  assessments: readonly Assessment[];
  score: Score;
}

const share = ({ points, total }: Score): number => (total === 0 ? 0 : (100 * points) / total);

/** How the judgement of a twin differs from its base's. */
export function compareJudgements(
  base: Judged,
  twin: Judged,
): Pick<TwinOutcome, 'criteria' | 'band' | 'drift'> {
  const changed = base.assessments.filter((one) => {
    const other = twin.assessments.find(({ criterionId }) => criterionId === one.criterionId);
    return other?.verdict !== one.verdict || other.level !== one.level;
  });
  return {
    criteria: changed.length,
    band: base.score.band !== twin.score.band,
    drift: share(twin.score) - share(base.score),
  };
}

export interface TwinGroupRate {
  group: string;
  twins: number;
  flipped: number;
  /** Mean drift in percentage points. */
  drift: number;
}

export interface TwinKindRate {
  kind: TwinKind;
  /** Resumes with at least one twin of this kind, and those of them with a twin that flipped. */
  resumes: number;
  flipped: number;
  /** `flipped / resumes`, and its exact 95 % interval (Clopper and Pearson). */
  rate: number;
  interval: { low: number; high: number };
  twins: number;
  /** Twins whose request was the same as their base's. */
  identical: number;
  /** Mean over resumes in percentage points; the 95 % interval from five resumes on. */
  drift: { mean: number; low: number | null; high: number | null };
  groups: TwinGroupRate[];
}

const HALVINGS = 60;

/** Exact two-sided 95 % interval of a share of which `k` of `n` were seen; all of 0 to 1 without data. */
export function shareInterval(k: number, n: number): { low: number; high: number } {
  const low = (seen: number): number => {
    if (seen <= 0 || n <= 0) return 0;
    let below = 0;
    let above = 1;
    for (let i = 0; i < HALVINGS; i++) {
      const middle = (below + above) / 2;
      if (upperTail(seen, n, middle) <= 0.025) below = middle;
      else above = middle;
    }
    return below;
  };
  return { low: low(k), high: n <= 0 ? 1 : 1 - low(n - k) };
}

/** 97.5 % quantile of Student's t, by its expansion in 1/df; good to three digits from four degrees of freedom on. */
function studentQuantile(df: number): number {
  const z = 1.959963984540054;
  return (
    z +
    (z ** 3 + z) / (4 * df) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * df ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * df ** 3)
  );
}

const ENOUGH_FOR_DRIFT = 5;
const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;

function driftOf(perResume: readonly number[]): TwinKindRate['drift'] {
  const middle = mean(perResume);
  const n = perResume.length;
  if (n < ENOUGH_FOR_DRIFT) return { mean: middle, low: null, high: null };
  const variance = perResume.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (n - 1);
  const reach = studentQuantile(n - 1) * Math.sqrt(variance / n);
  return { mean: middle, low: middle - reach, high: middle + reach };
}

function by<K>(outcomes: readonly TwinOutcome[], key: (one: TwinOutcome) => K): [K, TwinOutcome[]][] {
  const groups = new Map<K, TwinOutcome[]>();
  for (const one of outcomes) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return [...groups];
}

/**
 * Flip rates and drift by kind and group. The resume is the unit: its twins are not independent of each other, so a resume counts
 * once per kind, as flipped when any of its twins did.
 */
export function twinRates(outcomes: readonly TwinOutcome[]): TwinKindRate[] {
  return TWIN_KINDS.flatMap((kind) => {
    const own = outcomes.filter((one) => one.kind === kind);
    if (own.length === 0) return [];
    const resumes = by(own, ({ resume }) => resume);
    const moved = resumes.filter(([, twins]) => twins.some(flipped)).length;
    const rate: TwinKindRate = {
      kind,
      resumes: resumes.length,
      flipped: moved,
      rate: moved / resumes.length,
      interval: shareInterval(moved, resumes.length),
      twins: own.length,
      identical: own.filter(({ identical }) => identical).length,
      drift: driftOf(resumes.map(([, twins]) => mean(twins.map(({ drift }) => drift)))),
      groups: by(own, ({ group }) => group).map(([group, twins]) => ({
        group,
        twins: twins.length,
        flipped: twins.filter(flipped).length,
        drift: mean(twins.map(({ drift }) => drift)),
      })),
    };
    return [rate];
  });
}
