import { Inflate } from 'fflate';
import type { Deadline, DocumentLimits } from '@/lib/documents/limits';

/** Why an archive was refused. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  constructor(
    readonly reason: 'damaged' | 'too-large' | 'password',
    message: string,
  ) {
    super(message);
  }
}

interface Entry {
  method: number;
  encrypted: boolean;
  packed: number;
  offset: number;
}

export interface Archive {
  names: string[];
  /** Bytes of one entry, null when there is none of this name. Throws {@link ArchiveError}. */
  read(name: string): Uint8Array | null;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** Packed bytes given to the decompressor at once; it can make at most about a thousand times as many of them. */
const STEP = 16 * 1024;
const UTF8 = new TextDecoder();

/** Reads the central directory of a ZIP archive (APPNOTE 4.3); entries are unpacked on demand and within limits. */
export function openArchive(bytes: Uint8Array, limits: DocumentLimits, deadline: Deadline): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const damaged = (what: string): ArchiveError => new ArchiveError('damaged', what);
  let end = bytes.length - 22;
  const lowest = Math.max(0, bytes.length - 22 - 65_535);
  while (end >= lowest && view.getUint32(end, true) !== END) end--;
  if (end < lowest) throw damaged('its list of contents is missing');
  const count = view.getUint16(end + 10, true);
  if (count > limits.entries) throw new ArchiveError('too-large', `it holds ${count} files`);
  const entries = new Map<string, Entry>();
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL)
      throw damaged('its list of contents is broken');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true),
    );
    const name = UTF8.decode(bytes.subarray(at + 46, at + 46 + (nameLength ?? 0)))
      .replace(/\\/g, '/')
      .replace(/^\//, '');
    entries.set(name, {
      encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  let total = 0;
  const unpack = (entry: Entry): Uint8Array => {
    if (entry.encrypted) throw new ArchiveError('password', 'its contents are encrypted');
    if (entry.offset + 30 > bytes.length || view.getUint32(entry.offset, true) !== LOCAL)
      throw damaged('a part is not where it should be');
    const start =
      entry.offset + 30 + view.getUint16(entry.offset + 26, true) + view.getUint16(entry.offset + 28, true);
    const packed = bytes.subarray(start, start + entry.packed);
    if (packed.length < entry.packed) throw damaged('a part is cut off');
    if (entry.method !== 0 && entry.method !== 8) throw damaged('a part is packed in an unknown way');
    const chunks: Uint8Array[] = [];
    let size = 0;
    const take = (chunk: Uint8Array): void => {
      size += chunk.length;
      total += chunk.length;
      if (total > limits.unpacked)
        throw new ArchiveError('too-large', `it unpacks to more than ${limits.unpacked / 1024 / 1024} MB`);
      chunks.push(chunk);
    };
    if (entry.method === 0) take(packed);
    else {
      const inflate = new Inflate(take);
      for (let from = 0; from < packed.length; from += STEP) {
        deadline.check();
        inflate.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
      }
    }
    const out = new Uint8Array(size);
    let to = 0;
    for (const chunk of chunks) {
      out.set(chunk, to);
      to += chunk.length;
    }
    return out;
  };
  return {
    names: [...entries.keys()],
    read: (name) => {
      const entry = entries.get(name);
      if (!entry) return null;
      try {
        return unpack(entry);
      } catch (error) {
        if (error instanceof ArchiveError || (error instanceof Error && error.name === 'TimedOut'))
          throw error;
        throw damaged(`its part ${name} cannot be unpacked`);
      }
    },
  };
}
