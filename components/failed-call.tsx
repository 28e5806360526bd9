import { LockKeyhole } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '@/lib/domain/problem';
import { Button } from './button';
import { Notice, ProblemNotice } from './notice';
import { EmptyState } from './placeholder';
import { useOnline } from './use-online';

/** Not a failure: there is nothing here for this user to see. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['confidential', 'not-yours']);

/** Problems whose way out is in the control room's connections. */
const CONNECTION = /connect|expired|refused|unauthori[sz]ed|sign-in|api-key|not-set-up|scope/;
const OTHERWISE: ReadonlySet<string> = new Set(['message-refused', 'preview-expired']);
const isAboutConnections = ({ code }: Problem): boolean => CONNECTION.test(code) && !OTHERWISE.has(code);

/** The way out of one problem, as buttons, when one is known. */
export function WayOut({
  problem,
  retry,
  openOptions,
  children,
}: {
  problem: Problem;
  retry?: (() => Promise<void>) | null;
  /** Opens a part of the control room. */
  openOptions: (part?: string) => void;
  children?: ReactNode;
}) {
  return (
    <>
      {children}
      {isAboutConnections(problem) && (
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
    </>
  );
}

/** The last failed call of a page, with its next step. Nothing that failed goes unseen. */
export function FailedCall({
  failed,
  onDismiss,
  openOptions,
}: {
  failed: { problem: Problem; retry: (() => Promise<void>) | null } | null;
  onDismiss: () => void;
  openOptions: (part?: string) => void;
}) {
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
              <WayOut problem={failed.problem} retry={failed.retry} openOptions={openOptions} />
              <Button size="sm" kind="quiet" onClick={onDismiss}>
                Dismiss
              </Button>
            </>
          }
        />
      )}
    </>
  );
}
