/** Pictures of every page and an axe run: `npx tsx tests/tools/stories-control/shoot.ts DIR [filter]`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import config from './server';

const [out = 'pictures', filter = ''] = process.argv.slice(2);
mkdirSync(out, { recursive: true });

const OPTIONS = '/entrypoints/options/index.html';
const STORIES = [
  ['start-new', `${OPTIONS}?story=new#start`],
  ['start', `${OPTIONS}#start`],
  ['start-trouble', `${OPTIONS}?story=trouble#start`],
  ['connections-new', `${OPTIONS}?story=new#connections`],
  ['connections', `${OPTIONS}#connections`],
  ['connections-trouble', `${OPTIONS}?story=trouble#connections`],
  ['connections-hostile', `${OPTIONS}?story=hostile#connections`],
  ['people', `${OPTIONS}#people`],
  ['people-new', `${OPTIONS}?story=new#people`],
  ['people-drawer', `${OPTIONS}#people`],
  ['preferences', `${OPTIONS}#preferences`],
  ['preferences-trouble', `${OPTIONS}?story=trouble#preferences`],
  ['activity', `${OPTIONS}#activity`],
  ['activity-new', `${OPTIONS}?story=new#activity`],
  ['activity-undo', `${OPTIONS}#activity`],
  ['audit', `${OPTIONS}#audit`],
  ['egress', `${OPTIONS}#egress`],
  ['loading', `${OPTIONS}?story=loading#start`],
  ['failing', `${OPTIONS}?story=failing#connections`],
  ['popup', '/entrypoints/popup/index.html'],
  ['popup-new', '/entrypoints/popup/index.html?story=new'],
] as const;

const server = await createServer({ ...config, server: { ...config.server, port: 0 } });
await server.listen();
const address = server.httpServer?.address();
if (!address || typeof address === 'string') throw new Error('The story server has no port.');
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
let found = 0;
for (const scheme of ['light', 'dark'] as const) {
  for (const width of [1280, 420]) {
    const context = await browser.newContext({
      colorScheme: scheme,
      viewport: { width, height: width === 420 ? 800 : 860 },
      locale: 'en-GB',
      timezoneId: 'Europe/London',
    });
    const page = await context.newPage();
    page.on('pageerror', (error) => console.log(`page error: ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && console.log(`console: ${message.text()}`));
    for (const [name, path] of STORIES) {
      if (filter && !name.startsWith(filter)) continue;
      await page.goto('about:blank');
      await page.goto(`http://localhost:${address.port}${path}`);
      await page.locator('h1').waitFor();
      await page.waitForTimeout(150);
      if (name === 'people-drawer') await page.getByRole('button', { name: 'Edit Kenji Tanaka' }).click();
      if (name === 'activity-undo') await page.getByRole('button', { name: 'Undo the rest' }).click();
      await page.waitForTimeout(100);
      const scroll = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (scroll > 0) console.log(`${name} ${scheme} ${width}: ${scroll}px too wide`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      found += violations.length;
      for (const violation of violations)
        console.log(
          `${name} ${scheme} ${width}: ${violation.id}: ${violation.nodes
            .map((node) => node.target.join(' '))
            .slice(0, 3)
            .join(' | ')}`,
        );
      await page.screenshot({ path: join(out, `${name}-${scheme}-${width}.png`), fullPage: true });
    }
    await context.close();
  }
}
await browser.close();
await server.close();
console.log(`${found} axe violations`);
process.exit(found > 0 ? 1 : 0);
