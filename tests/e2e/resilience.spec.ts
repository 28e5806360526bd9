import { expect, KNOWN, test } from './fixtures';
import { ask, hasKeys, openPanel, previewAndBook, world } from './panel';

const GUESTS = [
  'alma.fitzgerald@candidate.example',
  'ines.duarte@larkspur.example',
  'priya.nair@larkspur.example',
  'tom.becker@tidewater.example',
];

/** The end every booking must reach, whatever happened on the way: everything once. */
function expectBookedOnce(state: ReturnType<typeof world>): void {
  expect(state.panels).toHaveLength(1);
  expect(state.notes).toHaveLength(1);
  expect(state.events).toHaveLength(2);
  expect(state.invitations).toEqual(GUESTS);
}

test('the worker is stopped in the middle of a booking: it is resumed and nothing is doubled', async ({
  app,
}) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  // The write to Lever hangs long enough to stop the worker between intent and result.
  app.sandbox.faults.add({
    id: 'slow-panel',
    host: 'api.lever.co',
    method: 'POST',
    path: /panels/,
    effect: { kind: 'latency', ms: 2500 },
    times: 1,
  });
  await previewAndBook(page, panel);
  await expect
    .poll(() => app.sandbox.journal.find('www.googleapis.com', /events/, 'POST').length)
    .toBeGreaterThanOrEqual(2);
  await page.waitForTimeout(800);
  const helper = await app.open('options.html#kill');
  await app.killWorker(helper);
  await helper.close();
  await page.waitForTimeout(3000);
  // Any event starts the worker again; here the panel asking for the state of the plan.
  await expect
    .poll(async () => (await ask(app, 'plans', { opportunityId: KNOWN.simple }))[0]?.state, {
      timeout: 60_000,
    })
    .toBe('done');
  expectBookedOnce(world(app, KNOWN.simple));
});

test('a lost answer after the panel was written is looked up, not sent again', async ({ app }) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  app.sandbox.faults.add({
    id: 'cut',
    host: 'api.lever.co',
    method: 'POST',
    path: /panels/,
    effect: { kind: 'cut-after' },
    times: 1,
  });
  app.sandbox.faults.add({
    id: 'cut2',
    host: 'www.googleapis.com',
    method: 'POST',
    path: /calendars\/primary\/events/,
    effect: { kind: 'cut-after' },
    times: 1,
  });
  await previewAndBook(page, panel);
  await expect(panel.getByText('Booked everywhere')).toBeVisible({ timeout: 60_000 });
  expectBookedOnce(world(app, KNOWN.simple));
});

test('a token that expires in the middle of a booking is renewed silently', async ({ app }) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  app.sandbox.faults.add({
    id: 'expired',
    host: 'www.googleapis.com',
    method: 'POST',
    path: /calendars\/primary\/events/,
    effect: {
      kind: 'status',
      status: 401,
      body: {
        error: {
          code: 401,
          message: 'Invalid Credentials',
          errors: [{ domain: 'global', reason: 'authError', message: 'Invalid Credentials' }],
        },
      },
    },
    times: 1,
  });
  await previewAndBook(page, panel);
  await expect(panel.getByText('Booked everywhere')).toBeVisible({ timeout: 60_000 });
  expectBookedOnce(world(app, KNOWN.simple));
});

test('a sign-in that cannot be renewed stops the booking, takes it back and says where to go', async ({
  app,
}) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  await hasKeys(page);
  await page.keyboard.press('Enter');
  await expect(panel.getByText('Nothing has been sent yet')).toBeVisible();
  app.sandbox.faults.set('google-tokens-expired-at', Date.now());
  app.sandbox.faults.set('google-refuses-silent-renewal', true);
  await page.waitForTimeout(400);
  await page.keyboard.press('Enter');
  await expect(panel.getByText(/sign in|connect/i).first()).toBeVisible({ timeout: 60_000 });
  expect(world(app, KNOWN.simple)).toMatchObject({ panels: [], notes: [], mails: [] });
  const status = await ask(app, 'load', { opportunityId: KNOWN.simple, refresh: true });
  const priya = status.people.find((p: { name: string }) => p.name === 'Priya Nair');
  expect(priya.state).toBe('unknown');
});

