import { type Cell, type LayoutLine, withoutMark } from '@/lib/documents/lines/piece';
import { anchorOf, blocksOf, isSentence, LONGEST } from '@/lib/documents/sections/blocks';
import { type FoundPeriod, findPeriod, isDuration } from '@/lib/documents/sections/dates';
import { isTableHead, type LabelRole, labelled } from '@/lib/documents/sections/labels';
import { COMPANY_SUFFIX, isPlace, isRegion, TITLE } from '@/lib/documents/sections/lexicon';

/** A piece of an entry's heading lines, such as a company, a title or a degree. Commas in it are kept. */
export interface Fragment {
  text: string;
  bold: boolean;
  /** Line within the heading, from 0. */
  row: number;
  /** What a label before it says that it is. */
  role?: LabelRole;
}

export interface Entry {
  fragments: Fragment[];
  found: FoundPeriod | null;
}

/** `Acme, Inc.` is one name. */
export function commaParts(text: string): string[] {
  const parts: string[] = [];
  for (const part of text.split(/\s*[,，]\s*(?![^()]*\))/).filter(Boolean)) {
    if (parts.length > 0 && COMPANY_SUFFIX.test(part)) parts[parts.length - 1] += `, ${part}`;
    else parts.push(part);
  }
  return parts;
}

/** A text without the place at its end; empty when it is nothing but a place. */
function withoutPlace(text: string): string {
  if (isPlace(text)) return '';
  const parts = commaParts(text);
  if (parts.length >= 3 && isPlace(parts.slice(-2).join(', '))) return parts.slice(0, -2).join(', ');
  if (parts.length >= 2 && (isRegion(parts.at(-1) ?? '') || isPlace(parts.at(-1) ?? '')))
    return parts.slice(0, -1).join(', ');
  return text;
}

const ENDS = /^[\s,;:·•|–—‑@/-]+|[\s,;:·•|–—‑@/-]+$/gu;

/** Splits at strong separators only; commas are split by who knows what the parts may be. */
const strongParts = (text: string): string[] =>
  text
    .split(
      /\s+[–—|·•∙‖]\s+|\s+-\s+|\s*\|\s*|\s+@\s*|\s+\bat\s+(?=\p{Lu})|\s+bei(?:\s+der)?\s+(?=\p{Lu})|\s+chez\s+|\t/u,
    )
    .flatMap((part) => {
      // A slash divides a title from a company, not two titles.
      const sides = part.split(/\s+\/\s+/);
      return sides.length === 2 && sides.filter((side) => TITLE.test(side)).length === 1 ? sides : [part];
    })
    .map((part) => part.replace(ENDS, '').trim())
    .filter(Boolean);

const unbracketed = (text: string): string => text.replace(/^\(([^()]*)\)$/, '$1').trim();

/** A cell's texts by look: `**Acme**, *Engineer*` is two. */
const looksOf = (cell: Cell): { text: string; bold: boolean }[] => {
  const parts: { text: string; bold: boolean; italic: boolean }[] = [];
  for (const span of cell.spans ?? []) {
    const last = parts.at(-1);
    const split = last && (ENDS.test(last.text) || /^[\s,;:|–—(@-]|^(?:at|bei|chez)\s/u.test(span.text));
    ENDS.lastIndex = 0;
    // A short change of look inside a name or a number is no boundary.
    if (last && !split && (last.bold === span.bold || /^\p{Ll}|^[\d.,%]+/u.test(span.text)))
      last.text += ` ${span.text}`;
    else parts.push({ ...span });
  }
  return parts.length > 1 ? parts : [{ text: cell.text, bold: cell.bold }];
};

/** Texts of an entry's heading with dates, lengths of time and places taken out. */
function fragmentsOf(heading: readonly LayoutLine[]): Fragment[] {
  const out: Fragment[] = [];
  for (const [row, line] of heading.entries()) {
    const { role, cells } = labelled(line);
    for (const cell of cells) {
      for (const look of looksOf(cell)) {
        let text = withoutMark(look.text);
        for (let i = 0; i < 2; i++) {
          const found = findPeriod(text);
          if (found && !(isSentence(found.rest) && !found.range)) text = found.rest;
        }
        text = text.replace(/\(\s*\d+ (?:years?|months?|yrs?|mos?)[^)]*\)/gi, '').replace(/\(\s*\)/g, '');
        if (!text || isDuration(text) || !/[\p{L}\p{N}]/u.test(text)) continue;
        for (const part of role ? [text] : strongParts(text)) {
          const piece = unbracketed(withoutPlace(unbracketed(part)));
          if (
            !piece ||
            isDuration(piece) ||
            /^https?:|^www\./i.test(piece) ||
            !/\p{L}{2}|\p{Lo}/u.test(piece)
          )
            continue;
          out.push({ text: piece, bold: look.bold, row, ...(role ? { role } : {}) });
        }
      }
    }
  }
  return out;
}

/** What more a heading needs before its next line is left to the body. */
export type Complete = (fragments: readonly Fragment[]) => boolean;

/** The lines of a block that are its heading: up to the period, and on while something is missing. */
function headingOf(block: readonly LayoutLine[], complete: Complete): LayoutLine[] {
  const anchor = Math.max(
    0,
    block.findIndex((line) => anchorOf(line) !== null),
  );
  const out = block.slice(0, anchor + 1).filter((line, i) => i === anchor || !isSentence(line.text));
  for (let i = anchor + 1; i < Math.min(block.length, anchor + 5); i++) {
    const line = block[i];
    if (!line) break;
    const isLabelled = labelled(line).role !== undefined;
    if (!isLabelled) {
      if (complete(fragmentsOf(out)) || i > anchor + 3) break;
      if (line.bullet || line.text.length > LONGEST || isSentence(line.text)) break;
      if (line.apart && i > anchor + 1) break;
    }
    out.push(line);
  }
  return out;
}

/** The entries of a section, in the order they stand there. Blocks without any period come with `found: null`. */
export function entriesOf(lines: readonly LayoutLine[], complete: Complete): Entry[] {
  return blocksOf(lines.filter((line) => !isTableHead(line))).map((block) => {
    const heading = headingOf(block, complete);
    const found = heading.map(anchorOf).find((one) => one !== null) ?? null;
    return { fragments: fragmentsOf(heading), found };
  });
}
