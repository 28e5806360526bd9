import AxeBuilder from '@axe-core/playwright';
import type { FrameLocator, Page, TestInfo } from '@playwright/test';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { type App, callFrom, expect, test } from './fixtures';
import { openPanel } from './panel';
import { settled } from './settled';

const SRE = postingIdOf('sre');
const SETTINGS = { blinding: 2, blindFirst: false, sample: 0, showNumber: false };
const DAY = 86_400_000;

async function ready(app: App) {
  await app.connectAll();
  const desk = await app.open('options.html#activity');
  const ask = (method: string, input: object = {}) => callFrom(desk, 'screen-applicant', method, input);
  await ask('draftRubric', { postingId: SRE });
  await ask('approveRubric', { postingId: SRE });
  await ask('change', { settings: SETTINGS });
  return { ask, desk };
}

/** The Summary tab of a candidate, after the resume was screened by pressing the button. */
async function summaryOf(app: App, id: string): Promise<{ page: Page; panel: FrameLocator }> {
  const { page, panel } = await openPanel(app, id);
  await panel.getByRole('tab', { name: 'Summary' }).click();
  await panel.getByRole('button', { name: 'Screen the resume' }).click();
  return { page, panel };
}

async function violations(page: Page): Promise<string[]> {
  await settled(page);
  const found = await new AxeBuilder({ page }).setLegacyMode().analyze();
  expect(found.passes.length).toBeGreaterThan(5);
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.failureSummary).join()}`);
}
const shot = (page: Page, info: TestInfo, name: string) =>
  page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true });

test('a PDF and a Word file show their words; a scan and a password say what they are; everywhere it is said that rules judged', async ({
  app,
}, info) => {
  const { ask, desk } = await ready(app);
  for (const [id, places] of [
    [APPLICANTS.strong, true],
    [APPLICANTS.word, false],
  ] as const) {
    const { page, panel } = await summaryOf(app, id);
    await expect(panel.getByText('Rules only (rules-1): no AI model was used.')).toBeVisible();
    const resume = panel.getByRole('region', { name: 'Resume' });
    await expect(resume.locator('mark').filter({ hasText: 'Kubernetes' }).first()).toBeVisible();
    await expect(resume.getByText(places ? /[.]pdf$/ : /[.]docx$/)).toBeVisible();
    await expect(resume.getByRole('button', { name: 'Page', exact: true })).toHaveCount(places ? 1 : 0);
    // The number is nowhere but in the sum that leads to it, and that is closed.
    await expect(panel.getByText(/\d+ of 100/)).toBeHidden();
    await panel.getByText('How the band is worked out').click();
    await expect(panel.getByText(/Together \d+ of \d+: .*\d+ of 100/)).toBeVisible();
    await expect(panel.getByText(/weight \d+ × level \d+ = \d+ of \d+/).first()).toBeVisible();
    await shot(page, info, places ? 'pdf' : 'docx');
    await page.close();
  }
  for (const [id, words] of [
    [APPLICANTS.scan, 'This document is a picture of text.'],
    [APPLICANTS.password, 'This document is protected by a password.'],
  ] as const) {
    const { page, panel } = await summaryOf(app, id);
    await expect(panel.getByText(words)).toBeVisible();
    await expect(panel.getByText('Needs a person')).toBeVisible();
    await expect(panel.getByText('Rules only (rules-1): no AI model was used.')).toBeVisible();
    await expect(panel.getByRole('region', { name: 'Criteria' })).toHaveCount(0);
    await expect(panel.getByRole('button', { name: 'Accept' })).toBeDisabled();
    await shot(page, info, id === APPLICANTS.scan ? 'scan' : 'password');
    await page.close();
  }
  const popup = await app.open(`popup.html#posting=${SRE}`);
  await expect(popup.locator('[data-row]')).toHaveCount(4);
  await expect(popup.getByText('Rules only (rules-1): no AI model was used.')).toBeVisible();
  const control = await app.open('options.html#screening');
  await expect(control.getByText('Rules only (rules-1): no AI model was used.')).toBeVisible();

  // What was read, judged and shown is in the log; what went over the network, in egress.
  const { rows } = await callFrom(desk, 'review-activity', 'audit', { limit: 500 });
  const about = (id: string): string[] =>
    rows
      .filter((row: { opportunityId: string | null }) => row.opportunityId === id)
      .map((row: { event: string }) => row.event);
  expect(about(APPLICANTS.strong)).toEqual(expect.arrayContaining(['AI assessed', 'AI shown']));
  expect(about(APPLICANTS.scan)).toContain('Document unreadable');
  const egress = await callFrom(desk, 'review-activity', 'egress', {});
  const downloads = egress.filter((row: { path: string }) => row.path.endsWith('/download'));
  expect(downloads).toHaveLength(4);
  expect(downloads[0]).toMatchObject({ host: 'api.lever.co', candidateData: true });
  expect(egress.some((row: { host: string }) => row.host.includes('anthropic'))).toBe(false);
  expect(JSON.stringify(egress)).not.toContain(
    String(app.sandbox.world.lever.opportunities.get(APPLICANTS.strong)?.name),
  );
  expect(await ask('queue', { postingId: SRE })).toMatchObject({ waiting: 0 });
});

