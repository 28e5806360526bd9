import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';

/** `npx vite --config tests/tools/stories/vite.config.ts`, then open `/?story=main&theme=dark`. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: resolve(import.meta.dirname, '../../../node_modules/.vite-stories'),
  plugins: [tailwindcss()],
  resolve: { alias: { '@': resolve(import.meta.dirname, '../../..') } },
  server: { fs: { allow: [resolve(import.meta.dirname, '../../..')] } },
});
