import { ExternalLink, RefreshCw, SlidersHorizontal, Undo2, UserSearch, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button, IconButton } from '@/components/button';
import { Kbd } from '@/components/kbd';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState, Skeleton } from '@/components/placeholder';
import { Spinner } from '@/components/spinner';
import { useLook } from '@/components/use-look';
import { cityOf } from '@/components/zoned';
import { isMoving } from '@/lib/interviews/follow-plans';
import type { Clock } from '@/lib/platform/clock';
import type { LoopView } from '../contract';
import type { EditorField } from '../explain/sources';
import { createSolver, type SearchWorker } from '../solver/solver';
import { createLoopStore } from '../store';
import { canPreview, type LoopClient, type LoopState, type LoopStore } from '../store-state';
import { BookedPart } from './booked';
import { StageEditor } from './editor/stage-editor';
import { FailedCall } from './failed-call';
import { Origin } from './handed-over';
import { Impossible } from './impossible';
import { LoopContext, useLoop, useLoopSurroundings } from './loop-context';
import { LoopPreview, LoopResultPage } from './plan-pages';
import { Alternatives, PlanPoints, PlanStrength } from './plan-strength';
import { PlanView } from './plan-view';
import { Unknowns } from './unknowns';
import { Wishes } from './wishes';
import { plural } from './words';

export interface LoopAppProps {
  client: LoopClient;
  clock: Clock;
  startWorker: () => SearchWorker;
  openOptions: (part?: string) => void;
  openWide: ((opportunityId: string) => void) | null;
  closable: boolean;
  /** Fixed on the wide page; null = whoever is in front. */
  opportunityId: string | null;
  /** Calls `listener` when another candidate came to the front; gives the way to stop. */
  onScreenChange?: (listener: () => void) => () => void;
}

/** On-sites with several sessions: in the docked panel, and on a page of their own. */
export function LoopApp({
  client,
  clock,
  startWorker,
  openOptions,
  openWide,
  closable,
  opportunityId,
  onScreenChange,
}: LoopAppProps) {
  const store = useMemo(
    () => createLoopStore({ client, clock, solver: createSolver(startWorker) }),
    [client, clock, startWorker],
  );
  const surroundings = useMemo(
    () => ({ store, now: () => clock.now(), openOptions, openWide, closable }),
    [store, clock, openOptions, openWide, closable],
  );
  const { look, show, dispose } = store.getState();
  useLook(opportunityId ? null : look, dispose, onScreenChange);
  useEffect(() => {
    if (opportunityId) void show(opportunityId);
  }, [show, opportunityId]);
  return (
    <LoopContext value={surroundings}>
      <Frame />
    </LoopContext>
  );
}

const BELONGS_ELSEWHERE = 'input:not([type="checkbox"]), textarea, select, dialog[open]';

/** Keys for the whole page; what has the focus goes first. */
function useKeys(store: LoopStore, closable: boolean): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.altKey || target?.closest(BELONGS_ELSEWHERE)) return;
      const state = store.getState();
      const chord = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      if (key === 'escape' && !chord) {
        if (!state.plan) {
          if (closable) void state.closePanel();
        } else if (!isMoving(state.plan)) void state.closePlan();
      } else if (state.plan) return;
      else if (key === 'z') (event.shiftKey ? state.redoEdit : state.undoEdit)();
      else if (key === 'y') state.redoEdit();
      else if (key === 'r' && !chord) void state.refresh();
      else if (key === 'enter' && (target === document.body || target?.closest('[data-session]')))
        void state.preview();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [store, closable]);
}

