import type { Edges } from '@/lib/documents/pdf/matrix';

/** Red, green and blue, 0-255; null when it is a pattern, or not known. */
export type Colour = readonly [number, number, number] | null;

/** One character as drawn. */
export interface Glyph {
  text: string;
  /** Left and right edge along the direction of writing, in points. */
  from: number;
  to: number;
}

/** Characters drawn by one operator, with what decides whether they can be seen. */
export interface Run {
  /** Position in the operator list. */
  operator: number;
  /** Position in the order of painting, shared with {@link Paint}. */
  order: number;
  glyphs: Glyph[];
  /** Of the upright text: distance of the baseline from the page's upper edge. */
  baseline: number;
  /** Height of an em on the page, in points. */
  size: number;
  /** Quarter turns are 90, 180, 270; 0 is upright; other angles are rounded to full degrees. */
  angle: number;
  edges: Edges;
  font: string;
  colour: Colour;
  alpha: number;
  /** Text rendering mode of PDF 1.7, table 106: 3 draws nothing, 7 only clips. */
  mode: number;
  clip: Edges;
  /** Inside an optional content group that is switched off, or only used as a mask. */
  off: boolean;
}

/** Something painted that text can stand on, or be covered by. */
export interface Paint {
  order: number;
  edges: Edges;
  kind: 'rectangle' | 'shape' | 'image' | 'mask' | 'shading';
  colour: Colour;
  alpha: number;
}

export interface DisplayList {
  runs: Run[];
  /** Upright lines of tables and columns, filled or stroked. */
  rules: Edges[];
  paints: Paint[];
}
