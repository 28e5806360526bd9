import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const alias = { '@': resolve(import.meta.dirname) };

export default defineConfig({
  test: {
    env: { TZ: 'UTC' },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: [
            'lib/**/*.test.{ts,tsx}',
            'components/**/*.test.tsx',
            'sandbox/**/*.test.ts',
            'tests/architecture/*.test.ts',
          ],
        },
      },
      { resolve: { alias }, test: { name: 'contract', include: ['tests/contract/**/*.test.ts'] } },
    ],
  },
});
