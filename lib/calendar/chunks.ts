import type { Interval } from '@/lib/domain/interval';

/** `items` in groups of at most `size`. */
export function groupsOf<T>(items: readonly T[], size: number): T[][] {
  const groups: T[][] = [];
  for (let i = 0; i < items.length; i += size) groups.push(items.slice(i, i + size));
  return groups;
}

/** `window` in spans of at most `ms` that touch: a gap between two would hide busy time. */
export function spansOf(window: Interval, ms: number): Interval[] {
  const spans: Interval[] = [];
  for (let start = window.start; start < window.end; start += ms) {
    spans.push({ start, end: Math.min(window.end, start + ms) });
  }
  return spans;
}
