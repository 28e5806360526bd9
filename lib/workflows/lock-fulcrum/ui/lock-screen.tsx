import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '@/components/button';
import { TextField } from '@/components/field';
import { Notice, ProblemNotice } from '@/components/notice';
import { useAct } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { LockView, lockFulcrum } from '../contract';
import { waitInWords } from '../rules';

const WHY = {
  asked: 'You locked it.',
  idle: 'It was not used for a while.',
  restart: 'The browser was started again.',
} as const;

/** All there is while Fulcrum is locked: one field, one button, and the way out for whoever forgot. */
export function LockScreen({
  client,
  state,
  onChanged,
}: {
  client: Client<typeof lockFulcrum>;
  state: LockView;
  onChanged: (state: LockView) => void;
}) {
  const [passphrase, setPassphrase] = useState('');
  const [forgotten, setForgotten] = useState(false);
  const act = useAct();
  const [wait, setWait] = useState(state.waitMs);

  useEffect(() => setWait(state.waitMs), [state.waitMs]);
  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(Math.max(0, wait - 1000)), Math.min(wait, 1000));
    return () => clearTimeout(timer);
  }, [wait]);

  const settle = async (name: string, work: () => Promise<LockView>) => {
    const next = await act.run(name, work);
    if (next) onChanged(next);
    else setWait((await client.state({})).waitMs);
  };
  const unlock = (event: FormEvent) => {
    event.preventDefault();
    setPassphrase('');
    void settle('unlock', () => client.unlock({ passphrase }));
  };
  const startOver = () => settle('start-over', () => client.startOver({ sure: 'disconnect-everything' }));

  return (
    <main className="flex min-h-dvh min-w-80 flex-col items-center justify-center bg-canvas p-4">
      <div className="flex w-full max-w-narrow flex-col gap-4">
        <header className="flex flex-col items-center gap-2 text-center">
          <LockKeyhole size={28} aria-hidden="true" className="text-muted" />
          <h1 className="text-lg font-semibold">Fulcrum is locked</h1>
          <p className="text-muted">
            {state.reason && WHY[state.reason]} Plans that were running wait and go on afterwards.
          </p>
        </header>
        <form onSubmit={unlock} className="flex flex-col gap-3">
          {state.protected && (
            <TextField
              label="Passphrase"
              type="password"
              autoComplete="current-password"
              autoFocus
              value={passphrase}
              onChange={(event) => setPassphrase(event.currentTarget.value)}
              hint={wait > 0 ? `The next try counts in ${waitInWords(wait)}.` : undefined}
            />
          )}
          {act.problem && <ProblemNotice problem={act.problem} />}
          <Button
            kind="primary"
            type="submit"
            autoFocus={!state.protected}
            busy={act.busy === 'unlock'}
            disabled={wait > 0 || (state.protected && passphrase === '')}
          >
            Unlock
          </Button>
        </form>
        {state.protected && !forgotten && (
          <Button kind="quiet" onClick={() => setForgotten(true)}>
            Forgot the passphrase?
          </Button>
        )}
        {forgotten && (
          <Notice
            tone="warn"
            title="Nobody can recover it. You can start over."
            action={
              <>
                <Button kind="danger" busy={act.busy === 'start-over'} onClick={startOver}>
                  Disconnect everything
                </Button>
                <Button onClick={() => setForgotten(false)}>Keep trying</Button>
              </>
            }
          >
            Lever, Google and Microsoft are disconnected on this computer; connect them again afterwards.
            Plans and the audit log stay. The old access stays valid at the providers until you remove it
            there.
          </Notice>
        )}
      </div>
    </main>
  );
}
