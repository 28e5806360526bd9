import browser from 'webextension-polyfill';

/** Below the 30 s after which an idle worker, or one fetch of it, is ended. */
const EVERY_MS = 20_000;

/**
 * Runs work while the browser must not stop this script. A call to the browser now and then is what counts as being in use; it
 * is made only while something is under way, so the script sleeps at all other times. A debugger hides what happens without it.
 */
export function createKeepAlive() {
  let underWay = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    underWay++;
    timer ??= setInterval(() => void browser.runtime.getPlatformInfo(), EVERY_MS);
    try {
      return await work();
    } finally {
      underWay--;
      if (underWay === 0) {
        clearInterval(timer);
        timer = undefined;
      }
    }
  };
}

export type KeepAlive = ReturnType<typeof createKeepAlive>;
