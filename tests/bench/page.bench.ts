import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { launchBrowser } from '@/sandbox/browser';
import { type Sandbox, startSandbox } from '@/sandbox/serve';
import { allow, callFrom, candidateUrl, EXTENSION, KNOWN } from '../e2e/fixtures';

const ROUNDS = 4;
const SHORTCUTS = 3;
/** A usual round trip to a cloud API from an office. */
const LATENCY_MS = 120;
const PANEL_SIZES = [2, 5, 10, 20];
/** After the page has loaded: Lever's app draws, the content script docks the panel. */
const SETTLE_MS = 1000;
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
  });
  await context.addInitScript(noteSlots);
  try {
    const control = await context.newPage();
    await control.goto(`chrome-extension://${extensionId}/options.html`);
    const setting = { sandbox, context, control };
    await connect(setting);
    await costOnPage(setting, await withoutExtension(browser, hostRules, spki));
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

// (a) What the content script costs Lever's page.

interface PageCost {
  script: number;
  tasks: number;
  longTasks: number;
  longest: number;
  heap: number;
}

async function costOnPage({ context }: Setting, plain: Browser): Promise<void> {
  const other = await plain.newContext({ viewport: { width: 1440, height: 900 } });
  const runs: Record<'without' | 'with', PageCost[]> = { without: [], with: [] };
  // The first visit of each browser fills caches and is not counted; then they take turns.
  for (let round = 0; round <= ROUNDS; round++)
    for (const [name, where] of [
      ['without', other],
      ['with', context],
    ] as const) {
      const cost = await visit(where);
      if (round > 0) runs[name].push(cost);
    }
  await plain.close();

  const scripts = readdirSync(join(EXTENSION, 'content-scripts')).filter((f) => f.endsWith('.js'));
  const bytes = Buffer.concat(scripts.map((f) => readFileSync(join(EXTENSION, 'content-scripts', f))));
  const evaluation = await evaluationTimes(context);
  console.log('Content script on every Lever page:');
  table(
    ['raw kB', 'gzip kB', 'evaluation ms', 'all its calls ms'],
    [
      [
        (bytes.length / 1000).toFixed(1),
        (gzipSync(bytes).length / 1000).toFixed(1),
        median(evaluation.map((e) => e.evaluate)).toFixed(1),
        median(evaluation.map((e) => e.calls)).toFixed(1),
      ],
    ],
  );
  const row = (name: string, of: keyof PageCost, digits = 0): string[] => {
    const [without, withIt] = [median(runs.without.map((r) => r[of])), median(runs.with.map((r) => r[of]))];
    const ratio = without > 0 ? (withIt / without).toFixed(2) : '-';
    return [name, without.toFixed(digits), withIt.toFixed(digits), ratio];
  };
  console.log(`\nA candidate's page until ${SETTLE_MS} ms after load, median of ${ROUNDS} visits each:`);
  table(
    ['', 'without', 'with', 'ratio'],
    [
      row('script on the main thread, ms', 'script'),
      row('all tasks on the main thread, ms', 'tasks'),
      row('long tasks (over 50 ms)', 'longTasks'),
      row('longest task, ms', 'longest'),
      row("heap of the page's process, MB", 'heap', 2),
    ],
  );
}

async function visit(context: BrowserContext): Promise<PageCost> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  await page.addInitScript(noteLongTasks);
  await page.goto(candidateUrl(KNOWN.simple), { waitUntil: 'load' });
  await page.waitForTimeout(SETTLE_MS);
  const before = await metricsOf(session);
  await session.send('HeapProfiler.collectGarbage');
  const after = await metricsOf(session);
  const long = await page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks);
  await page.close();
  return {
    script: (before.ScriptDuration ?? 0) * 1000,
    tasks: (before.TaskDuration ?? 0) * 1000,
    longTasks: long.length,
    longest: Math.max(0, ...long),
    heap: (after.JSHeapUsedSize ?? 0) / 1e6,
  };
}

async function metricsOf(session: CDPSession): Promise<Record<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return Object.fromEntries(metrics.map((m) => [m.name, m.value]));
}

/** Durations of the trace events that name the content script: its first run, and that with every later call. */
async function evaluationTimes(context: BrowserContext): Promise<{ evaluate: number; calls: number }[]> {
  const browser = context.browser();
  if (!browser) throw new Error('The browser gave no debugging session to trace with.');
  const times = [];
  for (let round = 0; round < 3; round++) {
    const session = await browser.newBrowserCDPSession();
    const events: TraceEvent[] = [];
    session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
    await session.send('Tracing.start', {
      transferMode: 'ReportEvents',
      traceConfig: { includedCategories: ['devtools.timeline', 'v8'] },
    });
    const page = await context.newPage();
    await page.goto(candidateUrl(KNOWN.simple), { waitUntil: 'load' });
    await page.waitForTimeout(SETTLE_MS);
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    await page.close();
    const ours = events.filter((e) => JSON.stringify(e.args ?? {}).includes('content-scripts/'));
    const sum = (...names: string[]) =>
      ours.filter((e) => names.includes(e.name)).reduce((total, e) => total + (e.dur ?? 0) / 1000, 0);
    times.push({ evaluate: sum('EvaluateScript'), calls: sum('EvaluateScript', 'FunctionCall') });
  }
  return times;
}

