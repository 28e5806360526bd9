/**
 * A subset of `items` that still clashes and from which nothing can be taken: divide and conquer (QuickXplain,
 * U. Junker 2004). `clashes(kept)` must be monotone: more kept items never clash less. Items that come late are kept
 * only where the early ones do not suffice. That all items together clash is the caller's promise; `[]` = they clash
 * even with none of them.
 */
export function smallestClash<T>(items: readonly T[], clashes: (kept: readonly T[]) => boolean): T[] {
  if (clashes([])) return [];
  const shrink = (kept: readonly T[], added: boolean, open: readonly T[]): T[] => {
    if (added && clashes(kept)) return [];
    if (open.length === 1) return [...open];
    const half = open.length >> 1;
    const right = shrink([...kept, ...open.slice(0, half)], true, open.slice(half));
    const left = shrink([...kept, ...right], right.length > 0, open.slice(0, half));
    return [...left, ...right];
  };
  return items.length === 0 ? [] : shrink([], false, items);
}
