import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { type App, callFrom, expect, test } from './fixtures';
import { openPanel } from './panel';
import { settled } from './settled';

const SRE = postingIdOf('sre');

/** Calls of the extension's own pages, from a page that stays open. */
async function asker(app: App) {
  const page = await app.open('options.html#activity');
  return (method: string, input: object = {}) => callFrom(page, 'screen-applicant', method, input);
}

/** Connected, with criteria that somebody approved. */
async function ready(app: App) {
  await app.connectAll();
  const ask = await asker(app);
  await ask('draftRubric', { postingId: SRE });
  await ask('approveRubric', { postingId: SRE });
  // The sample of people who are judged first would make a test depend on who is in it.
  await ask('change', { settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false } });
  return ask;
}

/** A page of the extension as it is while this candidate is on screen; a tab of its own has none. */
async function beside(app: App, path: string, opportunityId: string): Promise<Page> {
  const page = await app.context.newPage();
  await page.addInitScript((id) => {
    const send = chrome.runtime.sendMessage.bind(chrome.runtime);
    Object.assign(chrome.runtime, {
      sendMessage: (message: { method?: string }, ...rest: never[]) =>
        message?.method === 'current'
          ? Promise.resolve({ ok: true, value: { opportunityId: id, theme: null } })
          : (send as (...args: unknown[]) => unknown)(message, ...rest),
    });
  }, opportunityId);
  await page.goto(`chrome-extension://${app.extensionId}/${path}`);
  return page;
}

/** What Lever holds of us about one candidate. */
function inLever(app: App, id: string) {
  const { lever } = app.sandbox.world;
  return {
    tags: (lever.opportunities.get(id)?.tags ?? []) as string[],
    notes: (lever.notes.get(id) ?? []).filter(
      (note) => note.deletedAt === null && JSON.stringify(note).includes('[AI Agent]'),
    ),
    forms: lever.forms.get(id) ?? [],
    stage: lever.opportunities.get(id)?.stage as string,
    archived: lever.opportunities.get(id)?.archived as unknown,
  };
}

async function violationsOf(page: Page): Promise<string[]> {
  await settled(page);
  const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(passes.length, 'axe looked at the page').toBeGreaterThan(5);
  return violations.map(
    (one) =>
      `${one.id}: ${one.nodes.map((node) => `${node.target.join(' ')} ${node.failureSummary}`).join('; ')}`,
  );
}

