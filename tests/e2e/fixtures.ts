import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  type BrowserContext,
  test as base,
  expect,
  type FrameLocator,
  type Page,
  type Worker,
} from '@playwright/test';
import { launchBrowser } from '@/sandbox/browser';
import { startSandbox } from '@/sandbox/serve';
import { KNOWN } from '@/sandbox/world/known';
import { leaksIn, type Said } from './leaks';

export { expect, KNOWN };

export type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

export const EXTENSION = resolve(import.meta.dirname, '../../.output/chrome-mv3');
export const candidateUrl = (opportunityId: string): string =>
  `https://hire.lever.co/candidates/${opportunityId}`;

function chromiumPath(): string {
  const path = process.env.FULCRUM_CHROMIUM ?? process.env.CHROME_PATH ?? '/usr/bin/chromium';
  return path;
}

export interface App {
  sandbox: Sandbox;
  context: BrowserContext;
  extensionId: string;
  worker(): Promise<Worker>;
  /** An extension page in a tab. */
  open(path: string): Promise<Page>;
  /** A candidate in Lever. */
  candidate(opportunityId: string): Promise<Page>;
  /** The docked panel of a Lever page. */
  panel(page: Page): FrameLocator;
  /** Fires the manifest shortcut for the active tab, as the browser would. */
  shortcut(page: Page): Promise<void>;
  /** Stops the extension's worker the way the browser does. */
  killWorker(page: Page): Promise<void>;
  /** Connects Lever, Google and Microsoft through the control room, by clicking. */
  connectAll(): Promise<void>;
  /** Secrets the test itself makes up (passphrases, webhook addresses); none may show up in a console or log. */
  secrets: string[];
}

interface Fixtures {
  app: App;
  /** Zone of the computer. */
  zone: string;
}

export const test = base.extend<Fixtures>({
  zone: ['Europe/London', { option: true }],
  app: async ({ zone }, use) => {
    const sandbox = await startSandbox({});
    sandbox.faults.set('lever-rate-limit-off', true);
    const { context, extensionId, profile } = await launchBrowser({
      browser: chromiumPath(),
      extension: EXTENSION,
      hostRules: sandbox.hostRules,
      spki: sandbox.spki,
      headless: !process.env.HEADED,
      viewport: { width: 1440, height: 900 },
      timezoneId: zone,
    });
    // Installing opens the control room; waiting for it keeps it from taking over a tab of the test.
    const opened = () => context.pages().some((p) => p.url().includes('/options.html'));
    await expect.poll(opened, { timeout: 60_000, message: 'the control room opens on install' }).toBe(true);
    const app = createApp(sandbox, context, extensionId);
    const said = listen(context);
    await use(app);
    said.push(...(await storedLogs(app)));
    await context.close();
    await sandbox.close();
    rmSync(profile, { recursive: true, force: true });
    const leaks = leaksIn(said, {
      secrets: [
        ...sandbox.journal.secrets(),
        ...sandbox.world.lever.apiKeys.map(({ key }) => key),
        ...app.secrets,
      ],
      people: candidatesOf(sandbox),
    });
    expect(leaks, 'no console, error or stored log holds a secret or a candidate').toEqual([]);
  },
});

/** Everything any page, frame or worker of the browser says from now on. */
function listen(context: BrowserContext): Said[] {
  const said: Said[] = [];
  const placeOf = (url: string) => url.replace(/^chrome-extension:\/\/[a-z]+\//, '').replace(/[?#].*$/, '');
  const hear = (worker: Worker) =>
    worker.on('console', (message) => said.push({ where: 'console of the worker', text: message.text() }));
  context.on('console', (message) =>
    said.push({ where: `console of ${placeOf(message.location().url)}`, text: message.text() }),
  );
  context.on('weberror', (error) =>
    said.push({ where: 'error of a page', text: `${error.error().message} ${error.error().stack}` }),
  );
  context.on('serviceworker', hear);
  for (const worker of context.serviceWorkers()) hear(worker);
  return said;
}

/** Full names and addresses of everybody who applied. */
function candidatesOf({ world }: Sandbox): string[] {
  return [...world.lever.opportunities.values()].flatMap((one) => {
    const { name, emails } = one as { name?: unknown; emails?: unknown };
    return [name, ...(Array.isArray(emails) ? emails : [])].filter((text) => typeof text === 'string');
  });
}

/** The logs the extension keeps that are not sealed: reports of Lever's page, egress, open fields of the audit log. */
async function storedLogs(app: App): Promise<Said[]> {
  const page = await app.open('popup.html');
  const logs = await page.evaluate(async () => {
    const rows = (database: string, store: string): Promise<Record<string, unknown>[]> =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const db = opening.result;
          if (!db.objectStoreNames.contains(store)) return resolve([]);
          const reading = db.transaction(store).objectStore(store).getAll();
          reading.onsuccess = () => resolve(reading.result);
          reading.onerror = () => reject(reading.error);
        };
      });
    const entries = await rows('fulcrum-ledger', 'entries');
    return {
      'page reports': JSON.stringify(await chrome.storage.local.get('breakages')),
      'egress log': JSON.stringify(await rows('fulcrum-egress', 'attempts')),
      'audit log': JSON.stringify(entries.map(({ sealed: _, ...open }) => open)),
    };
  });
  await page.close();
  return Object.entries(logs).map(([where, text]) => ({ where: `stored ${where}`, text }));
}