function Frame() {
  const { store, closable } = useLoopSurroundings();
  const view = useLoop((state) => state.view);
  const plan = useLoop((state) => state.plan);
  const theme = useLoop((state) => state.theme);
  const opportunityId = useLoop((state) => state.opportunityId);
  const renewing = useLoop(isRenewing);
  const [editing, setEditing] = useState<{ field: EditorField | null } | null>(null);
  const edit = (field: EditorField | null = null) => setEditing({ field });
  useKeys(store, closable);
  useEffect(() => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  }, [theme]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another candidate starts from the top
  useEffect(() => setEditing(null), [opportunityId]);
  return (
    <div className="@container flex h-full min-h-0 min-w-0 flex-1 flex-col overflow-hidden bg-canvas">
      <LoopHeader view={view} onEdit={() => edit()} />
      <main className="flex min-h-0 flex-1 flex-col">
        {plan?.state === 'proposed' ? (
          <LoopPreview key={plan.id} plan={plan} />
        ) : plan ? (
          <LoopResultPage plan={plan} />
        ) : (
          <>
            <div className="relative min-h-0 flex-1 overflow-y-auto scroll-thin">
              <div className="mx-auto flex max-w-page flex-col gap-4 p-4">
                <FailedCall />
                <Unfinished />
                <Body onEdit={edit} />
              </div>
            </div>
            {view?.question && !renewing && <Footer />}
          </>
        )}
      </main>
      {view && (
        <StageEditor
          view={view}
          open={editing !== null}
          field={editing?.field ?? null}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  );
}

function LoopHeader({ view, onEdit }: { view: LoopView | null; onEdit: () => void }) {
  const { openWide, closable } = useLoopSurroundings();
  const task = useLoop((state) => state.task);
  const refresh = useLoop((state) => state.refresh);
  const close = useLoop((state) => state.closePanel);
  const reading = task === 'refresh' || task === 'load';
  return (
    <header className="flex items-start justify-between gap-2 border-b border-line bg-surface px-4 py-3">
      <div className="min-w-0 flex-1">
        <h1 className="truncate text-lg leading-6 font-semibold">
          <bdi>{view?.candidate.name ?? 'On-site'}</bdi>
        </h1>
        <p className="truncate text-muted">
          {view ? (
            <bdi>{[view.posting?.title, view.stage?.name].filter(Boolean).join(' · ') || 'No posting'}</bdi>
          ) : (
            ' '
          )}
        </p>
      </div>
      <div className="-mr-2 flex">
        <IconButton label="Read the calendars again (R)" disabled={!view} onClick={() => void refresh()}>
          {reading ? <Spinner /> : <RefreshCw size={16} aria-hidden="true" />}
        </IconButton>
        <IconButton label="Stage plan" disabled={!view || view.setupFrom === 'booked'} onClick={onEdit}>
          <SlidersHorizontal size={16} aria-hidden="true" />
        </IconButton>
        {openWide && (
          <IconButton
            label="Open on a wide page"
            disabled={!view}
            onClick={() => view && openWide(view.opportunityId)}
          >
            <ExternalLink size={16} aria-hidden="true" />
          </IconButton>
        )}
        {closable && (
          <IconButton label="Close (Esc)" onClick={() => void close()}>
            <X size={16} aria-hidden="true" />
          </IconButton>
        )}
      </div>
    </header>
  );
}

const FROM: Record<LoopView['setupFrom'], string> = {
  remembered: 'remembered for this stage',
  lever: 'drafted from Lever',
  you: 'changed by you',
  booked: 'as booked',
};

/** What is booked now is being read. */
const isRenewing = ({ outdated, task }: LoopState): boolean => outdated && task === 'refresh';

function Body({ onEdit }: { onEdit: (field?: EditorField) => void }) {
  const phase = useLoop((state) => state.phase);
  const view = useLoop((state) => state.view);
  const failed = useLoop((state) => state.failed !== null);
  const search = useLoop((state) => state.search.phase);
  const renewing = useLoop(isRenewing);
  if (phase === 'no-candidate')
    return (
      <EmptyState icon={<UserSearch size={28} aria-hidden="true" />} title="Open a candidate in Lever">
        The on-site of the candidate on screen is planned here.
      </EmptyState>
    );
  if (!view) return failed ? null : <Waiting />;
  // Edits of the plan as it was before would be lost when the booked one arrives.
  if (renewing) return <Waiting />;
  const { setup, question } = view;
  return (
    <>
      {view.problems.map((problem, n) => (
        <ProblemNotice
          key={`${problem.code}${problem.subject ?? ''}${problem.message}`}
          problem={problem}
          tone={!question && n === 0 ? 'danger' : 'warn'}
        />
      ))}
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1">
        <p>
          <span className="font-medium">{plural(setup.sessions.length, 'session')}</span>
          <span className="text-muted">
            {' '}
            on at most {plural(setup.days.most, 'day')}, {setup.days.from}–{setup.days.to}{' '}
            {cityOf(setup.zone)}
            {setup.lunch ? `, ${setup.lunch.minutes} min lunch` : ''} · {FROM[view.setupFrom]}
          </span>
        </p>
        {!view.booked && (
          <Button size="sm" kind="quiet" className="@max-medium:-ml-2" onClick={() => onEdit()}>
            Edit the stage plan
          </Button>
        )}
      </div>
      <Changes view={view} />
      <Unknowns view={view} />
      <Wishes view={view} />
      {question && (
        <>
          <Origin />
          {view.booked && <BookedPart question={question} booked={view.booked} />}
          {search === 'impossible' && <Impossible question={question} onEdit={onEdit} />}
          <PlanView question={question} />
          <div className="grid grid-cols-1 items-start gap-4 @wide:grid-cols-2">
            <PlanStrength question={question} />
            <div className="flex min-w-0 flex-col gap-4">
              <PlanPoints question={question} />
              <Alternatives question={question} />
            </div>
          </div>
        </>
      )}
    </>
  );
}

/** What was changed for this candidate, newest last, each with the way back. */
function Changes({ view }: { view: LoopView }) {
  const drafts = useLoop((state) => state.drafts);
  const undo = useLoop((state) => state.undoSave);
  const saving = useLoop((state) => state.task === 'save');
  if (view.booked || drafts.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-md border border-accent-line bg-accent-soft px-3 py-2">
      <ul className="min-w-0 flex-1">
        {drafts.map(({ text }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a history only grows and shrinks at its end
          <li key={n}>{text}</li>
        ))}
      </ul>
      <Button
        size="sm"
        busy={saving}
        icon={<Undo2 size={14} aria-hidden="true" />}
        onClick={() => void undo()}
      >
        Take back the last
      </Button>
    </div>
  );
}

function Unfinished() {
  const plans = useLoop((state) => state.plans);
  const open = useLoop((state) => state.open);
  const found = plans?.find((plan) => isMoving(plan) || plan.state === 'parked');
  if (!found) return null;
  return (
    <Notice
      tone={found.state === 'parked' ? 'warn' : 'info'}
      title={
        found.state === 'parked'
          ? 'A booking for this candidate stopped and needs you.'
          : 'A booking for this candidate is still running.'
      }
      action={
        <Button size="sm" onClick={() => open(found)}>
          Look at it
        </Button>
      }
    >
      {found.title}
    </Notice>
  );
}

function Footer() {
  const ready = useLoop(canPreview);
  const busy = useLoop((state) => state.task === 'preview');
  const preview = useLoop((state) => state.preview);
  const booked = useLoop((state) => state.view?.booked ?? null);
  const searching = useLoop((state) => state.search.phase === 'running');
  const shown = useLoop((state) => state.shown !== null);
  if (!shown || (booked && !ready)) return null;
  return (
    <footer className="flex items-center justify-end gap-2 border-t border-line bg-surface px-4 py-3">
      {searching && <span className="mr-auto text-muted">Still looking for a better one</span>}
      <Button
        kind="primary"
        busy={busy}
        disabled={!ready}
        hint={<Kbd tone="on-accent">Enter</Kbd>}
        onClick={() => void preview()}
      >
        {booked ? 'Preview the change' : 'Preview'}
      </Button>
    </footer>
  );
}

function Waiting() {
  const top = useRef<HTMLDivElement>(null);
  return (
    <div ref={top} aria-busy="true" className="flex flex-col gap-3">
      <p className="sr-only" role="status">
        Reading Lever and the calendars
      </p>
      <Skeleton className="h-6 w-72" />
      <Skeleton className="h-48 w-full" />
      <Skeleton className="h-48 w-full" />
    </div>
  );
}
