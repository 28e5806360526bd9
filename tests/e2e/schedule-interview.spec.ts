import { expect, KNOWN, test } from './fixtures';

test('from a candidate to a booked interview by keyboard, and all of it taken back', async ({ app }) => {
  await app.connectAll();
  const page = await app.candidate(KNOWN.simple);
  page.on('pageerror', (e) => console.log('pageerror', e.message));
  await app.shortcut(page);
  const panel = app.panel(page);
  await page.waitForTimeout(3000);
  await page.screenshot({ path: '/tmp/shots/e2e-panel.png' });
  await expect(panel.getByRole('heading', { name: 'Best times' })).toBeVisible();
  await page.screenshot({ path: '/tmp/shots/e2e-panel.png' });
  await page.keyboard.press('ArrowDown');
  console.log(await page.evaluate(() => [document.activeElement?.tagName, document.hasFocus()]));
  const fr = page.frames().find((x) => x.url().endsWith('panel.html'))!;
  console.log(await fr.evaluate(() => [document.activeElement?.outerHTML.slice(0, 200), document.hasFocus()]));
  await page.keyboard.press('Enter');
  await page.waitForTimeout(2500);
  await page.screenshot({ path: '/tmp/shots/e2e-preview.png' });
  await expect(panel.getByText('Nothing has been sent yet')).toBeVisible();
  await page.screenshot({ path: '/tmp/shots/e2e-preview.png' });
  await page.waitForTimeout(500);
  await page.keyboard.press('Enter');
  await page.waitForTimeout(1500);
  await page.screenshot({ path: '/tmp/shots/e2e-running.png' });
  await page.waitForTimeout(8000);
  await page.screenshot({ path: '/tmp/shots/e2e-done.png' });
  console.log(JSON.stringify(app.sandbox.outbox, null, 1).slice(0, 3000));
});
