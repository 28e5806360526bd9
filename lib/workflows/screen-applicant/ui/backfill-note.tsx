import { Button } from '@/components/button';
import { Notice } from '@/components/notice';
import { When } from '@/components/when';
import type { BackfillView } from '../views';

const STATE: Record<BackfillView['state'], string> = {
  reading: 'being read on this computer, to be sent together',
  sending: 'being sent together',
  sent: 'sent together, at half the price',
  stopping: 'being stopped; what was answered is used, the others go back to the queue',
};

/** Applicants who are read together, how far that is, and the ways on. */
export function BackfillNote({
  backfill,
  title,
  busy,
  onLook,
  onAgain,
  onStop,
}: {
  backfill: BackfillView;
  /** Of the posting. */
  title: string;
  busy: boolean;
  onLook: () => void;
  onAgain: () => void;
  onStop: () => void;
}) {
  const { applicants, state, at, problem } = backfill;
  const sent = state === 'sent' || state === 'stopping';
  return (
    <Notice
      tone={problem ? 'warn' : 'info'}
      title={`${title}: ${applicants} ${applicants === 1 ? 'applicant' : 'applicants'} ${STATE[state]}`}
      action={
        <>
          {sent ? (
            <Button size="sm" busy={busy} onClick={onLook}>
              Look now
            </Button>
          ) : (
            problem && (
              <Button size="sm" kind="primary" busy={busy} onClick={onAgain}>
                Send again
              </Button>
            )
          )}
          {state !== 'stopping' && (
            <Button size="sm" busy={busy} onClick={onStop}>
              {sent ? 'Stop' : 'Screen one by one instead'}
            </Button>
          )}
        </>
      }
    >
      {problem ? (
        `${problem.message} ${problem.next}`
      ) : (
        <>
          {sent ? 'Sent' : 'Begun'} <When at={at} />.
          {state === 'sent' && ' Fulcrum looks every five minutes; most are read within an hour.'}
        </>
      )}
    </Notice>
  );
}
