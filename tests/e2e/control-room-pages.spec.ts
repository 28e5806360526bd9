import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { callFrom, expect, KNOWN, test } from './fixtures';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [420, 1280] as const;

/** axe's whole rule set; the answer is short enough to read in a failed test. */
async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(
    (one) =>
      `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`,
  );
}

/** Checks what is on screen in both themes and widths, and keeps a picture of each. */
async function inspect(
  page: Page,
  name: string,
  info: TestInfo,
  widths: readonly number[] = WIDTHS,
): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage: true });
      expect.soft(await violationsOf(page), `${name}, ${colorScheme}, ${width}`).toEqual([]);
    }
    const wide = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(wide, `${name} scrolls sideways at ${width}`).toBe(0);
  }
}

/** Goes to a page of the control room and waits until it shows what it has. */
async function go(page: Page, id: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, id);
  await expect(page.locator('main h1')).toBeVisible();
  await expect(page.locator('main [aria-busy="true"]')).toHaveCount(0);
}

function failOnErrors(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  return errors;
}

test('a new installation: every page has something to say and is accessible', async ({ app }, info) => {
  const page = await app.open('options.html');
  const errors = failOnErrors(page);
  for (const id of ['start', 'connections']) {
    await go(page, id);
    await inspect(page, `new-${id}`, info);
  }
  for (const id of ['people', 'preferences', 'activity', 'audit', 'egress']) {
    await go(page, id);
    await inspect(page, `new-${id}`, info, [1280]);
  }
  await page.goto(`chrome-extension://${app.extensionId}/popup.html`);
  await expect(page.getByText('No candidate is open in this tab')).toBeVisible();
  await inspect(page, 'new-popup', info, [320]);
  expect(errors).toEqual([]);
});

test('in daily use: every page, its drawer and its dialogs are accessible', async ({ app }, info) => {
  await app.connectAll();
  const page = await app.open('options.html');
  const errors = failOnErrors(page);
  const schedule = (method: string, input: object) => callFrom(page, 'schedule-interview', method, input);
  const view = await schedule('load', { opportunityId: KNOWN.simple });
  const plan = await schedule('preview', { opportunityId: KNOWN.simple, start: view.answer.slots[0].start });
  await schedule('book', { planId: plan.id });
  await expect.poll(async () => (await schedule('status', { planId: plan.id })).state).toBe('done');

  for (const id of ['start', 'connections', 'people', 'preferences', 'audit', 'egress']) {
    await go(page, id);
    await inspect(page, id, info);
  }
  await go(page, 'people');
  await page.getByRole('button', { name: 'Edit Priya Nair' }).click();
  await expect(page.getByRole('dialog', { name: 'Priya Nair' })).toBeVisible();
  await inspect(page, 'people-drawer', info);
  await page.keyboard.press('Escape');

  await go(page, 'activity');
  await page.getByText(/^\d+ steps$/).click();
  await inspect(page, 'activity', info);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await inspect(page, 'activity-undo', info, [1280]);

  await page.goto(`chrome-extension://${app.extensionId}/popup.html`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Lever' })).toContainText('Connected');
  await inspect(page, 'popup', info, [320]);
  expect(errors).toEqual([]);
});
