import { type Bits, hasBit, nextSet } from './bits';

/** A group as the search sees it: indices of its members and how many of them have to be free. */
export interface Quorum {
  members: readonly number[];
  need: number;
}

/** Why no start from `from` to `to` works: throughout, too many of one group's members are blocked. */
export interface BlockedRun {
  /** Last start of the run (inclusive). */
  to: number;
  /** Groups that fail throughout, each with its members that are blocked throughout. */
  groups: { group: number; blocked: number[] }[];
}

/**
 * The longest run of starts beginning at `from` (and not passing `limit`, inclusive) that one group alone rules
 * out with the same blocked members all along; null when every group has enough free members at `from`.
 *
 * A group of `m` members that needs `n` is ruled out by `m - n + 1` blocked members, so its run ends where the
 * `m - n + 1`th longest lasting of them becomes free. Other groups are listed too when they fail all along.
 */
export function longestBlockedRun(
  groups: readonly Quorum[],
  free: readonly Bits[],
  from: number,
  limit: number,
): BlockedRun | null {
  const until = (m: number): number =>
    hasBit(free[m] as Bits, from) ? from - 1 : nextSet(free[m] as Bits, from, limit + 1) - 1;
  let to = from - 1;
  const ends: number[][] = [];
  for (const group of groups) {
    const lasting = group.members.map(until);
    ends.push(lasting);
    const spare = group.members.length - group.need;
    if (group.need <= 0) continue;
    const end = spare === 0 ? Math.max(...lasting) : ([...lasting].sort((a, b) => b - a)[spare] as number);
    if (end > to) to = end;
  }
  if (to < from) return null;
  const found: BlockedRun['groups'] = [];
  for (let g = 0; g < groups.length; g++) {
    const group = groups[g] as Quorum;
    if (group.need <= 0) continue;
    const blocked = group.members.filter((_, n) => ((ends[g] as number[])[n] as number) >= to);
    if (group.members.length - blocked.length < group.need) found.push({ group: g, blocked });
  }
  return { to, groups: found };
}
