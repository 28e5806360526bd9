import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { launchBrowser } from '@/sandbox/browser';
import { type Sandbox, startSandbox } from '@/sandbox/serve';
import { allow, callFrom, candidateUrl, EXTENSION, KNOWN } from '../e2e/fixtures';
import { costOnPage } from './page-cost';
import { covered, median, table } from './page-figures';

const REFRESHES = 3;
/** Between refreshes: Lever allows ten requests a second, and waiting for that is not what is measured. */
const PAUSE_MS = 500;
/** A usual round trip to a cloud API from an office. */
const LATENCY_MS = 120;
const PANEL_SIZES = [2, 5, 10, 20];
const API_HOSTS = new Set(['api.lever.co', 'www.googleapis.com', 'graph.microsoft.com']);
/** Candidates with a complete set-up, so that slots appear. */
const CANDIDATES = [KNOWN.simple, KNOWN.withPanels, KNOWN.offer];

interface Setting {
  sandbox: Sandbox;
  context: BrowserContext;
  /** A page of the extension, in the background. */
  control: Page;
}

/** Cost on Lever's page, shortcut to slots, and growth with the panel; production build, real browser, the sandbox. */
export async function main(): Promise<void> {
  const load = loadavg()[0]!.toFixed(1);
  console.log(
    `Load ${load} on ${availableParallelism()} processors; over 1 for each, times are those of a busy machine.\n`,
  );
  const sandbox = await startSandbox();
  sandbox.faults.set('lever-rate-limit-off', true);
  const browser = process.env.FULCRUM_CHROMIUM ?? '/usr/bin/chromium';
  const { hostRules, spki } = sandbox;
  const { context, extensionId, profile } = await launchBrowser({
    browser,
    extension: EXTENSION,
    hostRules,
    spki,
    headless: true,
    timezoneId: 'Europe/London',
  });
  try {
    const control = await context.newPage();
    await control.goto(`chrome-extension://${extensionId}/options.html`);
    const setting = { sandbox, context, control };
    await connect(setting);
    await costOnPage(context, await withoutExtension(browser, hostRules, spki));
    await shortcutToSlots(setting);
    await growthWithPanel(setting);
  } finally {
    await context.close();
    await sandbox.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

async function connect({ sandbox, context, control }: Setting): Promise<void> {
  const call = (method: string, input: object) => callFrom(control, 'connect-accounts', method, input);
  const { world } = sandbox;
  await call('connectLeverKey', {
    key: world.lever.apiKeys[0]?.key,
    email: world.recruiter.email,
    environment: 'production',
  });
  for (const [system, clientId] of [
    ['google', 'sandbox.apps.googleusercontent.com'],
    ['microsoft', '11111111-2222-3333-4444-555555555555'],
  ] as const) {
    await call('saveClient', { system, clientId });
    await Promise.all([
      context.waitForEvent('page').then((login) => allow(login)),
      call('connect', { system }),
    ]);
  }
}

function withoutExtension(browser: string, hostRules: string, spki: string): Promise<Browser> {
  const root = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: browser,
    args: [
      `--host-resolver-rules=${hostRules}`,
      `--ignore-certificate-errors-spki-list=${spki}`,
      ...(root ? ['--no-sandbox'] : []),
    ],
  });
}

type Start = 'cold' | 'next candidate' | 'warm' | 'warm, worker asleep';

interface Shown {
  total: number;
  network: number;
  requests: number;
}

async function shortcutToSlots(setting: Setting): Promise<void> {
  console.log(
    `\nFrom the shortcut to slots on screen, median ms of ${CANDIDATES.length} candidates. Network: at least one request was on its way\n` +
      '(by the journal of the sandbox). CPU: the rest, messages and drawing included.\n' +
      'Cold: nothing is prefetched, users and stages neither. Next candidate: those are known, the candidate is not.',
  );
  const rows: string[][] = [];
  const reads: string[][] = [];
  for (const latency of [0, LATENCY_MS]) {
    slowDown(setting.sandbox, latency);
    for (const start of ['cold', 'next candidate'] as const)
      rows.push(await startsRow(setting, start, latency));
    reads.push([`${latency}`, ...(await refreshed(setting, KNOWN.simple))]);
  }
  // What was prefetched asks nobody, so the latency makes no difference to these.
  for (const start of ['warm', 'warm, worker asleep'] as const)
    rows.push(await startsRow(setting, start, LATENCY_MS));
  slowDown(setting.sandbox, 0);
  table(['', 'latency per request', 'total', 'network', 'CPU', 'requests'], rows);
  console.log('\nRefresh, as the worker splits it (the rest is Lever and messages), ms:');
  table(['latency per request', 'total', 'free/busy', 'search and why-not'], reads);
}

async function startsRow(setting: Setting, start: Start, latency: number): Promise<string[]> {
  const shown: Shown[] = [];
  for (const opportunityId of CANDIDATES) shown.push(await showSlots(setting, start, opportunityId));
  const of = (value: (one: Shown) => number) => median(shown.map(value)).toFixed(0);
  const times = [of((s) => s.total), of((s) => s.network), of((s) => s.total - s.network)];
  return [start, `${latency}`, ...times, of((s) => s.requests)];
}

