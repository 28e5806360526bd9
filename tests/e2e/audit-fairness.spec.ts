import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page, TestInfo } from '@playwright/test';
import { API_KEYS, APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { resume } from '../fakes/documents';
import { callFrom, expect, test } from './fixtures';
import { settled } from './settled';

type Look = readonly [theme: 'light' | 'dark', width: number];
const LIGHT_WIDE: Look[] = [
  ['light', 1280],
  ['dark', 420],
];
const DARK_WIDE: Look[] = [
  ['dark', 1280],
  ['light', 420],
];

async function inspect(page: Page, name: string, info: TestInfo, looks: Look[]): Promise<void> {
  for (const [colorScheme, width] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage: true });
    const { violations, passes } = await new AxeBuilder({ page })
      .setLegacyMode()
      .exclude(['tbody tr:nth-child(n+4)'])
      .exclude(['option:nth-child(n+8)'])
      .analyze();
    expect(passes.length).toBeGreaterThan(8);
    expect
      .soft(
        violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.failureSummary).join('; ')}`),
        `${name} ${colorScheme} ${width}`,
      )
      .toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} ${width} scrolls sideways`).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

const part = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const gateOf = async (page: Page, title: string) =>
  (await callFrom(page, 'audit-fairness', 'read', {})).postings.find(
    (one: { title: string }) => one.title === title,
  ).gate;

/** The text of what a press downloads. */
async function downloaded(page: Page, button: Locator): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), button.click()]);
  return readFileSync(await download.path(), 'utf8');
}

test('a table gives ratios, a plot and a report; below the bar write-back is blocked and says why', async ({
  app,
}, info) => {
  await app.connectAll();
  const page = await app.open('options.html#fairness');
  const ratios = part(page, 'Impact ratios');
  const table = ratios.getByLabel('Outcomes');
  await expect(part(page, 'Write-back')).toContainText('Not checked in the last year');
  await table.fill('category,selected,total\na,5,2');
  await expect(ratios.getByText('Line 2, selected: 5 is more than the total of 2.')).toBeVisible();

  await page.getByLabel('Posting').selectOption({ label: 'Data Scientist' });
  const csv = [
    'category,selected,total',
    'Women / Black,30,100',
    'Women / White,52,120',
    'Men / Black,12,20',
    'Men / White,98,180',
    'Men / Pacific Islander,3,5',
    'unknown,4,9',
  ].join('\n');
  app.sandbox.journal.clear();
  await ratios.locator('input[type=file]').setInputFiles({
    name: 'outcomes.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(csv),
  });
  const both = ratios.getByRole('table', { name: 'By both parts together: impact ratios' });
  await expect(both.getByRole('row')).toHaveCount(6);
  const small = ratios.getByLabel('Pacific Islander is below 2 % of the data. Why leave it out?', {
    exact: true,
  });
  await small.fill('Five people.');
  await ratios.getByRole('button', { name: 'Leave out' }).first().click();
  await expect(ratios.getByText('Left out: Pacific Islander. Five people.')).toBeVisible();
  const second = ratios.getByRole('table', { name: 'By the second part of the category: impact ratios' });
  await expect(second.getByRole('row', { name: /Black/ })).toContainText('below four fifths');
  await expect(second.getByRole('row', { name: /Pacific/ })).toContainText('left out');
  await expect(ratios.getByRole('img', { name: /By the second part.*Below 0.8: Black 0.70/ })).toBeVisible();
  await inspect(page, 'ratios', info, LIGHT_WIDE);
  expect(app.sandbox.journal.list().filter((one) => one.method !== 'GET')).toEqual([]);

  await ratios.getByLabel('Source of the data').fill('Advanced to interview, January to June');
  await ratios.getByLabel('Tool in use since').fill('2026-02-01');
  await ratios.getByRole('button', { name: 'Save report' }).click();
  const gate = part(page, 'Write-back');
  await expect(gate.getByText('Data Scientist: write-back is blocked')).toBeVisible();
  await expect(gate).toContainText('The impact ratio of Black against White is 0.70 (the bar is 0.8)');
  const reports = part(page, 'Reports');
  await expect(reports.getByText('above the bar')).toBeVisible();
  await inspect(page, 'blocked', info, DARK_WIDE);

  const text = await downloaded(page, reports.getByRole('button', { name: 'Markdown' }));
  for (const words of ['not an independent bias audit', 'Advanced to interview', '2026-02-01', 'Five people'])
    expect(text).toContain(words);
  const json = JSON.parse(await downloaded(page, reports.getByRole('button', { name: 'JSON' })));
  expect(json).toMatchObject({ independentAudit: false, measured: { assessed: 434 } });

  // The gate stands after the worker died, and is logged.
  await app.killWorker(page);
  expect(await gateOf(page, 'Data Scientist')).toMatchObject({ allowed: false, checked: true });
  expect(await gateOf(page, 'VP Engineering')).toMatchObject({ allowed: true, checked: false });
  await page.reload();
  await expect(gate.getByText('Data Scientist: write-back is blocked')).toBeVisible();
  await gate.getByLabel('Impact ratio, at least').fill('0.5');
  await gate.getByRole('button', { name: 'Set the bar' }).click();
  await expect(gate.getByText('write-back is blocked')).toBeHidden();
  await reports.getByRole('button', { name: 'Delete' }).click();
  await expect(reports.getByText('No report yet')).toBeVisible();
  await page.getByRole('link', { name: 'Audit log' }).click();
  for (const event of ['Fairness report saved', 'Fairness bar set', 'Fairness report removed'])
    await expect(page.getByRole('table').getByText(event)).toBeVisible();
});

