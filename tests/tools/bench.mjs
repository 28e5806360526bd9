// npm run bench: every figure in the documents comes from here. Ratios within one run; nothing is asserted.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commit, ensureBuild, ensureChromium, ensureDependencies, ROOT, say, withSetup } from './setup.mjs';

const folder = join(ROOT, 'tests', 'bench');

await withSetup(async () => {
  ensureDependencies();
  const all = readdirSync(folder)
    .filter((f) => f.endsWith('.bench.ts'))
    .map((f) => f.replace('.bench.ts', ''));
  const wanted = process.argv.slice(2);
  const unknown = wanted.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    say(`Unknown bench: ${unknown.join(', ')}. There are: ${all.join(', ')}.`);
    return 2;
  }
  const names = wanted.length > 0 ? wanted : all;
  if (names.includes('page') || names.includes('screening')) {
    process.env.FULCRUM_CHROMIUM = ensureChromium();
    ensureBuild('chrome');
  }
  console.log(`Fulcrum ${commit()}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}`);
  const { tsImport } = await import('tsx/esm/api');
  for (const name of names) {
    console.log(`\n== ${name} ==`);
    const { main } = await tsImport(pathToFileURL(join(folder, `${name}.bench.ts`)).href, import.meta.url);
    await main();
  }
  return 0;
});
