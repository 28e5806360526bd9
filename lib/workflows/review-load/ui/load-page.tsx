import { RefreshCw } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Select, TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import { type LoadView, type reviewLoad, TITLES_HIDDEN } from '../contract';
import { rowsOf, type Span, weeksOf } from '../rules';
import { LoadTable, type Shown, type Sort, type SortKey, sorted } from './load-table';
import { SpreadPlot } from './spread-plot';
import { plural } from './words';

const SPANS = [
  { value: 'ahead', label: 'This week and the next three' },
  { value: 'past', label: 'The last four weeks' },
  { value: 'all', label: 'All eight weeks' },
];

/** Who interviews how much. `now` is ms epoch. */
export function LoadPage({ client, now }: { client: Client<typeof reviewLoad>; now: () => number }) {
  const load = useCallback(() => client.read({}), [client]);
  const page = useLoad(load);
  const act = useAct();
  if (!page.value) {
    if (page.problem)
      return (
        <ProblemNotice problem={page.problem} action={<Button onClick={page.reload}>Try again</Button>} />
      );
    return (
      <div
        role="status"
        aria-busy="true"
        aria-label="Loading the load of interviewers"
        className="flex flex-col gap-3"
      >
        <Skeleton className="h-10" />
        <Skeleton className="h-28" />
        <Skeleton className="h-72" />
      </div>
    );
  }
  const refresh = async (): Promise<void> => {
    const next = await act.run('refresh', () => client.read({ refresh: true }));
    if (next) page.set(next);
  };
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {act.problem && <ProblemNotice problem={act.problem} />}
      <LoadBody
        view={page.value}
        now={now()}
        refreshing={act.busy === 'refresh'}
        onRefresh={() => void refresh()}
      />
    </div>
  );
}

function LoadBody({
  view,
  now,
  refreshing,
  onRefresh,
}: {
  view: LoadView;
  now: number;
  refreshing: boolean;
  onRefresh: () => void;
}) {
  const [span, setSpan] = useState<Span>('ahead');
  const [posting, setPosting] = useState('');
  const [pool, setPool] = useState('');
  const [name, setName] = useState('');
  const [sort, setSort] = useState<Sort>({ key: 'count', down: true });
  const range = weeksOf(span, view.thisWeek, view.weeks.length);
  const list = useMemo(() => {
    const people = view.people.filter(
      (one) =>
        (posting === '' || one.postings.includes(posting)) &&
        (pool === '' || one.pools.includes(pool)) &&
        one.name.toLowerCase().includes(name.trim().toLowerCase()),
    );
    const rows = rowsOf(people, view.weeks, weeksOf(span, view.thisWeek, view.weeks.length), now);
    return people.flatMap((person, i): Shown[] => {
      const row = rows[i];
      return row ? [{ person, row }] : [];
    });
  }, [view, span, posting, pool, name, now]);
  const title = (id: string): string =>
    view.postings.find((one) => one.id === id)?.title ?? 'another posting';
  const poolName = (id: string): string => view.pools.find((one) => one.id === id)?.label ?? '';
  const used = view.postings.filter(({ id }) => view.people.some((one) => one.postings.includes(id)));
  const counted = list.filter(({ person }) => !person.optedOut && !person.problem);
  const untold = list.filter(({ person }) => person.problem?.code === TITLES_HIDDEN);
  const unread = list.filter(({ person }) => person.problem && person.problem.code !== TITLES_HIDDEN);
  const limited = list.filter(({ row }) => row.near !== 'none');
  // Whoever neither interviews nor stands in a stage plan only makes the table long.
  const [everybody, setEverybody] = useState(false);
  const shown = everybody ? list : list.filter(({ person, row }) => row.count > 0 || person.pools.length > 0);
  const onSort = (key: SortKey): void =>
    setSort(sort.key === key ? { key, down: !sort.down } : { key, down: key !== 'name' });
  const active = counted.filter(({ person, row }) => row.count > 0 || person.pools.length > 0);
  return (
    <>
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Weeks"
          className="min-w-44 flex-1"
          value={span}
          choices={SPANS}
          onChange={(event) => setSpan(event.currentTarget.value as Span)}
        />
        <Select
          label="Posting"
          className="min-w-44 flex-1"
          value={posting}
          choices={[
            { value: '', label: 'Every posting' },
            ...used.map(({ id, title: text }) => ({ value: id, label: text })),
          ]}
          onChange={(event) => {
            setPosting(event.currentTarget.value);
            setPool('');
          }}
        />
        <Select
          label="Pool"
          className="min-w-44 flex-1"
          value={pool}
          choices={[
            { value: '', label: 'Everybody' },
            ...view.pools
              .filter(({ postingId }) => posting === '' || postingId === posting)
              .map(({ id, label, postingId }) => ({ value: id, label: `${label} (${title(postingId)})` })),
          ]}
          onChange={(event) => setPool(event.currentTarget.value)}
        />
        <TextField
          label="Name"
          className="min-w-36 flex-1"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button icon={<RefreshCw size={14} aria-hidden="true" />} busy={refreshing} onClick={onRefresh}>
          Read again
        </Button>
      </div>
      {unread.length > 0 && (
        <Notice tone="warn" title={`${plural(unread.length, 'calendar')} could not be read.`}>
          {unread
            .slice(0, 5)
            .map(({ person }) => person.name)
            .join(', ')}
          {unread.length > 5 ? ` and ${unread.length - 5} more` : ''}: only what was booked here is counted,
          so it may be more. {unread[0]?.person.problem?.next}
        </Notice>
      )}
      {untold.length > 0 && (
        <Notice tone="info" title={`${plural(untold.length, 'calendar')} tell busy times without titles.`}>
          Google never tells titles of others. For these people only what was booked with Fulcrum is counted,
          so it may be more, and they are left out of the spread below.
        </Notice>
      )}
      {view.unanswered && <ProblemNotice problem={view.unanswered} tone="warn" />}
      <Section id="load-spread" title="How evenly it is shared">
        <SpreadPlot
          bars={active.map(({ person, row }) => ({
            id: person.id,
            name: person.name,
            count: row.count,
            near: row.near,
          }))}
        />
      </Section>
      <Section
        id="load-people"
        title={limited.length > 0 ? `Interviewers (${limited.length} near or at a limit)` : 'Interviewers'}
        aside={
          <Button size="sm" kind="quiet" aria-pressed={everybody} onClick={() => setEverybody(!everybody)}>
            {everybody ? 'Only who interviews' : `Show everybody (${list.length})`}
          </Button>
        }
      >
        {shown.length === 0 ? (
          <EmptyState title="No interviewer matches">
            {list.length === 0
              ? 'Change the filters.'
              : 'Nobody here interviews in these weeks or stands in a stage plan.'}
          </EmptyState>
        ) : (
          <LoadTable
            list={sorted(shown, sort)}
            weeks={view.weeks.slice(range.from, range.to)}
            thisWeek={view.weeks[view.thisWeek] ?? 0}
            poolName={poolName}
            sort={sort}
            onSort={onSort}
          />
        )}
        <p className="text-xs text-muted">
          Counted like the limits of the search: booked with Fulcrum, or an entry in the calendar that says
          interview, phone screen or on-site. Lever has no list of all interviews, so what is in neither is
          not seen. Declines: as the calendars say now, of interviews booked here. Read{' '}
          <When at={view.readAt} />.{view.leftOut > 0 && ` ${view.leftOut} more Lever users were not read.`}
        </p>
      </Section>
    </>
  );
}
