import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { settled } from './settled';

/** Pictures for a person to look at. */
const SHOTS = process.env.FULCRUM_SHOTS ?? 'test-results';

async function look(page: Page, name: string): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 420],
    ['dark', 1280],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .exclude(['tbody tr:nth-child(n+6)'])
      .analyze();
    expect
      .soft(
        violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`),
        `${name} ${width} ${colorScheme}`,
      )
      .toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} scrolls sideways at ${width}`).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

test('everybody who waits is planned together', async ({ app }) => {
  await app.connectAll();
  const page = await app.open('options.html#queue');
  await expect(page.getByText(/\d+ candidates wait for an on-site/)).toBeVisible({ timeout: 30_000 });
  await look(page, 'queue-list');
  await page.getByRole('button', { name: 'Plan together' }).click();
  await expect(page.getByText(/proven/i).first()).toBeVisible({ timeout: 60_000 });
  await look(page, 'queue-plan');
  await page.getByRole('button', { name: 'Work it out' }).click();
  await expect(page.getByText(/bounded search|nothing to try/)).toBeVisible({ timeout: 60_000 });
  await look(page, 'queue-help');
});
