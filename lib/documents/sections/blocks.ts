import type { LayoutLine } from '@/lib/documents/lines/piece';
import { type FoundPeriod, findPeriod } from '@/lib/documents/sections/dates';

/** Longest line that can be part of an entry's heading. */
export const LONGEST = 120;
/** Most heading lines above the one with the period. */
const MOST_ABOVE = 3;

export const isSentence = (text: string): boolean =>
  (/[.!;:]$/.test(text) && text.split(/\s+/).length > 7) ||
  text.split(/\s+/).length > 16 ||
  /^\p{Ll}/u.test(text);

/** The period in a line's own cells; a date inside a sentence is no anchor. */
export function anchorOf(line: LayoutLine): FoundPeriod | null {
  if (line.bullet && !/^\W*(?:19|20)\d\d\W/.test(line.text) && !(line.cells.length > 1)) return null;
  for (const cell of line.cells) {
    const found = findPeriod(cell.text);
    if (!found) continue;
    const edge =
      found.rest.length === 0 ||
      found.range ||
      cell !== line.cells[0] ||
      /(?:19|20)\d\d\)?$/.test(cell.text) ||
      /^\W*(?:\p{L}+\.? )?(?:19|20)\d\d/u.test(cell.text);
    if (edge && !(isSentence(found.rest) && found.rest.length > 60)) return found;
  }
  return null;
}

const beginsBold = ({ cells: [first], bold }: LayoutLine): boolean =>
  first?.spans?.[0]?.bold ?? first?.bold ?? bold;

const looksLike = (line: LayoutLine, model: LayoutLine): boolean =>
  beginsBold(line) === beginsBold(model) &&
  line.bullet === model.bullet &&
  Math.abs(line.size - model.size) < 0.4 &&
  (!line.box || !model.box || line.block !== model.block || Math.abs(line.box.x - model.box.x) < 4);

/** A line that can belong to the heading of an entry. */
const canHead = (line: LayoutLine): boolean =>
  !line.bullet && line.text.length <= LONGEST && !isSentence(line.text);

/** Goes up from the period as far as the lines look like a heading. */
function climb(
  lines: readonly LayoutLine[],
  anchors: readonly (FoundPeriod | null)[],
  at: number,
  end: number,
): number {
  let top = at;
  while (top > end && at - top < 2) {
    const above = lines[top - 1];
    const here = lines[top];
    if (!above || !here || anchors[top - 1] || !canHead(above)) break;
    const before = lines[top - 2];
    const opens =
      top - 1 === end ||
      above.apart ||
      before?.bullet ||
      (above.bold && !before?.bold) ||
      above.size > here.size + 0.4;
    // A wrapped list item is indented further than its mark.
    const hangs = before?.bullet && !above.apart && above.box && before.box && above.box.x > before.box.x + 3;
    if (here.apart && !above.apart && !above.bold && top - 1 !== end) break;
    if ((here.apart && top !== at) || hangs) break;
    if (!opens) {
      // One more line may be between this one and the opening of the entry.
      const between =
        at === top &&
        before &&
        (before.apart || top - 2 === end || lines[top - 3]?.bullet) &&
        !before.bullet &&
        !anchors[top - 2] &&
        top - 2 >= end;
      if (!between) break;
      top -= 1;
      continue;
    }
    top -= 1;
    if (above.apart) break;
  }
  return top;
}

/**
 * How many heading lines stand above the period, as the first entry of the section shows: everything before its period is
 * its heading. Null when that is more than a heading has.
 */
function linesAbove(lines: readonly LayoutLine[], first: number): number | null {
  const head = lines.slice(0, first);
  return first <= MOST_ABOVE && head.every(canHead) ? first : null;
}

/** Lines of a section grouped into entries: each has one period, or is a block of its own. */
export function blocksOf(lines: readonly LayoutLine[]): LayoutLine[][] {
  const anchors = lines.map(anchorOf);
  const first = anchors.findIndex((one) => one !== null);
  if (first < 0) return undatedBlocks(lines);
  const above = linesAbove(lines, first);
  const starts = new Set<number>();
  let end = 0;
  for (const [i, anchor] of anchors.entries()) {
    if (!anchor) continue;
    let top = i;
    if (above === null) top = climb(lines, anchors, i, end);
    else if (above > 0) {
      // As many lines as look like those of the first entry; a second position in one company has fewer.
      for (let count = above; count > 0; count--) {
        const models = lines.slice(above - count, above);
        const same = models.every((model, j) => {
          const line = lines[i - count + j];
          return line && i - count + j >= end && !anchors[i - count + j] && looksLike(line, model);
        });
        if (same) {
          top = i - count;
          break;
        }
      }
      if (top === i && i !== first) top = climb(lines, anchors, i, end);
    }
    starts.add(top);
    end = i + 1;
  }
  const blocks: LayoutLine[][] = [];
  for (const [i, line] of lines.entries()) {
    if (starts.has(i) || blocks.length === 0) blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  return blocks;
}

/** Without any period, entries are what space or bold type sets apart. */
function undatedBlocks(lines: readonly LayoutLine[]): LayoutLine[][] {
  const blocks: LayoutLine[][] = [];
  const [model] = lines;
  for (const line of lines) {
    const opens =
      model &&
      !line.bullet &&
      looksLike(line, model) &&
      (line.apart || (line.bold && lines.some((one) => !one.bold)));
    if (opens || blocks.length === 0) blocks.push([]);
    blocks.at(-1)?.push(line);
  }
  return blocks;
}
