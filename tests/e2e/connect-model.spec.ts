import AxeBuilder from '@axe-core/playwright';
import { SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { callFrom, expect, test } from './fixtures';

const SHOTS = process.env.FULCRUM_SHOTS;

test('a key is checked, tested with a real answer, capped and taken away; every failure says what to do', async ({
  app,
}) => {
  const { faults, journal } = app.sandbox;
  const page = await app.open('options.html#connections');
  const card = page
    .locator('section, div')
    .filter({ has: page.getByRole('heading', { name: 'Anthropic (Claude)' }) })
    .last();
  const form = page.getByRole('form', { name: 'Connect Anthropic by API key' });
  await form.getByLabel('Anthropic API key').fill('sk-ant-wrong');
  await form.getByRole('button', { name: 'Check and connect' }).click();
  await expect(page.getByText('Anthropic does not accept the key.')).toBeVisible();
  await form.getByLabel('Anthropic API key').fill(SANDBOX_KEY);
  await form.getByRole('button', { name: 'Check and connect' }).click();
  await expect(page.getByText(`ends in ${SANDBOX_KEY.slice(-4)}`)).toBeVisible();
  expect(await page.content()).not.toContain(SANDBOX_KEY);

  const press = () => page.getByRole('button', { name: 'Test', exact: true }).click();
  await press();
  await expect(page.getByText(/quoted it word for word/)).toBeVisible();
  if (SHOTS) {
    for (const [width, scheme] of [
      [1280, 'light'],
      [420, 'dark'],
    ] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      await card.scrollIntoViewIfNeeded();
      await page.screenshot({ path: `${SHOTS}/model-${width}-${scheme}.png`, fullPage: true });
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  // Each way in which it can fail, as the person sees it.
  for (const [name, value, words] of [
    ['anthropic-personality', 'refuser', 'The model declined to read this resume.'],
    ['anthropic-personality', 'truncator', 'ended before it was complete'],
    ['anthropic-personality', 'verbose', 'cannot be used: it is not JSON'],
    ['anthropic-personality', 'fabricator', 'quoted nothing that stands in the made-up resume'],
    ['anthropic-stream-error', 1, 'overloaded or has an error of its own'],
    ['anthropic-stream-cut', 1, 'ended before it was complete'],
    ['anthropic-spend-limit', true, 'spending limit of the Anthropic account'],
    ['anthropic-no-credit', true, 'no credit'],
    ['anthropic-no-browsers', true, 'does not allow calls from a browser'],
  ] as const) {
    faults.set(name, value);
    await press();
    await expect(page.getByText(words), `${name} ${value}`).toBeVisible();
    faults.clear(name);
  }
  faults.clear('anthropic-personality');
  await press();
  await expect(page.getByText(/quoted it word for word/)).toBeVisible();

  const before = journal.find('api.anthropic.com', /messages/, 'POST').length;
  await page.getByText('Change the cap').click();
  await page.getByLabel('Dollars a day').fill('0.01');
  await page.getByRole('button', { name: 'Save the cap' }).click();
  await expect(page.getByText(/of \$0\.01/)).toBeVisible();
  await press();
  await expect(page.getByText(/The model was not asked: this day has cost/)).toBeVisible();
  expect(journal.find('api.anthropic.com', /messages/, 'POST')).toHaveLength(before);

  const egress = await callFrom(page, 'review-activity', 'egress', {});
  expect(JSON.stringify(egress)).toContain('api.anthropic.com');
  expect(JSON.stringify(egress)).not.toContain(SANDBOX_KEY);

  await page.getByRole('button', { name: 'Disconnect' }).last().click();
  await page.getByRole('button', { name: 'Disconnect Anthropic' }).click();
  await expect(form).toBeVisible();
  expect((await callFrom(page, 'connect-model', 'status', {})).keyEnd).toBeNull();
});