test('stability on demand, the sample that people judge first, a mark against the evidence, and no form to fill in', async ({
  app,
}, info) => {
  const { ask, desk } = await ready(app);
  const { page, panel } = await summaryOf(app, APPLICANTS.word);
  await panel.getByRole('button', { name: 'Check stability' }).click();
  await expect(
    panel.getByText('Asked 3 times (no cost). The answers agree on every criterion.'),
  ).toBeVisible();
  const log = await callFrom(desk, 'review-activity', 'audit', { workflow: 'screen-applicant', limit: 100 });
  expect(log.rows.map((row: { event: string }) => row.event)).toContain('Stability checked');

  await panel.getByRole('button', { name: 'Reject' }).click();
  const why = panel.getByLabel('Marked “reject” although there is evidence. Why?');
  await why.fill('Asks for a contract of six months');
  await panel.getByRole('button', { name: 'Save the reason' }).click();
  await expect(panel.getByText(/Why: “Asks for a contract of six months”[.]/)).toBeVisible();
  await expect(panel.getByText('nothing was written to Lever, nobody was told')).toBeVisible();
  await shot(page, info, 'against');
  await page.close();

  // Everybody is in the sample now: verdicts stay in the worker until the person's own are there.
  await ask('change', { settings: { ...SETTINGS, sample: 50 } });
  const all = Object.values(APPLICANTS);
  const sampled: string[] = [];
  for (const opportunityId of all) {
    const { result } = await ask('screen', { opportunityId });
    if (result?.withheld) sampled.push(opportunityId);
  }
  expect(sampled.length).toBeGreaterThan(0);
  expect(sampled.length).toBeLessThan(all.length);
  const queue = await ask('queue', { postingId: SRE });
  for (const id of sampled)
    expect(queue.rows.find((row: { opportunityId: string }) => row.opportunityId === id)).toMatchObject({
      tier: 'blind',
      why: expect.stringContaining('In the sample'),
    });
  await ask('change', { settings: SETTINGS });

  // A team without the form: the preview says what is left out, and the rest is written.
  app.sandbox.world.lever.formTemplates.length = 0;
  await ask('decide', { opportunityId: APPLICANTS.strong, decision: 'accept' });
  const strong = await openPanel(app, APPLICANTS.strong);
  await strong.panel.getByRole('tab', { name: 'Summary' }).click();
  await strong.panel.getByRole('button', { name: 'Preview the writes' }).click();
  await expect(
    strong.panel.getByText('No profile form is filled in: Lever has none with the fields'),
  ).toBeVisible();
  await strong.panel.getByText('The note, word for word').click();
  await expect(strong.panel.getByText('rules rules-1 (no AI model)')).toBeVisible();
  await shot(strong.page, info, 'no-form');
  await strong.panel.getByRole('button', { name: 'Write to Lever' }).click();
  await expect(strong.panel.getByText('Written to Lever')).toBeVisible();
  await strong.panel.getByRole('button', { name: 'Undo' }).click();
  await expect(strong.panel.getByText('Taken back from Lever')).toBeVisible();

  // A fairness report above the bar stands before every write.
  const cell = (category: string, selected: number) => ({ category, selected, total: 100 });
  await callFrom(desk, 'audit-fairness', 'save', {
    postingId: SRE,
    source: 'Test',
    distributedOn: '',
    outcomes: {
      kind: 'selection',
      cells: [cell('a', 10), cell('b', 50)],
      median: null,
      ties: 0,
      leftOut: [],
    },
    twins: null,
  });
  await strong.panel.getByRole('button', { name: 'Preview the writes' }).click();
  await expect(
    strong.panel.getByText(
      /Screening results of this posting are not written: .*impact ratio of a against b is 0.20/,
    ),
  ).toBeVisible();
  await expect(strong.panel.getByRole('button', { name: 'Write to Lever' })).toBeDisabled();
  await shot(strong.page, info, 'blocked');
});

