/** The middle value, or null of nothing. */
export function median(values: number[]): number | null {
  return values.length === 0 ? null : [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

/** The geometric mean: the right mean of ratios. */
export function geometricMean(values: number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Milliseconds in about three figures; `-` where there are none. */
export function ms(value: number | null): string {
  if (value === null) return '-';
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

export function table(head: string[], rows: string[][]): void {
  const width = head.map((cell, c) => Math.max(cell.length, ...rows.map((row) => row[c]!.length)));
  for (const row of [head, ...rows]) console.log(row.map((cell, c) => cell.padStart(width[c]!)).join('  '));
}
