/** A numbered line of text a reader can see. */
export interface TextLine {
  /** 1-based, in reading order over the whole document. */
  n: number;
  /** 1-based. */
  page: number;
  text: string;
  /** Column or box the line stands in; lines of different blocks are never read as one sentence. */
  block?: number;
}

/** Part of a line: UTF-16 offsets into its text, half-open, `start < end`. */
export interface LineSpan {
  line: number;
  page: number;
  start: number;
  end: number;
}

/** A line that begins an item of a list. */
export const LIST_ITEM = /^\s*(?:[•●▪■◦‣⁃∙·○◆◇▸▶►➢➤✓✔★☆❖\uf0b7\uf0a7]|[-–—*]\s|\(?\d{1,2}[.)]\s)/u;

/** A run of lines that may hold one sentence, as one text. */
export interface Passage {
  lines: readonly TextLine[];
  /** The lines' texts, one `\n` between two. */
  source: string;
  /** Offset of each line's first character in `source`. */
  offsets: readonly number[];
}

/**
 * The document cut where a sentence cannot run on: at a page, a column, a missing number, a blank line, a list item. Two
 * neighbours that only happen to be numbered in a row cannot be glued into one quote that way.
 */
export function passages(lines: readonly TextLine[]): Passage[] {
  const runs: TextLine[][] = [];
  for (const line of lines) {
    if (line.text.trim() === '') {
      runs.push([]);
      continue;
    }
    const run = runs[runs.length - 1];
    const before = run?.[run.length - 1];
    const goesOn =
      before &&
      line.n === before.n + 1 &&
      line.page === before.page &&
      line.block === before.block &&
      !LIST_ITEM.test(line.text);
    if (run && goesOn) run.push(line);
    else runs.push([line]);
  }
  return runs
    .filter((run) => run.length > 0)
    .map((run) => {
      const offsets: number[] = [];
      let at = 0;
      for (const line of run) {
        offsets.push(at);
        at += line.text.length + 1;
      }
      return { lines: run, source: run.map(({ text }) => text).join('\n'), offsets };
    });
}

/** The parts of lines that `[start, end)` of a passage's source covers; parts without a visible letter are left out. */
export function spansOf(passage: Passage, start: number, end: number): LineSpan[] {
  const spans: LineSpan[] = [];
  for (const [i, line] of passage.lines.entries()) {
    const offset = passage.offsets[i] ?? 0;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, line.text.length);
    if (from < to && line.text.slice(from, to).trim() !== '')
      spans.push({ line: line.n, page: line.page, start: from, end: to });
  }
  return spans;
}

/** True when the two parts share at least one character. */
export function spansMeet(a: LineSpan, b: LineSpan): boolean {
  return a.line === b.line && a.start < b.end && b.start < a.end;
}
