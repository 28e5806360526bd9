import AxeBuilder from '@axe-core/playwright';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { type App, callFrom, expect } from './fixtures';
import { ARMED_MS } from './panel';
import { settled } from './settled';

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

/** Pictures for a person to look at: wide and as narrow as the panel, light and dark, when they are asked for. */
export const SHOTS = process.env.FULCRUM_SHOTS;

export async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  const before = page.viewportSize();
  for (const [width, height] of [
    [1280, 1500],
    [400, 1800],
  ] as const)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${SHOTS}/loop-${name}-${width}-${colorScheme}.png` });
    }
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  if (before) await page.setViewportSize(before);
}

export async function accessible(page: Page): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
}

export async function book(page: Page): Promise<void> {
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible();
  await page.waitForTimeout(ARMED_MS);
  await page.keyboard.press('Enter');
}

/** The on-site stands. */
export const booked = (page: Page) => page.getByText('Booked everywhere and checked by reading it back.');

export async function undo(page: Page, said: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: /undo/i }).click();
  await expect(page.getByText(said)).toBeVisible({ timeout: 60_000 });
}

/** Nobody answers by themselves: the test says who does. */
export const nobodyAnswers = (app: App): void => app.sandbox.faults.set('rsvp', 'none');
