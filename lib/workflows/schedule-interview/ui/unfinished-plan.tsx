import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { isMoving } from '@/lib/interviews/follow-plans';
import { usePanel } from './panel-context';

/** A booking that runs on, or stopped, while the panel was away. */
export function UnfinishedPlan() {
  const plans = usePanel((state) => state.plans);
  const open = usePanel((state) => state.open);
  const unfinished = plans?.find((plan) => isMoving(plan) || plan.state === 'parked');
  if (!unfinished) return null;
  const parked = unfinished.state === 'parked';
  return (
    <Notice
      tone={parked ? 'warn' : 'info'}
      title={
        parked
          ? 'A booking for this candidate stopped and needs you.'
          : 'A booking for this candidate is still running.'
      }
      action={
        <Button size="sm" onClick={() => open(unfinished)}>
          Look at it
        </Button>
      }
    >
      {unfinished.title}
    </Notice>
  );
}
