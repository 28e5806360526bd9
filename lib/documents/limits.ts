import type { Clock } from '@/lib/platform/clock';

export interface DocumentLimits {
  /** Size of the file in bytes. */
  bytes: number;
  /** Pages read; the rest is left out and said to be. */
  pages: number;
  /** Characters of visible text. */
  characters: number;
  /** Milliseconds from the start of the reading. */
  milliseconds: number;
  /** Bytes of one unpacked ZIP entry, and of all unpacked entries together. */
  unpacked: number;
  /** Entries in a ZIP archive. */
  entries: number;
  /** Bytes of all unpacked streams of a PDF together, pictures apart. */
  streams: number;
}

export const LIMITS: DocumentLimits = {
  bytes: 10 * 1024 * 1024,
  pages: 20,
  characters: 60_000,
  milliseconds: 5_000,
  unpacked: 32 * 1024 * 1024,
  entries: 2_000,
  streams: 64 * 1024 * 1024,
};

/** The time is up. */
export class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

/** It holds more than is unpacked; the message says of what. */
export class TooMuch extends Error {
  override readonly name = 'TooMuch';
}

/** A stop watch that the parsers look at between two pieces of work. */
export interface Deadline {
  /** Throws {@link TimedOut} once the time is up. */
  check(): void;
  /** The promise's outcome, or {@link TimedOut} when that comes first. A late rejection is taken in. */
  race<T>(work: Promise<T>): Promise<T>;
}

/** `at` is ms epoch. */
export function deadlineAt(at: number, clock: Clock): Deadline {
  const check = (): void => {
    if (clock.now() >= at) throw new TimedOut();
  };
  const race = async <T>(work: Promise<T>): Promise<T> => {
    const stop = new AbortController();
    const tooLate = clock.sleep(Math.max(0, at - clock.now()), stop.signal).then(
      () => Promise.reject(new TimedOut()),
      // Aborted: the work came first, and nobody looks at this branch any more.
      () => new Promise<never>(() => undefined),
    );
    try {
      return await Promise.race([work, tooLate]);
    } finally {
      stop.abort();
    }
  };
  return { check, race };
}
