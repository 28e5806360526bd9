import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Browser, Page } from 'puppeteer-core';
import { SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { type Sandbox, startSandbox } from '@/sandbox/serve';
import { opportunityIdOf } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { CHROMIUM, launch, lookAt, must } from './undisturbed';

const SRE = postingIdOf('sre');
const APPLICANT = opportunityIdOf('applicant-12');
const READING = 'The model is reading the resume';

test.skip(!existsSync(CHROMIUM), `There is no browser at ${CHROMIUM}.`);

interface Setting {
  sandbox: Sandbox;
  browser: Browser;
  seen: Awaited<ReturnType<typeof lookAt>>;
  /** Requests to the model so far. */
  calls(): number;
  /** The popup while the applicant is on screen; a popup opened as a tab has none by itself. */
  popup(): Promise<Page>;
  options(): Promise<Page>;
  /** Closes every page of the extension, so that nothing but an alarm or its own work keeps the worker. */
  closeAll(): Promise<Page>;
}

/** Lever and a model connected, criteria approved, one answer takes a minute; no debugger at the worker. */
async function withSetting(work: (setting: Setting) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox({});
  sandbox.faults.set('lever-rate-limit-off', true);
  const browser = await launch(sandbox);
  try {
    const seen = await lookAt(browser);
    const extension = `chrome-extension://${await seen.extensionId()}`;
    const options = async () => {
      const page = await browser.newPage();
      await page.goto(`${extension}/options.html#test`);
      return page;
    };
    const page = await options();
    const { world } = sandbox;
    await must(page, 'connect-accounts', 'connectLeverKey', {
      key: world.lever.apiKeys[0]?.key,
      email: world.recruiter.email,
      environment: 'production',
    });
    await must(page, 'screen-applicant', 'draftRubric', { postingId: SRE });
    await must(page, 'screen-applicant', 'approveRubric', { postingId: SRE });
    await must(page, 'screen-applicant', 'change', {
      settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false },
    });
    await must(page, 'connect-model', 'connect', { key: SANDBOX_KEY });
    sandbox.faults.set('anthropic-personality', 'slow-stream');
    await work({
      sandbox,
      browser,
      seen,
      calls: () => sandbox.journal.find('api.anthropic.com', /^\/v1\/messages$/, 'POST').length,
      options,
      async popup() {
        const popup = await browser.newPage();
        await popup.setViewport({ width: 440, height: 760 });
        await popup.evaluateOnNewDocument((id) => {
          const send = chrome.runtime.sendMessage.bind(chrome.runtime);
          Object.assign(chrome.runtime, {
            sendMessage: (message: { method?: string }, ...rest: never[]) =>
              message?.method === 'current'
                ? Promise.resolve({ ok: true, value: { opportunityId: id, theme: null } })
                : (send as (...args: unknown[]) => unknown)(message, ...rest),
          });
        }, APPLICANT);
        await popup.goto(`${extension}/popup.html`);
        return popup;
      },
      async closeAll() {
        const blank = await browser.newPage();
        for (const one of await browser.pages()) if (one !== blank) await one.close();
        expect(await seen.pages()).toBe(0);
        await expect.poll(seen.attached, { message: 'no debugger is at the worker' }).toBe(false);
        return blank;
      },
    });
  } finally {
    await browser.close();
    await sandbox.close();
  }
}

const textOf = (page: Page): Promise<string> => page.evaluate(() => document.body.innerText);
const says = (page: Page, words: string | RegExp, timeout = 30_000) =>
  expect.poll(() => textOf(page), { timeout }).toMatch(words);

/** Presses the button of the popup and waits until the model was asked. */
async function start({ calls, popup }: Setting): Promise<Page> {
  const page = await popup();
  const button = await page.waitForSelector('::-p-aria([name="Screen the resume"][role="button"])');
  await button?.click();
  await says(page, READING);
  await expect.poll(calls, { timeout: 60_000 }).toBe(1);
  return page;
}

/** What is kept about the applicant, and how often a judgement was logged. */
async function outcome(page: Page) {
  const { result, progress } = await must(page, 'screen-applicant', 'applicant', {
    opportunityId: APPLICANT,
  });
  const { rows } = await must(page, 'review-activity', 'audit', {
    opportunityId: APPLICANT,
    event: 'ai-assessed',
  });
  return { result, progress, judged: rows.length };
}

