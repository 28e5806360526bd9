import { describe, expect, it } from 'vitest';
import {
  type Answers,
  caller,
  connectionOf,
  fail,
  fakeLever,
  grantOf,
  KEY,
  key,
  NOW,
  problemFrom,
  setUp,
  user,
} from '@/tests/fakes/connect-accounts';

describe('connecting Lever by key', () => {
  it('checks first, then keeps the key in the secrets store only', async () => {
    const { service, items, kept } = setUp();
    const view = await service.connectLeverKey(key, caller);
    expect(view).toMatchObject({
      state: 'connected',
      way: 'api-key',
      account: { name: 'Maya Okafor' },
      lastTest: { ok: true },
      problem: null,
    });
    expect(view.scopes.find((scope) => scope.scope === 'Panels: create a panel')?.granted).toBeNull();
    expect(kept.get('lever-api-key')).toBe(KEY);
    expect(JSON.stringify([items, view])).not.toContain(KEY);
  });

  it.each<[string, Answers, string, RegExp]>([
    [
      'a wrong key',
      {
        userByEmail: () => {
          throw fail('unauthorised');
        },
      },
      'lever-key-wrong',
      /401/,
    ],
    [
      'no permission to list users',
      {
        userByEmail: () => {
          throw fail('forbidden');
        },
      },
      'lever-permission-missing',
      /list users/,
    ],
    ['nobody with that address', { userByEmail: () => null }, 'lever-user-unknown', /maya@larkspur\.example/],
    [
      'a deactivated user',
      { userByEmail: () => user({ deactivatedAt: 5 }) },
      'lever-user-inactive',
      /deactivated/,
    ],
    [
      'no network',
      {
        userByEmail: () => {
          throw fail('offline');
        },
      },
      'offline',
      /offline/,
    ],
    [
      'a key revoked between two calls',
      {
        notes: () => {
          throw fail('unauthorised');
        },
      },
      'lever-key-wrong',
      /401/,
    ],
  ])('names %s and keeps nothing', async (_name, answers, code, words) => {
    const { service, kept, store } = setUp({ lever: fakeLever(answers) });
    const problem = await problemFrom(service.connectLeverKey(key, caller));
    expect(problem.code).toBe(code);
    expect(`${problem.message} ${problem.next}`).toMatch(words);
    expect(JSON.stringify(problem)).not.toContain(KEY);
    expect(kept.size).toBe(0);
    expect((await store.read()).connections).toEqual({});
  });

  it('names each missing permission', async () => {
    const forbidden = () => {
      throw fail('forbidden');
    };
    const { service } = setUp({ lever: fakeLever({ requisitionByCode: forbidden, notes: forbidden }) });
    const view = await service.connectLeverKey(key, caller);
    expect(view.state).toBe('connected');
    expect(view.problem).toMatchObject({ code: 'scope-missing' });
    expect(view.problem?.message).toContain('Requisitions: list requisitions');
    expect(view.lastTest).toMatchObject({ ok: false });
    expect(view.lastTest?.message).toContain('Notes: list notes');
    expect(view.scopes.find((scope) => scope.scope === 'Notes: list notes')?.granted).toBe(false);
  });

  it('does not call a permission missing when the call failed for another reason', async () => {
    const { service } = setUp({
      lever: fakeLever({
        stages: () => {
          throw fail('server-error');
        },
      }),
    });
    const view = await service.connectLeverKey(key, caller);
    expect(view.problem).toBeNull();
    expect(view.lastTest).toMatchObject({ ok: false });
    expect(view.lastTest?.message).toContain('Could not tell “Stages: list stages”');
  });
});

describe('connecting by sign-in', () => {
  it('needs a client id, and says so', async () => {
    const { service } = setUp();
    expect(await problemFrom(service.connect({ system: 'google' }, caller))).toMatchObject({
      code: 'not-set-up',
    });
  });

  it('uses the preset client and refuses to change it', async () => {
    const { service } = setUp({ preset: { googleClientId: 'preset.apps' } });
    expect(await service.connect({ system: 'google' }, caller)).toMatchObject({
      state: 'connected',
      client: { preset: true, clientId: 'preset.apps' },
    });
    const change = service.saveClient(
      { system: 'google', clientId: 'mine', clientSecret: null, environment: 'production', email: null },
      caller,
    );
    expect((await problemFrom(change)).message).toContain('administrator');
  });

  it('finds the Lever user for Lever by OAuth', async () => {
    const { service, kept } = setUp();
    await service.saveClient(
      {
        system: 'lever',
        clientId: 'cid',
        clientSecret: 'sss',
        environment: 'sandbox',
        email: 'maya@larkspur.example',
      },
      caller,
    );
    const view = await service.connect({ system: 'lever' }, caller);
    expect(view).toMatchObject({
      state: 'connected',
      way: 'oauth',
      account: { email: 'maya@larkspur.example' },
      client: { hasSecret: true, environment: 'sandbox' },
    });
    expect(kept.get('lever-client-secret')).toBe('sss');
    expect(JSON.stringify(await service.status({}, caller))).not.toContain('sss');
  });

  it('keeps the old connection when the person closes the window', async () => {
    let cancel = false;
    const { service, connect } = setUp({
      authenticator: {
        connect: async () => {
          if (cancel) throw fail('sign-in-cancelled');
          return grantOf('google');
        },
      },
    });
    await connect('google');
    cancel = true;
    expect((await problemFrom(service.connect({ system: 'google' }, caller))).code).toBe('sign-in-cancelled');
    expect((await service.status({}, caller))[1]).toMatchObject({ state: 'connected' });
  });

  it('offers the known address on reconnecting and refuses another account', async () => {
    let account = 'google-1';
    const { service, log, connect } = setUp({
      authenticator: {
        connect: async () =>
          grantOf('google', { identity: { id: account, email: `${account}@x.example`, name: '' } }),
      },
    });
    await connect('google');
    account = 'google-2';
    const view = await service.connect({ system: 'google' }, caller);
    expect(view).toMatchObject({
      state: 'refused',
      problem: { code: 'other-account' },
      account: { email: 'google-1@x.example' },
    });
    expect(log).toContain('forget google');
  });
});

