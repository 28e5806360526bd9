import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { InlineConfig } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/** Serves the control room and the popup as web pages; a fake browser answers their messages. */
const config: InlineConfig = {
  root,
  configFile: false,
  cacheDir: resolve(root, 'node_modules/.vite-stories-control'),
  plugins: [react(), tailwindcss()],
  resolve: {
    alias: { 'webextension-polyfill': resolve(import.meta.dirname, 'fake-browser.ts'), '@': root },
  },
  server: { hmr: false },
  logLevel: 'warn',
};

export default config;
