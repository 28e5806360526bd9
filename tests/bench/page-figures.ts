export const span = (start: number, length: number) => ({ start, end: start + length });

/** Length of the union. */
export function covered(spans: { start: number; end: number }[]): number {
  let total = 0;
  let until = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    total += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return total;
}

/** The upper one of two in the middle. */
export function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** First column to the left, figures to the right. */
export function table(head: string[], rows: string[][]): void {
  const widths = head.map((cell, n) => Math.max(cell.length, ...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of [head, ...rows])
    console.log(
      row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join('  '),
    );
}
