import type { FrameLocator, Locator, Page } from '@playwright/test';
import { type App, callFrom, expect } from './fixtures';

/** Asks the worker as the page does. */
// biome-ignore lint/suspicious/noExplicitAny: answers are checked field by field in the tests
export async function askLoop(app: App, method: string, input: object): Promise<any> {
  const known = app.context.pages().find((p) => p.url().endsWith('/options.html#test'));
  const page = known ?? (await app.open('options.html#test'));
  return callFrom(page, 'schedule-loop', method, input);
}

/** The on-site of a candidate on the page of its own. */
export async function openLoop(
  app: App,
  opportunityId: string,
  size = { width: 1280, height: 900 },
): Promise<Page> {
  const page = await app.context.newPage();
  await page.setViewportSize(size);
  await page.goto(`chrome-extension://${app.extensionId}/loop.html#${opportunityId}`);
  return page;
}

/** The best plan is there and proven. */
export async function proven(page: Page | FrameLocator): Promise<void> {
  await expect(page.getByText(/Best plan, proven/)).toBeVisible();
}

export const block = (page: Page | FrameLocator, sessionId: string): Locator =>
  page.locator(`[data-session="${sessionId}"]`);
