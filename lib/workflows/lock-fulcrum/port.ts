import type { Audit } from '@/lib/ledger/audit';

/** What is remembered about the lock, on disk: a worker that starts anew must know. */
export interface LockRecord {
  /** ms epoch; null = unlocked. */
  lockedAt: number | null;
  reason: 'asked' | 'idle' | null;
  /** Wrong passphrases in a row. */
  failures: number;
  /** ms epoch before which no try counts. */
  notBefore: number;
}

export interface LockStore {
  read(): Promise<LockRecord>;
  write(record: LockRecord): Promise<void>;
  /** ms epoch of the last use in this session of the browser; null = none yet. */
  usedAt(): Promise<number | null>;
  use(at: number): Promise<void>;
}

export interface SecretVault {
  isProtected(): Promise<boolean>;
  isOpen(): Promise<boolean>;
  protect(passphrase: string): Promise<void>;
  unprotect(): Promise<void>;
  lock(): Promise<void>;
  unlock(passphrase: string): Promise<boolean>;
}

export interface LockPorts {
  vault: SecretVault;
  store: LockStore;
  /** Deletes access tokens and what was read about candidates from the memory of the browser. */
  dropSession(): Promise<void>;
  /** Deletes all connections with everything secret about them. */
  disconnectAll(): Promise<void>;
  audit: Pick<Audit, 'record'>;
  /** Lever user id; null = not connected. */
  me(): Promise<string | null>;
  minutes(): Promise<{ minutes: number; fixed: boolean }>;
  setMinutes(minutes: number): Promise<void>;
  /** Wakes the worker at that moment to call `checkIdle`; null = not. */
  wakeAt(at: number | null): Promise<void>;
  /** Tells open pages. */
  announce(): void;
  /** Everything that was paused may go on. */
  resume(): void;
}
