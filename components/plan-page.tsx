import { ArrowLeft, RotateCcw, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Problem } from '@/lib/domain/problem';
import { Button } from './button';
import { Section } from './card';
import { type Draft, DraftList } from './draft-list';
import { Kbd } from './kbd';
import { Notice } from './notice';
import { ProgressBar } from './spinner';
import { UndoBooking } from './undo-booking';
import type { UndoFindings } from './undo-dialog';
import { useOnline } from './use-online';
import { WriteList, type WriteRowView } from './write-list';

/** A booking as its pages need it. */
export interface PlanPageView {
  id: string;
  title: string;
  state:
    | 'proposed'
    | 'running'
    | 'done'
    | 'rolled-back'
    | 'parked'
    | 'undoing'
    | 'undone'
    | 'discarded'
    | 'expired';
  writes: WriteRowView[];
  drafts: Draft[];
  problem: Problem | null;
  /** Worth knowing before approving; does not stand in the way. */
  warning: Problem | null;
  cannotRecall: string[];
}

/** A second Enter within this time is taken for the same key press, ms. */
export const ARMED_AFTER = 350;
const FINISHED = new Set(['done', 'undone', 'skipped', 'failed', 'undo-failed']);
const FINISHED_BACKWARDS = new Set(['undone', 'planned', 'skipped']);

function Page({ top, children, footer }: { top: ReactNode; children: ReactNode; footer: ReactNode }) {
  return (
    <>
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-thin">
        <div className="mx-auto flex w-full max-w-prose flex-col gap-4 p-4">
          {top}
          {children}
        </div>
      </div>
      <footer className="flex flex-wrap items-center justify-between gap-2 border-t border-line bg-surface px-4 py-3">
        {footer}
      </footer>
    </>
  );
}

function BackButton({ children, onClick }: { children: ReactNode; onClick: () => Promise<void> }) {
  return (
    <Button
      kind="quiet"
      icon={<ArrowLeft size={14} aria-hidden="true" />}
      hint={<Kbd>Esc</Kbd>}
      onClick={() => void onClick()}
    >
      {children}
    </Button>
  );
}

/** Every write and every text, before anything happens. Booking needs a second, deliberate Enter. */
export function PlanPreviewPage({
  plan,
  top,
  head,
  bookLabel,
  wayOut,
  now,
  onBook,
  onBack,
}: {
  plan: PlanPageView;
  /** Stands above everything: what failed. */
  top: ReactNode;
  /** What it is about, and whatever should be read before the writes. */
  head: ReactNode;
  bookLabel: string;
  /** Buttons for the plan's problem. */
  wayOut?: ReactNode;
  /** ms epoch. */
  now: () => number;
  onBook: () => Promise<void>;
  onBack: () => Promise<void>;
}) {
  const online = useOnline();
  const button = useRef<HTMLButtonElement>(null);
  const shownAt = useRef(now());
  useEffect(() => button.current?.focus({ preventScroll: true }), []);
  const refuseSame = (event: KeyboardEvent) => {
    const early = now() - shownAt.current < ARMED_AFTER;
    if (event.key === 'Enter' && (event.repeat || early)) event.preventDefault();
  };
  const writes = plan.writes.filter((write) => write.effect !== 'check').length;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Page
        top={
          <>
            {top}
            {plan.problem && (
              <Notice tone="danger" title={plan.problem.message} action={wayOut}>
                {plan.problem.next}
              </Notice>
            )}
            {plan.warning && (
              <Notice tone="warn" title={plan.warning.message}>
                {plan.warning.next}
              </Notice>
            )}
          </>
        }
        footer={
          <>
            <BackButton onClick={onBack}>Back</BackButton>
            <Button
              ref={button}
              kind="primary"
              disabled={plan.problem !== null || !online}
              onKeyDown={refuseSame}
              onClick={() => void onBook()}
              hint={<Kbd tone="on-accent">Enter</Kbd>}
              className="px-4"
            >
              {bookLabel}
            </Button>
          </>
        }
      >
        {head}
        <WriteList
          writes={plan.writes}
          title={`What will happen: ${writes === 1 ? '1 write' : `${writes} writes`}`}
          live={false}
        />
        <DraftList drafts={plan.drafts} />
        {plan.cannotRecall.length > 0 && <CannotRecall texts={plan.cannotRecall} />}
      </Page>
    </div>
  );
}

/** More than this many are counted; each stands with its write above. */
const MOST_NAMED = 3;

