import AxeBuilder from '@axe-core/playwright';
import { SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { postingIdOf } from '@/sandbox/world/postings';
import { callFrom, expect, test } from './fixtures';
import { settled } from './settled';

const SRE = postingIdOf('sre');

test('everybody who waits is read overnight at half the price: one batch, a dead worker, then the queue without another request', async ({
  app,
}, info) => {
  test.slow();
  const { faults, journal } = app.sandbox;
  await app.connectAll();
  const helper = await app.open('options.html#activity');
  const ask = (method: string, input: object = {}) => callFrom(helper, 'screen-applicant', method, input);
  await ask('draftRubric', { postingId: SRE });
  await ask('approveRubric', { postingId: SRE });
  await ask('change', { settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false } });
  await callFrom(helper, 'connect-model', 'connect', { key: SANDBOX_KEY });
  const posts = (path: RegExp) => journal.find('api.anthropic.com', path, 'POST').length;

  const page = await app.open('options.html#screening');
  await page
    .getByRole('button', { name: 'Screen everybody who waits for Site Reliability Engineer' })
    .click();
  const dialog = page.getByRole('dialog', { name: /Screen everybody who waits/ });
  await expect(dialog.getByText(/\d\d applicants wait\./)).toBeVisible();
  await expect(dialog.getByRole('button', { name: /^Now, about \$1\.\d\d$/ })).toBeVisible();
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 420],
  ] as const) {
    await page.setViewportSize({ width, height: 800 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page.screenshot({ path: info.outputPath(`backlog-${colorScheme}.png`) });
  }
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);

  faults.set('anthropic-batch-ms', 3_600_000);
  // More than the usual cap lets through at once: said, and put right where it says.
  await dialog.getByRole('button', { name: /^Overnight, about \$0\.\d\d/ }).click();
  const note = page.getByRole('status').filter({ hasText: 'Site Reliability Engineer:' });
  await expect(note.or(page.getByText(/The model was not asked/)).first()).toBeVisible({ timeout: 90_000 });
  await expect(note.getByRole('button', { name: /Send again|Look now/ })).toBeVisible({ timeout: 90_000 });
  if (await note.getByText(/The model was not asked: this day has cost/).isVisible()) {
    await callFrom(helper, 'connect-model', 'saveCap', { day: 50, month: 50 });
    await note.getByRole('button', { name: 'Send again' }).click();
  }
  await expect(note).toContainText('sent together, at half the price', { timeout: 90_000 });
  expect(posts(/\/batches$/)).toBe(1);
  await settled(page);
  await page.screenshot({ path: info.outputPath('sent-dark.png'), fullPage: true });
  expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations).toEqual([]);

  // The worker dies; the alarm that looks again is the browser's, and who looks earlier may.
  expect(await helper.evaluate(() => chrome.alarms.get('screen-look'))).toMatchObject({ periodInMinutes: 5 });
  await app.killWorker(helper);
  const look = note.getByRole('button', { name: 'Look now' });
  await look.click();
  await expect(look, 'it was looked for, and is not there yet').toBeEnabled();
  await expect(note).toContainText('sent together');
  faults.set('anthropic-batch-ms', 0);
  await look.click();
  await expect(note).toHaveCount(0);
  await expect
    .poll(async () => (await ask('queue', { postingId: SRE })).waiting, { timeout: 90_000 })
    .toBe(0);
  expect(posts(/^\/v1\/messages$/), 'nobody is asked about a second time').toBe(0);
  expect(posts(/\/batches$/)).toBe(1);
  const queue = await ask('queue', { postingId: SRE });
  expect(queue.rows).toHaveLength(12);
  expect(queue.engine.engine).toBe('anthropic');
  expect(queue.costUsd).toBeGreaterThan(0);
  // Settled: what was booked for the batch is what its answers cost.
  expect(queue.spent.day).toBeCloseTo(queue.costUsd, 3);
});
