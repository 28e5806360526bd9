import { Button } from '@/components/button';
import { FailedCall as FailedCallNotice, WayOut as WayOutOf } from '@/components/failed-call';
import { ProblemNotice } from '@/components/notice';
import type { Problem } from '@/lib/domain/problem';
import type { PlanView } from '../contract';
import { usePanel, useSurroundings } from './panel-context';

/** The way out of one problem, as a button, when the panel knows one. */
export function WayOut({
  problem,
  retry,
  plan,
}: {
  problem: Problem;
  retry?: (() => Promise<void>) | null;
  /** The plan it is about. */
  plan?: PlanView;
}) {
  const { openOptions } = useSurroundings();
  const clash = problem.code === 'booked-meanwhile' && plan ? plan : null;
  return (
    <WayOutOf problem={problem} openOptions={openOptions} retry={retry ?? null}>
      {clash && <MeanwhileChoices plan={clash} />}
    </WayOutOf>
  );
}

/** Somebody else booked first: look at theirs, or go on knowingly by a new preview that warns. */
function MeanwhileChoices({ plan }: { plan: PlanView }) {
  const preview = usePanel((state) => state.preview);
  const start = plan.slot?.start;
  return (
    <>
      <a
        href={`https://hire.lever.co/candidates/${encodeURIComponent(plan.opportunityId)}`}
        target="_blank"
        rel="noreferrer noopener"
        className="inline-flex min-h-6 items-center rounded-md border border-line bg-surface px-2 text-sm font-medium shadow-card hover:bg-hover"
      >
        Open it in Lever
      </a>
      {start !== undefined && (
        <Button size="sm" onClick={() => void preview(start)}>
          Preview again, with a warning
        </Button>
      )}
    </>
  );
}

/** The last failed call, with its next step. */
export function FailedCall() {
  const { openOptions } = useSurroundings();
  const failed = usePanel((state) => state.failed);
  const dismiss = usePanel((state) => state.dismissFailure);
  return <FailedCallNotice failed={failed} onDismiss={dismiss} openOptions={openOptions} />;
}

/** What is wrong with the interview's facts: nothing to show at all is red, the rest is a warning. */
export function ViewProblems({ problems, blocking }: { problems: Problem[]; blocking: boolean }) {
  const refresh = usePanel((state) => state.refresh);
  return problems.map((problem, index) => (
    <ProblemNotice
      key={`${problem.code}${problem.subject ?? ''}`}
      problem={problem}
      tone={blocking && index === 0 ? 'danger' : 'warn'}
      action={<WayOut problem={problem} retry={problem.retryable ? refresh : null} />}
    />
  ));
}