test('twins of applicants who were screened before: chosen, run, logged; who may not be seen or was erased is gone', async ({
  app,
}, info) => {
  await app.connectAll();
  const sre = postingIdOf('sre');
  const desk = await app.open('options.html#activity');
  const screening = (method: string, input: object) => callFrom(desk, 'screen-applicant', method, input);
  await screening('draftRubric', { postingId: sre });
  await screening('approveRubric', { postingId: sre });
  await screening('change', {
    settings: { blinding: 1, blindFirst: false, sample: 0, showNumber: false },
  });
  const people = [APPLICANTS.strong, APPLICANTS.word, APPLICANTS.partly, APPLICANTS.scan];
  for (const opportunityId of people) await screening('screen', { opportunityId });
  app.sandbox.journal.clear();

  const page = await app.open('options.html#fairness');
  const twins = part(page, 'Twins');
  await expect(twins.getByText('Choose a posting above')).toBeVisible();
  await page.getByLabel('Posting').selectOption({ label: 'Site Reliability Engineer' });
  await twins.getByRole('button', { name: 'Add the 4 applicants screened before' }).click();
  await expect(twins.getByText('4 resumes chosen')).toBeVisible();
  await twins.getByText('Choose one by one').click();
  const nameOf = (id: string) => app.sandbox.world.lever.opportunities.get(id)?.name as string;
  await twins.getByRole('checkbox', { name: nameOf(APPLICANTS.partly) }).uncheck();
  await expect(twins.getByText('3 resumes chosen')).toBeVisible();
  // The same blinding as screening, and the criteria people were judged by.
  await expect(twins.getByLabel('Blinding')).toHaveValue('1');
  await twins.getByRole('button', { name: 'Count twins and cost' }).click();
  await expect(twins.getByText(/requests? to rules-\d+, no cost/)).toBeVisible();
  await expect(twins.getByText('1 resume left out')).toBeVisible();
  await expect(twins.getByText(`${nameOf(APPLICANTS.scan)}:`)).toContainText(
    'It is left out of the figures.',
  );
  await twins.getByRole('button', { name: 'Run' }).click();
  const table = twins.getByRole('table', { name: 'Twins by kind and group' });
  await expect(table.getByRole('row', { name: /^Name/ })).toContainText('0 of 2 resumes');
  await inspect(page, 'applicants', info, [...LIGHT_WIDE, ...DARK_WIDE]);
  // The resumes were kept; Lever was asked who the people are and who may see them, for nothing else.
  const asked = app.sandbox.journal.list().filter((one) => one.host === 'api.lever.co');
  expect(asked.filter((one) => one.method !== 'GET' || one.path.includes('/download'))).toEqual([]);
  await twins.getByRole('button', { name: 'Save report' }).click();
  const reports = part(page, 'Reports');
  await expect(reports.getByText('Twins · Site Reliability Engineer')).toBeVisible();
  const text = await downloaded(page, reports.getByRole('button', { name: 'Markdown' }));
  expect(text).toContain('Resumes that could not be judged: 1.');
  for (const id of people) expect(text).not.toContain(nameOf(id));
  const log = await callFrom(desk, 'review-activity', 'audit', { workflow: 'audit-fairness', limit: 50 });
  expect(log.rows.map((row: { event: string }) => row.event).sort()).toEqual([
    'Fairness report saved',
    'Fairness twins judged',
    'Fairness twins judged',
  ]);

  // Erased in Activity: gone from the batch, the pause and the queue of the others stay.
  await screening('pause', { on: true });
  await callFrom(desk, 'review-activity', 'erase', { opportunityId: APPLICANTS.word });
  expect((await screening('overview', {})).runner.paused).toBe(true);
  const batch = async (): Promise<string[]> =>
    (await callFrom(desk, 'audit-fairness', 'applicants', { postingId: sre })).map(
      (one: { id: string }) => one.id,
    );
  expect((await batch()).sort()).toEqual([APPLICANTS.strong, APPLICANTS.partly, APPLICANTS.scan].sort());
  await twins.getByRole('button', { name: 'Count twins and cost' }).click();
  await expect(twins.getByText('2 resumes left out')).toBeVisible();
  await expect(twins.getByText('This applicant is no longer kept on this computer.')).toBeVisible();

  // Somebody whose role in Lever shows them nobody but their own sees nobody else here either.
  const { people: staff } = app.sandbox.world;
  const outsider = staff.find(({ accessRole }) => accessRole === 'interviewer');
  await callFrom(desk, 'connect-accounts', 'connectLeverKey', {
    key: API_KEYS.normal,
    email: outsider?.email,
    environment: 'production',
  });
  expect(await batch()).toEqual([]);
  expect((await screening('queue', { postingId: sre })).rows).toEqual([]);
});

