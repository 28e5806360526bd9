import { defineConfig } from '@playwright/test';

/** One browser at a time: every test starts its own browser and its own sandbox company. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  // Only against hanging: a busy machine takes its time.
  timeout: 480_000,
  expect: { timeout: 60_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: { actionTimeout: 60_000 },
});
