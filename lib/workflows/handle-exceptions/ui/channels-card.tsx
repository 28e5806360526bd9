import { useCallback, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import { TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { Channel, ChannelsView, ChannelView, handleExceptions } from '../contract';
import { CHANNEL_NAME } from '../schema';
import { ChatForm, MailForm } from './channel-forms';

const ABOUT: Record<Channel, string> = {
  slack: 'A channel, by incoming webhook.',
  teams: 'A channel, by a Workflows webhook. Teams says accepted, never delivered.',
  mail: 'From your own Gmail or Outlook address, to you or a team address.',
};

/** Where escalations go: each channel with its real answer, in the order in which they are tried. */
export function ChannelsCard({
  client,
  askForHost,
}: {
  client: Client<typeof handleExceptions>;
  askForHost: (origin: string) => Promise<boolean>;
}) {
  const loaded = useLoad(useCallback(() => client.channels({}), [client]));
  const { value, problem, set } = loaded;
  return (
    <Section id="escalation-channels" title="Where escalations go">
      <p className="text-sm text-muted">
        Tried in this order until one takes the message. It holds the candidate’s initials and a link, never
        the name.
      </p>
      {problem && (
        <ProblemNotice problem={problem} action={<Button onClick={loaded.reload}>Try again</Button>} />
      )}
      {!value && !problem && (
        <div role="status" aria-busy="true" aria-label="Loading the channels">
          <Skeleton className="h-40" />
        </div>
      )}
      {value && (
        <Card>
          <ul className="divide-y divide-line">
            {value.channels.map((channel, at) => (
              <ChannelRow
                key={channel.channel}
                view={channel}
                first={at === 0}
                all={value}
                client={client}
                askForHost={askForHost}
                onChanged={set}
              />
            ))}
          </ul>
          <Delay minutes={value.afterMinutes} client={client} onChanged={set} />
        </Card>
      )}
    </Section>
  );
}

function ChannelRow({
  view,
  first,
  all,
  client,
  askForHost,
  onChanged,
}: {
  view: ChannelView;
  first: boolean;
  all: ChannelsView;
  client: Client<typeof handleExceptions>;
  askForHost: (origin: string) => Promise<boolean>;
  onChanged: (view: ChannelsView) => void;
}) {
  const { channel } = view;
  const [editing, setEditing] = useState(false);
  const act = useAct();
  const name = CHANNEL_NAME[channel];
  const run = async (what: string, work: () => Promise<ChannelsView>) => {
    const next = await act.run(what, work);
    if (next) onChanged(next);
    return next !== undefined;
  };
  return (
    <li className="flex flex-col gap-2 px-4 py-3">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-0 flex-1 basis-48">
          <h3 className="flex items-center gap-2 font-semibold">
            {name}
            <Badge tone={view.problem ? 'danger' : view.on ? 'good' : 'neutral'}>
              {view.problem ? 'Blocked' : view.on ? 'On' : 'Off'}
            </Badge>
          </h3>
          <p className="text-sm text-muted wrap-anywhere">
            {view.on ? view.where : ABOUT[channel]}
            {view.connectedAt !== null && (
              <>
                , since <When at={view.connectedAt} />
              </>
            )}
          </p>
        </div>
        {view.on && !first && (
          <Button
            size="sm"
            kind="quiet"
            busy={act.busy === 'prefer'}
            onClick={() => run('prefer', () => client.prefer({ channel }))}
          >
            Try first<span className="sr-only">: {name}</span>
          </Button>
        )}
        {view.on && (
          <>
            <Button
              size="sm"
              busy={act.busy === 'test'}
              onClick={() => run('test', () => client.test({ channel }))}
            >
              Test<span className="sr-only"> {name}</span>
            </Button>
            <Button
              size="sm"
              kind="danger"
              busy={act.busy === 'disconnect'}
              onClick={() => run('disconnect', () => client.disconnect({ channel }))}
            >
              Disconnect<span className="sr-only"> {name}</span>
            </Button>
          </>
        )}
        {!view.on && !editing && (
          <Button size="sm" onClick={() => setEditing(true)}>
            Set up<span className="sr-only"> {name}</span>
          </Button>
        )}
      </div>
      {view.problem && <ProblemNotice problem={view.problem} />}
      {act.problem && <ProblemNotice problem={act.problem} />}
      {view.lastTest && (
        <Notice
          tone={view.lastTest.delivered ? 'good' : view.lastTest.ok ? 'info' : 'danger'}
          title={
            <>
              {view.lastTest.delivered
                ? 'Test delivered'
                : view.lastTest.ok
                  ? 'Test accepted, delivery not confirmed'
                  : 'Test not sent'}
              , <When at={view.lastTest.at} />
            </>
          }
        >
          {view.lastTest.words}
        </Notice>
      )}
      {!view.on &&
        editing &&
        (channel === 'mail' ? (
          <MailForm
            accounts={all.accounts}
            busy={act.busy === 'connect'}
            onCancel={() => setEditing(false)}
            onConnect={async (provider, to) => {
              if (await run('connect', () => client.connectMail({ provider, to }))) setEditing(false);
            }}
          />
        ) : (
          <ChatForm
            channel={channel}
            busy={act.busy === 'connect'}
            askForHost={askForHost}
            onCancel={() => setEditing(false)}
            onConnect={async (address) => {
              if (await run('connect', () => client.connectChat({ channel, address }))) setEditing(false);
            }}
          />
        ))}
    </li>
  );
}

function Delay({
  minutes,
  client,
  onChanged,
}: {
  minutes: number;
  client: Client<typeof handleExceptions>;
  onChanged: (view: ChannelsView) => void;
}) {
  const [text, setText] = useState(String(minutes));
  const act = useAct();
  const wanted = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN;
  const fits = wanted >= 0 && wanted <= 1440;
  return (
    <form
      className="flex flex-wrap items-end gap-2 border-t border-line px-4 py-3"
      onSubmit={async (event) => {
        event.preventDefault();
        const next = fits ? await act.run('save', () => client.setDelay({ minutes: wanted })) : undefined;
        if (next) onChanged(next);
      }}
    >
      <TextField
        label="Escalate a stopped plan after, minutes"
        inputMode="numeric"
        className="w-64"
        value={text}
        error={fits ? null : 'A whole number from 0 to 1440.'}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" busy={act.busy === 'save'} disabled={!fits || wanted === minutes}>
        Save
      </Button>
      {act.problem && <ProblemNotice problem={act.problem} />}
    </form>
  );
}
