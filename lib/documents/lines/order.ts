import { columnsOf } from '@/lib/documents/lines/columns';
import { type Cell, hasMark, type LayoutLine, type Piece } from '@/lib/documents/lines/piece';
import { boxOf, type Edges, join } from '@/lib/documents/pdf/matrix';

const edgesOf = ({ left, right, top, bottom }: Piece): Edges => ({ left, right, top, bottom });

const cellOf = (piece: Piece): Cell => ({
  text: piece.text,
  bold: piece.bold,
  italic: piece.italic,
  box: boxOf(edgesOf(piece)),
  ...(piece.spans ? { spans: piece.spans } : {}),
});

/** Whether one of the drawn dots stands before a piece, as a list mark does. */
const isMarked = (piece: Piece, dots: readonly Edges[]): boolean =>
  dots.some(
    (dot) =>
      dot.right <= piece.left + 1 &&
      piece.left - dot.right < 1.6 * piece.size &&
      (dot.top + dot.bottom) / 2 < piece.baseline &&
      (dot.top + dot.bottom) / 2 > piece.baseline - 0.75 * piece.size &&
      dot.bottom - dot.top < 0.5 * piece.size,
  );

/** A line of these pieces, left to right. */
function lineOf(page: number, pieces: readonly Piece[], apart: boolean, marked: boolean): LayoutLine {
  const main = pieces.reduce((most, one) => (one.text.length > most.text.length ? one : most));
  return {
    page,
    cells: pieces.map(cellOf),
    text: pieces.map((piece) => piece.text).join(' '),
    size: Math.round(main.size * 10) / 10,
    bold: main.bold,
    bullet: marked || hasMark(pieces[0]?.text ?? ''),
    apart,
    box: boxOf(pieces.map(edgesOf).reduce(join)),
  };
}

function rowsOf(block: readonly Piece[]): Piece[][] {
  const rows: Piece[][] = [];
  for (const piece of [...block].sort((a, b) => a.baseline - b.baseline || a.left - b.left)) {
    const row = rows.at(-1);
    const first = row?.[0];
    if (
      row &&
      first &&
      Math.abs(first.baseline - piece.baseline) <= 0.35 * Math.min(first.size, piece.size) + 0.3
    )
      row.push(piece);
    else rows.push([piece]);
  }
  return rows.map((row) => row.sort((a, b) => a.left - b.left));
}

/** The usual distance between two lines of one paragraph of this block. */
function leading(rows: readonly Piece[][]): number {
  const steps = rows
    .slice(1)
    .map((row, i) => (row[0]?.baseline ?? 0) - (rows[i]?.[0]?.baseline ?? 0))
    .filter((step) => step > 2)
    .sort((a, b) => a - b);
  return steps[Math.floor(steps.length * 0.35)] ?? 12;
}

/** Part of the width of its column that a line which was broken fills at least. */
const FULL = 0.55;

/** Whether `next` runs on from `row`: it stands below its beginning, looks alike, and its first word did not fit above. */
function runsOn(row: readonly Piece[], next: readonly Piece[], left: number, right: number): boolean {
  const [first, second] = row;
  const [below, ...more] = next;
  if (!first || !below || more.some((piece) => piece.text.length > 40) || hasMark(below.text)) return false;
  const marked = hasMark(first.text);
  if (Math.abs(first.size - below.size) > 0.3) return false;
  if (marked ? below.left < first.left + 2 : Math.abs(below.left - first.left) > 2) return false;
  const end = first.spans?.at(-1) ?? first;
  const start = below.spans?.[0] ?? below;
  if (!marked && (end.bold !== start.bold || end.italic !== start.italic)) return false;
  const limit = second ? Math.min(right, second.left - 0.5 * first.size) : right;
  const [word = ''] = below.text.split(/[\s]/);
  const width = ((below.right - below.left) * word.length) / Math.max(1, below.text.length);
  return first.right - left >= FULL * (limit - left) && first.right + 0.25 * first.size + width > limit - 0.5;
}

/**
 * Lines of one block. A date or place at the margin of a list item would cut the item's sentence in two, so it becomes a
 * line of its own before that item.
 */
function linesOfBlock(
  page: number,
  block: readonly Piece[],
  number: number,
  dots: readonly Edges[],
): LayoutLine[] {
  const rows = rowsOf(block);
  const left = Math.min(...block.map((piece) => piece.left));
  const right = Math.max(...block.map((piece) => piece.right));
  const usual = leading(rows);
  const out: LayoutLine[] = [];
  let item: { at: number; left: number } | null = null;
  let above: number | null = null;
  for (const [i, row] of rows.entries()) {
    const baseline = row[0]?.baseline ?? 0;
    const size = Math.max(...row.map((piece) => piece.size));
    const apart = above === null || baseline - above > Math.max(1.28 * usual, usual + 0.18 * size);
    above = baseline;
    const [first, ...rest] = row;
    if (!first) continue;
    const marked = isMarked(first, dots);
    const begins = marked || hasMark(first.text);
    const continues = item !== null && !apart && first.left > item.left + 2;
    if (begins) item = { at: out.length, left: first.left };
    else if (!continues) item = null;
    const margin =
      item &&
      rest.length > 0 &&
      rest.every((piece) => piece.text.length <= 40) &&
      (!begins || first.text.length > 25)
        ? rest
        : [];
    if (item && margin.length > 0) {
      out.splice(item.at, 0, { ...lineOf(page, margin, false, false), block: number });
      item.at++;
    }
    const kept = margin.length > 0 ? [first] : row;
    const wrapped = !apart && !begins && runsOn(rows[i - 1] ?? [], row, left, right);
    out.push({ ...lineOf(page, kept, apart, marked), block: number, ...(wrapped ? { wrapped } : {}) });
  }
  return out;
}

/** The pieces of one page as lines in reading order. `dots` are small shapes that may be list marks. */
export function orderLines(
  page: number,
  pieces: readonly Piece[],
  dots: readonly Edges[] = [],
): LayoutLine[] {
  return columnsOf(pieces).flatMap((block, i) => linesOfBlock(page, block, i, dots));
}
