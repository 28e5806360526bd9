/** pdf.js ships its parser without types; only its presence matters. */
declare module 'pdfjs-dist/build/pdf.worker.mjs' {
  export const WorkerMessageHandler: object;
}
