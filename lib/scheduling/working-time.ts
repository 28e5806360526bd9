import { Failure } from '@/lib/domain/problem';
import { DAY, parseDate, parseTime, weekdayOf } from './civil-date';
import { offsetTable, segmentAt } from './zone';

/** Weekly windows on the wall clock; `to <= from` runs past midnight. */
export interface WeeklyWindow {
  days: readonly number[];
  from: string;
  to: string;
}

/** Replaces every window that starts on the local `date`. */
export interface DateOverride {
  date: string;
  hours: readonly { from: string; to: string }[];
}

/** Hours of one person, parsed once: windows a weekday as flat minutes `[from, to …]`, `to` up to 2880. */
interface WeekPattern {
  days: number[][];
  overrides: Map<number, number[]> | null;
}

/**
 * The working minutes of a weekly pattern in `zone` within `[start, end)`, as a flat list of epoch minutes
 * `[from, to, from, to …]`: sorted, disjoint, not touching.
 *
 * A minute counts by what the wall clock shows at it. So an hour the clock skips has no minutes and an hour it
 * repeats has twice as many. Of several overrides for one date the last one holds.
 * @throws Failure `unknown-zone`, `bad-working-hours`
 */
export function workingSpans(
  zone: string,
  hours: readonly WeeklyWindow[],
  overrides: readonly DateOverride[],
  start: number,
  end: number,
): number[] {
  const spans: number[] = [];
  if (end <= start) return spans;
  const pattern = parsePattern(hours, overrides);
  const table = offsetTable(zone, start, end);
  let last = Number.NEGATIVE_INFINITY;
  let ordered = true;
  for (let i = segmentAt(table, start); i < table.starts.length; i++) {
    const offset = table.offsets[i] as number;
    const from = Math.max(start, table.starts[i] as number);
    const to = Math.min(end, table.starts[i + 1] ?? table.to);
    if (to <= from) break;
    // Windows of the day before may reach into the first day.
    const lastDay = Math.floor((to - 1 + offset) / DAY);
    for (let day = Math.floor((from + offset) / DAY) - 1; day <= lastDay; day++) {
      const windows = pattern.overrides?.get(day) ?? (pattern.days[weekdayOf(day)] as number[]);
      const midnight = day * DAY - offset;
      for (let w = 0; w < windows.length; w += 2) {
        const a = Math.max(from, midnight + (windows[w] as number));
        const b = Math.min(to, midnight + (windows[w + 1] as number));
        if (a >= b) continue;
        if (a === last) spans[spans.length - 1] = b;
        else {
          if (a < last) ordered = false;
          spans.push(a, b);
        }
        last = b;
      }
    }
  }
  return ordered ? spans : mergeFlat(spans);
}

function parsePattern(hours: readonly WeeklyWindow[], overrides: readonly DateOverride[]): WeekPattern {
  const days: number[][] = [[], [], [], [], [], [], []];
  for (const window of hours) {
    for (const day of window.days) addWindow(days[day] as number[], window.from, window.to);
  }
  if (overrides.length === 0) return { days, overrides: null };
  const byDay = new Map<number, number[]>();
  for (const override of overrides) {
    const windows: number[] = [];
    for (const window of override.hours) addWindow(windows, window.from, window.to);
    const day = parseDate(override.date);
    if (day === null) throw badHours(`"${override.date}" is not a date.`, 'Write it as YYYY-MM-DD.');
    byDay.set(day, windows);
  }
  return { days, overrides: byDay };
}

function addWindow(windows: number[], from: string, to: string): void {
  const a = parseTime(from);
  const b = parseTime(to);
  if (a === null || b === null) {
    throw badHours(`"${a === null ? from : to}" is not a time of day.`, 'Write it as HH:MM, 00:00 to 24:00.');
  }
  windows.push(a, b <= a ? b + DAY : b);
}

function badHours(message: string, next: string): Failure {
  return new Failure({ code: 'bad-working-hours', message: `Working hours: ${message}`, next });
}

function mergeFlat(spans: readonly number[]): number[] {
  const order = Array.from({ length: spans.length / 2 }, (_, i) => i * 2);
  order.sort((p, q) => (spans[p] as number) - (spans[q] as number));
  const merged: number[] = [];
  for (const s of order) {
    const a = spans[s] as number;
    const b = spans[s + 1] as number;
    const last = merged.length - 1;
    if (last >= 0 && a <= (merged[last] as number)) merged[last] = Math.max(merged[last] as number, b);
    else merged.push(a, b);
  }
  return merged;
}

/** The holes between sorted, disjoint spans within `[start, end)`, as a flat list. */
export function gapsBetween(spans: readonly number[], start: number, end: number): number[] {
  const gaps: number[] = [];
  let from = start;
  for (let s = 0; s < spans.length; s += 2) {
    if ((spans[s] as number) > from) gaps.push(from, spans[s] as number);
    from = spans[s + 1] as number;
  }
  if (from < end) gaps.push(from, end);
  return gaps;
}

/** Minutes of `[from, to)` that lie inside the spans. */
export function minutesInside(spans: readonly number[], from: number, to: number): number {
  let low = 0;
  let high = spans.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle * 2 + 1] as number) <= from) low = middle + 1;
    else high = middle;
  }
  let sum = 0;
  for (let s = low * 2; s < spans.length && (spans[s] as number) < to; s += 2) {
    sum += Math.min(to, spans[s + 1] as number) - Math.max(from, spans[s] as number);
  }
  return sum;
}

/** The hours everybody likes best, local time: a minute of a meeting outside them costs a point. */
export const CORE: readonly WeeklyWindow[] = [{ days: [0, 1, 2, 3, 4, 5, 6], from: '10:00', to: '16:00' }];
