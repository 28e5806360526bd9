import browser from 'webextension-polyfill';
import { bookingHandlers } from '@/lib/interviews/handlers';
import { createAudit } from '@/lib/ledger/audit';
import { createLedger } from '@/lib/ledger/executor';
import { systemClock as clock } from '@/lib/platform/clock';
import { createHttp } from '@/lib/platform/http';
import { createConnectionsStore } from '@/lib/storage/connections';
import { createEgressLog } from '@/lib/storage/egress-log';
import { openLedgerDb } from '@/lib/storage/ledger-db';
import { webLock } from '@/lib/storage/ledger-lock';
import { createSettingsStore, readPreset } from '@/lib/storage/settings';
import { screeningHandlers } from '@/lib/workflows/screen-applicant/handlers';
import { bindConnections } from './connections';
import { createScreen } from './screen';

export type Core = ReturnType<typeof createCore>;

/** What every workflow is bound to: one network door, one ledger, one log, the connections and the settings. */
export function createCore() {
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
  const lever = async () => (await connections.lever()).api;
  const ledger = createLedger({
    store: db,
    audit,
    clock,
    lock,
    handlers: [
      ...bookingHandlers({ lever, calendar: connections.calendar, clock }),
      ...screeningHandlers({ lever }),
    ],
  });
  return {
    clock,
    egress,
    http,
    lock,
    audit,
    keys: db,
    preset,
    settings,
    store,
    connections,
    ledger,
    screen: createScreen(),
  };
}
