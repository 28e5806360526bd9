import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { API_KEYS } from '@/sandbox/world/known';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';
import { openPanel, world } from './panel';
import { settled } from './settled';

/** Requests of the extension that reached any service. */
const left = ({ sandbox }: App) =>
  sandbox.journal
    .list()
    .filter((one) => one.origin?.startsWith('chrome-extension://') || one.authorized)
    .map((one) => `${one.method} ${one.host}${one.path}`);

const scheduling = (page: Page) => page.getByRole('switch', { name: 'Scheduling is on' });
/** Alarms that wake something up; the idle lock watches the user and rings whatever is switched off. */
const alarms = async (page: Page) =>
  (await page.evaluate(() => chrome.alarms.getAll()))
    .map((one) => one.name)
    .filter((name) => name !== 'lock')
    .sort();

type Look = readonly [theme: 'light' | 'dark', width: number];
const LIGHT_WIDE: Look[] = [
  ['light', 1280],
  ['dark', 420],
];

async function inspect(page: Page, name: string, info: TestInfo, looks: Look[]): Promise<void> {
  for (const [colorScheme, width] of looks) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    const fullPage = (await page.locator('dialog[open]').count()) === 0;
    await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage });
    const { violations, passes } = await new AxeBuilder({ page })
      .setLegacyMode()
      .exclude(['tbody tr:nth-child(n+4)'])
      .analyze();
    expect(passes.length).toBeGreaterThan(8);
    expect
      .soft(
        violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.failureSummary).join('; ')}`),
        `${name} ${colorScheme} ${width}`,
      )
      .toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} ${width} scrolls sideways`).toBe(0);
  }
  await page.setViewportSize({ width: 1440, height: 900 });
}

/** Decisions as the approvals of a few weeks would leave them. */
async function decided(page: Page, outcomes: readonly string[], postingId: string): Promise<void> {
  await page.evaluate(
    async ({ outcomes, postingId }) => {
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        const asked = indexedDB.open('fulcrum-governance');
        asked.onsuccess = () => resolve(asked.result);
        asked.onerror = () => reject(asked.error);
      });
      const write = db.transaction('verdicts', 'readwrite');
      outcomes.forEach((outcome, i) => {
        write.objectStore('verdicts').put({
          workflow: 'schedule-interview',
          postingId,
          planId: `earlier-${i}`,
          outcome,
          by: 'user-rec',
          at: 1_790_000_000_000 + i * 3_600_000,
        });
      });
      await new Promise((resolve, reject) => {
        write.oncomplete = resolve;
        write.onerror = reject;
      });
      db.close();
    },
    { outcomes, postingId },
  );
}

test('switched off, the panel says so and nothing leaves; it stays off over a dead worker; on again it works', async ({
  app,
}) => {
  await app.connectAll();
  const page = await app.open('options.html#automation');
  await expect(scheduling(page)).toBeChecked();
  await scheduling(page).uncheck();
  const off = `Scheduling is switched off by ${app.sandbox.world.recruiter.name} since`;
  await expect(page.getByText(off)).toBeVisible();

  await app.killWorker(page);
  app.sandbox.journal.clear();
  const { page: lever, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByText(off)).toBeVisible();
  await expect(panel.locator('[data-slot]')).toHaveCount(0);
  await expect(panel.getByRole('button', { name: 'Open Automation' })).toBeVisible();
  // Reading ahead, the panel and a try again: none of them asked anybody anything.
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.getByText(off)).toBeVisible();
  expect(left(app)).toEqual([]);
  expect(await alarms(page)).toEqual(['renew']);

  await page.bringToFront();
  await page.reload();
  await expect(page.getByText(off)).toBeVisible();
  await scheduling(page).check();
  await expect(page.getByText(off)).toBeHidden();
  await lever.bringToFront();
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.locator('[data-slot]').first()).toBeVisible();
  expect(left(app).length).toBeGreaterThan(3);

  await page.bringToFront();
  await page.getByRole('link', { name: 'Audit log' }).click();
  const log = page.getByRole('table');
  await expect(log.getByText('Workflow switched off')).toBeVisible();
  await expect(log.getByText('Workflow switched on')).toBeVisible();
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByText('The log is whole')).toBeVisible();
});

