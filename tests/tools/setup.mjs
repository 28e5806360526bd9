// Everything a fresh clone needs before it can run: dependencies, generated types, a browser, a build.
// Node built-ins only, because nothing is installed yet when this file starts.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { platform } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
const windows = platform() === 'win32';
const npm = windows ? 'npm.cmd' : 'npm';

/** Progress goes to standard error, so that commands that answer on standard output stay clean. */
export const say = (text) => process.stderr.write(`${text}\n`);

export class SetupError extends Error {}

const stamp = (name) => join(ROOT, 'node_modules', '.cache', 'fulcrum', name);
const readStamp = (name) => (existsSync(stamp(name)) ? readFileSync(stamp(name), 'utf8') : '');
const writeStamp = (name, value) => {
  mkdirSync(resolve(stamp(name), '..'), { recursive: true });
  writeFileSync(stamp(name), value);
};

/** Path of a tool's own script inside node_modules, to be run with this very node. */
export const bin = (name) => join(ROOT, 'node_modules', '.bin', windows ? `${name}.cmd` : name);

/** Runs a command in the project folder; returns its exit code. */
export function run(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: ROOT, stdio: 'inherit', shell: windows, ...options });
  if (done.error) throw new SetupError(`${command} could not be started: ${done.error.message}`);
  return done.status ?? 1;
}

/** Installs the locked dependencies when they are missing or the lock has changed. */
export function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new SetupError(
      `Fulcrum needs Node 20.19 or newer; this is ${process.versions.node}. Install a newer Node and run the command again.`,
    );
  }
  const lock = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
  if (readStamp('lock') === lock && existsSync(bin('wxt'))) return;
  say('Installing dependencies (about half a minute the first time)…');
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run(npm, quiet, { stdio: ['ignore', 2, 2] }) !== 0) {
    throw new SetupError(
      'Dependencies could not be installed. Check the connection to the package registry, then run the command again.',
    );
  }
  say('Preparing generated types…');
  if (run(bin('wxt'), ['prepare'], { stdio: ['ignore', 'ignore', 2] }) !== 0)
    throw new SetupError('`wxt prepare` failed; its message is above.');
  writeStamp('lock', lock);
}

const onPath = (name) => {
  const found = spawnSync(windows ? 'where' : 'which', [name], { encoding: 'utf8' });
  return found.status === 0 ? found.stdout.split(/\r?\n/)[0].trim() : null;
};

/** An installed Chromium-family browser; null when there is none. `CHROME_PATH` wins. */
export function findChromium() {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (!existsSync(given)) throw new SetupError(`CHROME_PATH points at ${given}, which does not exist.`);
    return given;
  }
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  for (const name of names) {
    const path = windows ? null : onPath(name);
    if (path) return path;
  }
  const mac = ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
    (n) => `/Applications/${n}.app/Contents/MacOS/${n}`,
  );
  const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(
    Boolean,
  );
  const win = roots.flatMap((r) =>
    ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map((p) => join(r, p)),
  );
  return [...mac, ...win].find((p) => existsSync(p)) ?? playwrightChromium();
}

function playwrightChromium() {
  const ask = "import('@playwright/test').then((p)=>process.stdout.write(p.chromium.executablePath()))";
  const answer = spawnSync(process.execPath, ['-e', ask], { cwd: ROOT, encoding: 'utf8' });
  return answer.status === 0 && existsSync(answer.stdout) ? answer.stdout : null;
}

const canUseApt = () => process.getuid?.() === 0 && onPath('apt-get') !== null;

function aptInstall(packages) {
  const quiet = {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 2],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  };
  const done = spawnSync('apt-get', ['update', '-qq'], quiet);
  if (done.status !== 0) return false;
  return spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], quiet).status === 0;
}

/** A Chromium-family browser, installed if need be: a system package where we may, else Playwright's download. */
export function ensureChromium() {
  const there = findChromium();
  if (there) return there;
  if (canUseApt()) {
    say('No Chrome, Edge or Chromium found: installing the system package chromium (about half a minute)…');
    if (aptInstall(['chromium', 'fonts-liberation'])) {
      const installed = findChromium();
      if (installed) return installed;
    }
  }
  say("No Chrome, Edge or Chromium found: downloading Playwright's Chromium (a minute or two)…");
  run(bin('playwright'), ['install', 'chromium'], { stdio: ['ignore', 2, 2] });
  const downloaded = findChromium();
  if (downloaded) return downloaded;
  throw new SetupError(
    'No browser could be had. Install Chrome, Edge or Chromium, or set CHROME_PATH to one, then run the command again.',
  );
}

/** Firefox for the smoke test; null (with the reason said) when there is none and none can be installed. */
export function ensureFirefox() {
  const find = () =>
    process.env.FIREFOX_PATH ??
    (windows ? null : (onPath('firefox-esr') ?? onPath('firefox'))) ??
    ['/Applications/Firefox.app/Contents/MacOS/firefox', 'C:/Program Files/Mozilla Firefox/firefox.exe'].find(
      (p) => existsSync(p),
    ) ??
    null;
  const there = find();
  if (there) return there;
  if (canUseApt()) {
    say('No Firefox found: installing the system package firefox-esr…');
    if (aptInstall(['firefox-esr']) && find()) return find();
  }
  say(
    'No Firefox found and none could be installed: the Firefox smoke test is skipped. Set FIREFOX_PATH to run it.',
  );
  return null;
}

const SOURCES = [
  'entrypoints',
  'components',
  'lib',
  'public',
  'assets',
  'wxt.config.ts',
  'package-lock.json',
];

function newest(path) {
  const info = statSync(path);
  if (!info.isDirectory()) return `${path}:${info.mtimeMs}:${info.size}`;
  return readdirSync(path)
    .sort()
    .map((name) => newest(join(path, name)))
    .join('\n');
}

/** Builds the production extension for one browser unless the sources are unchanged; returns its folder. */
export function ensureBuild(target = 'chrome') {
  const folder = join(ROOT, '.output', `${target}-mv3`);
  const state = createHash('sha256')
    .update(SOURCES.map((s) => newest(join(ROOT, s))).join('\n'))
    .digest('hex');
  if (existsSync(join(folder, 'manifest.json')) && readStamp(`build-${target}`) === state) return folder;
  say(`Building the extension for ${target}…`);
  const args = [
    'build',
    ...(target === 'chrome' ? [] : ['-b', target]),
    ...(target === 'firefox' ? ['--mv3'] : []),
  ];
  if (run(bin('wxt'), args, { stdio: ['ignore', 'ignore', 2] }) !== 0)
    throw new SetupError(`The build for ${target} failed; its message is above.`);
  writeStamp(`build-${target}`, state);
  return folder;
}

/** Runs `work` and turns a set-up failure into one clear line and exit code 1. */
export async function withSetup(work) {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`\n${error.message}`);
    process.exitCode = 1;
  }
}

/** Commit of the working tree for reports; `unknown` outside git. */
export function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: ROOT, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
