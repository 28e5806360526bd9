import { Activity, Cable, Rocket, ScrollText, Send, SlidersHorizontal, Users } from 'lucide-react';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { ConnectionsPage } from '@/lib/workflows/connect-accounts/ui/connections-page';
import { FirstRun } from '@/lib/workflows/connect-accounts/ui/first-run';
import { PeoplePage } from '@/lib/workflows/connect-accounts/ui/people-page';
import type { reviewActivity } from '@/lib/workflows/review-activity/contract';
import { ActivityPage } from '@/lib/workflows/review-activity/ui/activity-page';
import { AuditPage } from '@/lib/workflows/review-activity/ui/audit-page';
import { EgressPage } from '@/lib/workflows/review-activity/ui/egress-page';
import type { setPreferences } from '@/lib/workflows/set-preferences/contract';
import { PersonForm } from '@/lib/workflows/set-preferences/ui/person-form';
import { PreferencesPage } from '@/lib/workflows/set-preferences/ui/preferences-page';
import { usePage } from './use-page';

const PAGES = {
  start: {
    label: 'Start',
    Icon: Rocket,
    title: 'Set up Fulcrum',
    about: 'Three steps from here to the first interview times.',
  },
  connections: {
    label: 'Connections',
    Icon: Cable,
    title: 'Connections',
    about: 'Who is connected, what for, until when.',
  },
  people: {
    label: 'People',
    Icon: Users,
    title: 'People',
    about: 'Which calendar is read for each Lever user, and how they want to interview.',
  },
  preferences: {
    label: 'Preferences',
    Icon: SlidersHorizontal,
    title: 'Preferences',
    about: 'How times are searched and ranked.',
  },
  activity: {
    label: 'Activity',
    Icon: Activity,
    title: 'Activity',
    about: 'Every plan with each of its writes. Undo, retry or skip from here.',
  },
  audit: {
    label: 'Audit log',
    Icon: ScrollText,
    title: 'Audit log',
    about: 'Each entry is chained to the one before it, so a change shows.',
  },
  egress: { label: 'Egress', Icon: Send, title: 'Egress', about: 'Every request that left this computer.' },
} as const;
type PageId = keyof typeof PAGES;
const PAGE_IDS = Object.keys(PAGES) as PageId[];

interface Clients {
  connections: Client<typeof connectAccounts>;
  preferences: Client<typeof setPreferences>;
  activity: Client<typeof reviewActivity>;
}

/** The options page: navigation at the left (on top when narrow) and one page at a time, named in the address. */
export function ControlRoom({ connections, preferences, activity }: Clients) {
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
    audit: () => <AuditPage client={activity} />,
    egress: () => <EgressPage client={activity} />,
  };

  return (
    <div className="flex min-h-dvh flex-col md:flex-row">
      <nav
        aria-label="Control room"
        className="shrink-0 border-b border-line bg-surface md:w-52 md:border-r md:border-b-0"
      >
        <div className="md:sticky md:top-0">
          <p className="px-4 pt-3 pb-1 text-md font-semibold md:pt-5 md:pb-3">Fulcrum</p>
          <ul className="flex flex-wrap gap-1 px-2 pb-2 md:flex-col">
            {PAGE_IDS.map((id) => {
              const { label, Icon } = PAGES[id];
              const on = id === page;
              return (
                <li key={id}>
                  <a
                    href={`#${id}`}
                    aria-current={on ? 'page' : undefined}
                    onClick={() => {
                      setMoved(true);
                      open(id);
                    }}
                    className={`flex min-h-8 items-center gap-2 rounded-md px-2 font-medium whitespace-nowrap ${on ? 'bg-accent-soft text-accent-text' : 'text-muted hover:bg-hover hover:text-ink'}`}
                  >
                    <Icon size={16} aria-hidden="true" className="max-md:hidden" />
                    {label}
                  </a>
                </li>
              );
            })}
          </ul>
        </div>
      </nav>
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
