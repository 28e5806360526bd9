import { useEffect } from 'react';

/** How often a page asks which candidate is in front, ms, should the worker's word be lost. */
const LOOK_EVERY = 4000;

/**
 * Looks which candidate is in front: at once, every few seconds, when the window comes to the front, and when the
 * host says that its screen changed. `dispose` ends whatever the page has under way. Both with a stable identity;
 * `look` is null for a page that holds one candidate.
 */
export function useLook(
  look: (() => Promise<void>) | null,
  dispose: () => void,
  onScreenChange: ((changed: () => void) => () => void) | undefined,
): void {
  useEffect(() => {
    if (!look) return dispose;
    const seen = () => {
      if (document.visibilityState !== 'hidden') void look();
    };
    seen();
    const timer = setInterval(seen, LOOK_EVERY);
    document.addEventListener('visibilitychange', seen);
    window.addEventListener('focus', seen);
    const stop = onScreenChange?.(seen);
    return () => {
      stop?.();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', seen);
      window.removeEventListener('focus', seen);
      dispose();
    };
  }, [look, dispose, onScreenChange]);
}
