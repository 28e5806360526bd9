import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { API_KEYS } from '@/sandbox/world/known';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';
import { openPanel } from './panel';
import { settled } from './settled';

const ROOT = resolve(import.meta.dirname, '../..');

/** The verifier as an auditor runs it: a program of its own, the file on standard input. */
function auditVerify(text: string): { code: number | null; said: string } {
  const run = spawnSync('node', [resolve(ROOT, 'tests/tools/cli.mjs'), 'audit-verify'], {
    input: text,
    encoding: 'utf8',
    cwd: ROOT,
  });
  return { code: run.status, said: `${run.stdout}${run.stderr}` };
}

/** What the outside world holds of our booking. */
function booked(app: App) {
  const { world, meetings } = app.sandbox;
  return {
    events: meetings.list().filter((one) => !one.cancelled).length,
    panels: (world.lever.panels.get(KNOWN.simple) ?? []).filter(
      (one) => String(one.externalUrl ?? '').includes('#fulcrum-') && one.canceledAt === null,
    ).length,
    notes: (world.lever.notes.get(KNOWN.simple) ?? []).filter(
      (one) => one.deletedAt === null && JSON.stringify(one).includes('[Fulcrum]'),
    ).length,
  };
}

/** Books the best time of the known candidate and gives the finished plan. */
async function book(page: Page) {
  const schedule = (method: string, input: object) => callFrom(page, 'schedule-interview', method, input);
  const view = await schedule('load', { opportunityId: KNOWN.simple });
  const plan = await schedule('preview', { opportunityId: KNOWN.simple, start: view.answer.slots[0].start });
  await schedule('book', { planId: plan.id });
  await expect.poll(async () => (await schedule('status', { planId: plan.id })).state).toBe('done');
  return schedule('status', { planId: plan.id });
}

test('a booking in the activity: its writes, the log and its proof, the requests, and undo from there', async ({
  app,
}, info) => {
  await app.connectAll();
  const page = await app.open('options.html#activity');
  await expect(page.getByText('Nothing has been planned yet')).toBeVisible();
  const plan = await book(page);
  expect(booked(app)).toEqual({ events: 2, panels: 1, notes: 1 });

  await page.getByRole('button', { name: 'Refresh' }).click();
  await expect(page.getByRole('heading', { name: plan.title })).toBeVisible();
  await expect(page.getByText(`approved by ${app.sandbox.world.recruiter.name}`)).toBeVisible();
  await page.getByText(`${plan.writes.length} steps`).click();
  const steps = page.locator('main ol').getByRole('listitem');
  await expect(steps).toHaveCount(plan.writes.length);
  for (const [at, write] of plan.writes.entries()) {
    await expect(steps.nth(at)).toContainText(write.summary);
    await expect(steps.nth(at)).toContainText(', done');
  }
  await page.getByLabel('Show').selectOption({ label: 'Undone' });
  await expect(page.getByText('No plan is in this state')).toBeVisible();
  await page.getByRole('button', { name: 'Show all plans' }).click();

  await page.getByRole('link', { name: 'Audit log' }).click();
  const rows = page.getByRole('table', { name: 'Audit log, newest first' }).getByRole('row');
  await expect(rows.first()).toBeVisible();
  await expect(page.getByText(/\d+ shown of \d+ entries/)).toBeVisible();
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('The log is whole')).toBeVisible();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  const text = readFileSync(await download.path(), 'utf8');
  expect(text).not.toContain(app.sandbox.world.lever.apiKeys[0]?.key);
  const good = auditVerify(text);
  expect(good.said).toMatch(/^valid: \d+ entries/);
  expect(good.code).toBe(0);
  // One bit of one digit of one time.
  const digit = text.lastIndexOf('"at":') + '"at":'.length + 6;
  const flipped =
    text.slice(0, digit) + String.fromCharCode(text.charCodeAt(digit) ^ 1) + text.slice(digit + 1);
  const bad = auditVerify(flipped);
  expect(bad.said).toMatch(/^invalid: /);
  expect(bad.code).toBe(1);
  await page.getByRole('searchbox', { name: 'Search' }).fill('no such words');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await expect(page.getByText('Nothing matches')).toBeVisible();

  await page.getByRole('link', { name: 'Egress' }).click();
  const requests = page.getByRole('table', { name: 'Requests, newest first' });
  for (const host of [
    'api.lever.co',
    'www.googleapis.com',
    'graph.microsoft.com',
    'login.microsoftonline.com',
  ]) {
    await expect(requests.getByText(host, { exact: true }).first()).toBeVisible();
  }
  const listed: { host: string; candidateData: boolean }[] = await callFrom(
    page,
    'review-activity',
    'egress',
    { limit: 1000 },
  );
  const hosts = [...new Set(listed.map((one) => one.host))];
  // The list says no less and no more than what the services saw.
  for (const host of hosts) {
    const arrived = app.sandbox.journal
      .find(host)
      .filter((one) => one.origin?.startsWith('chrome-extension://') || one.authorized);
    expect(listed.filter((one) => one.host === host).length, host).toBe(arrived.length);
  }
  const seen = app.sandbox.journal
    .list()
    .filter((one) => one.origin?.startsWith('chrome-extension://') || one.authorized);
  expect(hosts.sort()).toEqual([...new Set(seen.map((one) => one.host))].sort());
  await page.getByLabel('Only requests with candidate data').check();
  await expect(requests.getByText('with candidate data').first()).toBeVisible();
  await expect(requests.getByRole('row')).toHaveCount(
    Math.min(200, listed.filter((one) => one.candidateData).length) + 1,
  );

  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Everything else is taken back, but not:');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  expect(booked(app)).toEqual({ events: 2, panels: 1, notes: 1 });
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('Undone', { exact: true }).last()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeHidden();
  expect(booked(app)).toEqual({ events: 0, panels: 0, notes: 0 });

  await page.getByRole('link', { name: 'Audit log' }).click();
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('The log is whole')).toBeVisible();
  await page.screenshot({ path: info.outputPath('audit.png'), fullPage: true });
});

