import { expect, KNOWN, test } from './fixtures';
import { openLoop, proven } from './loop';
import { ARMED_MS, world } from './panel';
import { settled } from './settled';

const SHOTS = process.env.FULCRUM_SHOTS ?? 'test-results';

test('a five-session on-site over two days and three zones: booked, one interviewer declines, plan B, undone', async ({
  app,
}) => {
  await app.connectAll();
  const page = await openLoop(app, KNOWN.onSite);
  await proven(page);
  await settled(page);
  await page.screenshot({ path: `${SHOTS}/loop-1280-light.png` });
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByText('Nothing has been sent yet')).toBeVisible();
  expect(world(app, KNOWN.onSite)).toMatchObject({ panels: [], notes: [], mails: [] });
  await page.screenshot({ path: `${SHOTS}/loop-preview-1280-light.png` });
  await page.waitForTimeout(ARMED_MS);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Booked everywhere and checked by reading it back.')).toBeVisible({
    timeout: 30_000,
  });
  await page.screenshot({ path: `${SHOTS}/loop-booked-1280-light.png` });
});
