import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium } from '@playwright/test';

export interface SandboxBrowser {
  context: BrowserContext;
  extensionId: string;
  profile: string;
}

/**
 * Starts a Chromium-family browser with the built extension, the real hosts mapped to the sandbox. The
 * extension is the unmodified production build and cannot tell. Branded Chrome ignores `--load-extension`
 * since version 137, so the extension is loaded over the debugging protocol.
 */
export async function launchBrowser(options: {
  browser: string;
  extension: string;
  hostRules: string;
  spki: string;
  headless: boolean;
  profile?: string;
  viewport?: { width: number; height: number } | null;
  timezoneId?: string;
  locale?: string;
  args?: string[];
}): Promise<SandboxBrowser> {
  const profile = options.profile ?? mkdtempSync(join(tmpdir(), 'fulcrum-profile-'));
  const preferences = join(profile, 'Default', 'Preferences');
  if (!existsSync(preferences)) {
    mkdirSync(join(profile, 'Default'), { recursive: true });
    // Without developer mode a reloaded unpacked extension stays blocked.
    writeFileSync(
      preferences,
      JSON.stringify({
        extensions: { ui: { developer_mode: true } },
        browser: { has_seen_welcome_page: true },
      }),
    );
  }
  const root = process.getuid?.() === 0;
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.browser,
    headless: options.headless,
    viewport:
      options.viewport === undefined
        ? options.headless
          ? { width: 1440, height: 900 }
          : null
        : options.viewport,
    ...(options.timezoneId ? { timezoneId: options.timezoneId } : {}),
    locale: options.locale ?? 'en-GB',
    ignoreDefaultArgs: ['--disable-extensions', '--enable-automation'],
    args: [
      '--enable-unsafe-extension-debugging',
      `--host-resolver-rules=${options.hostRules}`,
      `--ignore-certificate-errors-spki-list=${options.spki}`,
      '--no-first-run',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--remote-debugging-port=0',
      ...(root ? ['--no-sandbox', '--test-type'] : []),
      ...(options.args ?? []),
    ],
  });
  return { context, extensionId: await loadExtension(context, options.extension), profile };
}

/**
 * Loads the extension, once. Never by the flag as well: a slow start would then load it a second time, which closes
 * the pages it opened and counts as an update instead of an installation.
 */
async function loadExtension(context: BrowserContext, path: string): Promise<string> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (!session)
    throw new Error('The browser gave no debugging session, so the extension could not be loaded.');
  const send = session.send.bind(session) as unknown as (
    method: string,
    params: object,
  ) => Promise<{ id: string }>;
  const { id } = await send('Extensions.loadUnpacked', { path });
  await session.detach();
  return id;
}