async function inspect(page: Page, name: string, info: TestInfo, widths: number[]): Promise<void> {
  for (const [i, width] of widths.entries()) {
    const colorScheme = i % 2 === 0 ? 'light' : 'dark';
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const fullPage = (await page.locator('dialog[open]').count()) === 0;
    await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage });
    expect.soft(await violationsOf(page), `${name} ${colorScheme} ${width}`).toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} ${width} scrolls sideways`).toBe(0);
  }
}

test('criteria are drafted, what may not be judged is refused, a person approves', async ({ app }, info) => {
  await app.connectAll();
  const page = await app.open('options.html#screening');
  await expect(page.getByText('no AI model was used')).toBeVisible();
  await page.getByRole('button', { name: 'Criteria of Site Reliability Engineer' }).click();
  const drawer = page.getByRole('dialog', { name: 'Criteria: Site Reliability Engineer' });
  await drawer.getByRole('button', { name: 'Draft from the job description' }).click();
  await expect(drawer.getByText('Native English speaker')).toBeVisible();
  await expect(drawer.getByText(/stands in for national origin/)).toBeVisible();
  await expect(drawer.getByLabel('Criterion 1', { exact: true })).toHaveValue(/Kubernetes/);

  await drawer.getByLabel('Criterion 1', { exact: true }).fill('Young engineer with Kubernetes');
  await drawer.getByRole('button', { name: 'Save and check' }).click();
  await expect(drawer.getByText(/Age is a protected attribute/)).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Approve version 1' })).toBeDisabled();
  await inspect(page, 'criteria', info, [1280, 420]);
  await drawer.getByLabel('Criterion 1', { exact: true }).fill('Runs production services on Kubernetes');
  await drawer.getByRole('button', { name: 'Save and check' }).click();
  await drawer.getByRole('button', { name: 'Approve version 1' }).click();
  await expect(drawer.getByText(/Version 1, approved by Maya Okafor/)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Version 1')).toBeVisible();
  await inspect(page, 'screening', info, [1280, 420]);
});

test('one applicant in the panel: evidence in its place, a correction, writing to Lever and taking it back', async ({
  app,
}, info) => {
  await ready(app);
  const before = inLever(app, APPLICANTS.strong);
  const { page, panel } = await openPanel(app, APPLICANTS.strong);
  await panel.getByRole('tab', { name: 'Summary' }).click();
  await panel.getByRole('button', { name: 'Screen the resume' }).click();
  await expect(panel.getByText('A recommendation, not a decision.')).toBeVisible();
  await expect(panel.getByText(/Rules only .* no AI model was used/)).toBeVisible();
  const criteria = panel.getByRole('region', { name: 'Criteria' });
  const first = criteria.getByRole('listitem').first();
  await expect(first).toContainText('Shown');
  const words = (await first.getByRole('blockquote').innerText()).split('\n')[0]?.trim() ?? '';
  expect(words).toContain('Kubernetes');

  // The same words are marked in the document, as text and in their place on the page.
  const resume = panel.getByRole('region', { name: 'Resume' });
  await expect(resume.locator('mark').filter({ hasText: words })).toBeVisible();
  await first.getByRole('button', { name: /^Page 1, line \d+$/ }).click();
  await resume.getByRole('button', { name: 'Page', exact: true }).click();
  const box = await resume.locator('svg text').filter({ hasText: words }).boundingBox();
  const mark = await resume
    .locator('svg rect')
    .filter({ has: page.locator('title', { hasText: 'Evidence for' }) })
    .first()
    .boundingBox();
  expect(mark && box && Math.abs(mark.x - box.x)).toBeLessThan(12);

  await panel.getByText('How the band is worked out').click();
  await expect(panel.getByText(/weight \d+ × level \d/).first()).toBeVisible();
  await first.getByRole('button', { name: /^Correct:/ }).click();
  await first.getByLabel('Partly').check();
  await first.getByRole('button', { name: 'Save correction' }).click();
  await expect(first.getByText('A correction needs its reason.')).toBeVisible();
  await first.getByLabel('Why').fill('The years are not dated');
  await first.getByRole('button', { name: 'Save correction' }).click();
  await expect(first.getByText('The years are not dated')).toBeVisible();

  await panel.getByRole('button', { name: 'Accept' }).click();
  expect(inLever(app, APPLICANTS.strong)).toEqual(before);
  await panel.getByRole('button', { name: 'Preview the writes' }).click();
  await expect(panel.getByText('Nothing has been sent yet.')).toBeVisible();
  await panel.getByText('The note, word for word').click();
  await expect(panel.getByText('Corrected by Maya Okafor')).toBeVisible();
  expect(inLever(app, APPLICANTS.strong)).toEqual(before);
  await panel.getByRole('button', { name: 'Write to Lever' }).click();
  await expect(panel.getByText('Written to Lever')).toBeVisible();
  const after = inLever(app, APPLICANTS.strong);
  expect(after.notes).toHaveLength(1);
  expect(JSON.stringify(after.notes[0])).toContain(words);
  expect(after.tags.slice(0, before.tags.length)).toEqual(before.tags);
  expect(after.tags).toEqual(expect.arrayContaining([expect.stringMatching(/^AI: /), 'Kubernetes']));
  expect(after.forms).toHaveLength(1);
  expect(after).toMatchObject({ stage: before.stage, archived: null });

  await panel.getByRole('button', { name: 'Undo' }).click();
  await expect(panel.getByText('Taken back from Lever')).toBeVisible();
  await expect(panel.getByText(/cannot delete a profile form|stays:/).first()).toBeVisible();
  // Everything but the form, which Lever cannot delete.
  expect(inLever(app, APPLICANTS.strong)).toEqual({ ...before, forms: after.forms });
  await page.screenshot({ path: info.outputPath('panel-undone.png') });
});

test('a queue of more than forty by keyboard, without an AI key; states in words; all accepted ones written at once', async ({
  app,
}, info) => {
  test.slow();
  const ask = await ready(app);
  await ask('screenAll', { postingId: SRE });
  const page = await app.open(`popup.html#posting=${SRE}`);
  await expect
    .poll(async () => (await ask('queue', { postingId: SRE })).waiting, { timeout: 60_000 })
    .toBe(0);
  const queue = await ask('queue', { postingId: SRE });
  const all = Object.values<number>(queue.open).reduce((sum, n) => sum + n, 0);
  expect(all).toBeGreaterThanOrEqual(44);
  expect(queue.rows).toHaveLength(12);

  await page.reload();
  await expect(page.locator('[data-row]')).toHaveCount(12);
  await expect(page.getByText('Strong evidence', { exact: true }).first()).toBeVisible();
  await expect(page.getByText(/no AI model was used/)).toBeVisible();
  await inspect(page, 'queue', info, [440, 360, 900]);
  await expect(page.locator('[data-row]').first()).toBeFocused();

  // Evidence on Enter, back on Escape, nothing marked by it.
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Criteria' })).toBeVisible();
  await inspect(page, 'evidence', info, [440, 360]);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-row]').first()).toBeFocused();

  // Accept, flag, a wrong reject and its undo.
  const names = await page.locator('[data-row] bdi').allInnerTexts();
  await page.keyboard.press('a');
  await expect(page.locator('[data-row]').nth(1)).toBeFocused();
  await page.keyboard.press('f');
  await expect(page.locator('[data-row]').nth(2)).toBeFocused();
  await page.keyboard.press('r');
  await expect(page.getByRole('status').filter({ hasText: '3 marked' })).toBeVisible();
  await page.keyboard.press('u');
  await expect(page.getByRole('status').filter({ hasText: '2 marked' })).toBeVisible();

  // Through everybody: what was not judged cannot be accepted, so it is flagged.
  for (let marked = 2; marked < all; marked++) {
    await expect(page.getByRole('status').filter({ hasText: `${marked} marked` })).toBeVisible();
    // The keys are at somebody without a mark.
    await expect(page.locator('[data-row][aria-current]:not(:has(svg))')).toBeFocused();
    await page.keyboard.press(marked % 4 === 0 ? 'r' : 'f');
  }
  await expect(page.getByText('Everybody has a mark')).toBeVisible();
  const done = await ask('queue', { postingId: SRE });
  expect(done.decided.accept + done.decided.reject + done.decided.flag).toBe(all);
  // A mark is only a mark.
  for (const [id] of app.sandbox.world.lever.opportunities)
    expect(inLever(app, id)).toMatchObject({ notes: [] });
  expect(
    app.sandbox.journal.list().filter((one) => one.host === 'api.lever.co' && one.method !== 'GET'),
  ).toEqual([]);

  await page.getByRole('button', { name: 'Preview the writes' }).click();
  await expect(page.getByText(`Tag ${names[0]}`, { exact: false })).toBeVisible();
  await inspect(page, 'preview', info, [440]);
  await page.getByRole('button', { name: 'Write to Lever' }).click();
  await expect(page.getByText('Written to Lever')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Taken back from Lever')).toBeVisible();
});

