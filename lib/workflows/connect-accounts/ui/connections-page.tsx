import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import type { Loaded } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { ConnectionView, connectAccounts } from '../contract';
import { ConnectionCard } from './connection-card';

export const replaced = (all: ConnectionView[], one: ConnectionView) =>
  all.map((view) => (view.system === one.system ? one : view));

/** All connections with everything that can be done about them. */
export function ConnectionsPage({
  client,
  status,
}: {
  client: Client<typeof connectAccounts>;
  status: Loaded<ConnectionView[]>;
}) {
  const { value } = status;
  if (status.problem && !value) {
    return (
      <ProblemNotice problem={status.problem} action={<Button onClick={status.reload}>Try again</Button>} />
    );
  }
  if (!value) {
    return (
      <div
        role="status"
        aria-busy="true"
        aria-label="Loading the connections"
        className="flex flex-col gap-4"
      >
        {['lever', 'google', 'microsoft'].map((system) => (
          <Skeleton key={system} className="h-36" />
        ))}
      </div>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {value.map((connection) => (
        <ConnectionCard
          key={connection.system}
          client={client}
          connection={connection}
          onChanged={(view) => status.set(replaced(value, view))}
        />
      ))}
    </div>
  );
}
