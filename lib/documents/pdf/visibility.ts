import type { Colour, DisplayList, Paint, Run } from '@/lib/documents/pdf/display-list';
import { area, contains, type Edges, intersection, join } from '@/lib/documents/pdf/matrix';
import type { HiddenKind } from '@/lib/documents/reading';

/** Smallest difference in any colour channel (0-255) that a reader is taken to see. */
export const CONTRAST = 40;
/** Smallest height of an em, in points, that a reader is taken to see. */
const READABLE = 3;
/** Smallest mean width of a letter, in ems, that a reader is taken to see. */
const SQUEEZED = 0.08;
const OPAQUE = 0.9;
/** Share of a page that a picture covers when the page is a scan. */
const FULL_PAGE = 0.75;

export interface Judged {
  run: Run;
  /** Null for text that a reader sees. */
  hidden: { kind: HiddenKind; why: string } | null;
}

export interface PageVerdict {
  judged: Judged[];
  /** Share of the page under pictures, 0-1. */
  pictured: number;
  /** All text of the page is an unseen layer over a picture of the page. */
  recognised: boolean;
}

export const difference = (a: NonNullable<Colour>, b: NonNullable<Colour>): number =>
  Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));

const mixed = (over: NonNullable<Colour>, under: NonNullable<Colour>, alpha: number): NonNullable<Colour> => [
  over[0] * alpha + under[0] * (1 - alpha),
  over[1] * alpha + under[1] * (1 - alpha),
  over[2] * alpha + under[2] * (1 - alpha),
];

/** Colours that may be behind a point; null stands for one that is not known, such as a picture's. */
function backgrounds(x: number, y: number, order: number, paints: readonly Paint[]): Colour[] {
  let behind: Colour[] = [[255, 255, 255]];
  for (const paint of paints) {
    if (paint.order >= order) break;
    if (paint.alpha < 0.02 || !contains(paint.edges, x, y)) continue;
    if (paint.kind === 'image' || paint.kind === 'mask' || paint.kind === 'shading' || !paint.colour)
      behind.push(null);
    else if (paint.kind === 'rectangle' && paint.alpha >= OPAQUE) behind = [paint.colour];
    else {
      const colour = paint.colour;
      // A shape may not reach this point although its box does, so what was there stays possible.
      behind.push(...behind.map((one) => (one ? mixed(colour, one, paint.alpha) : null)));
    }
    if (behind.length > 24) behind = [null, ...behind.slice(-24)];
  }
  return behind;
}

function covered(run: Run, paints: readonly Paint[]): Paint | undefined {
  const size = area(run.edges);
  return paints.find(
    (paint) =>
      paint.order > run.order &&
      (paint.kind === 'image' || (paint.kind === 'rectangle' && paint.colour)) &&
      paint.alpha >= OPAQUE &&
      size > 0 &&
      area(intersection(paint.edges, run.edges)) >= 0.9 * size,
  );
}

function judge(run: Run, paints: readonly Paint[], page: Edges): Judged['hidden'] {
  const { left, right, top, bottom } = run.edges;
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  if (run.off) return { kind: 'layer-off', why: 'Text in a layer that is switched off' };
  if (run.mode === 3 || run.mode === 7)
    return { kind: 'invisible-mode', why: 'Text drawn in the invisible mode' };
  if (!contains(page, x, y)) return { kind: 'off-page', why: 'Text outside the page' };
  if (run.size < READABLE)
    return { kind: 'tiny', why: `Text ${run.size.toFixed(1)} points high, too small to read` };
  const { length } = run.glyphs.filter((glyph) => glyph.text.trim());
  const along = run.angle % 180 === 90 ? bottom - top : right - left;
  if (length >= 8 && along < SQUEEZED * run.size * length)
    return { kind: 'tiny', why: 'Text squeezed until it cannot be read' };
  const seen = intersection(run.edges, run.clip);
  if (area(run.edges) > 0 && area(seen) < 0.15 * area(run.edges))
    return { kind: 'clipped', why: 'Text cut away by a clipping path' };
  if (run.alpha < 0.1) return { kind: 'transparent', why: 'Text drawn fully or almost transparent' };
  const cover = covered(run, paints);
  if (cover)
    return {
      kind: 'covered',
      why: cover.kind === 'image' ? 'Text under a picture' : 'Text under a filled shape',
    };
  const { colour } = run;
  if (!colour) return null;
  const behind = backgrounds(x, y, run.order, paints);
  const shows = behind.some((one) => !one || difference(mixed(colour, one, run.alpha), one) >= CONTRAST);
  return shows ? null : { kind: 'low-contrast', why: 'Text in the colour of its background, or nearly' };
}

/**
 * Which text of a page a reader can see, from the geometry and colours of what is painted. A page that is one picture
 * with nothing but unseen text on it is taken for a scan with recognised text, and that text is not called hidden.
 * `page` is the visible area in points.
 */
export function judgePage(list: DisplayList, page: Edges): PageVerdict {
  const judged = list.runs
    .filter((run) => run.glyphs.some((glyph) => glyph.text.trim()))
    .map((run) => ({ run, hidden: judge(run, list.paints, page) }));
  const images = list.paints
    .filter((paint) => paint.kind === 'image' || paint.kind === 'mask')
    .map((paint) => intersection(paint.edges, page));
  const whole = area(page);
  const pictured = whole > 0 ? Math.min(1, images.reduce((sum, one) => sum + area(one), 0) / whole) : 0;
  const extent = images.length > 0 ? images.reduce(join) : null;
  const length = (list: Judged[]): number => list.reduce((sum, one) => sum + one.run.glyphs.length, 0);
  const unseen = judged.filter(
    (one) =>
      one.hidden?.kind === 'invisible-mode' ||
      one.hidden?.kind === 'transparent' ||
      (one.hidden?.kind === 'covered' && one.hidden.why === 'Text under a picture'),
  );
  const recognised =
    unseen.length > 0 &&
    pictured >= FULL_PAGE &&
    extent !== null &&
    area(extent) >= FULL_PAGE * whole &&
    length(unseen) >= 0.95 * length(judged);
  if (!recognised) return { judged, pictured, recognised };
  return {
    judged: judged.map((one) => (unseen.includes(one) ? { run: one.run, hidden: null } : one)),
    pictured,
    recognised,
  };
}
