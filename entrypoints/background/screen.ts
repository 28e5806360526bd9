import browser from 'webextension-polyfill';
import type { PanelCommand } from '@/lib/lever/page/contract';
import type { Caller } from '@/lib/messaging/contract';
import type { Screen } from '@/lib/workflows/schedule-interview/service';

/** What the content script of one tab said is on screen. */
interface OnScreen {
  opportunityId: string | null;
  theme: 'light' | 'dark';
}

const key = (tabId: number): string => `screen:${tabId}`;

async function activeTab(): Promise<number | null> {
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  return tab?.id ?? null;
}

/** Sends a command to the content script of a tab; false when there is none. */
export async function command(tabId: number, name: PanelCommand['command']): Promise<boolean> {
  const message: PanelCommand = { fulcrum: 1, command: name };
  try {
    return (await browser.tabs.sendMessage(tabId, message)) !== undefined;
  } catch {
    // No content script there: not a Lever page, or opened before Fulcrum was installed. The caller tells the person.
    return false;
  }
}

/** Which candidate is in front, by tab. Kept in storage.session, because the worker forgets. */
export function createScreen() {
  async function on(tabId: number | null): Promise<OnScreen | null> {
    if (tabId === null) return null;
    const found = (await browser.storage.session.get(key(tabId))) as Record<string, OnScreen | undefined>;
    return found[key(tabId)] ?? null;
  }

  return {
    async arrived(tabId: number, now: OnScreen): Promise<void> {
      const before = await on(tabId);
      await browser.storage.session.set({ [key(tabId)]: now });
      if (before?.opportunityId === now.opportunityId && before.theme === now.theme) return;
      // Open panels look again at once; when none is open nobody listens, and that is fine.
      browser.runtime.sendMessage({ fulcrum: 1, event: 'screen-changed' }).catch(() => undefined);
    },
    left: (tabId: number): Promise<void> => browser.storage.session.remove(key(tabId)),
    async current(caller: Caller) {
      const found = await on(caller.tabId ?? (await activeTab()));
      return { opportunityId: found?.opportunityId ?? null, theme: found?.theme ?? null };
    },
    async closePanel(caller: Caller) {
      if (caller.tabId !== null) await command(caller.tabId, 'close-panel');
    },
    activeTab,
  } satisfies Screen & Record<string, unknown>;
}

export type BrowserScreen = ReturnType<typeof createScreen>;
