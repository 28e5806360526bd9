import type { Interval } from '@/lib/domain/interval';
import { interviewLoad } from '@/lib/scheduling/panel-blocks';

const MINUTE = 60_000;

/** Weeks read: so many before this one, and so many after. */
export const WEEKS_BACK = 4;
export const WEEKS_AHEAD = 3;

/** Weeks a person looks at. */
export type Span = 'past' | 'ahead' | 'all';

/** Indexes of the weeks of a span, from inclusive to exclusive. */
export function weeksOf(span: Span, thisWeek: number, count: number): { from: number; to: number } {
  if (span === 'past') return { from: 0, to: thisWeek };
  if (span === 'ahead') return { from: thisWeek, to: count };
  return { from: 0, to: count };
}

/** Interviews in each week, by the same count that limits go by; `weeks` are Mondays as day numbers. */
export function byWeek(person: { zone: string; interviews: Interval[] }, weeks: readonly number[]): number[] {
  const counted = interviewLoad(person).weeks;
  return weeks.map((monday) => counted.get(monday) ?? 0);
}

/** How near the fullest of the weeks is to the limit; `near` from four fifths on. */
export function nearness(counts: readonly number[], limit: number | null): 'none' | 'near' | 'at' {
  if (limit === null) return 'none';
  const most = Math.max(0, ...counts);
  return most >= limit ? 'at' : most >= 0.8 * limit ? 'near' : 'none';
}

export interface Person {
  id: string;
  zone: string;
  weeklyLimit: number | null;
  interviews: Interval[];
  invited: number;
  declined: number;
}

export interface LoadRow {
  id: string;
  /** Per week of the span. */
  weeks: number[];
  count: number;
  minutes: number;
  /** Of all interviews of the rows, 0 to 1. */
  share: number;
  /** Fullest week of the span against the limit. */
  near: 'none' | 'near' | 'at';
  /** Start of the last interview before `now`, and of the next one; ms epoch. */
  last: number | null;
  next: number | null;
  ahead: number;
}

/** One row for each person over the weeks of a span. */
export function rowsOf(
  people: readonly Person[],
  weeks: readonly number[],
  { from, to }: { from: number; to: number },
  now: number,
): LoadRow[] {
  const rows = people.map(({ id, zone, weeklyLimit, interviews }): LoadRow => {
    const counts = byWeek({ zone, interviews }, weeks).slice(from, to);
    const inside = interviews.filter((one) =>
      byWeek({ zone, interviews: [one] }, weeks).some((count, w) => count > 0 && from <= w && w < to),
    );
    const past = interviews.filter(({ start }) => start < now).map(({ start }) => start);
    const ahead = interviews.filter(({ start }) => start >= now).map(({ start }) => start);
    return {
      id,
      weeks: counts,
      count: counts.reduce((sum, count) => sum + count, 0),
      minutes: Math.round(inside.reduce((sum, { start, end }) => sum + (end - start), 0) / MINUTE),
      share: 0,
      near: nearness(counts, weeklyLimit),
      last: past.length > 0 ? Math.max(...past) : null,
      next: ahead.length > 0 ? Math.min(...ahead) : null,
      ahead: ahead.length,
    };
  });
  const all = rows.reduce((sum, { count }) => sum + count, 0);
  return rows.map((row) => ({ ...row, share: all === 0 ? 0 : row.count / all }));
}

export interface Spread {
  people: number;
  total: number;
  /** 0 = everybody the same, towards 1 = one person does everything. Null without interviews. */
  gini: number | null;
  most: number;
  median: number;
  /** How many of the busiest hold half of all interviews. */
  half: number;
  /** People with none. */
  none: number;
}

/** How evenly counts are spread. The Gini coefficient is half the mean difference of two people over the mean. */
export function spreadOf(counts: readonly number[]): Spread {
  const sorted = [...counts].sort((a, b) => a - b);
  const people = sorted.length;
  const total = sorted.reduce((sum, count) => sum + count, 0);
  const ranked = sorted.reduce((sum, count, i) => sum + (2 * (i + 1) - people - 1) * count, 0);
  const middle = people / 2;
  const median =
    people === 0
      ? 0
      : people % 2 === 1
        ? (sorted[Math.floor(middle)] ?? 0)
        : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
  let half = 0;
  let held = 0;
  while (held * 2 < total) {
    half++;
    held += sorted[people - half] ?? 0;
  }
  return {
    people,
    total,
    gini: total === 0 ? null : ranked / (people * total),
    most: sorted.at(-1) ?? 0,
    median,
    half,
    none: sorted.filter((count) => count === 0).length,
  };
}

/** What the coefficient means to people. */
export function evenness(gini: number): 'even' | 'uneven' | 'very uneven' {
  return gini < 0.25 ? 'even' : gini < 0.5 ? 'uneven' : 'very uneven';
}