function createApp(sandbox: Sandbox, context: BrowserContext, extensionId: string): App {
  const app: App = {
    sandbox,
    context,
    extensionId,
    worker: async () => context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker')),
    async open(path) {
      const page = await context.newPage();
      await page.goto(`chrome-extension://${extensionId}/${path}`);
      return page;
    },
    async candidate(opportunityId) {
      const page = await context.newPage();
      await page.goto(candidateUrl(opportunityId));
      return page;
    },
    panel: (page) => page.frameLocator('iframe[title^="Fulcrum"]'),
    async shortcut(page) {
      await page.bringToFront();
      // As a person would have: the window is in use, so key presses go to this page.
      await page.mouse.click(2, 300);
      await expect.poll(() => page.evaluate(() => document.hasFocus())).toBe(true);
      const worker = await app.worker();
      await worker.evaluate(async () => {
        const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
        // Key presses of the debugging protocol do not reach the browser's shortcuts; the event itself does.
        (chrome.commands.onCommand as unknown as { dispatch(name: string, tab: unknown): void }).dispatch(
          'open-panel',
          tab,
        );
      });
    },
    async killWorker(page) {
      const session = await context.newCDPSession(page);
      await session.send('ServiceWorker.enable');
      await session.send('ServiceWorker.stopAllWorkers');
      await session.detach();
    },
    connectAll: () => connectAll(app),
    secrets: [],
  };
  return app;
}

async function connectAll(app: App): Promise<void> {
  await connectByMessages(app);
}

/** The three connections as the control room makes them, without clicking through it every time. */
async function connectByMessages(app: App): Promise<void> {
  const page = await app.open('options.html');
  const send = (method: string, input: object) =>
    page.evaluate(
      ([m, i]) =>
        chrome.runtime.sendMessage({ fulcrum: 1, contract: 'connect-accounts', method: m, input: i }),
      [method, input] as const,
    );
  const { world } = app.sandbox;
  const must = async (method: string, input: object): Promise<void> => {
    const answer = (await send(method, input)) as { ok: boolean; problem?: unknown } | undefined;
    expect(answer, `${method}: ${JSON.stringify(answer)}`).toMatchObject({ ok: true });
  };
  await must('connectLeverKey', {
    key: world.lever.apiKeys[0]?.key,
    email: world.recruiter.email,
    environment: 'production',
  });
  for (const [system, clientId] of [
    ['google', 'sandbox.apps.googleusercontent.com'],
    ['microsoft', '11111111-2222-3333-4444-555555555555'],
  ] as const) {
    await must('saveClient', { system, clientId });
    const signIn = app.context.waitForEvent('page');
    const done = must('connect', { system });
    const login = await signIn;
    const closed = login.isClosed() ? null : login.waitForEvent('close');
    await allow(login);
    await done;
    // The window that closes last hands the focus on; until then key presses would go nowhere.
    await closed;
  }
  await page.close();
}

/** Says yes on the provider's sign-in and consent pages. */
export const allow = (login: Page): Promise<void> => answerConsent(login, /^(allow|accept|continue)/i);

/** Presses a button of a sign-in window, which closes by it: sometimes before the press has been reported back. */
export async function answerConsent(login: Page, button: string | RegExp): Promise<void> {
  const closed = login.waitForEvent('close');
  const press = login.getByRole('button', { name: button }).first().click();
  await Promise.all([
    closed,
    press.catch((error: Error) => {
      if (!/closed/.test(error.message)) throw error;
    }),
  ]);
}

/** One call to the worker as the page of the extension makes it; fails the test when the worker answers a problem. */
export async function callFrom(
  page: Page,
  contract: string,
  method: string,
  input: object,
  // biome-ignore lint/suspicious/noExplicitAny: every method answers something else, and the test says what it expects
): Promise<any> {
  const answer = (await page.evaluate((call) => chrome.runtime.sendMessage({ fulcrum: 1, ...call }), {
    contract,
    method,
    input,
  })) as { ok: boolean; value?: unknown; problem?: unknown } | undefined;
  expect(answer, `${contract}.${method}: ${JSON.stringify(answer?.problem)}`).toMatchObject({ ok: true });
  return answer?.value;
}
