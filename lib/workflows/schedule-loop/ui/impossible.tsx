import { ArrowUpRight, CalendarDays, Eye, Quote, SlidersHorizontal, UserRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { Notice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { clashText } from '../explain/clash';
import type { Relaxation } from '../explain/relaxations';
import type { EditorField, FactSource } from '../explain/sources';
import type { LoopQuestion } from '../question';
import { AskMessage } from './ask-message';
import { DayBoard } from './day-board';
import { useLoop, useLoopSurroundings } from './loop-context';
import { plural, whenText } from './words';

/** Changes shown before the rest is asked for. */
const FIRST = 4;

/** No plan: the smallest clash in words, where each fact comes from, and what would open a plan. */
export function Impossible({
  question,
  onEdit,
}: {
  question: LoopQuestion;
  onEdit: (field: EditorField) => void;
}) {
  const facts = useLoop((state) => state.facts);
  const relaxations = useLoop((state) => state.relaxations);
  const [all, setAll] = useState(false);
  if (!facts) return <Skeleton className="h-20 w-full" />;
  const shown = all ? relaxations : relaxations?.slice(0, FIRST);
  return (
    <>
      <Notice tone="warn" title={clashText(question, facts)}>
        {facts.length > 1 && (
          <p className="text-muted">None of these is too much: without any one of them there is a plan.</p>
        )}
        {facts.length > 0 && (
          <ul aria-label="Where this comes from" className="mt-1 flex flex-col gap-1">
            {facts.map((fact) => (
              <li key={fact.id}>
                <Sources sources={fact.sources} onEdit={onEdit} />
              </li>
            ))}
          </ul>
        )}
      </Notice>
      {!relaxations && <Skeleton className="h-24 w-full" />}
      {shown && shown.length > 0 && (
        <Section id="loop-relaxations" title="What would open a plan">
          <ul className="flex flex-col gap-2">
            {shown.map((one) => (
              <RelaxationCard key={one.id} relaxation={one} />
            ))}
          </ul>
          {relaxations && relaxations.length > FIRST && !all && (
            <Button kind="quiet" className="self-start" onClick={() => setAll(true)}>
              Show {plural(relaxations.length - FIRST, 'more change')}
            </Button>
          )}
        </Section>
      )}
      {relaxations?.length === 0 && (
        <p className="text-muted">
          No single change opens a plan. Add people to the pools, or search more days.
        </p>
      )}
    </>
  );
}

/** Links shown of one fact; a calendar that is full on ten days needs no ten links. */
const LINKS = 3;

function Sources({ sources, onEdit }: { sources: FactSource[]; onEdit: (field: EditorField) => void }) {
  const [all, setAll] = useState(false);
  const shown = all ? sources : sources.slice(0, LINKS);
  return (
    <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
      {shown.map((source) => (
        <SourceLink key={source.label} source={source} onEdit={onEdit} />
      ))}
      {sources.length > shown.length && (
        <button
          type="button"
          className="min-h-6 text-sm text-muted underline-offset-2 hover:underline"
          onClick={() => setAll(true)}
        >
          and {sources.length - shown.length} more
        </button>
      )}
    </span>
  );
}

const LINK =
  'inline-flex min-h-6 max-w-full items-center gap-1 text-left font-medium text-accent-text underline-offset-2 hover:underline';

/** Where a fact can be looked at, and changed. */
function SourceLink({ source, onEdit }: { source: FactSource; onEdit: (field: EditorField) => void }) {
  const { openOptions } = useLoopSurroundings();
  const away = <ArrowUpRight size={14} className="shrink-0" aria-hidden="true" />;
  const words = (icon: ReactNode, after: ReactNode = null) => (
    <>
      <span className="shrink-0">{icon}</span>
      <span className="min-w-0 wrap-anywhere">{source.label}</span>
      {after}
    </>
  );
  switch (source.kind) {
    case 'calendar':
      return (
        <a className={LINK} href={source.href} target="_blank" rel="noreferrer">
          {words(<CalendarDays size={14} aria-hidden="true" />, away)}
        </a>
      );
    case 'person':
      return (
        <button type="button" className={LINK} onClick={() => openOptions(`people/${source.personId}`)}>
          {words(<UserRound size={14} aria-hidden="true" />, away)}
        </button>
      );
    case 'field':
      return (
        <button type="button" className={LINK} onClick={() => onEdit(source.field)}>
          {words(<SlidersHorizontal size={14} aria-hidden="true" />)}
        </button>
      );
    case 'wish':
      return (
        <button
          type="button"
          className={LINK}
          onClick={() => document.getElementById(`wish-${source.wishId}`)?.focus()}
        >
          {words(<Quote size={14} aria-hidden="true" />)}
        </button>
      );
  }
}

function RelaxationCard({ relaxation }: { relaxation: Relaxation }) {
  const relax = useLoop((state) => state.relax);
  const saving = useLoop((state) => state.task === 'save');
  const [open, setOpen] = useState<'plan' | 'message' | null>(null);
  const { asks, preview } = relaxation;
  const toggle = (part: 'plan' | 'message') => setOpen(open === part ? null : part);
  return (
    <li className="rounded-lg border border-line bg-surface p-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0 flex-1 basis-52">
          <p className="font-medium wrap-anywhere">{relaxation.text}</p>
          <p className="tabular text-muted">
            Opens a plan on {relaxation.opens}, {plural(relaxation.objective, 'point')}
          </p>
        </div>
        <span className="flex flex-wrap gap-2">
          <Button
            size="sm"
            icon={<Eye size={14} aria-hidden="true" />}
            aria-expanded={open === 'plan'}
            onClick={() => toggle('plan')}
          >
            Plan
          </Button>
          {asks.length > 0 && (
            <Button size="sm" aria-expanded={open === 'message'} onClick={() => toggle('message')}>
              Message
            </Button>
          )}
          <Button size="sm" kind="primary" busy={saving} onClick={() => void relax(relaxation)}>
            {relaxation.needsYes ? 'They agreed' : 'Do this'}
          </Button>
        </span>
      </div>
      {open === 'plan' && (
        <div className="mt-3">
          <DayBoard
            question={preview.question}
            plan={preview.plan}
            breaks={[]}
            mode="sessions"
            selected={null}
            onSelect={() => undefined}
            onMove={null}
          />
          <ol className="tabular mt-2 flex flex-col gap-0.5 text-sm @medium:hidden">
            {preview.question.sessions
              .map((_, s) => s)
              .sort((a, b) => (preview.plan.start[a] ?? 0) - (preview.plan.start[b] ?? 0))
              .map((s) => (
                <li key={preview.question.sessions[s]?.id}>
                  <span className="text-muted">
                    {whenText(preview.question, preview.plan, s, preview.question.zone)}
                  </span>{' '}
                  {preview.question.sessions[s]?.name}
                </li>
              ))}
          </ol>
        </div>
      )}
      {open === 'message' && (
        <div className="mt-3 flex flex-col gap-3">
          {asks.map((ask) => (
            <AskMessage key={`${ask.audience}${ask.to}`} ask={ask} />
          ))}
        </div>
      )}
    </li>
  );
}
