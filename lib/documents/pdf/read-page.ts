import type { PDFPageProxy } from 'pdfjs-dist';
import type { Deadline } from '@/lib/documents/limits';
import { orderLines } from '@/lib/documents/lines/order';
import type { LayoutLine, Piece } from '@/lib/documents/lines/piece';
import { piecesOf } from '@/lib/documents/lines/pieces';
import type { Paint, Run } from '@/lib/documents/pdf/display-list';
import type { PdfEngine } from '@/lib/documents/pdf/engine';
import { inkTest, type NewCanvas } from '@/lib/documents/pdf/ink';
import { interpret } from '@/lib/documents/pdf/interpret';
import { asMatrix, boxOf, type Edges, IDENTITY, join } from '@/lib/documents/pdf/matrix';
import type { Font } from '@/lib/documents/pdf/state';
import { unseenOnPage } from '@/lib/documents/pdf/unseen-parts';
import { type Judged, judgePage } from '@/lib/documents/pdf/visibility';
import type { HiddenText } from '@/lib/documents/reading';

export interface PageReading {
  lines: LayoutLine[];
  hidden: HiddenText[];
  links: string[];
  /** Share of the page under pictures, 0-1. */
  pictured: number;
  /** The text is a recognised layer under a picture of the page. */
  recognised: boolean;
}

interface PdfFont {
  name?: string;
  fontMatrix?: unknown;
  ascent?: number;
  descent?: number;
  vertical?: boolean;
  isType3Font?: boolean;
}

function fontsOf(page: PDFPageProxy): (id: string) => Font | null {
  const known = new Map<string, Font | null>();
  const within = (value: number | undefined, fallback: number): number =>
    value !== undefined && Number.isFinite(value) && value !== 0 && Math.abs(value) < 2 ? value : fallback;
  const load = (id: string): Font | null => {
    if (!page.commonObjs.has(id)) return null;
    const font = page.commonObjs.get(id) as PdfFont | null;
    if (!font) return null;
    const matrix = asMatrix(font.fontMatrix) ?? [0.001, 0, 0, 0.001, 0, 0];
    return {
      name: font.name ?? '',
      unit: Math.abs(matrix[0]) || 0.001,
      ascent: within(font.ascent, 0.8),
      descent: within(font.descent, -0.2),
      vertical: font.vertical === true,
      type3: font.isType3Font === true,
    };
  };
  return (id) => {
    const there = known.get(id);
    if (there !== undefined) return there;
    const font = load(id);
    known.set(id, font);
    return font;
  };
}

/** Hidden runs of one kind that follow each other, as one text. */
function merge(judged: readonly Judged[], page: number): HiddenText[] {
  const groups: { kind: string; runs: Run[]; why: string }[] = [];
  for (const { run, hidden } of judged) {
    if (!hidden) continue;
    const last = groups.at(-1);
    if (last?.kind === hidden.kind) last.runs.push(run);
    else groups.push({ kind: hidden.kind, runs: [run], why: hidden.why });
  }
  return groups.map(({ kind, runs, why }) => {
    const upright = piecesOf(runs).sort((a, b) => a.baseline - b.baseline || a.left - b.left);
    return {
      page,
      text: upright.map((piece) => piece.text).join(' '),
      kind: kind as HiddenText['kind'],
      why,
      box: boxOf(runs.map((run) => run.edges).reduce(join)),
    };
  });
}

/** Turned text as lines after the others; each operator's text is kept whole. */
function turned(runs: readonly Run[], page: number): LayoutLine[] {
  const groups = new Map<string, Run[]>();
  for (const run of runs) {
    const across = run.angle % 180 === 90 ? run.edges.left : run.edges.top;
    const key = `${run.angle} ${Math.round(across / 3)}`;
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((group) => {
    const text = group.map((run) => run.glyphs.map((glyph) => glyph.text).join('')).join(' ');
    const box = boxOf(group.map((run) => run.edges).reduce(join));
    return {
      page,
      cells: [{ text, bold: false, box }],
      text,
      size: group[0]?.size ?? 0,
      bold: false,
      bullet: false,
      apart: true,
      box,
    };
  });
}

/** Small round or square shapes: list marks that are drawn instead of written. */
const dotsOf = (paints: readonly Paint[]): Edges[] =>
  paints
    .filter(({ kind, edges }) => {
      const [width, height] = [edges.right - edges.left, edges.bottom - edges.top];
      return (
        (kind === 'shape' || kind === 'rectangle') &&
        width < 9 &&
        height < 9 &&
        Math.abs(width - height) < 0.35 * Math.max(width, height)
      );
    })
    .map((paint) => paint.edges);

const isLevel = (angle: number): boolean => angle <= 3 || angle >= 357;

/** One page as lines and hidden text. `number` is from 1. `newCanvas` switches the ink test on. */
export async function readPage(
  page: PDFPageProxy,
  number: number,
  engine: PdfEngine,
  layerIsOn: (properties: unknown) => boolean,
  deadline: Deadline,
  newCanvas?: NewCanvas,
): Promise<PageReading> {
  const viewport = page.getViewport({ scale: 1 });
  const operators = await deadline.race(page.getOperatorList());
  const list = interpret(
    {
      operators,
      transform: asMatrix(viewport.transform) ?? IDENTITY,
      width: viewport.width,
      height: viewport.height,
      fontOf: fontsOf(page),
      layerIsOn,
    },
    engine.OPS,
    deadline.check,
  );
  deadline.check();
  const verdict = judgePage(list, { left: 0, top: 0, right: viewport.width, bottom: viewport.height });
  const judged =
    newCanvas && !verdict.recognised
      ? await deadline.race(inkTest(page, verdict.judged, engine.OPS.showText, newCanvas))
      : verdict.judged;
  const { links, hidden } = await deadline.race(unseenOnPage(page, number));
  deadline.check();
  const seen = judged.filter((one) => !one.hidden).map((one) => one.run);
  const pieces: Piece[] = piecesOf(
    seen.filter((run) => isLevel(run.angle)),
    list.rules,
  );
  const sideways = seen.filter((run) => !isLevel(run.angle));
  deadline.check();
  return {
    lines: [...orderLines(number, pieces, dotsOf(list.paints)), ...turned(sideways, number)],
    hidden: [...merge(judged, number).filter((one) => one.text), ...hidden],
    links,
    pictured: verdict.pictured,
    recognised: verdict.recognised,
  };
}
