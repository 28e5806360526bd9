import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { Spinner } from '@/components/spinner';
import type { QueueView, RunnerView } from '../views';
import { money, needsConnections, type OpenPage } from './words';

/** How far the queue is, why it does not move, and whom it left out; each with the way on. */
export function RunnerNote({
  runner,
  waiting,
  failed,
  busy,
  onResume,
  onRetry,
  openPage,
}: {
  runner: RunnerView;
  waiting: number;
  failed?: QueueView['failed'];
  busy: boolean;
  onResume: () => void;
  onRetry?: () => void;
  openPage: OpenPage;
}) {
  const { halted } = runner;
  return (
    <>
      {halted && (
        <Notice
          tone="warn"
          title={`Screening waits: ${halted.message}`}
          action={
            <>
              <Button size="sm" kind="primary" busy={busy} onClick={onResume}>
                Try again now
              </Button>
              {needsConnections(halted) && (
                <Button size="sm" onClick={() => openPage('connections')}>
                  Open Connections
                </Button>
              )}
            </>
          }
        >
          {halted.next}{' '}
          {waiting > 0 && `${waiting} ${waiting === 1 ? 'is' : 'are'} waiting; nothing is lost. `}
          {halted.code !== 'screening-stuck' && 'It is tried again by itself every five minutes.'}
        </Notice>
      )}
      {failed && (
        <Notice
          tone="warn"
          title={`${failed.count} could not be screened`}
          action={
            onRetry && (
              <Button size="sm" busy={busy} onClick={onRetry}>
                Try them again
              </Button>
            )
          }
        >
          {failed.count > 1 && 'The last reason: '}
          {failed.problem.message} {failed.problem.next}
        </Notice>
      )}
      {!halted && waiting > 0 && (
        <p role="status" className="flex items-center gap-2 text-sm text-muted">
          {runner.paused ? null : <Spinner />}
          {runner.paused ? 'Paused. ' : 'Screening. '}
          {waiting} waiting, {runner.done} done, {money(runner.costUsd)} so far.
        </p>
      )}
    </>
  );
}
