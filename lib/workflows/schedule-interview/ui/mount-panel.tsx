import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import browser from 'webextension-polyfill';
import { clientOf } from '@/lib/messaging/client';
import { systemClock } from '@/lib/platform/clock';
import { scheduleInterview } from '../contract';
import { type ExtraTab, PanelApp } from './panel-app';

function onScreenChange(listener: () => void): () => void {
  const hear = (message: unknown): undefined => {
    if ((message as { event?: unknown } | null)?.event === 'screen-changed') listener();
  };
  browser.runtime.onMessage.addListener(hear);
  return () => browser.runtime.onMessage.removeListener(hear);
}

function openOptions(part?: string): void {
  if (part) void browser.tabs.create({ url: `${browser.runtime.getURL('options.html')}#${part}` });
  else void browser.runtime.openOptionsPage();
}

/**
 * Puts the panel into the page of an extension; `closable` where it is docked in Lever; `around` goes around it;
 * `tabs` stand beside the times.
 */
export function mountPanel(
  root: HTMLElement | null,
  {
    closable,
    around = (panel) => panel,
    tabs = [],
  }: { closable: boolean; around?: (panel: ReactNode) => ReactNode; tabs?: readonly ExtraTab[] },
): void {
  if (!root) throw new Error('The page has no root element.');
  const client = clientOf(scheduleInterview);
  createRoot(root).render(
    around(<PanelApp {...{ client, clock: systemClock, openOptions, closable, onScreenChange, tabs }} />),
  );
}