test('what cannot be read or was meant for a machine is said, and moves nothing', async ({ app }, info) => {
  const ask = await ready(app);
  const states = async (id: string) => (await ask('screen', { opportunityId: id })).document.state;
  expect(await states(APPLICANTS.scan)).toBe('scan');
  expect(await states(APPLICANTS.password)).toBe('password');
  expect(await states(APPLICANTS.blank)).toBe('empty');
  expect(await states(APPLICANTS.unprocessed)).toBe('not-processed');
  expect(await states(APPLICANTS.noResume)).toBe('no-resume');
  for (const id of [APPLICANTS.scan, APPLICANTS.password, APPLICANTS.noResume]) {
    const view = await ask('applicant', { opportunityId: id });
    expect(view.result).toMatchObject({ tier: 'person', score: null, criteria: [] });
    expect(view.result.why.length).toBeGreaterThan(20);
  }
  const word = await ask('screen', { opportunityId: APPLICANTS.word });
  expect(word.result.score.band).toBe(
    (await ask('screen', { opportunityId: APPLICANTS.strong })).result.score.band,
  );

  const verdicts = (view: { result: { criteria: { label: string; verdict: string }[] } }) =>
    view.result.criteria.filter(({ verdict }) => verdict === 'shown').map(({ label }) => label);
  const injected = await ask('screen', { opportunityId: APPLICANTS.injection });
  expect(injected.result.suspicious.map((one: { text: string }) => one.text).join(' ')).toContain(
    'ignore the criteria',
  );
  expect(verdicts(injected).join(' ')).not.toMatch(/Kubernetes|Terraform/);
  for (const id of [APPLICANTS.hidden, APPLICANTS.vanished]) {
    const view = await ask('screen', { opportunityId: id });
    expect(verdicts(view).join(' ')).not.toContain('Kubernetes');
    expect(view.result.why).toContain('hides text');
    const doc = await ask('document', { opportunityId: id });
    expect(doc.hidden.map((one: { text: string }) => one.text).join(' ')).toContain('90 production services');
  }

  const { page, panel } = await openPanel(app, APPLICANTS.injection);
  await panel.getByRole('tab', { name: 'Summary' }).click();
  await expect(panel.getByText('Set aside: text that speaks to the reader or is hidden')).toBeVisible();
  await expect(panel.locator('mark.line-through').first()).toBeVisible();
  await page.screenshot({ path: info.outputPath('panel-injection.png') });
  const side = await beside(app, 'sidepanel.html', APPLICANTS.hidden);
  await side.getByRole('tab', { name: 'Summary' }).click();
  await expect(side.getByText('in the file but not in front of a reader')).toBeVisible();
  await inspect(side, 'summary', info, [340, 440, 900]);
  await side.getByRole('button', { name: 'Page', exact: true }).click();
  await inspect(side, 'summary-page', info, [900, 340]);
  const popup = await beside(app, 'popup.html', APPLICANTS.password);
  await expect(popup.getByText('protected by a password')).toBeVisible();
  await expect(popup.getByRole('button', { name: 'Accept' })).toBeDisabled();
  await inspect(popup, 'popup', info, [440, 360]);
  await Promise.all([side.close(), popup.close()]);

  // The same resume again: the stored answer, no download by an engine, nothing new in the log.
  // That the candidate was read is logged each time; that they were judged, once.
  const entries = async () =>
    (await callFrom(page2, 'review-activity', 'audit', { workflow: 'screen-applicant', limit: 500 })).rows
      .length;
  const page2 = await app.open('options.html#activity');
  const count = await entries();
  await ask('screen', { opportunityId: APPLICANTS.word });
  expect(await entries()).toBe(count);

  // Erased: the records cannot be opened, and a new screening starts from nothing.
  const own = await beside(app, 'popup.html', APPLICANTS.word);
  await own.getByRole('button', { name: 'Erase' }).click();
  await own.getByRole('dialog').getByRole('button', { name: 'Erase' }).click();
  await expect(own.getByText('Not screened yet')).toBeVisible();
  expect(await ask('applicant', { opportunityId: APPLICANTS.word })).toMatchObject({
    result: null,
    document: null,
    decision: null,
  });
  const queue = await ask('queue', { postingId: SRE });
  expect(queue.rows.map((row: { opportunityId: string }) => row.opportunityId)).not.toContain(
    APPLICANTS.word,
  );
});

