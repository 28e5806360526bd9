import { ArrowLeft, RotateCcw, Video } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/components/button';
import { CopyField } from '@/components/copy-field';
import { Kbd } from '@/components/kbd';
import { Notice } from '@/components/notice';
import { ProgressBar } from '@/components/spinner';
import { UndoBooking } from '@/components/undo-booking';
import { WriteList } from '@/components/write-list';
import { dayName, timeRange } from '@/components/zoned';
import type { PlanView, ScheduleView } from '../contract';
import { isMoving } from '../store';
import { usePanel, useSurroundings } from './panel-context';
import { PlanHead } from './plan-head';
import { FailedCall, WayOut } from './problems';

const FINISHED = new Set(['done', 'undone', 'skipped', 'failed', 'undo-failed']);

/** A plan that runs or has run: each write as it ticks, the outcome, and the way on. */
export function PlanResult({ plan, view }: { plan: PlanView; view: ScheduleView | null }) {
  const back = usePanel((state) => state.closePlan);
  const undo = usePanel((state) => state.undo);
  const compare = usePanel((state) => state.compare);
  const preview = usePanel((state) => state.preview);
  const [confirming, setConfirming] = useState(false);
  const moving = isMoving(plan);
  const top = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone; the keyboard goes on from the top of the result.
  useEffect(() => top.current?.focus({ preventScroll: true }), []);
  // Somebody else has booked this stage: another time is not the answer, and its choices are in the notice.
  const clashes = plan.problem?.code === 'booked-meanwhile';
  const undoable = plan.state === 'done' || plan.state === 'parked';
  const stuck = plan.writes.some((write) => write.state === 'undo-failed');
  const finished = plan.writes.filter((write) =>
    plan.state === 'undoing'
      ? write.state === 'undone' || write.state === 'planned' || write.state === 'skipped'
      : FINISHED.has(write.state),
  ).length;
  const zone = plan.slot?.zone ?? view?.recruiterZone ?? 'UTC';

  return (
    <div ref={top} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
      <div className="relative min-h-0 flex-1 overflow-y-auto scroll-thin">
        <div className="mx-auto flex w-full max-w-prose flex-col gap-4 p-4">
          <FailedCall />
          <div aria-live="polite" className="empty:hidden">
            {!moving && <Outcome plan={plan} />}
          </div>
          <PlanHead plan={plan} view={view} title={TITLE[plan.state]} />
          {moving && (
            <ProgressBar
              value={finished}
              max={plan.writes.length}
              label={plan.state === 'undoing' ? 'Steps taken back' : 'Steps done'}
            />
          )}
          {plan.nextBest && !moving && plan.state !== 'done' && !clashes && (
            <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-accent bg-surface p-3 ring-1 ring-accent">
              <p className="tabular">
                <span className="block text-sm text-muted">Next best, read just now</span>
                <span className="text-md font-semibold">
                  {dayName(plan.nextBest.start, zone)} ·{' '}
                  {timeRange(plan.nextBest.start, plan.nextBest.end, zone)}
                </span>
              </p>
              <Button
                kind="primary"
                hint={<Kbd tone="on-accent">N</Kbd>}
                onClick={() => plan.nextBest && void preview(plan.nextBest.start)}
              >
                Preview this
              </Button>
            </div>
          )}
          {plan.state === 'done' && plan.joinUrl && (
            <div className="flex flex-col gap-2">
              <CopyField label="Join link" value={plan.joinUrl} />
            </div>
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
            Back to the times
          </Button>
        )}
        <span className="flex gap-2">
          {!moving && plan.state === 'done' && plan.joinUrl && <OpenLink url={plan.joinUrl} />}
          {undoable && (
            <Button
              kind="danger"
              icon={<RotateCcw size={14} aria-hidden="true" />}
              onClick={() => setConfirming(true)}
            >
              {plan.state === 'parked' ? 'Take back the rest' : 'Undo'}
            </Button>
          )}
        </span>
      </footer>
      <UndoBooking
        plan={plan}
        title="Undo this booking?"
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

const TITLE: Record<PlanView['state'], string> = {
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

function Outcome({ plan }: { plan: PlanView }) {
  const { openOptions } = useSurroundings();
  const { problem } = plan;
  switch (plan.state) {
    case 'done':
      return (
        <Notice tone="good" title="Booked everywhere and checked by reading it back.">
          {problem ? `${problem.message} ${problem.next}` : null}
        </Notice>
      );
    case 'undone':
      return (
        <Notice tone="info" title="Everything was taken back.">
          {plan.cannotRecall.length > 0 && `Not recalled: ${plan.cannotRecall.join(' ')}`}
        </Notice>
      );
    case 'rolled-back':
      return (
        <Notice
          tone="warn"
          title={problem?.message ?? 'The booking stopped.'}
          action={problem && <WayOut problem={problem} plan={plan} />}
        >
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
              {problem && <WayOut problem={problem} />}
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

/** Only web addresses become links. */
function OpenLink({ url }: { url: string }) {
  if (!/^https:\/\//i.test(url)) return null;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer noopener"
      className="inline-flex min-h-8 items-center gap-1.5 rounded-md border border-line bg-surface px-3 font-medium shadow-card hover:bg-hover"
    >
      <Video size={14} aria-hidden="true" /> Open
    </a>
  );
}
