import type { NewCanvas } from './ink';

/** What pdf.js otherwise does with a page's document, done with what every thread has. */

interface Surface {
  canvas: OffscreenCanvas | null;
  context: OffscreenCanvasRenderingContext2D | null;
}

function surface(width: number, height: number) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('There is no drawing surface');
  return { canvas, context };
}

export const newCanvas: NewCanvas = surface;

class CanvasFactory {
  create(width: number, height: number): Surface {
    return surface(width, height);
  }
  reset({ canvas }: Surface, width: number, height: number): void {
    if (!canvas) return;
    canvas.width = width;
    canvas.height = height;
  }
  destroy(of: Surface): void {
    of.canvas = null;
    of.context = null;
  }
}

/** Filters change how a picture looks, not whether text leaves ink. */
class FilterFactory {
  addFilter = (): string => 'none';
  addHCMFilter = (): string => 'none';
  addAlphaFilter = (): string => 'none';
  addLuminosityFilter = (): string => 'none';
  addHighlightHCMFilter = (): string => 'none';
  destroy(): void {}
}

/** Reads files that ship with the extension. */
class AssetReader {
  private readonly baseUrl: string;
  constructor({ baseUrl }: { baseUrl: string }) {
    this.baseUrl = baseUrl;
  }
  protected async bytes(name: string): Promise<Uint8Array> {
    const response = await fetch(`${this.baseUrl}${name}`);
    if (!response.ok) throw new Error(`${name} does not ship with this extension`);
    return new Uint8Array(await response.arrayBuffer());
  }
}

class CMapReaderFactory extends AssetReader {
  async fetch({ name }: { name: string }) {
    return { cMapData: await this.bytes(`${name}.bcmap`), isCompressed: true };
  }
}

class FileFactory extends AssetReader {
  fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    return this.bytes(filename);
  }
}

/** For `openPdf` on a thread. */
export const FACTORIES = {
  CanvasFactory,
  FilterFactory,
  CMapReaderFactory,
  StandardFontDataFactory: FileFactory,
  WasmFactory: FileFactory,
  useWorkerFetch: false,
};
