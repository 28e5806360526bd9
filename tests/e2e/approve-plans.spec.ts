import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { moveStage } from '@/sandbox/lever/web/internal-writes';
import { type App, callFrom, expect, KNOWN, test } from './fixtures';
import { ask, world } from './panel';
import { settled } from './settled';

/** The moment between opening a card and a second Enter that counts. */
const ARMED_MS = 450;

const record = (app: App, id: string) => app.sandbox.world.lever.opportunities.get(id);
const postingOf = (app: App, id: string): string =>
  app.sandbox.world.lever.applications.get(record(app, id).applications[0]).posting;

/** Moves the candidate out of a stage and into it, as a recruiter would in Lever. */
function enter(app: App, id: string, stage: string): void {
  const context = { world: app.sandbox.world, now: () => Date.now() } as Parameters<typeof moveStage>[0];
  expect(moveStage(context, record(app, id), 'applicant-new')).toBe(true);
  expect(moveStage(context, record(app, id), stage)).toBe(true);
}

/** Lets the alarm ring now instead of in two minutes, and waits until Lever has been asked. */
async function ring(app: App): Promise<void> {
  const cursor = async () => (await kept<{ cursor: number | null }>(app, 'schedule:stage-watch')).cursor ?? 0;
  const before = await cursor();
  const worker = await app.worker();
  await worker.evaluate(() =>
    (chrome.alarms.onAlarm as unknown as { dispatch(alarm: object): void }).dispatch({
      name: 'watch-stages',
      scheduledTime: Date.now(),
    }),
  );
  await expect.poll(cursor).toBeGreaterThan(before);
}

const badge = async (app: App): Promise<string> =>
  (await app.worker()).evaluate(() => chrome.action.getBadgeText({}));

/** What the worker keeps under a key of the extension's storage. */
const kept = async <T>(app: App, key: string): Promise<T> =>
  (await app.worker()).evaluate(
    async (name) => (await chrome.storage.local.get(name))[name],
    key,
  ) as Promise<T>;

/** Switches the posting and stage of the known candidate on, and opens the page. */
async function watching(app: App): Promise<{ page: Page; stage: string }> {
  await app.connectAll();
  const { stage } = record(app, KNOWN.simple);
  const view = await ask(app, 'automate', { opportunityId: KNOWN.simple, on: true });
  expect(view).toMatchObject({ automatic: true, setup: { remembered: true } });
  const page = await app.open('options.html#approvals');
  await expect(page.getByText('1 stage is watched')).toBeVisible();
  return { page, stage };
}

/** How the decisions so far compare with what was proposed, oldest first. */
const outcomes = async (page: Page): Promise<string[]> => {
  const { workflows } = await callFrom(page, 'govern-automation', 'read', {});
  return workflows[0].record.points.map((point: { outcome: string }) => point.outcome);
};

const cards = (page: Page) => page.locator('[data-plan]');
const inboxOf = (page: Page) => callFrom(page, 'approve-plans', 'inbox', {});

/** Rings until so many proposals wait. */
async function proposed(app: App, page: Page, count: number): Promise<void> {
  await ring(app);
  await expect.poll(async () => (await inboxOf(page)).open.length, { timeout: 60_000 }).toBe(count);
  await expect(cards(page)).toHaveCount(count);
}

/** Somebody takes the hour in the calendar of one of the panel. */
function take(app: App, start: number, end: number, mailbox = 'priya.nair@larkspur.example'): void {
  app.sandbox.world.calendars.add({
    id: `taken-${start}`,
    mailbox,
    organizer: mailbox,
    title: 'Urgent',
    start,
    end,
    status: 'busy',
    isPrivate: false,
    allDay: false,
    recurringId: null,
    cancelled: false,
  });
}

