import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { startSandbox } from '@/sandbox/serve';
import { CHROMIUM, launch, lookAt, must } from './undisturbed';

test.skip(!existsSync(CHROMIUM), `There is no browser at ${CHROMIUM}.`);

test('an answer that streams for a minute arrives whole, with no debugger and no page open, and then the worker sleeps', async () => {
  test.setTimeout(240_000);
  const sandbox = await startSandbox({});
  const browser = await launch(sandbox);
  try {
    const seen = await lookAt(browser);
    const options = `chrome-extension://${await seen.extensionId()}/options.html#test`;
    const page = await browser.newPage();
    await page.goto(options);
    await must(page, 'connect-model', 'connect', { key: SANDBOX_KEY });
    sandbox.faults.set('anthropic-personality', 'slow-stream');
    await page.evaluate(() => {
      // Not waited for: this page is closed long before the answer.
      chrome.runtime
        .sendMessage({ fulcrum: 1, contract: 'connect-model', method: 'test', input: {} })
        .catch(() => undefined);
    });
    const calls = () => sandbox.journal.find('api.anthropic.com', /^\/v1\/messages$/, 'POST');
    await expect.poll(() => calls().length, { timeout: 60_000 }).toBe(1);
    const began = Date.now();
    const first = await seen.worker();
    expect(first).not.toBeNull();
    const blank = await browser.newPage();
    for (const one of await browser.pages()) if (one !== blank) await one.close();
    expect(await seen.pages()).toBe(0);
    expect(await seen.attached()).toBe(false);

    // The worker is looked at from outside until the minute is over: the same one, never attached to.
    while (Date.now() - began < 62_000) {
      expect(await seen.worker(), `after ${Date.now() - began} ms`).toBe(first);
      expect(await seen.attached()).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, 2_000));
    }
    const after = await browser.newPage();
    await after.goto(options);
    const status = async () => must(after, 'connect-model', 'status', {});
    await expect.poll(async () => (await status()).lastTest?.ok, { timeout: 60_000 }).toBe(true);
    const view = await status();
    expect(view.lastTest.message).toMatch(/word for word \(claude-sonnet-5-5, (6\d|7\d)\.\d s/);
    expect(view.spent.day).toBeGreaterThan(0);
    expect(calls(), 'one call, not repeated').toHaveLength(1);
    await after.close();
    await expect
      .poll(seen.worker, { timeout: 60_000, message: 'with no call under way the worker sleeps' })
      .toBeNull();
  } finally {
    await browser.close();
    await sandbox.close();
  }
});
