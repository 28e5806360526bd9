import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { auditFairness } from '@/lib/workflows/audit-fairness/contract';
import { FairnessPage } from '@/lib/workflows/audit-fairness/ui/fairness-page';
import type { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { ConnectionsPage } from '@/lib/workflows/connect-accounts/ui/connections-page';
import { FirstRun } from '@/lib/workflows/connect-accounts/ui/first-run';
import { PeoplePage } from '@/lib/workflows/connect-accounts/ui/people-page';
import type { governAutomation } from '@/lib/workflows/govern-automation/contract';
import { AutomationPage } from '@/lib/workflows/govern-automation/ui/automation-page';
import type { reviewActivity } from '@/lib/workflows/review-activity/contract';
import { ActivityPage } from '@/lib/workflows/review-activity/ui/activity-page';
import { AuditPage } from '@/lib/workflows/review-activity/ui/audit-page';
import { EgressPage } from '@/lib/workflows/review-activity/ui/egress-page';
import type { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { PersonForm } from '@/lib/workflows/set-preferences/ui/person-form';
import { PreferencesPage } from '@/lib/workflows/set-preferences/ui/preferences-page';
import { Navigation } from './navigation';
import { PAGE_IDS, PAGES, type PageId } from './pages';
import { usePage } from './use-page';

interface Clients {
  connections: Client<typeof connectAccounts>;
  preferences: Client<typeof setPreferences>;
  activity: Client<typeof reviewActivity>;
  automation: Client<typeof governAutomation>;
  fairness: Client<typeof auditFairness>;
}

/** The options page: navigation at the left (on top when narrow) and one page at a time, named in the address. */
export function ControlRoom({ connections, preferences, activity, automation, fairness }: Clients) {
  const [page, open] = usePage<PageId>(PAGE_IDS, 'start');
  const loadStatus = useCallback(() => connections.status({}), [connections]);
  const loadPreferences = useCallback(() => preferences.read({}), [preferences]);
  const status = useLoad(loadStatus);
  const settings = useLoad(loadPreferences);
  const heading = useRef<HTMLHeadingElement>(null);
  const [moved, setMoved] = useState(false);
  const theme = settings.value?.settings.theme;

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
    connections: () => <ConnectionsPage client={connections} status={status} />,
    people: () => (
      <PeoplePage
        client={connections}
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
    activity: () => <ActivityPage client={activity} />,
    automation: () => <AutomationPage client={automation} />,
    fairness: () => <FairnessPage client={fairness} />,
    audit: () => <AuditPage client={activity} />,
    egress: () => <EgressPage client={activity} />,
  };

  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <Navigation
        page={page}
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
