import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { type App, callFrom, expect, test } from './fixtures';
import { settled } from './settled';

const SRE = postingIdOf('sre');
const SETTINGS = { blinding: 2, blindFirst: false, sample: 0, showNumber: false };

/** Criteria approved and everybody screened; answers come from the worker, past the screens. */
async function screened(app: App) {
  await app.connectAll();
  const desk = await app.open('options.html#activity');
  const ask = (method: string, input: object = {}) => callFrom(desk, 'screen-applicant', method, input);
  await ask('draftRubric', { postingId: SRE });
  await ask('approveRubric', { postingId: SRE });
  await ask('change', { settings: SETTINGS });
  await ask('screenAll', { postingId: SRE });
  await expect
    .poll(async () => (await ask('queue', { postingId: SRE })).waiting, { timeout: 60_000 })
    .toBe(0);
  return { ask, desk };
}

/** Answers one method of screening in this page, in place of the worker: states that are hard to bring about. */
async function answering(page: Page, answers: Record<string, object>): Promise<void> {
  await page.addInitScript((given) => {
    const send = chrome.runtime.sendMessage.bind(chrome.runtime);
    Object.assign(chrome.runtime, {
      sendMessage: (message: { contract?: string; method?: string }, ...rest: never[]) => {
        const answer = message?.contract === 'screen-applicant' ? given[message.method ?? ''] : undefined;
        return answer ? Promise.resolve(answer) : (send as (...args: unknown[]) => unknown)(message, ...rest);
      },
    });
  }, answers);
}

async function look(page: Page, name: string, info: TestInfo): Promise<void> {
  // 220 px are what is left of a popup of 440 px at 200 %.
  for (const [width, colorScheme] of [
    [420, 'light'],
    [340, 'dark'],
    [220, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 600 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage: true });
    const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(passes.length).toBeGreaterThan(5);
    const said = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.failureSummary).join()}`);
    expect.soft(said, `${name} ${width}`).toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} ${width} scrolls sideways`).toBe(0);
  }
  await page.setViewportSize({ width: 420, height: 600 });
}

test('keys as fast as they can be pressed each meet their own applicant; a mark against the evidence asks why; both are logged', async ({
  app,
}, info) => {
  const { ask, desk } = await screened(app);
  const page = await app.open(`popup.html#posting=${SRE}`);
  const rows = page.locator('[data-row]');
  await expect(rows).toHaveCount(12);
  await expect(rows.first()).toBeFocused();
  const ids = await rows.evaluateAll((all) => all.map((one) => one.getAttribute('data-row') ?? ''));
  const row = (n: number) => page.locator(`[data-row="${ids[n]}"]`);
  const nameOf = (id = '') => app.sandbox.world.lever.opportunities.get(id)?.name as string;
  // Nobody is hidden behind the first dozen.
  await expect(page.getByText(/more after these: .*with open questions.*need a person/)).toBeVisible();
  await expect(rows.first()).toContainText('Best shown:');
  await look(page, 'queue', info);

  // In one burst, far faster than any answer of the worker.
  await page.evaluate(
    async (keys) => {
      for (const key of keys) {
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
        await new Promise((next) => setTimeout(next));
      }
    },
    ['a', 'f', 'a', 'ArrowDown', 'f', 'r'],
  );
  await expect(page.getByRole('status').filter({ hasText: '5 marked' })).toBeVisible();
  const decisions = async () =>
    Promise.all(
      ids
        .slice(0, 6)
        .map(async (id) => (await ask('applicant', { opportunityId: id })).decision?.kind ?? null),
    );
  await expect.poll(decisions).toEqual(['accept', 'flag', 'accept', null, 'flag', 'reject']);

  // The sixth is marked against what the resume shows.
  const why = page.getByLabel(`${nameOf(ids[5])}: Marked “reject” although there is evidence. Why?`);
  await expect(why).toBeVisible();
  await page.keyboard.press('w');
  await expect(why).toBeFocused();
  await page.screenshot({ path: info.outputPath('why.png') });
  await page.keyboard.type('Works far away');
  await page.keyboard.press('Enter');
  await expect(why).toBeHidden();
  await expect
    .poll(async () => (await ask('applicant', { opportunityId: ids[5] })).decision)
    .toMatchObject({ kind: 'reject', reason: 'Works far away', byName: 'Maya Okafor' });
  await expect(row(6)).toBeFocused();

  // Who was marked a while ago left at the top, others joined at the end.
  await expect(row(0)).toHaveCount(0);
  await expect(rows.filter({ hasNot: page.locator('svg') })).toHaveCount(12);

  // The last keystroke taken back, and a slip of the finger on somebody without a judgement.
  await page.keyboard.press('f');
  await page.keyboard.press('u');
  await expect(row(6)).toBeFocused();
  await expect
    .poll(async () => (await ask('queue', { postingId: SRE })).decided)
    .toEqual({
      accept: 2,
      reject: 1,
      flag: 2,
    });
  const log = await callFrom(desk, 'review-activity', 'audit', { workflow: 'screen-applicant', limit: 500 });
  const events: string[] = log.rows.map((row: { event: string }) => row.event);
  // Each mark, the one with its reason once more, and what was taken back.
  expect(events.filter((event) => event === 'Human marked')).toHaveLength(7);
  expect(events.filter((event) => event === 'Human unmarked')).toHaveLength(1);
  expect(events.filter((event) => event === 'AI assessed').length).toBeGreaterThan(35);
  expect(
    app.sandbox.journal.list().filter((one) => one.host === 'api.lever.co' && one.method !== 'GET'),
  ).toEqual([]);
});

