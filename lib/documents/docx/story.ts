import { hiddenBecause } from '@/lib/documents/docx/hidden-run';
import {
  layered,
  type RunLook,
  type Styles,
  shadingOf,
  takeRunProperty,
} from '@/lib/documents/docx/properties';
import { pullXml } from '@/lib/documents/docx/xml';
import { hasMark, type LayoutLine, type Span, spansOf } from '@/lib/documents/lines/piece';
import type { HiddenKind, HiddenText } from '@/lib/documents/reading';

/** What one part of the document (body, header, notes) holds. */
export interface Story {
  lines: LayoutLine[];
  hidden: HiddenText[];
  /** Relationship ids of linked addresses, and addresses in field codes. */
  links: string[];
  /** Relationship ids of the headers and footers in use. */
  headers: string[];
  footers: string[];
  pages: number;
}

interface Draft {
  text: string;
  looks: Span[];
}

interface Paragraph {
  /** Rows by line breaks, cells by tabs. */
  rows: Draft[][];
  style?: string;
  outline: number;
  list: boolean;
  letters: number;
  bold: number;
  size: number;
  behind?: string;
  /** Placed where no page is. */
  away: boolean;
}

interface Row {
  hidden: boolean;
  cells: LayoutLine[][];
}

/** A table row becomes one line when each of its cells is at most this long. */
const SHORT_CELL = 60;
/** Fields that every word processor writes; their codes are no message. */
const FIELD =
  /^\s*(HYPERLINK|PAGE|PAGEREF|NUMPAGES|SECTIONPAGES|TOC|TC|REF|SEQ|DATE|TIME|SAVEDATE|CREATEDATE|AUTHOR|TITLE|FILENAME|MERGEFIELD|FORM\w+|STYLEREF|SYMBOL|EMBED|LINK|INCLUDEPICTURE|ADDIN|EQ|XE|INDEX|BIBLIOGRAPHY|CITATION|NOTEREF|DOCPROPERTY|IF|=)/i;

/** Twentieths of a point that lead off any page: half a metre. */
const isFarAway = (twips: string | undefined): boolean => Number(twips) < -2_000 || Number(twips) > 28_000;

const newDraft = (): Draft => ({ text: '', looks: [] });

const newParagraph = (): Paragraph => ({
  rows: [[newDraft()]],
  outline: 0,
  list: false,
  letters: 0,
  bold: 0,
  size: 0,
  away: false,
});

/**
 * Walks one part. Text in deletions, hidden, white or tiny runs and comments goes to `hidden`; everything else becomes
 * lines, text boxes after the paragraph they hang on.
 * @param page colour of the page, `RRGGBB`
 */
