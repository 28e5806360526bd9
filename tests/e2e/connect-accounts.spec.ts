import type { Locator, Page } from '@playwright/test';
import { API_KEYS, LEVER_OAUTH_CLIENT } from '@/sandbox/world/known';
import { type App, answerConsent, callFrom, candidateUrl, expect, KNOWN, test } from './fixtures';

const GOOGLE_CLIENT = 'sandbox.apps.googleusercontent.com';
const MICROSOFT_CLIENT = '11111111-2222-3333-4444-555555555555';
const RECRUITER_AT_MICROSOFT = 'maya.okafor@tidewater.example';

/** The page that opened by itself on install. */
function firstPage(app: App): Page {
  const page = app.context.pages().find((one) => one.url().includes('/options.html'));
  if (!page) throw new Error('Installing opened no control room.');
  return page;
}

/** Moves by Tab alone until `target` has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${target}.`);
}

/** Presses `press`, and gives the sign-in window it opens. */
async function signInFrom(app: App, press: () => Promise<void>): Promise<Page> {
  const [window] = await Promise.all([app.context.waitForEvent('page'), press()]);
  await window.waitForLoadState();
  return window;
}

const card = (page: Page, name: string): Locator =>
  page.locator('main div.rounded-lg').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('from install to the first times by keyboard, with a wrong key, a wrong address and a denied consent on the way', async ({
  app,
}, info) => {
  const { sandbox } = app;
  const installed = Date.now();
  const page = firstPage(app);
  await page.bringToFront();
  await expect(page.getByRole('heading', { name: 'Set up Fulcrum' })).toBeVisible();
  await expect(page.getByText('0 of 2 connected')).toBeVisible();

  const key = page.getByLabel('Lever API key');
  const email = page.getByLabel('Your Lever e-mail');
  const check = page.getByRole('button', { name: 'Check and connect' });
  await tabTo(page, check);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Paste the key from Lever.')).toBeVisible();

  await key.focus();
  await page.keyboard.type(API_KEYS.revoked);
  await page.keyboard.press('Tab');
  await expect(email).toBeFocused();
  await page.keyboard.type('nobody@larkspur.example');
  await page.keyboard.press('Enter');
  const alert = page.getByRole('alert');
  await expect(alert).toContainText('Lever (production) did not accept the key or sign-in (401).');
  await expect(alert).toContainText('API Credentials');
  await expect(key).toHaveValue(API_KEYS.revoked);

  await key.fill(API_KEYS.normal);
  await key.press('Enter');
  await expect(alert).toContainText('no active Lever user has the e-mail address nobody@larkspur.example');
  await expect(alert).toContainText('Settings, Profile');
  await expect(page.getByText('0 of 2 connected')).toBeVisible();

  await email.fill(sandbox.world.recruiter.email);
  await email.press('Enter');
  await expect(page.getByText(`Connected as ${sandbox.world.recruiter.name}`)).toBeVisible();
  await expect(page.getByText('1 of 2 connected')).toBeVisible();

  const clientId = page.getByLabel('Client ID', { exact: true });
  await tabTo(page, clientId);
  await page.keyboard.type(GOOGLE_CLIENT);
  const denied = await signInFrom(app, () => page.keyboard.press('Enter'));
  await expect(denied.getByText('calendar.freebusy')).toBeVisible();
  await answerConsent(denied, 'Deny');
  await expect(alert).toContainText('Google: access was not allowed on the consent page');
  await expect(alert).toContainText('Connect again and allow the permissions');
  await expect(page.getByText('1 of 2 connected')).toBeVisible();
  await expect(clientId).toHaveValue(GOOGLE_CLIENT);

  const connectGoogle = page.getByRole('button', { name: 'Connect Google Calendar' });
  await tabTo(page, connectGoogle);
  const google = await signInFrom(app, () => page.keyboard.press('Enter'));
  await answerConsent(google, 'Allow');
  await expect(page.getByText(`Reads free/busy as ${sandbox.world.recruiter.calendarEmail}`)).toBeVisible();
  await expect(page.getByText('Everything is connected.')).toBeVisible();

  const tabs = page.getByRole('tablist', { name: 'Calendar' });
  await tabTo(page, tabs.getByRole('tab', { name: 'Google Calendar' }));
  await page.keyboard.press('ArrowRight');
  await expect(tabs.getByRole('tab', { name: 'Microsoft 365' })).toBeFocused();
  const applicationId = page.getByLabel('Application (client) ID');
  await tabTo(page, applicationId);
  await page.keyboard.type(MICROSOFT_CLIENT);
  const cancelled = await signInFrom(app, () => page.keyboard.press('Enter'));
  await answerConsent(cancelled, 'Cancel');
  await expect(alert).toContainText('Microsoft: access was not allowed on the consent page');
  const connectMicrosoft = page.getByRole('button', { name: 'Connect Microsoft 365' });
  await tabTo(page, connectMicrosoft);
  const microsoft = await signInFrom(app, () => page.keyboard.press('Enter'));
  await answerConsent(microsoft, 'Accept');
  await expect(page.getByText(`Reads free/busy as ${RECRUITER_AT_MICROSOFT}`)).toBeVisible();

  const link = page.getByRole('link', { name: /Open a candidate in Lever/ });
  await tabTo(page, link);
  const [lever] = await Promise.all([app.context.waitForEvent('page'), page.keyboard.press('Enter')]);
  await lever.waitForLoadState();
  await lever.goto(candidateUrl(KNOWN.simple));
  await app.shortcut(lever);
  const panel = app.panel(lever);
  await expect(panel.getByRole('heading', { name: /best times|the only time/i })).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Preview Enter' })).toBeVisible();
  const seconds = (Date.now() - installed) / 1000;
  info.annotations.push({ type: 'install to first times', description: `${seconds.toFixed(1)} s` });
  expect(seconds).toBeLessThan(60);
});

