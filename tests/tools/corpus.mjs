// npm run corpus [documents|calendars] [--each]: reads a folder of real files and says what came of it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bin, ensureDependencies, ROOT, run, say, withSetup } from './setup.mjs';

const PARTS = ['documents', 'calendars'];

await withSetup(async () => {
  ensureDependencies();
  const wanted = process.argv.slice(2).filter((one) => !one.startsWith('--'));
  const unknown = wanted.filter((one) => !PARTS.includes(one));
  if (unknown.length > 0) {
    say(`Unknown part: ${unknown.join(', ')}. There are: ${PARTS.join(', ')}.`);
    return 2;
  }
  let worst = 0;
  for (const part of wanted.length > 0 ? wanted : PARTS) {
    const file = join(ROOT, 'tests', 'tools', `corpus-${part}.ts`);
    if (!existsSync(file)) continue;
    console.log(`== ${part} ==`);
    if (part === 'calendars') worst = Math.max(worst, run(bin('tsx'), [file]));
    else {
      const { tsImport } = await import('tsx/esm/api');
      const { main } = await tsImport(pathToFileURL(file).href, import.meta.url);
      worst = Math.max(worst, await main());
    }
  }
  return worst;
});
