import { describe, expect, it } from 'vitest';
import { caller, key, problemFrom, setUp } from '@/tests/fakes/connect-accounts';

describe('people and calendars', () => {
  it('lists active users with the calendar that will be read', async () => {
    const { service, connect } = setUp();
    expect((await problemFrom(service.mappings({}, caller))).code).toBe('not-connected');
    await service.connectLeverKey(key, caller);
    await connect('google');
    expect(await service.mappings({}, caller)).toMatchObject([
      { userId: 'u-maya', provider: 'google', source: 'lever-email' },
      { userId: 'u-tom', calendarEmail: 'tom@tidewater.example' },
    ]);
  });

  it('overrides, checks, forgets the check when the address changes, and resets', async () => {
    const { service, connect, people } = setUp();
    await service.connectLeverKey(key, caller);
    await connect('google');
    people['u-tom'] = { priority: 1 };
    expect(
      await service.setMapping(
        { userId: 'u-tom', calendarEmail: 't@x.example', provider: 'google', reset: false },
        caller,
      ),
    ).toMatchObject({ source: 'you', check: null });
    expect((await service.checkMapping({ userId: 'u-tom' }, caller)).check).toMatchObject({ ok: true });
    expect((await service.mappings({}, caller))[1]?.check).toMatchObject({ ok: true });
    const reset = await service.setMapping(
      { userId: 'u-tom', calendarEmail: null, provider: null, reset: true },
      caller,
    );
    expect(reset).toMatchObject({
      source: 'lever-email',
      calendarEmail: 'tom@tidewater.example',
      check: null,
    });
    expect(people['u-tom']).toEqual({ priority: 1 });
  });

  it('says why an address cannot be read', async () => {
    const { service } = setUp();
    await service.connectLeverKey(key, caller);
    expect((await service.checkMapping({ userId: 'u-tom' }, caller)).check).toMatchObject({
      ok: false,
      message: expect.stringContaining('Google or Microsoft'),
    });
    await service.setMapping(
      { userId: 'u-tom', calendarEmail: 't@x.example', provider: 'microsoft', reset: false },
      caller,
    );
    expect((await service.checkMapping({ userId: 'u-tom' }, caller)).check?.message).toContain(
      'not connected',
    );
    await service.setMapping({ userId: 'u-tom', calendarEmail: null, provider: null, reset: false }, caller);
    expect((await service.checkMapping({ userId: 'u-tom' }, caller)).check?.message).toContain('no calendar');
  });
});