test('who enters a watched stage is proposed a time, approved by keyboard, booked once, and undone', async ({
  app,
}) => {
  const { page, stage } = await watching(app);
  // Whoever is in the stage already is left alone, however often Lever is asked.
  await ring(app);
  await expect
    .poll(async () => (await kept<{ cursor: number }>(app, 'schedule:stage-watch')).cursor)
    .toBeTruthy();
  expect((await inboxOf(page)).open).toEqual([]);
  expect(await badge(app)).toBe('');

  enter(app, KNOWN.simple, stage);
  await proposed(app, page, 1);
  await expect.poll(() => badge(app)).toBe('1');
  await expect(page.getByRole('link', { name: /Approvals\s*1/ })).toBeVisible();
  await ring(app);
  await ring(app);
  const card = cards(page).first();
  await expect(card.getByRole('heading', { name: 'Alma Fitzgerald' })).toBeVisible();
  await expect(card).toContainText('phase 1');
  await expect(card).toContainText(/Expires in 2[34] h|Expires in \d+ h/);
  expect(world(app, KNOWN.simple)).toMatchObject({ panels: [], notes: [], mails: [] });

  await page.bringToFront();
  await page.keyboard.press('j');
  await expect(card).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(card.getByRole('heading', { name: 'Reaches people' })).toBeVisible();
  await expect(card).toContainText('alma.fitzgerald@candidate.example');
  await page.waitForTimeout(ARMED_MS);
  await page.keyboard.press('Enter');
  await expect(card.getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
  const booked = world(app, KNOWN.simple);
  expect(booked.panels).toHaveLength(1);
  expect(booked.notes).toHaveLength(1);
  expect(booked.events).toHaveLength(2);
  expect(booked.invitations).toHaveLength(4);
  expect(new Set(booked.invitations).size).toBe(4);
  await expect.poll(() => badge(app)).toBe('');
  // The booking itself changed the candidate in Lever; that is no new entry.
  await ring(app);

  await card.focus();
  await page.keyboard.press('u');
  await page.getByRole('dialog').getByRole('button', { name: 'Undo everything' }).press('Enter');
  await expect(card.getByText('Undone', { exact: true })).toBeVisible({ timeout: 60_000 });
  const after = world(app, KNOWN.simple);
  expect(after).toMatchObject({ panels: [], notes: [], events: [] });
  expect(after.cancellations).toEqual(booked.invitations);
  expect(await outcomes(page)).toEqual(['agreed']);
  expect((await inboxOf(page)).open).toEqual([]);
});

test('a time taken meanwhile: nothing is booked, why is said, and the next best stands there to approve', async ({
  app,
}) => {
  const { page, stage } = await watching(app);
  enter(app, KNOWN.simple, stage);
  await proposed(app, page, 1);
  const [first] = (await inboxOf(page)).open;
  take(app, first.when.start, first.when.end);
  await page.bringToFront();
  await cards(page).first().getByRole('button', { name: 'Review' }).click();
  await page.getByRole('button', { name: /^Approve/ }).click();
  await expect(page.getByText(/is not free for everybody any more/)).toBeVisible({ timeout: 60_000 });
  expect(world(app, KNOWN.simple)).toMatchObject({ panels: [], notes: [], events: [], mails: [] });
  const [next, ...more] = (await inboxOf(page)).open;
  expect(more).toEqual([]);
  expect(next.planId).not.toBe(first.planId);
  expect(next.when.start).not.toBe(first.when.start);
  await expect(page.locator(`[data-plan="${next.planId}"]`)).toContainText('not free for everybody any more');
  await page.getByRole('button', { name: /^Approve/ }).click();
  await expect(cards(page).first().getByText('Done', { exact: true })).toBeVisible({ timeout: 60_000 });
  expect(world(app, KNOWN.simple).panels).toHaveLength(1);

  // Another candidate, another no: turned down with a reason, and nothing goes out.
  const other = othersOf(app, stage)[0] as string;
  enter(app, other, stage);
  await ring(app);
  await expect.poll(async () => (await inboxOf(page)).open.length).toBe(1);
  const [waiting] = (await inboxOf(page)).open;
  await page.locator(`[data-plan="${waiting.planId}"]`).getByRole('button', { name: 'Turn down' }).click();
  await page.getByLabel('Reason, if you like').fill('Too soon');
  await page.getByRole('dialog').getByRole('button', { name: 'Turn down' }).click();
  await expect(page.locator(`[data-plan="${waiting.planId}"]`)).toHaveCount(0);
  expect(await outcomes(page)).toEqual(['agreed', 'refused']);
});

/** Candidates of the same posting in another stage, with an address, in Europe or America's morning. */
function othersOf(app: App, stage: string): string[] {
  const posting = postingOf(app, KNOWN.simple);
  const near = /Portugal|Poland|Spain|Ireland|United Kingdom|Toronto/;
  return [...app.sandbox.world.lever.opportunities.values()]
    .filter(
      (one) =>
        one.archived === null &&
        one.stage !== stage &&
        one.emails.length > 0 &&
        near.test(one.location) &&
        one.id !== KNOWN.hostile &&
        app.sandbox.world.lever.applications.get(one.applications[0])?.posting === posting,
    )
    .map((one) => one.id as string);
}

type Look = readonly ['light' | 'dark', number];
/** Axe's whole rule set and a picture, in both themes and widths. */
async function looks(
  page: Page,
  name: string,
  info: { outputPath(name: string): string },
  all: Look[],
): Promise<void> {
  for (const [colorScheme, width] of all) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    const fullPage = (await page.locator('dialog[open]').count()) === 0;
    await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage });
    if (process.env.SHOTS)
      await page.screenshot({ path: `${process.env.SHOTS}/${name}-${colorScheme}-${width}.png`, fullPage });
    const { violations, passes } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(passes.length).toBeGreaterThan(8);
    expect
      .soft(
        violations.map(
          (one) =>
            `${one.id}: ${one.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary}`).join('; ')}`,
        ),
        `${name} ${colorScheme} ${width}`,
      )
      .toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} ${width} scrolls sideways`).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

