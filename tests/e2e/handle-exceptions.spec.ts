import { request } from 'node:https';
import AxeBuilder from '@axe-core/playwright';
import type { Page, TestInfo } from '@playwright/test';
import { SLACK_WEBHOOK } from '@/sandbox/slack/app';
import { TEAMS_WEBHOOK } from '@/sandbox/teams/app';
import { type App, allow, callFrom, expect, KNOWN, test } from './fixtures';
import { ARMED_MS, hasKeys, openPanel, world } from './panel';
import { settled } from './settled';

const CANDIDATE = 'alma.fitzgerald@candidate.example';
const NAME = /alma|fitzgerald/i;

/** The second invitation, the candidate's, is refused for good: by then the panel has been told. */
function refuseSecondInvitation(app: App): void {
  app.sandbox.faults.add({
    id: 'refuse',
    host: 'www.googleapis.com',
    method: 'PATCH',
    path: /events/,
    skip: 1,
    effect: {
      kind: 'status',
      status: 403,
      body: { error: { code: 403, message: 'Forbidden', errors: [{ reason: 'forbidden' }] } },
    },
  });
}

async function book(page: Page, opportunityId: string): Promise<string> {
  const schedule = (method: string, input: object) => callFrom(page, 'schedule-interview', method, input);
  const view = await schedule('load', { opportunityId, refresh: true });
  const plan = await schedule('preview', { opportunityId, start: view.answer.slots[0].start });
  await schedule('book', { planId: plan.id });
  return plan.id;
}
const stateOf = async (page: Page, planId: string): Promise<string> =>
  (await callFrom(page, 'schedule-interview', 'status', { planId })).state;

/** A booking that stopped half-way. */
async function parked(app: App, page: Page, opportunityId: string = KNOWN.simple): Promise<string> {
  refuseSecondInvitation(app);
  const planId = await book(page, opportunityId);
  expect(await stateOf(page, planId)).toBe('parked');
  return planId;
}

/** The browser's own prompt cannot be pressed by a test, so the answer is given beforehand; the page still asks in its click. */
async function sayYes(app: App, origin: string): Promise<void> {
  const page = await app.context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(
    ([id, host]) =>
      (
        chrome as unknown as {
          developerPrivate: { addHostPermission(id: string, host: string): Promise<void> };
        }
      ).developerPrivate.addHostPermission(id, host),
    [app.extensionId, origin] as const,
  );
  await page.close();
}

async function connectChat(app: App, page: Page, name: 'Slack' | 'Teams', address: string): Promise<void> {
  await sayYes(app, `https://${new URL(address).hostname}/*`);
  await page.bringToFront();
  await page.getByRole('button', { name: `Set up ${name}` }).click();
  await page.getByLabel(`Webhook address of ${name}`).fill(address);
  await page.getByRole('button', { name: `Connect ${name}` }).click();
  await expect(page.getByRole('button', { name: `Test ${name}` })).toBeVisible();
}

