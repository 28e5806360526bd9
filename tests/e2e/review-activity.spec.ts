import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';

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
  const requests = page.getByRole('table');
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
