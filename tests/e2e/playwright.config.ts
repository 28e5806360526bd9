import { defineConfig } from '@playwright/test';

/** One browser at a time: every test starts its own browser and its own sandbox company. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results',
  fullyParallel: false,
  workers: 1,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  use: { actionTimeout: 15_000 },
});
