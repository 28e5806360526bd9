import type { CDPSession, Page } from '@playwright/test';
import { type App, callFrom, candidateUrl, expect, KNOWN, test } from './fixtures';
import { ask, openPanel, previewAndBook, world } from './panel';

/** Somebody else's site, without any policy of its own that could refuse a frame in our place. */
async function elsewhere(page: Page): Promise<void> {
  const site = 'https://elsewhere.example/';
  await page.route(`${site}**`, (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>elsewhere</title><p>hello' }),
  );
  await page.goto(site);
}

/** The address at which a frame that the page itself put there ended up. */
async function embed(page: Page, url: string): Promise<string> {
  await page.evaluate((src) => {
    const frame = document.createElement('iframe');
    frame.name = 'hostile';
    frame.src = src;
    document.body.append(frame);
  }, url);
  const arrived = () => page.frame('hostile')?.url() ?? '';
  await expect.poll(arrived).toMatch(/^chrome-/);
  return arrived();
}

/** The world of our content script in this page, as somebody who took over the page's process has it. */
async function contentScript(app: App, page: Page): Promise<{ session: CDPSession; contextId: number }> {
  const session = await app.context.newCDPSession(page);
  const found = new Promise<number>((resolve) => {
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${app.extensionId}` && context.auxData?.type === 'isolated')
        resolve(context.id);
    });
  });
  await session.send('Runtime.enable');
  return { session, contextId: await found };
}

async function inContentScript<T>(app: App, page: Page, expression: string): Promise<T> {
  const { session, contextId } = await contentScript(app, page);
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression,
    contextId,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  expect(exceptionDetails?.exception?.description).toBeUndefined();
  return result.value as T;
}

test('a script of the page reaches neither the worker nor the panel', async ({ app }) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: 'Best times' })).toBeVisible();
  const got = await page.evaluate(async (id) => {
    const attempt = async (what: () => unknown): Promise<string> => {
      try {
        return `got ${JSON.stringify(await what()) ?? 'undefined'}`;
      } catch (error) {
        return `refused: ${(error as Error).name}`;
      }
    };
    const runtime = (globalThis as { chrome?: { runtime?: typeof chrome.runtime } }).chrome?.runtime;
    const frame = document.querySelector('fulcrum-dock')?.shadowRoot?.querySelector('iframe');
    const inside = frame?.contentWindow as (Window & typeof globalThis) | null | undefined;
    const message = { fulcrum: 1, contract: 'review-activity', method: 'exportAudit', input: {} };
    inside?.postMessage(message, '*');
    inside?.postMessage({ ...message, event: 'screen-changed' }, '*');
    return {
      frame: frame?.src,
      send: await attempt(() => runtime?.sendMessage(id, message)),
      connect: await attempt(() => runtime?.connect(id)?.name),
      contentDocument: await attempt(() => frame?.contentDocument?.title ?? null),
      read: await attempt(() => inside?.document.body.innerText),
      script: await attempt(() => inside?.eval('1')),
      storage: await attempt(() => inside?.localStorage.length),
      press: await attempt(() =>
        inside?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })),
      ),
      address: await attempt(() => inside?.location.href),
    };
  }, app.extensionId);
  expect(got).toEqual({
    // No id, no candidate, no token in the address, which the page can read.
    frame: `chrome-extension://${app.extensionId}/panel.html`,
    send: 'got undefined',
    connect: 'got undefined',
    contentDocument: 'got null',
    read: 'refused: SecurityError',
    script: 'refused: SecurityError',
    storage: 'refused: SecurityError',
    press: 'refused: SecurityError',
    address: 'refused: SecurityError',
  });

  // Keys that the page makes up, for its own document and our element, book nothing.
  await page.evaluate(() => {
    const dock = document.querySelector('fulcrum-dock');
    for (const target of [document, window, dock, dock?.shadowRoot?.querySelector('iframe')])
      for (let n = 0; n < 3; n++)
        target?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, composed: true }));
  });
  await page.waitForTimeout(600);
  await expect(panel.getByRole('heading', { name: 'Best times' })).toBeVisible();
  expect(world(app, KNOWN.simple)).toMatchObject({ panels: [], notes: [], events: [], mails: [] });
});

test('the document of the page holds nothing that came from the API, before and after a booking', async ({
  app,
}) => {
  await app.connectAll();
  const { page, panel } = await openPanel(app, KNOWN.simple);
  const ours = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')]
        .filter((e) => /fulcrum/i.test(`${e.localName} ${e.id} ${e.className}`))
        .map((e) => `${e.outerHTML} | ${e.shadowRoot?.innerHTML ?? ''}`),
    );
  await expect(panel.getByRole('heading', { name: 'Best times' })).toBeVisible();
  // What the panel shows and Lever's page does not: names from the calendars, times, rooms.
  const shown = await panel.getByRole('main').or(panel.locator('body')).first().innerText();
  expect(shown).toContain('Priya Nair');
  const personal = /Alma|Fitzgerald|Priya|Tom Becker|Ines|@|\d\d:\d\d/;
  const before = await ours();
  expect(before.map((e) => e.replace(/^<([\w-]+).*$/s, '$1'))).toContain('fulcrum-dock');
  for (const element of before) expect(element).not.toMatch(personal);
  await previewAndBook(page, panel);
  await expect(panel.getByText('Booked everywhere')).toBeVisible({ timeout: 60_000 });
  for (const element of await ours()) expect(element).not.toMatch(personal);

  // The list gets a mark with the time of the interview, and nobody's name.
  await page.goto('https://hire.lever.co/candidates');
  const badge = page.locator('.fulcrum-interview-badge').first();
  await expect(badge).toBeAttached({ timeout: 60_000 });
  for (const element of await ours()) expect(element).not.toMatch(/Alma|Fitzgerald|Priya|Tom Becker|Ines|@/);
  expect(await badge.getAttribute('title')).toMatch(/^Interview /);
});