const words = (name: string, school: string, years: number): Uint8Array =>
  resume(
    [
      name,
      `${name.toLowerCase().replace(' ', '.')}@mail.example`,
      '',
      'Experience',
      'Software Engineer, Acme Corp, 2019 - Present',
      `Built ${years} services in Python for 40 teams and ran Kubernetes`,
      'Developer, Initech Ltd, 2014 - 2018',
      'Wrote reports in SQL',
      '',
      'Education',
      `BSc Computer Science, ${school}, 2010 - 2014`,
    ].join('\n'),
  );
const file = (name: string, buffer: Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(buffer),
});

test('twins of a small batch by rules: counted first, judged, saved; blinded and not', async ({
  app,
}, info) => {
  const page = await app.open('options.html#fairness');
  const twins = part(page, 'Twins');
  await twins
    .getByLabel('Requirements')
    .fill(
      'Requirements:\n3 years of Python\nExperience with Kubernetes\nBachelor degree in computer science',
    );
  await twins
    .locator('input[type=file]')
    .setInputFiles([
      file('dana.docx', words('Dana Specimen', 'Midwest University', 3)),
      file('omar.docx', words('Omar Muster', 'Coastal College', 9)),
      file('broken.docx', new Uint8Array([1, 2, 3])),
    ]);
  await expect(twins.getByText('3 resumes chosen')).toBeVisible();
  await twins.getByRole('button', { name: 'Count twins and cost' }).click();
  await expect(twins.getByText(/requests? to rules-\d+, no cost/)).toBeVisible();
  await expect(twins.getByText('1 resume left out')).toBeVisible();
  await twins.getByRole('button', { name: 'Run' }).click();
  const table = twins.getByRole('table', { name: 'Twins by kind and group' });
  await expect(table).toBeVisible();
  await expect(table.getByRole('row', { name: /^Name/ })).toContainText('16 of 16');
  await expect(table.getByRole('row', { name: /^Name/ })).toContainText('0 of 2 resumes');
  await expect(
    twins.getByRole('img', { name: /Share of resumes that flipped. Name: 0 % of 2/ }),
  ).toBeVisible();
  await twins.getByRole('button', { name: 'Save report' }).click();
  const reports = part(page, 'Reports');
  await expect(reports.getByText('Twins · All postings')).toContainText('too few to tell');
  await inspect(page, 'twins', info, [...LIGHT_WIDE, ...DARK_WIDE]);
  const text = await downloaded(page, reports.getByRole('button', { name: 'Markdown' }));
  expect(text).toContain('Resumes that could not be judged: 1.');
  expect(text).not.toMatch(/Dana|Specimen|Omar|\.docx/);

  await twins.getByLabel('Blinding').selectOption('Blinding off');
  await twins.getByRole('button', { name: 'Count twins and cost' }).click();
  await expect(twins.getByText(/twins, request identical: 0/)).toBeVisible();
  await twins.getByRole('button', { name: 'Run' }).click();
  await expect(twins.getByText('this run counts only where screening runs that way')).toBeVisible();
  await expect(table.getByRole('row', { name: /^Name/ })).toContainText('0 of 16');
});
