import { describe, expect, it } from 'vitest';
import { caller, connectionOf, fail, grantOf, HOUR, NOW, setUp } from '@/tests/fakes/connect-accounts';
import type { Grant } from './port';

describe('silent renewal', () => {
  it('renews only what is about to end', async () => {
    const { connect, renewal, store, move } = setUp();
    await connect('google');
    await renewal.renewDue();
    expect(connectionOf(await store.read(), 'google')?.accessUntil).toBe(NOW + HOUR);
    move(55 * 60_000);
    await renewal.renewDue();
    expect(connectionOf(await store.read(), 'google')?.accessUntil).toBe(NOW + 55 * 60_000 + 2 * HOUR);
  });

  it('asks the provider once for two wake-ups', async () => {
    let asked = 0;
    const { connect, renewal } = setUp({
      authenticator: {
        renew: async () => {
          asked++;
          return grantOf('google');
        },
      },
    });
    await connect('google');
    await Promise.all([renewal.renew('google'), renewal.renew('google')]);
    expect(asked).toBe(1);
  });

  it('turns “no silent way” into a visible state', async () => {
    const { service, connect, renewal } = setUp({
      authenticator: {
        renew: async () => {
          throw fail('interaction-required');
        },
      },
    });
    await connect('microsoft');
    expect(await renewal.renew('microsoft')).toBe('expired');
    expect((await service.status({}, caller))[2]).toMatchObject({
      state: 'expired',
      problem: { next: expect.stringContaining('Reconnect') },
    });
  });

  it('deletes the tokens of an account that slipped in', async () => {
    const { connect, renewal, log } = setUp({
      authenticator: {
        renew: async () => grantOf('google', { identity: { id: 'x', email: 'x@y.example', name: '' } }),
      },
    });
    await connect('google');
    expect(await renewal.renew('google')).toBe('refused');
    expect(log).not.toContain('forget microsoft');
    expect(log).toContain('forget google');
  });

  it('does not bring back a connection that was removed meanwhile', async () => {
    let finish: (grant: Grant) => void = () => undefined;
    const { service, connect, renewal, store } = setUp({
      authenticator: {
        renew: () =>
          new Promise((resolve) => {
            finish = resolve;
          }),
      },
    });
    await connect('google');
    const running = renewal.renew('google');
    await new Promise((resolve) => setTimeout(resolve, 5));
    await service.disconnect({ system: 'google' }, caller);
    finish(grantOf('google'));
    await running;
    expect(connectionOf(await store.read(), 'google')).toBeUndefined();
  });

  it('makes a refused call by anybody visible', async () => {
    const { service, connect, renewal } = setUp();
    await connect('google');
    await renewal.noticed('google', fail('unauthorised').problem);
    expect((await service.status({}, caller))[1]?.state).toBe('expired');
    await renewal.noticed('microsoft', fail('unauthorised').problem);
    expect((await service.status({}, caller))[2]?.state).toBe('not-set-up');
  });
});
