import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, KNOWN, test } from './fixtures';
import { type ask, openPanel } from './panel';
import { settled } from './settled';

/** Pictures for a person to look at. */
const SHOTS = process.env.FULCRUM_SHOTS ?? 'test-results';

/** The panel page in a tab of its own width, on the candidate of the given Lever tab. */
async function inTab(app: Parameters<typeof ask>[0], width: number, theme: 'light' | 'dark'): Promise<Page> {
  const page = await app.context.newPage();
  await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await page.setViewportSize({ width, height: 860 });
  return page;
}

async function expectAccessible(page: Page): Promise<void> {
  await settled(page);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)).toEqual([]);
}

test('the panel is accessible and fits in every state, light and dark, narrow and wide', async ({ app }) => {
  await app.connectAll();
  const { page: lever } = await openPanel(app, KNOWN.simple);
  // The side panel shows the candidate of the active tab; the page itself is opened here as a tab beside it.
  for (const [width, theme] of [
    [440, 'light'],
    [440, 'dark'],
    [340, 'light'],
    [900, 'dark'],
  ] as const) {
    const page = await inTab(app, width, theme);
    await page.addInitScript((id) => {
      // A tab has no candidate of its own; the Lever tab's answer is given for it.
      const send = chrome.runtime.sendMessage.bind(chrome.runtime);
      Object.assign(chrome.runtime, {
        sendMessage: (message: { method?: string }, ...rest: never[]) =>
          message?.method === 'current'
            ? Promise.resolve({ ok: true, value: { opportunityId: id, theme: null } })
            : (send as (...args: unknown[]) => unknown)(message, ...rest),
      });
    }, KNOWN.simple);
    await page.goto(`chrome-extension://${app.extensionId}/sidepanel.html`);
    await expect(page.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: `${SHOTS}/panel-${width}-${theme}.png`, fullPage: false });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, `sideways scrolling at ${width}`).toBeLessThanOrEqual(0);
    await page.locator('[data-slot]').first().focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText('Nothing has been sent yet')).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: `${SHOTS}/preview-${width}-${theme}.png` });
    await page.close();
  }
  await lever.close();
});

test('the docked panel follows the theme of Lever', async ({ app }) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  // The dock lies over the switch; a person would press it before opening the panel.
  await page
    .getByRole('button', { name: 'Use dark theme' })
    .evaluate((button: HTMLElement) => button.click());
  await expect(panel.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.screenshot({ path: `${SHOTS}/docked-dark.png` });
});

test('the same panel runs in the side panel of the browser', async ({ app }) => {
  await app.connectAll();
  const { page } = await openPanel(app, KNOWN.simple);
  await page.bringToFront();
  const opener = await app.open('options.html#opener');
  await opener.evaluate(async () => {
    const window = await chrome.windows.getCurrent();
    await chrome.sidePanel.open({ windowId: window.id! });
  });
  const open = () =>
    opener.evaluate(async () => {
      const contexts = await chrome.runtime.getContexts({
        contextTypes: ['SIDE_PANEL' as chrome.runtime.ContextType],
      });
      return contexts.map((c) => c.documentUrl).join();
    });
  await expect.poll(open).toContain('sidepanel.html');
});
