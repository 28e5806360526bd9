import { type ReactNode, useCallback, useEffect } from 'react';
import { Button } from '@/components/button';
import { ProblemNotice } from '@/components/notice';
import { useLoad } from '@/components/use-call';
import type { Client } from '@/lib/messaging/contract';
import type { lockFulcrum } from '../contract';
import { LockScreen } from './lock-screen';

/** A use is told at most this often, ms. */
const TELL_EVERY = 30_000;

/**
 * Shows `children` while Fulcrum is not locked. While it is, they are not in the page at all: nothing about a
 * candidate stays behind the lock. Pressing keys or the mouse counts as use and puts the lock off.
 */
export function LockGate({
  client,
  onLockChange,
  children,
}: {
  client: Client<typeof lockFulcrum>;
  /** Calls `listener` when it was locked or unlocked somewhere; gives the way to stop. */
  onLockChange: (listener: () => void) => () => void;
  children: ReactNode;
}) {
  const state = useLoad(useCallback(() => client.state({}), [client]));
  const { reload } = state;
  const locked = state.value?.locked ?? null;

  useEffect(() => {
    const look = () => {
      if (document.visibilityState !== 'hidden') void reload();
    };
    const stop = onLockChange(() => void reload());
    document.addEventListener('visibilitychange', look);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', look);
    };
  }, [onLockChange, reload]);

  useEffect(() => {
    if (locked !== false) return;
    let told = 0;
    const use = ({ timeStamp }: Event) => {
      if (told > 0 && timeStamp - told < TELL_EVERY) return;
      told = timeStamp;
      // A worker that cannot be told looks at the state again, which says what is wrong.
      client.used({}).catch(() => reload());
    };
    addEventListener('keydown', use, { capture: true, passive: true });
    addEventListener('pointerdown', use, { capture: true, passive: true });
    return () => {
      removeEventListener('keydown', use, { capture: true });
      removeEventListener('pointerdown', use, { capture: true });
    };
  }, [client, locked, reload]);

  if (state.value?.locked) return <LockScreen client={client} state={state.value} onChanged={state.set} />;
  if (state.value) return children;
  if (!state.problem) return null;
  return (
    <main className="p-4">
      <h1 className="sr-only">Fulcrum</h1>
      <ProblemNotice
        problem={state.problem}
        action={<Button onClick={() => void reload()}>Try again</Button>}
      />
    </main>
  );
}
