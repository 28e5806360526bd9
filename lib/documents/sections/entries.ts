import { type LayoutLine, withoutMark } from '@/lib/documents/lines/piece';
import { type FoundPeriod, findPeriod, isDuration } from '@/lib/documents/sections/dates';
import { COMPANY_SUFFIX, isPlace, isRegion } from '@/lib/documents/sections/lexicon';

/** A piece of an entry's heading lines, such as a company, a title or a degree. */
export interface Fragment {
  text: string;
  bold: boolean;
  /** Line within the heading, from 0. */
  row: number;
}

export interface Entry {
  fragments: Fragment[];
  found: FoundPeriod | null;
}

/** Longest line that can be part of an entry's heading. */
const LONGEST = 110;

const isSentence = (text: string): boolean =>
  (/[.!;:]$/.test(text) && text.split(/\s+/).length > 7) ||
  text.split(/\s+/).length > 16 ||
  /^\p{Ll}/u.test(text);

/** The period in a line's own cells; a date inside a sentence is no anchor. */
function anchorOf(line: LayoutLine): FoundPeriod | null {
  if (line.bullet && !/^\W*(?:19|20)\d\d\W/.test(line.text)) return null;
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

/** Lines of a section grouped into entries: each has one period, or is a block of its own. */
function blocksOf(lines: readonly LayoutLine[]): LayoutLine[][] {
  const anchors = lines.map(anchorOf);
  const starts = new Set<number>();
  let end = 0;
  for (const [i, anchor] of anchors.entries()) {
    if (!anchor) continue;
    // The date stands in the heading's first, second or third line: go up as far as heading lines reach.
    let top = i;
    while (top > end && i - top < 2) {
      const above = lines[top - 1];
      const here = lines[top];
      if (
        !above ||
        !here ||
        above.bullet ||
        anchors[top - 1] ||
        above.text.length > LONGEST ||
        isSentence(above.text)
      )
        break;
      const before = lines[top - 2];
      const opens =
        top - 1 === end ||
        above.apart ||
        before?.bullet ||
        (above.bold && !before?.bold) ||
        above.size > here.size + 0.4;
      // A wrapped list item is indented further than its mark.
      const runsOn =
        before?.bullet && !above.apart && above.box && before.box && above.box.x > before.box.x + 3;
      if (here.apart && !above.apart && !above.bold && top - 1 !== end) break;
      if (here.apart && top !== i) break;
      if (runsOn) break;
      if (!opens) {
        // One more line may be between this one and the opening of the entry.
        if (
          i - top === 0 &&
          before &&
          (before.apart || top - 2 === end || lines[top - 3]?.bullet) &&
          !before.bullet &&
          !anchors[top - 2] &&
          top - 2 >= end
        ) {
          top -= 1;
          continue;
        }
        break;
      }
      top -= 1;
      if (above.apart) break;
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

/** `Acme, Inc.` is one name; so are `City, Region` and a city with what follows. */
function commaParts(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(/\s*[,，]\s*/).filter(Boolean)) {
    if (parts.length > 0 && COMPANY_SUFFIX.test(part)) parts[parts.length - 1] += `, ${part}`;
    else parts.push(part);
  }
  const last = parts.at(-1) ?? '';
  if (parts.length >= 3 && isRegion(last))
    return parts.slice(0, parts.length - (parts.length >= 3 && isPlace(parts.slice(-2).join(', ')) ? 2 : 1));
  if (parts.length === 2 && isPlace(parts.join(', '))) return [];
  return parts;
}

/** Splits at strong separators only; commas are split by who knows what the parts may be. */
const strongParts = (text: string): string[] =>
  text
    .split(
      /\s+[–—|·•∙‖/]\s+|\s+-\s+|\s*\|\s*|\s+@\s+|\s+\bat\s+(?=\p{Lu})|\s+bei(?:\s+der)?\s+(?=\p{Lu})|\s+chez\s+|\t/u,
    )
    .map((part) => part.replace(/^[\s,;:()·–—-]+|[\s,;:·–—-]+$/g, '').trim())
    .filter(Boolean);

/** Texts of an entry's heading with dates, lengths of time and places taken out. */
function fragmentsOf(heading: readonly LayoutLine[]): Fragment[] {
  const out: Fragment[] = [];
  for (const [row, line] of heading.entries()) {
    for (const cell of line.cells) {
      let text = withoutMark(cell.text);
      for (let i = 0; i < 2; i++) {
        const found = findPeriod(text);
        if (found && !(isSentence(found.rest) && !found.range)) text = found.rest;
      }
      if (!text || isDuration(text) || !/[\p{L}\p{N}]/u.test(text)) continue;
      for (const part of strongParts(text.replace(/\(\s*\d+ (?:years?|months?)[^)]*\)/gi, ''))) {
        if (isDuration(part) || isPlace(part) || /^https?:|^www\./i.test(part)) continue;
        for (const piece of commaParts(part))
          if (!isDuration(piece) && /\p{L}{2}/u.test(piece)) out.push({ text: piece, bold: cell.bold, row });
      }
    }
  }
  return out;
}

/** The lines of a block that are its heading: up to the first list item, sentence or paragraph. */
function headingOf(block: readonly LayoutLine[]): LayoutLine[] {
  const out: LayoutLine[] = [];
  const anchor = block.findIndex((line) => anchorOf(line) !== null);
  for (const [i, line] of block.entries()) {
    if (out.length >= 4) break;
    if (
      i > anchor &&
      (line.bullet || (line.apart && i > anchor + 1) || line.text.length > LONGEST || isSentence(line.text))
    )
      break;
    if (i > anchor + 2) break;
    out.push(line);
  }
  return out;
}

/** The entries of a section, in the order they stand there. Blocks without any period come with `found: null`. */
export function entriesOf(lines: readonly LayoutLine[]): Entry[] {
  return blocksOf(lines).map((block) => {
    const heading = headingOf(block);
    const found = heading.map(anchorOf).find((one) => one !== null) ?? null;
    return { fragments: fragmentsOf(heading), found };
  });
}
