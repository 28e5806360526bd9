import type { Colour, Run } from '@/lib/documents/pdf/display-list';
import { type Edges, IDENTITY, type Matrix } from '@/lib/documents/pdf/matrix';

export interface Font {
  name: string;
  /** Width of one glyph unit in ems. */
  unit: number;
  ascent: number;
  descent: number;
  vertical: boolean;
  type3: boolean;
}

/** The part of the graphics state that decides where text stands and whether it shows. */
export interface GraphicsState {
  ctm: Matrix;
  clip: Edges;
  fill: Colour;
  stroke: Colour;
  fillAlpha: number;
  strokeAlpha: number;
  /** Alpha of the transparency groups around. */
  groupAlpha: number;
  font: Font | null;
  size: number;
  mode: number;
  rise: number;
  leading: number;
  charSpacing: number;
  wordSpacing: number;
  scale: number;
  mask: boolean;
  /** Text drawn in mode 7 on this level, which a later paint makes visible. */
  clipping: Run[];
}

export interface TextPosition {
  matrix: Matrix;
  x: number;
  y: number;
  lineX: number;
  lineY: number;
}

export const freshState = (ctm: Matrix, clip: Edges): GraphicsState => ({
  ctm,
  clip,
  fill: [0, 0, 0],
  stroke: [0, 0, 0],
  fillAlpha: 1,
  strokeAlpha: 1,
  groupAlpha: 1,
  font: null,
  size: 0,
  mode: 0,
  rise: 0,
  leading: 0,
  charSpacing: 0,
  wordSpacing: 0,
  scale: 1,
  mask: false,
  clipping: [],
});

export const freshText = (): TextPosition => ({ matrix: IDENTITY, x: 0, y: 0, lineX: 0, lineY: 0 });