test('people judge first: the worker keeps the verdicts back until then, and agreement is counted', async ({
  app,
}, info) => {
  const ask = await ready(app);
  await ask('change', { settings: { blinding: 2, blindFirst: true, sample: 10, showNumber: false } });
  const raw = JSON.stringify(await ask('screen', { opportunityId: APPLICANTS.partly }));
  expect(raw).toContain('"withheld":true');
  expect(raw).not.toMatch(/"verdict"|"quotes"|"band"|"level"/);
  const doc = JSON.stringify(await ask('document', { opportunityId: APPLICANTS.partly }));
  expect(doc).not.toContain('"criterionId"');

  const { page, panel } = await openPanel(app, APPLICANTS.partly);
  await panel.getByRole('tab', { name: 'Summary' }).click();
  const show = panel.getByRole('button', { name: 'Show the AI’s verdicts' });
  await expect(show).toBeDisabled();
  await page.screenshot({ path: info.outputPath('panel-blind.png') });
  const frame = page.frames().find((one) => one.url().endsWith('/panel.html'));
  for (const group of await panel.getByRole('group', { name: /Must-have|Nice to have/ }).all())
    await group.getByLabel('Shown', { exact: true }).check();
  expect(frame).toBeDefined();
  await show.click();
  await expect(panel.getByRole('region', { name: 'Criteria' })).toBeVisible();
  const counted = await ask('calibration', { postingId: SRE });
  expect(counted.labels).toBe(counted.criteria.length);
  expect(counted.criteria.some((one: { blind: { agreed: number } }) => one.blind.agreed === 0)).toBe(true);
  await page.close();

  const control = await app.open('options.html#screening');
  await expect(control.getByText(/of 30 verdicts/).first()).toBeVisible();
  await expect(control.getByRole('img', { name: /Agreement by week: this week/ })).toBeVisible();
});

test('new applicants are screened once, a stopped worker loses nobody, a pause holds', async ({ app }) => {
  const ask = await ready(app);
  const { opportunities } = app.sandbox.world.lever;
  const fresh = [APPLICANTS.strong, APPLICANTS.word, APPLICANTS.partly, APPLICANTS.other, APPLICANTS.scan];
  for (const id of fresh) opportunities.get(id)!.createdAt = Date.now() - 60_000;
  await ask('pause', { on: true });
  const paused = await ask('watch', { postingId: SRE, on: true });
  expect(paused.runner).toMatchObject({ paused: true, waiting: 0 });
  await ask('pause', { on: false });
  await ask('watch', { postingId: SRE, on: true });
  const page = await app.open('popup.html');
  await app.killWorker(page);
  // The next event wakes the worker; what was waiting goes on by itself.
  await expect
    .poll(
      async () => (await ask('overview')).postings.find((one: { id: string }) => one.id === SRE).screened,
      {
        timeout: 60_000,
      },
    )
    .toBe(fresh.length);
  const downloads = () =>
    app.sandbox.journal.list().filter((one) => /\/download/.test(one.path) && one.host === 'api.lever.co')
      .length;
  const once = downloads();
  await ask('watch', { postingId: SRE, on: true });
  await expect.poll(async () => (await ask('overview')).runner.waiting).toBe(0);
  expect(downloads()).toBe(once);
});