function CannotRecall({ texts }: { texts: readonly string[] }) {
  const shown =
    texts.length > MOST_NAMED
      ? [`${texts.length} mails marked above. Undo sends cancellations; it cannot unsend.`]
      : texts;
  return (
    <Section id="cannot-recall" title="What undo cannot take back">
      <ul className="flex flex-col gap-1 rounded-lg border border-warn-line bg-warn-soft px-3 py-2">
        {shown.map((text) => (
          <li key={text} className="flex items-start gap-2">
            <TriangleAlert size={14} className="mt-[3px] shrink-0 text-warn" aria-hidden="true" />
            <span className="wrap-anywhere">{text}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** A plan that runs or has run: each write as it ticks, the outcome, and the way back. */
export function PlanResultPage({
  plan,
  top,
  head,
  outcome,
  more,
  actions,
  backLabel,
  undoTitle,
  compare,
  onBack,
  onUndo,
}: {
  plan: PlanPageView;
  top: ReactNode;
  head: ReactNode;
  /** Shown, and read out, once the plan rests. */
  outcome: ReactNode;
  /** Between the head and the writes. */
  more?: ReactNode;
  /** Beside undo. */
  actions?: ReactNode;
  backLabel: string;
  undoTitle: string;
  /** Stable identity. */
  compare: (planId: string) => Promise<UndoFindings>;
  onBack: () => Promise<void>;
  onUndo: (force: boolean) => Promise<void>;
}) {
  const [confirming, setConfirming] = useState(false);
  const start = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone; the keyboard goes on from the top of the result.
  useEffect(() => start.current?.focus({ preventScroll: true }), []);
  const backwards = plan.state === 'undoing';
  const moving = backwards || plan.state === 'running';
  const finished = plan.writes.filter(({ state }) =>
    (backwards ? FINISHED_BACKWARDS : FINISHED).has(state),
  ).length;
  return (
    <div ref={start} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
      <Page
        top={top}
        footer={
          <>
            {moving ? (
              <p className="text-muted" aria-live="polite">
                {backwards ? 'Taking it back' : 'Booking'}: {finished} of {plan.writes.length}. You may leave;
                it goes on.
              </p>
            ) : (
              <BackButton onClick={onBack}>{backLabel}</BackButton>
            )}
            <span className="flex gap-2">
              {!moving && actions}
              {(plan.state === 'done' || plan.state === 'parked') && (
                <Button
                  kind="danger"
                  icon={<RotateCcw size={14} aria-hidden="true" />}
                  onClick={() => setConfirming(true)}
                >
                  {plan.state === 'parked' ? 'Take back the rest' : 'Undo'}
                </Button>
              )}
            </span>
          </>
        }
      >
        <div aria-live="polite" className="empty:hidden">
          {!moving && outcome}
        </div>
        {head}
        {moving && (
          <ProgressBar
            value={finished}
            max={plan.writes.length}
            label={backwards ? 'Steps taken back' : 'Steps done'}
          />
        )}
        {more}
        <WriteList writes={plan.writes} title={moving ? 'Step by step' : 'What was done'} live />
      </Page>
      <UndoBooking
        plan={plan}
        title={undoTitle}
        open={confirming}
        force={plan.writes.some(({ state }) => state === 'undo-failed')}
        compare={compare}
        onClose={() => setConfirming(false)}
        onUndo={(force) => {
          setConfirming(false);
          void onUndo(force);
        }}
      />
    </div>
  );
}

/** What the plan is, before its writes, once it rests; null while it waits for somebody. */
export function PlanOutcome({
  plan,
  texts,
  wayOut,
  openOptions,
}: {
  plan: PlanPageView;
  texts: { doneTitle: string; done?: ReactNode; undoneTitle: string; undone?: ReactNode };
  wayOut?: ReactNode;
  openOptions: (part?: string) => void;
}) {
  const { problem } = plan;
  switch (plan.state) {
    case 'done':
      return (
        <Notice tone="good" title={texts.doneTitle}>
          {texts.done}
        </Notice>
      );
    case 'undone':
      return (
        <Notice tone="info" title={texts.undoneTitle}>
          {texts.undone}
        </Notice>
      );
    case 'rolled-back':
      return (
        <Notice tone="warn" title={problem?.message ?? 'The booking stopped.'} action={wayOut}>
          {problem?.next}
          {problem?.code !== 'booked-meanwhile' && ' Nothing half-booked is left.'}
        </Notice>
      );
    case 'parked':
      return (
        <Notice
          tone="danger"
          title={problem?.message ?? 'The booking stopped and needs a decision.'}
          action={
            <>
              <Button size="sm" onClick={() => openOptions('activity')}>
                Retry or skip in the control room
              </Button>
              {wayOut}
            </>
          }
        >
          {problem?.next}
        </Notice>
      );
    default:
      return null;
  }
}

/** The state of a plan as the line above its title. */
export const PLAN_TITLE: Record<PlanPageView['state'], string> = {
  proposed: 'Nothing has been sent yet',
  running: 'Booking',
  done: 'Booked',
  'rolled-back': 'Not booked',
  parked: 'Stopped half-way',
  undoing: 'Taking it back',
  undone: 'Taken back',
  discarded: 'Discarded',
  expired: 'Nobody decided in time',
};
