import { FailedCall as FailedCallNotice } from '@/components/failed-call';
import { useLoop, useLoopSurroundings } from './loop-context';

/** The last failed call, with its next step. */
export function FailedCall() {
  const { openOptions } = useLoopSurroundings();
  const failed = useLoop((state) => state.failed);
  const dismiss = useLoop((state) => state.dismissFailure);
  return <FailedCallNotice failed={failed} onDismiss={dismiss} openOptions={openOptions} />;
}
