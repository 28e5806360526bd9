import { ChevronLeft, ChevronRight, Link2, Unlink } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useId, useState } from 'react';
import { Badge } from '@/components/badge';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Notice, ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useLoad } from '@/components/use-call';
import { When } from '@/components/when';
import type { Client } from '@/lib/messaging/contract';
import type { AuditRow, reviewActivity, Story } from '../contract';
import { PLAN, WRITE } from './plan-card';

/** The proof of one step: its hash, and the one it continues. */
function Proof({ step }: { step: Story['steps'][number] }) {
  return (
    <p className={`flex flex-wrap items-center gap-1 text-sm ${step.fits ? 'text-muted' : 'text-danger'}`}>
      {step.fits ? <Link2 size={14} aria-hidden="true" /> : <Unlink size={14} aria-hidden="true" />}
      <span>
        {step.fits ? 'Verified: continues' : 'Does not fit: should continue'}{' '}
        <code className="font-mono">{step.before.slice(0, 10)}</code>, is{' '}
        <code className="font-mono">{step.hash.slice(0, 10)}</code>
      </span>
    </p>
  );
}

function StepDetail({ story, at }: { story: Story; at: number }) {
  const step = story.steps[at];
  if (!step) return null;
  const before = story.steps[at - 1]?.states ?? {};
  return (
    <div className="flex flex-col gap-3">
      <div>
        <div className="flex flex-wrap items-center gap-2">
          <h3 className="text-md font-semibold">{step.event}</h3>
          {step.plan && <Badge tone={PLAN[step.plan].tone}>{PLAN[step.plan].words}</Badge>}
        </div>
        <p className="text-sm text-muted">
          Entry {step.seq}, <When at={step.at} seconds />, {step.actor}
        </p>
        {step.summary && <p className="wrap-anywhere">{step.summary}</p>}
        <Proof step={step} />
      </div>
      {story.writes.length > 0 && (
        <section aria-label="State after this entry">
          <h4 className="text-sm font-medium">After this entry</h4>
          <ul className="divide-y divide-line">
            {story.writes.map(({ id, summary }) => {
              const state = step.states[id] ?? 'planned';
              const { words, Icon, className } = WRITE[state];
              const changed = before[id] !== step.states[id] && at > 0;
              return (
                <li key={id} className="flex items-start justify-between gap-2 py-1">
                  <span className={`min-w-0 wrap-anywhere ${changed ? 'font-medium' : ''}`}>{summary}</span>
                  <span className={`flex shrink-0 items-center gap-1 text-sm ${className}`}>
                    <Icon size={14} aria-hidden="true" />
                    {words}
                  </span>
                </li>
              );
            })}
          </ul>
        </section>
      )}
      {step.facts.length > 0 && (
        <section aria-label="Facts as they were">
          <h4 className="text-sm font-medium">As it was known then</h4>
          <dl className="mt-1 grid grid-cols-[minmax(90px,auto)_1fr] gap-x-3 gap-y-0.5 text-sm">
            {step.facts.map(({ name, value }) => (
              <div key={name} className="contents">
                <dt className="text-muted wrap-anywhere">{name}</dt>
                <dd className="wrap-anywhere whitespace-pre-line">{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

function Player({ story, start }: { story: Story; start: number }) {
  const [at, setAt] = useState(start);
  const id = useId();
  const last = story.steps.length - 1;
  const go = (to: number) => setAt(Math.min(last, Math.max(0, to)));
  const keys = (event: KeyboardEvent) => {
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  const broken = story.steps.find((step) => !step.fits);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the slider inside, valid in the whole player
    <div className="flex flex-col gap-3" onKeyDown={keys}>
      {story.erased && (
        <Notice
          tone="info"
          title={
            <>
              Erased on <When at={story.erased.at} /> by {story.erased.by}
            </>
          }
        >
          What happened and when is still proven; the details cannot be read by anybody.
        </Notice>
      )}
      {broken && (
        <Notice tone="danger" title={`Entry ${broken.seq} does not fit the one before it`}>
          The log was changed after it was written. Export it and tell your administrator.
        </Notice>
      )}
      <div className="flex items-center gap-2">
        <Button aria-label="Entry before" disabled={at === 0} onClick={() => go(at - 1)}>
          <ChevronLeft size={16} aria-hidden="true" />
        </Button>
        <label htmlFor={id} className="sr-only">
          Entry of the story
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={last}
          value={at}
          onChange={(event) => go(Number(event.currentTarget.value))}
          aria-valuetext={`${at + 1} of ${last + 1}: ${story.steps[at]?.event ?? ''}`}
          className="min-w-0 flex-1 accent-accent"
        />
        <Button aria-label="Next entry" disabled={at === last} onClick={() => go(at + 1)}>
          <ChevronRight size={16} aria-hidden="true" />
        </Button>
        <span className="text-sm text-muted tabular whitespace-nowrap">
          {at + 1} of {last + 1}
        </span>
      </div>
      <StepDetail story={story} at={at} />
      <details>
        <summary className="w-fit rounded-sm font-medium text-accent-text">All {last + 1} entries</summary>
        <ol className="mt-1 flex flex-col">
          {story.steps.map((step, n) => (
            <li key={step.seq}>
              <button
                type="button"
                aria-current={n === at ? 'step' : undefined}
                onClick={() => go(n)}
                className={`flex w-full gap-2 rounded-sm px-1 py-0.5 text-left hover:bg-hover ${n === at ? 'bg-accent-soft' : ''}`}
              >
                <span className="text-muted tabular">{step.seq}</span>
                <span className="min-w-0 flex-1 wrap-anywhere">
                  {step.event}
                  {step.summary && <span className="text-muted"> {step.summary}</span>}
                </span>
                {step.fits ? (
                  <span className="sr-only">verified</span>
                ) : (
                  <Badge tone="danger">does not fit</Badge>
                )}
              </button>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

/** The whole story an entry belongs to, step by step, in a drawer. */
export function StoryDrawer({
  client,
  row,
  onClose,
}: {
  client: Pick<Client<typeof reviewActivity>, 'story'>;
  row: AuditRow | null;
  onClose: () => void;
}) {
  const [kept, setKept] = useState(row);
  useEffect(() => {
    if (row) setKept(row);
  }, [row]);
  const load = useCallback(
    async () =>
      row ? client.story({ planId: row.planId, opportunityId: row.planId ? null : row.opportunityId }) : null,
    [client, row],
  );
  const story = useLoad(load);
  const start = story.value?.steps.findIndex((step) => step.seq === row?.seq) ?? 0;
  return (
    <Dialog
      open={row !== null}
      title={story.value?.title ?? kept?.event ?? 'Story'}
      onClose={onClose}
      place="drawer"
    >
      {story.problem && <ProblemNotice problem={story.problem} />}
      {!story.value && !story.problem && (
        <div role="status" aria-busy="true" aria-label="Loading the story">
          <Skeleton className="h-64" />
        </div>
      )}
      {story.value && story.value.steps.length > 0 && (
        <Player key={row?.seq} story={story.value} start={Math.max(0, start)} />
      )}
    </Dialog>
  );
}
