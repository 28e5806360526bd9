import type { ReactNode } from 'react';
import browser from 'webextension-polyfill';
import { clientOf } from '@/lib/messaging/client';
import { lockFulcrum } from '../contract';
import { LockGate } from './lock-gate';

function onLockChange(listener: () => void): () => void {
  const hear = (message: unknown): undefined => {
    if ((message as { event?: unknown } | null)?.event === 'lock-changed') listener();
  };
  browser.runtime.onMessage.addListener(hear);
  return () => browser.runtime.onMessage.removeListener(hear);
}

const client = clientOf(lockFulcrum);

/** A page of the extension, shown only while Fulcrum is not locked. */
export const behindLock = (page: ReactNode): ReactNode => (
  <LockGate client={client} onLockChange={onLockChange}>
    {page}
  </LockGate>
);