describe('testing', () => {
  it('reports the real answer of a calendar in words', async () => {
    const { service, connect } = setUp();
    await connect('google');
    const view = await service.test({ system: 'google' }, caller);
    expect(view.lastTest).toMatchObject({ ok: true, at: NOW });
    expect(view.lastTest?.message).toContain('1 busy time ');
  });

  it('does not call an unreadable own calendar a success', async () => {
    const { service, connect } = setUp({
      calendar: {
        freeBusy: async (emails) => ({
          [emails[0] ?? '']: {
            state: 'unknown',
            readAt: NOW,
            problem: { code: 'calendar-unreadable', message: 'Hidden.', next: 'Share it.' },
          },
        }),
      },
    });
    await connect('microsoft');
    expect((await service.test({ system: 'microsoft' }, caller)).lastTest).toMatchObject({
      ok: false,
      message: expect.stringContaining('Hidden.'),
    });
  });

  it.each([
    ['unauthorised', 'expired'],
    ['offline', 'connected'],
    ['access-denied', 'refused'],
  ])('a test that fails with %s shows %s', async (code, state) => {
    const { service, connect } = setUp({
      calendar: {
        account: async () => {
          throw fail(code);
        },
      },
    });
    await connect('google');
    expect(await service.test({ system: 'google' }, caller)).toMatchObject({
      state,
      lastTest: { ok: false },
    });
  });

  it('notices that the token belongs to somebody else', async () => {
    const { service, connect } = setUp({
      calendar: { account: async () => ({ id: 'other', email: 'eve@x.example', name: 'Eve' }) },
    });
    await connect('google');
    expect(await service.test({ system: 'google' }, caller)).toMatchObject({
      state: 'refused',
      lastTest: { ok: false, message: expect.stringContaining('eve@x.example') },
    });
  });

  it('a Lever key that died becomes expired', async () => {
    let dead = false;
    const { service } = setUp({
      lever: fakeLever({
        userByEmail: () => {
          if (dead) throw fail('unauthorised');
          return user();
        },
      }),
    });
    await service.connectLeverKey(key, caller);
    dead = true;
    expect(await service.test({ system: 'lever' }, caller)).toMatchObject({
      state: 'expired',
      lastTest: { ok: false },
    });
  });
});

describe('disconnecting', () => {
  it('revokes, deletes, and says what it did', async () => {
    const { service, connect, log, store } = setUp();
    await connect('google');
    const view = await service.disconnect({ system: 'google' }, caller);
    expect(view).toMatchObject({
      state: 'not-connected',
      account: null,
      notice: expect.stringContaining('revoked'),
    });
    expect(log).toContain('forget google');
    expect(connectionOf(await store.read(), 'google')).toBeUndefined();
  });

  it('deletes although revoking failed, and says that it failed', async () => {
    const { service, connect, log } = setUp({
      authenticator: {
        revoke: async () => {
          throw fail('offline', 'No network.');
        },
        forget: async () => void log.push('forgot'),
      },
    });
    await connect('google');
    const view = await service.disconnect({ system: 'google' }, caller);
    expect(view.state).toBe('not-connected');
    expect(view.notice).toContain('could not be revoked');
    expect(view.notice).toContain('No network.');
    expect(log).toContain('forgot');
  });

  it('deletes a Lever key and a client secret', async () => {
    const { service, kept } = setUp();
    await service.saveClient(
      { system: 'lever', clientId: 'cid', clientSecret: 'sss', environment: 'production', email: null },
      caller,
    );
    await service.connectLeverKey(key, caller);
    const view = await service.disconnect({ system: 'lever' }, caller);
    expect([...kept.keys()]).toEqual([]);
    expect(view).toMatchObject({
      client: { hasSecret: false, clientId: 'cid' },
      notice: expect.stringContaining('Super Admin'),
    });
  });
});
