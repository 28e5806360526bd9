import { columnsOf } from '@/lib/documents/lines/columns';
import { type Cell, hasMark, type LayoutLine, type Piece } from '@/lib/documents/lines/piece';
import { boxOf, type Edges, join } from '@/lib/documents/pdf/matrix';

const edgesOf = ({ left, right, top, bottom }: Piece): Edges => ({ left, right, top, bottom });

const cellOf = (piece: Piece): Cell => ({ text: piece.text, bold: piece.bold, box: boxOf(edgesOf(piece)) });

/** A line of these pieces, left to right. */
function lineOf(page: number, pieces: readonly Piece[], apart: boolean): LayoutLine {
  const main = pieces.reduce((most, one) => (one.text.length > most.text.length ? one : most));
  return {
    page,
    cells: pieces.map(cellOf),
    text: pieces.map((piece) => piece.text).join(' '),
    size: Math.round(main.size * 10) / 10,
    bold: main.bold,
    bullet: hasMark(pieces[0]?.text ?? ''),
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

/**
 * Lines of one block. A date or place at the margin of a list item would cut the item's sentence in two, so it becomes a
 * line of its own before that item.
 */
function linesOfBlock(page: number, block: readonly Piece[]): LayoutLine[] {
  const rows = rowsOf(block);
  const usual = leading(rows);
  const out: LayoutLine[] = [];
  let item: { at: number; left: number } | null = null;
  let above: number | null = null;
  for (const row of rows) {
    const baseline = row[0]?.baseline ?? 0;
    const size = Math.max(...row.map((piece) => piece.size));
    const apart = above === null || baseline - above > Math.max(1.28 * usual, usual + 0.18 * size);
    above = baseline;
    const [first, ...rest] = row;
    if (!first) continue;
    const begins = hasMark(first.text);
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
      out.splice(item.at, 0, lineOf(page, margin, false));
      item.at++;
    }
    const kept = margin.length > 0 ? [first] : row;
    out.push(lineOf(page, kept, apart));
  }
  return out;
}

/** The pieces of one page as lines in reading order. */
export function orderLines(page: number, pieces: readonly Piece[]): LayoutLine[] {
  return columnsOf(pieces).flatMap((block) => linesOfBlock(page, block));
}
