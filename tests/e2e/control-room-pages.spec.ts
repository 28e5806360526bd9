import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { callFrom, expect, KNOWN, test } from './fixtures';
import { settled } from './settled';

type Look = [theme: 'light' | 'dark', width: number];
/** Between them the two tests show each page in every theme and width. */
const LIGHT_WIDE: Look[] = [
  ['dark', 420],
  ['light', 1280],
];
const DARK_WIDE: Look[] = [
  ['light', 420],
  ['dark', 1280],
];

/** axe's whole rule set; the answer is short enough to read in a failed test. Rows of a table and time zones are alike: a few do. */
async function violationsOf(page: Page): Promise<string[]> {
  await settled(page);
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .exclude(['tbody tr:nth-child(n+4)'])
    .exclude(['option:nth-child(n+8)']);
  const { violations, passes } = await axe.analyze();
  expect(passes.length, 'axe looked at the page').toBeGreaterThan(8);
  return violations.map(
    (one) =>
      `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`).join('; ')}`,
  );
}

/** Checks what is on screen in the given looks, and keeps a picture of each. */
async function inspect(page: Page, name: string, info: TestInfo, looks: Look[]): Promise<void> {
  for (const [colorScheme, width] of looks) {
    const look = `${name}-${colorScheme}-${width}`;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const fullPage = (await page.locator('dialog[open]').count()) === 0;
    await page.screenshot({ path: info.outputPath(`${look}.png`), fullPage });
    expect.soft(await violationsOf(page), look).toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${look} scrolls sideways`).toBe(0);
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
  for (const id of ['start', 'connections'] as const) {
    await go(page, id);
    await inspect(page, `new-${id}`, info, LIGHT_WIDE);
  }
  for (const id of [
    'approvals',
    'queue',
    'load',
    'automation',
    'people',
    'activity',
    'exceptions',
    'fairness',
    'audit',
    'egress',
    'security',
  ] as const) {
    await go(page, id);
    await inspect(page, `new-${id}`, info, [['light', 1280]]);
  }
  await page.goto(`chrome-extension://${app.extensionId}/popup.html`);
  await expect(page.getByText('No candidate is open in this tab')).toBeVisible();
  await inspect(page, 'new-popup', info, [['light', 320]]);
  expect(errors).toEqual([]);
});

test('in daily use: every page, its drawer and its dialogs are accessible', async ({ app }, info) => {
  test.slow();
  await app.connectAll();
  const page = await app.open('options.html');
  const errors = failOnErrors(page);
  const schedule = (method: string, input: object) => callFrom(page, 'schedule-interview', method, input);
  const view = await schedule('load', { opportunityId: KNOWN.simple });
  const plan = await schedule('preview', { opportunityId: KNOWN.simple, start: view.answer.slots[0].start });
  await schedule('book', { planId: plan.id });
  await expect.poll(async () => (await schedule('status', { planId: plan.id })).state).toBe('done');

  for (const id of [
    'start',
    'connections',
    'people',
    'preferences',
    'exceptions',
    'screening',
    'fairness',
    'audit',
    'egress',
    'security',
  ]) {
    await go(page, id);
    await inspect(page, id, info, DARK_WIDE);
  }
  // In all their states they have specs of their own.
  for (const id of ['approvals', 'automation']) {
    await go(page, id);
    await inspect(page, id, info, [['dark', 1280]]);
  }
  await go(page, 'people');
  await page.getByRole('button', { name: 'Edit Priya Nair' }).click();
  await expect(page.getByRole('dialog', { name: 'Priya Nair' })).toBeVisible();
  await inspect(page, 'people-drawer', info, LIGHT_WIDE);
  await page.keyboard.press('Escape');

  await go(page, 'activity');
  await page.getByText(/^\d+ steps$/).click();
  await inspect(page, 'activity', info, DARK_WIDE);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await inspect(page, 'activity-undo', info, LIGHT_WIDE);

  await page.goto(`chrome-extension://${app.extensionId}/popup.html`);
  await expect(page.getByRole('listitem').filter({ hasText: 'Lever' })).toContainText('Connected');
  await inspect(page, 'popup', info, [
    ['light', 320],
    ['dark', 320],
  ]);
  expect(errors).toEqual([]);
});
