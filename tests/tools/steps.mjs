// The steps of `npm run check` and `npm test`, each with its own count, summed up in one last line.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, ensureBuild, ensureChromium, ensureFirefox, ROOT, run, say } from './setup.mjs';

const reports = join(ROOT, 'node_modules', '.cache', 'fulcrum', 'reports');

function report(name) {
  mkdirSync(reports, { recursive: true });
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  return file;
}

/** One yes-or-no step. */
function gate(name, command, args) {
  const code = run(command, args);
  return { name, passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

function vitest(project) {
  const file = report(project);
  const code = run(bin('vitest'), [
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) return { name: project, passed: 0, failed: 1, skipped: 0 };
  const result = JSON.parse(readFileSync(file, 'utf8'));
  const failed = result.numFailedTests + (code !== 0 && result.numFailedTests === 0 ? 1 : 0);
  return {
    name: project,
    passed: result.numPassedTests,
    failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}

function playwright() {
  const file = report('e2e');
  const code = run(
    bin('playwright'),
    ['test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=list,json'],
    {
      env: {
        ...process.env,
        PLAYWRIGHT_JSON_OUTPUT_NAME: file,
        FULCRUM_CHROMIUM: ensureChromium(),
        FULCRUM_FIREFOX: ensureFirefox() ?? '',
      },
    },
  );
  if (!existsSync(file)) return { name: 'end to end', passed: 0, failed: 1, skipped: 0 };
  const { stats } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = stats.unexpected + stats.flaky;
  return {
    name: 'end to end',
    passed: stats.expected,
    failed: failed + (code !== 0 && failed === 0 ? 1 : 0),
    skipped: stats.skipped,
  };
}

/** Types, lint, boundaries, dead code, size budget, unit tests. */
export const CHECK = [
  // The native compiler checks; the classic one beside it is what dependency-cruiser reads TypeScript with.
  () =>
    gate('types', process.execPath, [
      join(ROOT, 'node_modules', 'typescript-native', 'bin', 'tsc'),
      '--noEmit',
    ]),
  () => gate('lint', bin('biome'), ['check', '--error-on-warnings', '.']),
  () =>
    gate('boundaries', bin('depcruise'), [
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'entrypoints',
      'components',
      'lib',
      'sandbox',
      'tests',
    ]),
  () => gate('dead code', bin('knip'), ['--no-progress']),
  () => {
    ensureBuild('chrome');
    return gate('size budget', bin('size-limit'), []);
  },
  () => vitest('unit'),
];

/** Contract suites on the sandbox, then the production build end to end. */
export const TEST = [
  ...CHECK,
  () => vitest('contract'),
  () => {
    ensureBuild('chrome');
    ensureBuild('firefox');
    return playwright();
  },
];

/** Runs all steps (a failing one does not stop the rest), prints the table and the closing line. */
export function runSteps(steps) {
  const results = [];
  for (const step of steps) {
    const started = Date.now();
    const result = step();
    results.push(result);
    say(
      `${result.failed ? 'FAILED' : 'ok'}  ${result.name}  ${result.passed} passed, ${result.failed} failed  (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
    );
  }
  const sum = (key) => results.reduce((total, r) => total + r[key], 0);
  for (const r of results)
    console.log(
      `${r.name.padEnd(12)} ${String(r.passed).padStart(5)} passed ${String(r.failed).padStart(4)} failed${r.skipped ? ` ${r.skipped} skipped` : ''}`,
    );
  const skipped = sum('skipped');
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped ? `, ${skipped} skipped` : ''}`);
  return sum('failed') === 0 ? 0 : 1;
}
