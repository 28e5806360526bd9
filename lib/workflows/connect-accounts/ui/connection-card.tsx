import { useState } from 'react';
import { Button } from '@/components/button';
import { Card } from '@/components/card';
import { Dialog } from '@/components/dialog';
import { Notice, ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { ConnectionView, connectAccounts } from '../contract';
import { SYSTEM_NAME } from '../schema';
import { ClientForm } from './client-form';
import { ConsoleSteps, LeverKeySteps } from './console-steps';
import { Disclosure } from './disclosure';
import { LeverKeyForm } from './lever-key-form';
import { StateBadge } from './state-words';

const GRANTED = new Map<boolean | null, string>([
  [true, 'yes'],
  [false, 'no'],
  [null, 'not known'],
]);

function Scopes({ connection }: { connection: ConnectionView }) {
  return (
    <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
      {connection.scopes.map((one) => (
        <li key={one.scope} className="flex flex-wrap items-baseline justify-between gap-x-4 px-2 py-1.5">
          <span className="min-w-0">
            <span className="font-medium wrap-anywhere">{one.scope}</span>{' '}
            <span className="text-sm text-muted">{one.why}</span>
          </span>
          <span className={one.granted === false ? 'text-sm font-medium text-danger' : 'text-sm text-muted'}>
            Granted: {GRANTED.get(one.granted)}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Isolated, so that no name can turn the direction of the text around it. */
function Account({ name, email }: { name: string; email: string }) {
  return (
    <>
      {name !== email && <bdi>{name}</bdi>}{' '}
      <bdi className={name === email ? undefined : 'text-muted'}>{email}</bdi>
    </>
  );
}

function Facts({ connection }: { connection: ConnectionView }) {
  const { account, way, until, connectedAt } = connection;
  const rows: [string, React.ReactNode][] = [
    ['Account', account ? <Account key="account" {...account} /> : 'none'],
    ['Way', way === 'api-key' ? 'API key' : 'Sign-in (OAuth)'],
    [
      'Works until',
      connection.state !== 'connected' ? (
        'ended'
      ) : until === null ? (
        way === 'api-key' ? (
          'the key is deleted in Lever'
        ) : (
          'renewed silently while you are signed in'
        )
      ) : (
        <When key="until" at={until} />
      ),
    ],
  ];
  if (connectedAt !== null) rows.push(['Connected', <When key="connected" at={connectedAt} />]);
  return (
    <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1">
      {rows.map(([term, value]) => (
        <div key={term} className="contents">
          <dt className="text-muted">{term}</dt>
          <dd className="wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** One connection: who, which scopes and why, until when, and what to do next. */
export function ConnectionCard({
  client,
  connection,
  onChanged,
}: {
  client: Client<typeof connectAccounts>;
  connection: ConnectionView;
  onChanged: (view: ConnectionView) => void;
}) {
  const { system, state, lastTest, problem, notice } = connection;
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const name = SYSTEM_NAME[system];
  const has = connection.account !== null;
  const again = state === 'expired' || state === 'refused';

  const press = async (what: string, work: () => Promise<ConnectionView>) => {
    const view = await act.run(what, work);
    if (view) onChanged(view);
  };

  return (
    <Card className="flex flex-col gap-3 p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="text-md font-semibold">{name}</h2>
        <StateBadge connection={connection} />
        <div className="ml-auto flex flex-wrap gap-2">
          {has && connection.way === 'oauth' && (
            <Button
              kind={again ? 'primary' : 'secondary'}
              busy={act.busy === 'reconnect'}
              onClick={() => press('reconnect', () => client.connect({ system }))}
            >
              Reconnect
            </Button>
          )}
          {has && (
            <Button busy={act.busy === 'test'} onClick={() => press('test', () => client.test({ system }))}>
              Test
            </Button>
          )}
          {has && (
            <Button kind="danger" onClick={() => setAsking(true)}>
              Disconnect
            </Button>
          )}
        </div>
      </div>
      {notice && <Notice tone="info" title={notice} />}
      {problem && <ProblemNotice problem={problem} tone={state === 'connected' ? 'warn' : 'danger'} />}
      {act.problem && <ProblemNotice problem={act.problem} />}
      {has && <Facts connection={connection} />}
      {lastTest && (
        <Notice
          tone={lastTest.ok ? 'good' : 'warn'}
          title={
            <>
              {lastTest.ok ? 'Test passed' : 'Test did not pass'}, <When at={lastTest.at} />
            </>
          }
        >
          {lastTest.message}
        </Notice>
      )}
      {has && (
        <Disclosure
          summary={connection.way === 'api-key' ? 'Permissions of the key, and why' : 'Scopes, and why'}
        >
          <Scopes connection={connection} />
        </Disclosure>
      )}
      {system === 'lever' ? (
        <LeverWays client={client} connection={connection} onChanged={onChanged} />
      ) : (
        <Disclosure summary={has ? 'Change the client' : 'Set up'} open={!has}>
          <ClientForm client={client} connection={connection} onChanged={onChanged} />
          <Disclosure
            summary={`Steps at the ${system === 'google' ? 'Google' : 'Microsoft'} console`}
            open={connection.client.clientId === null}
          >
            <ConsoleSteps connection={connection} />
          </Disclosure>
        </Disclosure>
      )}
      <Dialog
        open={asking}
        title={`Disconnect ${name}?`}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button
              kind="danger"
              onClick={() => {
                setAsking(false);
                void press('disconnect', () => client.disconnect({ system }));
              }}
            >
              Disconnect {name}
            </Button>
          </>
        }
      >
        <p>{connection.onDisconnect}</p>
      </Dialog>
    </Card>
  );
}

function LeverWays({
  client,
  connection,
  onChanged,
}: {
  client: Client<typeof connectAccounts>;
  connection: ConnectionView;
  onChanged: (view: ConnectionView) => void;
}) {
  const has = connection.account !== null;
  return (
    <>
      <Disclosure
        summary={has ? 'Use another API key' : 'Connect by API key'}
        open={!has && connection.client.clientId === null}
      >
        <LeverKeyForm client={client} connection={connection} onConnected={onChanged} />
        <Disclosure summary="How to get a key">
          <LeverKeySteps />
        </Disclosure>
      </Disclosure>
      <Disclosure summary="Connect by sign-in (OAuth)" open={!has && connection.client.clientId !== null}>
        <ClientForm client={client} connection={connection} onChanged={onChanged} />
        <Disclosure summary="What Lever needs to know">
          <ConsoleSteps connection={connection} />
        </Disclosure>
      </Disclosure>
    </>
  );
}
