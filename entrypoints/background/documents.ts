import browser from 'webextension-polyfill';
import type { DocumentReader } from '@/lib/documents/port';
import { type DocumentReading, unread } from '@/lib/documents/reading';
import { createThreadReader, type Thread } from '@/lib/documents/thread';
import type { KeepAlive } from './keep-alive';

const PAGE = 'offscreen.html';
/** The page ends a document after five seconds; this is for a page that is gone itself. */
const PATIENCE_MS = 15_000;

interface Offscreen {
  hasDocument?(): Promise<boolean>;
  createDocument(options: { url: string; reasons: string[]; justification: string }): Promise<void>;
}
interface OwnClient {
  url: string;
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** Chrome and Edge read in the offscreen page; the event page of Firefox can start threads itself. */
export function bindDocuments(awake: KeepAlive): DocumentReader {
  const offscreen = (globalThis as { chrome?: { offscreen?: Offscreen } }).chrome?.offscreen;
  if (!offscreen) {
    const reader = createThreadReader(
      () => new Worker(browser.runtime.getURL('read-document.js' as never)) as unknown as Thread,
    );
    return { read: (bytes, fileName) => awake(() => reader.read(bytes, fileName)) };
  }
  let opening: Promise<void> | null = null;
  const pageOf = async (): Promise<OwnClient | undefined> => {
    const { clients } = globalThis as unknown as {
      clients: { matchAll(options: object): Promise<OwnClient[]> };
    };
    const all = await clients.matchAll({ includeUncontrolled: true, type: 'window' });
    return all.find(({ url }) => new URL(url).pathname === `/${PAGE}`);
  };
  const open = async (): Promise<OwnClient> => {
    if (!(await pageOf())) {
      opening ??= offscreen
        .createDocument({
          url: PAGE,
          reasons: ['WORKERS'],
          justification: 'Reads resumes on a thread of their own that can be stopped.',
        })
        .finally(() => {
          opening = null;
        });
      await opening;
    }
    const page = await pageOf();
    if (!page) throw new Error('The page that reads documents did not open');
    return page;
  };
  const readThere = async (bytes: Uint8Array, fileName: string): Promise<DocumentReading> => {
    const page = await open();
    const { port1, port2 } = new MessageChannel();
    return (await new Promise((resolve) => {
      const timer = setTimeout(
        () =>
          resolve(unread('timed-out', 'Reading this document was stopped. Try again, or read it yourself.')),
        PATIENCE_MS,
      );
      port1.onmessage = ({ data }) => {
        clearTimeout(timer);
        resolve(data as DocumentReading);
      };
      page.postMessage({ bytes, fileName }, [port2]);
    }).finally(() => port1.close())) as DocumentReading;
  };
  // One at a time: the page has one thread, and a document's time must not run while it waits for another.
  let queue: Promise<unknown> = Promise.resolve();
  return {
    read(bytes, fileName) {
      const turn = queue.then(() => awake(() => readThere(bytes, fileName)));
      queue = turn.catch(() => undefined);
      return turn;
    },
  };
}
