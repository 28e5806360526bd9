import { Pause, Play, Send } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Select } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Checkbox } from '@/components/toggle';
import { useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { EgressRow, reviewActivity } from '../contract';
import { activityOver } from '../log-rules';
import { ActivityPlot } from './activity-plot';
import { EgressRows } from './egress-rows';
import { DeclaredHosts, sizeOf } from './egress-summary';

/** How often the list is read again while it is looked at, ms. */
const EVERY_MS = 2000;
const SHOWN = 200;

const counted = (rows: readonly EgressRow[], of: (row: EgressRow) => string) => {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(of(row), (counts.get(of(row)) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([value, count]) => ({ value, label: `${value} (${count})` }));
};

/** Every request that left this computer, as it happens: where to, what for, how much. */
export function EgressPage({ client }: { client: Client<typeof reviewActivity> }) {
  const [candidatesOnly, setCandidatesOnly] = useState(false);
  const [host, setHost] = useState('');
  const [purpose, setPurpose] = useState('');
  const [paused, setPaused] = useState(false);
  const egress = useLoad(useCallback(() => client.egress({ limit: 1000 }), [client]));
  const hosts = useLoad(useCallback(() => client.hosts({}), [client]));
  const { reload } = egress;
  const reloadHosts = hosts.reload;

  useEffect(() => {
    if (paused) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'hidden') return;
      void reload();
      void reloadHosts();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [paused, reload, reloadHosts]);

  const all = egress.value ?? [];
  const shown = all.filter(
    (row) =>
      (!candidatesOnly || row.candidateData) &&
      (host === '' || row.host === host) &&
      (purpose === '' || row.purpose === purpose),
  );
  const refused = all.filter((row) => row.failure === 'undeclared-host').length;
  const sum = (of: 'bytesOut' | 'bytesIn') => shown.reduce((total, row) => total + row[of], 0);
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        <Select
          label="Host"
          className="w-56"
          value={host}
          choices={[{ value: '', label: 'All hosts' }, ...counted(all, (row) => row.host)]}
          onChange={(event) => setHost(event.currentTarget.value)}
        />
        <Select
          label="Purpose"
          className="w-64 max-w-full"
          value={purpose}
          choices={[{ value: '', label: 'All purposes' }, ...counted(all, (row) => row.purpose)]}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
        <Checkbox
          label="Only requests with candidate data"
          className="pb-1"
          checked={candidatesOnly}
          onChange={setCandidatesOnly}
        />
        <Button
          className="md:ml-auto"
          aria-pressed={paused}
          icon={paused ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
          onClick={() => setPaused(!paused)}
        >
          {paused ? 'Go on' : 'Pause'}
        </Button>
      </div>
      {refused > 0 && (
        <Notice
          tone="danger"
          title={`${refused} ${refused === 1 ? 'request' : 'requests'} to undeclared hosts refused`}
        >
          Nothing was sent. Each is in the audit log as “Request refused”; report it, it is a fault in
          Fulcrum.
        </Notice>
      )}
      {egress.problem && (
        <ProblemNotice problem={egress.problem} action={<Button onClick={egress.reload}>Try again</Button>} />
      )}
      {!egress.value && !egress.problem && (
        <div role="status" aria-busy="true" aria-label="Loading the requests">
          <Skeleton className="h-64" />
        </div>
      )}
      {egress.value && shown.length === 0 && (
        <EmptyState
          icon={<Send size={24} aria-hidden="true" />}
          title={all.length ? 'No such request' : 'Nothing has left this computer yet'}
        >
          Requests to Lever, Google and Microsoft appear here as they are made. No ids, contents or tokens are
          kept.
        </EmptyState>
      )}
      {shown.length > 0 && (
        <>
          <ActivityPlot bars={activityOver(shown.map(({ at }) => at))} what="requests" />
          <p className="text-sm text-muted tabular">
            {shown.length} requests, {shown.filter((row) => row.candidateData).length} with candidate data;{' '}
            {sizeOf(sum('bytesOut'))} sent, {sizeOf(sum('bytesIn'))} received. {paused ? 'Paused.' : 'Live.'}
          </p>
          <EgressRows rows={shown.slice(0, SHOWN)} />
        </>
      )}
      <Section id="declared-hosts" title="Where requests can go at all">
        <p className="max-w-prose text-muted">
          These hosts are part of the signed program; no setting and no message adds one. Fulcrum refuses
          every other host before anything is sent, and so does the browser by the extension’s content
          security policy.
        </p>
        {hosts.problem && <ProblemNotice problem={hosts.problem} />}
        {hosts.value && <DeclaredHosts hosts={hosts.value} />}
      </Section>
    </div>
  );
}
