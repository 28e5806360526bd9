import type { Caller } from './contract';

/** The browser-stamped part of a message sender that the decision rests on. */
export interface StampedSender {
  id?: string;
  origin?: string;
  url?: string;
  frameId?: number;
  tab?: { id?: number; url?: string };
}

export interface SenderRules {
  extensionId: string;
  /** `chrome-extension://<id>` or `moz-extension://<uuid>`, no trailing slash. */
  extensionOrigin: string;
  leverOrigins: readonly string[];
}

/**
 * Sorts a sender into a class; null = refuse. A content script carries the *page's* origin and an extension
 * page the extension's, also when it is open in a tab (so `tab` alone proves nothing). Firefox leaves `origin`
 * out for extension pages, hence the fall-back to `url`.
 */
export function callerOf(sender: StampedSender, rules: SenderRules): Caller | null {
  if (sender.id !== rules.extensionId) return null;
  const origin = sender.origin ?? originOf(sender.url);
  const tabId = sender.tab?.id ?? null;
  if (origin === rules.extensionOrigin) return { sender: 'own', tabId, url: sender.tab?.url ?? null };
  if (origin && rules.leverOrigins.includes(origin) && sender.frameId === 0 && tabId !== null) {
    return { sender: 'page', tabId, url: sender.url ?? null };
  }
  return null;
}

function originOf(url: string | undefined): string | null {
  if (!url) return null;
  const match = /^([a-z-]+:\/\/[^/?#]+)/i.exec(url);
  return match?.[1] ?? null;
}
