import browser from 'webextension-polyfill';
import { HOSTS } from '@/lib/platform/hosts';
import type { DeclaredHosts } from '@/lib/workflows/review-activity/port';

/** The hosts of `lib/platform/hosts.ts`, each with whether the browser lets the worker call it. */
export const declaredHosts: DeclaredHosts = async () => {
  const asked = browser.runtime.getManifest().host_permissions ?? [];
  return Promise.all(
    Object.entries(HOSTS).map(async ([host, { purpose }]) => {
      const origin = `https://${host}/*`;
      // Hosts that allow cross-origin calls with a token need no permission of the browser.
      if (!asked.includes(origin)) return { host, purpose, permission: 'not-needed' as const };
      const granted = await browser.permissions.contains({ origins: [origin] });
      return { host, purpose, permission: granted ? ('granted' as const) : ('missing' as const) };
    }),
  );
};
