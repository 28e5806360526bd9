// npm run attacks [injections|names|honest]: injection texts in every place of a resume, read by dishonest models; every name
// swapped; honest resumes. Nothing may move in the attacker's favour, no name may change a request.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, ROOT, withSetup } from './setup.mjs';

await withSetup(async () => {
  ensureDependencies();
  const { tsImport } = await import('tsx/esm/api');
  const { main } = await tsImport(
    pathToFileURL(join(ROOT, 'tests', 'tools', 'attacks.ts')).href,
    import.meta.url,
  );
  return main(process.argv.slice(2));
});
