import type { PDFPageProxy, RenderTask } from 'pdfjs-dist';
import type { Judged } from '@/lib/documents/pdf/visibility';
import { CONTRAST } from '@/lib/documents/pdf/visibility';

type PaintTarget = Pick<CanvasRenderingContext2D, 'getImageData'>;

/** Gives a drawing surface of so many pixels: an OffscreenCanvas in a browser. */
export type NewCanvas = (width: number, height: number) => { canvas: unknown; context: PaintTarget };

/** Pixels per point. */
const SCALE = 2;
/** No canvas larger than this; bigger pages are drawn smaller. */
const MOST_PIXELS = 6_000_000;

/** The operators that a task draws, which pdf.js keeps inside; undefined when it no longer does. */
const drawnBy = (task: RenderTask | undefined): readonly number[] | undefined =>
  (
    task as unknown as
      | { _internalRenderTask?: { operatorList?: { fnArray?: readonly number[] } } }
      | undefined
  )?._internalRenderTask?.operatorList?.fnArray;

/**
 * Draws the page twice, with and without its text, and looks whether anything changes where each text stands.
 * What leaves no ink is hidden, whatever its colours say; what geometry alone took for too pale but leaves ink is seen.
 */
export async function inkTest(
  page: PDFPageProxy,
  judged: readonly Judged[],
  showText: number,
  newCanvas: NewCanvas,
): Promise<Judged[]> {
  const plain = page.getViewport({ scale: 1 });
  const scale = Math.min(SCALE, Math.sqrt(MOST_PIXELS / Math.max(1, plain.width * plain.height)));
  const viewport = page.getViewport({ scale });
  const [width, height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
  const read = (await page.getOperatorList()).fnArray;
  let reached = 0;
  const draw = async (withText: boolean): Promise<Uint8ClampedArray> => {
    const { canvas, context } = newCanvas(width, height);
    let task: RenderTask | undefined;
    const request = {
      canvas,
      canvasContext: context,
      viewport,
      background: '#fff',
      operationsFilter: (index: number) => {
        reached = Math.max(reached, index + 1);
        return withText || (drawnBy(task) ?? read)[index] !== showText;
      },
    };
    task = page.render(request as unknown as Parameters<PDFPageProxy['render']>[0]);
    await task.promise;
    // What is drawn is a shorter list than what is read where pictures repeat; its places are not those of the other.
    if (!drawnBy(task) && reached !== read.length) return new Uint8ClampedArray();
    return context.getImageData(0, 0, width, height).data;
  };
  const all = await draw(true);
  const bare = await draw(false);
  if (all.length === 0 || bare.length === 0) return [...judged];
  const ink = ({ left, top, right, bottom }: Judged['run']['edges']): number => {
    let most = 0;
    for (let y = Math.max(0, Math.floor(top * scale)); y < Math.min(height, bottom * scale); y++)
      for (let x = Math.max(0, Math.floor(left * scale)); x < Math.min(width, right * scale); x++)
        for (let at = (y * width + x) * 4, channel = 0; channel < 3; channel++)
          most = Math.max(most, Math.abs((all[at + channel] ?? 0) - (bare[at + channel] ?? 0)));
    return most;
  };
  return judged.map((one) => {
    if (one.hidden && one.hidden.kind !== 'low-contrast') return one;
    const seen = ink(one.run.edges) >= CONTRAST;
    if (seen) return { run: one.run, hidden: null };
    return one.hidden
      ? one
      : { run: one.run, hidden: { kind: 'no-ink', why: 'Text that leaves no mark when the page is drawn' } };
  });
}
