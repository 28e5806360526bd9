// npm run --silent cli -- COMMAND: the pure parts of Fulcrum on standard input and output.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundled } from './cli-bundle.mjs';
import { ensureDependencies, ROOT, say, withSetup } from './setup.mjs';

/** Called once per instance by scripts, and made of pure modules only: worth a bundle. */
const OFTEN = new Set(['slots', 'loop', 'check-loop']);
const folder = join(ROOT, 'tests', 'tools', 'cli');

await withSetup(async () => {
  ensureDependencies();
  const [command, ...args] = process.argv.slice(2);
  const known = readdirSync(folder)
    .filter((f) => f.endsWith('.ts') && !f.endsWith('.test.ts'))
    .map((f) => f.replace(/[.]ts$/, ''))
    .sort();
  if (!command || !known.includes(command)) {
    say(`Usage: npm run --silent cli -- COMMAND < input\nCommands: ${known.join(', ')}`);
    return 2;
  }
  const file = join(folder, `${command}.ts`);
  if (!existsSync(file)) return 2;
  const { main } = OFTEN.has(command)
    ? await import(pathToFileURL(await bundled(file)).href)
    : await (await import('tsx/esm/api')).tsImport(pathToFileURL(file).href, import.meta.url);
  return main(args);
});
