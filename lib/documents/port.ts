import type { DocumentReading } from './reading';

/** Reads a document somewhere it can do no harm: apart, within limits, and ended when it overruns. Never throws for a bad file. */
export interface DocumentReader {
  read(bytes: Uint8Array, fileName: string): Promise<DocumentReading>;
}

/** What is sent to the thread that reads, and what it answers. */
export interface ReadOrder {
  id: number;
  bytes: Uint8Array;
  fileName: string;
}
export interface ReadAnswer {
  id: number;
  reading: DocumentReading;
}
