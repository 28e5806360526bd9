import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path && existsSync(resolve(ROOT, path)));
const sources = tracked.filter(
  (path) => /^(entrypoints|components|lib|sandbox)\/.*[.]tsx?$/.test(path) && !/[.]test[.]tsx?$/.test(path),
);
const workflows = readdirSync(resolve(ROOT, 'lib/workflows'));

describe.each(workflows)('workflow %s', (name) => {
  test('is named verb-noun', () => expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/));

  test.each(['README.md', 'contract.ts', 'rules.ts', 'rules.test.ts', 'service.ts'])('has %s', (file) => {
    expect(existsSync(resolve(ROOT, 'lib/workflows', name, file))).toBe(true);
  });

  test('has an end-to-end spec of its name', () => {
    expect(existsSync(resolve(ROOT, 'tests/e2e', `${name}.spec.ts`))).toBe(true);
  });

  test('is on the map', () => expect(read('ARCHITECTURE.md')).toContain(`lib/workflows/${name}`));
});

test('no source file is longer than 400 lines', () => {
  const long = sources.filter((path) => read(path).split('\n').length > 400);
  expect(long).toEqual([]);
});

test('folders and files say what they hold', () => {
  const drawers = sources.filter((path) =>
    path.split('/').some((part) => /^(utils?|helpers?|common|misc)([.]tsx?)?$/.test(part)),
  );
  const barrels = sources.filter((path) => basename(path) === 'index.ts' && !path.startsWith('entrypoints/'));
  expect([...drawers, ...barrels]).toEqual([]);
});

test('the lock file names no address', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved":/);
});

test('every dependency is pinned', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^(npm:[@a-z/-]+@)?\d/.test(String(version)),
  );
  expect(loose).toEqual([]);
});

describe('the one way out', () => {
  /** Source without comments and strings, so that words about the network are not taken for its use. */
  const code = (path: string): string =>
    read(path)
      .replace(/\/\*[\s\S]*?\*\//g, '')
      .replace(/(^|[^:'"`])\/\/.*$/gm, '$1')
      .replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
  const shipped = sources.filter((path) => !path.startsWith('sandbox/'));
  const WAYS =
    /(?<![.\w])fetch\s*\(|\bglobalThis\.fetch\b(?!;)|\b(?:window|self)\.fetch\b|\bXMLHttpRequest\b|\bnew\s+(?:WebSocket|EventSource|WebTransport|RTCPeerConnection)\b|\bsendBeacon\b|\bimportScripts\b|\bimport\s*\(\s*[^'"\s)]/;

  test('content security policy and declared hosts are the same set', async () => {
    const { HOSTS, SUB_HOSTS } = await import('@/lib/platform/hosts');
    const config = read('wxt.config.ts');
    const block = config.slice(config.indexOf('const CONNECT'), config.indexOf("].join(' ')"));
    const allowed = [...block.matchAll(/'https:\/\/([^'/]+)'/g)].map(([, host]) => host ?? '').sort();
    const below = Object.keys(SUB_HOSTS).map((host) => `*.${host}`);
    expect(allowed).toEqual([...Object.keys(HOSTS), ...below].sort());
    expect(block.match(/'[^']*'/g)).toHaveLength(allowed.length + 1);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of the configuration
    expect(config).toContain('connect-src ${CONNECT}`');
  });

  test('hosts of Lever’s API that need a permission are declared too', async () => {
    const { HOSTS } = await import('@/lib/platform/hosts');
    const config = read('wxt.config.ts');
    const block = config.slice(
      config.indexOf('const LEVER_API'),
      config.indexOf('/** Everything the extension'),
    );
    const asked = [...block.matchAll(/'https:\/\/([^'/]+)\/\*'/g)].map(([, host]) => host ?? '');
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((host) => !Object.hasOwn(HOSTS, host))).toEqual([]);
  });

  test('only the audited door and the place that hands it the browser’s fetch use the network', () => {
    expect(shipped.filter((path) => WAYS.test(code(path)))).toEqual([
      'entrypoints/background/core.ts',
      // Reads files that ship with the extension.
      'lib/documents/pdf/without-page.ts',
      'lib/platform/http-stream.ts',
      'lib/platform/http.ts',
    ]);
    // And that one place does nothing but hand it over, once.
    expect(code('entrypoints/background/core.ts').match(/fetch\s*\(/g)).toHaveLength(1);
    expect(code('entrypoints/background/core.ts')).toContain('fetch: (input, init) => fetch(input, init)');
  });

  test.each([
    'await fetch(url)',
    'globalThis.fetch(url)',
    'new XMLHttpRequest()',
    'navigator.sendBeacon(url)',
    'new WebSocket(url)',
    'new EventSource(url)',
    'importScripts(url)',
    'await import(url)',
  ])('would be found: %s', (line) => expect(WAYS.test(line)).toBe(true));
});