const shot = async (page: Page, name: string): Promise<void> => {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) as `${string}.png` });
};

test('the popup is closed while the answer streams for a minute: one request, the state when it is opened again, the evidence at the end', async () => {
  await withSetting(async (setting) => {
    const { seen, calls, popup, closeAll, options } = setting;
    const page = await start(setting);
    const began = Date.now();
    const first = await seen.worker();
    await shot(page, 'reading');
    await closeAll();
    const watch = async (until: number) => {
      while (Date.now() - began < until) {
        expect(await seen.worker(), `after ${Date.now() - began} ms`).toBe(first);
        expect(await seen.attached()).toBe(false);
        await new Promise((resolve) => setTimeout(resolve, 2_000));
      }
    };
    // Longer than an idle worker, or one request in it, is let live.
    await watch(42_000);
    const again = await popup();
    await says(again, READING);
    await says(again, /4\d s so far/);
    expect(await textOf(again)).not.toContain('Screen the resume');
    await shot(again, 'reading-again');
    await closeAll();
    await watch(62_000);

    const end = await popup();
    await says(end, /A recommendation, not a decision\. claude-sonnet-5-5.*Cost \$0\.0\d\d/);
    await shot(end, 'read');
    expect(calls(), 'one request, not repeated').toBe(1);
    expect(await outcome(await options())).toMatchObject({
      judged: 1,
      progress: { underWay: null, failed: null },
    });
    await closeAll();
    await expect
      .poll(seen.worker, { timeout: 60_000, message: 'with nothing under way the worker sleeps' })
      .toBeNull();
  });
});

/** Stops the worker as the browser does, from a page; nothing is attached to the worker itself. */
async function kill(page: Page, { seen }: Setting): Promise<void> {
  const before = await seen.worker();
  const session = await page.createCDPSession();
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
  await expect.poll(seen.worker, { message: 'the worker is gone' }).not.toBe(before);
}

test('the worker dies in the middle of the answer while the popup is open: the popup says so, the next worker asks once more, nothing is kept twice', async () => {
  await withSetting(async (setting) => {
    const { sandbox, calls, options } = setting;
    const page = await start(setting);
    const helper = await options();
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    sandbox.faults.set('anthropic-slow-ms', 8_000);
    await page.bringToFront();
    await kill(helper, setting);
    // What the provider was asked cannot be asked for again by its name, so the second request is unavoidable.
    await expect.poll(calls, { timeout: 60_000 }).toBe(2);
    await says(page, READING);
    await says(page, 'A recommendation, not a decision. claude-sonnet-5-5');
    expect(await outcome(helper)).toMatchObject({ judged: 1, progress: { underWay: null, failed: null } });
    expect(calls()).toBe(2);
  });
});

test('the worker dies with no page open: an alarm wakes the next one, which screens the applicant', async () => {
  await withSetting(async (setting) => {
    const { sandbox, seen, calls, options, popup, closeAll } = setting;
    const page = await start(setting);
    expect(await page.evaluate(() => chrome.alarms.get('screen-soon'))).toMatchObject({
      periodInMinutes: 0.5,
    });
    sandbox.faults.set('anthropic-personality', 'honest');
    // Stopped from a page of nobody's; closing one more afterwards would wake the next worker.
    await kill(await closeAll(), setting);
    expect(await seen.worker()).toBeNull();
    const died = Date.now();
    await expect.poll(calls, { timeout: 60_000, message: 'an alarm starts the next worker' }).toBe(2);
    console.log(`Taken up again ${((Date.now() - died) / 1000).toFixed(1)} s after the worker died.`);
    const end = await popup();
    await says(end, 'A recommendation, not a decision. claude-sonnet-5-5');
    expect(await outcome(await options())).toMatchObject({ judged: 1, progress: { underWay: null } });
    expect(calls()).toBe(2);
    await closeAll();
    await expect.poll(seen.worker, { timeout: 60_000, message: 'then it sleeps' }).toBeNull();
  });
});
