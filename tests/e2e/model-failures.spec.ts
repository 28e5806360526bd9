import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { SANDBOX_KEY } from '@/sandbox/anthropic/app';
import { opportunityIdOf } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { type App, callFrom, expect, type Sandbox, test } from './fixtures';
import { openPanel } from './panel';
import { settled } from './settled';

const SRE = postingIdOf('sre');
const MODEL = 'claude-sonnet-5-5';
/** Applicants with a resume that can be read. */
const applicant = (n: number): string => opportunityIdOf(`applicant-${12 + n}`);

type Switches = Record<string, string | number | boolean>;
interface Case {
  name: string;
  /** Switches of the sandbox while it lasts. */
  while: Switches;
  /** The connection to Anthropic breaks before anything is sent. */
  cut?: boolean;
  says: string;
  next: string | RegExp;
  /** Requests of one try; the SDK repeats what may help. */
  requests: number;
  /** The way out is on the Connections page. */
  connections?: boolean;
  /** What the queue does: it waits at once, or after three in a row. */
  queue: 'waits' | 'three';
}

const CASES: Case[] = [
  {
    name: 'authentication error',
    while: { 'anthropic-key-revoked': true },
    says: 'Anthropic does not accept the key.',
    next: 'Enter a new key under Connections in the control room.',
    requests: 1,
    connections: true,
    queue: 'waits',
  },
  {
    name: 'permission error',
    while: { 'anthropic-not-permitted': true },
    says: 'The Anthropic organisation does not allow this key to use the model.',
    next: /choose another model under Connections/,
    requests: 1,
    connections: true,
    queue: 'waits',
  },
  {
    name: 'retired model',
    while: { 'anthropic-model-retired': MODEL },
    says: 'The chosen model does not exist for this key; it may have been retired.',
    next: 'Choose another model under Connections in the control room.',
    requests: 1,
    connections: true,
    queue: 'waits',
  },
  {
    name: '429 with retry-after',
    while: { 'anthropic-rate-limit': true, 'anthropic-retry-after': 1 },
    says: 'Anthropic asks for a rest: this key has made too many calls.',
    next: 'Wait 1 second and try again.',
    requests: 3,
    queue: 'waits',
  },
  {
    name: '529 overloaded',
    while: { 'anthropic-overloaded': true },
    says: 'Anthropic is overloaded or has an error of its own.',
    next: 'Try again in a few minutes.',
    requests: 3,
    queue: 'waits',
  },
  {
    name: '500',
    while: { 'anthropic-server-error': true },
    says: 'Anthropic is overloaded or has an error of its own.',
    next: 'Try again in a few minutes.',
    requests: 3,
    queue: 'waits',
  },
  {
    name: 'time-out',
    while: { 'anthropic-timeout': true },
    says: 'Anthropic did not answer in time.',
    next: /check the network/,
    requests: 3,
    queue: 'waits',
  },
  {
    name: 'no connection to Anthropic',
    while: {},
    cut: true,
    says: 'Anthropic could not be reached.',
    next: 'Check the network connection and try again.',
    requests: 3,
    queue: 'waits',
  },
  {
    name: 'spending limit of the account',
    while: { 'anthropic-spend-limit': true },
    says: 'The spending limit of the Anthropic account is reached.',
    next: /Raise it in the Anthropic console/,
    requests: 1,
    queue: 'waits',
  },
  {
    name: 'connection lost in the middle of the answer',
    while: { 'anthropic-stream-lost': 9 },
    says: 'Anthropic could not be reached.',
    next: 'Check the network connection and try again.',
    requests: 1,
    queue: 'waits',
  },
  {
    name: 'an error event in the middle of the answer',
    while: { 'anthropic-stream-error': 9 },
    says: 'Anthropic is overloaded or has an error of its own.',
    next: 'Try again in a few minutes.',
    requests: 1,
    queue: 'waits',
  },
  {
    name: 'refusal',
    while: { 'anthropic-personality': 'refuser' },
    says: 'The model declined to read this resume.',
    next: /use the rules without a model/,
    requests: 1,
    queue: 'three',
  },
  {
    name: 'max_tokens',
    while: { 'anthropic-personality': 'truncator' },
    says: 'The answer of the model ended before it was complete.',
    next: /choose a larger model or a shorter rubric/,
    requests: 1,
    queue: 'three',
  },
  {
    name: 'not JSON',
    while: { 'anthropic-personality': 'verbose' },
    says: 'The model’s answer cannot be used: it is not JSON.'.replace('’', "'"),
    next: /choose another model/,
    requests: 1,
    queue: 'three',
  },
  {
    name: 'JSON of another form',
    while: { 'anthropic-personality': 'misshapen' },
    says: "The model's answer cannot be used: its form is wrong at claims.0",
    next: /choose another model/,
    requests: 1,
    queue: 'three',
  },
];

