import type { PDFPageProxy } from 'pdfjs-dist';
import { expect, test } from 'vitest';
import { inkTest } from '@/lib/documents/pdf/ink';
import type { Judged } from '@/lib/documents/pdf/visibility';

const SHOW_TEXT = 44;

const judged = (operator: number, left: number, hidden: Judged['hidden'] = null): Judged => ({
  hidden,
  run: {
    operator,
    order: operator,
    glyphs: [{ text: 'x', from: left, to: left + 4 }],
    baseline: 8,
    size: 8,
    angle: 0,
    edges: { left, top: 0, right: left + 4, bottom: 8 },
    font: '',
    colour: [0, 0, 0],
    alpha: 1,
    mode: 0,
    clip: { left: 0, top: 0, right: 20, bottom: 10 },
    off: false,
  },
});

/** A page of 20 by 10 points whose only ink is where `inked` says; drawn into plain arrays. */
function page(inked: number[]): PDFPageProxy {
  const drawn = {
    getViewport: ({ scale }: { scale: number }) => ({ width: 20 * scale, height: 10 * scale, scale }),
    getOperatorList: async () => ({ fnArray: [SHOW_TEXT, SHOW_TEXT], argsArray: [] }),
    render: ({
      canvasContext,
      operationsFilter,
    }: {
      canvasContext: { pixels: Uint8ClampedArray };
      operationsFilter: (i: number) => boolean;
    }) => {
      for (const [operator, x] of inked.entries())
        if (operationsFilter(operator) && x >= 0)
          canvasContext.pixels.fill(0, (4 * 40 + x) * 4, (4 * 40 + x) * 4 + 3);
      return { promise: Promise.resolve() };
    },
  };
  return drawn as unknown as PDFPageProxy;
}

const newCanvas = (width: number, height: number) => {
  const pixels = new Uint8ClampedArray(width * height * 4).fill(255);
  const context = { pixels, getImageData: () => ({ data: pixels }) };
  return { canvas: null, context: context as unknown as Pick<CanvasRenderingContext2D, 'getImageData'> };
};

test('text that leaves no ink is hidden, and text that leaves some stays', async () => {
  const [first, second] = await inkTest(page([4, -1]), [judged(0, 0), judged(1, 10)], SHOW_TEXT, newCanvas);
  expect(first?.hidden).toBeNull();
  expect(second?.hidden?.kind).toBe('no-ink');
});

test('ink overrules a colour that looked too pale, and nothing else', async () => {
  const pale = judged(0, 0, { kind: 'low-contrast', why: '' });
  const tiny = judged(1, 10, { kind: 'tiny', why: '' });
  const [first, second] = await inkTest(page([4, 24]), [pale, tiny], SHOW_TEXT, newCanvas);
  expect(first?.hidden).toBeNull();
  expect(second?.hidden?.kind).toBe('tiny');
});

test('where the drawn list is shorter than the read one and unknown, geometry alone decides', async () => {
  const short = {
    ...page([-1]),
    getOperatorList: async () => ({ fnArray: [SHOW_TEXT, 1, 2], argsArray: [] }),
  };
  const [first] = await inkTest(short as unknown as PDFPageProxy, [judged(0, 0)], SHOW_TEXT, newCanvas);
  expect(first?.hidden).toBeNull();
});
