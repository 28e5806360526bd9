import type { Box } from '@/lib/documents/reading';

/** PDF transformation `[a, b, c, d, e, f]`: x' = ax + cy + e, y' = bx + dy + f. */
export type Matrix = readonly [number, number, number, number, number, number];

export const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/** First `inner`, then `outer`. */
export const compose = (outer: Matrix, inner: Matrix): Matrix => [
  outer[0] * inner[0] + outer[2] * inner[1],
  outer[1] * inner[0] + outer[3] * inner[1],
  outer[0] * inner[2] + outer[2] * inner[3],
  outer[1] * inner[2] + outer[3] * inner[3],
  outer[0] * inner[4] + outer[2] * inner[5] + outer[4],
  outer[1] * inner[4] + outer[3] * inner[5] + outer[5],
];

export const apply = (m: Matrix, x: number, y: number): [number, number] => [
  m[0] * x + m[2] * y + m[4],
  m[1] * x + m[3] * y + m[5],
];

/** Any six numbers as a matrix; null when they are not six finite numbers. */
export function asMatrix(value: unknown): Matrix | null {
  const list =
    Array.isArray(value) || value instanceof Float32Array || value instanceof Float64Array ? [...value] : [];
  return list.length === 6 && list.every((one) => Number.isFinite(one)) ? (list as unknown as Matrix) : null;
}

/** Edges of a box: left, top, right, bottom. */
export interface Edges {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The box around the image of a rectangle. */
export function around(m: Matrix, x0: number, y0: number, x1: number, y1: number): Edges {
  const corners = [apply(m, x0, y0), apply(m, x1, y0), apply(m, x0, y1), apply(m, x1, y1)];
  const xs = corners.map((corner) => corner[0]);
  const ys = corners.map((corner) => corner[1]);
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) };
}

export const intersection = (a: Edges, b: Edges): Edges => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

export const area = (e: Edges): number => Math.max(0, e.right - e.left) * Math.max(0, e.bottom - e.top);

export const contains = (e: Edges, x: number, y: number): boolean =>
  x >= e.left && x <= e.right && y >= e.top && y <= e.bottom;

const round = (value: number): number => Math.round(value * 10) / 10;

export const boxOf = (e: Edges): Box => ({
  x: round(e.left),
  y: round(e.top),
  width: round(Math.max(0, e.right - e.left)),
  height: round(Math.max(0, e.bottom - e.top)),
});

export const join = (a: Edges, b: Edges): Edges => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});
