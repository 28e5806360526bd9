import { lowerBound, reaches } from './binomial';
import type { Phase } from './policy';
import type { Verdict } from './port';

/** Share of agreement over a window of decisions. */
export interface Agreement {
  agreed: number;
  decided: number;
  /** Exact one-sided 95 % lower bound of the share; 0 without decisions. */
  lower: number;
}

type Outcome = Verdict['outcome'];

/** The newest `window` of decisions given oldest first. */
export function agreementOf(outcomes: readonly Outcome[], window: number): Agreement {
  const counted = outcomes.slice(-window);
  const agreed = counted.filter((one) => one === 'agreed').length;
  return { agreed, decided: counted.length, lower: lowerBound(agreed, counted.length) };
}

/** Fewest decisions that can reach `bar`, all of them agreements: 14 for 80 %, 29 for 90 %. */
export function fewestFor(bar: number): number {
  let n = 1;
  while (!reaches(n, n, bar)) n++;
  return n;
}

/**
 * How many agreements in a row the record still needs for `bar`; 0 = reached. Old decisions leave the window
 * meanwhile. Null when not even a whole window of agreements would do.
 */
export function agreementsNeeded(outcomes: readonly Outcome[], bar: number, window: number): number | null {
  const counted = outcomes.slice(-window);
  let agreed = counted.filter((one) => one === 'agreed').length;
  let decided = counted.length;
  for (let more = 0; more <= window; more++) {
    if (reaches(agreed, decided, bar)) return more;
    const leaves = counted.length + more >= window ? counted[counted.length + more - window] : undefined;
    if (counted.length + more < window) decided++;
    agreed += leaves === 'agreed' ? 0 : 1;
  }
  return null;
}

/** What one record earned, and on which one it was judged. */
export interface Earned {
  phase: Phase;
  /** By phase: the record the bar was held against. */
  by: { 2: 'workflow' | 'posting'; 3: 'workflow' | 'posting' };
}

/**
 * The phase earned. A posting is judged on its own decisions once it has as many as the bar can be reached with,
 * before that on those of the whole workflow. Phase 3 needs phase 2 as well. There is no hysteresis: below the bar
 * it is lost at once, and one more good decision may bring it back.
 */
export function earnedPhase(
  workflow: readonly Outcome[],
  posting: readonly Outcome[] | null,
  bars: { 2: number; 3: number },
  window: number,
): Earned {
  const judge = (bar: number): { by: 'workflow' | 'posting'; reached: boolean } => {
    const own = posting?.slice(-window) ?? [];
    const by = own.length >= fewestFor(bar) ? 'posting' : 'workflow';
    const counted = by === 'posting' ? own : workflow.slice(-window);
    const agreed = counted.filter((one) => one === 'agreed').length;
    return { by, reached: reaches(agreed, counted.length, bar) };
  };
  const [assist, automate] = [judge(bars[2]), judge(bars[3])];
  return {
    phase: !assist.reached ? 1 : automate.reached ? 3 : 2,
    by: { 2: assist.by, 3: automate.by },
  };
}

/** The record after each of its newest decisions, oldest first: what the plot shows. */
export interface AgreementPoint extends Agreement {
  /** ms epoch. */
  at: number;
  outcome: Outcome;
}

/** At most `points` of them; each counts the window up to itself. */
export function agreementOverTime(
  verdicts: readonly Pick<Verdict, 'outcome' | 'at'>[],
  window: number,
  points: number,
): AgreementPoint[] {
  const first = Math.max(0, verdicts.length - points);
  const outcomes = verdicts.map((one) => one.outcome);
  return verdicts.slice(first).map(({ at, outcome }, i) => ({
    at,
    outcome,
    ...agreementOf(outcomes.slice(0, first + i + 1), window),
  }));
}
