import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { startSandbox } from '@/sandbox/serve';
import { API_KEYS } from '@/sandbox/world/known';
import { KNOWN, type Sandbox } from './fixtures';

const EXTENSION = resolve(import.meta.dirname, '../../.output/firefox-mv3');
const UUID = '5f0c7a1e-3b52-4d6f-9a8e-0c1d2e3f4a5b';
const PANEL = `moz-extension://${UUID}/panel.html`;
const FIREFOX = process.env.FULCRUM_FIREFOX ?? '/usr/bin/firefox-esr';

test.skip(!existsSync(FIREFOX), `There is no Firefox (${FIREFOX || 'FULCRUM_FIREFOX is empty'}).`);

/** The stock browser with the real hosts mapped to the sandbox. */
async function launch(sandbox: Sandbox): Promise<Browser> {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: FIREFOX,
    headless: !process.env.HEADED,
    protocol: 'webDriverBiDi',
    acceptInsecureCerts: true,
    args: ['--remote-allow-system-access'],
    extraPrefsFirefox: {
      'network.dns.localDomains': sandbox.hosts.join(','),
      'network.socket.forcePort': `443=${sandbox.port}`,
      'extensions.webextensions.uuids': JSON.stringify({ 'fulcrum@fulcrum.example': UUID }),
    },
  });
  await browser.installExtension(EXTENSION);
  return browser;
}

/** Opens a page of the extension; the protocol never reports such a page as loaded, so its content is what counts. */
async function openOwn(browser: Browser, path: string): Promise<Page> {
  const page = await browser.newPage();
  const loaded = page.goto(`moz-extension://${UUID}/${path}`, { timeout: 1500 }).catch((error: Error) => {
    if (!/timeout/i.test(error.message)) throw error;
  });
  await loaded;
  return page;
}

const textOf = (page: Page): Promise<string> => page.evaluate(() => document.body?.innerText ?? '');

/** Text of the docked panel; empty until it is there. The protocol reports the address of the frame as blank. */
async function panelText(page: Page): Promise<string> {
  const texts = await Promise.all(
    page
      .frames()
      .slice(1)
      .map((frame) =>
        frame
          .evaluate((url) => (location.href === url ? document.body.innerText : ''), PANEL)
          .catch((error: Error) => {
            // The frame moved on to its real page while it was being asked.
            if (/frame|realm|context|destroyed|detached/i.test(error.message)) return '';
            throw error;
          }),
      ),
  );
  return texts.join('');
}

/** One call to the background, as the page of the extension makes it. */
async function call(page: Page, contract: string, method: string, input: object) {
  const answer = await page.evaluate(
    (message) => (globalThis as unknown as { browser: typeof chrome }).browser.runtime.sendMessage(message),
    { fulcrum: 1, contract, method, input },
  );
  expect(answer, `${contract}.${method}: ${JSON.stringify(answer?.problem)}`).toMatchObject({ ok: true });
  return answer.value;
}

test('Firefox: installs, shows the control room, reads a candidate, docks the panel in Lever', async () => {
  const sandbox = await startSandbox({});
  sandbox.faults.set('lever-rate-limit-off', true);
  const browser = await launch(sandbox);
  try {
    const room = await openOwn(browser, 'options.html');
    await expect.poll(() => textOf(room)).toContain('Set up Fulcrum');
    await expect.poll(() => textOf(room)).toContain('0 of 2 connected');

    const connection = await call(room, 'connect-accounts', 'connectLeverKey', {
      key: API_KEYS.normal,
      email: sandbox.world.recruiter.email,
      environment: 'production',
    });
    expect(connection).toMatchObject({
      system: 'lever',
      state: 'connected',
      account: { name: sandbox.world.recruiter.name },
    });
    const view = await call(room, 'schedule-interview', 'load', { opportunityId: KNOWN.simple });
    expect(view.candidate.name).toBe('Alma Fitzgerald');
    // No calendar is connected, so nobody is free and no time is proposed.
    expect(view.people.length).toBeGreaterThan(0);
    for (const person of view.people) expect(person.state).toBe('unknown');

    const lever = await browser.newPage();
    await lever.setViewport({ width: 1280, height: 800 });
    await lever.goto('https://hire.lever.co/candidates');
    const link = await lever.waitForSelector(`a[href*="${KNOWN.simple}"]`, { timeout: 60_000 });
    await link?.click();
    const button = await lever.waitForSelector('::-p-xpath(//button[text()="Interview times"])', {
      timeout: 60_000,
    });
    await button?.click();
    await expect.poll(() => panelText(lever)).toContain('Alma Fitzgerald');
    // Without a calendar nobody's time is known, and that is not the same as free.
    expect(await panelText(lever)).not.toContain('Best times');
    const dock = await lever.evaluate(() => {
      const frame = document.querySelector('fulcrum-dock')?.shadowRoot?.querySelector('iframe');
      const box = frame?.getBoundingClientRect();
      return { title: frame?.title, width: box?.width ?? 0, right: box?.right ?? 0, window: innerWidth };
    });
    expect(dock.title).toBe('Fulcrum: schedule an interview');
    expect(dock.width).toBeGreaterThan(300);
    expect(dock.right).toBeLessThanOrEqual(dock.window);
    await lever.screenshot({ path: test.info().outputPath('firefox-panel.png') });
  } finally {
    await browser.close();
    await sandbox.close();
  }
});
