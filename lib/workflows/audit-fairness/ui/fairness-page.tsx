import { useCallback, useState } from 'react';
import { Button } from '@/components/button';
import { Select } from '@/components/field';
import { ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { auditFairness } from '../contract';
import { GatePart } from './gate-part';
import { RatiosPart } from './ratios-part';
import { ReportList } from './report-list';
import { TwinsPart } from './twins-part';

const ALL = '';

/** Whether screening is fair here: ratios, twins, reports, and what they block. */
export function FairnessPage({ client }: { client: Client<typeof auditFairness> }) {
  const load = useCallback(() => client.read({}), [client]);
  const page = useLoad(load);
  const bar = useAct();
  const reports = useAct();
  const [posting, setPosting] = useState(ALL);
  const view = page.value;
  const postingId = posting === ALL ? null : posting;
  if (!view) {
    if (page.problem)
      return (
        <ProblemNotice problem={page.problem} action={<Button onClick={page.reload}>Try again</Button>} />
      );
    return (
      <div role="status" aria-busy="true" aria-label="Loading fairness" className="flex flex-col gap-3">
        <Skeleton className="h-24" />
        <Skeleton className="h-72" />
      </div>
    );
  }
  return (
    <div className="flex min-w-0 flex-col gap-5">
      {view.problems.map((problem) => (
        <ProblemNotice key={problem.code + problem.message} problem={problem} tone="warn" />
      ))}
      <GatePart
        view={view}
        act={bar}
        onBar={async (next) => {
          const after = await bar.run('bar', () => client.setBar(next));
          if (after) page.set(after);
        }}
      />
      <Select
        label="Posting"
        className="max-w-medium"
        hint="What is measured below, and what a saved report counts for."
        choices={[
          { value: ALL, label: 'All postings' },
          ...view.postings.map(({ id, title }) => ({ value: id, label: title })),
        ]}
        value={posting}
        onChange={(event) => setPosting(event.currentTarget.value)}
      />
      <RatiosPart client={client} bar={view.bar.ratio} postingId={postingId} onSaved={page.set} />
      <TwinsPart key={posting} client={client} view={view} postingId={postingId} onSaved={page.set} />
      {reports.problem && <ProblemNotice problem={reports.problem} />}
      <ReportList
        view={view}
        onRemove={async (id) => {
          const after = await reports.run('remove', () => client.remove({ id }));
          if (after) page.set(after);
        }}
      />
    </div>
  );
}
