import { CalendarSearch, Inbox, Settings2 } from 'lucide-react';
import { useCallback, useEffect } from 'react';
import { Button } from '@/components/button';
import { Kbd } from '@/components/kbd';
import { ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { surfaces } from '@/lib/messaging/surfaces';
import type { approvePlans } from '@/lib/workflows/approve-plans/contract';
import type { connectAccounts } from '@/lib/workflows/connect-accounts/contract';
import { SYSTEM_NAME } from '@/lib/workflows/connect-accounts/schema';
import { StateBadge } from '@/lib/workflows/connect-accounts/ui/state-words';
import type { scheduleInterview } from '@/lib/workflows/schedule-interview/contract';
import type { ScreeningClient } from '@/lib/workflows/screen-applicant/ui/applicant-card';
import { PopupScreening } from '@/lib/workflows/screen-applicant/ui/popup-screening';
import type { setPreferences } from '@/lib/workflows/set-preferences/contract';

interface PopupProps {
  connections: Pick<Client<typeof connectAccounts>, 'status'>;
  preferences: Pick<Client<typeof setPreferences>, 'read'>;
  schedule: Pick<Client<typeof scheduleInterview>, 'current'>;
  screening: ScreeningClient;
  surfaces: Client<typeof surfaces>;
  approvals: Pick<Client<typeof approvePlans>, 'count'>;
  openControlRoom: () => Promise<void>;
  openTab: (path: string) => void;
  close: () => void;
}

/** The state of things at a glance, and the two ways on from here. */
export function Popup({
  connections,
  preferences,
  schedule,
  screening,
  surfaces: surface,
  approvals,
  openControlRoom,
  openTab,
  close,
}: PopupProps) {
  const status = useLoad(useCallback(() => connections.status({}), [connections]));
  const settings = useLoad(useCallback(() => preferences.read({}), [preferences]));
  const current = useLoad(useCallback(() => schedule.current({}), [schedule]));
  const waiting = useLoad(useCallback(() => approvals.count({}), [approvals]));
  const act = useAct();
  const theme = settings.value?.settings.theme;
  useEffect(() => {
    if (theme && theme !== 'auto') document.documentElement.dataset.theme = theme;
  }, [theme]);

  const show = () =>
    act.run('open', async () => {
      const { opened } = await surface.openPanel({});
      if (opened) close();
      else await current.reload();
    });
  const problem = status.problem ?? current.problem ?? waiting.problem ?? act.problem;
  const leverReady = status.value?.some(({ system, state }) => system === 'lever' && state === 'connected');

  // Once everything works, the work comes first and the connections last.
  const accounts = status.value ? (
    <ul className="flex flex-col gap-1.5">
      {status.value.map((connection) => (
        <li key={connection.system} className="flex items-center justify-between gap-2">
          <span>{SYSTEM_NAME[connection.system]}</span>
          <StateBadge connection={connection} />
        </li>
      ))}
    </ul>
  ) : (
    !status.problem && (
      <div role="status" aria-busy="true" aria-label="Loading the connections">
        <Skeleton className="h-18" />
      </div>
    )
  );
  return (
    <main className="mx-auto flex w-110 max-w-full flex-col gap-3 p-4">
      <h1 className="text-md font-semibold">Fulcrum</h1>
      {!leverReady && accounts}
      {problem && <ProblemNotice problem={problem} />}
      {current.value?.opportunityId ? (
        <Button
          kind="primary"
          icon={<CalendarSearch size={16} aria-hidden="true" />}
          busy={act.busy !== null}
          onClick={show}
        >
          Show interview times
        </Button>
      ) : (
        <p className="text-muted">
          {current.loading
            ? 'Looking for a candidate…'
            : 'No candidate is open in this tab. Open one in Lever.'}
        </p>
      )}
      {Boolean(waiting.value) && (
        <Button
          icon={<Inbox size={16} aria-hidden="true" />}
          onClick={() => {
            openTab('/options.html#approvals');
            close();
          }}
        >
          {waiting.value} waiting for approval
        </Button>
      )}
      {leverReady && !current.loading && (
        <PopupScreening
          client={screening}
          opportunityId={current.value?.opportunityId ?? null}
          openTab={openTab}
        />
      )}
      <Button
        icon={<Settings2 size={16} aria-hidden="true" />}
        onClick={() => act.run('options', openControlRoom)}
      >
        Open control room
      </Button>
      {leverReady && accounts}
      <p className="text-sm text-muted">
        {settings.value?.shortcut ? (
          <>
            Shortcut on a candidate: <Kbd>{settings.value.shortcut}</Kbd>
          </>
        ) : (
          settings.value && 'No shortcut is set; choose one in the browser’s extension shortcuts.'
        )}
      </p>
    </main>
  );
}
