import { CalendarOff, UserSearch } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/placeholder';
import { useLook } from '@/components/use-look';
import type { Clock } from '@/lib/platform/clock';
import { createPanelStore, type PanelClient } from '../store';
import { ActivityTab } from './activity-tab';
import { Announcer } from './announcer';
import { Header, PANEL_BODY, type PanelTab } from './header';
import { KeyHints } from './key-hints';
import { KeyMap } from './key-map';
import { PanelContext, usePanel, useSurroundings } from './panel-context';
import { PanelSkeleton } from './panel-skeleton';
import { PlanResult } from './plan-result';
import { Preview } from './preview';
import { FailedCall } from './problems';
import { ScheduleTab } from './schedule-tab';
import { SetupDrawer } from './setup/setup-drawer';
import { UnfinishedPlan } from './unfinished-plan';
import { usePanelKeys } from './use-panel-keys';

/** A tab that another workflow brings; composed by the page that holds the panel. */
export interface ExtraTab {
  id: 'summary';
  label: string;
  render(opportunityId: string): ReactNode;
}

export interface PanelAppProps {
  client: PanelClient;
  clock: Clock;
  openOptions: (part?: string) => void;
  closable: boolean;
  /** Calls `listener` when another candidate came to the front; gives the way to stop. */
  onScreenChange?: (listener: () => void) => () => void;
  /** Shown between Schedule and Activity. */
  tabs?: readonly ExtraTab[];
}

/** The recruiter's panel, docked in Lever or in the browser's side panel. */
export function PanelApp({ client, clock, openOptions, closable, onScreenChange, tabs = [] }: PanelAppProps) {
  const store = useMemo(() => createPanelStore({ client, clock }), [client, clock]);
  const surroundings = useMemo(
    () => ({ store, now: () => clock.now(), openOptions, closable }),
    [store, clock, openOptions, closable],
  );
  useLook(store.getState().look, store.getState().dispose, onScreenChange);
  return (
    <PanelContext value={surroundings}>
      <Frame tabs={tabs} />
    </PanelContext>
  );
}

function Frame({ tabs }: { tabs: readonly ExtraTab[] }) {
  const { store, closable } = useSurroundings();
  const opportunityId = usePanel((state) => state.opportunityId);
  const theme = usePanel((state) => state.theme);
  const view = usePanel((state) => state.view);
  const plan = usePanel((state) => state.plan);
  const [tab, setTab] = useState<PanelTab>('schedule');
  const [keys, setKeys] = useState(false);
  const [setup, setSetup] = useState(false);
  const [explained, setExplained] = useState<number | null>(null);
  const extra = tabs.find((one) => one.id === tab);

  const showTab = (next: PanelTab) => {
    if (plan) void store.getState().closePlan();
    setTab(next);
  };

  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }, [theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another candidate starts from the top
  useEffect(() => {
    setTab('schedule');
    setSetup(false);
    setExplained(null);
  }, [opportunityId]);
  usePanelKeys({
    store,
    tab,
    closable,
    onTab: setTab,
    onKeys: () => setKeys(true),
    onSetup: () => setSetup(true),
    onExplain: (start) => setExplained((shown) => (shown === start ? null : start)),
  });

  return (
    <div className="@container flex h-full min-h-0 min-w-0 flex-1 flex-col overflow-hidden bg-canvas">
      <Header
        tab={tab}
        tabs={tabs}
        onTab={showTab}
        onKeys={() => setKeys(true)}
        onSetup={() => setSetup(true)}
      />
      <main className="flex min-h-0 flex-1 flex-col">
        <div
          id={PANEL_BODY}
          role="tabpanel"
          aria-label={extra?.label ?? (tab === 'schedule' ? 'Schedule' : 'Activity')}
          className="flex min-h-0 flex-1 flex-col"
        >
          {plan && view && plan.state === 'proposed' ? (
            <Preview key={plan.id} plan={plan} view={view} />
          ) : plan ? (
            <PlanResult plan={plan} view={view} />
          ) : (
            <div className="relative min-h-0 flex-1 overflow-y-auto scroll-thin">
              <div className="mx-auto flex max-w-page flex-col gap-4 p-4">
                {!extra && <FailedCall />}
                {!extra && <UnfinishedPlan />}
                {extra && opportunityId ? (
                  extra.render(opportunityId)
                ) : tab === 'activity' ? (
                  <ActivityTab />
                ) : (
                  <Body explained={explained} onExplain={setExplained} onSetup={() => setSetup(true)} />
                )}
              </div>
            </div>
          )}
        </div>
      </main>
      {!plan && view && tab === 'schedule' && <KeyHints />}
      <Announcer />
      <KeyMap open={keys} onClose={() => setKeys(false)} />
      {view && <SetupDrawer view={view} open={setup} onClose={() => setSetup(false)} />}
    </div>
  );
}

function Body(props: {
  explained: number | null;
  onExplain: (start: number | null) => void;
  onSetup: () => void;
}) {
  const phase = usePanel((state) => state.phase);
  const view = usePanel((state) => state.view);
  const failed = usePanel((state) => state.failed !== null);
  const busy = usePanel((state) => state.task !== null);
  const refresh = usePanel((state) => state.refresh);
  if (phase === 'no-candidate') {
    return (
      <EmptyState icon={<UserSearch size={28} aria-hidden="true" />} title="Open a candidate in Lever">
        The best interview times for the candidate on screen appear here by themselves.
      </EmptyState>
    );
  }
  if (view) return <ScheduleTab key={view.opportunityId} view={view} {...props} />;
  if (failed) return null;
  if (phase === 'ready' && !busy) {
    return (
      <EmptyState
        icon={<CalendarOff size={28} aria-hidden="true" />}
        title="Nothing was read"
        action={<Button onClick={() => void refresh()}>Read the calendars</Button>}
      >
        The last reading failed, so there is nothing to show for this candidate.
      </EmptyState>
    );
  }
  return <PanelSkeleton />;
}
