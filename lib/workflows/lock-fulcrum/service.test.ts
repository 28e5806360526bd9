import { describe, expect, it } from 'vitest';
import { problemOf } from '@/lib/domain/problem';
import type { Audit } from '@/lib/ledger/audit';
import { pausingAudit } from '@/lib/ledger/audit-pausing';
import type { EntryDraft } from '@/lib/ledger/store';
import type { Caller } from '@/lib/messaging/contract';
import { instantClock } from '@/tests/fakes/ledger-memory';
import type { LockRecord } from './port';
import { createLock } from './service';

const caller: Caller = { sender: 'own', tabId: null, url: null };
const PASSPHRASE = 'copper lantern river eight';
const MINUTE = 60_000;

/** A machine: disk and memory of the browser, and a worker that may be started again. */
function machine({ minutes = 15 } = {}) {
  const clock = instantClock();
  const events: string[] = [];
  let record: LockRecord = { lockedAt: null, reason: null, failures: 0, notBefore: 0 };
  let usedAt: number | null = null;
  let set: string | null = null;
  let open = true;
  let tokens = true;
  let alarm: number | null = null;
  const vault = {
    isProtected: async () => set !== null,
    isOpen: async () => set === null || open,
    protect: async (next: string) => {
      set = next;
      open = true;
    },
    unprotect: async () => {
      set = null;
    },
    lock: async () => {
      open = false;
    },
    unlock: async (given: string) => {
      if (given === set) open = true;
      return given === set;
    },
  };
  const life = () =>
    createLock(
      {
        vault,
        store: {
          read: async () => record,
          write: async (next) => {
            record = next;
          },
          usedAt: async () => usedAt,
          use: async (at) => {
            usedAt = at;
          },
        },
        dropSession: async () => {
          tokens = false;
        },
        disconnectAll: async () => {
          set = null;
          events.push('disconnected');
        },
        audit: {
          record: async (drafts: readonly EntryDraft[]) => {
            events.push(...drafts.map((draft) => draft.event));
            expect(JSON.stringify(drafts)).not.toContain(PASSPHRASE);
          },
        } as Pick<Audit, 'record'>,
        me: async () => 'u1',
        minutes: async () => ({ minutes, fixed: false }),
        setMinutes: async (next) => {
          minutes = next;
        },
        wakeAt: async (at) => {
          alarm = at;
        },
        announce: () => events.push('announced'),
        resume: () => events.push('resumed'),
      },
      clock,
    );
  return {
    clock,
    events,
    life,
    restartBrowser: () => {
      open = set === null;
      usedAt = null;
    },
    tokens: () => tokens,
    alarm: () => alarm,
  };
}
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'answered',
    (error: unknown) => problemOf(error).code,
  );

describe('locking', () => {
  it('when asked deletes the tokens, and opens only with the passphrase', async () => {
    const m = machine();
    const { implementation: lock, isLocked } = m.life();
    await lock.protect({ next: PASSPHRASE, present: '' }, caller);
    expect(m.tokens()).toBe(true);
    expect(await lock.lock({}, caller)).toMatchObject({ locked: true, reason: 'asked', protected: true });
    expect(m.tokens()).toBe(false);
    expect(await code(lock.unlock({ passphrase: 'x' }, caller))).toBe('passphrase-wrong');
    expect(await isLocked()).toBe(true);
    m.clock.advance(1000);
    expect(await lock.unlock({ passphrase: PASSPHRASE }, caller)).toMatchObject({ locked: false });
    expect(m.events).toEqual(
      expect.arrayContaining(['passphrase-set', 'locked', 'unlock-refused', 'unlocked', 'resumed']),
    );
  });

  it('survives a worker that dies, and a browser that starts again is locked when a passphrase is set', async () => {
    const m = machine();
    await m.life().implementation.lock({}, caller);
    expect(await m.life().isLocked()).toBe(true);
    await m.life().implementation.unlock({ passphrase: '' }, caller);
    m.restartBrowser();
    expect(await m.life().isLocked()).toBe(false);
    await m.life().implementation.protect({ next: PASSPHRASE, present: '' }, caller);
    m.restartBrowser();
    expect(await m.life().implementation.state({}, caller)).toMatchObject({
      locked: true,
      reason: 'restart',
    });
  });

  it('after so many minutes without use; each use puts it off', async () => {
    const m = machine();
    const lock = m.life();
    await lock.start();
    const first = m.clock.now();
    expect(m.alarm()).toBe(first + 15 * MINUTE);
    m.clock.advance(10 * MINUTE);
    await lock.used();
    m.clock.advance(10 * MINUTE);
    await lock.checkIdle();
    expect(await lock.isLocked()).toBe(false);
    m.clock.advance(5 * MINUTE);
    // The computer slept: a use comes before the alarm, and too late.
    await lock.used();
    expect(await lock.implementation.state({}, caller)).toMatchObject({ locked: true, reason: 'idle' });
  });

  it('never, when the minutes are 0', async () => {
    const m = machine({ minutes: 0 });
    const lock = m.life();
    await lock.start();
    m.clock.advance(10_000 * MINUTE);
    await lock.checkIdle();
    expect([await lock.isLocked(), m.alarm()]).toEqual([false, null]);
  });
});