interface TraceEvent {
  name: string;
  /** Microseconds. */
  dur?: number;
  args?: object;
}

/** Runs in Lever's page. */
function noteLongTasks(): void {
  const tasks: number[] = [];
  (globalThis as unknown as { longTasks: number[] }).longTasks = tasks;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tasks.push(entry.duration);
  }).observe({ type: 'longtask', buffered: true });
}

// (b) From the shortcut to slots on screen.

type Start = 'cold' | 'next candidate' | 'warm' | 'warm, worker asleep';

interface Shown {
  total: number;
  network: number;
  requests: number;
}

async function shortcutToSlots(setting: Setting): Promise<void> {
  console.log(
    `\nFrom the shortcut to slots on screen, median ms of ${SHORTCUTS}. Network: at least one request was on its way\n` +
      '(by the journal of the sandbox). CPU: the rest, messages and drawing included.\n' +
      'Cold: nothing is prefetched, users and stages neither. Next candidate: those are known, the candidate is not.',
  );
  const rows: string[][] = [];
  const reads: string[][] = [];
  for (const latency of [0, LATENCY_MS]) {
    slowDown(setting.sandbox, latency);
    for (const start of ['cold', 'next candidate', 'warm', 'warm, worker asleep'] as const) {
      const T = Date.now();
      const shown: Shown[] = [];
      for (let i = 0; i < SHORTCUTS; i++)
        shown.push(await showSlots(setting, start, CANDIDATES[i % CANDIDATES.length]!));
      console.error(start, Date.now() - T);
      const of = (key: keyof Shown) => median(shown.map((s) => s[key]));
      const cpu = median(shown.map((s) => s.total - s.network));
      rows.push([
        start,
        `${latency}`,
        ...[of('total'), of('network'), cpu].map((n) => n.toFixed(0)),
        `${of('requests')}`,
      ]);
    }
    reads.push([`${latency}`, ...(await refreshed(setting, KNOWN.simple))]);
  }
  slowDown(setting.sandbox, 0);
  table(['', 'latency per request', 'total', 'network', 'CPU', 'requests'], rows);
  console.log('\nRefresh, as the worker splits it (the rest is Lever and messages), ms:');
  table(['latency per request', 'total', 'free/busy', 'search and why-not'], reads);
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
  const pressed = await pressUntilOpen(control);
  const shown = await slotsShown(page);
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

async function slotsShown(page: Page): Promise<number> {
  for (let tries = 0; tries < 600; tries++) {
    const frame = page.frames().find((f) => f.url().endsWith('/panel.html'));
    const at = await frame
      ?.evaluate(() => (globalThis as unknown as { slotsAt?: number }).slotsAt)
      .catch(() => undefined);
    if (at) return at;
    await page.waitForTimeout(25);
  }
  throw new Error(`No slots were shown within 15 s on ${page.url()}.`);
}

/** Runs in every frame: remembers when the panel first had slots on screen. A hidden frame gets no frames to draw. */
function noteSlots(): void {
  if (location.pathname !== '/panel.html') return;
  const look = () => {
    const there = document.querySelector('[data-slot]')?.getClientRects().length;
    if (there) (globalThis as unknown as { slotsAt: number }).slotsAt = Date.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

async function stopWorkers(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}

/** Length of the union. */
function covered(spans: { start: number; end: number }[]): number {
  let total = 0;
  let until = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    total += Math.max(0, end - Math.max(start, until));
    until = Math.max(until, end);
  }
  return total;
}

// (c) Growth with the number of required people.

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
  for (let round = 0; round < SHORTCUTS; round++) {
    const from = performance.now();
    const { timing } = await callFrom(control, 'schedule-interview', 'load', {
      opportunityId,
      refresh: true,
    });
    times.push([performance.now() - from, timing.network, timing.search]);
  }
  return [0, 1, 2].map((n) => median(times.map((t) => t[n]!)).toFixed(0));
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function table(head: string[], rows: string[][]): void {
  const widths = head.map((cell, n) => Math.max(cell.length, ...rows.map((row) => row[n]?.length ?? 0)));
  for (const row of [head, ...rows])
    console.log(
      row.map((cell, n) => (n === 0 ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!))).join('  '),
    );
}