function begin({ faults }: Sandbox, one: Pick<Case, 'while' | 'cut'>): () => void {
  for (const [name, value] of Object.entries(one.while)) faults.set(name, value);
  if (one.cut) faults.add({ id: 'cut-model', host: 'api.anthropic.com', effect: { kind: 'cut-before' } });
  return () => {
    for (const name of [...Object.keys(one.while), 'cut-model']) faults.clear(name);
  };
}

const calls = (app: App): number =>
  app.sandbox.journal.find('api.anthropic.com', /^\/v1\/messages$/, 'POST').length;

/** Connected with a model, criteria approved; nobody is sampled for judging first. */
async function ready(app: App) {
  await app.connectAll();
  const page = await app.open('options.html#activity');
  const ask = (method: string, input: object = {}) => callFrom(page, 'screen-applicant', method, input);
  // The criteria are the rules' own, so that they are the same ones as in the other tests.
  await ask('draftRubric', { postingId: SRE });
  await ask('approveRubric', { postingId: SRE });
  await ask('change', { settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false } });
  await callFrom(page, 'connect-model', 'connect', { key: SANDBOX_KEY });
  return { ask, page };
}

/** Results stored about candidates, as the database has them. */
const stored = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('fulcrum-candidates');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('records').objectStore('records').getAll();
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result.filter(({ kind }) => kind === 'screening' || kind === 'applicant').length);
          };
          reading.onerror = () => reject(reading.error);
        };
      }),
  );

/** The popup while this candidate is on screen; a popup opened as a tab has none by itself. */
async function popupOn(app: App, opportunityId: string): Promise<Page> {
  const page = await app.context.newPage();
  await page.addInitScript((id) => {
    const send = chrome.runtime.sendMessage.bind(chrome.runtime);
    Object.assign(chrome.runtime, {
      sendMessage: (message: { method?: string }, ...rest: never[]) =>
        message?.method === 'current'
          ? Promise.resolve({ ok: true, value: { opportunityId: id, theme: null } })
          : (send as (...args: unknown[]) => unknown)(message, ...rest),
    });
  }, opportunityId);
  await page.setViewportSize({ width: 440, height: 760 });
  await page.goto(`chrome-extension://${app.extensionId}/popup.html`);
  return page;
}

async function inspect(page: Page, path: (name: string) => string, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page.screenshot({ path: path(`${name}-${colorScheme}.png`), fullPage: true });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect
      .soft(
        violations.map(({ id, help }) => `${id}: ${help}`),
        `${name} ${colorScheme}`,
      )
      .toEqual([]);
  }
}

