import { Notice } from '@/components/notice';
import { Spinner } from '@/components/spinner';
import type { RunnerView } from '../views';
import { money } from './words';

/** How far the queue is, and why it does not move. */
export function RunnerNote({ runner, waiting }: { runner: RunnerView; waiting: number }) {
  if (runner.halted)
    return (
      <Notice tone="warn" title={`Screening waits: ${runner.halted.message}`}>
        {runner.halted.next} {waiting > 0 ? `${waiting} are waiting; nothing is lost.` : ''}
      </Notice>
    );
  if (waiting === 0) return null;
  return (
    <p role="status" className="flex items-center gap-2 text-sm text-muted">
      {runner.paused ? null : <Spinner />}
      {runner.paused ? 'Paused. ' : 'Screening. '}
      {waiting} waiting, {runner.done} done, {money(runner.costUsd)} so far.
    </p>
  );
}
