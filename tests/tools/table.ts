/** Rows as text: the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
        .join('  '),
    )
    .join('\n');
}

/** A count of things that have come so far, on one line of a terminal and on lines of their own in a log. */
export function progress(what: string): (done: number, of: number) => void {
  const { stderr } = process;
  let told = 0;
  return (done, of) => {
    const share = Math.floor((10 * done) / of);
    if (stderr.isTTY) stderr.write(`\r${what}: ${done} of ${of}${done === of ? '\n' : ''}`);
    else if (share > told) stderr.write(`${what}: ${done} of ${of}\n`);
    told = share;
  };
}