test('a running booking is held by the switch: undone while it is off, resumed when it is on', async ({
  app,
}) => {
  await app.connectAll();
  const page = await app.open('options.html#automation');
  const opportunityId = KNOWN.simple;
  const schedule = (method: string, input: object) => callFrom(page, 'schedule-interview', method, input);
  const state = async (planId: string) => (await schedule('status', { planId })).state;
  const note = () => app.sandbox.journal.find('api.lever.co', /notes/, 'POST').length;

  /** Begins a booking that waits for Lever's note, and throws the switch. */
  async function stopInTheMiddle(): Promise<string> {
    const view = await schedule('load', { opportunityId, refresh: true });
    const plan = await schedule('preview', { opportunityId, start: view.answer.slots[0].start });
    const before = note();
    app.sandbox.faults.add({
      id: 'slow',
      host: 'api.lever.co',
      method: 'POST',
      path: /notes/,
      effect: { kind: 'hang' },
    });
    await page.evaluate((planId) => {
      const call = { fulcrum: 1, contract: 'schedule-interview', method: 'book', input: { planId } };
      chrome.runtime.sendMessage(call).catch(() => undefined);
    }, plan.id);
    await expect.poll(note).toBe(before + 1);
    expect(world(app, opportunityId).panels).toHaveLength(1);
    await scheduling(page).uncheck();
    await expect.poll(() => state(plan.id)).toBe('parked');
    app.sandbox.faults.clear('slow');
    return plan.id;
  }

  const first = await stopInTheMiddle();
  expect((await schedule('status', { planId: first })).problem.message).toContain(
    'was stopped in the middle. Scheduling is switched off by',
  );
  expect(await alarms(page)).not.toContain('resume');
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByText(/was stopped in the middle. Scheduling is switched off/).first()).toBeVisible();
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('cannot go on. Scheduling is switched off by')).toBeVisible();
  await page.getByRole('button', { name: 'Undo the rest' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo', exact: true }).click();
  await expect.poll(() => state(first)).toBe('undone');
  expect(world(app, opportunityId)).toMatchObject({ panels: [], notes: [], events: [], invitations: [] });

  await page.getByRole('link', { name: 'Automation' }).click();
  await scheduling(page).check();
  await expect(scheduling(page)).toBeChecked();
  const second = await stopInTheMiddle();
  await app.killWorker(page);
  await scheduling(page).check();
  await expect(page.getByText('Scheduling is switched off')).toBeHidden();
  expect(await state(second)).toBe('parked');
  expect(world(app, opportunityId).invitations).toEqual([]);
  await page.getByRole('link', { name: 'Activity' }).click();
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect.poll(() => state(second), { timeout: 60_000 }).toBe('done');
  const end = world(app, opportunityId);
  expect([end.panels.length, end.notes.length, end.events.length, end.invitations.length]).toEqual([
    1, 1, 2, 4,
  ]);
});

