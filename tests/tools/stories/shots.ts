import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { createServer } from 'vite';

/**
 * Pictures of every story, and an axe run over each: `npx tsx tests/tools/stories/shots.ts OUT [story …]`.
 * The browser is FULCRUM_CHROMIUM, else the system's chromium.
 */
const [out = 'shots', ...only] = process.argv.slice(2);

interface Shot {
  story: string;
  name?: string;
  theme?: 'light' | 'dark';
  width?: number;
  height?: number;
  act?: (page: Page) => Promise<void>;
}

const enter = async (page: Page) => {
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Book it' }).waitFor();
  await page.waitForTimeout(450);
};
const book = async (page: Page) => {
  await enter(page);
  await page.keyboard.press('Enter');
};
const settled = (text: string) => async (page: Page) => {
  await book(page);
  await page.getByText(text).first().waitFor();
};

const SHOTS: Shot[] = [
  { story: 'main' },
  { story: 'main', theme: 'dark' },
  { story: 'main', width: 340 },
  { story: 'main', width: 900 },
  { story: 'main', width: 900, theme: 'dark' },
  { story: 'main', name: 'main-tall', height: 1900 },
  { story: 'main', name: 'main-tall', height: 1900, theme: 'dark' },
  { story: 'main', name: 'explain', act: (page) => page.keyboard.press('e') },
  {
    story: 'main',
    name: 'blocked',
    act: async (page) => {
      await page.keyboard.press('g');
      await page.keyboard.press('PageUp');
      for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowRight');
    },
  },
  {
    story: 'main',
    name: 'table',
    act: (page) => page.getByRole('button', { name: 'Show as a table' }).click(),
  },
  { story: 'main', name: 'keys', act: (page) => page.keyboard.press('?') },
  { story: 'main', name: 'setup', height: 1500, act: (page) => page.keyboard.press('s') },
  { story: 'main', name: 'setup', theme: 'dark', act: (page) => page.keyboard.press('s') },
  { story: 'main', name: 'setup', width: 340, act: (page) => page.keyboard.press('s') },
  { story: 'unknown', height: 1700 },
  { story: 'unknown', height: 1700, theme: 'dark' },
  { story: 'none', height: 1500 },
  { story: 'stale' },
  { story: 'loading' },
  { story: 'loading', theme: 'dark' },
  { story: 'failed' },
  { story: 'not-connected' },
  { story: 'no-candidate' },
  { story: 'hostile', height: 1500 },
  { story: 'long', width: 340 },
  { story: 'main', name: 'preview', height: 1200, act: enter },
  { story: 'main', name: 'preview', height: 1200, theme: 'dark', act: enter },
  { story: 'main', name: 'preview', width: 340, act: enter },
  { story: 'main', name: 'preview', width: 900, act: enter },
  {
    story: 'booking',
    act: async (page) => {
      await book(page);
      await page.waitForTimeout(2200);
    },
  },
  { story: 'main', name: 'booked', act: settled('Booked everywhere') },
  { story: 'main', name: 'booked', theme: 'dark', act: settled('Booked everywhere') },
  {
    story: 'main',
    name: 'undo',
    act: async (page) => {
      await settled('Booked everywhere')(page);
      await page.getByRole('button', { name: 'Undo' }).click();
    },
  },
  {
    story: 'main',
    name: 'activity',
    act: async (page) => {
      await settled('Booked everywhere')(page);
      await page.keyboard.press('Escape');
      await page.getByRole('tab', { name: 'Activity' }).click();
    },
  },
  { story: 'taken', act: settled('Preview this') },
  { story: 'taken', theme: 'dark', act: settled('Preview this') },
  { story: 'parked', act: settled('Retry or skip') },
];

const server = await createServer({
  configFile: new URL('./vite.config.ts', import.meta.url).pathname,
  server: { port: 0 },
  logLevel: 'error',
});
await server.listen();
const address = server.httpServer?.address();
const port = typeof address === 'object' && address ? address.port : 0;
const browser = await chromium.launch({
  executablePath: process.env.FULCRUM_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
mkdirSync(out, { recursive: true });
let bad = 0;

for (const shot of SHOTS) {
  const { story, name = story, theme = 'light', width = 440, height = 900 } = shot;
  if (only.length > 0 && !only.includes(name)) continue;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(5000);
  page.on('pageerror', (error) => console.log(`${name}: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && console.log(`${name}: ${message.text()}`));
  await page.goto(`http://localhost:${port}/?story=${story}&theme=${theme}`);
  await page.waitForTimeout(350);
  await page.getByRole('tab', { name: 'Schedule' }).waitFor();
  if (!['loading', 'failed', 'not-connected', 'no-candidate', 'none'].includes(story))
    await page
      .locator('[data-slot]')
      .first()
      .waitFor({ timeout: 3000 })
      .catch(() => console.log(`${name}: no slot`));
  try {
    await shot.act?.(page);
  } catch (error) {
    bad++;
    console.log(`${name}: ${String(error)}`);
  }
  await page.waitForTimeout(150);
  await page.screenshot({ path: `${out}/${name}-${theme}-${width}.png` });
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  for (const violation of violations) {
    bad++;
    console.log(`${name}-${theme}-${width}: ${violation.id}: ${violation.help}`);
    for (const node of violation.nodes.slice(0, 3))
      console.log(`   ${node.target.join(' ')}  ${node.any[0]?.message ?? node.failureSummary ?? ''}`);
  }
  await context.close();
}
await browser.close();
await server.close();
console.log(bad === 0 ? 'axe: no violations' : `${bad} findings`);
process.exit(bad === 0 ? 0 : 1);
