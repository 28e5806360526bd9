import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, CDPSession } from '@playwright/test';
import { candidateUrl, EXTENSION, KNOWN } from '../e2e/fixtures';
import { covered, median, span, table } from './page-figures';

const VISITS = 3;
/** After the page has loaded: Lever's app draws, the content script docks the panel. */
const SETTLE_MS = 1000;

interface PageCost {
  script: number;
  tasks: number;
  longTasks: number;
  longest: number;
  heap: number;
}

/** Prints what the content script costs Lever's page, beside a browser without the extension. */
export async function costOnPage(context: BrowserContext, plain: Browser): Promise<void> {
  const other = await plain.newContext({ viewport: { width: 1440, height: 900 } });
  const runs: Record<'without' | 'with', PageCost[]> = { without: [], with: [] };
  // The first visit of each browser fills caches and is not counted; then they take turns.
  for (let round = 0; round <= VISITS; round++)
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
  console.log(
    `\nA candidate's page until ${SETTLE_MS} ms after load, median of ${VISITS} visits each. The sandbox's page is much smaller\n` +
      "than Lever's own, so the ratios are worse than on the real one:",
  );
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
    const time = (...names: string[]) =>
      covered(ours.filter((e) => names.includes(e.name)).map((e) => span(e.ts, e.dur ?? 0))) / 1000;
    times.push({ evaluate: time('EvaluateScript'), calls: time('EvaluateScript', 'FunctionCall') });
  }
  return times;
}

interface TraceEvent {
  name: string;
  /** Microseconds, both. */
  ts: number;
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
