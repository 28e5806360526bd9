import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Nothing here is judged by time: a test only has to end, also on a busy machine. */
const testTimeout = 180_000;
/** For what a test waits for. */
const waits = { poll: { timeout: 30_000 } };
const alias = { '@': resolve(import.meta.dirname) };

export default defineConfig({
  test: {
    env: { TZ: 'UTC' },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          expect: waits,
          setupFiles: ['tests/fixtures/patient-screens.ts'],
          testTimeout,
          hookTimeout: testTimeout,
          include: [
            'lib/**/*.test.{ts,tsx}',
            'components/**/*.test.{ts,tsx}',
            'sandbox/**/*.test.ts',
            'tests/architecture/*.test.ts',
          ],
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          expect: waits,
          testTimeout,
          hookTimeout: testTimeout,
          include: ['tests/contract/**/*.test.ts'],
        },
      },
    ],
  },
});
