import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useLoad } from '@/components/use-call';
import { clientOf } from '@/lib/messaging/client';
import type { Client } from '@/lib/messaging/contract';
import { systemClock } from '@/lib/platform/clock';
import type { approvePlans } from '@/lib/workflows/approve-plans/contract';
import { ApprovalsPage } from '@/lib/workflows/approve-plans/ui/approvals-page';
import type { auditFairness } from '@/lib/workflows/audit-fairness/contract';
import { FairnessPage } from '@/lib/workflows/audit-fairness/ui/fairness-page';
import type { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { connectModel } from '@/lib/workflows/connect-accounts/model-contract';
import { ConnectionsPage } from '@/lib/workflows/connect-accounts/ui/connections-page';
import { FirstRun } from '@/lib/workflows/connect-accounts/ui/first-run';
import { ModelCard } from '@/lib/workflows/connect-accounts/ui/model-card';
import { PeoplePage } from '@/lib/workflows/connect-accounts/ui/people-page';
import type { governAutomation } from '@/lib/workflows/govern-automation/contract';
import { AutomationPage } from '@/lib/workflows/govern-automation/ui/automation-page';
import type { handleExceptions } from '@/lib/workflows/handle-exceptions/contract';
import { ExceptionsPage } from '@/lib/workflows/handle-exceptions/ui/exceptions-page';
import type { lockFulcrum } from '@/lib/workflows/lock-fulcrum/contract';
import { SecurityPage } from '@/lib/workflows/lock-fulcrum/ui/security-page';
import type { QueueClient } from '@/lib/workflows/plan-queue/store';
import { QueuePage } from '@/lib/workflows/plan-queue/ui/queue-page';
import type { reviewActivity } from '@/lib/workflows/review-activity/contract';
import { ActivityPage } from '@/lib/workflows/review-activity/ui/activity-page';
import { AuditPage } from '@/lib/workflows/review-activity/ui/audit-page';
import { EgressPage } from '@/lib/workflows/review-activity/ui/egress-page';
import type { reviewLoad } from '@/lib/workflows/review-load/contract';
import { LoadPage } from '@/lib/workflows/review-load/ui/load-page';
import type { ScreeningClient } from '@/lib/workflows/screen-applicant/ui/applicant-card';
import { ScreeningPage } from '@/lib/workflows/screen-applicant/ui/screening-page';
import type { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { PersonForm } from '@/lib/workflows/set-preferences/ui/person-form';
import { PreferencesPage } from '@/lib/workflows/set-preferences/ui/preferences-page';
import { Navigation } from './navigation';
import { PAGE_IDS, PAGES, type PageId } from './pages';
import { useOpenExceptions } from './use-open-exceptions';
import { itemInAddress, usePage } from './use-page';

const model = clientOf(connectModel);

interface Clients {
  connections: Client<typeof connectAccounts>;
  preferences: Client<typeof setPreferences>;
  activity: Client<typeof reviewActivity>;
  approvals: Client<typeof approvePlans>;
  automation: Client<typeof governAutomation>;
  fairness: Client<typeof auditFairness>;
  exceptions: Client<typeof handleExceptions>;
  lock: Client<typeof lockFulcrum>;
  screening: ScreeningClient;
  queue: QueueClient;
  load: Client<typeof reviewLoad>;
  /** Opens a candidate's on-site on a page of its own. */
  openOnSite: (opportunityId: string) => void;
  /** Asks the browser for a host permission, in a click. */
  askForHost: (origin: string) => Promise<boolean>;
}

/** The options page: navigation at the left (on top when narrow) and one page at a time, named in the address. */
export function ControlRoom({
  connections,
  preferences,
  activity,
  approvals,
  automation,
  exceptions,
  fairness,
  lock,
  screening,
  queue,
  load,
  openOnSite,
  askForHost,
}: Clients) {
  const [page, open] = usePage<PageId>(PAGE_IDS, 'start');
  const loadStatus = useCallback(() => connections.status({}), [connections]);
  const loadPreferences = useCallback(() => preferences.read({}), [preferences]);
  const status = useLoad(loadStatus);
  const settings = useLoad(loadPreferences);
  const waiting = useWaiting(approvals);
  const heading = useRef<HTMLHeadingElement>(null);
  const [moved, setMoved] = useState(false);
  const theme = settings.value?.settings.theme;
  const [openExceptions, setOpenExceptions] = useOpenExceptions(exceptions, page);

  useEffect(() => {
    if (!theme || theme === 'auto') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.title = `${PAGES[page].title} · Fulcrum`;
    // Whoever moves by keyboard or screen reader starts at the top of the new page.
    if (moved) heading.current?.focus();
  }, [page, moved]);

  const body: Record<PageId, () => ReactNode> = {
    start: () => (
      <FirstRun client={connections} status={status} shortcut={settings.value?.shortcut ?? null} />
    ),
    connections: () => (
      <div className="flex flex-col gap-4">
        <ConnectionsPage client={connections} status={status} />
        <ModelCard client={model} askForHost={askForHost} />
      </div>
    ),
    people: () => (
      <PeoplePage
        client={connections}
        first={itemInAddress()}
        settings={(userId) =>
          settings.value && (
            <PersonForm
              key={`settings ${userId}`}
              client={preferences}
              view={settings.value}
              userId={userId}
              onChanged={settings.set}
            />
          )
        }
      />
    ),
    preferences: () => <PreferencesPage client={preferences} preferences={settings} />,
    approvals: () => <ApprovalsPage client={approvals} clock={systemClock} onChanged={waiting.reload} />,
    activity: () => <ActivityPage client={activity} />,
    automation: () => <AutomationPage client={automation} />,
    exceptions: () => (
      <ExceptionsPage client={exceptions} askForHost={askForHost} onCount={setOpenExceptions} />
    ),
    screening: () => <ScreeningPage client={screening} />,
    queue: () => <QueuePage client={queue} open={openOnSite} now={systemClock.now} />,
    load: () => <LoadPage client={load} now={systemClock.now} />,
    fairness: () => <FairnessPage client={fairness} />,
    audit: () => <AuditPage client={activity} />,
    egress: () => <EgressPage client={activity} />,
    security: () => <SecurityPage client={lock} />,
  };

  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <Navigation
        page={page}
        counts={{ approvals: waiting.value ?? 0, exceptions: openExceptions }}
        onOpen={(id) => {
          setMoved(true);
          open(id);
        }}
      />
      <main className="min-w-0 flex-1">
        <div className="mx-auto flex max-w-page flex-col gap-5 px-4 py-6 md:px-8">
          <header>
            <h1 ref={heading} tabIndex={-1} className="text-xl font-semibold outline-none">
              {PAGES[page].title}
            </h1>
            <p className="text-muted">{PAGES[page].about}</p>
          </header>
          {body[page]()}
        </div>
      </main>
    </div>
  );
}

const COUNT_MS = 10_000;

/** How many decisions wait, counted again every few seconds while the page is looked at. */
function useWaiting(client: Clients['approvals']) {
  const waiting = useLoad(useCallback(() => client.count({}), [client]));
  const { reload } = waiting;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && void reload(), COUNT_MS);
    return () => clearInterval(timer);
  }, [reload]);
  return waiting;
}
