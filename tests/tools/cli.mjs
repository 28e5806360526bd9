// npm run --silent cli -- COMMAND: the pure parts of Fulcrum on standard input and output.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, ROOT, say, withSetup } from './setup.mjs';

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
  const { tsImport } = await import('tsx/esm/api');
  const { main } = await tsImport(pathToFileURL(file).href, import.meta.url);
  return main(args);
});
