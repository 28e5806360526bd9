import type { Colour, DisplayList, Paint } from '@/lib/documents/pdf/display-list';
import type { PdfEngine } from '@/lib/documents/pdf/engine';
import {
  area,
  around,
  asMatrix,
  compose,
  type Edges,
  intersection,
  type Matrix,
} from '@/lib/documents/pdf/matrix';
import { showText } from '@/lib/documents/pdf/show-text';
import {
  type Font,
  freshState,
  freshText,
  type GraphicsState,
  type TextPosition,
} from '@/lib/documents/pdf/state';

export interface Page {
  operators: { fnArray: readonly number[]; argsArray: readonly unknown[] };
  /** From PDF units to points from the upper left corner. */
  transform: Matrix;
  width: number;
  height: number;
  fontOf(id: string): Font | null;
  /** Whether an optional content group is switched on. */
  layerIsOn(properties: unknown): boolean;
}

/** Looked at once per so many operators. */
const CHECK_EVERY = 2_000;
/** More painted areas than this are not needed to judge a page, and would make judging slow. */
const MOST_PAINTS = 3_000;
/** Levels of nesting that are followed. */
const DEEPEST = 200;

const MOST_RULES = 500;

const isRule = ({ left, right, top, bottom }: Edges): boolean => right - left < 2.5 && bottom - top > 7;

function colourOf(value: unknown): Colour {
  const hex = typeof value === 'string' ? /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value) : null;
  return hex
    ? [
        Number.parseInt(hex[1] ?? '', 16),
        Number.parseInt(hex[2] ?? '', 16),
        Number.parseInt(hex[3] ?? '', 16),
      ]
    : null;
}

/** Whether pdf.js' packed path (0 move, 1 line, 2 cubic, 3 quadratic, 4 close) is one rectangle with upright edges. */
function isRectangle(path: unknown): boolean {
  if (!(path instanceof Float32Array) && !Array.isArray(path)) return false;
  if (path.length < 12 || path.length > 17) return false;
  let at = 0;
  let x = Number.NaN;
  let y = Number.NaN;
  let moves = 0;
  while (at < path.length) {
    const step = path[at];
    if (step === 4) {
      at += 1;
      continue;
    }
    if (step !== 0 && step !== 1) return false;
    const [nextX, nextY] = [path[at + 1] ?? Number.NaN, path[at + 2] ?? Number.NaN];
    if (step === 0) moves++;
    else if (Math.abs(nextX - x) > 0.01 && Math.abs(nextY - y) > 0.01) return false;
    [x, y] = [nextX, nextY];
    at += 3;
  }
  return moves === 1;
}

/**
 * Runs a page's operator list without drawing: where each piece of text stands, how it is coloured, and what is
 * painted under and over it.
 */