test('a page that removes, moves, hides, empties or redirects the dock: the next shortcut shows it again', async ({
  app,
}) => {
  const failures: string[] = [];
  app.context.on('weberror', (e) => failures.push(e.error().message));
  const { page, panel } = await openPanel(app, KNOWN.simple);
  const dock = (change: string) =>
    page.evaluate((code) => {
      const element = document.querySelector('fulcrum-dock') as HTMLElement;
      const frame = element.shadowRoot?.querySelector('iframe') as HTMLIFrameElement;
      const changes: Record<string, () => void> = {
        removed: () => element.remove(),
        moved: () => {
          const hidden = document.createElement('div');
          hidden.style.display = 'none';
          document.body.append(hidden);
          hidden.append(element);
        },
        hidden: () => element.style.setProperty('display', 'none', 'important'),
        emptied: () => element.shadowRoot?.replaceChildren(),
        redirected: () => frame.setAttribute('src', 'about:blank'),
        'locked up': () => frame.setAttribute('sandbox', ''),
        'removed fifty times': () => {
          for (let n = 0; n < 50; n++) {
            element.remove();
            document.documentElement.append(element);
          }
          element.remove();
        },
      };
      changes[code]?.();
    }, change);
  const changes = ['removed', 'moved', 'hidden', 'emptied', 'redirected', 'locked up', 'removed fifty times'];
  for (const change of changes) {
    await test.step(change, async () => {
      await dock(change);
      await app.shortcut(page);
      await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
      expect(await page.locator('fulcrum-dock').count()).toBe(1);
    });
  }
  // A rule of the page does not hide it either.
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      'fulcrum-dock { display: none !important; opacity: 0 !important; left: -9999px !important }',
    );
    document.adoptedStyleSheets = [sheet];
  });
  await expect(panel.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await page.locator('fulcrum-dock').evaluate((e) => getComputedStyle(e).opacity)).toBe('1');
  // And Lever itself goes on.
  await page.getByRole('link').first().click();
  expect(failures).toEqual([]);
});

test('no other site can frame the panel, and Lever can frame nothing but the panel', async ({ app }) => {
  app.sandbox.faults.set('lever-web-no-csp', true);
  const own = `chrome-extension://${app.extensionId}`;
  const other = await app.context.newPage();
  await elsewhere(other);
  expect(await embed(other, `${own}/panel.html`)).toMatch(/^chrome-error:/);
  const lever = await app.candidate(KNOWN.simple);
  expect(await embed(lever, `${own}/panel.html`), 'the same way works where it is allowed').toBe(
    `${own}/panel.html`,
  );
  for (const path of ['options.html', 'popup.html', 'sidepanel.html', 'manifest.json']) {
    const page = await app.candidate(KNOWN.simple);
    expect(await embed(page, `${own}/${path}`), path).toMatch(/^chrome-error:/);
    await page.close();
  }
});

test('the strict policy of the page is not violated', async ({ app }) => {
  const said: string[] = [];
  app.context.on('console', (m) => {
    if (m.type() === 'error' || /content security policy/i.test(m.text())) said.push(m.text());
  });
  await app.context.addInitScript(() => {
    if (location.protocol !== 'https:') return;
    document.addEventListener('securitypolicyviolation', (e) =>
      console.error(`Content Security Policy: ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`),
    );
  });
  await app.connectAll();
  said.length = 0;
  const { page, panel } = await openPanel(app, KNOWN.simple);
  await expect(panel.getByRole('heading', { name: 'Best times' })).toBeVisible();
  await page.goto('https://hire.lever.co/candidates');
  await page.locator('a[href*="/candidates/"]').first().click();
  await expect(page.locator('#fulcrum-schedule-button')).toBeVisible();
  expect(said).toEqual([]);
  // The listener hears violations: one on purpose.
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.never = 1';
    document.body.append(script);
  });
  await expect.poll(() => said.length).toBeGreaterThan(0);
});

