import type { Glyph, Run } from '@/lib/documents/pdf/display-list';
import { apply, around, compose, type Matrix } from '@/lib/documents/pdf/matrix';
import type { GraphicsState, TextPosition } from '@/lib/documents/pdf/state';

interface PdfGlyph {
  unicode?: string;
  width?: number;
  isSpace?: boolean;
}

/**
 * What is on the page when a font without names gives these codes: a soft hyphen that is drawn is a hyphen, and bitmap fonts
 * of TeX keep ligatures, quotes and dashes in control codes (encodings OT1 and T1).
 */
const DRAWN: Record<string, string> = {
  '\u00AD': '-',
  '\u000B': 'ff',
  '\u000C': 'fi',
  '\u000D': 'fl',
  '\u000E': 'ffi',
  '\u000F': 'ffl',
  '\u0010': '“',
  '\u0011': '”',
  '\u0012': '„',
  '\u0013': '«',
  '\u0014': '»',
  '\u0015': '–',
  '\u0016': '—',
  '\u001B': 'ff',
  '\u001C': 'fi',
  '\u001D': 'fl',
  '\u001E': 'ffi',
  '\u001F': 'ffl',
};

/**
 * Lays out the glyphs of one text operator as PDF 1.7, section 9.4.4 says, and moves the text position on.
 * Null when nothing with a place came out.
 */
export function showText(
  items: readonly unknown[],
  state: GraphicsState,
  text: TextPosition,
  at: { operator: number; order: number; off: boolean },
): Run | null {
  const font = state.font;
  if (!font || !Number.isFinite(state.size)) return null;
  const base: Matrix = compose(state.ctm, text.matrix);
  const along = Math.hypot(base[0], base[1]);
  const across = Math.hypot(base[2], base[3]);
  const glyphs: Glyph[] = [];
  const start = text.x;
  let x = 0;
  let inked = 0;
  for (const item of items) {
    if (typeof item === 'number') {
      x += ((font.vertical ? 1 : -1) * item * state.size) / 1000;
      continue;
    }
    const glyph = item as PdfGlyph | null;
    if (!glyph || typeof glyph.width !== 'number') continue;
    const advance = Math.abs(glyph.width) * font.unit * state.size;
    const spacing = state.charSpacing + (glyph.isSpace ? state.wordSpacing : 0);
    if (glyph.unicode && !font.vertical) {
      const from = (start + x * state.scale) * along;
      const text = DRAWN[glyph.unicode] ?? glyph.unicode;
      glyphs.push({ text, from, to: from + advance * state.scale * along });
      inked += Math.abs(advance);
    } else if (glyph.unicode) glyphs.push({ text: glyph.unicode, from: 0, to: 0 });
    x += advance + spacing;
  }
  if (font.vertical) text.y += x;
  else text.x += x * state.scale;
  if (glyphs.length === 0) return null;
  const em = font.type3
    ? Math.min((inked / glyphs.length) * 2, Math.abs(state.size) * 2) || Math.abs(state.size)
    : Math.abs(state.size);
  const y = text.y + state.rise;
  const edges = font.vertical
    ? around(base, start - em / 2, y - x, start + em / 2, y)
    : around(base, start, y + font.descent * em, start + x * state.scale, y + font.ascent * em);
  const [originX, originY] = apply(base, start, y);
  if (![originX, originY, edges.left, edges.right, edges.top, edges.bottom].every(Number.isFinite))
    return null;
  const turn = (Math.round((Math.atan2(base[1], base[0]) * 180) / Math.PI) + 360) % 360;
  const shift = originX - start * along;
  const stroked = state.mode === 1 || state.mode === 5;
  return {
    ...at,
    glyphs: glyphs.map((one) => ({ text: one.text, from: one.from + shift, to: one.to + shift })),
    baseline: originY,
    size: em * across,
    angle: turn,
    edges,
    font: font.name,
    colour: stroked ? state.stroke : state.fill,
    alpha: (stroked ? state.strokeAlpha : state.fillAlpha) * state.groupAlpha,
    mode: state.mode,
    clip: state.clip,
    off: at.off || state.mask,
  };
}
