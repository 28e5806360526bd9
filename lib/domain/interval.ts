/** A span of time, half-open `[start, end)`, both in milliseconds since the Unix epoch, `start < end`. */
export interface Interval {
  start: number;
  end: number;
}

/** True when the two spans share at least one instant; spans that only touch do not overlap. */
export function overlaps(a: Interval, b: Interval): boolean {
  return a.start < b.end && b.start < a.end;
}

/** Sorted, disjoint, non-adjacent spans covering the same instants as the input. */
export function merge(spans: readonly Interval[]): Interval[] {
  const sorted = spans.filter((s) => s.start < s.end).sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: Interval[] = [];
  for (const span of sorted) {
    const last = merged[merged.length - 1];
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else merged.push({ start: span.start, end: span.end });
  }
  return merged;
}

/** The instants of `spans` that lie in none of `holes`. */
export function subtract(spans: readonly Interval[], holes: readonly Interval[]): Interval[] {
  const cuts = merge(holes);
  const left: Interval[] = [];
  for (const span of merge(spans)) {
    let from = span.start;
    for (const cut of cuts) {
      if (cut.end <= from) continue;
      if (cut.start >= span.end) break;
      if (cut.start > from) left.push({ start: from, end: cut.start });
      from = Math.max(from, cut.end);
    }
    if (from < span.end) left.push({ start: from, end: span.end });
  }
  return left;
}

/** The instants that lie in both lists. */
export function intersect(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const left = merge(a);
  const right = merge(b);
  const both: Interval[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const p = left[i] as Interval;
    const q = right[j] as Interval;
    const start = Math.max(p.start, q.start);
    const end = Math.min(p.end, q.end);
    if (start < end) both.push({ start, end });
    if (p.end < q.end) i++;
    else j++;
  }
  return both;
}
