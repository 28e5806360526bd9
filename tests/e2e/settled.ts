import type { Page } from '@playwright/test';

/** Waits until nothing on the page moves or fades any more: a colour half-way through an entrance has no contrast to judge. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = () =>
      document
        .getAnimations()
        .filter((one) => one.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    for (let running = ending(); running.length > 0; running = ending())
      await Promise.allSettled(running.map((one) => one.finished));
  });
}
