import { rmSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import type { BrowserContext, Page } from '@playwright/test';
import { launchBrowser } from '@/sandbox/browser';
import { type Sandbox, startSandbox } from '@/sandbox/serve';
import { APPLICANTS } from '@/sandbox/world/known';
import { postingIdOf } from '@/sandbox/world/postings';
import { callFrom, candidateUrl, EXTENSION } from '../e2e/fixtures';
import { covered, median, table } from './page-figures';

const ROUNDS = 5;
/** A usual round trip to a cloud API from an office. */
const LATENCY_MS = 120;
const LEVER_API = 'api.lever.co';
const SRE = postingIdOf('sre');
const FILES = { PDF: APPLICANTS.strong, Word: APPLICANTS.word };

interface Setting {
  sandbox: Sandbox;
  context: BrowserContext;
  /** A page of the extension, in the background. */
  control: Page;
  extension: string;
}

interface Shown {
  /** ms from the navigation to the first frame that shows it. */
  total: number;
  network: number;
  requests: number;
}

/** From opening the popup on a candidate to the first verified quote on screen; production build, real browser, rules only. */
export async function main(): Promise<void> {
  const load = loadavg()[0]!.toFixed(1);
  console.log(
    `Load ${load} on ${availableParallelism()} processors; over 1 for each, times are those of a busy machine.\n`,
  );
  const sandbox = await startSandbox();
  sandbox.faults.set('lever-rate-limit-off', true);
  const { context, extensionId, profile } = await launchBrowser({
    browser: process.env.FULCRUM_CHROMIUM ?? '/usr/bin/chromium',
    extension: EXTENSION,
    hostRules: sandbox.hostRules,
    spki: sandbox.spki,
    headless: true,
    timezoneId: 'Europe/London',
  });
  try {
    const extension = `chrome-extension://${extensionId}`;
    const control = await context.newPage();
    await control.goto(`${extension}/options.html#activity`);
    const setting = { sandbox, context, control, extension };
    await connect(setting);
    await popupToEvidence(setting);
  } finally {
    await context.close();
    await sandbox.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const ask = ({ control }: Setting, method: string, input: object) =>
  callFrom(control, 'screen-applicant', method, input);

async function connect(setting: Setting): Promise<void> {
  const { world } = setting.sandbox;
  await callFrom(setting.control, 'connect-accounts', 'connectLeverKey', {
    key: world.lever.apiKeys[0]?.key,
    email: world.recruiter.email,
    environment: 'production',
  });
  await ask(setting, 'draftRubric', { postingId: SRE });
  await ask(setting, 'approveRubric', { postingId: SRE });
  // Nobody is sampled for judging first: there would be no evidence to show.
  await ask(setting, 'change', {
    settings: { blinding: 2, blindFirst: false, sample: 0, showNumber: false },
  });
}

type Start = 'screened before' | 'screened before, worker asleep' | 'not screened, pressed at once';

async function popupToEvidence(setting: Setting): Promise<void> {
  const { faults } = setting.sandbox;
  console.log(
    `From opening the popup on a candidate to the first frame with a verified quote, median ms of ${ROUNDS}. Rules only. Network: at\n` +
      'least one request to Lever was on its way (by the journal of the sandbox). CPU: the rest, messages and drawing included.\n' +
      'References of the same run, taking turns with it: the popup’s own heading, which asks nobody (the least a popup takes), and\n' +
      'the candidate’s page in Lever until the name is on screen (the sandbox’s page is much smaller than Lever’s own, so the second\n' +
      'ratio is worse than on the real one).',
  );
  // The first of each kind fills caches and is not counted.
  await popup(setting, APPLICANTS.strong, HEADING);
  await leverPage(setting, APPLICANTS.strong);
  const rows: string[][] = [];
  for (const latency of [0, LATENCY_MS])
    for (const [kind, opportunityId] of Object.entries(FILES)) {
      faults.clear('bench-latency');
      if (latency > 0)
        faults.add({ id: 'bench-latency', host: LEVER_API, effect: { kind: 'latency', ms: latency } });
      for (const start of STARTS) rows.push(await row(setting, start, kind, opportunityId, latency));
    }
  faults.clear('bench-latency');
  table(
    ['', 'latency', 'total', 'network', 'CPU', 'requests', 'heading', 'ratio', 'Lever’s page', 'ratio'],
    rows,
  );
}

const STARTS: readonly Start[] = [
  'screened before',
  'screened before, worker asleep',
  'not screened, pressed at once',
];

async function row(
  setting: Setting,
  start: Start,
  kind: string,
  opportunityId: string,
  latency: number,
): Promise<string[]> {
  const shown: Shown[] = [];
  const heading: number[] = [];
  const lever: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    if (start === 'not screened, pressed at once') await ask(setting, 'forget', { opportunityId });
    else await ask(setting, 'screen', { opportunityId });
    lever.push(await leverPage(setting, opportunityId));
    heading.push((await popup(setting, opportunityId, HEADING)).total);
    if (start === 'screened before, worker asleep') await stopWorkers(setting);
    shown.push(await popup(setting, opportunityId, EVIDENCE));
  }
  const of = (value: (one: Shown) => number): number => median(shown.map(value));
  const total = of((one) => one.total);
  const ratio = (to: number): string => (total / to).toFixed(1);
  return [
    `${kind}, ${start}`,
    `${latency}`,
    total.toFixed(0),
    of((one) => one.network).toFixed(0),
    of((one) => one.total - one.network).toFixed(0),
    of((one) => one.requests).toFixed(0),
    median(heading).toFixed(0),
    ratio(median(heading)),
    median(lever).toFixed(0),
    ratio(median(lever)),
  ];
}

const HEADING = 'h1';
/** Only quotes that were found word for word in the document are block quotations. */
const EVIDENCE = 'blockquote';

/**
 * ms epoch of the first frame that shows something, with the button pressed as soon as it is there. Text, because the functions of
 * a compiled module may call things a page does not have.
 */
const firstFrame = (selector: string): string => `new Promise((resolve, reject) => {
  setTimeout(() => reject(new Error('Nothing on screen after 30 s.')), 30000);
  let pressed = false;
  const look = () => {
    const button = pressed ? undefined : [...document.querySelectorAll('button')].find((one) => one.textContent === 'Screen the resume');
    if (button) { pressed = true; button.click(); }
    if (document.querySelector(${JSON.stringify(selector)})?.getClientRects().length) resolve(performance.timeOrigin + performance.now());
    else requestAnimationFrame(look);
  };
  look();
})`;

/** A popup opened as a tab has no candidate on screen, so that one answer (from memory, without a request) is given here. */
const onScreen = (opportunityId: string): string => `{
  const send = chrome.runtime.sendMessage.bind(chrome.runtime);
  Object.assign(chrome.runtime, { sendMessage: (message, ...rest) => message?.method === 'current'
    ? Promise.resolve({ ok: true, value: { opportunityId: ${JSON.stringify(opportunityId)}, theme: null } })
    : send(message, ...rest) });
}`;

async function popup(setting: Setting, opportunityId: string, selector: string): Promise<Shown> {
  const { context, extension, sandbox } = setting;
  const page = await context.newPage();
  await page.addInitScript(onScreen(opportunityId));
  sandbox.journal.clear();
  await page.goto(`${extension}/popup.html`, { waitUntil: 'commit' });
  const [began, at] = await page.evaluate<[number, number]>(
    `${firstFrame(selector)}.then((at) => [performance.timeOrigin, at])`,
  );
  const asked = sandbox.journal.list().filter((one) => one.host === LEVER_API && one.at <= at);
  const spans = asked.map((one) => ({
    start: Math.max(began, one.at),
    end: Math.min(at, one.at + (one.took ?? 0)),
  }));
  await page.close();
  return {
    total: at - began,
    network: covered(spans),
    requests: asked.filter((one) => one.method !== 'OPTIONS').length,
  };
}

/** ms until the candidate's name is on screen in Lever. */
async function leverPage({ context }: Setting, opportunityId: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(candidateUrl(opportunityId), { waitUntil: 'commit' });
  const [began, at] = await page.evaluate<[number, number]>(
    `${firstFrame('h1')}.then((at) => [performance.timeOrigin, at])`,
  );
  await page.close();
  return at - began;
}

async function stopWorkers({ context, control }: Setting): Promise<void> {
  const session = await context.newCDPSession(control);
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.stopAllWorkers');
  await session.detach();
}
