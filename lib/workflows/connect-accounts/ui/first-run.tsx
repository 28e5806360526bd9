import { Check, ExternalLink } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { Kbd } from '@/components/kbd';
import { ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { ProgressBar } from '@/components/spinner';
import { Tabs } from '@/components/tabs';
import type { Loaded } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { ConnectionView, connectAccounts } from '../contract';
import { SYSTEM_NAME } from '../schema';
import { ClientForm } from './client-form';
import { replaced } from './connections-page';
import { ConsoleSteps, LeverKeySteps } from './console-steps';
import { Disclosure } from './disclosure';
import { LEVER_WEB, LeverKeyForm } from './lever-key-form';
import { StateBadge } from './state-words';

function Step({
  number,
  title,
  done,
  aside,
  children,
}: {
  number: number;
  title: string;
  done: boolean;
  aside?: ReactNode;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <Card className="flex gap-3 p-4">
      <span
        aria-hidden="true"
        className={`flex size-6 shrink-0 items-center justify-center rounded-full text-sm font-semibold ${done ? 'bg-good-soft text-good' : 'bg-accent-soft text-accent-text'}`}
      >
        {done ? <Check size={14} /> : number}
      </span>
      <section aria-labelledby={id} className="flex min-w-0 flex-1 flex-col gap-3">
        <div className="flex flex-wrap items-center gap-2">
          <h2 id={id} className="text-md font-semibold">
            <span className="sr-only">{`Step ${number}${done ? ', done' : ''}: `}</span>
            {title}
          </h2>
          {aside}
        </div>
        {children}
      </section>
    </Card>
  );
}

function CalendarStep({
  client,
  google,
  microsoft,
  onChanged,
}: {
  client: Client<typeof connectAccounts>;
  google: ConnectionView;
  microsoft: ConnectionView;
  onChanged: (view: ConnectionView) => void;
}) {
  const [system, setSystem] = useState<'google' | 'microsoft'>(
    google.state !== 'connected' && microsoft.state === 'connected' ? 'microsoft' : 'google',
  );
  const panelId = useId();
  const connection = system === 'google' ? google : microsoft;
  const tabOf = (one: ConnectionView & { system: 'google' | 'microsoft' }) => ({
    id: one.system,
    label: SYSTEM_NAME[one.system],
    note: (
      <span className="max-sm:hidden">
        <StateBadge connection={one} />
      </span>
    ),
  });
  return (
    <>
      <div className="border-b border-line">
        <Tabs
          label="Calendar"
          tabs={[tabOf({ ...google, system: 'google' }), tabOf({ ...microsoft, system: 'microsoft' })]}
          selected={system}
          onSelect={setSystem}
          panelId={panelId}
        />
      </div>
      <div id={panelId} role="tabpanel" aria-label={SYSTEM_NAME[system]} className="flex flex-col gap-3">
        {connection.state === 'connected' ? (
          <p>
            Reads free/busy as <bdi className="font-semibold">{connection.account?.email}</bdi>. If your
            interviewers are at both Google and Microsoft, connect both.
          </p>
        ) : (
          <>
            {connection.problem && <ProblemNotice problem={connection.problem} />}
            <ClientForm key={system} client={client} connection={connection} onChanged={onChanged} />
            <Disclosure
              summary="Where the client ID comes from (once per organisation, about two minutes)"
              open={connection.client.clientId === null}
            >
              <ConsoleSteps connection={connection} />
            </Disclosure>
          </>
        )}
      </div>
    </>
  );
}

/** From install to first times: three steps with their live state. `shortcut`: null = the browser has none. */
export function FirstRun({
  client,
  status,
  shortcut,
}: {
  client: Client<typeof connectAccounts>;
  status: Loaded<ConnectionView[]>;
  shortcut: string | null;
}) {
  const { value } = status;
  if (status.problem && !value)
    return (
      <ProblemNotice problem={status.problem} action={<Button onClick={status.reload}>Try again</Button>} />
    );
  const of = (system: ConnectionView['system']) => value?.find((view) => view.system === system);
  const [lever, google, microsoft] = [of('lever'), of('google'), of('microsoft')];
  if (!value || !lever || !google || !microsoft) {
    return (
      <div
        role="status"
        aria-busy="true"
        aria-label="Loading the state of the set-up"
        className="flex flex-col gap-4"
      >
        <Skeleton className="h-48" />
        <Skeleton className="h-32" />
        <Skeleton className="h-24" />
      </div>
    );
  }
  const changed = (view: ConnectionView) => status.set(replaced(value, view));
  const leverDone = lever.state === 'connected';
  const calendarDone = google.state === 'connected' || microsoft.state === 'connected';
  const done = Number(leverDone) + Number(calendarDone);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-1.5">
        <p className="text-muted">
          {done === 2
            ? 'Everything is connected. Open a candidate to see times.'
            : `${done} of 2 connected. Everything stays in this browser.`}
        </p>
        <ProgressBar value={done} max={2} label="Connected" />
      </div>
      <Step number={1} title="Connect Lever" done={leverDone} aside={<StateBadge connection={lever} />}>
        {leverDone ? (
          <p>
            Connected as <bdi className="font-semibold">{lever.account?.name}</bdi> (
            <bdi>{lever.account?.email}</bdi>).
          </p>
        ) : (
          <LeverKeyForm client={client} connection={lever} onConnected={changed} />
        )}
        {lever.problem && <ProblemNotice problem={lever.problem} tone={leverDone ? 'warn' : 'danger'} />}
        {!leverDone && (
          <Disclosure summary="How to get a key">
            <LeverKeySteps />
          </Disclosure>
        )}
      </Step>
      <Step number={2} title="Connect your calendar" done={calendarDone}>
        <CalendarStep client={client} google={google} microsoft={microsoft} onChanged={changed} />
      </Step>
      <Step number={3} title="See the first times" done={false}>
        <p>
          Open any candidate in Lever
          {shortcut ? (
            <>
              {' '}
              and press <Kbd>{shortcut}</Kbd>.
            </>
          ) : (
            ' and press the Fulcrum button. No keyboard shortcut is set: choose one in the browser’s extension shortcuts.'
          )}{' '}
          Nothing is written before you have read a preview and agreed.
        </p>
        <div>
          <a
            href={LEVER_WEB[lever.client.environment]}
            target="_blank"
            rel="noreferrer"
            className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-3 font-medium text-ink shadow-card hover:bg-hover"
          >
            Open a candidate in Lever
            <ExternalLink size={14} aria-hidden="true" />
            <span className="sr-only">(opens a new tab)</span>
          </a>
        </div>
      </Step>
    </div>
  );
}
