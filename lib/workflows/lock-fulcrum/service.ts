import { Failure } from '@/lib/domain/problem';
import type { EntryDraft } from '@/lib/ledger/store';
import type { Implementation } from '@/lib/messaging/contract';
import type { Clock } from '@/lib/platform/clock';
import type { LockReason, LockView, lockFulcrum } from './contract';
import type { LockPorts } from './port';
import { idleAt, passphraseFault, waitAfter, waitInWords } from './rules';

/** A use within so long of the last one is not written down again, ms. */
const USE_EVERY_MS = 20_000;
/** The longest a lock waits for a write that is under way, ms; a call gives up before that. */
const FINISH_MS = 40_000;

/**
 * The lock of the whole extension. `isLocked` gates messages, resumption and prefetching; `opened` is what plans
 * wait for; `busy` lets a write that has begun finish before its token is deleted.
 */
export function createLock(ports: LockPorts, clock: Clock) {
  const { vault, store, audit } = ports;
  /** One change at a time: wrong tries made together must not count as one. */
  let last: Promise<unknown> = Promise.resolve();
  const alone = <T>(job: () => Promise<T>): Promise<T> => {
    const turn = last.then(job, job);
    last = turn.catch(() => undefined);
    return turn;
  };
  let underway = 0;
  const settled = new Set<() => void>();
  const waiting = new Set<() => void>();

  async function why(): Promise<LockReason | null> {
    const { lockedAt, reason } = await store.read();
    if (lockedAt !== null) return reason ?? 'asked';
    return (await vault.isOpen()) ? null : 'restart';
  }
  const isLocked = async (): Promise<boolean> => (await why()) !== null;

  async function view(): Promise<LockView> {
    const [reason, record, isProtected, { minutes, fixed }] = await Promise.all([
      why(),
      store.read(),
      vault.isProtected(),
      ports.minutes(),
    ]);
    return {
      locked: reason !== null,
      reason,
      since: record.lockedAt,
      protected: isProtected,
      waitMs: Math.max(0, record.notBefore - clock.now()),
      minutes,
      minutesFixed: fixed,
    };
  }

  async function log(event: string, outcome: string | null = null, details?: EntryDraft['details']) {
    const actor = (await ports.me()) ?? 'fulcrum';
    const draft = { actor, workflow: 'lock-fulcrum', opportunityId: null, event, outcome };
    await audit.record([details === undefined ? draft : { ...draft, details }]);
  }

  /** Everything secret in memory goes, as soon as no write is under way. */
  async function drop(): Promise<void> {
    if (underway > 0) {
      const finished = new Promise<void>((done) => settled.add(done));
      const enough = new AbortController();
      // Aborting the wait is how it ends when the write was first.
      const tooLong = clock.sleep(FINISH_MS, enough.signal).catch(() => undefined);
      await Promise.race([finished, tooLong]);
      enough.abort();
    }
    await vault.lock();
    await ports.dropSession();
  }

  const close = (reason: 'asked' | 'idle'): Promise<void> =>
    alone(async () => {
      if (await isLocked()) return;
      await store.write({ ...(await store.read()), lockedAt: clock.now(), reason });
      ports.announce();
      await drop();
      await log('locked', reason);
    });

  async function release(): Promise<void> {
    await store.write({ lockedAt: null, reason: null, failures: 0, notBefore: 0 });
    await store.use(clock.now());
    await checkIdle();
    for (const go of waiting) go();
    waiting.clear();
    ports.announce();
    ports.resume();
  }

  /** Counts a wrong passphrase; @throws Failure `too-soon`, `passphrase-wrong` */
  async function mustBe(passphrase: string): Promise<void> {
    const record = await store.read();
    const wait = record.notBefore - clock.now();
    if (wait > 0)
      throw new Failure({
        code: 'too-soon',
        message: `Too many wrong passphrases; the next try counts in ${waitInWords(wait)}.`,
        next: 'Wait, then try again.',
      });
    if (await vault.unlock(passphrase)) return;
    const failures = record.failures + 1;
    const pause = waitAfter(failures);
    await store.write({ ...record, failures, notBefore: clock.now() + pause });
    await log('unlock-refused', null, { failures });
    throw new Failure({
      code: 'passphrase-wrong',
      message: 'That is not the passphrase.',
      next: `Try again in ${waitInWords(pause)}.`,
    });
  }

  async function checkIdle(): Promise<void> {
    if (await isLocked()) return ports.wakeAt(null);
    const now = clock.now();
    const [used, { minutes }] = await Promise.all([store.usedAt(), ports.minutes()]);
    if (used === null) await store.use(now);
    const { lock, lookAt } = idleAt(used ?? now, now, minutes);
    if (lock) await close('idle');
    else await ports.wakeAt(lookAt);
  }

  async function used(): Promise<void> {
    const before = await store.usedAt();
    const now = clock.now();
    if (before !== null && now >= before && now - before < USE_EVERY_MS) return;
    // A use that comes when the time is already over must not undo the lock that is due.
    await checkIdle();
    if (!(await isLocked())) await store.use(now);
  }

  const must = (fault: string | null): void => {
    if (fault)
      throw new Failure({
        code: 'passphrase-weak',
        message: 'That passphrase is too easy to guess.',
        next: fault,
      });
  };

  const implementation: Implementation<typeof lockFulcrum> = {
    state: view,
    async lock() {
      await close('asked');
      return view();
    },
    unlock: ({ passphrase }) =>
      alone(async () => {
        if (await isLocked()) {
          if (await vault.isProtected()) await mustBe(passphrase);
          await log('unlocked');
          await release();
        }
        return view();
      }),
    protect: ({ next, present }) =>
      alone(async () => {
        const before = await vault.isProtected();
        must(passphraseFault(next));
        if (before) await mustBe(present);
        await vault.protect(next);
        await store.write({ ...(await store.read()), failures: 0, notBefore: 0 });
        await log(before ? 'passphrase-changed' : 'passphrase-set');
        return view();
      }),
    unprotect: ({ present }) =>
      alone(async () => {
        if (await vault.isProtected()) {
          await mustBe(present);
          await vault.unprotect();
          await store.write({ ...(await store.read()), failures: 0, notBefore: 0 });
          await log('passphrase-removed');
        }
        return view();
      }),
    async minutes({ minutes }) {
      await ports.setMinutes(minutes);
      await store.use(clock.now());
      await checkIdle();
      return view();
    },
    async used() {
      await used();
      return null;
    },
    startOver: () =>
      alone(async () => {
        // Said before: afterwards nobody is connected who could be named.
        await log('started-over');
        await ports.disconnectAll();
        await ports.dropSession();
        await release();
        return view();
      }),
  };

  return {
    implementation,
    isLocked,
    close,
    used,
    checkIdle,
    /** Call when the worker starts: what a dead worker left undone is done, and the alarm is set anew. */
    async start(): Promise<void> {
      if (await isLocked()) await drop();
      else await checkIdle();
    },
    /** Resolves as soon as Fulcrum is not locked. */
    async opened(): Promise<void> {
      while (await isLocked()) await new Promise<void>((go) => waiting.add(go));
    },
    /** A write begins; call what it returns when it is over. */
    busy(): () => void {
      underway += 1;
      let over = false;
      return () => {
        if (over) return;
        over = true;
        underway -= 1;
        if (underway > 0) return;
        for (const done of settled) done();
        settled.clear();
      };
    },
  };
}
