const LONGEST_WAIT_MS = 5 * 60_000;
/** Shorter ones are guessed from a copy of the disk within days. */
export const SHORTEST_PASSPHRASE = 10;

/** How long after `failures` wrong passphrases in a row the next try waits, ms: 1 s, 2 s, 4 s … 5 min. */
export const waitAfter = (failures: number): number =>
  failures <= 0 ? 0 : Math.min(LONGEST_WAIT_MS, 1000 * 2 ** Math.min(failures - 1, 20));

/**
 * When to look again and whether to lock, after `usedAt` (ms epoch) was the last use. A clock that was set back
 * does not keep Fulcrum open: a use in the future counts as now.
 */
export function idleAt(
  usedAt: number,
  now: number,
  minutes: number,
): { lock: boolean; lookAt: number | null } {
  if (minutes <= 0) return { lock: false, lookAt: null };
  const due = Math.min(usedAt, now) + minutes * 60_000;
  return { lock: now >= due, lookAt: now >= due ? null : due };
}

/** What is wrong with a new passphrase; null = nothing. */
export function passphraseFault(passphrase: string): string | null {
  const letters = [...passphrase.trim()];
  if (letters.length < SHORTEST_PASSPHRASE)
    return `Use at least ${SHORTEST_PASSPHRASE} characters; four unrelated words are good.`;
  if (new Set(letters).size < 5) return 'Use more than a few different characters.';
  return null;
}

/** A wait in words. */
export function waitInWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return `${seconds} ${seconds === 1 ? 'second' : 'seconds'}`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
