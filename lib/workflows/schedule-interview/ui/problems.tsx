import { LockKeyhole } from 'lucide-react';
import { Button } from '@/components/button';
import { Notice, ProblemNotice } from '@/components/notice';
import { EmptyState } from '@/components/placeholder';
import type { Problem } from '@/lib/domain/problem';
import type { PlanView } from '../contract';
import { useOnline, usePanel, useSurroundings } from './panel-context';

/** Not a failure: there is nothing here for this user to see. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['confidential', 'not-yours']);

/** Problems whose way out is in the control room's connections. */
const CONNECTION = /connect|expired|refused|unauthori[sz]ed|sign-in|api-key|not-set-up|scope/;
const isAboutConnections = (problem: Problem): boolean =>
  CONNECTION.test(problem.code) && problem.code !== 'message-refused';

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
  const connections = isAboutConnections(problem);
  const off = problem.code === 'workflow-switched-off';
  const clash = problem.code === 'booked-meanwhile' && plan ? plan : null;
  if (!connections && !off && !retry && !clash) return null;
  return (
    <>
      {clash && <MeanwhileChoices plan={clash} />}
      {connections && (
        <Button size="sm" onClick={() => openOptions('connections')}>
          Open connections
        </Button>
      )}
      {off && (
        <Button size="sm" onClick={() => openOptions('automation')}>
          Open Automation
        </Button>
      )}
      {retry && (
        <Button size="sm" onClick={() => void retry()}>
          Try again
        </Button>
      )}
    </>
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

/** The last failed call, with its next step. Nothing that failed goes unseen. */
export function FailedCall() {
  const failed = usePanel((state) => state.failed);
  const dismiss = usePanel((state) => state.dismissFailure);
  const online = useOnline();
  return (
    <>
      {!online && (
        <Notice tone="warn" title="You are offline.">
          What you see was read earlier. Booking and refreshing work again when the connection is back.
        </Notice>
      )}
      {failed && NOT_SHOWN.has(failed.problem.code) && (
        <EmptyState icon={<LockKeyhole size={28} aria-hidden="true" />} title={failed.problem.message}>
          {failed.problem.next}
        </EmptyState>
      )}
      {failed && !NOT_SHOWN.has(failed.problem.code) && (
        <ProblemNotice
          problem={failed.problem}
          action={
            <>
              <WayOut problem={failed.problem} retry={failed.retry} />
              <Button size="sm" kind="quiet" onClick={dismiss}>
                Dismiss
              </Button>
            </>
          }
        />
      )}
    </>
  );
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
