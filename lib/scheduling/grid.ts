import { type Bits, setRange } from './bits';

/** The starts under consideration: `first + i * step` for `0 <= i < size`, epoch minutes; each lasts `dur`. */
export interface Grid {
  first: number;
  step: number;
  size: number;
  dur: number;
}

/** Starts `t` with `t % step == 0` (counted from the epoch), `start <= t` and `t + dur <= end`; minutes. */
export function createGrid(start: number, end: number, step: number, dur: number): Grid {
  const first = Math.ceil(start / step) * step;
  const size = end - dur < first ? 0 : Math.floor((end - dur - first) / step) + 1;
  return { first, step, size, dur };
}

/** Number of the first start at or after a minute; may lie outside the grid. */
export function indexFrom(grid: Grid, minute: number): number {
  return Math.ceil((minute - grid.first) / grid.step);
}

/**
 * Clears the starts whose meeting, with `before` and `after` minutes around it, overlaps one of the blocks
 * `[from, to)`. The inner loop of the whole search, therefore written out flat.
 */
export function clearBlocks(
  bits: Bits,
  grid: Grid,
  blocks: readonly (readonly [number, number])[],
  before: number,
  after: number,
): void {
  const { step, size } = grid;
  const length = size * step;
  // Whole-number division is slow. `(x + 0.5) / step` is at least `0.5 / step` away from a whole number, and the
  // product's rounding error for 31-bit minutes is a million times smaller, so this truncates to the same number.
  const perStep = 1 / step;
  // Hit: from < t + dur + after and to > t - before. With t counted from `first`: from + low < t <= to + high.
  const low = -grid.dur - after - grid.first;
  const high = before - grid.first - 1;
  for (let b = 0; b < blocks.length; b++) {
    const block = blocks[b] as readonly [number, number];
    const below = block[0] + low;
    const last = block[1] + high;
    if (last < 0 || below >= length) continue;
    const lo = below < 0 ? 0 : (((below + 0.5) * perStep) | 0) + 1;
    const hi = last >= length ? size - 1 : ((last + 0.5) * perStep) | 0;
    if (lo > hi) continue;
    const first = lo >>> 5;
    const final = hi >>> 5;
    const head = -1 << (lo & 31);
    const tail = -1 >>> (31 - (hi & 31));
    if (first === final) {
      bits[first] = (bits[first] as number) & ~(head & tail);
      continue;
    }
    bits[first] = (bits[first] as number) & ~head;
    for (let w = first + 1; w < final; w++) bits[w] = 0;
    bits[final] = (bits[final] as number) & ~tail;
  }
}

/** First and last start (both included) whose meeting, with its buffers, overlaps `[from, to)`; null if none. */
export function hitRange(
  grid: Grid,
  from: number,
  to: number,
  before: number,
  after: number,
): { lo: number; hi: number } | null {
  const lo = Math.max(0, Math.floor((from - grid.dur - after - grid.first) / grid.step) + 1);
  const hi = Math.min(grid.size - 1, Math.ceil((to + before - grid.first) / grid.step) - 1);
  return lo <= hi ? { lo, hi } : null;
}

/** Sets the starts whose whole meeting lies inside one of the spans (flat list `[from, to, from, to …]`). */
export function setInside(bits: Bits, grid: Grid, spans: readonly number[]): void {
  for (let s = 0; s < spans.length; s += 2) {
    const room = (spans[s + 1] as number) - grid.dur - grid.first;
    if (room < 0) continue;
    const from = (spans[s] as number) - grid.first;
    const lo = from <= 0 ? 0 : (((from - 1) / grid.step) | 0) + 1;
    const hi = Math.min(grid.size - 1, (room / grid.step) | 0);
    setRange(bits, lo, hi);
  }
}

/** 32-bit FNV-1a over the starts (epoch minutes, ascending), each as four little-endian bytes. */
export function hashStarts(grid: Grid, indices: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (let n = 0; n < indices.length; n++) {
    const start = grid.first + (indices[n] as number) * grid.step;
    hash = Math.imul(hash ^ (start & 255), 0x01000193);
    hash = Math.imul(hash ^ ((start >>> 8) & 255), 0x01000193);
    hash = Math.imul(hash ^ ((start >>> 16) & 255), 0x01000193);
    hash = Math.imul(hash ^ (start >>> 24), 0x01000193);
  }
  return hash >>> 0;
}
