import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';
import { openPanel, previewAndBook, world } from './panel';
import { settled } from './settled';

const PASSPHRASE = 'copper lantern river eight';

async function violations(page: Page): Promise<string[]> {
  await settled(page);
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return found.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(' ')).join('; ')}`);
}

/** Asks the worker and gives the code of the refusal, or `answered`. */
const asked = (page: Page, contract: string, method: string, input: object): Promise<string> =>
  page.evaluate(
    async (call) => {
      const answer = await chrome.runtime.sendMessage({ fulcrum: 1, ...call });
      return answer.ok ? 'answered' : answer.problem.code;
    },
    { contract, method, input },
  );

/** What lies in the memory of the browser under names that matter. */
async function inMemory(app: App): Promise<string[]> {
  const worker = await app.worker();
  const names = await worker.evaluate(() => chrome.storage.session.get(null).then(Object.keys));
  return names.filter((name) => /^(secret:|schedule:|data-key)/.test(name));
}

async function setPassphrase(app: App, page: Page): Promise<void> {
  app.secrets.push(PASSPHRASE);
  await page.getByLabel('New passphrase').fill(PASSPHRASE);
  await page.getByLabel('Once more').fill(PASSPHRASE);
  await page.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(page.getByText('The passphrase was set.')).toBeVisible();
}

test('locked: every surface shows one field and no candidate, tokens are gone, and the passphrase opens it', async ({
  app,
}, info) => {
  await app.connectAll();
  const room = await app.open('options.html#security');
  await expect(room.getByText('No passphrase is set')).toBeVisible();
  await room.screenshot({ path: info.outputPath('security-light-1280.png'), fullPage: true });
  await room.getByLabel('New passphrase').fill('short');
  await room.getByLabel('Once more').fill('short');
  await room.getByRole('button', { name: 'Set passphrase' }).click();
  await expect(room.getByRole('alert')).toContainText('10 characters');
  await setPassphrase(app, room);
  await expect(room.getByText('encrypted with your passphrase')).toBeVisible();
  expect(await violations(room)).toEqual([]);

  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByText('Alma Fitzgerald').first()).toBeVisible();
  expect((await inMemory(app)).length).toBeGreaterThan(2);
  const popup = await app.open('popup.html');
  await expect(popup.getByText('Connected').first()).toBeVisible();

  await room.bringToFront();
  await room.getByRole('button', { name: 'Lock now' }).click();
  for (const surface of [room, popup])
    await expect(surface.getByRole('heading', { name: 'Fulcrum is locked' })).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Fulcrum is locked' })).toBeVisible();
  expect(await panel.locator('body').innerText()).not.toMatch(/Alma|Fitzgerald|Priya/);
  await expect.poll(() => inMemory(app)).toEqual([]);
  for (const [contract, method, input] of [
    ['schedule-interview', 'load', { opportunityId: KNOWN.simple }],
    ['review-activity', 'audit', {}],
    ['review-activity', 'exportAudit', {}],
    ['connect-accounts', 'test', { system: 'lever' }],
    ['set-preferences', 'read', {}],
  ] as const)
    expect(await asked(room, contract, method, input), `${contract}.${method}`).toBe('locked');
  // Nothing leaves while it is locked, also when a candidate is opened.
  const before = app.sandbox.journal.list().filter((one) => one.authorized).length;
  const other = await app.candidate(KNOWN.constrained);
  await expect(other.locator('fulcrum-dock')).toBeAttached();
  expect(app.sandbox.journal.list().filter((one) => one.authorized).length).toBe(before);
  await other.close();

  for (const [colorScheme, width] of [
    ['dark', 420],
    ['light', 1280],
  ] as const) {
    await room.setViewportSize({ width, height: 800 });
    await room.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    expect(await violations(room)).toEqual([]);
    await room.screenshot({ path: info.outputPath(`locked-${colorScheme}-${width}.png`) });
  }

  // A worker that starts anew is locked too.
  await app.killWorker(room);
  await room.getByLabel('Passphrase').fill('a wrong one');
  await room.keyboard.press('Enter');
  await expect(room.getByText('That is not the passphrase.')).toBeVisible();
  const first = await callFrom(room, 'lock-fulcrum', 'state', {});
  expect(first.locked).toBe(true);
  await expect.poll(async () => (await callFrom(room, 'lock-fulcrum', 'state', {})).waitMs).toBe(0);
  await room.getByLabel('Passphrase').fill('another wrong one');
  await expect(room.getByRole('button', { name: 'Unlock' })).toBeEnabled();
  await room.keyboard.press('Enter');
  await expect
    .poll(async () => (await callFrom(room, 'lock-fulcrum', 'state', {})).waitMs)
    .toBeGreaterThan(1000);
  await expect(room.getByRole('button', { name: 'Unlock' })).toBeDisabled();
  await page.bringToFront();
  await expect.poll(async () => (await callFrom(room, 'lock-fulcrum', 'state', {})).waitMs).toBe(0);
  await page.reload();
  await app.shortcut(page);
  await panel.getByLabel('Passphrase').fill(PASSPHRASE);
  await panel.getByRole('button', { name: 'Unlock' }).click();
  await expect(panel.getByRole('heading', { name: 'Best times' })).toBeVisible();
  await expect(room.getByText('encrypted with your passphrase')).toBeVisible();
});

test('a booking that is running pauses when it is locked and goes on afterwards, once', async ({ app }) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: 'Best times' })).toBeVisible();
  app.sandbox.faults.add({ id: 'slow', effect: { kind: 'latency', ms: 700 } });
  await previewAndBook(page, panel);
  await expect.poll(() => world(app, KNOWN.simple).events.length, { intervals: [50] }).toBeGreaterThan(0);
  const room = await app.open('options.html#security');
  await callFrom(room, 'lock-fulcrum', 'lock', {});
  await expect(panel.getByRole('heading', { name: 'Fulcrum is locked' })).toBeVisible();
  app.sandbox.faults.clear('slow');
  const paused = app.sandbox.journal.list().length;
  await room.waitForTimeout(1500);
  expect(app.sandbox.journal.list().filter((one) => one.authorized).length).toBeGreaterThan(0);
  expect(
    app.sandbox.journal
      .list()
      .slice(paused)
      .filter((one) => one.authorized),
  ).toEqual([]);
  expect(world(app, KNOWN.simple).panels).toEqual([]);
  await app.killWorker(room);
  await callFrom(room, 'lock-fulcrum', 'unlock', {});
  await expect
    .poll(async () =>
      (await callFrom(room, 'review-activity', 'plans', {})).map((p: { state: string }) => p.state),
    )
    .toEqual(['done']);
  const booked = world(app, KNOWN.simple);
  expect([booked.events.length, booked.panels.length, booked.notes.length]).toEqual([2, 1, 1]);
});

test('the shortcut locks; forgotten means everything is disconnected, and the log keeps all of it', async ({
  app,
}) => {
  await app.connectAll();
  const room = await app.open('options.html#security');
  await setPassphrase(app, room);
  const worker = await app.worker();
  await worker.evaluate(() =>
    (chrome.commands.onCommand as unknown as { dispatch(name: string): void }).dispatch('lock'),
  );
  await expect(room.getByRole('heading', { name: 'Fulcrum is locked' })).toBeVisible();
  await room.getByRole('button', { name: 'Forgot the passphrase?' }).click();
  await room.getByRole('button', { name: 'Disconnect everything' }).click();
  await expect(room.getByText('No passphrase is set')).toBeVisible();
  const states = await callFrom(room, 'connect-accounts', 'status', {});
  expect(states.map((one: { state: string }) => one.state)).toEqual([
    'not-connected',
    'not-connected',
    'not-connected',
  ]);
  // Nobody is connected, so nobody's role is known; whoever connects again reads the log.
  const { world: w } = app.sandbox;
  const input = { key: w.lever.apiKeys[0]?.key, email: w.recruiter.email, environment: 'production' };
  await callFrom(room, 'connect-accounts', 'connectLeverKey', input);
  const { rows } = await callFrom(room, 'review-activity', 'audit', { workflow: 'lock-fulcrum' });
  expect(rows.map((row: { event: string }) => row.event)).toEqual([
    'Started over',
    'Locked',
    'Passphrase set',
  ]);
});
