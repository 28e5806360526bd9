import type { Piece } from '@/lib/documents/lines/piece';
import { isPlace } from '@/lib/documents/sections/lexicon';

/** Rows a column needs at least. */
const LEAST_ROWS = 4;
const DATE = /(19|20)\d\d|\d\d[./]\d\d/;

interface Split {
  left: Piece[];
  right: Piece[];
  crossing: Piece[];
}

const splitAt = (pieces: readonly Piece[], x: number): Split => {
  const out: Split = { left: [], right: [], crossing: [] };
  for (const piece of pieces) {
    if (piece.right <= x + 1) out.left.push(piece);
    else if (piece.left >= x - 1) out.right.push(piece);
    else out.crossing.push(piece);
  }
  return out;
};

const baselines = (pieces: readonly Piece[]): number =>
  new Set(pieces.map((piece) => Math.round(piece.baseline / 3))).size;

const letters = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, piece) => sum + piece.text.length, 0);

const onRowOf = (piece: Piece, others: readonly Piece[]): boolean =>
  others.some(
    (one) => Math.abs(one.baseline - piece.baseline) <= 0.35 * Math.min(one.size, piece.size) + 0.3,
  );

/** Share of `side` that stands on a baseline of `other`: dates and places beside entries do, true columns mostly do not. */
function aligned(side: readonly Piece[], other: readonly Piece[]): number {
  const paired = side.filter((piece) => onRowOf(piece, other));
  return side.length === 0 ? 1 : paired.length / side.length;
}

/** Whether `side` annotates the rows of `other` (dates, labels, places) and is no column of its own. */
function annotates(side: readonly Piece[], other: readonly Piece[]): boolean {
  const share = aligned(side, other);
  const mean = letters(side) / Math.max(1, side.length);
  const dates = side.filter((piece) => DATE.test(piece.text)).length / Math.max(1, side.length);
  if (share >= 0.85 && mean <= 32 && baselines(side) <= baselines(other)) return true;
  return share >= 0.6 && dates >= 0.35 && mean <= 32;
}

/**
 * Whether `side` is mostly dates or places that stand beside rows of `other`: from its first date to its last there is little else,
 * whatever comes before and after. Without their dates, the entries there would be torn apart.
 */
function datesBeside(side: readonly Piece[], other: readonly Piece[]): boolean {
  const dates = side.filter(
    (piece) => piece.text.length <= 34 && (DATE.test(piece.text) || isPlace(piece.text)),
  );
  if (dates.length < 2) return false;
  const beside = dates.filter((piece) => onRowOf(piece, other)).length;
  if (beside < 0.75 * dates.length) return false;
  const from = Math.min(...dates.map((piece) => piece.baseline));
  const to = Math.max(...dates.map((piece) => piece.baseline));
  const within = (piece: Piece): boolean => piece.baseline >= from - 1 && piece.baseline <= to + 1;
  const rest = baselines(side.filter((piece) => within(piece) && !dates.includes(piece)));
  return rest <= dates.length && rest < baselines(other.filter(within));
}

const span = (pieces: readonly Piece[]): [number, number] => [
  Math.min(...pieces.map((piece) => piece.top)),
  Math.max(...pieces.map((piece) => piece.bottom)),
];

/** The best place for a gutter, or null when the pieces are one column. */
function gutter(pieces: readonly Piece[]): number | null {
  const candidates = [...new Set(pieces.map((piece) => Math.round(piece.left) - 2))];
  let best: { x: number; score: number } | null = null;
  for (const x of candidates) {
    const { left, right, crossing } = splitAt(pieces, x);
    const rows = Math.min(baselines(left), baselines(right));
    if (rows < LEAST_ROWS) continue;
    const across = baselines(crossing);
    if (across > 0.5 * rows + 2) continue;
    const [leftTop, leftBottom] = span(left);
    const [rightTop, rightBottom] = span(right);
    const beside = Math.min(leftBottom, rightBottom) - Math.max(leftTop, rightTop);
    if (beside < 0.5 * Math.min(leftBottom - leftTop, rightBottom - rightTop)) continue;
    if (Math.min(letters(left), letters(right)) < 0.06 * letters(pieces)) continue;
    if (annotates(left, right) || annotates(right, left)) continue;
    if (datesBeside(left, right) || datesBeside(right, left)) continue;
    const edge = left.length > 0 ? Math.max(...left.map((piece) => piece.right)) : x;
    const start = Math.min(...right.map((piece) => piece.left));
    const score = rows - 1.5 * across + Math.min(6, (start - edge) / 6);
    if (!best || score > best.score) best = { x, score };
  }
  return best && best.score > 0 ? best.x : null;
}

/**
 * Splits a page into blocks in reading order: pieces that cross a gutter divide it into bands, and in each band the left
 * column comes before the right one. Rows with a date or a place at the margin stay rows.
 */
export function columnsOf(pieces: readonly Piece[], depth = 0): Piece[][] {
  if (pieces.length === 0) return [];
  const x = depth < 4 ? gutter(pieces) : null;
  if (x === null) return [[...pieces]];
  const { left, right, crossing } = splitAt(pieces, x);
  const bars = [...crossing].sort((a, b) => a.baseline - b.baseline);
  const out: Piece[][] = [];
  let above = Number.NEGATIVE_INFINITY;
  const within = (from: number, to: number) => (piece: Piece) =>
    piece.baseline >= from && piece.baseline < to;
  const band = (from: number, to: number): void => {
    const sides = [left.filter(within(from, to)), right.filter(within(from, to))];
    for (const side of sides) out.push(...columnsOf(side, depth + 1));
  };
  for (let i = 0; i < bars.length; ) {
    const first = bars[i];
    if (!first) break;
    const start = first.baseline - 0.35 * first.size;
    band(above, start);
    // Everything on the bar's own row belongs to it.
    const end = first.baseline + 0.35 * first.size;
    out.push([...bars, ...left, ...right].filter(within(start, end)));
    above = end;
    while ((bars[i]?.baseline ?? Number.POSITIVE_INFINITY) < end) i++;
  }
  band(above, Number.POSITIVE_INFINITY);
  return out.filter((block) => block.length > 0);
}
