import { Video } from 'lucide-react';
import { Button } from '@/components/button';
import { CopyField } from '@/components/copy-field';
import { Kbd } from '@/components/kbd';
import { PlanOutcome, PlanResultPage } from '@/components/plan-page';
import { dayName, timeRange } from '@/components/zoned';
import type { PlanView, ScheduleView } from '../contract';
import { usePanel, useSurroundings } from './panel-context';
import { PlanHead } from './plan-head';
import { FailedCall, WayOut } from './problems';

/** A plan that runs or has run: each write as it ticks, the outcome, and the way on. */
export function PlanResult({ plan, view }: { plan: PlanView; view: ScheduleView | null }) {
  const { openOptions } = useSurroundings();
  const back = usePanel((state) => state.closePlan);
  const undo = usePanel((state) => state.undo);
  const compare = usePanel((state) => state.compare);
  const { problem } = plan;
  return (
    <PlanResultPage
      plan={plan}
      top={<FailedCall />}
      head={<PlanHead plan={plan} view={view} />}
      outcome={
        <PlanOutcome
          plan={plan}
          openOptions={openOptions}
          wayOut={problem && <WayOut problem={problem} plan={plan} />}
          texts={{
            doneTitle: 'Booked everywhere and checked by reading it back.',
            done: problem ? `${problem.message} ${problem.next}` : null,
            undoneTitle: 'Everything was taken back.',
            undone: plan.cannotRecall.length > 0 && `Not recalled: ${plan.cannotRecall.join(' ')}`,
          }}
        />
      }
      more={
        <>
          <NextBest plan={plan} zone={plan.slot?.zone ?? view?.recruiterZone ?? 'UTC'} />
          {plan.state === 'done' && plan.joinUrl && <CopyField label="Join link" value={plan.joinUrl} />}
        </>
      }
      actions={plan.state === 'done' && plan.joinUrl && <OpenLink url={plan.joinUrl} />}
      backLabel="Back to the times"
      undoTitle="Undo this booking?"
      compare={compare}
      onBack={back}
      onUndo={undo}
    />
  );
}

/** The next best time, read just now, when the chosen one was taken. */
function NextBest({ plan, zone }: { plan: PlanView; zone: string }) {
  const preview = usePanel((state) => state.preview);
  const { nextBest } = plan;
  const rests = plan.state !== 'running' && plan.state !== 'undoing' && plan.state !== 'done';
  // Somebody else has booked this stage: another time is not the answer, and its choices are in the notice.
  if (!nextBest || !rests || plan.problem?.code === 'booked-meanwhile') return null;
  return (
    <div className="flex flex-wrap items-center justify-between gap-2 rounded-lg border border-accent bg-surface p-3 ring-1 ring-accent">
      <p className="tabular">
        <span className="block text-sm text-muted">Next best, read just now</span>
        <span className="text-md font-semibold">
          {dayName(nextBest.start, zone)} · {timeRange(nextBest.start, nextBest.end, zone)}
        </span>
      </p>
      <Button
        kind="primary"
        hint={<Kbd tone="on-accent">N</Kbd>}
        onClick={() => void preview(nextBest.start)}
      >
        Preview this
      </Button>
    </div>
  );
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
