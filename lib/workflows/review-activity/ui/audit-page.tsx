import { Download, ScrollText, ShieldCheck } from 'lucide-react';
import { type FormEvent, useCallback, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { AuditFilters, AuditRow, reviewActivity } from '../contract';
import { ActivityPlot } from './activity-plot';
import { AuditFilterBar } from './audit-filters';
import { AuditRows } from './audit-rows';
import { EraseCandidate } from './erase-candidate';
import { saveAs } from './save-as';
import { StoryDrawer } from './story-view';

const LIMIT = 100;
const ALL: AuditFilters = {
  workflow: null,
  actor: null,
  event: null,
  opportunityId: null,
  from: null,
  to: null,
};

/** The hash-chained log: search, filter, replay, verify, export, erase. */
export function AuditPage({ client }: { client: Client<typeof reviewActivity> }) {
  const [text, setText] = useState('');
  const [words, setWords] = useState('');
  const [filters, setFilters] = useState(ALL);
  const [verdict, setVerdict] = useState<{ ok: boolean; message: string } | null>(null);
  const [opened, setOpened] = useState<AuditRow | null>(null);
  const log = useLoad(
    useCallback(() => client.audit({ ...filters, text: words, limit: LIMIT }), [client, filters, words]),
  );
  const overview = useLoad(useCallback(() => client.overview(filters), [client, filters]));
  const may = useLoad(useCallback(() => client.may({}), [client]));
  const act = useAct();
  const seen = log.value;
  const narrowed = words !== '' || Object.values(filters).some((value) => value !== null);

  const search = (event: FormEvent) => {
    event.preventDefault();
    setWords(text);
  };
  const again = () => Promise.all([log.reload(), overview.reload()]);
  const clear = () => {
    setText('');
    setWords('');
    setFilters(ALL);
  };
  const more = () =>
    act.run('more', async () => {
      const last = seen?.rows.at(-1);
      if (!seen || !last) return;
      const next = await client.audit({ ...filters, text: words, before: last.seq, limit: LIMIT });
      log.set({ ...next, rows: [...seen.rows, ...next.rows] });
    });
  const verify = () => act.run('verify', async () => setVerdict(await client.verifyAudit({})));
  const download = () =>
    act.run('export', async () => {
      const { fileName, text: content } = await client.exportAudit({});
      saveAs(fileName, content);
      await again();
    });

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-2">
        <search>
          <form onSubmit={search} className="flex min-w-0 flex-wrap items-end gap-2">
            <TextField
              label="Search"
              type="search"
              className="w-56"
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" busy={log.loading}>
              Search
            </Button>
            {narrowed && (
              <Button kind="quiet" onClick={clear}>
                Show everything
              </Button>
            )}
          </form>
        </search>
        <div className="flex flex-wrap gap-2 md:ml-auto">
          {may.value?.erase && <EraseCandidate client={client} onErased={() => void again()} />}
          <Button
            icon={<ShieldCheck size={14} aria-hidden="true" />}
            busy={act.busy === 'verify'}
            onClick={verify}
          >
            Verify
          </Button>
          {may.value?.exportLog && (
            <Button
              icon={<Download size={14} aria-hidden="true" />}
              busy={act.busy === 'export'}
              onClick={download}
            >
              Export
            </Button>
          )}
        </div>
      </div>
      <AuditFilterBar filters={filters} overview={overview.value} onChange={setFilters} />
      {may.value && !may.value.readLog && (
        <Notice tone="info" title="You see what you did yourself.">
          Your role in Lever is {may.value.role}.{' '}
          {may.value.known ? '' : 'Fulcrum allows the least until it knows the role. '}Team Members see
          everything; Admins also export and erase.
        </Notice>
      )}
      {overview.value && overview.value.concealed > 0 && (
        <Notice tone="info" title="Some entries are shown without their candidate.">
          They are about candidacies your role in Lever does not show. They count for the proof like all
          others.
        </Notice>
      )}
      {verdict && (
        <Notice
          tone={verdict.ok ? 'good' : 'danger'}
          title={verdict.ok ? 'The log is whole' : 'The log was changed'}
        >
          {verdict.message}
        </Notice>
      )}
      {act.problem && <ProblemNotice problem={act.problem} />}
      {overview.value && (
        <ActivityPlot
          bars={overview.value.activity}
          what="entries"
          onPick={(from, to) => setFilters({ ...filters, from, to })}
        />
      )}
      {log.problem && (
        <ProblemNotice problem={log.problem} action={<Button onClick={log.reload}>Try again</Button>} />
      )}
      {!seen && !log.problem && (
        <div role="status" aria-busy="true" aria-label="Loading the log">
          <Skeleton className="h-64" />
        </div>
      )}
      {seen && seen.rows.length === 0 && (
        <EmptyState
          icon={<ScrollText size={24} aria-hidden="true" />}
          title={seen.total === 0 ? 'The log is empty' : 'Nothing matches'}
          action={narrowed && <Button onClick={clear}>Show everything</Button>}
        >
          {seen.total === 0
            ? 'Every reading of a candidate and every write is recorded here, on this computer only.'
            : `There are ${seen.total} entries; try fewer words or filters.`}
        </EmptyState>
      )}
      {seen && seen.rows.length > 0 && (
        <>
          <p className="text-sm text-muted">
            {seen.rows.length} shown of {seen.total} entries
            {overview.value && narrowed && `, ${overview.value.matching} pass the filters`}
            {seen.head && (
              <>
                ; the last is <code className="font-mono">{seen.head.slice(0, 16)}</code>
              </>
            )}
            .
          </p>
          <AuditRows rows={seen.rows} onOpen={setOpened} />
          {(seen.rows.at(-1)?.seq ?? 0) > 0 && seen.rows.length % LIMIT === 0 && (
            <div>
              <Button busy={act.busy === 'more'} onClick={more}>
                Show older entries
              </Button>
            </div>
          )}
        </>
      )}
      <StoryDrawer client={client} row={opened} onClose={() => setOpened(null)} />
    </div>
  );
}
