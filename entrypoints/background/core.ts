import browser from 'webextension-polyfill';
import type { ReadPurpose } from '@/lib/governance/read-windows';
import { bookingHandlers } from '@/lib/interviews/handlers';
import { createAudit } from '@/lib/ledger/audit';
import { pausingAudit } from '@/lib/ledger/audit-pausing';
import { createReadLog } from '@/lib/ledger/audit-reads';
import { concealLedger } from '@/lib/ledger/concealed';
import { createLedger } from '@/lib/ledger/executor';
import { FULCRUM } from '@/lib/ledger/journal';
import type { ActionHandler } from '@/lib/ledger/plan';
import { systemClock as clock } from '@/lib/platform/clock';
import { createHttp, type HttpDeps } from '@/lib/platform/http';
import { createConnectionsStore } from '@/lib/storage/connections';
import { createEgressLog } from '@/lib/storage/egress-log';
import { openLedgerDb } from '@/lib/storage/ledger-db';
import { webLock } from '@/lib/storage/ledger-lock';
import { openReadsDb } from '@/lib/storage/reads-db';
import { createSettingsStore, readPreset } from '@/lib/storage/settings';
import { postMessage } from '@/lib/workflows/handle-exceptions/hand-over';
import { screeningHandlers } from '@/lib/workflows/screen-applicant/handlers';
import { bindChannels } from './channels';
import { bindConnections } from './connections';
import { bindGovernance } from './governance';
import { createGate } from './guarded-lever';
import { keyValues } from './key-values';
import { bindLock } from './lock';
import { createScreen } from './screen';

export type Core = ReturnType<typeof createCore>;

/** What every workflow is bound to: one network door, one ledger, one log, the connections and the settings. */
export function createCore() {
  const lock = webLock(navigator.locks);
  const db = openLedgerDb();
  const audit = createAudit({ store: db, keys: db, clock, lock });
  const egress = createEgressLog();
  /** The one way out, for answers and for streams. */
  const network: HttpDeps = {
    fetch: (input, init) => fetch(input, init),
    clock,
    log: egress.add,
    refused: ({ host, method, purpose }) => {
      // The refusal stands whether or not it can be written down; a log that cannot be written shows in the audit page.
      void audit.record([
        {
          actor: FULCRUM,
          workflow: 'review-activity',
          opportunityId: null,
          event: 'request-refused',
          outcome: 'undeclared-host',
          details: { title: `${method} to ${host}: not on the list of hosts`, purpose },
        },
      ]);
    },
    online: () => navigator.onLine,
  };
  const http = createHttp(network);
  const preset = () => readPreset(browser.storage.managed);
  const settings = createSettingsStore(browser.storage.local, async () => (await preset()).settings);
  const store = createConnectionsStore(browser.storage.local);
  const mailing = keyValues(browser.storage.local, 'mailing');
  const bound = bindConnections({ http, clock, store, preset, mailing });
  const reads = createReadLog({
    store: openReadsDb(),
    audit,
    clock,
    lock,
    newId: () => crypto.randomUUID(),
  });
  const unguarded = async () => (await bound.lever()).api;
  const gate = createGate({ lever: unguarded, me: bound.me, preset, settings, reads, clock });
  /** Lever as everybody above sees it: by role, without what is confidential, every reading logged. */
  const leverFor = async (purpose: ReadPurpose = 'trigger') => {
    const { api, me } = await bound.lever();
    return { api: gate.guard(api, purpose), me };
  };
  const connections = { ...bound, lever: leverFor };
  const lever = async () => (await leverFor('booking')).api;
  const channels = bindChannels({ http, clock, connections });
  const governance = bindGovernance({ audit, clock, preset, connections, accounts: store });
  const locking = bindLock({ vault: bound.vault, me: bound.me, store, settings, audit, clock });
  /** Does and continues plans; what people see of them goes through `ledger`. */
  const engine = createLedger({
    store: db,
    audit: pausingAudit(audit, locking.lock),
    clock,
    lock,
    handlers: [
      ...bookingHandlers({ lever, calendar: connections.calendar, clock }),
      postMessage(channels) as ActionHandler,
      ...screeningHandlers({ lever }),
    ],
    signalFor: governance.governor.signalFor,
    ready: governance.governor.ready,
  });
  const ledger = concealLedger(engine, gate);
  return {
    clock,
    egress,
    network,
    http,
    lock,
    audit,
    keys: db,
    preset,
    settings,
    store,
    connections,
    governance,
    channels,
    ledger,
    engine,
    gate,
    reads,
    locking,
    screen: createScreen(),
  };
}
