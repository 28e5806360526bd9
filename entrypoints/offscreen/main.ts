import type { ReadOrder } from '@/lib/documents/port';
import { createThreadReader, type Thread } from '@/lib/documents/thread';

/** A page nobody sees, because the background worker of Chrome and Edge can start no thread. It only passes documents on. */
const reader = createThreadReader(() => new Worker('/read-document.js') as unknown as Thread);

// Only the extension's own background worker can send here.
navigator.serviceWorker.addEventListener('message', ({ data, ports }) => {
  const { bytes, fileName } = data as Omit<ReadOrder, 'id'>;
  void reader.read(bytes, fileName).then((reading) => ports[0]?.postMessage(reading));
});
navigator.serviceWorker.startMessages();