test('one applicant: every way in which the model can fail is said with a way on, keeps nothing, and is over when it is over', async ({
  app,
}, info) => {
  test.slow();
  const { ask, page } = await ready(app);
  expect(await stored(page)).toBe(0);
  for (const [n, one] of CASES.entries()) {
    await test.step(one.name, async () => {
      const opportunityId = applicant(n);
      const before = await stored(page);
      const end = begin(app.sandbox, one);
      const asked = calls(app);
      const popup = await popupOn(app, opportunityId);
      await popup.getByRole('button', { name: 'Screen the resume' }).click();
      const notice = popup.getByRole('status').filter({ hasText: one.says });
      await expect(notice, one.name).toBeVisible();
      await expect(notice).toContainText(one.next);
      await expect(notice).toContainText('Nothing was kept of this try.');
      await expect(notice.getByRole('button', { name: 'Use the rules instead' })).toBeVisible();
      await expect(notice.getByRole('button', { name: 'Open Connections' })).toHaveCount(
        one.connections ? 1 : 0,
      );
      // The browser itself repeats what a broken connection swallowed, so a cut one is seen more often.
      if (one.cut) expect(calls(app) - asked).toBeGreaterThanOrEqual(one.requests);
      else expect(calls(app) - asked, `${one.name}: requests`).toBe(one.requests);
      expect(await stored(page), `${one.name}: nothing is stored`).toBe(before);
      expect((await ask('applicant', { opportunityId })).result).toBeNull();
      if (n === 0 || n === 3) await inspect(popup, (name) => info.outputPath(name), `card-${n}`);

      // A window that is opened later says it as well.
      await popup.reload();
      await expect(notice).toBeVisible();
      end();
      await notice.getByRole('button', { name: 'Try again' }).click();
      await expect(popup.getByText('A recommendation, not a decision.')).toBeVisible();
      await expect(popup.getByText(/claude-sonnet-5-5, prompt .* Cost \$0\.0\d\d\./)).toBeVisible();
      await expect(notice).toHaveCount(0);
      await popup.close();
    });
  }
});

test('our own cap, a refusal answered by the rules, no network at all: on the panel', async ({
  app,
}, info) => {
  const { ask, page } = await ready(app);
  await callFrom(page, 'connect-model', 'saveCap', { day: 0.01, month: null });
  const opportunityId = applicant(0);
  const asked = calls(app);
  const { page: lever, panel } = await openPanel(app, opportunityId);
  await panel.getByRole('tab', { name: 'Summary' }).click();
  await panel.getByRole('button', { name: 'Screen the resume' }).click();
  const capped = panel.getByRole('status').filter({ hasText: 'The model was not asked: this day has cost' });
  await expect(capped).toContainText('Raise the cap under Connections');
  await expect(capped.getByRole('button', { name: 'Open Connections' })).toBeVisible();
  expect(calls(app)).toBe(asked);
  await lever.screenshot({ path: info.outputPath('panel-cap.png') });
  await callFrom(page, 'connect-model', 'saveCap', { day: 5, month: 50 });

  app.sandbox.faults.set('anthropic-personality', 'refuser');
  await capped.getByRole('button', { name: 'Try again' }).click();
  const refused = panel.getByRole('status').filter({ hasText: 'The model declined to read this resume.' });
  await expect(refused).toBeVisible();
  await lever.screenshot({ path: info.outputPath('panel-refused.png') });
  await refused.getByRole('button', { name: 'Use the rules instead' }).click();
  await expect(panel.getByText(/Rules only .* no AI model was used/)).toBeVisible();
  await expect(panel.getByText(/now claude-sonnet-5-5 would judge/)).toBeVisible();
  expect(await stored(page)).toBe(2);

  // With a result there, a failed second try leaves it standing.
  await panel.getByRole('button', { name: 'Screen again' }).click();
  await expect(refused).toContainText('the earlier result stands');
  await expect(panel.getByRole('region', { name: 'Criteria' })).toBeVisible();
  expect(await stored(page)).toBe(2);
  app.sandbox.faults.clear('anthropic-personality');

  await app.context.setOffline(true);
  const offline = applicant(1);
  const popup = await popupOn(app, offline);
  await expect(popup.getByText('could not be reached (this machine is offline)')).toBeVisible();
  await popup.screenshot({ path: info.outputPath('popup-offline.png') });
  await app.context.setOffline(false);
  await popup.getByRole('button', { name: 'Try again' }).first().click();
  await expect(popup.getByRole('button', { name: 'Screen the resume' })).toBeVisible();
  expect((await ask('applicant', { opportunityId: offline })).result).toBeNull();
  await popup.close();
});