/** Names of everything secret the extension holds. */
const secretsOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open('fulcrum-secrets');
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const durable = await new Promise<IDBValidKey[]>((resolve, reject) => {
      const request = database.transaction('secrets').objectStore('secrets').getAllKeys();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    database.close();
    const session = Object.keys(await chrome.storage.session.get(null)).filter((name) =>
      name.startsWith('secret:'),
    );
    return [...durable.map(String), ...session].sort();
  });

test('connections: withheld scope, test, expired sign-in, reconnect, disconnect', async ({ app }) => {
  const { sandbox } = app;
  const me = sandbox.world.recruiter;
  const page = firstPage(app);
  await page.getByRole('link', { name: 'Connections' }).click();
  const [lever, google, microsoft] = [
    card(page, 'Lever'),
    card(page, 'Google Calendar'),
    card(page, 'Microsoft 365'),
  ];
  await expect(lever.getByText('Not connected')).toBeVisible();
  await expect(google.getByText('Not set up')).toBeVisible();

  await lever.getByLabel('Lever API key').fill(API_KEYS.normal);
  await lever.locator('form').first().getByLabel('Your Lever e-mail').fill(me.email);
  await lever.getByRole('button', { name: 'Check and connect' }).click();
  await expect(lever.getByText('Connected', { exact: true }).first()).toBeVisible();
  await expect(lever.getByText(`Lever answered: you are ${me.name}`)).toBeVisible();

  // One box unticked on Google's page: connected, and honest about what is missing.
  await google.getByLabel('Client ID', { exact: true }).fill(GOOGLE_CLIENT);
  const consent = await signInFrom(app, () =>
    google.getByRole('button', { name: 'Connect Google Calendar' }).click(),
  );
  await consent.getByRole('checkbox', { name: 'calendar.freebusy' }).uncheck();
  await answerConsent(consent, 'Allow');
  await expect(google.getByText('Connected, with a problem')).toBeVisible();
  await expect(google.getByText(/connected, but without: .*calendar\.freebusy/)).toBeVisible();
  await google.getByText('Scopes, and why').click();
  await expect(
    google.getByRole('listitem').filter({ hasText: 'auth/calendar.freebusy' }).first(),
  ).toContainText('Granted: no');
  await expect(
    google.getByRole('listitem').filter({ hasText: 'auth/calendar.events' }).first(),
  ).toContainText('Granted: yes');
  await google.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(google.getByText('Test did not pass')).toBeVisible();

  const whole = await signInFrom(app, () =>
    google.getByRole('button', { name: 'Reconnect', exact: true }).click(),
  );
  await answerConsent(whole, 'Allow');
  await expect(google.getByText('Connected', { exact: true }).first()).toBeVisible();
  await google.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(google.getByText('Test passed')).toBeVisible();
  await expect(
    google.getByText(new RegExp(`answered as ${me.calendarEmail}\\. Your own calendar: \\d+ busy times`)),
  ).toBeVisible();

  await microsoft.getByLabel('Application (client) ID').fill(MICROSOFT_CLIENT);
  const accept = await signInFrom(app, () =>
    microsoft.getByRole('button', { name: 'Connect Microsoft 365' }).click(),
  );
  await answerConsent(accept, 'Accept');
  await expect(microsoft.getByText('Connected', { exact: true }).first()).toBeVisible();
  await microsoft.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(microsoft.getByText(/answered as .*tidewater\.example/)).toBeVisible();

  // The provider ends the sign-in and lets nothing renew it without the person.
  sandbox.faults.set('google-tokens-expired-at', Date.now());
  sandbox.faults.set('google-refuses-silent-renewal', true);
  await google.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(google.getByText('Expired', { exact: true })).toBeVisible();
  await expect(google.getByRole('alert')).toContainText(
    `Google Calendar (${me.calendarEmail}): the sign-in ended`,
  );
  await expect(google.getByRole('alert')).toContainText('Press Reconnect');
  const popup = await app.open('popup.html');
  await expect(popup.getByRole('listitem').filter({ hasText: 'Google Calendar' })).toContainText('Expired');
  await popup.close();
  await page.reload();
  await expect(google.getByText('Expired', { exact: true })).toBeVisible();
  const again = await signInFrom(app, () =>
    google.getByRole('button', { name: 'Reconnect', exact: true }).click(),
  );
  await answerConsent(again, 'Allow');
  await expect(google.getByText('Connected', { exact: true }).first()).toBeVisible();
  await google.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(google.getByText('Test passed')).toBeVisible();

  // A lasting refusal by Lever: the key was deleted there.
  const keys = sandbox.world.lever.apiKeys.splice(0);
  await lever.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(lever.getByText('Expired', { exact: true })).toBeVisible();
  await expect(lever.getByRole('alert')).toContainText('Paste a new key');
  sandbox.world.lever.apiKeys.push(...keys);
  await lever.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(lever.getByText('Connected', { exact: true }).first()).toBeVisible();

  expect(await secretsOf(page)).toEqual([
    'google',
    'lever-api-key',
    'microsoft',
    'secret:google',
    'secret:microsoft',
  ]);
  await google.getByRole('button', { name: 'Disconnect' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Revokes the access at Google');
  await dialog.getByRole('button', { name: 'Keep it' }).click();
  await google.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Disconnect Google Calendar' }).click();
  await expect(google.getByText('Google has revoked the access')).toBeVisible();
  await expect(google.getByText('Not connected')).toBeVisible();
  expect(sandbox.journal.find('oauth2.googleapis.com', /^\/revoke/).map((one) => one.status)).toEqual([200]);
  await microsoft.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Disconnect Microsoft 365' }).click();
  await expect(microsoft.getByText('Not connected')).toBeVisible();
  await lever.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Disconnect Lever' }).click();
  await expect(lever.getByText('Lever keeps the key itself valid')).toBeVisible();
  expect(await secretsOf(page)).toEqual([]);
});

test('people: a calendar at another address is not readable until it is set, and back', async ({ app }) => {
  await app.connectAll();
  const page = firstPage(app);
  await page.getByRole('link', { name: 'People' }).click();
  await page.getByLabel('Find a person').fill('kenji');
  await expect(page.getByText(/^1 of \d+ people$/)).toBeVisible();
  const row = page.getByRole('row').filter({ hasText: 'Kenji Tanaka' });
  await row.getByRole('button', { name: 'Check the calendar of Kenji Tanaka' }).click();
  await expect(row).toContainText('Not readable');

  await row.getByRole('button', { name: 'Edit Kenji Tanaka' }).click();
  const drawer = page.getByRole('dialog', { name: 'Kenji Tanaka' });
  await drawer.getByLabel('Calendar address').fill('kenji@');
  await drawer.getByRole('button', { name: 'Save and check' }).click();
  await expect(drawer.getByText('Enter a whole e-mail address.')).toBeVisible();
  await drawer.getByLabel('Calendar address').fill('kenji@larkspur.example');
  await drawer.getByRole('button', { name: 'Save and check' }).click();
  await expect(drawer.getByText('The calendar can be read')).toBeVisible();
  await expect(drawer.getByText(/busy times in the next 7 days/)).toBeVisible();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await expect(row).toContainText('kenji@larkspur.example');
  await expect(row).toContainText('Google Calendar, set by you');

  await page.reload();
  await page.getByLabel('Find a person').fill('kenji');
  await expect(row).toContainText('Readable');
  await row.getByRole('button', { name: 'Edit Kenji Tanaka' }).click();
  await drawer.getByRole('button', { name: 'Back to Lever’s address' }).click();
  await expect(drawer.getByLabel('Calendar address')).toHaveValue('kenji.tanaka@larkspur.example');
  await drawer.getByLabel('Has no calendar').check();
  await drawer.getByRole('button', { name: 'Save and check' }).click();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(row).toContainText('No calendar');
  await expect(row).toContainText('Times are unknown');
});

test('Lever by OAuth, where the organisation has a client: connected, renewed silently, denied honestly', async ({
  app,
}) => {
  const page = await app.open('options.html#connections');
  const connect = (method: string, input: object) => callFrom(page, 'connect-accounts', method, input);
  await connect('saveClient', {
    system: 'lever',
    clientId: LEVER_OAUTH_CLIENT.id,
    clientSecret: LEVER_OAUTH_CLIENT.secret,
    email: app.sandbox.world.recruiter.email,
  });

  const asked = app.context.waitForEvent('page');
  const denied = page.evaluate(() =>
    chrome.runtime.sendMessage({
      fulcrum: 1,
      contract: 'connect-accounts',
      method: 'connect',
      input: { system: 'lever' },
    }),
  );
  await answerConsent(await asked, 'Deny');
  expect(await denied).toMatchObject({ ok: false, problem: { code: 'access-denied' } });

  const again = app.context.waitForEvent('page');
  const done = connect('connect', { system: 'lever' });
  await answerConsent(await again, 'Allow');
  expect(await done).toMatchObject({
    state: 'connected',
    way: 'oauth',
    account: { email: app.sandbox.world.recruiter.email },
    client: { hasSecret: true },
  });
  // The token is refused once; the refresh token gets a new one without a window.
  app.sandbox.faults.add({
    id: 'expired',
    host: 'api.lever.co',
    effect: {
      kind: 'status',
      status: 401,
      body: { code: 'UnauthorizedError', message: 'The request requires authentication.' },
    },
    times: 1,
  });
  const view = await callFrom(page, 'schedule-interview', 'load', { opportunityId: KNOWN.simple });
  expect(view.candidate.name).toBe('Alma Fitzgerald');
  expect(app.sandbox.journal.find('auth.lever.co', /oauth\/token/).length).toBe(2);
  expect(JSON.stringify(await connect('status', {}))).not.toContain(LEVER_OAUTH_CLIENT.secret);
});
