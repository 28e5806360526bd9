import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import { useLoop, useLoopSurroundings } from './loop-context';

/** The last failed call, with its next step. */
export function FailedCall() {
  const { openOptions } = useLoopSurroundings();
  const failed = useLoop((state) => state.failed);
  const dismiss = useLoop((state) => state.dismissFailure);
  if (!failed) return null;
  const connections = /connect|expired|unauthori[sz]ed|sign-in|not-set-up|scope/.test(failed.problem.code);
  const { retry } = failed;
  return (
    <ProblemNotice
      problem={failed.problem}
      action={
        <>
          {connections && failed.problem.code !== 'preview-expired' && (
            <Button size="sm" onClick={() => openOptions('connections')}>
              Open connections
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
