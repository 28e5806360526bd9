import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from 'puppeteer-core';
import { type Sandbox, startSandbox } from '@/sandbox/serve';
import { KNOWN } from './fixtures';
import { world } from './panel';
import { CHROMIUM, launch, lookAt, must } from './undisturbed';

/** Presses yes in the next sign-in window, which closes by it. */
async function consent(browser: Browser): Promise<void> {
  const target = await browser.waitForTarget((t) => /accounts\.google|microsoftonline/.test(t.url()), {
    timeout: 60_000,
  });
  const login = await target.page();
  const yes = await login?.waitForSelector('button');
  expect(yes, 'the consent page has a button').toBeTruthy();
  await login
    ?.evaluate(() => {
      const buttons = [...document.querySelectorAll('button')];
      buttons.find((b) => /^(allow|accept|continue)/i.test(b.textContent?.trim() ?? ''))?.click();
    })
    .catch((error: Error) => {
      if (!/closed|detached|destroyed/i.test(error.message)) throw error;
    });
}

async function connectAll(browser: Browser, page: Page, { world: w }: Sandbox): Promise<void> {
  const key = { key: w.lever.apiKeys[0]?.key, email: w.recruiter.email, environment: 'production' };
  await must(page, 'connect-accounts', 'connectLeverKey', key);
  for (const [system, clientId] of [
    ['google', 'sandbox.apps.googleusercontent.com'],
    ['microsoft', '11111111-2222-3333-4444-555555555555'],
  ]) {
    await must(page, 'connect-accounts', 'saveClient', { system, clientId });
    await Promise.all([must(page, 'connect-accounts', 'connect', { system }), consent(browser)]);
  }
}

test.skip(!existsSync(CHROMIUM), `There is no browser at ${CHROMIUM}.`);

test('the worker idles out in the middle of a booking: an alarm wakes it, and the booking ends done, once', async () => {
  test.setTimeout(240_000);
  const sandbox = await startSandbox({});
  sandbox.faults.set('lever-rate-limit-off', true);
  const browser = await launch(sandbox);
  try {
    const seen = await lookAt(browser);
    const options = `chrome-extension://${await seen.extensionId()}/options.html#test`;
    const page = await browser.newPage();
    await page.goto(options);
    await connectAll(browser, page, sandbox);

    // Lever writes the panel and never says so; then it does not answer at all. The worst there is: sending
    // again would double it, and reading cannot tell.
    const panels = () => sandbox.journal.find('api.lever.co', /panels/, 'POST').length;
    sandbox.faults.add({
      id: 'unheard',
      host: 'api.lever.co',
      method: 'POST',
      path: /panels/,
      effect: { kind: 'hang-after' },
    });
    const opportunityId = KNOWN.simple;
    const view = await must(page, 'schedule-interview', 'load', { opportunityId });
    const { start } = view.answer.slots[0];
    const plan = await must(page, 'schedule-interview', 'preview', { opportunityId, start, roomId: null });
    await page.evaluate((planId) => {
      const call = { fulcrum: 1, contract: 'schedule-interview', method: 'book', input: { planId } };
      // Not waited for: this page is closed long before the answer.
      chrome.runtime.sendMessage(call).catch(() => undefined);
    }, plan.id);
    const began = Date.now();
    await expect.poll(panels, { timeout: 60_000 }).toBe(1);
    sandbox.faults.add({ id: 'silent', host: 'api.lever.co', effect: { kind: 'hang' } });

    // While a plan runs the alarm rings every 30 s and keeps the worker awake. Here it rings late, as it does
    // on a machine that was asleep or had no time, and everything that could wake the worker is gone.
    const alarm = await page.evaluate(() => chrome.alarms.get('resume'));
    expect(alarm?.periodInMinutes, 'an alarm guards the running plan').toBe(0.5);
    await page.evaluate(() => chrome.alarms.create('resume', { delayInMinutes: 1.2, periodInMinutes: 0.5 }));
    const first = await seen.worker();
    expect(first).not.toBeNull();
    expect(await seen.attached()).toBe(false);
    const blank = await browser.newPage();
    for (const one of await browser.pages()) if (one !== blank) await one.close();
    expect(await seen.pages()).toBe(0);

    await expect
      .poll(seen.worker, { timeout: 75_000, message: 'the idle worker is stopped by the browser' })
      .toBeNull();
    const died = Date.now();
    expect(world({ sandbox }, opportunityId)).toMatchObject({ notes: [], invitations: [] });
    sandbox.faults.clear('unheard');
    sandbox.faults.clear('silent');

    await expect.poll(seen.worker, { timeout: 60_000, message: 'the alarm starts it again' }).not.toBeNull();
    const woke = Date.now();
    expect(await seen.worker()).not.toBe(first);
    const invited = () => world({ sandbox }, opportunityId).invitations.length;
    await expect.poll(invited, { timeout: 60_000 }).toBe(4);
    const after = await browser.newPage();
    await after.goto(options);
    const state = async () =>
      (await must(after, 'schedule-interview', 'plans', { opportunityId }))[0]?.state as string;
    await expect.poll(state, { timeout: 60_000 }).toBe('done');
    const ended = Date.now();
    const end = world({ sandbox }, opportunityId);
    expect([end.panels.length, end.notes.length, end.events.length]).toEqual([1, 1, 2]);
    expect(new Set(end.invitations).size).toBe(4);
    expect(panels(), 'the write to Lever was looked up, not sent again').toBe(1);
    expect(ended - began).toBeLessThan(120_000);

    // Nothing is unfinished any more: no alarm, and the worker is let sleep.
    await expect.poll(() => after.evaluate(() => chrome.alarms.get('resume'))).toBeUndefined();
    await after.close();
    await expect
      .poll(seen.worker, { timeout: 60_000, message: 'with nothing to do the worker sleeps' })
      .toBeNull();
    const seconds = (from: number, to: number) => `${((to - from) / 1000).toFixed(1)} s`;
    test.info().annotations.push({
      type: 'times',
      description: `stopped after ${seconds(began, died)}, asleep ${seconds(died, woke)}, done ${seconds(woke, ended)} after waking, ${seconds(began, ended)} in all`,
    });
    console.log(test.info().annotations.at(-1)?.description);
  } finally {
    await browser.close();
    await sandbox.close();
  }
});
