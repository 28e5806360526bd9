import { type Cell, hasMark, type LayoutLine } from '@/lib/documents/lines/piece';
import { endsPeriod, opensPeriod, periodOnly } from '@/lib/documents/sections/dates';

/** A hyphen at the end of a line goes when the word goes on in small letters; in `Barn-Rose` it stays. */
const joined = (text: string, next: string): string =>
  /\p{L}-$/u.test(text)
    ? /^\p{Ll}/u.test(next)
      ? text.slice(0, -1) + next
      : text + next
    : `${text} ${next}`;

function joinCells(cell: Cell, next: Cell): Cell {
  const text = joined(cell.text, next.text);
  if (!cell.spans && !next.spans) return { ...cell, text };
  const spans = [...(cell.spans ?? [{ text: cell.text, bold: cell.bold, italic: cell.italic === true }])];
  const [first, ...rest] = next.spans ?? [{ text: next.text, bold: next.bold, italic: next.italic === true }];
  const last = spans.at(-1);
  if (last && first) spans[spans.length - 1] = { ...last, text: joined(last.text, first.text) };
  return { ...cell, text, spans: [...spans, ...rest] };
}

/** `Feb 2017 – Oct` in the margin with `2019` in the row below, which may hold other text beside it. */
function joinPeriod(above: LayoutLine, line: LayoutLine): LayoutLine[] | null {
  const [cell, ...rest] = above.cells;
  const [next, ...more] = line.cells;
  if (!cell || !next || next.text.length > 20 || !opensPeriod(cell.text)) return null;
  const text = `${cell.text} ${next.text}`;
  if (!periodOnly(text) && !opensPeriod(text)) return null;
  const cells = [{ ...cell, text, spans: undefined }, ...rest];
  const whole = { ...above, cells, text: cells.map((one) => one.text).join(' ') };
  if (more.length === 0) return [whole];
  const beside = more.map((one) => one.text).join(' ');
  return [whole, { ...line, cells: more, text: beside, bullet: hasMark(beside) }];
}

/** Lines with those that a narrow column broke put together again. What stood at the margin keeps its cell. */
export function unwrapped(lines: readonly LayoutLine[]): LayoutLine[] {
  const out: LayoutLine[] = [];
  for (const line of lines) {
    const above = out.at(-1);
    const [cell, ...margin] = above?.cells ?? [];
    const [next, ...more] = line.cells;
    // The text beside the first half of a period may lie between it and the second.
    const halves = [1, 2].map((back) => out.length - back);
    const begun = halves.find((i) => out[i]?.page === line.page && opensPeriod(out[i]?.cells[0]?.text ?? ''));
    const period = begun === undefined ? null : joinPeriod(out[begun] ?? line, line);
    if (begun !== undefined && period) {
      const [whole = line, ...rest] = period;
      out[begun] = whole;
      out.push(...rest);
      continue;
    }
    if (periodOnly(line.text) || (cell && endsPeriod(cell.text) && !/^\p{Ll}/u.test(line.text))) {
      out.push(line);
      continue;
    }
    if (!line.wrapped || !above || !cell || !next || above.page !== line.page || above.block !== line.block) {
      out.push(line);
      continue;
    }
    const cells = [joinCells(cell, next), ...margin, ...more];
    out[out.length - 1] = { ...above, cells, text: cells.map((one) => one.text).join(' ') };
  }
  return out;
}
