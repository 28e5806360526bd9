import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, FrameLocator, Locator, Page } from '@playwright/test';
import { launchBrowser } from '@/sandbox/browser';
import { type Sandbox, startSandbox } from '@/sandbox/serve';
import { API_KEYS, KNOWN } from '@/sandbox/world/known';

const VIEW = { width: 1440, height: 900 };
const CANDIDATE = `https://hire.lever.co/candidates/${KNOWN.simple}`;

interface PictureOptions {
  browser: string;
  /** Folder of the built extension. */
  extension: string;
  /** Where the PNG files go. */
  folder: string;
  say(text: string): void;
}

interface Studio {
  sandbox: Sandbox;
  context: BrowserContext;
  extensionId: string;
  shoot(page: Page, name: string): Promise<void>;
}

/** Walks through the product once, as a newcomer would, and keeps a picture at each stop. */
export async function takePictures({ browser, extension, folder, say }: PictureOptions): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const sandbox = await startSandbox();
  const { context, extensionId, profile } = await launchBrowser({
    browser,
    extension,
    hostRules: sandbox.hostRules,
    spki: sandbox.spki,
    headless: true,
    viewport: VIEW,
    timezoneId: 'Europe/London',
  });
  const shoot = async (page: Page, name: string) => {
    const path = join(folder, `${name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    say(`${name}.png  ${Math.round(statSync(path).size / 1000)} kB`);
  };
  const studio: Studio = { sandbox, context, extensionId, shoot };
  try {
    await firstRun(studio);
    await connections(studio);
    await panelToBooked(studio);
  } finally {
    await context.close();
    await sandbox.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function firstRun({ sandbox, context, extensionId, shoot }: Studio): Promise<void> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/options.html#start`);
  await page.getByText('0 of 2 connected').waitFor();
  await page.getByLabel('Lever API key').fill(API_KEYS.normal);
  await page.getByLabel('Your Lever e-mail').fill(sandbox.world.recruiter.email);
  await page.getByRole('button', { name: 'Check and connect' }).click();
  await page.getByText('1 of 2 connected').waitFor();
  await top(page);
  await shoot(page, 'first-run');
  await page.getByLabel('Client ID', { exact: true }).fill('sandbox.apps.googleusercontent.com');
  await signIn(context, page.getByRole('button', { name: 'Connect Google Calendar' }));
  await page.getByText('Everything is connected.').waitFor();
  await page.getByRole('tab', { name: 'Microsoft 365' }).click();
  await page.getByLabel('Application (client) ID').fill('11111111-2222-3333-4444-555555555555');
  await signIn(context, page.getByRole('button', { name: 'Connect Microsoft 365' }));
  await page.getByText('maya.okafor@tidewater.example').first().waitFor();
  await page.close();
}

/** Presses a button that opens a sign-in window, and says yes there; the window closes by itself. */
async function signIn(context: BrowserContext, button: Locator): Promise<void> {
  const [login] = await Promise.all([context.waitForEvent('page'), button.click()]);
  const closed = login.waitForEvent('close');
  await login
    .getByRole('button', { name: /^(allow|accept|continue)/i })
    .first()
    .click({ noWaitAfter: true });
  await closed;
}

async function connections({ context, extensionId, shoot }: Studio): Promise<void> {
  const page = await context.newPage();
  await page.goto(`chrome-extension://${extensionId}/options.html#connections`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByText('maya.okafor@tidewater.example').first().waitFor();
  await top(page);
  await shoot(page, 'connections');
  await page.close();
}

async function panelToBooked({ context, extensionId, shoot }: Studio): Promise<void> {
  const control = await context.newPage();
  await control.goto(`chrome-extension://${extensionId}/options.html`);
  const page = await context.newPage();
  await page.goto(CANDIDATE);
  await page.locator('fulcrum-dock').waitFor({ state: 'attached' });
  await page.bringToFront();
  await control.evaluate(() =>
    chrome.runtime.sendMessage({ fulcrum: 1, contract: 'surfaces', method: 'openPanel', input: {} }),
  );
  const panel = page.frameLocator('iframe[title^="Fulcrum"]');
  await panel.getByRole('heading', { name: 'Found in the notes' }).waitFor();
  await panel
    .getByRole('button', { name: /^confirm/i })
    .first()
    .click();
  await panel.getByRole('heading', { name: /best times|the only time/i }).waitFor();
  await ready(panel);
  await shoot(page, 'panel');

  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark';
  });
  await ready(panel);
  await shoot(page, 'panel-dark');
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'light';
  });
  await ready(panel);

  const why = panel.getByRole('heading', { name: /open an earlier time|nothing earlier works/i }).first();
  // As a person scrolls: with the wheel over the panel, until the heading is below the panel's own head.
  const box = await why.boundingBox();
  await page.mouse.move(1250, 500);
  await page.mouse.wheel(0, (box?.y ?? 0) - 110);
  await ready(panel);
  await shoot(page, 'why-not');

  await panel
    .getByRole('button', { name: /^Preview/ })
    .first()
    .click();
  await panel.getByText('Nothing has been sent yet').waitFor();
  await ready(panel);
  await shoot(page, 'preview');
  await panel.getByRole('button', { name: 'Book it' }).click();
  await panel.getByText('Booked everywhere').waitFor();
  await ready(panel);
  await shoot(page, 'booked');
}

/** Colours and entrances have come to rest, and nothing is loading. */
async function ready(panel: FrameLocator): Promise<void> {
  await panel.locator('[aria-busy="true"]').first().waitFor({ state: 'detached' });
  await panel.locator('body').evaluate(async (body) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await Promise.all(body.getAnimations({ subtree: true }).map((one) => one.finished));
  });
}

const top = (page: Page) =>
  page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    scrollTo(0, 0);
  });
