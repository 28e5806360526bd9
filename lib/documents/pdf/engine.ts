import type * as Pdfjs from 'pdfjs-dist';

/** The pdf.js build to use: the legacy one in Node, the plain one with its own worker in a browser page. */
export type PdfEngine = Pick<typeof Pdfjs, 'getDocument' | 'OPS' | 'PasswordResponses'>;

/** Folders or addresses (ending in a slash) of what pdf.js needs for East Asian and unembedded fonts. */
export interface PdfAssets {
  cMapUrl?: string;
  standardFontDataUrl?: string;
  wasmUrl?: string;
  /** Classes that pdf.js makes its canvases, filters and readers of those folders from; for places without a page. */
  CanvasFactory?: object;
  FilterFactory?: object;
  CMapReaderFactory?: object;
  StandardFontDataFactory?: object;
  WasmFactory?: object;
  useWorkerFetch?: boolean;
}

/** Largest picture that is decoded, in pixels: an A4 page at 600 dpi. */
const IMAGE_PIXELS = 5_000 * 7_100;

/**
 * Starts reading. Evaluation of code from the file, system fonts, XFA forms and network access are off; only the bytes given
 * are read. pdf.js takes the bytes over, so it gets a copy.
 */
export function openPdf(
  engine: PdfEngine,
  bytes: Uint8Array,
  assets: PdfAssets,
): Pdfjs.PDFDocumentLoadingTask {
  return engine.getDocument({
    data: new Uint8Array(bytes),
    verbosity: 0,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    enableXfa: false,
    stopAtErrors: false,
    disableAutoFetch: true,
    disableStream: true,
    maxImageSize: IMAGE_PIXELS,
    cMapPacked: true,
    ...assets,
  });
}
