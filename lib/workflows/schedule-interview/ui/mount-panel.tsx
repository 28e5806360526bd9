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

const client = clientOf(scheduleInterview);

/** The panel on a page of the extension; `closable` where it is docked in Lever; `tabs` stand beside the times. */
export const InterviewPanel = ({ closable, tabs }: { closable: boolean; tabs: readonly ExtraTab[] }) => (
  <PanelApp {...{ client, clock: systemClock, openOptions, closable, onScreenChange, tabs }} />
);
