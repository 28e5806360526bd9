import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';
import { ARMED_MS, world } from './panel';
import { settled } from './settled';

/** Pictures for a person to look at. */
const SHOTS = process.env.FULCRUM_SHOTS ?? 'test-results';

type Look = readonly [theme: 'light' | 'dark', width: number];
const WIDE: Look[] = [['light', 1280]];
const NARROW: Look[] = [['dark', 420]];
const BOTH: Look[] = [
  ['dark', 420],
  ['light', 1280],
  ['dark', 1280],
];

async function look(page: Page, name: string, looks: readonly Look[]): Promise<void> {
  for (const [colorScheme, width] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page.screenshot({ path: `${SHOTS}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .exclude(['tbody tr:nth-child(n+6)'])
      .analyze();
    expect
      .soft(
        violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`),
        `${name} ${width} ${colorScheme}`,
      )
      .toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} scrolls sideways at ${width}`).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
}

const queuePage = async (app: App): Promise<Page> => {
  const page = await app.open('options.html#queue');
  await page.setViewportSize({ width: 1280, height: 900 });
  return page;
};

const nameOf = (app: App, opportunityId: string): string =>
  (app.sandbox.world.lever.opportunities.get(opportunityId) as { name: string }).name;

const listed = (page: Page) => page.getByText(/\d+ candidates wait for an on-site/);

test('everybody who waits is planned together; one is opened from the plan, booked, and known as booked', async ({
  app,
}) => {
  test.slow();
  await app.connectAll();
  app.sandbox.faults.set('rsvp', 'none');
  const page = await queuePage(app);
  await expect(listed(page)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('row').filter({ hasText: 'Wen Jiayi' })).toContainText(
    'has interviews in Lever',
  );
  await look(page, 'queue-list', NARROW);

  await page.getByRole('button', { name: 'Plan together' }).click();
  const verdict = page.getByText(/Proven: no plan for this queue|Best found, not proven best/);
  await expect(verdict).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/Not read, so not free: /)).toContainText('Theo Laurent');
  const grid = page.getByRole('table', { name: 'Candidates by days' });
  await expect(grid.getByRole('row').filter({ hasText: 'Rafael Quintela' })).toContainText(/\d sessions? on/);
  // The impossible one is listed with the way to its reason, not hidden.
  await expect(page.getByRole('listitem').filter({ hasText: 'Beatrix Amundsen' })).toContainText(
    'even alone',
  );
  // Five wait for one architect who has room for one on-site on each of three days a week: better than as they came.
  await expect(
    page.getByText(/^Against first come, first served, .*(earlier|has a plan|have a plan)/),
  ).toBeVisible();
  await expect(page.getByText(/^At a limit by this plan: .*Idris Okonjo/)).toBeVisible();
  for (const opportunityId of KNOWN.pinched)
    await expect(grid.getByRole('row').filter({ hasText: nameOf(app, opportunityId) })).toContainText(
      /\d sessions? on/,
    );
  await look(page, 'queue-plan', BOTH);
  await page.getByRole('button', { name: 'Work it out' }).press('Enter');
  await expect(page.getByText(/^Found by a bounded search/)).toBeVisible({ timeout: 120_000 });
  await expect(page.getByText(/^The bottleneck is /)).toBeVisible();
  const more = page.getByRole('button', { name: /^Show \d+ more$/ });
  await more.press('Enter');
  await expect(more).toHaveCount(0);
  const gains = page.getByRole('table', { name: 'What changes would buy, best first' }).getByRole('row');
  const bought = /more candidates? with a plan|days? less waiting in total/;
  await expect(gains.filter({ hasText: 'One more interview a day and week for Idris Okonjo' })).toContainText(
    bought,
  );
  const trained = gains.filter({ hasText: /Train .* for “Principal Architect”/ });
  await expect(trained.first()).toContainText(bought);
  await expect(trained.first()).toContainText('Today only Idris Okonjo');
  await expect(gains.filter({ hasText: /Hiring manager|Recruiter/ })).toHaveCount(0);
  await expect(
    page.getByText(
      /^Training: \d+ of \d+ combinations of a person and a session tried.*[1-9]\d* would help\.$/,
    ),
  ).toBeVisible();
  await look(page, 'queue-help', BOTH);

  const opened = app.context.waitForEvent('page');
  await page.getByRole('button', { name: 'Open the plan of Rafael Quintela' }).press('Enter');
  const loop = await opened;
  await loop.setViewportSize({ width: 1280, height: 900 });
  await expect(loop.getByText('This is the plan from the on-site queue.')).toBeVisible();
  await look(loop, 'queue-taken-over', WIDE);
  const { suggested } = await callFrom(page, 'schedule-loop', 'load', { opportunityId: KNOWN.onSite });
  await loop.bringToFront();
  await loop.getByRole('button', { name: 'Preview' }).click();
  await expect(loop.getByText('Nothing has been sent yet')).toBeVisible();
  await loop.waitForTimeout(ARMED_MS);
  await loop.keyboard.press('Enter');
  await expect(loop.getByText('Booked everywhere and checked by reading it back.')).toBeVisible({
    timeout: 60_000,
  });
  const panel = world(app, KNOWN.onSite).panels[0];
  expect(panel.interviews.map((one: { date: number }) => one.date).sort()).toEqual(
    suggested.choice.sessions.map((one: { start: number }) => one.start).sort(),
  );

  const [known] = await callFrom(page, 'plan-queue', 'read', {
    opportunityIds: [KNOWN.onSite],
    refresh: true,
  });
  expect(known).toMatchObject({ state: 'booked', booked: { by: 'fulcrum' } });
  await page.bringToFront();
  // Under automation every page has the focus all the time, so coming back is told as the browser would.
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect(grid.getByRole('row').filter({ hasText: 'Rafael Quintela' })).toContainText('booked', {
    timeout: 60_000,
  });
});

test('Lever fails, nobody is chosen, on-sites are switched off: each is said with the way out', async ({
  app,
}) => {
  await app.connectAll();
  app.sandbox.faults.add({
    id: 'lever-down',
    host: 'api.lever.co',
    path: /^\/v1\/stages/,
    // No 5xx: after several of them the browser itself holds back the requests of an extension for a while.
    effect: { kind: 'cut-before' },
  });
  const page = await queuePage(app);
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible({ timeout: 60_000 });
  app.sandbox.faults.clear('lever-down');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(listed(page)).toBeVisible({ timeout: 60_000 });

  await page.getByText(/^Stages: /).press('Enter');
  for (const name of ['On-site interview', 'Final round'])
    if ((await page.getByLabel(name).count()) > 0) await page.getByLabel(name).press('Space');
  await expect(page.getByText('Nobody waits for an on-site')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Plan together' })).toBeDisabled();
  await look(page, 'queue-empty', NARROW);
  await page.getByRole('button', { name: 'As found' }).click();
  await expect(listed(page)).toBeVisible({ timeout: 60_000 });

  await callFrom(page, 'govern-automation', 'switchWorkflow', { workflow: 'schedule-loop', on: false });
  await page.reload();
  await expect(page.getByText(/switched off/i).first()).toBeVisible();
});
