// npm run check: everything that needs no browser.
import { ensureDependencies, withSetup } from './setup.mjs';

await withSetup(async () => {
  ensureDependencies();
  const { CHECK, runSteps } = await import('./steps.mjs');
  return runSteps(CHECK);
});
