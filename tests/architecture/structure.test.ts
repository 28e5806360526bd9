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
