import { CircleCheckBig, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { Select } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { ExceptionItem, handleExceptions } from '../contract';
import { ChannelsCard } from './channels-card';
import { EscalationList } from './escalation-list';
import { ExceptionCard } from './exception-card';

const MOVING_MS = 2000;

type Show = 'open' | 'handed-over';
const SHOWN: { value: Show; label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'handed-over', label: 'With a colleague' },
];

/** What needs a person, where it was escalated to, and the channels. */
export function ExceptionsPage({
  client,
  askForHost,
  onCount,
}: {
  client: Client<typeof handleExceptions>;
  /** Asks the browser for a host permission; must be called in a click. */
  askForHost: (origin: string) => Promise<boolean>;
  onCount: (open: number) => void;
}) {
  const [show, setShow] = useState<Show>('open');
  const load = useCallback(async () => {
    const view = await client.list({ show });
    onCount(view.counts.open);
    return view;
  }, [client, show, onCount]);
  const { value, problem, loading, reload } = useLoad(load);
  const moving = value?.escalations.some((one) => one.state === 'sending') ?? false;
  // What is under way ends by itself, and somebody is looking at it.
  useEffect(() => {
    if (!moving) return;
    const timer = setInterval(reload, MOVING_MS);
    return () => clearInterval(timer);
  }, [moving, reload]);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-2">
        <Select
          label="Show"
          className="w-52"
          choices={SHOWN}
          value={show}
          onChange={(event) => setShow(event.currentTarget.value === 'open' ? 'open' : 'handed-over')}
        />
        <Button busy={loading} icon={<RefreshCw size={14} aria-hidden="true" />} onClick={reload}>
          Refresh
        </Button>
        {value && (
          <p className="ml-auto self-center text-sm text-muted" aria-live="polite">
            {value.counts.open} open, {value.counts.handedOver} with colleagues
          </p>
        )}
      </div>
      {problem && <ProblemNotice problem={problem} action={<Button onClick={reload}>Try again</Button>} />}
      {!value && !problem && (
        <div
          role="status"
          aria-busy="true"
          aria-label="Loading the exceptions"
          className="flex flex-col gap-3"
        >
          <Skeleton className="h-40" />
          <Skeleton className="h-28" />
        </div>
      )}
      {value && <Items items={value.items} show={show} client={client} onChanged={reload} />}
      {value && value.escalations.length > 0 && (
        <EscalationList escalations={value.escalations} client={client} onChanged={reload} />
      )}
      <ChannelsCard client={client} askForHost={askForHost} />
    </div>
  );
}

function Items({
  items,
  show,
  client,
  onChanged,
}: {
  items: ExceptionItem[];
  show: Show;
  client: Client<typeof handleExceptions>;
  onChanged: () => Promise<void>;
}) {
  if (items.length === 0)
    return (
      <EmptyState
        icon={<CircleCheckBig size={24} aria-hidden="true" />}
        title={show === 'open' ? 'Nothing needs you' : 'Nothing is with a colleague'}
      >
        {show === 'open'
          ? 'What stops half-way, fails or runs out of time appears here, with what you can do about it.'
          : null}
      </EmptyState>
    );
  return items.map((item) => (
    <ExceptionCard key={item.planId} item={item} client={client} onChanged={onChanged} />
  ));
}
