import { z } from 'zod';
import { defineContract, method } from '@/lib/messaging/contract';

export type LockReason = 'asked' | 'idle' | 'restart';

export interface LockView {
  locked: boolean;
  /** Why; null while unlocked. */
  reason: LockReason | null;
  /** ms epoch; null while unlocked, and after a restart of the browser. */
  since: number | null;
  /** A passphrase is set. */
  protected: boolean;
  /** ms until the next try counts; 0 = now. */
  waitMs: number;
  /** Minutes without use; 0 = never. */
  minutes: number;
  /** The minutes are set by an administrator. */
  minutesFixed: boolean;
}

const passphrase = z.string().min(1).max(500);

export const lockFulcrum = defineContract('lock-fulcrum', {
  state: method<LockView>()(z.object({})),
  lock: method<LockView>()(z.object({})),
  /** Without a passphrase `passphrase` is ignored. Rejects `passphrase-wrong` and `too-soon`. */
  unlock: method<LockView>()(z.object({ passphrase: z.string().max(500).default('') })),
  /** Sets or changes the passphrase; the present one is asked for when there is one. */
  protect: method<LockView>()(z.object({ next: passphrase, present: z.string().max(500).default('') })),
  unprotect: method<LockView>()(z.object({ present: passphrase })),
  minutes: method<LockView>()(z.object({ minutes: z.number().int().min(0).max(1440) })),
  /** Somebody used a page of Fulcrum. */
  used: method<null>()(z.object({})),
  /** Deletes every connection and the passphrase; `sure` so that nothing else can mean it. */
  startOver: method<LockView>()(z.object({ sure: z.literal('disconnect-everything') })),
});