test('moving about in Lever piles up no listeners, and leaving Lever leaves nothing', async ({ app }) => {
  const page = await app.candidate(KNOWN.simple);
  await expect(page.locator('fulcrum-dock')).toBeAttached();
  const ids = [KNOWN.simple, KNOWN.offer, KNOWN.executive, KNOWN.constrained];
  const go = async (turns: number): Promise<void> => {
    for (let n = 0; n < turns; n++) {
      await page.evaluate(
        (path) => {
          history.pushState(null, '', path);
          dispatchEvent(new PopStateEvent('popstate'));
        },
        new URL(candidateUrl(ids[n % ids.length] ?? KNOWN.simple)).pathname,
      );
      await page.waitForTimeout(120);
    }
    await page.waitForTimeout(600);
  };
  /** Listeners that our script has on what lives as long as the page. */
  const listeners = async (): Promise<Record<string, number>> => {
    const { session, contextId } = await contentScript(app, page);
    const counts: Record<string, number> = {};
    for (const expression of ['window', 'document', 'document.documentElement', 'navigation']) {
      const { result } = await session.send('Runtime.evaluate', { expression, contextId });
      const found = await session.send('DOMDebugger.getEventListeners', { objectId: result.objectId ?? '' });
      counts[expression] = found.listeners.length;
    }
    await session.detach();
    return counts;
  };
  await go(4);
  const before = await listeners();
  expect(before.window, 'our listeners are seen').toBeGreaterThan(0);
  await go(24);
  expect(await listeners()).toEqual(before);
  expect(await page.locator('fulcrum-dock').count()).toBe(1);

  const worker = await app.worker();
  const heard = () =>
    worker.evaluate(async () => {
      const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
      return chrome.tabs.sendMessage(tab?.id ?? -1, { fulcrum: 1, command: 'close-panel' }).then(
        () => true,
        () => false,
      );
    });
  await page.bringToFront();
  expect(await heard(), 'our script hears the worker').toBe(true);
  await elsewhere(page);
  expect(await heard(), 'nobody listens on another site').toBe(false);
  expect(await page.evaluate(() => /fulcrum/i.test(document.documentElement.outerHTML))).toBe(false);
});

test('a content script that was taken over floods the worker: nothing privileged, nothing said, worker alive', async ({
  app,
}) => {
  await app.connectAll();
  const view = await ask(app, 'load', { opportunityId: KNOWN.simple });
  const { start } = view.answer.slots[0];
  const plan = await ask(app, 'preview', { opportunityId: KNOWN.simple, start, roomId: null });
  const page = await app.candidate(KNOWN.simple);
  await expect(page.locator('fulcrum-dock')).toBeAttached();
  const calls = [
    ['schedule-interview', 'book', { planId: plan.id }],
    ['schedule-interview', 'load', { opportunityId: KNOWN.simple }],
    ['connect-accounts', 'status', {}],
    ['connect-accounts', 'disconnect', { system: 'lever' }],
    ['review-activity', 'exportAudit', {}],
    ['review-activity', 'undo', { planId: plan.id, force: true }],
    ['set-preferences', 'reset', {}],
    ['lever-page', '__proto__', {}],
    ['lever-page', 'badges', { ids: ['x'] }],
    ['surfaces', 'openPanel', {}],
  ];
  const started = Date.now();
  const tally = await inContentScript<Record<string, number>>(
    app,
    page,
    `(async () => {
      const calls = ${JSON.stringify(calls)};
      const tally = {};
      for (let batch = 0; batch < 50; batch++) {
        // Slowly at first, so that not only the rate limit is met.
        if (batch < 10) await new Promise((done) => setTimeout(done, 700));
        const size = batch < 10 ? 10 : 100;
        await Promise.all(Array.from({ length: size }, async (_, n) => {
          const [contract, method, input] = calls[n % calls.length];
          const sent = { fulcrum: 1, contract, method, input, sender: 'own', origin: location.origin };
          const answer = await chrome.runtime.sendMessage(sent);
          const said = answer?.ok ? 'ANSWERED ' + JSON.stringify(answer) : answer?.problem?.message;
          tally[said] = (tally[said] ?? 0) + 1;
        }));
      }
      return tally;
    })()`,
  );
  console.log(`4,100 messages in ${((Date.now() - started) / 1000).toFixed(1)} s:`, tally);
  expect(Object.keys(tally).filter((what) => !what.startsWith('Fulcrum refused a message: '))).toEqual([]);
  expect(tally['Fulcrum refused a message: not allowed from here.']).toBeGreaterThanOrEqual(80);
  expect(Object.values(tally).reduce((a, b) => a + b, 0)).toBe(4100);
  const stored = await inContentScript<string>(
    app,
    page,
    `Promise.all(['local', 'session'].map((area) => chrome.storage[area].get(null).then(() => 'read', () => 'refused'))).then(String)`,
  );
  expect(stored, 'the stores of the extension are closed to it').toBe('refused,refused');

  // Alive, and nothing happened.
  const options = app.context.pages().find((p) => p.url().endsWith('/options.html#test'));
  expect(options).toBeDefined();
  const connections = await callFrom(options!, 'connect-accounts', 'status', {});
  expect(connections.map((c: { state: string }) => c.state)).toEqual(['connected', 'connected', 'connected']);
  const [state] = await ask(app, 'plans', { opportunityId: KNOWN.simple });
  expect(state.state).toBe('proposed');
  expect(world(app, KNOWN.simple)).toMatchObject({ panels: [], notes: [], events: [], mails: [] });
});
