import { Check, Flag, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { cx } from '@/components/class-names';
import { Kbd } from '@/components/kbd';
import { ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { useAct } from '@/components/use-call';
import { TIERS } from '../rules';
import type { DecisionKind } from '../schema';
import type { PlanView, QueueView as QueueData, QueueRow } from '../views';
import { AiLabel } from './ai-label';
import { ApplicantCard, type ScreeningClient } from './applicant-card';
import { CostNote } from './cost-note';
import { EngineNote } from './engine-note';
import { MarkReason } from './mark-reason';
import { RunnerNote } from './runner-note';
import { useTriage } from './use-triage';
import { DECISION, type OpenPage, TIER } from './words';
import { WritePreview, WriteResult } from './write-back';

const KEYS: Record<string, DecisionKind> = { a: 'accept', r: 'reject', f: 'flag' };
const MARK = {
  accept: <Check size={14} aria-hidden="true" className="text-good" />,
  reject: <X size={14} aria-hidden="true" className="text-danger" />,
  flag: <Flag size={14} aria-hidden="true" className="text-warn" />,
};
interface QueueViewProps {
  client: ScreeningClient;
  postingId: string;
  openPage: OpenPage;
}

/** Going through a posting's applicants by keyboard, a dozen at a time, in tiers. */
export function QueueView({ client, postingId, openPage }: QueueViewProps) {
  const triage = useTriage(client, postingId);
  const { queue, rows, selected, choose, mark, undoLast, reread, against, explain } = triage;
  const act = useAct();
  const [open, setOpen] = useState<string | null>(null);
  const [writing, setWriting] = useState(false);
  const [written, setWritten] = useState<PlanView[]>([]);
  const list = useRef<HTMLUListElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const whyField = useId();

  // The row that had the focus is gone while the evidence is open; the keys go on from its heading.
  useEffect(() => {
    if (open) heading.current?.focus();
  }, [open]);
  useEffect(() => {
    if (open === null && !writing && selected) focusRow(list.current, selected.opportunityId);
  }, [open, writing, selected]);

  const again = async (work: () => Promise<unknown>): Promise<void> => {
    await act.run('again', work);
    await reread();
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, textarea, select')) return;
    if (writing || !selected) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const used = keyAction(key, target);
    if (!used) return;
    event.preventDefault();
    used();
  };
  const keyAction = (key: string, target: HTMLElement): (() => void) | null => {
    if (!selected) return null;
    const kind = KEYS[key];
    if (kind)
      return () => {
        setOpen(null);
        mark(selected, selected.decision === kind ? null : kind);
      };
    if (key === 'u') return undoLast;
    if (key === 'w' && against) return () => document.getElementById(whyField)?.focus();
    if (key === 'Escape' && open) return () => setOpen(null);
    if (open) return null;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step) {
      const at = rows.findIndex((row) => row.opportunityId === selected.opportunityId);
      const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
      return () => next && choose(next.opportunityId);
    }
    if (key === 'Enter' && target.closest('[data-row]')) return () => setOpen(selected.opportunityId);
    return null;
  };

  if (triage.loadProblem && !queue)
    return (
      <ProblemNotice
        problem={triage.loadProblem}
        action={<Button onClick={() => void reread()}>Try again</Button>}
      />
    );
  if (!queue)
    return (
      <div role="status" aria-busy="true" aria-label="Reading the queue" className="flex flex-col gap-2">
        <Skeleton className="h-8" />
        <Skeleton className="h-40" />
      </div>
    );
  const decided = queue.decided.accept + queue.decided.reject + queue.decided.flag;
  const left = Object.values(queue.open).reduce((sum, n) => sum + n, 0);

  if (writing)
    return (
      <WritePreview
        client={client}
        opportunityIds={queue.toWrite.map(({ opportunityId }) => opportunityId)}
        onCancel={() => setWriting(false)}
        onDone={(plans) => {
          setWriting(false);
          setWritten(plans);
          void reread();
        }}
      />
    );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys work on the rows inside, which are buttons
    <div className="flex min-w-0 flex-col gap-3" onKeyDown={onKeyDown}>
      {act.problem && <ProblemNotice problem={act.problem} />}
      {triage.problem && <ProblemNotice problem={triage.problem} />}
      {against && (
        <MarkReason
          key={against.opportunityId}
          kind={against.kind}
          name={against.name}
          id={whyField}
          onReason={(reason) => {
            explain(reason);
            if (selected)
              list.current?.querySelector<HTMLElement>(`[data-row="${selected.opportunityId}"]`)?.focus();
          }}
        />
      )}
      <RunnerNote
        runner={queue.runner}
        waiting={queue.waiting}
        failed={queue.failed}
        busy={act.busy !== null}
        onResume={() => void again(() => client.pause({ on: false }))}
        onRetry={() => void again(() => client.retry({ postingId }))}
        openPage={openPage}
      />
      {written.map((plan) => (
        <WriteResult
          key={plan.id}
          client={client}
          plan={plan}
          onChanged={(next) => {
            setWritten(written.map((one) => (one.id === next.id ? next : one)));
            void reread();
          }}
        />
      ))}
      {queue.toWrite.length > 0 && (
        <div className="flex items-center justify-between gap-3 rounded-md bg-sunken px-3 py-2">
          <span>{queue.toWrite.length} accepted, not in Lever yet</span>
          <Button kind="primary" size="sm" onClick={() => setWriting(true)}>
            Preview the writes
          </Button>
        </div>
      )}
      {open && selected ? (
        <>
          <div className="flex items-center justify-between gap-2">
            <h2 ref={heading} tabIndex={-1} className="truncate text-md font-semibold outline-none">
              <bdi>{selected.name}</bdi>
            </h2>
            <Button kind="quiet" size="sm" hint={<Kbd>Esc</Kbd>} onClick={() => setOpen(null)}>
              Back
            </Button>
          </div>
          <ApplicantCard
            key={open}
            client={client}
            opportunityId={open}
            openPage={openPage}
            showKeys
            onDecided={() => void reread().then(() => setOpen(null))}
          />
        </>
      ) : rows.length === 0 ? (
        <EmptyState
          title={
            queue.waiting > 0 && !queue.runner.halted
              ? 'Being screened'
              : decided > 0
                ? 'Everybody has a mark'
                : 'Nobody is screened yet'
          }
          action={<Button onClick={() => openPage('screening')}>Open Screening</Button>}
        >
          {queue.waiting > 0 && queue.runner.halted
            ? 'Applicants appear here when screening goes on.'
            : queue.waiting > 0
              ? 'Applicants appear here as they are read.'
              : decided > 0
                ? 'New applicants appear here when they are screened.'
                : 'Switch on screening for this posting, or screen everybody who waits.'}
        </EmptyState>
      ) : (
        <>
          <div className="flex items-center justify-between gap-2 text-sm text-muted">
            <span role="status">
              {left} open, {decided} marked
            </span>
            <AiLabel engine={queue.engine} />
          </div>
          <ul ref={list} aria-label="Applicants" className="flex flex-col">
            {rows.map((row, i) => (
              <Row
                key={row.opportunityId}
                row={row}
                heading={rows[i - 1]?.tier === row.tier ? null : (queue.open[row.tier] ?? 0)}
                chosen={row === selected}
                onChoose={() => choose(row.opportunityId)}
                onOpen={() => {
                  choose(row.opportunityId);
                  setOpen(row.opportunityId);
                }}
              />
            ))}
          </ul>
          <MoreAfter queue={queue} />
          <p className="flex flex-wrap gap-x-3 gap-y-1 text-sm text-muted">
            <span>
              <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
            </span>
            <span>
              <Kbd>Enter</Kbd> evidence
            </span>
            <span>
              <Kbd>A</Kbd> accept
            </span>
            <span>
              <Kbd>R</Kbd> reject (a mark only)
            </span>
            <span>
              <Kbd>F</Kbd> flag
            </span>
            <span>
              <Kbd>U</Kbd> undo the last mark
            </span>
            {against && (
              <span>
                <Kbd>W</Kbd> say why
              </span>
            )}
          </p>
          <EngineNote engine={queue.engine} />
          <CostNote costUsd={queue.costUsd} spent={queue.spent} />
        </>
      )}
    </div>
  );
}

