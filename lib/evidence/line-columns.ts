import type { TextLine } from './visible-lines';

/** So many lines without a second part still belong to the columns above them. */
const ALONE = 3;

/** One side of lines on which things stand beside each other. */
export interface Column {
  lines: TextLine[];
  /** Where each of them begins in the whole line, by number. */
  from: Map<number, number>;
}

/** Lines on which things stand beside each other, read down each side; text in two columns may have been read across. */
export function columnsOf(
  lines: readonly TextLine[],
  parts: ReadonlyMap<number, readonly number[]>,
): Column[] {
  const columns: Column[] = [];
  let alone = ALONE + 1;
  let before: TextLine | undefined;
  for (const line of lines) {
    const own = parts.get(line.n) ?? [];
    alone = own.length > 0 ? 0 : alone + 1;
    const goesOn = before && before.n + 1 === line.n && before.page === line.page && columns.length > 0;
    before = line;
    if (alone > ALONE) continue;
    if (!goesOn || (alone === 0 && columns.at(-1)?.lines.at(-1)?.n !== line.n - 1))
      for (const _ of ['left', 'right']) columns.push({ lines: [], from: new Map() });
    const [left, right] = columns.slice(-2);
    const [first = line.text.length, last = 0] = [own[0], own.at(-1)];
    left?.lines.push({ ...line, text: line.text.slice(0, first) });
    right?.lines.push({ ...line, text: line.text.slice(last) });
    right?.from.set(line.n, last);
  }
  return columns;
}
