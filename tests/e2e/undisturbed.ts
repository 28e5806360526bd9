import { expect } from '@playwright/test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Sandbox } from '@/sandbox/serve';
import { EXTENSION } from './fixtures';

/**
 * A debugger that is attached to the worker keeps it alive for ever, and Playwright always attaches one. Here
 * nobody does: the browser stops the worker when it was idle for 30 s, as it does for everybody.
 */
export const CHROMIUM = process.env.FULCRUM_CHROMIUM ?? process.env.CHROME_PATH ?? '/usr/bin/chromium';
const root = process.getuid?.() === 0;

export const launch = (sandbox: Sandbox): Promise<Browser> =>
  puppeteer.launch({
    executablePath: CHROMIUM,
    headless: true,
    pipe: true,
    enableExtensions: [EXTENSION],
    targetFilter: (target) => target.type() !== 'service_worker',
    protocolTimeout: 120_000,
    env: { ...process.env, TZ: 'Europe/London' },
    args: [
      `--host-resolver-rules=${sandbox.hostRules}`,
      `--ignore-certificate-errors-spki-list=${sandbox.spki}`,
      '--disable-quic',
      ...(root ? ['--no-sandbox'] : []),
    ],
  });

/** Looks at what runs in the browser without attaching to any of it. */
export async function lookAt(browser: Browser) {
  const session = await browser.target().createCDPSession();
  const targets = async () =>
    (await session.send('Target.getTargets', { filter: [{}] })).targetInfos.filter((t) =>
      t.url.startsWith('chrome-extension://'),
    );
  const worker = async () => (await targets()).find((t) => t.type === 'service_worker') ?? null;
  return {
    extensionId: async (): Promise<string> => {
      await expect.poll(worker, { message: 'the worker starts' }).not.toBeNull();
      return new URL((await worker())?.url ?? '').host;
    },
    /** Changes whenever the worker is started anew; null while it is stopped. */
    worker: async (): Promise<string | null> => (await worker())?.targetId ?? null,
    /** A debugger at the worker would make the whole test worthless. */
    attached: async (): Promise<boolean> => (await worker())?.attached ?? false,
    pages: async () => (await targets()).filter((t) => t.type === 'page').length,
  };
}

const answerOf = (page: Page, contract: string, method: string, input: object) =>
  page.evaluate((call) => chrome.runtime.sendMessage({ fulcrum: 1, ...call }), {
    contract,
    method,
    input,
  });

export async function must(page: Page, contract: string, method: string, input: object) {
  const answer = await answerOf(page, contract, method, input);
  expect(answer, `${contract}.${method}: ${JSON.stringify(answer?.problem)}`).toMatchObject({ ok: true });
  return answer.value;
}