export function readStory(
  xml: string,
  styles: Styles,
  page: string,
  check: () => void,
  kind?: HiddenKind,
): Story {
  const out: Story = { lines: [], hidden: [], links: [], headers: [], footers: [], pages: 1 };
  const paragraphs: Paragraph[] = [];
  const rows: Row[] = [];
  const tables: string[] = [];
  const cellShades: (string | undefined)[] = [];
  const shapes: { fill: boolean }[] = [];
  const sinks: LayoutLine[][] = [out.lines];
  let look: RunLook = {};
  let gap = true;
  let deleted = 0;
  let skipped = 0;
  let inRun = 0;
  let inRunProperties = 0;
  let inParagraphProperties = 0;
  let collecting: 't' | 'delText' | 'instrText' | null = null;

  const hide = (because: { kind: HiddenKind; why: string }, text: string): void => {
    const last = out.hidden.at(-1);
    if (
      last?.kind === because.kind &&
      last.page === out.pages &&
      last.why === because.why &&
      because.kind !== 'alt-text'
    )
      last.text += text;
    else if (text.trim()) out.hidden.push({ page: out.pages, text, ...because });
  };

  const put = (text: string): void => {
    const paragraph = paragraphs.at(-1);
    if (!paragraph) return;
    if (kind) {
      hide({ kind, why: 'In a comment beside the text' }, text);
      return;
    }
    if (deleted > 0) {
      hide({ kind: 'deletion', why: 'Deleted with change tracking on' }, text);
      return;
    }
    if (rows.some((row) => row.hidden)) {
      hide({ kind: 'vanish', why: 'In a row of a table formatted as hidden' }, text);
      return;
    }
    if (paragraph.away) {
      hide({ kind: 'off-page', why: 'Text placed outside the page' }, text);
      return;
    }
    const shape = shapes.at(-1);
    const table = tables.some((id) => styles.shaded.has(id)) ? 'unknown' : undefined;
    const ground = shape?.fill
      ? 'unknown'
      : (cellShades.findLast((one) => one !== undefined) ?? table ?? page);
    const full = layered(styles.normal, styles.look(paragraph.style), { behind: paragraph.behind }, look);
    const hidden = hiddenBecause(full, ground);
    if (hidden) {
      hide(hidden, text);
      return;
    }
    const cell = paragraph.rows.at(-1)?.at(-1);
    if (cell) {
      cell.text += text;
      cell.looks.push({ text, bold: full.bold === true, italic: full.italic === true });
    }
    const solid = text.trim().length;
    paragraph.letters += solid;
    if (full.bold) paragraph.bold += solid;
    if (solid > 0) paragraph.size = Math.max(paragraph.size, (full.size ?? 22) / 2);
  };

  const endParagraph = (): void => {
    const paragraph = paragraphs.pop();
    if (!paragraph || kind) return;
    const heading = styles.headingLevel(paragraph.style) > 0 || paragraph.outline > 0;
    const bold = paragraph.bold * 2 > paragraph.letters;
    for (const row of paragraph.rows) {
      const cells = row
        .map(({ text, looks }) => ({ text: text.replace(/\s+/g, ' ').trim(), spans: spansOf(looks, '') }))
        .filter((cell) => cell.text);
      if (cells.length === 0) {
        gap = true;
        continue;
      }
      sinks.at(-1)?.push({
        page: out.pages,
        cells: cells.map(({ text, spans }) => ({
          text,
          bold: spans ? (spans[0]?.bold ?? bold) : bold,
          ...(spans ? { spans } : {}),
        })),
        text: cells.map((cell) => cell.text).join(' '),
        size: paragraph.size,
        bold,
        bullet: (paragraph.list && !heading) || hasMark(cells[0]?.text ?? ''),
        apart: gap,
        heading,
      });
      gap = false;
    }
  };

  const endRow = (): void => {
    const row = rows.pop();
    if (!row) return;
    const filled = row.cells.filter((cell) => cell.length > 0);
    const first = filled[0]?.[0];
    const sink = sinks.at(-1);
    const short = filled.every((cell) => cell.length === 1 && (cell[0]?.text.length ?? 0) <= SHORT_CELL);
    if (!first || !sink) return;
    if (short && filled.length > 1) {
      const cells = filled.flatMap((cell) => cell.flatMap((line) => line.cells));
      sink.push({ ...first, cells, text: cells.map((cell) => cell.text).join(' '), apart: true });
    } else
      for (const cell of filled)
        sink.push(...cell.map((line, i) => (i === 0 ? { ...line, apart: true } : line)));
  };

  const newRow = (): void => {
    paragraphs.at(-1)?.rows.push([newDraft()]);
  };

  const onOpen = (name: string, a: Record<string, string>): void => {
    const paragraph = paragraphs.at(-1);
    if (inRunProperties > 0 && name !== 'rPr') {
      if (inParagraphProperties === 0 && name === 'rStyle') look = layered(styles.look(a.val), look);
      else if (inParagraphProperties === 0 && inRun > 0) takeRunProperty(look, name, a);
      return;
    }
    switch (name) {
      case 'Fallback':
      case 'rt':
        skipped++;
        break;
      case 'p':
        paragraphs.push(newParagraph());
        break;
      case 'pPr':
        inParagraphProperties++;
        break;
      case 'pStyle':
        if (paragraph) paragraph.style = a.val;
        break;
      case 'outlineLvl':
        if (paragraph) paragraph.outline = Number(a.val) < 9 ? Number(a.val) + 1 : 0;
        break;
      case 'numPr':
        if (paragraph) paragraph.list = true;
        break;
      case 'shd':
        if (inParagraphProperties > 0 && paragraph) paragraph.behind = shadingOf(a);
        else if (cellShades.length > 0) cellShades[cellShades.length - 1] = shadingOf(a);
        break;
      case 'r':
        inRun++;
        look = {};
        break;
      case 'rPr':
        inRunProperties++;
        break;
      case 't':
      case 'delText':
      case 'instrText':
        collecting = name;
        break;
      case 'tab':
        if (inRun > 0) paragraph?.rows.at(-1)?.push(newDraft());
        break;
      case 'br':
        if (a.type === 'page') out.pages++;
        newRow();
        break;
      case 'cr':
        newRow();
        break;
      case 'hidden': {
        const row = rows.at(-1);
        if (row && inParagraphProperties === 0) row.hidden = true;
        break;
      }
      case 'framePr':
      case 'ind':
        if (paragraph && [a.x, a.y, a.left, a.start].some(isFarAway)) paragraph.away = true;
        break;
      case 'noBreakHyphen':
        put('-');
        break;
      case 'lastRenderedPageBreak':
        out.pages++;
        break;
      case 'del':
      case 'moveFrom':
        deleted++;
        break;
      case 'tbl':
        tables.push('');
        break;
      case 'tblStyle':
        tables[tables.length - 1] = a.val ?? '';
        break;
      case 'tr':
        rows.push({ hidden: false, cells: [] });
        break;
      case 'tc': {
        const cell: LayoutLine[] = [];
        rows.at(-1)?.cells.push(cell);
        sinks.push(cell);
        cellShades.push(undefined);
        break;
      }
      case 'wsp':
      case 'shape':
      case 'rect':
      case 'roundrect':
        shapes.push({ fill: Boolean(a.fillcolor && !/^(white|#fff(fff)?)\b/i.test(a.fillcolor)) });
        break;
      case 'solidFill':
      case 'gradFill':
      case 'blipFill':
      case 'fillRef': {
        const shape = shapes.at(-1);
        if (shape && a.idx !== '0') shape.fill = true;
        break;
      }
      case 'docPr':
      case 'cNvPr': {
        const text = [a.title, a.descr].filter(Boolean).join(' ');
        if (text && !out.hidden.some((one) => one.kind === 'alt-text' && one.text === text))
          hide(
            { kind: 'alt-text', why: 'Description of a picture or shape, which only screen readers say' },
            text,
          );
        break;
      }
      case 'hyperlink':
        if (a.id) out.links.push(a.id);
        break;
      case 'headerReference':
        if (a.id) out.headers.push(a.id);
        break;
      case 'footerReference':
        if (a.id) out.footers.push(a.id);
        break;
    }
  };

  const onClose = (name: string): void => {
    switch (name) {
      case 'p':
        endParagraph();
        break;
      case 'pPr':
        inParagraphProperties--;
        break;
      case 'r':
        inRun--;
        break;
      case 'rPr':
        inRunProperties--;
        break;
      case 't':
      case 'delText':
      case 'instrText':
        collecting = null;
        break;
      case 'del':
      case 'moveFrom':
        deleted--;
        break;
      case 'tbl':
        tables.pop();
        break;
      case 'tc':
        sinks.pop();
        cellShades.pop();
        break;
      case 'tr':
        endRow();
        break;
      case 'wsp':
      case 'shape':
      case 'rect':
      case 'roundrect':
        shapes.pop();
        break;
    }
  };

  const onText = (text: string): void => {
    if (collecting === 't') put(text);
    else if (collecting === 'delText')
      hide({ kind: 'deletion', why: 'Deleted with change tracking on' }, text);
    else if (collecting === 'instrText') {
      const address = /^\s*HYPERLINK\s+"([^"]+)"/i.exec(text)?.[1];
      if (address) out.links.push(address);
      else if (!FIELD.test(text) && text.trim().length > 12)
        hide({ kind: 'field-code', why: 'In the code of a field, which is not printed' }, text);
    }
  };

  let steps = 0;
  for (const event of pullXml(xml)) {
    if (steps++ % 5_000 === 0) check();
    if (event.type === 'close' && (event.name === 'Fallback' || event.name === 'rt'))
      skipped = Math.max(0, skipped - 1);
    else if (event.type === 'open' && skipped > 0 && (event.name === 'Fallback' || event.name === 'rt'))
      skipped++;
    else if (skipped > 0) continue;
    else if (event.type === 'open') onOpen(event.name, event.attributes);
    else if (event.type === 'close') onClose(event.name);
    else onText(event.text);
  }
  while (paragraphs.length > 0) endParagraph();
  return out;
}