function slowDown({ faults }: Sandbox, ms: number): void {
  faults.clear('bench-latency');
  if (ms === 0) return;
  for (const host of API_HOSTS) faults.add({ id: 'bench-latency', host, effect: { kind: 'latency', ms } });
}

/** The key press cannot be made by the debugging protocol; the popup's button takes the same way from the worker on. */
async function showSlots(setting: Setting, start: Start, opportunityId: string): Promise<Shown> {
  const { context, control, sandbox } = setting;
  const warm = start.startsWith('warm');
  await forget(control, start === 'cold' ? [opportunityId, 'directory'] : [opportunityId]);
  const page = await context.newPage();
  sandbox.journal.clear();
  await page.goto(candidateUrl(opportunityId), { waitUntil: 'commit' });
  await page.bringToFront();
  if (warm) {
    await page.waitForSelector('fulcrum-dock', { state: 'attached' });
    await callFrom(control, 'schedule-interview', 'load', { opportunityId });
    await page.waitForTimeout(500);
    sandbox.journal.clear();
  }
  if (start === 'warm, worker asleep') await stopWorkers(context, page);
  const [shown, pressed] = await Promise.all([slotsShown(page), pressUntilOpen(control)]);
  const asked = sandbox.journal.list().filter((e) => API_HOSTS.has(e.host) && e.at <= shown);
  // A read that began before the key press belongs to the wait, unless it was the prefetch of a warm start.
  const from = warm ? pressed : Math.min(pressed, ...asked.map((e) => e.at));
  const spans = asked.map((e) => ({
    start: Math.max(from, e.at),
    end: Math.min(shown, e.at + (e.took ?? 0)),
  }));
  await page.close();
  return {
    total: shown - from,
    network: covered(spans),
    requests: asked.filter((e) => e.method !== 'OPTIONS').length,
  };
}

function forget(control: Page, what: string[]): Promise<void> {
  return control.evaluate(
    (keys) => chrome.storage.session.remove(keys),
    what.flatMap((w) =>
      w === 'directory' ? ['schedule:directory'] : [`schedule:facts:${w}`, `schedule:reading:${w}`],
    ),
  );
}

/** ms epoch of the press that opened the panel. */
function pressUntilOpen(control: Page): Promise<number> {
  return control.evaluate(async () => {
    for (let tries = 0; tries < 400; tries++) {
      const at = Date.now();
      const answer = await chrome.runtime.sendMessage({
        fulcrum: 1,
        contract: 'surfaces',
        method: 'openPanel',
        input: {},
      });
      if (answer?.value?.opened) return at;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error('The panel did not open.');
  });
}

/**
 * ms epoch of the first frame that shows slots; a panel that is hidden is given no frames to draw. Text, because
 * the functions of a compiled module may call things a page does not have.
 */
const FIRST_FRAME_WITH_SLOTS = `new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('No slots on screen after 20 s.')), 20000);
  const look = () => document.querySelector('[data-slot]')?.getClientRects().length
    ? resolve(Date.now())
    : requestAnimationFrame(look);
  look();
})`;

async function slotsShown(page: Page): Promise<number> {
  for (let tries = 0; tries < 2000; tries++) {
    const frame = page.frames().find((f) => f.url().endsWith('/panel.html'));
    if (frame) return frame.evaluate<number>(FIRST_FRAME_WITH_SLOTS);
    await page.waitForTimeout(10);
  }
  throw new Error(`The panel's frame did not come up on ${page.url()}.`);
}

async function stopWorkers(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

async function growthWithPanel(setting: Setting): Promise<void> {
  const { control, sandbox } = setting;
  const opportunityId = KNOWN.simple;
  const { directory } = await callFrom(control, 'schedule-interview', 'load', { opportunityId });
  const readable = new Set(
    sandbox.world.people
      .filter((p) => p.provider && p.calendarEmail === p.email && p.sharing !== 'hidden' && !p.deactivatedAt)
      .map((p) => p.id),
  );
  const people = directory.map((d: { id: string }) => d.id).filter((id: string) => readable.has(id));
  const rows: string[][] = [];
  for (const size of PANEL_SIZES) {
    const groups = [{ label: 'Panel', members: people.slice(0, size), need: size }];
    const view = await callFrom(control, 'schedule-interview', 'adjust', {
      opportunityId,
      adjustment: { setup: { groups } },
    });
    rows.push([
      `${size}`,
      ...(await refreshed(setting, opportunityId)),
      `${view.answer?.feasibleCount ?? '-'}`,
    ]);
  }
  await callFrom(control, 'schedule-interview', 'reset', { opportunityId });
  console.log('\nRefresh by required people, all of them needed, no latency, ms:');
  table(['people', 'total', 'free/busy', 'search and why-not', 'possible starts'], rows);
}

/** Median of a full refresh: total, free/busy, search; ms. */
async function refreshed({ control }: Setting, opportunityId: string): Promise<string[]> {
  const times: number[][] = [];
  for (let round = 0; round < REFRESHES; round++) {
    await control.waitForTimeout(PAUSE_MS);
    const from = performance.now();
    const { timing } = await callFrom(control, 'schedule-interview', 'load', {
      opportunityId,
      refresh: true,
    });
    times.push([performance.now() - from, timing.network, timing.search]);
  }
  return [0, 1, 2].map((n) => median(times.map((t) => t[n]!)).toFixed(0));
}
