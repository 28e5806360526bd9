import { LockKeyhole } from 'lucide-react';
import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import { EmptyState } from '@/components/placeholder';
import { useLoop, useLoopSurroundings } from './loop-context';

/** Not a failure: there is nothing here for this user to see. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['confidential', 'not-yours']);

/** The last failed call, with its next step. */
export function FailedCall() {
  const { openOptions } = useLoopSurroundings();
  const failed = useLoop((state) => state.failed);
  const dismiss = useLoop((state) => state.dismissFailure);
  if (!failed) return null;
  const connections = /connect|expired|unauthori[sz]ed|sign-in|not-set-up|scope/.test(failed.problem.code);
  const { retry, problem } = failed;
  if (NOT_SHOWN.has(problem.code))
    return (
      <EmptyState icon={<LockKeyhole size={28} aria-hidden="true" />} title={problem.message}>
        {problem.next}
      </EmptyState>
    );
  return (
    <ProblemNotice
      problem={problem}
      action={
        <>
          {connections && problem.code !== 'preview-expired' && (
            <Button size="sm" onClick={() => openOptions('connections')}>
              Open connections
            </Button>
          )}
          {problem.code === 'workflow-switched-off' && (
            <Button size="sm" onClick={() => openOptions('automation')}>
              Open Automation
            </Button>
          )}
          {retry && (
            <Button size="sm" onClick={() => void retry()}>
              Try again
            </Button>
          )}
          <Button size="sm" kind="quiet" onClick={dismiss}>
            Dismiss
          </Button>
        </>
      }
    />
  );
}
