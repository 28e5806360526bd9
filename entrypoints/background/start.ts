import browser from 'webextension-polyfill';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger } from '@/lib/ledger/executor';
import { leverPage } from '@/lib/lever/page/contract';
import { createServer } from '@/lib/messaging/serve';
import { surfaces } from '@/lib/messaging/surfaces';
import { systemClock as clock } from '@/lib/platform/clock';
import { createHttp } from '@/lib/platform/http';
import { createConnectionsStore } from '@/lib/storage/connections';
import { createEgressLog } from '@/lib/storage/egress-log';
import { openLedgerDb } from '@/lib/storage/ledger-db';
import { webLock } from '@/lib/storage/ledger-lock';
import { createSettingsStore, readPreset } from '@/lib/storage/settings';
import { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { createConnectAccounts } from '@/lib/workflows/connect-accounts/service';
import { reviewActivity } from '@/lib/workflows/review-activity/contract';
import { createReviewActivity } from '@/lib/workflows/review-activity/service';
import { bookingHandlers } from '@/lib/workflows/schedule-interview/actions';
import { scheduleInterview } from '@/lib/workflows/schedule-interview/contract';
import { createScheduleInterview } from '@/lib/workflows/schedule-interview/service';
import { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { createSetPreferences } from '@/lib/workflows/set-preferences/service';
import { bindConnections, redirectUrl } from './connections';
import { keyValues } from './key-values';
import { createLeverPage, pageReports, shortcut } from './lever-page';
import { createResume, RESUME } from './resume';
import { command, createScreen } from './screen';

const LEVER_ORIGINS = ['https://hire.lever.co', 'https://hire.eu.lever.co', 'https://hire.sandbox.lever.co'];
const RENEW_MINUTES = 4;

/** Builds every part, binds it, and registers the listeners. Synchronous: no event may be missed. */
export function start(extensionOrigin: string): void {
  keepFromContentScripts(browser.storage.local);
  keepFromContentScripts(browser.storage.session);
  const egress = createEgressLog();
  const http = createHttp({
    fetch: (input, init) => fetch(input, init),
    clock,
    log: egress.add,
    online: () => navigator.onLine,
  });
  const lock = webLock(navigator.locks);
  const db = openLedgerDb();
  const audit = createAudit({ store: db, keys: db, clock, lock });
  const preset = () => readPreset(browser.storage.managed);
  const settings = createSettingsStore(browser.storage.local, async () => (await preset()).settings);
  const store = createConnectionsStore(browser.storage.local);
  const connections = bindConnections({ http, clock, store, preset });
  const screen = createScreen();

  const ledger = createLedger({
    store: db,
    audit,
    clock,
    lock,
    handlers: bookingHandlers({
      lever: async () => (await connections.lever()).api,
      calendar: connections.calendar,
      clock,
    }),
  });

  const scheduling = createScheduleInterview(
    {
      lever: connections.lever,
      calendar: connections.calendar,
      accounts: connections.accounts,
      rooms: connections.rooms,
      settings: async () => (await settings.read()).settings,
      ledger,
      memory: keyValues(browser.storage.session, 'schedule'),
      kept: keyValues(browser.storage.local, 'schedule'),
      clock,
      newId: () => crypto.randomUUID(),
      localZone: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    screen,
  );

  const server = createServer(extensionOrigin, browser.runtime.id, LEVER_ORIGINS, clock.now);
  server.serve(scheduleInterview, scheduling.implementation);
  server.serve(leverPage, createLeverPage({ screen, ledger, clock, prefetch: scheduling.prefetch }));
  server.serve(
    connectAccounts,
    createConnectAccounts({
      store,
      secrets: connections.secrets,
      authenticators: connections.authenticators,
      lever: connections.leverAccess,
      calendars: {
        google: connections.calendarReads('google'),
        microsoft: connections.calendarReads('microsoft'),
      },
      people: {
        read: async () => (await settings.read()).settings.people,
        async setCalendar(userId, calendar) {
          await settings.changePerson(userId, ({ calendarEmail: _email, provider: _provider, ...rest }) => ({
            ...rest,
            ...calendar,
          }));
        },
      },
      preset,
      redirectUrl,
      clock,
    }),
  );
  server.serve(
    setPreferences,
    createSetPreferences({
      settings,
      directory: {
        async people() {
          const { api } = await connections.lever();
          const users = (await api.users()).filter((u) => u.deactivatedAt === null);
          return users.map((u) => ({ id: u.id, name: u.name, email: u.email, jobTitle: u.jobTitle ?? null }));
        },
        rooms: connections.rooms,
        shortcut,
      },
    }),
  );
  server.serve(
    reviewActivity,
    createReviewActivity({
      ledger,
      audit,
      egress,
      pageHealth: { reports: pageReports },
      clock,
      people: {
        me: connections.me,
        async names() {
          const me = (await store.read()).connections.lever?.account;
          return me ? { [me.id]: me.name } : {};
        },
      },
    }),
  );
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