function focusRow(list: HTMLElement | null, id: string): void {
  if (!list) return;
  // What somebody is using keeps the focus.
  const active = list.ownerDocument.activeElement;
  if (active && active !== list.ownerDocument.body && !list.contains(active)) return;
  list.querySelector<HTMLElement>(`[data-row="${id}"]`)?.focus();
}

/** Who is not on this page, by tier: a page shows the first dozen, and nobody is hidden behind it. */
function MoreAfter({ queue }: { queue: QueueData }) {
  const here = (tier: QueueRow['tier']): number =>
    queue.rows.filter((row) => row.tier === tier && row.decision === null).length;
  const more = TIERS.map((tier) => ({ tier, n: queue.open[tier] - here(tier) })).filter(({ n }) => n > 0);
  const all = more.reduce((sum, { n }) => sum + n, 0);
  if (all === 0) return null;
  return (
    <p className="text-sm text-muted">
      {all} more after these: {more.map(({ tier, n }) => `${n} ${TIER[tier].many}`).join(', ')}.
    </p>
  );
}

function Row({
  row,
  heading,
  chosen,
  onChoose,
  onOpen,
}: {
  row: QueueRow;
  heading: number | null;
  chosen: boolean;
  onChoose: () => void;
  onOpen: () => void;
}) {
  const tier = TIER[row.tier];
  return (
    <li>
      {heading !== null && (
        <p className="mt-2 mb-1 flex items-center gap-2 text-sm">
          <Badge tone={tier.tone} className="shrink-0">
            {tier.label}
          </Badge>
          <span className="min-w-0 text-muted">
            <span className="tabular">{heading}</span> · {tier.about}
          </span>
        </p>
      )}
      <button
        type="button"
        data-row={row.opportunityId}
        tabIndex={chosen ? 0 : -1}
        aria-current={chosen || undefined}
        onFocus={onChoose}
        onClick={onOpen}
        className={cx(
          'flex w-full items-start gap-2 rounded-md border px-2 py-1.5 text-left',
          chosen ? 'border-accent-line bg-accent-soft' : 'border-transparent hover:bg-hover',
        )}
      >
        <span className="min-w-0 flex-1">
          {/* Relative: what only readers hear must not reach out of a cut name and widen the page. */}
          <span className={cx('relative block truncate font-medium', row.decision && 'text-muted')}>
            <bdi>{row.name || 'No name'}</bdi>
            <span className="sr-only">
              , {tier.label}
              {row.decision && `, ${DECISION[row.decision].done}`}
            </span>
          </span>
          <span className={cx('block text-sm wrap-anywhere', chosen ? 'text-ink' : 'text-muted')}>
            {row.why}
          </span>
        </span>
        {row.decision && <span className="mt-1 shrink-0">{MARK[row.decision]}</span>}
      </button>
    </li>
  );
}
