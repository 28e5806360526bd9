import browser from 'webextension-polyfill';
import { leverPage } from '@/lib/lever/page/contract';
import { createServer } from '@/lib/messaging/serve';
import { surfaces } from '@/lib/messaging/surfaces';
import { approvePlans } from '@/lib/workflows/approve-plans/contract';
import { connectModel } from '@/lib/workflows/connect-accounts/model-contract';
import { handleExceptions } from '@/lib/workflows/handle-exceptions/contract';
import { lockFulcrum } from '@/lib/workflows/lock-fulcrum/contract';
import { planQueueContract } from '@/lib/workflows/plan-queue/contract';
import { reviewLoad } from '@/lib/workflows/review-load/contract';
import { scheduleInterview } from '@/lib/workflows/schedule-interview/contract';
import { scheduleLoop } from '@/lib/workflows/schedule-loop/contract';
import { bindAi } from './ai';
import { bindApprovals, type Rules, WATCH } from './approvals';
import { serveControlRoom } from './control-room';
import { createCore } from './core';
import { bindExceptions, ESCALATE } from './exceptions';
import { createExpiry, EXPIRE } from './expiry';
import { bindFairness } from './fairness';
import { counted } from './keepings';
import { createLeverPage } from './lever-page';
import { bindLoad } from './load';
import { LOCK_ALARM } from './lock';
import { bindLoops } from './loops';
import { bindQueue } from './queue';
import { createResume, RESUME } from './resume';
import { bindScheduling } from './scheduling';
import { command } from './screen';
import { bindRecords, bindScreened, bindScreening } from './screening';

const LEVER_ORIGINS = ['https://hire.lever.co', 'https://hire.eu.lever.co', 'https://hire.sandbox.lever.co'];
const RENEW_MINUTES = 4;

/** Builds every part, binds it, and registers the listeners. Synchronous: no event may be missed. */
export function start(extensionOrigin: string): void {
  keepFromContentScripts(browser.storage.local);
  keepFromContentScripts(browser.storage.session);
  const core = createCore();
  const { clock, connections, governance, ledger, engine, reads, locking, screen } = core;
  const exceptions = bindExceptions(core);
  const rules: Rules = {
    governance: governance.governor,
    approveByRule: ledger.approveByRule,
    escalations: exceptions.escalations,
  };
  const scheduling = bindScheduling(core, rules);
  const ai = bindAi(core);

  const server = createServer(extensionOrigin, browser.runtime.id, LEVER_ORIGINS, clock.now, locking.admit);
  const approvals = bindApprovals(core, scheduling, rules, LEVER_ORIGINS);
  server.serve(scheduleInterview, approvals.scheduleInterview);
  const loops = bindLoops(core);
  server.serve(scheduleLoop, loops.implementation);
  server.serve(planQueueContract, bindQueue(core, loops));
  server.serve(reviewLoad, bindLoad(core));
  server.serve(approvePlans, approvals.implementation);
  const { prefetch } = scheduling;
  server.serve(leverPage, createLeverPage({ screen, ledger, clock, prefetch, arrived: approvals.arrived }));
  const records = bindRecords(core);
  const fairness = bindFairness(server, core, ai, bindScreened(core, ai, records));
  const screened = bindScreening(server, core, ai, fairness, records);
  serveControlRoom(server, core, [
    screened,
    {
      about: async (id) => counted(await exceptions.about(id), 'message to people', 'messages to people'),
      forget: exceptions.forget,
    },
    {
      about: async (id) =>
        counted(await scheduling.entered.about(id), 'search for a time', 'searches for a time'),
      forget: scheduling.entered.forget,
    },
  ]);
  server.serve(lockFulcrum, locking.lock.implementation);
  server.serve(handleExceptions, exceptions.implementation);
  server.serve(connectModel, ai.connectModel);
  const openPanel = async (): Promise<boolean> => {
    const tabId = await screen.activeTab();
    return tabId !== null && (await command(tabId, 'open-panel'));
  };
  server.serve(surfaces, { openPanel: async () => ({ opened: await openPanel() }) });
  server.listen();

  browser.commands.onCommand.addListener((name, tab) => {
    if (name === 'lock') void locking.lock.close('asked');
    if (name === 'open-panel' && tab?.id !== undefined) void command(tab.id, 'toggle-panel');
  });
  browser.tabs.onRemoved.addListener((tabId) => void screen.left(tabId));
  browser.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === 'install') void browser.runtime.openOptionsPage();
  });

  // A worker may start at any time for any reason: finish what the last one left, and make alarms that got lost anew.
  const resumeAll = createResume(engine);
  const resume = async (): Promise<void> => {
    if (!(await locking.lock.isLocked())) await resumeAll();
  };
  const escalate = async (): Promise<void> => {
    if (!(await locking.lock.isLocked())) await governance.unlessStopped(() => exceptions.watch());
  };
  const expire = createExpiry(engine, governance.governor.isOn, clock.now);
  const renew = async (): Promise<void> => {
    if (!(await locking.lock.isLocked()))
      await governance.unlessStopped(() => connections.renewal.renewDue());
  };
  locking.onOpened(() => void Promise.all([resume(), escalate()]));
  governance.onSwitched(
    async () => void (await Promise.all([resume(), expire(), escalate(), approvals.start()])),
  );
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === RESUME) void resume();
    if (name === EXPIRE) void expire();
    if (name === ESCALATE) void escalate();
    if (name === WATCH) void approvals.round();
    if (name === LOCK_ALARM) void locking.lock.checkIdle();
    if (name !== 'renew') return;
    void renew();
    void reads.flush();
  });
  // Having a listener is what starts the worker with the browser; starting is what resumes.
  browser.runtime.onStartup.addListener(() => undefined);
  void ring('renew', RENEW_MINUTES);
  void locking.lock.start();
  void reads.flush();
  void resume();
  void expire();
  void escalate();
  void approvals.start();
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