describe('wrong passphrases', () => {
  it('wait longer and longer, also when the worker was started anew, and also for changing it', async () => {
    const m = machine();
    await m.life().implementation.protect({ next: PASSPHRASE, present: '' }, caller);
    await m.life().implementation.lock({}, caller);
    const waits: number[] = [];
    for (let n = 0; n < 4; n++) {
      expect(await code(m.life().implementation.unlock({ passphrase: 'no' }, caller))).toBe(
        'passphrase-wrong',
      );
      const { waitMs } = await m.life().implementation.state({}, caller);
      waits.push(waitMs);
      expect(await code(m.life().implementation.unlock({ passphrase: PASSPHRASE }, caller))).toBe('too-soon');
      m.clock.advance(waitMs);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    await m.life().implementation.unlock({ passphrase: PASSPHRASE }, caller);
    expect(await code(m.life().implementation.unprotect({ present: 'no' }, caller))).toBe('passphrase-wrong');
    expect(await code(m.life().implementation.protect({ next: PASSPHRASE, present: 'no' }, caller))).toBe(
      'too-soon',
    );
  });

  it('made at the same moment count one by one', async () => {
    const m = machine();
    const { implementation: lock } = m.life();
    await lock.protect({ next: PASSPHRASE, present: '' }, caller);
    await lock.lock({}, caller);
    const codes = await Promise.all([1, 2, 3].map(() => code(lock.unlock({ passphrase: 'no' }, caller))));
    expect(codes).toEqual(['passphrase-wrong', 'too-soon', 'too-soon']);
  });

  it('forgotten: everything is disconnected, and it is open', async () => {
    const m = machine();
    const { implementation: lock } = m.life();
    await lock.protect({ next: PASSPHRASE, present: '' }, caller);
    await lock.lock({}, caller);
    expect(await lock.startOver({ sure: 'disconnect-everything' }, caller)).toMatchObject({
      locked: false,
      protected: false,
    });
    expect(m.events).toEqual(expect.arrayContaining(['disconnected', 'started-over']));
  });

  it('that are weak are refused', async () => {
    const { implementation: lock } = machine().life();
    expect(await code(lock.protect({ next: 'short', present: '' }, caller))).toBe('passphrase-weak');
  });
});

describe('a plan that is running', () => {
  const step = (event: string): EntryDraft => ({
    actor: 'u1',
    workflow: 'w',
    opportunityId: 'o1',
    event,
    planId: 'p1',
    actionId: 'a1',
  });
  it('finishes the write under way, then pauses, and goes on after unlocking', async () => {
    const m = machine();
    const lock = m.life();
    const written: string[] = [];
    const audit = pausingAudit(
      {
        record: async (drafts: readonly EntryDraft[]) => void written.push(...drafts.map((d) => d.event)),
      } as Audit,
      lock,
    );
    const plan = { plan: {} as never };
    await audit.record([step('action-intended')], plan);
    const locking = lock.implementation.lock({}, caller);
    await expect.poll(() => lock.isLocked()).toBe(true);
    let passed = false;
    const done = audit.record([step('action-done')], plan).then(() => {
      passed = true;
    });
    await locking;
    expect(m.tokens()).toBe(false);
    expect(written).toEqual(['action-intended', 'action-done']);
    const next = audit.record([step('action-intended')], plan);
    await new Promise((turn) => setTimeout(turn, 10));
    expect([passed, written.length]).toEqual([false, 2]);
    await lock.implementation.unlock({ passphrase: '' }, caller);
    await Promise.all([done, next]);
    expect(written).toHaveLength(3);
  });
});
