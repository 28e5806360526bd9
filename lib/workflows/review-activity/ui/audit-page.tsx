import { Download, ScrollText, ShieldCheck } from 'lucide-react';
import { type FormEvent, useCallback, useState } from 'react';
import { Button } from '@/components/button';
import { Select, TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Table, Td, Th } from '@/components/table';
import { useAct, useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { AuditRow, reviewActivity } from '../contract';
import { eventInWords } from '../rules';

const WORKFLOWS = ['schedule-interview', 'connect-accounts', 'set-preferences', 'review-activity'];
/** When narrow, the cells of a row stand under each other. */
const ROW = 'max-md:block max-md:border-b max-md:border-line max-md:py-2';
const CELL = 'max-md:block max-md:border-b-0 max-md:py-0.5';
/** Short cells share a line. */
const SHORT = 'max-md:inline-block max-md:border-b-0 max-md:py-0.5 max-md:pr-1';
const LIMIT = 100;

/** Hands a text to the browser's downloads. */
function saveAs(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  // The download holds the blob by itself once the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

function Rows({ rows }: { rows: AuditRow[] }) {
  return (
    <Table caption="Audit log, newest first" className="max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          <Th>No.</Th>
          <Th>When</Th>
          <Th>Who</Th>
          <Th>What</Th>
          <Th>Proof</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {rows.map((row) => (
          <tr key={row.seq} className={ROW}>
            <Td className={`${SHORT} tabular`}>{row.seq}</Td>
            <Td className={SHORT}>
              <When at={row.at} seconds />
            </Td>
            <Td className={`${SHORT} md:min-w-24`}>{row.actor}</Td>
            <Td className={`${CELL} md:min-w-56`}>
              <span className="font-medium">{row.event}</span>
              {row.summary && <span className="block">{row.summary}</span>}
              <span className="block text-sm text-muted">
                {eventInWords(row.workflow)}
                {row.opportunityId && `, candidate ${row.opportunityId}`}
              </span>
            </Td>
            <Td className={CELL}>
              <code className="font-mono text-sm whitespace-nowrap text-muted" title={row.hash}>
                {row.hash.slice(0, 10)}
              </code>
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The hash-chained log: search, filter, verify, export. */
export function AuditPage({ client }: { client: Client<typeof reviewActivity> }) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState({ text: '', workflow: null as string | null });
  const [verdict, setVerdict] = useState<{ ok: boolean; message: string } | null>(null);
  const load = useCallback(() => client.audit({ ...asked, limit: LIMIT }), [client, asked]);
  const log = useLoad(load);
  const act = useAct();
  const seen = log.value;

  const search = (event: FormEvent) => {
    event.preventDefault();
    setAsked({ ...asked, text });
  };
  const more = () =>
    act.run('more', async () => {
      const last = seen?.rows.at(-1);
      if (!seen || !last) return;
      const next = await client.audit({ ...asked, before: last.seq, limit: LIMIT });
      log.set({ ...next, rows: [...seen.rows, ...next.rows] });
    });
  const verify = () => act.run('verify', async () => setVerdict(await client.verifyAudit({})));
  const download = () =>
    act.run('export', async () => {
      const { fileName, text: content } = await client.exportAudit({});
      saveAs(fileName, content);
      await log.reload();
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
            <Select
              label="Workflow"
              className="w-44"
              choices={[
                { value: '', label: 'All' },
                ...WORKFLOWS.map((workflow) => ({ value: workflow, label: eventInWords(workflow) })),
              ]}
              value={asked.workflow ?? ''}
              onChange={(event) => setAsked({ text, workflow: event.currentTarget.value || null })}
            />
            <Button type="submit" busy={log.loading}>
              Search
            </Button>
          </form>
        </search>
        <div className="flex gap-2 md:ml-auto">
          <Button
            icon={<ShieldCheck size={14} aria-hidden="true" />}
            busy={act.busy === 'verify'}
            onClick={verify}
          >
            Verify
          </Button>
          <Button
            icon={<Download size={14} aria-hidden="true" />}
            busy={act.busy === 'export'}
            onClick={download}
          >
            Export
          </Button>
        </div>
      </div>
      {verdict && (
        <Notice
          tone={verdict.ok ? 'good' : 'danger'}
          title={verdict.ok ? 'The log is whole' : 'The log was changed'}
        >
          {verdict.message}
        </Notice>
      )}
      {act.problem && <ProblemNotice problem={act.problem} />}
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
        >
          {seen.total === 0
            ? 'Every reading of a candidate and every write is recorded here, on this computer only.'
            : `There are ${seen.total} entries; try fewer words.`}
        </EmptyState>
      )}
      {seen && seen.rows.length > 0 && (
        <>
          <p className="text-sm text-muted">
            {seen.rows.length} shown of {seen.total} entries
            {seen.head && (
              <>
                ; the last is <code className="font-mono">{seen.head.slice(0, 16)}</code>
              </>
            )}
            .
          </p>
          <Rows rows={seen.rows} />
          {(seen.rows.at(-1)?.seq ?? 0) > 0 && seen.rows.length % LIMIT === 0 && (
            <div>
              <Button busy={act.busy === 'more'} onClick={more}>
                Show older entries
              </Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
