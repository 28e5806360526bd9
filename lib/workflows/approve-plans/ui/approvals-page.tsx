import { Inbox as InboxIcon } from 'lucide-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Kbd } from '@/components/kbd';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Checkbox } from '@/components/toggle';
import type { Clock } from '@/lib/platform/clock';
import type { Inbox } from '../contract';
import { type ApprovalsClient, createInboxStore, type InboxStore } from '../store';
import { TurnDownDialog, UndoDialog } from './ask-dialogs';
import { InboxContext, useInbox } from './inbox-context';
import { KEYS, useInboxKeys } from './keys';
import { PlanItem } from './plan-item';
import { SeveralDialog } from './several-dialog';
import { WaitingItem } from './waiting-item';
import { plural } from './wording';

/** New proposals come by themselves; the list follows. */
const FRESH_MS = 5_000;

/** What Fulcrum proposes, to approve, change or turn down. */
export function ApprovalsPage({
  client,
  clock,
  onChanged,
}: {
  client: ApprovalsClient;
  clock: Clock;
  /** The number of open decisions may have changed. */
  onChanged?: () => void;
}) {
  const store = useMemo(() => createInboxStore({ client, clock }), [client, clock]);
  const surroundings = useMemo(() => ({ store, now: clock.now }), [store, clock]);
  useInboxKeys(store, clock.now);
  useEffect(() => follow(store), [store]);
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.inbox?.open.length !== before.inbox?.open.length) onChanged?.();
      }),
    [store, onChanged],
  );
  return (
    <InboxContext value={surroundings}>
      <Content />
      <SeveralDialog />
      <TurnDownDialog />
      <UndoDialog />
    </InboxContext>
  );
}

/** Reads now, every few seconds while the page is looked at, and when it is looked at again. */
function follow(store: InboxStore): () => void {
  const look = () => {
    if (document.visibilityState === 'visible') void store.getState().load();
  };
  look();
  const timer = setInterval(look, FRESH_MS);
  document.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
  };
}

function Content() {
  const inbox = useInbox((state) => state.inbox);
  const problem = useInbox((state) => state.problem);
  const said = useInbox((state) => state.said);
  const load = useInbox((state) => state.load);
  const again = <Button onClick={() => void load()}>Try again</Button>;
  return (
    <div className="flex flex-col gap-6">
      <p role="status" className="sr-only">
        {said}
      </p>
      {problem && <ProblemNotice problem={problem} action={again} />}
      {!inbox && !problem && (
        <div
          role="status"
          aria-busy="true"
          aria-label="Loading the proposals"
          className="flex flex-col gap-3"
        >
          <Skeleton className="h-36" />
          <Skeleton className="h-36" />
        </div>
      )}
      {inbox && <Lists inbox={inbox} />}
    </div>
  );
}

function Lists({ inbox }: { inbox: Inbox }) {
  const { open, expired, decided, waiting, watch } = inbox;
  return (
    <>
      {watch.problem && watch.watched.length > 0 && <ProblemNotice problem={watch.problem} tone="warn" />}
      {open.length > 0 ? <Open inbox={inbox} /> : <Nothing inbox={inbox} />}
      {waiting.length > 0 && (
        <List id="waiting" title={`No time found (${waiting.length})`}>
          {waiting.map((one) => (
            <WaitingItem key={one.id} one={one} />
          ))}
        </List>
      )}
      {expired.length > 0 && (
        <List id="expired" title={`Expired (${expired.length})`}>
          {expired.map((item) => (
            <PlanItem key={item.planId} item={item} section="expired" />
          ))}
        </List>
      )}
      {decided.length > 0 && (
        <List id="decided" title="Decided in the last day">
          {decided.map((item) => (
            <PlanItem key={item.planId} item={item} section="decided" />
          ))}
        </List>
      )}
    </>
  );
}

const List = ({
  id,
  title,
  aside,
  children,
}: {
  id: string;
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) => (
  <Section id={id} title={title} aside={aside}>
    <ul className="flex flex-col gap-3">{children}</ul>
  </Section>
);

function Open({ inbox }: { inbox: Inbox }) {
  const chosen = useInbox((state) => state.selection.chosen);
  const { ask, chooseAll } = useInbox((state) => state);
  const all = chosen.length === inbox.open.length;
  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2">
        <Checkbox
          label={chosen.length > 0 ? `${chosen.length} selected` : 'Select all'}
          checked={all}
          onChange={chooseAll}
        />
        {chosen.length > 0 && (
          <div className="flex flex-wrap gap-2">
            <Button
              kind="primary"
              hint={<Kbd tone="on-accent">Enter</Kbd>}
              onClick={() => ask({ what: 'several', planIds: [...chosen] })}
            >
              Review {plural(chosen.length, 'proposal')}
            </Button>
            <Button onClick={() => ask({ what: 'turn-down', planIds: [...chosen] })}>Turn down</Button>
          </div>
        )}
      </div>
      <List id="open" title={`Waiting for you (${inbox.open.length})`} aside={<KeyHints />}>
        {inbox.open.map((item) => (
          <PlanItem key={item.planId} item={item} section="open" />
        ))}
      </List>
    </div>
  );
}

/** The keys of this page, where there is room for them. */
const KeyHints = () => (
  <p className="hidden flex-wrap gap-x-3 gap-y-1 text-sm text-muted lg:flex">
    {KEYS.map(({ keys, text }) => (
      <span key={text} className="inline-flex items-center gap-1">
        {keys.map((key) => (
          <Kbd key={key}>{key}</Kbd>
        ))}
        {text}
      </span>
    ))}
  </p>
);

function Nothing({ inbox: { watch, waiting } }: { inbox: Inbox }) {
  const { watched } = watch;
  return (
    <EmptyState
      icon={<InboxIcon size={24} aria-hidden="true" />}
      title={waiting.length > 0 ? 'No proposal waits' : 'Nothing waits for you'}
    >
      {watched.length === 0
        ? 'Fulcrum proposes nothing by itself yet. Open a candidate, press Change beside the set-up, and switch on “Propose times by itself when somebody enters this stage”.'
        : `${plural(watched.length, 'stage')} ${watched.length === 1 ? 'is' : 'are'} watched: ${watched
            .map((one) => `${one.posting}, ${one.stage}`)
            .join('; ')}.${waiting.length > 0 ? '' : ' Proposals appear here as soon as somebody enters.'}`}
    </EmptyState>
  );
}