test('the queue waits at what concerns everybody, says so, and goes on; who was left out can be tried again', async ({
  app,
}, info) => {
  test.slow();
  const { ask, page } = await ready(app);
  const popup = await app.context.newPage();
  await popup.setViewportSize({ width: 440, height: 760 });
  await popup.goto(`chrome-extension://${app.extensionId}/popup.html#posting=${SRE}`);
  let waiting = 0;
  for (const [n, one] of CASES.entries()) {
    await test.step(one.name, async () => {
      const end = begin(app.sandbox, one);
      const asked = calls(app);
      if (n === 0) {
        await ask('screenAll', { postingId: SRE });
        await popup.reload();
        waiting = (await ask('queue', { postingId: SRE })).waiting;
        expect(waiting).toBeGreaterThan(40);
      } else await popup.getByRole('button', { name: 'Try again now' }).click();
      // Two cases may say the same: the notice counts once this try is over.
      await expect
        .poll(() => calls(app) - asked, { message: `${one.name}: requests` })
        .toBeGreaterThanOrEqual(one.requests * (one.queue === 'three' ? 3 : 1));
      await expect.poll(async () => (await ask('queue', { postingId: SRE })).runner.working).toBe(false);
      const notice = popup
        .getByRole('status')
        .filter({ hasText: one.says })
        .filter({ hasText: 'Screening waits:' });
      await expect(notice, one.name).toBeVisible();
      await expect(notice).toContainText(/\d+ are waiting; nothing is lost\./);
      await expect(notice.getByRole('button', { name: 'Open Connections' })).toHaveCount(
        one.connections || one.queue === 'three' ? 1 : 0,
      );
      if (one.queue === 'three') await expect(notice).toContainText('3 applicants in a row');
      else await expect(notice).toContainText('It is tried again by itself every five minutes.');
      expect(await stored(page), `${one.name}: nothing is stored`).toBe(0);
      const { waiting: left, failed } = await ask('queue', { postingId: SRE });
      expect(left + (failed?.count ?? 0), `${one.name}: nobody is lost`).toBe(waiting);
      if (n === 0 || n === CASES.length - 1)
        await inspect(popup, (name) => info.outputPath(name), `queue-${n}`);
      end();
    });
  }
  await popup.getByRole('button', { name: 'Try again now' }).click();
  await expect
    .poll(async () => (await ask('queue', { postingId: SRE })).waiting, { timeout: 60_000 })
    .toBe(0);
  // Those whom the model refused were left out; the others are there.
  await popup.reload();
  await expect(popup.locator('[data-row]')).toHaveCount(12);
  const leftOut = popup.getByRole('status').filter({ hasText: 'could not be screened' });
  await expect(leftOut).toContainText('The model declined to read this resume.');
  await expect(popup.getByText(/These results: \$\d\.\d+\. Model today \$\d\.\d\d of \$5\.00/)).toBeVisible();
  await inspect(popup, (name) => info.outputPath(name), 'queue-left-out');
  await leftOut.getByRole('button', { name: 'Try them again' }).click();
  await expect(leftOut).toHaveCount(0);
  await expect
    .poll(async () => (await ask('queue', { postingId: SRE })).waiting, { timeout: 60_000 })
    .toBe(0);
  const { open } = await ask('queue', { postingId: SRE });
  expect(Object.values<number>(open).reduce((sum, one) => sum + one, 0)).toBe(waiting);
});