test('phases are wished, earned and capped; executive roles stay in phase 1; all of it survives', async ({
  app,
}, info) => {
  test.slow();
  await app.connectAll();
  const page = await app.open('options.html#automation');
  // Scheduling is the first workflow on the page.
  const inForce = (text: string) => page.getByText(text, { exact: true }).first();
  await page
    .getByRole('radio', { name: /^2 Assist/ })
    .first()
    .check();
  await expect(inForce('Phase 2 is wished, phase 1 is in force.')).toBeVisible();
  await expect(
    page.getByText('no proposal of it has been decided yet; 80 % has to be proven').first(),
  ).toBeVisible();
  await inspect(page, 'new', info, [['dark', 1280]]);

  const backend = [...app.sandbox.world.lever.postings.values()].find((one) => one.text.includes('Backend'));
  const outcomes = Array.from({ length: 46 }, (_, i) =>
    i === 5 || i === 30 ? 'changed' : i === 12 ? 'refused' : 'agreed',
  );
  await decided(page, outcomes, backend?.id);
  await page.reload();
  await expect(inForce('Phase 2 is in force.')).toBeVisible();
  await expect(page.getByText(/^Phase 2 is earned: 43 of the last 46 decisions agreed/)).toBeVisible();
  await page
    .getByRole('radio', { name: /^3 Automate/ })
    .first()
    .check();
  await expect(inForce('Phase 3 is wished, phase 2 is in force.')).toBeVisible();
  await expect(page.getByText(/has not earned phase 3: of the last 46 decisions 43 agreed/)).toBeVisible();

  const row = (title: string) => page.getByRole('row').filter({ hasText: title });
  await expect(row('Senior Backend Engineer')).toContainText('phase 2 in force');
  await expect(row('VP Engineering')).toContainText('phase 1 in force');
  await expect(row('VP Engineering')).toContainText('The role is executive (its title suggests it)');
  await expect(page.getByLabel('Scheduling for VP Engineering')).toBeDisabled();
  await expect(row('Account Executive')).toContainText('phase 2 in force');
  await page.getByLabel('Role level of Senior Backend Engineer').selectOption('Critical');
  await expect(row('Senior Backend Engineer')).toContainText('The role is critical (a recruiter says so)');
  await page.getByLabel('Scheduling for Data Scientist').selectOption({ label: '1 Observe' });
  await expect(row('Data Scientist')).toContainText('phase 1 in force');
  await page.getByLabel('Find a posting').fill('data new');
  await expect(page.getByText('1 of 1 shown')).toBeVisible();
  await page.getByLabel('Find a posting').fill('');

  await app.killWorker(page);
  await page.reload();
  await expect(inForce('Phase 3 is wished, phase 2 is in force.')).toBeVisible();
  await expect(row('Senior Backend Engineer')).toContainText('phase 1 in force');
  await expect(page.getByLabel('Scheduling for Data Scientist')).toHaveValue('1');
  await expect(page.getByText('Always 1 Observe: a person decides.')).toHaveCount(6);
  await page.getByLabel('Scheduling for standard roles').selectOption('1 Observe');
  await expect(inForce('Phase 1 is in force.')).toBeVisible();
  await page.getByLabel('Scheduling for standard roles').selectOption('As chosen above');
  await expect(inForce('Phase 3 is wished, phase 2 is in force.')).toBeVisible();
  await inspect(page, 'earned', info, LIGHT_WIDE);

  await page.getByRole('button', { name: 'Stop everything' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Undo still works');
  await inspect(page, 'stopping', info, [['dark', 420]]);
  await dialog.getByRole('button', { name: 'Let it run' }).click();
  await expect(scheduling(page)).toBeChecked();
  await page.getByRole('button', { name: 'Stop everything' }).click();
  await dialog.getByRole('button', { name: 'Stop everything' }).click();
  await expect(page.getByText('Everything is stopped by')).toBeVisible();
  await expect(scheduling(page)).toBeDisabled();
  app.sandbox.journal.clear();
  const answer = await page.evaluate((opportunityId) => {
    const call = { contract: 'schedule-interview', method: 'load', input: { opportunityId, refresh: true } };
    return chrome.runtime.sendMessage({ fulcrum: 1, ...call });
  }, KNOWN.simple);
  expect(answer).toMatchObject({ ok: false, problem: { code: 'workflow-switched-off' } });
  const view = await callFrom(page, 'govern-automation', 'read', { refresh: true });
  expect(view.postings.length).toBeGreaterThan(5);
  expect(await alarms(page)).toEqual(['renew']);
  expect(left(app)).toEqual([]);
  await page.reload();
  await expect(page.getByText('Everything is stopped by')).toBeVisible();
  await inspect(page, 'stopped', info, [['light', 420]]);
  await page.getByRole('button', { name: 'Let everything run again' }).click();
  await dialog.getByRole('button', { name: 'Run again' }).click();
  await expect(scheduling(page)).toBeEnabled();
  await expect(inForce('Phase 3 is wished, phase 2 is in force.')).toBeVisible();
});

test('a recruiter without the right to it looks, and stops everything; only an administrator starts it again', async ({
  app,
}, info) => {
  await app.connectAll();
  const page = await app.open('options.html#automation');
  const { people, recruiter } = app.sandbox.world;
  const as = async (email?: string) => {
    const input = { key: API_KEYS.normal, email, environment: 'production' };
    await callFrom(page, 'connect-accounts', 'connectLeverKey', input);
    await page.reload();
  };
  await as(people.find((one) => one.accessRole === 'team member')?.email);
  await expect(page.getByText('You can look, and stop things.')).toBeVisible();
  await expect(page.getByText(/Your role in Lever \(Team Member\) may not change how far/)).toBeVisible();
  await expect(page.getByRole('radio', { name: /^2 Assist/ }).first()).toBeDisabled();
  await expect(page.getByLabel('Role level of Data Scientist')).toBeDisabled();
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.screenshot({ path: info.outputPath('read-only.png'), fullPage: true });
  await page.getByRole('button', { name: 'Stop everything' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('until an Admin or Super Admin of your Lever account lets it run again');
  await dialog.getByRole('button', { name: 'Stop everything' }).click();
  await expect(page.getByText('Everything is stopped by')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Let everything run again' })).toBeDisabled();
  const refused = await page.evaluate(() => {
    const call = { contract: 'govern-automation', method: 'switchEverything', input: { on: true } };
    return chrome.runtime.sendMessage({ fulcrum: 1, ...call });
  });
  expect(refused).toMatchObject({ ok: false, problem: { code: 'not-allowed' } });
  await as(recruiter.email);
  await page.getByRole('button', { name: 'Let everything run again' }).click();
  await dialog.getByRole('button', { name: 'Run again' }).click();
  await expect(scheduling(page)).toBeEnabled();
});

test('what the administrator preset is shown as fixed', async ({ app }, info) => {
  await app.connectAll();
  const page = await app.open('options.html#automation');
  await page
    .getByRole('radio', { name: /^2 Assist/ })
    .first()
    .check();
  await expect(page.getByText('Phase 2 is wished, phase 1 is in force.').first()).toBeVisible();
  const posting = [...app.sandbox.world.lever.postings.values()].find((one) => one.text === 'Data Scientist');
  const worker = await app.worker();
  const preset = (automation: object) =>
    worker.evaluate((value) => {
      // The policy of a managed computer is not ours to write, so the worker is given it where it asks.
      chrome.storage.managed.get = (async () => ({ automation: value })) as typeof chrome.storage.managed.get;
    }, automation);
  await preset({ maxPhase: 1, roleLevels: { [String(posting?.id)]: 'critical' } });
  await page.reload();
  await expect(page.getByRole('radio', { name: /^2 Assist/ }).first()).toBeDisabled();
  await expect(page.getByText('closed by your administrator')).toHaveCount(6);
  await expect(page.getByText('Your administrator keeps Scheduling in phase 1.').first()).toBeVisible();
  await expect(page.getByLabel('Role level of Data Scientist')).toBeDisabled();
  await expect(page.getByText('fixed by your administrator')).toBeVisible();
  await page.screenshot({ path: info.outputPath('preset.png'), fullPage: true });
  await preset({ workflows: { 'schedule-interview': { off: true } } });
  await page.reload();
  await expect(page.getByText('Scheduling is switched off by your administrator.')).toBeVisible();
  await expect(scheduling(page)).toBeDisabled();
  await preset({ maxPhase: 'none' });
  await page.reload();
  await expect(
    page.getByText('could not be read (maxPhase), so nothing goes above phase 1').first(),
  ).toBeVisible();
});
