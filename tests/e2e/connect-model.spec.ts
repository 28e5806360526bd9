import AxeBuilder from '@axe-core/playwright';
import { SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
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

test('another model asks anew and leaves the old answer; going back asks nobody', async ({ app }) => {
  const { journal } = app.sandbox;
  await app.connectAll();
  const page = await app.open('options.html#connections');
  const screening = (method: string, input: object) => callFrom(page, 'screen-applicant', method, input);
  const postingId = postingIdOf('sre');
  const opportunityId = APPLICANTS.partly;
  await screening('draftRubric', { postingId });
  await screening('approveRubric', { postingId });
  await screening('change', { settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false } });
  await callFrom(page, 'connect-model', 'connect', { key: SANDBOX_KEY });
  await page.reload();
  const asked = () =>
    journal
      .find('api.anthropic.com', /^\/v1\/messages$/, 'POST')
      .map(({ body }) => /"model":"([^"]+)"/.exec(body)?.[1]);
  const first = await screening('screen', { opportunityId });
  expect(first.result.madeBy.model).toBe('claude-sonnet-5-5');

  await page.getByText('Choose the models').click();
  const choice = page.getByLabel('Reads resumes, and checks fairness');
  await expect(choice.getByRole('option')).toHaveText([
    'Claude Haiku 5.5: about $0.0017 a resume ($0.1 in, $0.5 out per million tokens)',
    'Claude Sonnet 5.5: about $0.034 a resume ($2 in, $10 out per million tokens)',
    'Claude Opus 5.5: about $0.068 a resume ($4 in, $20 out per million tokens)',
  ]);
  await choice.selectOption('claude-haiku-5-5');
  await expect(page.getByText('Claude Haiku 5.5', { exact: true })).toBeVisible();
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/model-choice.png`, fullPage: true });
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect((await screening('applicant', { opportunityId })).result).toMatchObject({
    outdated: 'Made by claude-sonnet-5-5; now claude-haiku-5-5 would judge.',
    madeBy: { model: 'claude-sonnet-5-5' },
  });
  expect((await screening('screen', { opportunityId })).result.madeBy.model).toBe('claude-haiku-5-5');
  expect(asked()).toEqual(['claude-sonnet-5-5', 'claude-haiku-5-5']);
  await page.reload();
  await page.getByText('Choose the models').click();
  await expect(choice).toHaveValue('claude-haiku-5-5');
  await choice.selectOption('claude-sonnet-5-5');
  await expect(page.getByText('Claude Haiku 5.5', { exact: true })).toHaveCount(0);
  expect((await screening('screen', { opportunityId })).result).toEqual(first.result);
  expect(asked()).toHaveLength(2);
  // Criteria have a model of their own.
  await page.getByLabel('Drafts criteria').selectOption('claude-opus-5-5');
  await expect(page.getByText('Claude Opus 5.5', { exact: true })).toBeVisible();
  await screening('draftRubric', { postingId });
  expect(asked().at(-1)).toBe('claude-opus-5-5');
});
