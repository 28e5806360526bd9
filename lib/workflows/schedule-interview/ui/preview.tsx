import { PlanPreviewPage } from '@/components/plan-page';
import type { PlanView, ScheduleView } from '../contract';
import { usePanel, useSurroundings } from './panel-context';
import { PlanHead } from './plan-head';
import { FailedCall, WayOut } from './problems';

/** Every write and every text of one interview, before anything happens. */
export function Preview({ plan, view }: { plan: PlanView; view: ScheduleView }) {
  const { now } = useSurroundings();
  const book = usePanel((state) => state.book);
  const back = usePanel((state) => state.closePlan);
  return (
    <PlanPreviewPage
      plan={plan}
      top={<FailedCall />}
      head={<PlanHead plan={plan} view={view} />}
      bookLabel={plan.warning ? 'Book it anyway' : 'Book it'}
      wayOut={plan.problem && <WayOut problem={plan.problem} />}
      now={now}
      onBook={book}
      onBack={back}
    />
  );
}
