// npm run crash: plans killed at every step, crossed with every fault, compared with the run in which nothing died.
// 1 the ledger against fake services, and a death at every single use of disk and network
// 2 the real adapters on the sandbox company, each kind of plan
// 3 the production build in a browser, its worker stopped at every write
import { join } from 'node:path';
import { bin, ensureBuild, ensureChromium, ensureDependencies, ROOT, run, say, withSetup } from './setup.mjs';

await withSetup(async () => {
  ensureDependencies();
  const codes = [
    run(bin('tsx'), [join(ROOT, 'tests/tools/crash-ledger.ts'), '--sweep']),
    run(bin('tsx'), [join(ROOT, 'tests/tools/crash-company.ts')]),
  ];
  ensureBuild('chrome');
  const env = { ...process.env, FULCRUM_CRASH: 'all', FULCRUM_CHROMIUM: ensureChromium() };
  codes.push(
    run(bin('playwright'), ['test', '--config', 'tests/e2e/playwright.config.ts', 'crash'], { env }),
  );
  const bad = codes.filter((code) => code !== 0).length;
  say(bad === 0 ? 'crash matrix: sound' : `crash matrix: ${bad} of 3 parts are not sound`);
  return bad === 0 ? 0 : 1;
});
