// npm test: check, then the contract suites, then the production build end to end.
import { ensureDependencies, withSetup } from './setup.mjs';

await withSetup(async () => {
  ensureDependencies();
  const { TEST, runSteps } = await import('./steps.mjs');
  return runSteps(TEST);
});
