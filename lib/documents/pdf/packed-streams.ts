import { Unzlib } from 'fflate';
import { type Deadline, type DocumentLimits, TimedOut, TooMuch } from '@/lib/documents/limits';

const STEP = 16 * 1024;
/** How far before its data the dictionary of a stream is looked for, bytes. */
const DICTIONARY = 1024;
const letters = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const BEGIN = letters('stream');
const END = letters('endstream');

function find(bytes: Uint8Array, what: Uint8Array, from: number): number {
  const [first = 0] = what;
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1))
    if (what.every((byte, i) => bytes[at + i] === byte)) return at;
  return -1;
}

/** The dictionary in front of a stream, as text; its last `<<` may be an inner one, which names no filter of its own. */
function dictionaryBefore(bytes: Uint8Array, at: number): string {
  const text = String.fromCharCode(...bytes.subarray(Math.max(0, at - DICTIONARY), at));
  return text.slice(Math.max(0, text.lastIndexOf(' obj')));
}

/**
 * Refuses a PDF whose packed streams come to more than `limits.streams` bytes, before the parser unpacks them: deflate makes a
 * gigabyte of a megabyte (RFC 1951), and a parser holds a page's stream whole. What is packed twice is counted both times.
 * Pictures are not counted, their pixels are limited when they are decoded; neither is what is packed by other filters or
 * encrypted: there the time limit ends the reading. Throws {@link TooMuch}; `TimedOut` when the deadline passes.
 */
export function refuseBombs(
  bytes: Uint8Array,
  { streams }: Pick<DocumentLimits, 'streams'>,
  deadline: Deadline,
): void {
  let total = 0;
  const count = (chunk: Uint8Array): void => {
    total += chunk.length;
    if (total > streams) throw new TooMuch(`it unpacks to more than ${Math.round(streams / 1024 / 1024)} MB`);
  };
  for (let at = find(bytes, BEGIN, 0); at !== -1; ) {
    const end = find(bytes, END, at + BEGIN.length);
    const stop = end === -1 ? bytes.length : end;
    const dictionary = dictionaryBefore(bytes, at);
    const times = dictionary.match(/\/(FlateDecode|Fl)\b/g)?.length ?? 0;
    if (times > 0 && !/\/Subtype\s*\/Image\b/.test(dictionary)) {
      const line = bytes[at + BEGIN.length] === 13 ? 2 : 1;
      unpack(bytes.subarray(at + BEGIN.length + line, stop), times, count, deadline);
    }
    at = find(bytes, BEGIN, stop + END.length);
  }
}

function unpack(
  packed: Uint8Array,
  times: number,
  count: (chunk: Uint8Array) => void,
  deadline: Deadline,
): void {
  let take = count;
  for (let n = 0; n < times; n++) {
    const next = new Unzlib();
    const further = take;
    next.ondata = (chunk) => {
      if (further !== count) count(chunk);
      further(chunk);
    };
    // In small steps, or a thousandfold of the whole chunk would be held at once.
    take = (chunk) => {
      for (let from = 0; from < chunk.length; from += STEP) {
        deadline.check();
        next.push(chunk.subarray(from, from + STEP));
      }
    };
  }
  try {
    take(packed);
  } catch (error) {
    if (error instanceof TooMuch || error instanceof TimedOut) throw error;
    // Not deflate, or damaged: the parser says what it makes of it.
  }
}
