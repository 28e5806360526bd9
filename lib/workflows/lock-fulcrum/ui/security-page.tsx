import { LockKeyhole } from 'lucide-react';
import { type FormEvent, useCallback, useState } from 'react';
import { Button } from '@/components/button';
import { Card, Section } from '@/components/card';
import { Select, TextField } from '@/components/field';
import { Kbd } from '@/components/kbd';
import { Notice, ProblemNotice } from '@/components/notice';
import { Skeleton } from '@/components/placeholder';
import { useAct, useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { LockView, lockFulcrum } from '../contract';

type LockClient = Client<typeof lockFulcrum>;
type Changed = (state: LockView) => void;

const MINUTES = [1, 5, 10, 15, 30, 60, 120, 480];
const inWords = (minutes: number): string =>
  minutes === 0 ? 'Never' : minutes < 60 ? `${minutes} minutes` : `${minutes / 60} h`;

function Locking({ client, state, onChanged }: { client: LockClient; state: LockView; onChanged: Changed }) {
  const act = useAct();
  const choose = async (minutes: number) => {
    const next = await act.run('minutes', () => client.minutes({ minutes }));
    if (next) onChanged(next);
  };
  const known = [...new Set([...MINUTES, ...(state.minutes > 0 ? [state.minutes] : [])])].sort(
    (a, b) => a - b,
  );
  return (
    <Section id="security-lock" title="Lock">
      <Card className="flex flex-col gap-3 p-4">
        <div className="flex flex-wrap items-end gap-3">
          <Select
            label="Lock when not used for"
            className="w-48"
            value={String(state.minutes)}
            disabled={state.minutesFixed}
            choices={[...known, 0].map((minutes) => ({ value: String(minutes), label: inWords(minutes) }))}
            hint={state.minutesFixed ? 'Set by your administrator.' : undefined}
            onChange={(event) => void choose(Number(event.currentTarget.value))}
          />
          <Button
            icon={<LockKeyhole size={14} aria-hidden="true" />}
            busy={act.busy === 'lock'}
            onClick={() => void act.run('lock', async () => onChanged(await client.lock({})))}
          >
            Lock now
          </Button>
          <p className="pb-1.5 text-sm text-muted">
            or <Kbd>Alt+Shift+L</Kbd> anywhere in the browser
          </p>
        </div>
        <p className="text-muted">
          Locking deletes the access tokens and what was read about candidates from memory. Plans wait and go
          on after unlocking. While locked, Fulcrum reads nothing and does nothing by itself.
        </p>
        {act.problem && <ProblemNotice problem={act.problem} />}
      </Card>
    </Section>
  );
}

function Passphrase({
  client,
  state,
  onChanged,
}: {
  client: LockClient;
  state: LockView;
  onChanged: Changed;
}) {
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const act = useAct();
  const differs = again !== '' && next !== again;
  const clear = () => {
    setPresent('');
    setNext('');
    setAgain('');
  };
  const press = async (name: string, work: () => Promise<LockView>, done: string) => {
    setSaid(null);
    const view = await act.run(name, work);
    if (!view) return;
    clear();
    setSaid(done);
    onChanged(view);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next === '' || next !== again) return;
    void press(
      'protect',
      () => client.protect({ next, present }),
      state.protected ? 'The passphrase was changed.' : 'The passphrase was set.',
    );
  };
  return (
    <Section id="security-passphrase" title="Passphrase">
      <Card className="p-4">
        <form onSubmit={submit} className="flex flex-col gap-3">
          {/* Tells password managers what the passphrase belongs to. */}
          <input type="text" name="username" autoComplete="username" value="Fulcrum" readOnly hidden />
          <div className="grid gap-3 md:grid-cols-3">
            {state.protected && (
              <TextField
                label="Present passphrase"
                type="password"
                autoComplete="current-password"
                value={present}
                onChange={(event) => setPresent(event.currentTarget.value)}
              />
            )}
            <TextField
              label="New passphrase"
              type="password"
              autoComplete="new-password"
              hint="10 characters or more; four unrelated words are good."
              value={next}
              onChange={(event) => setNext(event.currentTarget.value)}
            />
            <TextField
              label="Once more"
              type="password"
              autoComplete="new-password"
              error={differs ? 'These two differ.' : null}
              value={again}
              onChange={(event) => setAgain(event.currentTarget.value)}
            />
          </div>
          {act.problem && <ProblemNotice problem={act.problem} />}
          {said && !act.problem && <Notice tone="good" title={said} />}
          <div className="flex flex-wrap gap-2">
            <Button
              kind="primary"
              type="submit"
              busy={act.busy === 'protect'}
              disabled={next === '' || next !== again || (state.protected && present === '')}
            >
              {state.protected ? 'Change passphrase' : 'Set passphrase'}
            </Button>
            {state.protected && (
              <Button
                kind="danger"
                busy={act.busy === 'unprotect'}
                disabled={present === ''}
                onClick={() =>
                  void press('unprotect', () => client.unprotect({ present }), 'The passphrase was removed.')
                }
              >
                Remove passphrase
              </Button>
            )}
          </div>
        </form>
      </Card>
    </Section>
  );
}

/** What stands between somebody at this computer and the connected accounts. */
export function SecurityPage({ client }: { client: LockClient }) {
  const state = useLoad(useCallback(() => client.state({}), [client]));
  const view = state.value;
  if (state.problem)
    return (
      <ProblemNotice problem={state.problem} action={<Button onClick={state.reload}>Try again</Button>} />
    );
  if (!view)
    return (
      <div role="status" aria-busy="true" aria-label="Loading the lock">
        <Skeleton className="h-40" />
      </div>
    );
  return (
    <div className="flex flex-col gap-6">
      {view.protected ? (
        <Notice tone="good" title="Keys and sign-ins are encrypted with your passphrase.">
          A copy of this browser profile does not open them. They open when you unlock, and stay open in
          memory until Fulcrum locks or the browser closes.
        </Notice>
      ) : (
        <Notice tone="warn" title="No passphrase is set, so the lock only hides.">
          Keys and sign-ins are encrypted, but the key lies in the same browser profile. Whoever can use this
          profile can unlock Fulcrum with one click.
        </Notice>
      )}
      <Locking client={client} state={view} onChanged={state.set} />
      <Passphrase client={client} state={view} onChanged={state.set} />
      <Section id="security-limits" title="What neither protects against">
        <ul className="flex max-w-prose list-disc flex-col gap-1 pl-5 text-muted">
          <li>Programs that run as you while Fulcrum is unlocked.</li>
          <li>
            Somebody with a copy of this profile who reads the audit log and the plans: they are not under the
            passphrase.
          </li>
          <li>A passphrase that is easy to guess. A wrong one costs a wait only inside Fulcrum.</li>
        </ul>
      </Section>
    </div>
  );
}