test('calibration and drift are drawn so that they can be read', async ({ app }, info) => {
  const { ask } = await ready(app);
  const { approved } = await ask('rubric', { postingId: SRE });
  const now = Date.now();
  const share = (agreed: number, of: number, reach: number) => ({
    agreed,
    of,
    low: of ? Math.max(0, agreed / of - reach) : 0,
    high: of ? Math.min(1, agreed / of + reach) : 1,
  });
  const view = {
    posting: { id: SRE, title: 'Site Reliability Engineer' },
    labels: 402,
    needed: 30,
    criteria: approved[0].criteria.map(({ id, label }: { id: string; label: string }, i: number) => ({
      criterionId: id,
      rubricVersion: 1,
      label,
      all: i < 5 ? share(88 - 9 * i, 90, 0.07) : share(11, 12, 0.2),
      blind: i < 5 ? share(30 - 3 * i, 32, 0.12) : share(2, 3, 0.4),
    })),
    weeks: Array.from({ length: 12 }, (_, i) => ({
      start: now - (12 - i) * 7 * DAY,
      ...(i === 3 ? share(0, 0, 0) : share(i < 8 ? 36 : 27, 40, 0.1)),
      changed: i === 8,
    })),
    drifted: true,
  };
  const page = await app.context.newPage();
  await page.addInitScript((value) => {
    const send = chrome.runtime.sendMessage.bind(chrome.runtime);
    Object.assign(chrome.runtime, {
      sendMessage: (message: { method?: string }, ...rest: never[]) =>
        message?.method === 'calibration'
          ? Promise.resolve({ ok: true, value })
          : (send as (...args: unknown[]) => unknown)(message, ...rest),
    });
  }, view);
  await page.goto(`chrome-extension://${app.extensionId}/options.html#screening`);
  await expect(page.getByText('People agree clearly less than before')).toBeVisible();
  await expect(page.getByText('12 of 30 verdicts')).toBeVisible();
  const plot = page.getByRole('img', { name: /Agreement by week/ });
  await expect(plot).toHaveAccessibleName(/this week 27 of 40/);
  await expect(plot).toHaveAccessibleName(/3 weeks ago 27 of 40, model or prompt changed/);
  for (const [width, colorScheme] of [
    [1280, 'light'],
    [1280, 'dark'],
    [420, 'light'],
    [420, 'dark'],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page
      .getByRole('region', { name: 'Agreement of people with the AI' })
      .screenshot({ path: info.outputPath(`calibration-${colorScheme}-${width}.png`) });
  }
  expect(await violations(page)).toEqual([]);
});
