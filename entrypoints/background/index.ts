import browser from 'webextension-polyfill';
import { defineBackground } from 'wxt/utils/define-background';
import { start } from './start';

/** Listeners must be registered synchronously when the worker starts, so nothing here is awaited. */
export default defineBackground({
  type: 'module',
  main() {
    start(browser.runtime.getURL('').replace(/\/$/, ''));
  },
});