test('several at once: no two for one hour, one preview of all writes, a result for each, one conflict', async ({
  app,
}, info) => {
  test.slow();
  const { page, stage } = await watching(app);
  const ids = [KNOWN.simple, ...othersOf(app, stage).slice(0, 3)];
  for (const id of ids) enter(app, id, stage);
  await proposed(app, page, ids.length);
  const { open } = await inboxOf(page);
  const starts = open.map((item: { when: { start: number } }) => item.when.start);
  expect(new Set(starts).size).toBe(ids.length);
  await page.bringToFront();
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await looks(page, 'approvals-open', info, [
    ['light', 1280],
    ['dark', 420],
  ]);
  await page.keyboard.press('Escape');

  // Conflict: the second one's hour is taken. The fourth stays unticked.
  take(app, open[1].when.start, open[1].when.end);
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+j');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('3 selected')).toBeVisible();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/2 of 3 still hold. Together: mails \d+ people, writes/)).toBeVisible({
    timeout: 60_000,
  });
  await looks(page, 'approvals-several', info, [['light', 420]]);
  expect(app.sandbox.outbox.list()).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Close' }).last()).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText('· Done')).toHaveCount(2);
  await expect(dialog.getByText('· Not done')).toHaveCount(1);
  await expect(dialog.getByText(/Proposed instead/)).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  const now = await inboxOf(page);
  expect(now.decided.map((item: { state: string }) => item.state)).toEqual(['done', 'done']);
  expect(now.open).toHaveLength(2);
  for (const item of open as { opportunityId: string; planId: string }[]) {
    const done = now.decided.some((one: { planId: string }) => one.planId === item.planId);
    expect(world(app, item.opportunityId).panels).toHaveLength(done ? 1 : 0);
  }
  await looks(page, 'approvals-decided', info, [['dark', 1280]]);
});

test('a proposal that expired is never run; made anew and approved, it is booked once though the worker is killed', async ({
  app,
}) => {
  const { page, stage } = await watching(app);
  enter(app, KNOWN.simple, stage);
  await proposed(app, page, 1);
  const [item] = (await inboxOf(page)).open;
  expect(item.expiresAt).toBeLessThanOrEqual(item.proposedAt + 24 * 3_600_000);
  expect(item.expiresAt).toBeLessThan(item.when.start);
  // A day goes by: the moment it was good until is put into the past.
  await page.evaluate(
    (id) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('fulcrum-ledger');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const plans = opening.result.transaction('plans', 'readwrite').objectStore('plans');
          const read = plans.get(id);
          read.onsuccess = () => {
            const write = plans.put({ ...read.result, expiresAt: Date.now() - 60_000 });
            write.onsuccess = () => {
              opening.result.close();
              resolve();
            };
          };
        };
      }),
    item.planId,
  );
  await expect(page.getByText('Expired', { exact: true })).toBeVisible();
  const refused = await callFrom(page, 'approve-plans', 'approve', { planId: item.planId });
  expect(refused).toMatchObject({ outcome: 'refused', problem: { code: 'proposal-expired' } });
  expect(world(app, KNOWN.simple)).toMatchObject({ panels: [], mails: [] });
  await page.getByRole('button', { name: 'Propose again' }).click();
  await expect(page.getByRole('heading', { name: 'Waiting for you (1)' })).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Expired', { exact: true })).toHaveCount(0);
  const [fresh] = (await inboxOf(page)).open;
  // Everything was checked and the yes is kept; the first event of the run hangs long enough to kill the worker.
  app.sandbox.faults.add({
    id: 'slow',
    host: 'www.googleapis.com',
    method: 'POST',
    path: /calendars\/primary\/events/,
    effect: { kind: 'latency', ms: 2500 },
    times: 1,
  });
  await page.bringToFront();
  // The new proposal stands opened.
  await page.getByRole('button', { name: /^Approve/ }).click();
  await expect
    .poll(async () => (await callFrom(page, 'approve-plans', 'item', { planId: fresh.planId })).state)
    .toBe('running');
  await app.killWorker(page);
  await expect
    .poll(async () => (await callFrom(page, 'approve-plans', 'item', { planId: fresh.planId })).state, {
      timeout: 60_000,
    })
    .toBe('done');
  const booked = world(app, KNOWN.simple);
  expect(booked.panels).toHaveLength(1);
  expect(booked.events).toHaveLength(2);
  expect(new Set(booked.invitations).size).toBe(booked.invitations.length);
  await expect(cards(page).first().getByText('Done', { exact: true })).toBeVisible();
});

