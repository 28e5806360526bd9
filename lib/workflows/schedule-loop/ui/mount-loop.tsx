import browser from 'webextension-polyfill';
import { clientOf } from '@/lib/messaging/client';
import { systemClock } from '@/lib/platform/clock';
import { scheduleLoop } from '../contract';
import type { SearchWorker } from '../solver/solver';
import { LoopApp } from './loop-app';

const startWorker = (): SearchWorker =>
  new Worker(new URL('../solver/worker.ts', import.meta.url), { type: 'module' }) as unknown as SearchWorker;

function openOptions(part?: string): void {
  if (part) void browser.tabs.create({ url: `${browser.runtime.getURL('options.html')}#${part}` });
  else void browser.runtime.openOptionsPage();
}

function openWide(opportunityId: string): void {
  void browser.tabs.create({ url: `${browser.runtime.getURL('loop.html')}#${opportunityId}` });
}

function onScreenChange(listener: () => void): () => void {
  const hear = (message: unknown): undefined => {
    if ((message as { event?: unknown } | null)?.event === 'screen-changed') listener();
  };
  browser.runtime.onMessage.addListener(hear);
  return () => browser.runtime.onMessage.removeListener(hear);
}

const client = clientOf(scheduleLoop);

/** On-sites in the docked panel or the browser's side panel. */
export const LoopPanel = ({ closable }: { closable: boolean }) => (
  <LoopApp
    {...{ client, clock: systemClock, startWorker, openOptions, openWide, closable, onScreenChange }}
    opportunityId={null}
  />
);

/** The same for one candidate, on a page of its own. */
export const LoopPage = ({ opportunityId }: { opportunityId: string }) => (
  <LoopApp
    {...{ client, clock: systemClock, startWorker, openOptions, opportunityId }}
    openWide={null}
    closable={false}
  />
);