test('a queue that is empty, waits, fails or has long names, and what cannot be accepted', async ({
  app,
}, info) => {
  await app.connectAll();
  const desk = await app.open('options.html#activity');
  const ask = (method: string, input: object = {}) => callFrom(desk, 'screen-applicant', method, input);
  await ask('draftRubric', { postingId: SRE });
  await ask('approveRubric', { postingId: SRE });
  await ask('change', { settings: SETTINGS });
  const open = async (answers: Record<string, object> = {}): Promise<Page> => {
    const page = await app.context.newPage();
    await answering(page, answers);
    await page.goto(`chrome-extension://${app.extensionId}/popup.html#posting=${SRE}`);
    return page;
  };
  const empty = await open();
  await expect(empty.getByText('Nobody is screened yet')).toBeVisible();
  await look(empty, 'empty', info);

  const problem = {
    code: 'server-error',
    message: 'Lever did not answer.',
    next: 'Try again in a moment.',
    retryable: true,
  };
  const failing = await open({ queue: { ok: false, problem } });
  await expect(failing.getByText('Lever did not answer.')).toBeVisible();
  await expect(failing.getByRole('button', { name: 'Try again' })).toBeVisible();
  await look(failing, 'failing', info);

  await ask('screen', { opportunityId: APPLICANTS.strong });
  await ask('screen', { opportunityId: APPLICANTS.scan });
  const queue = await ask('queue', { postingId: SRE });
  const runner = {
    ...queue.runner,
    waiting: 7,
    halted: { ...problem, message: 'The spending cap of $5 is reached.' },
  };
  const [first, second] = queue.rows;
  const long = {
    ...queue,
    waiting: 7,
    runner,
    rows: [
      {
        ...first,
        name: 'Maximiliane-Theodora von der Wartenburg-Hohenschwangau zu Lichtenfels und Oberaudorf',
      },
      { ...second, name: 'عبد الرحمن بن عبد العزيز آل سعود المعروف بأبي يوسف' },
    ],
  };
  const page = await open({ queue: { ok: true, value: long } });
  await expect(page.getByText('Screening waits: The spending cap of $5 is reached.')).toBeVisible();
  await look(page, 'long-names', info);
  await page.close();

  const own = await open();
  const rows = own.locator('[data-row]');
  await expect(rows).toHaveCount(2);
  await rows.nth(1).focus();
  await own.keyboard.press('a');
  await expect(own.getByText('There is no judgement to accept: the resume was not judged.')).toBeVisible();
  await expect(own.getByRole('status').filter({ hasText: '2 open, 0 marked' })).toBeVisible();
  await own.keyboard.press('f');
  await expect(own.getByRole('status').filter({ hasText: '1 open, 1 marked' })).toBeVisible();
});