test('two days without a time: one escalation with what clashes and what would help, and the way into the panel', async ({
  app,
}, info) => {
  const { page, stage } = await watching(app);
  const day = 24 * 3_600_000;
  take(app, Date.now() - day, Date.now() + 60 * day);
  enter(app, KNOWN.simple, stage);
  await ring(app);
  await expect.poll(async () => (await inboxOf(page)).waiting[0]?.tries, { timeout: 60_000 }).toBe(1);
  const [waiting] = (await inboxOf(page)).waiting;
  expect(waiting.reasons.join(' ')).toContain('Priya');
  expect(await badge(app)).toBe('');
  await ring(app);
  expect((await inboxOf(page)).waiting[0].tries).toBe(1);
  // Two days go by: since when it is looked for, and when it is tried next, are put into the past.
  const later = async () =>
    (await app.worker()).evaluate(async () => {
      const key = 'schedule:stage-watch';
      const state = (await chrome.storage.local.get(key))[key] as { entries: object[] };
      const since = Date.now() - 49 * 3_600_000;
      const entries = state.entries.map((entry) => ({ ...entry, since, nextTryAt: 0 }));
      await chrome.storage.local.set({ [key]: { ...state, entries } });
    });
  for (const tries of [2, 3]) {
    await later();
    await ring(app);
    await expect.poll(async () => (await inboxOf(page)).waiting[0]?.tries, { timeout: 60_000 }).toBe(tries);
  }
  const { escalations: told } = await callFrom(page, 'handle-exceptions', 'list', {});
  expect(told).toHaveLength(1);
  expect(told[0].key).toMatch(new RegExp(`^no-slot:${KNOWN.simple}:${stage}:\\d+$`));
  expect(JSON.stringify(told[0].lists)).toContain('Priya');
  expect(JSON.stringify(told)).not.toContain('Alma');
  await expect.poll(() => badge(app)).toBe('1');
  const card = page.getByRole('article', { name: 'Alma Fitzgerald' });
  await expect(card.getByText('No time found', { exact: true })).toBeVisible();
  await looks(page, 'approvals-waiting', info, [['light', 420]]);
  const opening = app.context.waitForEvent('page');
  await card.getByRole('button', { name: 'Open the panel' }).click();
  const lever = await opening;
  await expect(app.panel(lever).getByRole('heading', { level: 1 })).toBeVisible();
  await page.bringToFront();
  // Erasing the candidate forgets the search and what was said about it, and leaves the watch as it is.
  const erasing = { opportunityId: KNOWN.simple };
  const preview = await callFrom(page, 'review-activity', 'erasure', erasing);
  expect(preview.erases).toEqual(expect.arrayContaining(['1 message to people.', '1 search for a time.']));
  expect(await callFrom(page, 'review-activity', 'erase', erasing)).toMatchObject({ ok: true });
  expect((await callFrom(page, 'handle-exceptions', 'list', {})).escalations).toEqual([]);
  expect(JSON.stringify(await kept(app, 'schedule:stage-watch'))).not.toMatch(/Alma|Priya/);
  await expect(page.getByText('1 stage is watched')).toBeVisible();
  await expect(card).toHaveCount(0);
});
