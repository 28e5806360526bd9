import { Search, UserRound } from 'lucide-react';
import { type ReactNode, useCallback, useState } from 'react';
import { Avatar } from '@/components/avatar';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { TextField } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Table, Td, Th } from '@/components/table';
import { useAct, useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { connectAccounts, MappingView } from '../contract';
import { SYSTEM_NAME } from '../schema';
import { CalendarForm } from './calendar-form';

/** When narrow, the cells of a person stand under each other. */
const CELL = 'max-md:block max-md:border-b-0 max-md:py-1';
const SOURCE = { you: 'set by you', 'lever-email': 'from Lever', none: 'no address is known' } as const;

function whereOf({ provider, calendarEmail, source }: MappingView): string {
  if (provider) return `${SYSTEM_NAME[provider]}, ${SOURCE[source]}`;
  if (calendarEmail) return `Google or Microsoft? Choose one; the address is ${SOURCE[source]}`;
  return `Times are unknown, ${SOURCE[source]}`;
}

function Seen({ check }: { check: MappingView['check'] }) {
  if (!check) return <span className="text-muted">Not checked</span>;
  return (
    <span className="flex flex-col items-start gap-0.5">
      <Badge tone={check.ok ? 'good' : 'warn'}>{check.ok ? 'Readable' : 'Not readable'}</Badge>
      <span className="text-sm text-muted">
        {check.message} <When at={check.at} />
      </span>
    </span>
  );
}

/** Lever users and the calendars read for them. `settings` adds more about one person to the drawer. */
export function PeoplePage({
  client,
  first = null,
  settings,
}: {
  client: Client<typeof connectAccounts>;
  /** Lever user id of the person to begin with. */
  first?: string | null;
  settings?: (userId: string) => ReactNode;
}) {
  const load = useCallback(() => client.mappings({}), [client]);
  const people = useLoad(load);
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(first);
  const act = useAct();

  if (people.problem && !people.value) {
    return (
      <ProblemNotice problem={people.problem} action={<Button onClick={people.reload}>Try again</Button>} />
    );
  }
  const all = people.value;
  if (!all) {
    return (
      <div role="status" aria-busy="true" aria-label="Loading people" className="flex flex-col gap-2">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((row) => (
          <Skeleton key={row} className="h-9" />
        ))}
      </div>
    );
  }
  if (all.length === 0) {
    return (
      <EmptyState icon={<UserRound size={24} aria-hidden="true" />} title="Lever lists no active users">
        The key can list users, but there are none. Check that it belongs to the right Lever account.
      </EmptyState>
    );
  }
  const put = (view: MappingView) => people.set(all.map((one) => (one.userId === view.userId ? view : one)));
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = all.filter((one) =>
    words.every((word) =>
      `${one.name} ${one.leverEmail} ${one.calendarEmail ?? ''}`.toLowerCase().includes(word),
    ),
  );
  const person = all.find((one) => one.userId === chosen) ?? null;
  const check = (userId: string) =>
    act.run(`check ${userId}`, async () => put(await client.checkMapping({ userId })));

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <TextField
          label="Find a person"
          type="search"
          className="w-full sm:w-80"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <p role="status" className="pb-1.5 text-sm text-muted">
          {shown.length} of {all.length} people
        </p>
      </div>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {shown.length === 0 ? (
        <EmptyState
          icon={<Search size={24} aria-hidden="true" />}
          title="Nobody matches"
          action={<Button onClick={() => setSearch('')}>Show everybody</Button>}
        />
      ) : (
        <Table caption="Lever users and their calendars" className="max-md:block">
          <thead className="max-md:sr-only">
            <tr>
              <Th>Person</Th>
              <Th>Calendar</Th>
              <Th>Last check</Th>
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {shown.map((one) => (
              <tr key={one.userId} className="max-md:block max-md:border-b max-md:border-line max-md:py-2">
                <Td className={`${CELL} md:min-w-60`}>
                  <span className="flex items-start gap-2">
                    <Avatar name={one.name} />
                    <span className="min-w-0">
                      <bdi className="block font-medium">{one.name}</bdi>
                      <span className="block text-sm text-muted">
                        {one.leverEmail || 'no e-mail in Lever'}
                      </span>
                    </span>
                  </span>
                </Td>
                <Td className={`${CELL} md:min-w-56`}>
                  <span className="block">{one.calendarEmail ?? 'No calendar'}</span>
                  <span className="block text-sm text-muted">{whereOf(one)}</span>
                </Td>
                <Td className={`${CELL} md:min-w-56`}>
                  <Seen check={one.check} />
                </Td>
                <Td className={CELL}>
                  <span className="flex gap-1 md:justify-end">
                    <Button
                      size="sm"
                      aria-label={`Check the calendar of ${one.name}`}
                      busy={act.busy === `check ${one.userId}`}
                      onClick={() => check(one.userId)}
                    >
                      Check
                    </Button>
                    <Button size="sm" aria-label={`Edit ${one.name}`} onClick={() => setChosen(one.userId)}>
                      Edit
                    </Button>
                  </span>
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <Dialog
        open={person !== null}
        title={person?.name ?? ''}
        place="drawer"
        onClose={() => setChosen(null)}
      >
        {person && (
          <div className="flex flex-col gap-6">
            <CalendarForm key={person.userId} client={client} person={person} onChanged={put} />
            {settings?.(person.userId)}
          </div>
        )}
      </Dialog>
    </div>
  );
}
