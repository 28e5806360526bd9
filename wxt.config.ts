import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'wxt';

const PDFJS = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

/**
 * Hosts of Lever. The API answers no CORS, so the worker needs a host permission there; Google and
 * Microsoft Graph allow cross-origin calls with a bearer token, so no permission is asked for them.
 */
const LEVER_WEB = [
  'https://hire.lever.co/*',
  'https://hire.eu.lever.co/*',
  'https://hire.sandbox.lever.co/*',
];
const LEVER_API = [
  'https://api.lever.co/*',
  'https://api.eu.lever.co/*',
  'https://api.sandbox.lever.co/*',
  'https://auth.lever.co/*',
  'https://sandbox-lever.auth0.com/*',
];

/** Company proxies in front of the model, fixed at build time; see lib/ai/anthropic/README.md. */
const AI_PROXIES = (process.env.WXT_AI_PROXY_HOSTS ?? '')
  .split(',')
  .map((host) => host.trim().toLowerCase())
  .filter(Boolean)
  .map((host) => {
    if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host))
      throw new Error(`WXT_AI_PROXY_HOSTS: ${host} is no host name`);
    return `https://${host}`;
  });

/** Everything the extension may ever talk to; the browser refuses the rest. */
const CONNECT = [
  "'self'",
  'https://api.lever.co',
  'https://api.eu.lever.co',
  'https://api.sandbox.lever.co',
  'https://auth.lever.co',
  'https://sandbox-lever.auth0.com',
  'https://www.googleapis.com',
  'https://oauth2.googleapis.com',
  'https://admin.googleapis.com',
  'https://graph.microsoft.com',
  'https://login.microsoftonline.com',
  'https://gmail.googleapis.com',
  'https://hooks.slack.com',
  'https://*.environment.api.powerplatform.com',
  'https://*.logic.azure.com',
  'https://api.anthropic.com',
  ...AI_PROXIES,
].join(' ');

/** Chat services allow no cross-origin calls; asked for in the click that switches a channel on, never before. */
const CHAT = [
  'https://hooks.slack.com/*',
  'https://*.environment.api.powerplatform.com/*',
  'https://*.logic.azure.com/*',
];

/** Public half of the development key: it pins the extension id, and with it the OAuth redirect address. */
const PUBLIC_KEY =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArplSCVk7y4pLGc19nK0kxcalv4oeR/UvmMU95Y8/d+5TTrG5DDX+BI8nC84V55pfretU2+uXo65z/rT/bHxEy24mjf04xGjJxnPuSX3mGfXLlQLTOF0lYYWky2YVZHsAoU6kbOHo0K+d9Rgl1ID/274uS4YSliDIT8VuYnF0nI36XFn5+x4XGuRN979oiB6LguGlFt5e4iRGLbpVYiy3ppIlY28b363xsS64enxoCMy8AJ86mCU08KbD4YoxAfCPQ7LWN+Gpoq2rYsx1sVVmhVjnchHrlieh0ZWVwVrHIN+XjzR9SIoQnnk3FhAquKo2YNBYMB3gYALNseOFJ/DwuwIDAQAB';

export default defineConfig({
  modules: ['@wxt-dev/module-react', '@wxt-dev/webextension-polyfill'],
  imports: false,
  hooks: {
    // What pdf.js needs to read East Asian text and the fourteen fonts that files need not carry.
    'build:publicAssets'(_, files) {
      for (const folder of ['cmaps', 'standard_fonts'])
        for (const name of readdirSync(join(PDFJS, folder)))
          files.push({ absoluteSrc: join(PDFJS, folder, name), relativeDest: `pdf/${folder}/${name}` });
    },
  },
  outDir: '.output',
  vite: () => ({
    plugins: [tailwindcss()],
    // Chrome refuses scripts that hold raw U+FFFF (Dexie's highest key), so emit ASCII only.
    build: { rolldownOptions: { output: { charset: 'ascii' } } } as never,
  }),
  manifest: ({ browser }) => {
    const firefox = browser === 'firefox';
    return {
      name: 'Fulcrum for Lever',
      short_name: 'Fulcrum',
      description:
        'Best interview times for the whole panel in one keystroke, booked everywhere in one click, undone in one more.',
      permissions: ['storage', 'alarms', 'identity', ...(firefox ? [] : ['sidePanel', 'offscreen'])],
      host_permissions: [...LEVER_WEB, ...LEVER_API],
      optional_host_permissions: [...CHAT, ...AI_PROXIES.map((origin) => `${origin}/*`)],
      content_security_policy: {
        extension_pages: `default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src ${CONNECT}`,
      },
      web_accessible_resources: [{ resources: ['panel.html'], matches: LEVER_WEB }],
      storage: { managed_schema: 'managed-schema.json' },
      commands: {
        'open-panel': {
          suggested_key: { default: 'Alt+Shift+S' },
          description: 'Show interview times for the candidate on screen',
        },
        lock: { suggested_key: { default: 'Alt+Shift+L' }, description: 'Lock Fulcrum' },
      },
      ...(firefox
        ? {
            browser_specific_settings: {
              gecko: {
                id: 'fulcrum@fulcrum.example',
                strict_min_version: '140.0',
                data_collection_permissions: {
                  required: ['personallyIdentifyingInfo', 'authenticationInfo'],
                },
              },
            },
          }
        : { minimum_chrome_version: '116', ...(browser === 'chrome' ? { key: PUBLIC_KEY } : {}) }),
    } as never;
  },
});
