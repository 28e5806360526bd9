import { RefreshCw, Send } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Table, Td, Th } from '@/components/table';
import { Checkbox } from '@/components/toggle';
import { useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { EgressRow, reviewActivity } from '../contract';

/** When narrow, the cells of a row stand under each other. */
const ROW = 'max-md:block max-md:border-b max-md:border-line max-md:py-2';
const CELL = 'max-md:block max-md:border-b-0 max-md:py-0.5';
/** Short cells share a line. */
const SHORT = 'max-md:inline-block max-md:border-b-0 max-md:py-0.5 max-md:pr-1';
const sizeOf = (bytes: number) => (bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`);

function Answer({ row }: { row: EgressRow }) {
  if (row.status === null) return <Badge tone="danger">{row.failure ?? 'no answer'}</Badge>;
  return <Badge tone={row.status < 400 ? 'good' : row.status < 500 ? 'warn' : 'danger'}>{row.status}</Badge>;
}

/** Every request that left this computer: where to, what for, how much. */
export function EgressPage({ client }: { client: Client<typeof reviewActivity> }) {
  const [candidatesOnly, setCandidatesOnly] = useState(false);
  const load = useCallback(() => client.egress({}), [client]);
  const egress = useLoad(load);
  const all = egress.value;
  const shown = candidatesOnly ? all?.filter((row) => row.candidateData) : all;
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <Checkbox
          label="Only requests with candidate data"
          checked={candidatesOnly}
          onChange={setCandidatesOnly}
        />
        <Button
          busy={egress.loading}
          icon={<RefreshCw size={14} aria-hidden="true" />}
          onClick={egress.reload}
        >
          Refresh
        </Button>
      </div>
      {egress.problem && (
        <ProblemNotice problem={egress.problem} action={<Button onClick={egress.reload}>Try again</Button>} />
      )}
      {!all && !egress.problem && (
        <div role="status" aria-busy="true" aria-label="Loading the requests">
          <Skeleton className="h-64" />
        </div>
      )}
      {shown?.length === 0 && (
        <EmptyState
          icon={<Send size={24} aria-hidden="true" />}
          title={all?.length ? 'No such request' : 'Nothing has left this computer yet'}
        >
          Requests to Lever, Google and Microsoft appear here as they are made. No ids, contents or tokens are
          kept.
        </EmptyState>
      )}
      {shown && shown.length > 0 && (
        <Table caption="Requests, newest first" className="max-md:block">
          <thead className="max-md:sr-only">
            <tr>
              <Th>When</Th>
              <Th>Where</Th>
              <Th>What for</Th>
              <Th>Answer</Th>
              <Th className="text-right">Sent / received</Th>
              <Th className="text-right">Took</Th>
            </tr>
          </thead>
          <tbody className="max-md:block">
            {shown.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two requests may share every shown value
              <tr key={`${row.at} ${at}`} className={ROW}>
                <Td className={CELL}>
                  <When at={row.at} seconds />
                </Td>
                <Td className={`${CELL} md:min-w-44`}>
                  <span className="font-medium">{row.host}</span>
                  <span className="block font-mono text-sm text-muted">
                    {row.method} {row.path}
                  </span>
                </Td>
                <Td className={`${CELL} md:min-w-40`}>
                  {row.purpose}
                  {row.candidateData && <span className="block text-sm text-muted">with candidate data</span>}
                </Td>
                <Td className={SHORT}>
                  <Answer row={row} />
                </Td>
                <Td className={`${SHORT} md:text-right tabular whitespace-nowrap`}>
                  {sizeOf(row.bytesOut)} / {sizeOf(row.bytesIn)}
                </Td>
                <Td className={`${SHORT} md:text-right tabular whitespace-nowrap`}>
                  {Math.round(row.ms)} ms
                </Td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </div>
  );
}