async function look(page: Page, name: string, info: TestInfo): Promise<void> {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 420],
    ['dark', 420],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await settled(page);
    const fullPage = (await page.locator('dialog[open]').count()) === 0;
    await page.screenshot({ path: info.outputPath(`${name}-${colorScheme}-${width}.png`), fullPage });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect
      .soft(
        violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`),
        `${name} ${colorScheme} ${width}`,
      )
      .toEqual([]);
    const over = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(over, `${name} ${width} scrolls sideways`).toBe(0);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a stopped booking: handed over by Slack, taken back, then retried to its end', async ({
  app,
}, info) => {
  test.slow();
  await app.connectAll();
  const page = await app.open('options.html#exceptions');
  await expect(page.getByText('Nothing needs you')).toBeVisible();
  await look(page, 'empty', info);
  await connectChat(app, page, 'Slack', SLACK_WEBHOOK);
  await page.getByRole('button', { name: 'Test Slack' }).click();
  await expect(page.getByText('Slack answered “ok”: it is in the channel.')).toBeVisible();
  expect(app.sandbox.chats.list()).toHaveLength(1);

  const planId = await parked(app, page);
  await page.reload();
  await expect(page.getByRole('link', { name: 'Exceptions 1 open' })).toBeVisible();
  await expect(page.getByText('after people had been told')).toBeVisible();
  await expect(page.getByText('Certainly done')).toBeVisible();
  await look(page, 'stopped', info);

  await page.getByRole('button', { name: 'Hand over' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('To').selectOption({ label: 'Priya Nair' });
  await dialog.getByLabel('Note').fill('Alma Fitzgerald is waiting; please call her.');
  await dialog.getByRole('button', { name: 'Preview' }).click();
  await expect(dialog.getByText('Tell Priya Nair by Slack')).toBeVisible();
  await look(page, 'hand-over', info);
  expect(app.sandbox.chats.list()).toHaveLength(1);
  await dialog.getByRole('button', { name: 'Hand it over' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByText('Nothing needs you')).toBeVisible();
  const message = app.sandbox.chats.list()[1];
  expect(message?.text).toContain('hands over to Priya Nair');
  expect(message?.text).toContain('A. F. is waiting; please call her.');
  expect(message?.text).not.toMatch(NAME);
  expect(message?.links[0]).toContain(`/candidates/${KNOWN.simple}`);
  const handed = () =>
    world(app, KNOWN.simple).notes.filter((one) => JSON.stringify(one).includes('Handed over to'));
  expect(handed()).toHaveLength(1);

  await page.getByLabel('Show').selectOption({ label: 'With a colleague' });
  await expect(page.getByText(/Handed over to Priya Nair on .* by /)).toBeVisible();
  await look(page, 'with-a-colleague', info);
  await page.getByRole('button', { name: 'Take back' }).click();
  await expect(page.getByText('Nothing is with a colleague')).toBeVisible();
  expect(handed()).toHaveLength(0);
  expect(app.sandbox.chats.list()).toHaveLength(2);

  app.sandbox.faults.clear('refuse');
  await page.getByLabel('Show').selectOption({ label: 'Open' });
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(page.getByText('Nothing needs you')).toBeVisible();
  expect(await stateOf(page, planId)).toBe('done');
  expect(world(app, KNOWN.simple).invitations).toContain(CANDIDATE);

  // The address of the webhook is nowhere to be read.
  const secret = new URL(SLACK_WEBHOOK).pathname.split('/').at(-1) ?? '';
  const kept = await page.evaluate(async () =>
    JSON.stringify([
      await chrome.storage.local.get(null),
      await chrome.storage.session.get(null),
      document.body.innerHTML,
    ]),
  );
  expect(kept).not.toContain(secret);
  const egress = await callFrom(page, 'review-activity', 'egress', { limit: 1000 });
  expect(JSON.stringify(egress)).not.toContain(secret);
  expect(egress.some((one: { host: string }) => one.host === 'hooks.slack.com')).toBe(true);
});

test('a stopped booking: skipped to its end, and another one undone', async ({ app }) => {
  await app.connectAll();
  const page = await app.open('options.html#exceptions');
  const first = await parked(app, page);
  await page.reload();
  await page.getByRole('button', { name: 'Skip this step' }).click();
  await expect(page.getByText('Nothing needs you')).toBeVisible();
  expect(await stateOf(page, first)).toBe('done');
  expect(world(app, KNOWN.simple).invitations).not.toContain(CANDIDATE);
  await callFrom(page, 'schedule-interview', 'undo', { planId: first });
  app.sandbox.faults.clear('refuse');

  const second = await parked(app, page);
  await page.reload();
  await page.getByRole('button', { name: 'Undo the rest' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('everything is as Fulcrum left it')).toBeVisible();
  await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('Nothing needs you')).toBeVisible();
  expect(await stateOf(page, second)).toBe('undone');
  const { events, panels, notes } = world(app, KNOWN.simple);
  expect({ events, panels, notes }).toEqual({ events: [], panels: [], notes: [] });
});

test('Teams says accepted and never delivered; mail asks for the right to send only when it is switched on', async ({
  app,
}, info) => {
  test.slow();
  await app.connectAll();
  const asked = () =>
    app.sandbox.journal
      .list()
      .filter((one) => /oauth2\/(v2\/auth|v2\.0\/authorize)/.test(one.path) || /authorize/.test(one.path))
      .map((one) => decodeURIComponent(one.path))
      .join('\n');
  expect(asked()).not.toMatch(/gmail|Mail\.Send/);
  const page = await app.open('options.html#exceptions');
  await connectChat(app, page, 'Teams', TEAMS_WEBHOOK);
  app.sandbox.faults.set('teams-flow-fails', true);
  await page.getByRole('button', { name: 'Test Teams' }).click();
  await expect(page.getByText('Power Automate accepted it before the workflow ran')).toBeVisible();
  app.sandbox.faults.clear('teams-flow-fails');
  await page.getByRole('button', { name: 'Test Teams' }).click();
  await expect.poll(() => app.sandbox.chats.list().length).toBe(1);

  await page.getByRole('button', { name: 'Set up Mail' }).click();
  await page.getByLabel('To', { exact: true }).fill('coordinators@larkspur.example');
  const signIn = app.context.waitForEvent('page');
  await page.getByRole('button', { name: 'Sign in and connect mail' }).click();
  await allow(await signIn);
  await page.bringToFront();
  await page.getByRole('button', { name: 'Test Mail' }).click();
  await expect(page.getByText('Gmail took it for delivery to coordinators@larkspur.example')).toBeVisible();
  expect(asked()).toContain('gmail.send');
  expect(asked()).not.toContain('gmail.readonly');
  await look(page, 'channels', info);

  // Teams is switched off by its owner: the escalation goes on to mail, and the page says both.
  app.sandbox.faults.set('teams-flow-off', true);
  await page.getByLabel('Escalate a stopped plan after, minutes').fill('0');
  await page.getByRole('button', { name: 'Save' }).click();
  await parked(app, page);
  const mails = () =>
    app.sandbox.outbox.list().filter((one) => one.kind === 'mail' && /stopped/.test(one.subject));
  await expect.poll(() => mails().length).toBe(1);
  expect(mails()[0]?.to).toBe('coordinators@larkspur.example');
  expect(`${mails()[0]?.subject}${mails()[0]?.text}`).not.toMatch(NAME);
  await page.reload();
  await expect(page.getByText('the workflow is off or deleted')).toBeVisible();
  await expect(page.getByText('Accepted, not certainly delivered: Mail.')).toBeVisible();

  await page.getByRole('button', { name: 'Disconnect Teams' }).click();
  await expect(page.getByRole('button', { name: 'Set up Teams' })).toBeVisible();
  await page.getByRole('button', { name: 'Disconnect Mail' }).click();
  await expect(page.getByRole('button', { name: 'Set up Mail' })).toBeVisible();
});

test('an escalation is sent once, also when the worker dies while nobody has answered', async ({
  app,
}, info) => {
  await app.connectAll();
  const page = await app.open('options.html#exceptions');
  await connectChat(app, page, 'Slack', SLACK_WEBHOOK);
  await callFrom(page, 'handle-exceptions', 'setDelay', { minutes: 0 });
  app.sandbox.faults.add({ id: 'silent', host: 'hooks.slack.com', times: 1, effect: { kind: 'hang-after' } });
  await parked(app, page);
  await expect.poll(() => app.sandbox.chats.list().length).toBe(1);
  await app.killWorker(page);
  await page.reload();
  await expect(page.getByText('Perhaps sent')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText('Fulcrum was stopped while it was being sent')).toBeVisible();
  expect(app.sandbox.chats.list()).toHaveLength(1);
  await look(page, 'perhaps-sent', info);
  // Another start changes nothing; only a person sends again, knowing that it may arrive twice.
  await app.killWorker(page);
  await page.reload();
  await expect(page.getByText('Perhaps sent')).toBeVisible();
  expect(app.sandbox.chats.list()).toHaveLength(1);
  await page.getByRole('button', { name: 'Send again (may arrive twice)' }).click();
  await expect(page.getByText('Sent: Slack.')).toBeVisible();
  expect(app.sandbox.chats.list()).toHaveLength(2);
});

test('without a channel nothing is lost: the page and the badge say so', async ({ app }) => {
  await app.connectAll();
  const page = await app.open('options.html#exceptions');
  await callFrom(page, 'handle-exceptions', 'setDelay', { minutes: 0 });
  await parked(app, page);
  await page.reload();
  await expect(page.getByText('Not sent: no channel is set up. It waits here.')).toBeVisible();
  await expect(page.getByRole('link', { name: /Exceptions 1 open/ })).toBeVisible();
});

test('an event that a person moved: both versions are shown, and only then it is undone', async ({
  app,
}, info) => {
  await app.connectAll();
  const page = await app.open('options.html#activity');
  const planId = await book(page, KNOWN.simple);
  const event = world(app, KNOWN.simple).events.find((one) => one.guests.length > 1);
  if (!event) throw new Error('The interviewers’ event is missing.');
  app.sandbox.meetings.move(event.id, event.start + 3_600_000, event.end + 3_600_000);

  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Somebody has changed it since')).toBeVisible();
  await expect(dialog.getByText('Fulcrum wrote')).toBeVisible();
  await expect(dialog.getByText('There now')).toBeVisible();
  await expect(dialog.getByText('Everything else is taken back, but not:')).toBeVisible();
  await look(page, 'difference', info);
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  expect(await stateOf(page, planId)).toBe('done');

  // The panel in Lever shows the same.
  const opened = await openPanel(app, KNOWN.simple);
  await opened.panel.getByRole('tab', { name: /Activity/ }).click();
  await opened.panel.getByRole('button', { name: /Book a/ }).click();
  await opened.panel.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(opened.panel.getByText('There now')).toBeVisible();
  await opened.page.screenshot({ path: info.outputPath('panel-difference.png') });
  await opened.panel.getByRole('button', { name: 'Undo all the same' }).click();
  await expect(opened.panel.getByText('Everything was taken back')).toBeVisible();
  expect(world(app, KNOWN.simple).events).toEqual([]);
  expect(world(app, KNOWN.simple).cancellations).toContain(CANDIDATE);

  const again = await callFrom(page, 'review-activity', 'compare', { planId });
  expect(again.refusal.message).toContain('An undo itself is not undone');
});

/** Another recruiter books in Lever, on another machine. */
async function bookedByPriya(app: App, start: number): Promise<number | undefined> {
  const { lever, people } = app.sandbox.world;
  const priya = people.find((one) => one.name === 'Priya Nair');
  const body = JSON.stringify({
    timezone: 'Europe/London',
    externalUrl: `https://hire.lever.co/candidates/${KNOWN.simple}#fulcrum-${'ab'.repeat(32)}`,
    interviews: [{ subject: 'Interview', interviewers: [{ id: priya?.id }], date: start, duration: 60 }],
  });
  return new Promise((resolve, reject) => {
    const call = request(
      {
        host: '127.0.0.1',
        port: app.sandbox.port,
        path: `/v1/opportunities/${KNOWN.simple}/panels?perform_as=${priya?.id}`,
        method: 'POST',
        rejectUnauthorized: false,
        headers: {
          host: 'api.lever.co',
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(`${lever.apiKeys[0]?.key}:`).toString('base64')}`,
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode));
      },
    );
    call.on('error', reject);
    call.end(body);
  });
}

test('two recruiters on one candidate: refused with who and when, and going on is a decision', async ({
  app,
}, info) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  await hasKeys(page);
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Nothing has been sent yet')).toBeVisible();
  const tomorrow = Math.ceil(Date.now() / 86_400_000) * 86_400_000 + 40 * 3_600_000;
  expect(await bookedByPriya(app, tomorrow)).toBe(201);
  await page.waitForTimeout(ARMED_MS);
  await page.keyboard.press('Enter');
  await expect(
    panel
      .getByText(
        /Priya Nair booked an interview in this stage with Fulcrum on .*, after this preview was made/,
      )
      .first(),
  ).toBeVisible({ timeout: 60_000 });
  await page.screenshot({ path: info.outputPath('meanwhile.png') });
  const after = world(app, KNOWN.simple);
  expect(after.events).toEqual([]);
  expect(after.mails).toEqual([]);
  expect(after.panels).toHaveLength(1);
  await expect(panel.getByRole('link', { name: 'Open it in Lever' })).toBeVisible();
  await panel.getByRole('button', { name: 'Preview again, with a warning' }).click();
  await expect(panel.getByText('already has an interview in this stage')).toBeVisible();
  await panel.getByRole('button', { name: 'Book it anyway' }).click();
  await expect(panel.getByText('Booked everywhere')).toBeVisible({ timeout: 60_000 });
  expect(world(app, KNOWN.simple).panels).toHaveLength(2);
});