/** What the worker answers: the code of its refusal, or the whole answer as text. */
const answerTo = (page: Page, contract: string, method: string, input: object): Promise<string> =>
  page.evaluate(
    async (call) => {
      const answer = await chrome.runtime.sendMessage({ fulcrum: 1, ...call });
      return answer.ok
        ? JSON.stringify(answer.value)
        : `refused: ${answer.problem.code} ${JSON.stringify(answer)}`;
    },
    { contract, method, input },
  );

async function violations(page: Page): Promise<string[]> {
  await settled(page);
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude(['tbody tr:nth-child(n+4)'])
    .analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`);
}

test('a decision is replayed from the log, a reading is in it, and erasing a candidate leaves proof without details', async ({
  app,
}, info) => {
  await app.connectAll();
  const page = await app.open('options.html#audit');
  await book(page);
  await page.reload();
  const main = page.locator('main');
  const table = page.getByRole('table', { name: 'Audit log, newest first' });
  await expect(table.getByText('Candidate read').first()).toBeVisible();
  const reads = await callFrom(page, 'review-activity', 'audit', { event: 'candidate-read' });
  const kinds: string[] = reads.rows.map((row: { summary: string }) => row.summary);
  expect(kinds.some((one) => /for panel/.test(one))).toBe(true);
  expect(kinds.some((one) => /for booking/.test(one))).toBe(true);
  expect(reads.rows.every((row: { opportunityId: string }) => row.opportunityId === KNOWN.simple)).toBe(true);

  await page.getByLabel('What').selectOption({ label: 'Plan proposed (1)' });
  await expect(table.getByRole('row')).toHaveCount(2);
  await table.getByRole('button', { name: /Plan proposed/ }).press('Enter');
  const story = page.getByRole('dialog');
  await expect(story.getByText(/^1 of \d+$/)).toBeVisible();
  await expect(story.getByText('As it was known then')).toBeVisible();
  await expect(story.getByText('not yet').first()).toBeVisible();
  await story.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(story.getByRole('heading', { name: 'Plan approved' })).toBeVisible();
  await expect(story.getByText(app.sandbox.world.recruiter.name)).toBeVisible();
  await page.keyboard.press('End');
  await expect(story.getByRole('heading', { name: 'Plan done' })).toBeVisible();
  await expect(story.getByText('not yet')).toHaveCount(0);
  await expect(story.getByText('Verified: continues')).toBeVisible();
  for (const [colorScheme, width] of [
    ['dark', 420],
    ['light', 1280],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.screenshot({ path: info.outputPath(`story-${colorScheme}-${width}.png`) });
    expect(await violations(page)).toEqual([]);
  }
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Show everything' }).first().click();

  // Somebody looks at the candidate again, so that there is something in memory to erase.
  await callFrom(page, 'schedule-interview', 'load', { opportunityId: KNOWN.simple });
  await page.getByRole('button', { name: 'Erase a candidate' }).click();
  const drawer = page.getByRole('dialog', { name: 'Erase a candidate' });
  await drawer.getByLabel('Candidate', { exact: true }).fill('no such person');
  await drawer.getByRole('button', { name: 'Find' }).click();
  await expect(drawer.getByText('Nobody matches')).toBeVisible();
  await drawer.getByLabel('Candidate', { exact: true }).fill('Alma');
  await drawer.getByRole('button', { name: 'Find' }).click();
  await drawer.getByRole('button', { name: /^Look at/ }).click();
  await expect(drawer.getByText('1 plan with every text in it')).toBeVisible();
  await expect(drawer.getByText(/remembered in the memory of the browser/)).toBeVisible();
  await expect(drawer.getByText('Everything in Lever')).toBeVisible();
  await page.screenshot({ path: info.outputPath('erase-light-1280.png') });
  expect(await violations(page)).toEqual([]);
  await drawer.getByRole('button', { name: 'Erase for good' }).click();
  await expect(drawer.getByText('Erased and looked again')).toBeVisible();
  await drawer.getByRole('button', { name: 'Close' }).last().click();
  await expect(main).not.toContainText('Alma');
  await expect(table.getByText('Details were erased with the candidate.').first()).toBeVisible();
  const left = await page.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(null), await chrome.storage.session.get(null)]),
  );
  expect(left).not.toMatch(/Alma|Fitzgerald/);
  expect(await callFrom(page, 'review-activity', 'plans', {})).toEqual([]);
  // What is outside stays.
  expect(booked(app)).toEqual({ events: 2, panels: 1, notes: 1 });
  await table.getByRole('button', { name: /Plan done/ }).click();
  await expect(story.getByText(/Erased on .* by/)).toBeVisible();
  await expect(story.getByText('Verified: continues')).toBeVisible();
  await page.keyboard.press('Escape');
  const { text } = await callFrom(page, 'review-activity', 'exportAudit', {});
  expect(auditVerify(text).code).toBe(0);
  expect(text).not.toMatch(/Alma|Fitzgerald/);
});

test('a confidential candidacy stays in the worker without the grant; an interviewer sees and does the least', async ({
  app,
}, info) => {
  await app.connectAll();
  const room = await app.open('options.html#audit');
  const { people, recruiter, lever } = app.sandbox.world;
  const as = (email: string, key: string = API_KEYS.confidential) =>
    callFrom(room, 'connect-accounts', 'connectLeverKey', { key, email, environment: 'production' });
  const name = String(lever.opportunities.get(KNOWN.confidential)?.name);
  const withRole = (role: string) => people.find((one) => one.accessRole === role)!.email;

  await as(recruiter.email);
  const view = JSON.parse(
    await answerTo(room, 'schedule-interview', 'load', { opportunityId: KNOWN.confidential }),
  );
  expect(view.candidate).toMatchObject({ name, confidential: true });
  const start = view.answer?.slots[0]?.start;
  if (start)
    await callFrom(room, 'schedule-interview', 'preview', { opportunityId: KNOWN.confidential, start });

  await as(withRole('team member'));
  const asked = await Promise.all(
    (
      [
        ['schedule-interview', 'load', { opportunityId: KNOWN.confidential }],
        ['schedule-interview', 'load', { opportunityId: KNOWN.confidential, refresh: true }],
        ['schedule-interview', 'plans', { opportunityId: KNOWN.confidential }],
        ['review-activity', 'plans', {}],
        ['review-activity', 'audit', {}],
        ['review-activity', 'overview', {}],
        ['review-activity', 'candidates', {}],
        ['review-activity', 'story', { planId: null, opportunityId: KNOWN.confidential }],
        ['review-activity', 'exportAudit', {}],
        ['review-activity', 'erase', { opportunityId: KNOWN.confidential }],
      ] as const
    ).map(([contract, method, input]) => answerTo(room, contract, method, input)),
  );
  for (const answer of asked) expect(answer).not.toContain(name);
  expect(asked.map((answer) => /^refused: ([\w-]+)/.exec(answer)?.[1] ?? 'answered')).toEqual([
    'confidential',
    'confidential',
    'answered',
    'answered',
    'answered',
    'answered',
    'answered',
    'confidential',
    'not-allowed',
    'not-allowed',
  ]);
  const { page, panel } = await openPanel(app, KNOWN.confidential);
  await expect(panel.getByText('This candidacy is confidential.')).toBeVisible();
  expect(await panel.locator('body').innerText()).not.toContain(name);
  await page.screenshot({ path: info.outputPath('confidential-panel.png') });

  await as(withRole('interviewer'));
  expect(await answerTo(room, 'schedule-interview', 'load', { opportunityId: KNOWN.simple })).toMatch(
    /^refused: not-yours/,
  );
  await room.reload();
  await expect(room.getByText('You see what you did yourself.')).toBeVisible();
  await expect(room.getByRole('button', { name: 'Export' })).toHaveCount(0);
});

test('egress is live, can be held still, and says where requests may go at all', async ({ app }, info) => {
  await app.connectAll();
  const page = await app.open('options.html#egress');
  const rows = page.getByRole('table', { name: 'Requests, newest first' }).getByRole('row');
  await expect(rows.first()).toBeVisible();
  const summary = page.getByText(/\d+ requests, \d+ with candidate data/);
  const before = await summary.innerText();
  await callFrom(page, 'connect-accounts', 'test', { system: 'lever' });
  await expect(summary).not.toHaveText(before);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(summary).toContainText('Paused');
  const held = await summary.innerText();
  await callFrom(page, 'connect-accounts', 'test', { system: 'lever' });
  await page.waitForTimeout(2500);
  expect(await summary.innerText()).toBe(held);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(summary).not.toHaveText(held);
  await page.getByLabel('Host', { exact: true }).selectOption({ index: 1 });
  await expect(summary).toBeVisible();
  const hosts = page.getByRole('table', { name: 'Declared hosts' });
  await expect(hosts.getByRole('row').filter({ hasText: 'api.lever.co' }).first()).toContainText('allowed');
  await expect(hosts.getByRole('row').filter({ hasText: 'graph.microsoft.com' })).toContainText(
    'no permission',
  );
  await page.screenshot({ path: info.outputPath('egress-light-1280.png'), fullPage: true });
  expect(await violations(page)).toEqual([]);
});
