import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Failure } from '@/lib/domain/problem';
import type { Grant, SignIn } from '@/lib/platform/oauth';
import type { StorageArea } from './area';
import { createDurableSecrets, createSessionSecrets } from './secrets';
import { createGrantKeeper, type Locks } from './secrets-grant';

const SECRET = 'refresh-7d1c';

function sessionArea(): StorageArea & { items: Record<string, unknown> } {
  const items: Record<string, unknown> = {};
  return {
    items,
    get: async (key) => (key in items ? { [key]: items[key] } : {}),
    set: async (more) => void Object.assign(items, more),
    remove: async (key) => void delete items[key],
  };
}

/** One queue per name, as the platform's lock manager. */
function lockManager(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    request(name, job) {
      const run = (tails.get(name) ?? Promise.resolve()).then(job, job);
      tails.set(name, run);
      return run;
    },
  };
}

let database = 0;
beforeEach(() => {
  database++;
});
const shelf = () => createDurableSecrets({ database: `secrets-${database}` });

describe('durable secrets', () => {
  test('come back after a restart, and nothing readable lies in the database', async () => {
    await shelf().put('lever', { apiKey: SECRET });
    expect(await shelf().get('lever', z.object({ apiKey: z.string() }))).toEqual({ apiKey: SECRET });
    const raw = new Dexie(`secrets-${database}`);
    await raw.open();
    const [row] = await raw.table('secrets').toArray();
    const bytes = new TextDecoder('latin1').decode(new Uint8Array(row.data));
    expect(bytes).not.toContain(SECRET);
    const [{ key }] = await raw.table('keys').toArray();
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow();
    raw.close();
  });

  test('an entry copied under another name does not open, and the error holds no secret', async () => {
    await shelf().put('lever', { apiKey: SECRET });
    const raw = new Dexie(`secrets-${database}`);
    await raw.open();
    const [row] = await raw.table('secrets').toArray();
    await raw.table('secrets').put({ ...row, name: 'google' });
    raw.close();
    const error = await shelf()
      .get('google', z.unknown())
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Failure);
    expect((error as Failure).problem.code).toBe('secret-unreadable');
    expect(JSON.stringify(error)).not.toContain(SECRET);
  });

  test('two writers at first use end up with one key', async () => {
    await Promise.all([shelf().put('a', 1), shelf().put('b', 2), shelf().put('c', 3)]);
    expect(await Promise.all(['a', 'b', 'c'].map((name) => shelf().get(name, z.number())))).toEqual([
      1, 2, 3,
    ]);
  });

  test('removed is gone; absent is null', async () => {
    await shelf().put('a', 1);
    await shelf().remove('a');
    expect(await shelf().get('a', z.number())).toBeNull();
  });
});

function keeperWith(signIn: Partial<SignIn>) {
  const area = sessionArea();
  let now = 1_000_000;
  const locks = lockManager();
  const clock = { now: () => now, random: () => 0, sleep: async () => undefined };
  const grant = (n: number): Grant => ({
    accessToken: `access-${n}`,
    expiresAt: now + 3_600_000,
    refreshToken: `${SECRET}-${n}`,
    scopes: ['x'],
    account: { id: '1', email: 'rec@acme.example', name: 'Rec' },
  });
  const make = () =>
    createGrantKeeper({
      name: 'google',
      signIn: {
        connect: async () => grant(0),
        renew: async () => grant(1),
        revoke: async () => ({ revoked: true, message: 'ok' }),
        ...signIn,
      },
      durable: shelf(),
      session: createSessionSecrets(area),
      locks,
      clock,
    });
  return { area, make, grant, pass: (ms: number) => (now += ms) };
}

