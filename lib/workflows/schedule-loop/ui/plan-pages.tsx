import { ArrowLeft, RotateCcw, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { Section } from '@/components/card';
import { DraftList } from '@/components/draft-list';
import { Kbd } from '@/components/kbd';
import { Notice } from '@/components/notice';
import { ProgressBar } from '@/components/spinner';
import { UndoBooking } from '@/components/undo-booking';
import { WriteList } from '@/components/write-list';
import type { LoopPlanView } from '../contract';
import { isMoving } from '../store-state';
import { FailedCall } from './failed-call';
import { useLoop, useLoopSurroundings } from './loop-context';
import { plural } from './words';

/** A second Enter within this time is taken for the same key press, ms. */
const ARMED_AFTER = 350;
const FINISHED = new Set(['done', 'undone', 'skipped', 'failed', 'undo-failed']);

/** Every write and every text, before anything happens. */
export function LoopPreview({ plan }: { plan: LoopPlanView }) {
  const { now } = useLoopSurroundings();
  const book = useLoop((state) => state.book);
  const back = useLoop((state) => state.closePlan);
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
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-thin">
        <div className="mx-auto flex w-full max-w-prose flex-col gap-4 p-4">
          <FailedCall />
          {plan.problem && (
            <Notice tone="danger" title={plan.problem.message}>
              {plan.problem.next}
            </Notice>
          )}
          {plan.warning && (
            <Notice tone="warn" title={plan.warning.message}>
              {plan.warning.next}
            </Notice>
          )}
          <Head plan={plan} title="Nothing has been sent yet" />
          {plan.difference.length > 0 && (
            <Section id="difference" title="What changes, and what stays">
              <ul className="list-disc rounded-lg border border-line bg-surface py-2 pr-3 pl-7">
                {plan.difference.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </Section>
          )}
          <WriteList
            writes={plan.writes}
            title={`What will happen: ${plural(writes, 'write')}`}
            live={false}
          />
          <DraftList drafts={plan.drafts} />
          {plan.cannotRecall.length > 0 && (
            <Section id="cannot-recall" title="What undo cannot take back">
              <p className="flex items-start gap-2 rounded-lg border border-warn-line bg-warn-soft px-3 py-2">
                <TriangleAlert size={14} className="mt-[3px] shrink-0 text-warn" aria-hidden="true" />
                <span>
                  {plural(plan.cannotRecall.length, 'mail')} marked above. Undo sends cancellations; it cannot
                  unsend.
                </span>
              </p>
            </Section>
          )}
        </div>
      </div>
      <footer className="flex items-center justify-between gap-2 border-t border-line bg-surface px-4 py-3">
        <Button
          kind="quiet"
          icon={<ArrowLeft size={14} aria-hidden="true" />}
          hint={<Kbd>Esc</Kbd>}
          onClick={() => void back()}
        >
          Back
        </Button>
        <Button
          ref={button}
          kind="primary"
          disabled={plan.problem !== null}
          onKeyDown={refuseSame}
          onClick={() => void book()}
          hint={<Kbd tone="on-accent">Enter</Kbd>}
          className="px-4"
        >
          {plan.kind === 'change' ? 'Change it' : plan.warning ? 'Book all of it anyway' : 'Book all of it'}
        </Button>
      </footer>
    </div>
  );
}

function Head({ plan, title }: { plan: LoopPlanView; title: string }) {
  return (
    <div>
      <p className="text-sm font-medium text-muted">{title}</p>
      <h2 className="text-lg font-semibold wrap-anywhere">{plan.title}</h2>
    </div>
  );
}

const TITLE: Record<LoopPlanView['state'], string> = {
  proposed: 'Not booked',
  running: 'Booking',
  done: 'Booked',
  'rolled-back': 'Not booked',
  parked: 'Stopped half-way',
  undoing: 'Taking it back',
  undone: 'Taken back',
  discarded: 'Discarded',
  expired: 'Nobody decided in time',
};

/** A plan that runs or has run: each write as it ticks, the outcome, and the way back. */
export function LoopResultPage({ plan }: { plan: LoopPlanView }) {
  const back = useLoop((state) => state.closePlan);
  const undo = useLoop((state) => state.undo);
  const compare = useLoop((state) => state.compare);
  const [confirming, setConfirming] = useState(false);
  const moving = isMoving(plan);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  const undoable = plan.state === 'done' || plan.state === 'parked';
  const stuck = plan.writes.some((write) => write.state === 'undo-failed');
  const finished = plan.writes.filter((write) =>
    plan.state === 'undoing'
      ? write.state === 'undone' || write.state === 'planned' || write.state === 'skipped'
      : FINISHED.has(write.state),
  ).length;
  return (
    <div ref={top} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-thin">
        <div className="mx-auto flex w-full max-w-prose flex-col gap-4 p-4">
          <FailedCall />
          <div aria-live="polite" className="empty:hidden">
            {!moving && <Outcome plan={plan} />}
          </div>
          <Head plan={plan} title={TITLE[plan.state]} />
          {moving && (
            <ProgressBar
              value={finished}
              max={plan.writes.length}
              label={plan.state === 'undoing' ? 'Steps taken back' : 'Steps done'}
            />
          )}
          <WriteList writes={plan.writes} title={moving ? 'Step by step' : 'What was done'} live />
        </div>
      </div>
      <footer className="flex flex-wrap items-center justify-between gap-2 border-t border-line bg-surface px-4 py-3">
        {moving ? (
          <p className="text-muted" aria-live="polite">
            {plan.state === 'undoing' ? 'Taking it back' : 'Booking'}: {finished} of {plan.writes.length}. You
            may leave; it goes on.
          </p>
        ) : (
          <Button
            kind="quiet"
            icon={<ArrowLeft size={14} aria-hidden="true" />}
            hint={<Kbd>Esc</Kbd>}
            onClick={() => void back()}
          >
            Back to the on-site
          </Button>
        )}
        {undoable && (
          <Button
            kind="danger"
            icon={<RotateCcw size={14} aria-hidden="true" />}
            onClick={() => setConfirming(true)}
          >
            {plan.state === 'parked' ? 'Take back the rest' : 'Undo'}
          </Button>
        )}
      </footer>
      <UndoBooking
        plan={plan}
        title={plan.kind === 'change' ? 'Undo this change?' : 'Undo this booking?'}
        open={confirming}
        force={stuck}
        compare={compare}
        onClose={() => setConfirming(false)}
        onUndo={(force) => {
          setConfirming(false);
          void undo(force);
        }}
      />
    </div>
  );
}

function Outcome({ plan }: { plan: LoopPlanView }) {
  const { openOptions } = useLoopSurroundings();
  const { problem } = plan;
  switch (plan.state) {
    case 'done':
      return (
        <Notice
          tone="good"
          title={
            plan.kind === 'change'
              ? 'Changed everywhere and checked by reading it back.'
              : 'Booked everywhere and checked by reading it back.'
          }
        />
      );
    case 'undone':
      return (
        <Notice
          tone="info"
          title={plan.kind === 'change' ? 'The change was taken back.' : 'Everything was taken back.'}
        />
      );
    case 'rolled-back':
      return (
        <Notice tone="warn" title={problem?.message ?? 'The booking stopped.'}>
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
            <Button size="sm" onClick={() => openOptions('activity')}>
              Retry or skip in the control room
            </Button>
          }
        >
          {problem?.next}
        </Notice>
      );
    default:
      return null;
  }
}
