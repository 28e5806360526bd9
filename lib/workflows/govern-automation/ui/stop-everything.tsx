import { OctagonX } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/button';
import { Dialog } from '@/components/dialog';
import { Notice } from '@/components/notice';
import type { MayView, OffView } from '../contract';
import { offWords } from './wording';

/** The one red switch. Stopping asks first; letting run again asks too, for both have a wide effect. */
export function StopEverything({
  off,
  may,
  busy,
  onSwitch,
}: {
  off: OffView | null;
  may: MayView;
  busy: boolean;
  onSwitch: (on: boolean) => void;
}) {
  const [asking, setAsking] = useState(false);
  const confirm = () => {
    setAsking(false);
    onSwitch(off !== null);
  };
  return (
    <>
      {off ? (
        <Notice
          tone="danger"
          title={`Everything is stopped ${offWords(off)}.`}
          action={
            <Button busy={busy} disabled={!may.change} onClick={() => setAsking(true)}>
              Let everything run again
            </Button>
          }
        >
          No workflow reads, sends or sets timers. What is held in Activity can be undone there.
        </Notice>
      ) : (
        <div className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-danger-line bg-surface px-4 py-3">
          <div className="min-w-0 flex-1 basis-60">
            <p className="font-medium">Stop everything</p>
            <p className="text-sm text-muted">Every workflow at once, in the middle of whatever it does.</p>
          </div>
          <Button
            kind="danger"
            busy={busy}
            disabled={!may.stop}
            icon={<OctagonX size={15} aria-hidden="true" />}
            onClick={() => setAsking(true)}
          >
            Stop everything
          </Button>
        </div>
      )}
      <Dialog
        open={asking}
        title={off ? 'Let everything run again?' : 'Stop everything?'}
        onClose={() => setAsking(false)}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{off ? 'Leave it stopped' : 'Let it run'}</Button>
            <Button kind={off ? 'primary' : 'danger'} onClick={confirm}>
              {off ? 'Run again' : 'Stop everything'}
            </Button>
          </>
        }
      >
        {off ? (
          <p>
            Workflows go on in the phase they had; those switched off one by one stay off. Plans that were
            held wait in Activity until you choose Retry or Undo.
          </p>
        ) : (
          <ul className="list-disc space-y-1 pl-5">
            <li>
              No candidate and no calendar is read, nothing is written, no timer is set, nothing is renewed.
            </li>
            <li>Plans that run are held where they are, between two steps or with the last step unknown.</li>
            <li>
              Undo still works from Activity, and so do the audit log, connections and preferences, which list
              people and rooms when you open them.
            </li>
            <li>
              It stays stopped, also after a restart of the browser, until{' '}
              {may.change ? 'somebody' : 'an Admin or Super Admin of your Lever account'} lets it run again
              here.
            </li>
          </ul>
        )}
      </Dialog>
    </>
  );
}