describe('grant keeper', () => {
  test('many callers at expiry cause one renewal, and the rotated token is the one used next', async () => {
    const spent: (string | undefined)[] = [];
    let n = 0;
    const world = keeperWith({
      renew: async (old) => {
        spent.push(old.refreshToken);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return world.grant(++n);
      },
    });
    const keeper = world.make();
    await keeper.connect();
    expect(await keeper.token()).toBe('access-0');
    world.pass(3_600_000);
    const other = world.make();
    const tokens = await Promise.all([keeper.token(), other.token(), keeper.token(), other.token()]);
    expect(new Set(tokens)).toEqual(new Set(['access-1']));
    world.pass(3_600_000);
    await other.token();
    expect(spent).toEqual([`${SECRET}-0`, `${SECRET}-1`]);
  });

  test('a refused token is replaced once however many calls were refused', async () => {
    let renewals = 0;
    const world = keeperWith({
      renew: async () => {
        renewals++;
        return world.grant(1);
      },
    });
    const keeper = world.make();
    await keeper.connect();
    await keeper.token();
    const tokens = await Promise.all([keeper.token({ renew: true }), keeper.token({ renew: true })]);
    expect(tokens).toEqual(['access-1', 'access-1']);
    expect(await keeper.token({ renew: true, refused: 'access-0' })).toBe('access-1');
    expect(renewals).toBe(1);
  });

  test('the refresh token is never in the session area nor in the status', async () => {
    const world = keeperWith({});
    const keeper = world.make();
    await keeper.connect();
    expect(JSON.stringify(world.area.items)).not.toContain(SECRET);
    const status = await keeper.info();
    expect(status).toMatchObject({ account: { email: 'rec@acme.example' }, scopes: ['x'] });
    expect(JSON.stringify(status)).not.toMatch(/refresh-|access-0/);
  });

  test('renewing tells the new end; a failed renewal keeps what is there', async () => {
    const world = keeperWith({});
    const keeper = world.make();
    await keeper.connect();
    world.pass(1000);
    expect((await keeper.renew()).accessUntil).toBe(1_001_000 + 3_600_000);
    const gone = world.make();
    const broken = keeperWith({
      renew: async () => {
        throw new Failure({ code: 'offline', message: 'x', next: 'y' });
      },
    }).make();
    await expect(broken.renew()).rejects.toMatchObject({ problem: { code: 'offline' } });
    expect(await gone.info()).not.toBeNull();
  });

  test('forgetting deletes everything; without a connection that is what it says', async () => {
    const world = keeperWith({});
    const keeper = world.make();
    await keeper.connect();
    expect(await keeper.revoke()).toMatchObject({ revoked: true });
    await keeper.forget();
    expect(await keeper.info()).toBeNull();
    expect(world.area.items).toEqual({});
    await expect(keeper.token()).rejects.toMatchObject({ problem: { code: 'not-connected' } });
    await expect(keeper.revoke()).rejects.toMatchObject({ problem: { code: 'not-connected' } });
  });
});

describe('durable secrets under a passphrase', () => {
  const text = z.string();
  const vault = (memory = sessionArea()) => ({
    memory,
    shelf: createDurableSecrets({ database: `secrets-${database}`, memory }),
  });
  const code = (promise: Promise<unknown>) =>
    promise.then(
      () => 'answered',
      (error: unknown) => (error instanceof Failure ? error.problem.code : String(error)),
    );

  test('open only with it after a restart; a wrong one opens nothing', async () => {
    const first = vault();
    await first.shelf.put('lever', SECRET);
    expect([await first.shelf.isProtected(), await first.shelf.isOpen()]).toEqual([false, true]);
    await first.shelf.protect('a sunny day in March');
    expect(await first.shelf.get('lever', text)).toBe(SECRET);
    // The browser was restarted: what was in memory is gone.
    const second = vault();
    expect([await second.shelf.isProtected(), await second.shelf.isOpen()]).toEqual([true, false]);
    expect(await code(second.shelf.get('lever', text))).toBe('locked');
    expect(await code(second.shelf.put('google', SECRET))).toBe('locked');
    expect(await code(second.shelf.protect('mine now'))).toBe('locked');
    expect(await code(second.shelf.unprotect())).toBe('locked');
    expect(await second.shelf.unlock('a sunny day in May')).toBe(false);
    expect(await code(second.shelf.get('lever', text))).toBe('locked');
    expect(await second.shelf.unlock('a sunny day in March')).toBe(true);
    expect(await second.shelf.get('lever', text)).toBe(SECRET);
    await second.shelf.lock();
    expect(await code(second.shelf.get('lever', text))).toBe('locked');
  });

  test('leave no usable key on disk, and a changed one does not open what an old one did', async () => {
    const { shelf: kept, memory } = vault();
    await kept.put('lever', SECRET);
    await kept.protect('the first one');
    const raw = new Dexie(`secrets-${database}`);
    await raw.open();
    const rows = await raw.table('keys').toArray();
    expect(rows.map((row) => row.id)).toEqual(['sheathed-key']);
    expect(rows[0].iterations).toBe(600_000);
    expect(Object.values(rows[0]).some((value) => value instanceof CryptoKey)).toBe(false);
    await kept.protect('the second one');
    expect(await kept.get('lever', text)).toBe(SECRET);
    await kept.lock();
    expect(memory.items).toEqual({});
    expect(await kept.unlock('the first one')).toBe(false);
    expect(await kept.unlock('the second one')).toBe(true);
    await kept.unprotect();
    expect(await vault().shelf.get('lever', text)).toBe(SECRET);
  });

  test('a secret written while all are encrypted anew is not lost', async () => {
    const { shelf: kept } = vault();
    await kept.put('lever', SECRET);
    await Promise.all([kept.protect('words'), kept.put('google', 'g'), kept.put('lever', 'newer')]);
    expect([await kept.get('google', text), await kept.get('lever', text)]).toEqual(['g', 'newer']);
  });
});
