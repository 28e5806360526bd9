import browser from 'webextension-polyfill';
import { leverPage } from '@/lib/lever/page/contract';
import { createServer } from '@/lib/messaging/serve';
import { surfaces } from '@/lib/messaging/surfaces';
import { scheduleInterview } from '@/lib/workflows/schedule-interview/contract';
import { scheduleLoop } from '@/lib/workflows/schedule-loop/contract';
import { serveControlRoom } from './control-room';
import { createCore } from './core';
import { createLeverPage } from './lever-page';
import { bindLoops } from './loops';
import { createResume, RESUME } from './resume';
import { bindScheduling } from './scheduling';
import { command } from './screen';

const LEVER_ORIGINS = ['https://hire.lever.co', 'https://hire.eu.lever.co', 'https://hire.sandbox.lever.co'];
const RENEW_MINUTES = 4;

/** Builds every part, binds it, and registers the listeners. Synchronous: no event may be missed. */
export function start(extensionOrigin: string): void {
  keepFromContentScripts(browser.storage.local);
  keepFromContentScripts(browser.storage.session);
  const core = createCore();
  const { clock, connections, ledger, screen } = core;
  const scheduling = bindScheduling(core);

  const server = createServer(extensionOrigin, browser.runtime.id, LEVER_ORIGINS, clock.now);
  server.serve(scheduleInterview, scheduling.implementation);
  server.serve(scheduleLoop, bindLoops(core).implementation);
  server.serve(leverPage, createLeverPage({ screen, ledger, clock, prefetch: scheduling.prefetch }));
  serveControlRoom(server, core);
  const openPanel = async (): Promise<boolean> => {
    const tabId = await screen.activeTab();
    return tabId !== null && (await command(tabId, 'open-panel'));
  };
  server.serve(surfaces, { openPanel: async () => ({ opened: await openPanel() }) });
  server.listen();

  browser.commands.onCommand.addListener((name, tab) => {
    if (name === 'open-panel' && tab?.id !== undefined) void command(tab.id, 'toggle-panel');
  });
  browser.tabs.onRemoved.addListener((tabId) => void screen.left(tabId));
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void browser.runtime.openOptionsPage();
  });

  // A worker may start at any time for any reason: finish what the last one left, and make alarms that got lost anew.
  const resume = createResume(ledger);
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === RESUME) void resume();
    if (name === 'renew') void connections.renewal.renewDue();
  });
  // Having a listener is what starts the worker with the browser; starting is what resumes.
  browser.runtime.onStartup.addListener(() => undefined);
  void ring('renew', RENEW_MINUTES);
  void resume();
}

/** Leaves an alarm that is set as it is: a worker that starts more often than it rings would put it off for ever. */
async function ring(name: string, periodInMinutes: number): Promise<void> {
  if (!(await browser.alarms.get(name))) await browser.alarms.create(name, { periodInMinutes });
}

/** Content scripts can read storage.local by default; ours need nothing of it. Firefox has no such switch yet. */
function keepFromContentScripts(area: object): void {
  const { setAccessLevel } = area as { setAccessLevel?(level: { accessLevel: string }): Promise<void> };
  void setAccessLevel?.call(area, { accessLevel: 'TRUSTED_CONTEXTS' });
}