export function interpret(page: Page, OPS: PdfEngine['OPS'], check: () => void): DisplayList {
  const whole: Edges = { left: -1e6, top: -1e6, right: 1e6, bottom: 1e6 };
  const out: DisplayList = { runs: [], paints: [], rules: [] };
  let state: GraphicsState = freshState(page.transform, whole);
  let text: TextPosition = freshText();
  const stack: GraphicsState[] = [];
  const layers: boolean[] = [];
  let hiddenLayers = 0;
  let pendingClip = false;
  let order = 0;

  const save = (): void => {
    if (stack.length < DEEPEST) stack.push({ ...state, clipping: [...state.clipping] });
  };
  const restore = (): void => {
    state = stack.pop() ?? state;
  };
  const transform = (value: unknown): void => {
    const matrix = asMatrix(value);
    if (matrix) state.ctm = compose(state.ctm, matrix);
  };
  const clipTo = (value: unknown): void => {
    const box = Array.isArray(value) || value instanceof Float32Array ? [...value].map(Number) : [];
    const [x0, y0, x1, y1] = box;
    if (
      x0 !== undefined &&
      y0 !== undefined &&
      x1 !== undefined &&
      y1 !== undefined &&
      box.every(Number.isFinite)
    )
      state.clip = intersection(state.clip, around(state.ctm, x0, y0, x1, y1));
  };
  const paint = (kind: Paint['kind'], edges: Edges, colour: Colour): void => {
    for (const run of state.clipping) run.mode = 0;
    state.clipping = [];
    if (state.mask || hiddenLayers > 0 || out.paints.length >= MOST_PAINTS) return;
    const seen = intersection(edges, state.clip);
    if (area(seen) > 4)
      out.paints.push({
        order: order++,
        edges: seen,
        kind,
        colour,
        alpha: state.fillAlpha * state.groupAlpha,
      });
  };
  const unit = (): Edges => around(state.ctm, 0, 0, 1, 1);
  const newLine = (dx: number, dy: number): void => {
    text.lineX += dx;
    text.lineY += dy;
    text.x = text.lineX;
    text.y = text.lineY;
  };
  const setGState = (entries: unknown): void => {
    for (const entry of Array.isArray(entries) ? entries : []) {
      const [key, value] = entry as [string, unknown];
      if (key === 'ca') state.fillAlpha = Number(value);
      else if (key === 'CA') state.strokeAlpha = Number(value);
      else if (key === 'Font' && Array.isArray(value)) setFont(value[0], value[1]);
    }
  };
  const setFont = (id: unknown, size: unknown): void => {
    state.font = page.fontOf(String(id));
    state.size = Number(size);
  };
  const path = (args: readonly unknown[]): void => {
    const [operation, data, minMax] = args;
    const box = minMax instanceof Float32Array || Array.isArray(minMax) ? [...minMax].map(Number) : [];
    const [x0, y0, x1, y1] = box;
    if (pendingClip) clipTo(minMax ?? [0, 0, 0, 0]);
    pendingClip = false;
    if (x0 === undefined || y0 === undefined || x1 === undefined || y1 === undefined) return;
    const edges = around(state.ctm, x0, y0, x1, y1);
    if (operation !== OPS.endPath && isRule(edges) && out.rules.length < MOST_RULES) out.rules.push(edges);
    if (operation === OPS.endPath || operation === OPS.stroke || operation === OPS.closeStroke) return;
    const upright =
      Math.abs(state.ctm[1]) + Math.abs(state.ctm[2]) < 1e-6 ||
      Math.abs(state.ctm[0]) + Math.abs(state.ctm[3]) < 1e-6;
    const rectangle = upright && isRectangle(Array.isArray(data) ? data[0] : data);
    paint(rectangle ? 'rectangle' : 'shape', edges, state.fill);
  };
  const repeatedImage = (args: readonly unknown[], [scaleX, scaleY, places]: readonly unknown[]): void => {
    const list = places instanceof Float32Array || Array.isArray(places) ? [...places].map(Number) : [];
    const [sx, sy] = [Number(scaleX), Number(scaleY)];
    for (let i = 0; i + 1 < Math.min(list.length, 200); i += 2) {
      const at = compose(state.ctm, [sx, 0, 0, sy, list[i] ?? 0, list[i + 1] ?? 0]);
      if (args.length > 0) paint('image', around(at, 0, 0, 1, 1), null);
    }
  };

  for (const [index, operator] of page.operators.fnArray.entries()) {
    if (index % CHECK_EVERY === 0) check();
    const raw = page.operators.argsArray[index];
    const args: readonly unknown[] = Array.isArray(raw)
      ? raw
      : raw
        ? [...(raw as ArrayLike<unknown> & Iterable<unknown>)]
        : [];
    switch (operator) {
      case OPS.save:
        save();
        break;
      case OPS.restore:
        restore();
        break;
      case OPS.transform:
        transform(args);
        break;
      case OPS.setGState:
        setGState(args[0]);
        break;
      case OPS.setFillRGBColor:
        state.fill = colourOf(args[0]);
        break;
      case OPS.setStrokeRGBColor:
        state.stroke = colourOf(args[0]);
        break;
      case OPS.setFillColorN:
      case OPS.setFillTransparent:
        state.fill = null;
        break;
      case OPS.setStrokeColorN:
      case OPS.setStrokeTransparent:
        state.stroke = null;
        break;
      case OPS.beginText:
        text = freshText();
        break;
      case OPS.setFont:
        setFont(args[0], args[1]);
        break;
      case OPS.setTextRenderingMode:
        state.mode = Number(args[0]);
        break;
      case OPS.setCharSpacing:
        state.charSpacing = Number(args[0]) || 0;
        break;
      case OPS.setWordSpacing:
        state.wordSpacing = Number(args[0]) || 0;
        break;
      case OPS.setHScale:
        state.scale = Number(args[0]) / 100;
        break;
      case OPS.setTextRise:
        state.rise = Number(args[0]) || 0;
        break;
      case OPS.setLeading:
        state.leading = -Number(args[0]) || 0;
        break;
      case OPS.setLeadingMoveText:
        state.leading = Number(args[1]) || 0;
        newLine(Number(args[0]), Number(args[1]));
        break;
      case OPS.moveText:
        newLine(Number(args[0]), Number(args[1]));
        break;
      case OPS.nextLine:
        newLine(0, state.leading);
        break;
      case OPS.setTextMatrix:
        text = { ...freshText(), matrix: asMatrix(args[0]) ?? asMatrix(args) ?? text.matrix };
        break;
      case OPS.showText: {
        const run = showText(Array.isArray(args[0]) ? args[0] : [], state, text, {
          operator: index,
          order: order++,
          off: hiddenLayers > 0,
        });
        if (run) out.runs.push(run);
        if (run && run.mode >= 4) state.clipping.push(run);
        break;
      }
      case OPS.clip:
      case OPS.eoClip:
        pendingClip = true;
        break;
      case OPS.constructPath:
        path(args);
        break;
      case OPS.rawFillPath:
      case OPS.shadingFill:
        paint('shading', state.clip, null);
        break;
      case OPS.paintImageXObject:
      case OPS.paintInlineImageXObject:
        paint('image', unit(), null);
        break;
      case OPS.paintImageXObjectRepeat:
        repeatedImage(args, args.slice(1));
        break;
      case OPS.paintInlineImageXObjectGroup:
      case OPS.paintImageMaskXObject:
      case OPS.paintImageMaskXObjectGroup:
        paint('mask', unit(), null);
        break;
      case OPS.paintSolidColorImageMask:
        paint('rectangle', unit(), state.fill);
        break;
      case OPS.paintFormXObjectBegin:
        save();
        transform(args[0]);
        if (args[1]) clipTo(args[1]);
        break;
      case OPS.paintFormXObjectEnd:
      case OPS.endGroup:
        restore();
        break;
      case OPS.beginGroup: {
        const group = (args[0] ?? {}) as { smask?: unknown };
        save();
        state.groupAlpha *= state.fillAlpha;
        state.fillAlpha = state.strokeAlpha = 1;
        state.mask ||= Boolean(group.smask);
        break;
      }
      case OPS.beginAnnotation:
        save();
        state = freshState(page.transform, whole);
        clipTo(args[1]);
        transform(args[2]);
        transform(args[3]);
        break;
      case OPS.endAnnotation:
        restore();
        break;
      case OPS.beginMarkedContent:
        layers.push(true);
        break;
      case OPS.beginMarkedContentProps: {
        const on = args[0] !== 'OC' || page.layerIsOn(args[1]);
        layers.push(on);
        if (!on) hiddenLayers++;
        break;
      }
      case OPS.endMarkedContent:
        if (layers.pop() === false) hiddenLayers--;
        break;
    }
  }
  return out;
}
