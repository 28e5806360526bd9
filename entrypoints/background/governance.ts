import browser from 'webextension-polyfill';
import type { Viewer } from '@/lib/governance/access';
import type { Audit } from '@/lib/ledger/audit';
import type { LeverPosting } from '@/lib/lever/types';
import type { createServer } from '@/lib/messaging/serve';
import type { Clock } from '@/lib/platform/clock';
import type { ConnectionsStore } from '@/lib/storage/connections';
import { openGovernanceDb } from '@/lib/storage/governance-db';
import type { Preset } from '@/lib/storage/settings';
import { AUTOMATED_WORKFLOWS as workflows } from '@/lib/workflows/govern-automation/automated-workflows';
import { governAutomation } from '@/lib/workflows/govern-automation/contract';
import { createGovernor } from '@/lib/workflows/govern-automation/governor';
import type { ListedPosting, PostingSource } from '@/lib/workflows/govern-automation/port';
import { createGovernAutomation } from '@/lib/workflows/govern-automation/service';
import type { Connections } from './connections';

const MOMENT = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
} as const;

const listed = ({ id, text, categories }: LeverPosting): ListedPosting => ({
  id,
  title: text,
  level: categories.level ?? null,
  team: categories.team ?? null,
  location: categories.location ?? null,
});

export type BoundGovernance = ReturnType<typeof bindGovernance>;

/** The policy: what workflows ask before they act, the kill switches, and the Automation page. */
export function bindGovernance({
  audit,
  clock,
  preset,
  connections,
  accounts,
}: {
  audit: Audit;
  clock: Clock;
  preset(): Promise<Preset>;
  connections: Pick<Connections, 'lever'>;
  accounts: ConnectionsStore;
}) {
  const store = openGovernanceDb();
  const postings: PostingSource = {
    all: async () => (await (await connections.lever()).api.postings()).map(listed),
    one: async (id) => listed(await (await connections.lever()).api.posting(id)),
  };
  const governor = createGovernor({
    store,
    audit,
    clock,
    workflows,
    postings,
    preset: async () => (await preset()).automation,
    inWords: (at) => new Intl.DateTimeFormat(undefined, MOMENT).format(at),
  });
  const listeners = new Set<() => Promise<void>>();
  const switched = (): void => {
    for (const listener of listeners) void listener();
  };

  // A policy of the administrator arrives without a restart.
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') void governor.reload().then(switched);
  });
  void governor.reload();

  return {
    governor,
    /** What happens by itself outside of any workflow; not while everything is stopped. */
    async unlessStopped(work: () => Promise<unknown>): Promise<void> {
      if (!(await governor.load()).policy.allOff) await work();
    },
    /** Called after a switch was thrown, to hold what runs and to drop timers. */
    onSwitched: (listener: () => Promise<void>): void => void listeners.add(listener),
    serve: (server: ReturnType<typeof createServer>, viewer: () => Promise<Viewer>): void =>
      server.serve(
        governAutomation,
        createGovernAutomation({
          governor,
          store,
          postings,
          workflows,
          switched,
          viewer,
          async actor() {
            const me = (await accounts.read()).connections.lever?.account;
            return me ? { id: me.id, name: me.name } : { id: 'local', name: 'somebody at this computer' };
          },
        }),
      ),
  };
}

type Methods = Record<string, (...input: never[]) => Promise<unknown>>;

/** The door of a workflow: while it is off everything but `open` is refused, with who switched it off and since when. */
export function whileOn<I extends object>(
  { governor }: Pick<BoundGovernance, 'governor'>,
  workflow: string,
  implementation: I,
  open: readonly (keyof I)[] = [],
): I {
  const guarded = Object.entries(implementation as Methods).map(([name, run]) => [
    name,
    open.includes(name as keyof I)
      ? run
      : async (...input: never[]) => {
          await governor.mustBeOn(workflow);
          return run(...input);
        },
  ]);
  return Object.fromEntries(guarded) as I;
}