test('storms of 429 and 503 are ridden out', async ({ app }) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  app.sandbox.faults.add({
    id: 'l429',
    host: 'api.lever.co',
    effect: { kind: 'status', status: 429, body: { code: 'TooManyRequests', message: 'slow down' } },
    times: 3,
  });
  app.sandbox.faults.set('google-rate-limit', 2);
  app.sandbox.faults.set('microsoft-throttle', 2);
  await previewAndBook(page, panel);
  await expect(panel.getByText('Booked everywhere')).toBeVisible({ timeout: 60_000 });
  expectBookedOnce(world(app, KNOWN.simple));
});

test('offline: said, nothing lost, and the next try works', async ({ app }) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  await app.context.setOffline(true);
  await hasKeys(page);
  await page.keyboard.press('r');
  await expect(panel.getByText(/offline|no network|could not be reached|network/i).first()).toBeVisible({
    timeout: 60_000,
  });
  await app.context.setOffline(false);
  await page.keyboard.press('r');
  await previewAndBook(page, panel);
  await expect(panel.getByText('Booked everywhere')).toBeVisible({ timeout: 60_000 });
  expectBookedOnce(world(app, KNOWN.simple));
});

test('two tabs booking the same plan and the same time: one booking', async ({ app }) => {
  await app.connectAll();
  const view = await ask(app, 'load', { opportunityId: KNOWN.simple });
  const start = view.answer.slots[0].start;
  const first = await ask(app, 'preview', { opportunityId: KNOWN.simple, start, roomId: null });
  const second = await ask(app, 'preview', { opportunityId: KNOWN.simple, start, roomId: null });
  const [a, again] = await Promise.all([
    ask(app, 'book', { planId: first.id }),
    ask(app, 'book', { planId: first.id }),
  ]);
  expect([a.state, again.state]).toEqual(['done', 'done']);
  expectBookedOnce(world(app, KNOWN.simple));
  const b = await ask(app, 'book', { planId: second.id });
  expect(b.state).toBe('rolled-back');
  expect(b.problem.code).toBe('booked-meanwhile');
  expectBookedOnce(world(app, KNOWN.simple));
});

test('answers that are no answers are named, and the way out is given', async ({ app }) => {
  await app.connectAll();
  app.sandbox.faults.add({
    id: 'html',
    host: 'api.lever.co',
    path: /opportunities/,
    effect: { kind: 'garbage', body: '<html>proxy</html>', type: 'text/html' },
  });
  const { panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByText(/Lever/).first()).toBeVisible();
  await expect(panel.getByRole('button', { name: /try again/i }).first()).toBeVisible({ timeout: 60_000 });
  app.sandbox.faults.clear('html');
  await panel
    .getByRole('button', { name: /try again/i })
    .first()
    .click();
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible({
    timeout: 60_000,
  });
});

test('an event moved by a person is not cancelled by Undo without asking', async ({ app }) => {
  await app.connectAll();
  const view = await ask(app, 'load', { opportunityId: KNOWN.simple });
  const plan = await ask(app, 'preview', {
    opportunityId: KNOWN.simple,
    start: view.answer.slots[0].start,
    roomId: null,
  });
  await ask(app, 'book', { planId: plan.id });
  const event = app.sandbox.meetings.list().find((m) => m.guests.some((g) => g.email.startsWith('priya')));
  expect(event).toBeDefined();
  app.sandbox.meetings.move(event!.id, event!.start + 3_600_000, event!.end + 3_600_000);
  const stopped = await ask(app, 'undo', { planId: plan.id });
  expect(stopped.state).toBe('parked');
  expect(stopped.problem.code).toBe('changed-by-someone');
  expect(stopped.problem.message).toContain('Europe/London');
  const forced = await ask(app, 'undo', { planId: plan.id, force: true });
  expect(forced.state, JSON.stringify(forced.problem)).toBe('undone');
  expect(world(app, KNOWN.simple)).toMatchObject({ panels: [], notes: [], events: [] });
});

test('neither console nor log holds a token, a key or a candidate name', async ({ app }) => {
  const said: string[] = [];
  app.context.on('console', (m) => said.push(m.text()));
  app.context.on('weberror', (e) => said.push(e.error().message));
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await previewAndBook(page, panel);
  await expect(panel.getByText('Booked everywhere')).toBeVisible({ timeout: 60_000 });
  const all = said.join('\n');
  expect(all).not.toMatch(/Alma|Fitzgerald|Bearer|ya29|access_token|refresh_token/);
  for (const { key } of app.sandbox.world.lever.apiKeys) expect(all).not.toContain(key);
});
