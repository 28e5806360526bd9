import type { Clock } from '@/lib/platform/clock';

/** How patient the ledger is. The HTTP layer has already waited out rate limits of its own. */
export interface Patience {
  /** Sends of one action in all, restarts included; an action that kills the worker every time ends too. */
  attempts: number;
  /** Readings to learn one outcome, and tries to take one thing back, before a person is asked. */
  readings: number;
  /** First pause, ms; doubles up to `maxPause`, jittered by half. */
  firstPause: number;
  maxPause: number;
  /** An unanswered request may still be at work on the other side: wait so long before reading, ms. */
  settle: number;
  /** One call of a handler, ms. */
  call: number;
  /** Older unfinished plans that told nobody are taken back instead of finished: their checks are out of date. */
  stale: number;
}

export const PATIENCE: Patience = {
  attempts: 4,
  readings: 4,
  firstPause: 500,
  maxPause: 8_000,
  settle: 1_500,
  call: 60_000,
  stale: 15 * 60_000,
};

/** ms to wait after the n-th failed try (from 1): exponential, between half and the whole of it. */
export function pauseAfter(n: number, patience: Patience, random: number): number {
  const whole = Math.min(patience.maxPause, patience.firstPause * 2 ** (n - 1));
  return Math.round((whole * (1 + random)) / 2);
}

/** Waits, or returns early when the signal stops the work; the caller looks at the signal itself. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  await clock.sleep(ms, signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}
